package rules

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sanxian/sanxian/message"
)

var (
	msgRulesSupplementBase = message.New("rules.supplement_base", "{id} is a supplement and needs {base} first", "{id} 是补充规则，须先装载 {base}")
	msgRulesSupplementOf   = message.New("rules.supplement_of", "{path}: {id} is not a supplement to {base}: it says {supplements}",
		"{path}：{id} 不是 {base} 的补充规则（其中写的是 {supplements}）")
	msgRulesSupplementTwice = message.New("rules.supplement_twice", "{path}: {id} is already merged", "{path}：{id} 已经合并过")
	msgRulesLoosened        = message.New("rules.loosened", "rule {rule} of {origin} is milder than the rule {other} that it overrides",
		"{origin} 的规则 {rule} 比它所取代的规则 {other} 宽松")
	msgRulesDateUnknown = message.New("rules.date_unknown", "the date of the check is unknown: judged by the newest rules of {set}",
		"核对日期未知：按规则集 {set} 中最新的规则判断")
	msgRulesSetExpired = message.New("rules.set_expired", "rule set {set} was in force to {to}; the check is of {date}", "规则集 {set} 施行至 {to}，核对日期为 {date}")
	msgRulesSetNotYet  = message.New("rules.set_not_yet", "rule set {set} is in force from {from}; the check is of {date}", "规则集 {set} 自 {from} 起施行，核对日期为 {date}")
	msgRulesExpired    = message.New("rules.expired", "{n} rules no longer in force on {date}, not applied: {rules}", "有 {n} 条规则在 {date} 已失效，未适用：{rules}")
	msgRulesNotYet     = message.New("rules.not_yet", "{n} rules not yet in force on {date}, not applied: {rules}", "有 {n} 条规则在 {date} 尚未施行，未适用：{rules}")
)

var msgRulesWholePlan = message.New("rules.whole_plan", "{path}: {id} holds over an area only: tolerances, order and touch_distance_m belong into the rules of the plan",
	"{path}：{id} 只在一定范围内施行，tolerances、order、touch_distance_m 属于整个方案，应写在方案的规则集中")

// schemaName is the version of the rule set's JSON.
const schemaName = "sanxian-ruleset/1"

// ErrRules is the class of errors of a rule set whose JSON is well formed but
// whose rules do not hold together. It works with errors.Is.
var ErrRules = message.NewClass("rules: unusable rule set", "规则集不可用")

// A Set turns areas into statuses, with the law behind each. It is data: a
// JSON document, possibly with supplements of a province or a city merged in.
// A Set is immutable and may be used by several goroutines.
//
// For one place, date and project exactly one status holds. The loader proves
// it: where two rules with different statuses could both apply, one of them
// must be narrower in its conditions or name the other in its overrides, and a
// rule that could never decide is refused.
type Set struct {
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
	loosened    []message.Note
	landLimit   float64
	notes       memory[notesKey, []message.Note] // on dates
	digest      string
	bare        bool // a supplement that waits for its base
}

//go:embed cn-2026.json
var cn2026 []byte

var defaultRules = sync.OnceValue(func() *Set {
	r, err := Read(bytes.NewReader(cn2026), "cn-2026.json")
	if err != nil {
		panic(err) // the file is part of the program; TestDefaultRules reads it
	}
	return r
})

// Default returns the built-in rule set, cn-2026: the national rules of
// China in force in autumn 2026 and those that they replaced.
func Default() *Set { return defaultRules() }

// Read reads a rule set. The name is for error messages. Reading is
// strict: unknown fields and words, citations and parameters that are not in
// the tables, rules that contradict or hide each other are errors that say the
// line and the JSON path. A supplement (a document with "supplements") is
// checked in full when it is merged by With.
func Read(r io.Reader, name string) (*Set, error) {
	set, err := parseRules(r, name)
	if err != nil || set.bare {
		return set, err
	}
	if err := set.compile(); err != nil {
		return nil, err
	}
	return set, nil
}

// parseRules is Read without the proof that the rules hold together.
func parseRules(r io.Reader, name string) (*Set, error) {
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
	set := &Set{doc: doc, digest: hex.EncodeToString(sum[:]), bare: doc.Supplements != "", touch: 0.001,
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
func (r *Set) With(supplement *Set) (*Set, error) {
	if r.bare {
		return nil, msgRulesSupplementBase.Error(ErrRules, message.Place{File: r.doc.file},
			"id", r.doc.ID, "base", r.doc.Supplements)
	}
	doc := supplement.doc
	if doc.Supplements != r.doc.ID {
		return nil, doc.errorf("supplements", msgRulesSupplementOf,
			"id", doc.ID, "base", r.doc.ID, "supplements", doc.Supplements)
	}
	for _, d := range append([]document{r.doc}, r.supplements...) {
		if d.ID == doc.ID {
			return nil, doc.errorf("id", msgRulesSupplementTwice, "id", doc.ID)
		}
	}
	m := &Set{doc: r.doc, touch: r.touch, order: slices.Clone(r.order), parameters: maps.Clone(r.parameters),
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
				m.loosened = append(m.loosened, msgRulesLoosened.Warning(message.Place{},
					"rule", x.ID, "origin", doc.ID, "other", id))
			}
		}
	}
	return m, nil
}

// Local returns an error where a supplement cannot hold over an area only:
// tolerances, the order of the lines and the touch distance are of a whole plan.
func (r *Set) Local() error {
	if d := &r.doc; len(d.Tolerances) > 0 || len(d.Order) > 0 || d.TouchDistanceM != nil {
		return d.errorf("", msgRulesWholePlan, "id", d.ID)
	}
	return nil
}

// add puts a document's tables and rules beside those already there.
func (r *Set) add(doc *document) {
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

// Name returns how a report names the rule set.
func (r *Set) Name() SetName {
	n := SetName{ID: r.doc.ID, Version: r.doc.Version, Title: r.doc.Title, Jurisdiction: r.doc.Jurisdiction, Supplements: []string{}}
	for _, d := range r.supplements {
		n.Supplements = append(n.Supplements, d.ID+" "+d.Version)
	}
	return n
}

// Digest returns the SHA-256 of the file, or of the digests of the files where
// supplements were merged.
func (r *Set) Digest() string { return r.digest }

// Order returns which lines come first where they conflict. It does not stop a
// check: all lines are reported, in this order. Lines that it does not name come
// last.
func (r *Set) Order() []Line { return slices.Clone(r.order) }

// MaxLayerAgeDays returns how many days old a layer may be; ok is false if the
// rule set does not limit it.
func (r *Set) MaxLayerAgeDays(l Line) (days int, ok bool) {
	days, ok = r.ages[l]
	return days, ok
}

// DateNotes says what a reader should know of the rules on a date: that the
// date is unknown, which rules had expired or were not in force yet, and which
// local rules are milder than the ones that they override. Where this set was
// merged over another, only what it added to that is said. The notes are shared and
// must not be changed.
func (r *Set) DateNotes(d Date, over *Set) []message.Note {
	k := notesKey{d, over}
	notes, ok := r.notes.get(k)
	if !ok {
		notes = slices.Clip(r.notesOn(d, over))
		r.notes.put(k, notes)
	}
	return notes
}

// A notesKey is what notes on a date depend on.
type notesKey struct {
	date Date
	over *Set
}

func (r *Set) notesOn(d Date, over *Set) []message.Note {
	switch {
	case over != nil:
		return append(r.dateNotes(d, over), r.loosened[len(over.loosened):]...)
	case d == "":
		return append([]message.Note{msgRulesDateUnknown.Warning(message.Place{}, "set", r.doc.ID)}, r.loosened...)
	}
	return append(r.dateNotes(d, nil), r.loosened...)
}

// dateNotes says which documents and rules are not in force on a date, without
// those of the set that this one was merged over.
func (r *Set) dateNotes(d Date, over *Set) []message.Note {
	if d == "" {
		return nil
	}
	docs, rules := append([]document{r.doc}, r.supplements...), r.rules
	if over != nil { // merged rules follow those that they were merged over
		docs, rules = docs[1+len(over.supplements):], rules[len(over.rules):]
	}
	var notes []message.Note
	for _, doc := range docs {
		if e := doc.Effective; e.To != "" && d > e.To {
			notes = append(notes, msgRulesSetExpired.Warning(message.Place{}, "set", doc.ID, "to", e.To, "date", d))
		} else if e.From != "" && d < e.From {
			notes = append(notes, msgRulesSetNotYet.Warning(message.Place{}, "set", doc.ID, "from", e.From, "date", d))
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
		notes = append(notes, msgRulesExpired.Note(message.Place{}, "n", n, "date", d, "rules", someOf(expired)))
	}
	if n := len(early); n > 0 {
		notes = append(notes, msgRulesNotYet.Note(message.Place{}, "n", n, "date", d, "rules", someOf(early)))
	}
	return notes
}

func (r *Set) rule(id string) *rule {
	for _, x := range r.rules {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// Sources returns the documents that the rule set was read from, in the order in
// which they were merged.
func (r *Set) Sources() [][]byte {
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
