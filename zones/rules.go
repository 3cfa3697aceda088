package zones

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sanxian/sanxian/boundary"
)

// RuleSetSchema names the version of the rule set's JSON.
const RuleSetSchema = "sanxian-ruleset/1"

// ErrRules is the class of errors of a rule set whose JSON is well formed but
// whose rules do not hold together. It works with errors.Is.
var ErrRules = errors.New("zones: unusable rule set")

// A RuleSet turns areas into statuses, with the law behind each. It is data: a
// JSON document, possibly with supplements of a province or a city merged in.
// A RuleSet is immutable and may be used by several goroutines.
//
// For one place, date and project exactly one status holds. The loader proves
// it: where two rules with different statuses could both apply, one of them
// must be narrower in its conditions or name the other in its overrides, and a
// rule that could never decide is refused.
type RuleSet struct {
	doc         document
	rules       []*rule // in the order of the documents, supplements last
	lines       map[Line]*ruleSpace
	citations   map[string]map[string]citation // by origin and id
	parameters  map[string]Parameter
	tolerances  map[Line]Tolerance
	ages        map[Line]int
	order       []Line
	touch       float64
	supplements []document
	loosened    []ReportNote
	digest      string
	bare        bool // a supplement that waits for its base
}

//go:embed rulesets/cn-2026.json
var cn2026 []byte

var defaultRules = sync.OnceValue(func() *RuleSet {
	r, err := ReadRules(bytes.NewReader(cn2026), "cn-2026.json")
	if err != nil {
		panic(err) // the file is part of the program; TestDefaultRules reads it
	}
	return r
})

// DefaultRules returns the built-in rule set, cn-2026: the national rules of
// China in force in autumn 2026 and those that they replaced.
func DefaultRules() *RuleSet { return defaultRules() }

// ReadRules reads a rule set. The name is for error messages. Reading is
// strict: unknown fields and words, citations and parameters that are not in
// the tables, rules that contradict or hide each other are errors that say the
// line and the JSON path. A supplement (a document with "supplements") is
// checked in full when it is merged by With.
func ReadRules(r io.Reader, name string) (*RuleSet, error) {
	set, err := parseRules(r, name)
	if err != nil || set.bare {
		return set, err
	}
	if err := set.compile(); err != nil {
		return nil, err
	}
	return set, nil
}

// parseRules is ReadRules without the proof that the rules hold together.
func parseRules(r io.Reader, name string) (*RuleSet, error) {
	v, raw, err := readLocated(r, name)
	if err != nil {
		return nil, err
	}
	doc := document{file: name}
	b := &binder{file: name, lines: map[string]int{}}
	if err := b.bind(v, reflect.ValueOf(&doc).Elem(), ""); err != nil {
		return nil, err
	}
	doc.at = b.lines
	doc.raw = raw
	if err := doc.check(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	set := &RuleSet{doc: doc, digest: hex.EncodeToString(sum[:]), bare: doc.Supplements != "", touch: 0.001,
		parameters: map[string]Parameter{}, tolerances: map[Line]Tolerance{}, ages: map[Line]int{},
		citations: map[string]map[string]citation{}, order: slices.Clone(ThreeLines)}
	set.add(&doc)
	return set, nil
}

// With returns the rule set with a supplement of a province or city merged in.
// Each rule keeps its origin. The supplement's rules stand beside the others:
// to take the place of a rule, one of the supplement names it in overrides or
// is narrower. Its parameters, tolerances, ages, order and touch distance take
// the place of those given before.
func (r *RuleSet) With(supplement *RuleSet) (*RuleSet, error) {
	if r.bare {
		return nil, boundary.NewError(ErrRules, "rules.supplement_base", boundary.Place{File: r.doc.file},
			"{id} is a supplement and needs {base} first", "id", r.doc.ID, "base", r.doc.Supplements)
	}
	doc := supplement.doc
	if doc.Supplements != r.doc.ID {
		return nil, doc.errorf("supplements", "rules.supplement_of",
			"{id} is not a supplement to {base}: it says {supplements}", "id", doc.ID, "base", r.doc.ID, "supplements", doc.Supplements)
	}
	for _, d := range append([]document{r.doc}, r.supplements...) {
		if d.ID == doc.ID {
			return nil, doc.errorf("id", "rules.supplement_twice", "{id} is already merged", "id", doc.ID)
		}
	}
	m := &RuleSet{doc: r.doc, touch: r.touch, order: slices.Clone(r.order), parameters: maps.Clone(r.parameters),
		tolerances: maps.Clone(r.tolerances), ages: maps.Clone(r.ages), citations: maps.Clone(r.citations),
		supplements: append(slices.Clone(r.supplements), doc), loosened: slices.Clone(r.loosened)}
	// Lines that the supplement does not touch are shared: 490 village plans
	// cost little more than their own rules. Compiling writes to the others.
	m.lines = map[Line]*ruleSpace{}
	if len(doc.Parameters) == 0 {
		m.lines = maps.Clone(r.lines)
		for _, x := range doc.Rules {
			delete(m.lines, x.Line)
		}
	}
	for _, x := range r.rules {
		if m.lines[x.Line] == nil {
			c := *x
			x = &c
		}
		m.rules = append(m.rules, x)
	}
	sum := sha256.Sum256([]byte(r.digest + supplement.digest))
	m.digest = hex.EncodeToString(sum[:])
	m.add(&doc)
	if err := m.compile(); err != nil {
		return nil, err
	}
	for _, x := range m.rules {
		for _, id := range x.Overrides {
			if y := m.rule(id); x.origin == doc.ID && y.origin != doc.ID && x.Status != y.Status && y.Status.Worse(x.Status) == y.Status {
				m.loosened = append(m.loosened, reportNote("rules.loosened", true,
					"rule {rule} of {origin} is milder than the rule {other} that it overrides", "rule", x.ID, "origin", doc.ID, "other", id))
			}
		}
	}
	return m, nil
}

// add puts a document's tables and rules beside those already there.
func (r *RuleSet) add(doc *document) {
	table := map[string]citation{}
	for _, c := range doc.Citations {
		table[c.ID] = c
	}
	r.citations[doc.ID] = table
	for _, p := range doc.Parameters {
		r.parameters[p.ID] = Parameter(p)
	}
	for l, t := range doc.Tolerances {
		r.tolerances[l] = t
	}
	for l, a := range doc.LayerAgeDays {
		r.ages[l] = a
	}
	if len(doc.Order) > 0 {
		r.order = slices.Clone(doc.Order)
	}
	if doc.TouchDistanceM != nil {
		r.touch = *doc.TouchDistanceM
	}
	for i := range doc.Rules {
		r.rules = append(r.rules, &rule{documentRule: doc.Rules[i], origin: doc.ID, index: i, doc: doc})
	}
}

// Name returns what a report says of the rule set.
func (r *RuleSet) Name() RuleSetName {
	n := RuleSetName{ID: r.doc.ID, Version: r.doc.Version, Title: r.doc.Title, Jurisdiction: r.doc.Jurisdiction, Supplements: []string{}}
	for _, d := range r.supplements {
		n.Supplements = append(n.Supplements, d.ID+" "+d.Version)
	}
	return n
}

// Digest returns the SHA-256 of the file, or of the digests of the files where
// supplements were merged.
func (r *RuleSet) Digest() string { return r.digest }

// Order returns the order in which the lines come before one another where
// they conflict. It does not stop a check: all lines are reported, in it. Lines
// that it does not name come last.
func (r *RuleSet) Order() []Line { return slices.Clone(r.order) }

// MaxLayerAgeDays returns how many days old a layer may be; ok is false if the
// rule set does not limit it.
func (r *RuleSet) MaxLayerAgeDays(l Line) (days int, ok bool) {
	days, ok = r.ages[l]
	return days, ok
}

// Parameters returns the figures of the rule set by id, so that caps and
// reports can name the same ones.
func (r *RuleSet) Parameters() map[string]Parameter { return maps.Clone(r.parameters) }

// DateNotes says what a reader should know of the rules on a date: that the
// date is unknown, which rules had expired or were not in force yet, and which
// local rules are milder than the ones that they override.
func (r *RuleSet) DateNotes(d Date) []ReportNote {
	if d == "" {
		return append([]ReportNote{reportNote("rules.date_unknown", true,
			"the date of the check is unknown: judged by the newest rules of {set}", "set", r.doc.ID)}, r.loosened...)
	}
	return append(r.dateNotes(d, nil), r.loosened...)
}

// localNotes are the date notes of what was merged over the plan's rules.
func (r *RuleSet) localNotes(d Date, plan *RuleSet) []ReportNote {
	return append(r.dateNotes(d, plan), r.loosened[len(plan.loosened):]...)
}

// dateNotes says which documents and rules are not in force on a date, those of
// without left out.
func (r *RuleSet) dateNotes(d Date, without *RuleSet) []ReportNote {
	if d == "" {
		return nil
	}
	docs, rules := append([]document{r.doc}, r.supplements...), r.rules
	if without != nil { // merged rules follow those that they were merged over
		docs, rules = docs[1+len(without.supplements):], rules[len(without.rules):]
	}
	var notes []ReportNote
	for _, doc := range docs {
		if e := doc.Effective; e.To != "" && d > e.To {
			notes = append(notes, reportNote("rules.set_expired", true, "rule set {set} was in force to {to}; the check is of {date}",
				"set", doc.ID, "to", e.To, "date", d))
		} else if e.From != "" && d < e.From {
			notes = append(notes, reportNote("rules.set_not_yet", true, "rule set {set} is in force from {from}; the check is of {date}",
				"set", doc.ID, "from", e.From, "date", d))
		}
	}
	var expired, early []string
	for _, x := range rules {
		if e := x.Effective; e.To != "" && d > e.To {
			expired = append(expired, x.ID)
		} else if e.From != "" && d < e.From {
			early = append(early, x.ID)
		}
	}
	if n := len(expired); n > 0 {
		notes = append(notes, reportNote("rules.expired", false, "{n} rules no longer in force on {date}, not applied: {rules}", "n", n, "date", d, "rules", someOf(expired)))
	}
	if n := len(early); n > 0 {
		notes = append(notes, reportNote("rules.not_yet", false, "{n} rules not yet in force on {date}, not applied: {rules}", "n", n, "date", d, "rules", someOf(early)))
	}
	return notes
}

// reportNote makes a note of a report from a template as boundary.NewNote does.
func reportNote(code string, warning bool, template string, pairs ...any) ReportNote {
	n := boundary.NewNote(code, boundary.Place{}, template, pairs...)
	return ReportNote{Code: n.Code, Text: n.Text, Count: 1, Warning: warning, Values: n.Values}
}

func (r *RuleSet) rule(id string) *rule {
	for _, x := range r.rules {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// sources returns the documents that the rule set was read from, in the order in
// which they were merged.
func (r *RuleSet) sources() [][]byte {
	out := [][]byte{r.doc.raw}
	for _, s := range r.supplements {
		out = append(out, s.raw)
	}
	return out
}

// someOf names the first three of a list and counts the rest.
func someOf(names []string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:few], ", ") + ", … +" + strconv.Itoa(len(names)-few)
}
