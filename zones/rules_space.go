package zones

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// A rule is a rule of a rule set, ready to be asked.
type rule struct {
	documentRule
	origin string // id of the document
	doc    *document
	index  int // in the document
	set    box // where it applies

	// Made when the set is compiled, so that judging is cheap.
	beaters                      []*rule // rules that decide where they apply too
	procedure, authority, remedy Text    // with the figures filled in
	unverified                   []Parameter
}

func (x *rule) adds() bool { return len(x.AddsTo) > 0 }

func (x *rule) errorf(field, code, template string, pairs ...any) error {
	path := fmt.Sprintf("rules[%d]", x.index)
	if field != "" {
		path += "." + field
	}
	return x.doc.errorf(path, code, template, pairs...)
}

// A facet is one thing that conditions ask about, with the words that it can
// take. The first word is the ordinary one.
type facet struct {
	name  string
	words []string
}

// A box is the set of cases to which a rule applies: for each facet the words
// that are allowed, as bits. Conditions are conjunctions of lists, so every
// rule is a box, and questions of overlap and cover are exact.
type box []uint64

func (b box) meets(c box) bool {
	for f := range b {
		if b[f]&c[f] == 0 {
			return false
		}
	}
	return true
}

// covers reports whether all cases of c are cases of b, the date aside.
func (b box) covers(c box) bool {
	for f := range b {
		if f != facetDate && c[f]&^b[f] != 0 {
			return false
		}
	}
	return true
}

func (b box) and(c box) box {
	r := make(box, len(b))
	for f := range b {
		r[f] = b[f] & c[f]
	}
	return r
}

// minus returns the cases of b that are not cases of c, as disjoint boxes.
func (b box) minus(c box) []box {
	if !b.meets(c) {
		return []box{b}
	}
	var parts []box
	rest := slices.Clone(b)
	for f := range b {
		if out := rest[f] &^ c[f]; out != 0 {
			part := slices.Clone(rest)
			part[f] = out
			parts = append(parts, part)
			rest[f] &= c[f]
		}
	}
	return parts
}

// Facets that every line has, in this order.
const (
	facetPlace = iota
	facetSubZone
	facetDate
	facetRegion
	facetFixed
)

// maxParts bounds the work of comparing rules.
const maxParts = 20_000

// A ruleSpace is the finite space of cases of one line and the rules in it.
type ruleSpace struct {
	line   Line
	facets []facet
	days   []Date // the facet of the date: days[i] begins word i+1
	rules  []*rule
}

// newRuleSpace builds the facets that the rules of a line ask about.
func newRuleSpace(l Line, rules []*rule) (*ruleSpace, error) {
	s := &ruleSpace{line: l, rules: rules}
	days, regions, asked := map[Date]bool{}, map[string]bool{}, map[string]bool{}
	for _, x := range rules {
		if x.Effective.From != "" {
			days[x.Effective.From] = true
		}
		if x.Effective.To != "" {
			days[nextDay(x.Effective.To)] = true
		}
		for _, r := range x.doc.Regions {
			regions[r] = true
		}
		for f := range x.When.masks() {
			asked[f] = true
		}
	}
	s.days = slices.Sorted(maps.Keys(days))
	dates := make([]string, len(s.days)+1)
	dates[0] = "earlier"
	for i, d := range s.days {
		dates[i+1] = string(d)
	}
	subZones := []string{}
	for _, z := range ruleSubZones(l) {
		subZones = append(subZones, string(z))
	}
	s.facets = []facet{{"place", []string{inside, outside}}, {"sub_zone", subZones}, {"date", dates},
		{"region", append([]string{"elsewhere"}, slices.Sorted(maps.Keys(regions))...)}}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		s.facets = append(s.facets, facet{name, facetWords(name)})
	}
	for _, f := range s.facets {
		if len(f.words) > 64 {
			return nil, rules[0].errorf("", "rules.too_many", "line {line}: more than {limit} different values of {what}",
				"line", string(l), "limit", 64, "what", f.name)
		}
	}
	for _, x := range rules {
		x.set = s.box(x)
	}
	return s, nil
}

func nextDay(d Date) Date {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return d
	}
	return Date(t.AddDate(0, 0, 1).Format("2006-01-02"))
}

// facetWords returns the words of a facet of conditions.
func facetWords(name string) []string {
	switch name {
	case "class":
		return classWords
	case "activity":
		return activityWords
	case "replacement":
		return replacementWords
	case "requests_land":
		return []string{"true", "false"}
	}
	return []string{"false", "true"}
}

// masks returns, for each facet that the condition asks about, the words that
// it allows.
func (c *condition) masks() map[string]uint64 {
	m := map[string]uint64{}
	list := func(name string, words, known []string) {
		for _, w := range words {
			m[name] |= 1 << slices.Index(known, w)
		}
	}
	list("class", c.Class, classWords)
	list("activity", c.Activity, activityWords)
	list("replacement", c.Replacement, replacementWords)
	yesNo := func(name string, v bool) {
		m[name] = 1 << slices.Index(facetWords(name), fmt.Sprint(v))
	}
	for name, v := range c.flags() {
		if v != nil {
			yesNo(name, *v)
		}
	}
	for l, v := range c.Layers {
		yesNo("layers."+string(l), v)
	}
	for what, over := range c.overs() {
		for id, v := range over {
			yesNo(what+"."+id, v)
		}
	}
	return m
}

func (c *condition) overs() map[string]map[string]bool {
	return map[string]map[string]bool{"area_over": c.AreaOver, "cropland_over": c.CroplandOver, "other_land_over": c.OtherLandOver}
}

// box returns where a rule applies.
func (s *ruleSpace) box(x *rule) box {
	b := make(box, len(s.facets))
	for i, f := range s.facets {
		b[i] = 1<<len(f.words) - 1
	}
	if x.Place == outside {
		b[facetPlace] = 2
	} else {
		b[facetPlace] = 1
	}
	if len(x.SubZones) > 0 {
		b[facetSubZone] = 0
		for _, z := range x.SubZones {
			b[facetSubZone] |= 1 << slices.Index(s.facets[facetSubZone].words, string(z))
		}
	}
	b[facetDate] = 0
	for i := range s.facets[facetDate].words { // word i is days[i-1] up to the day before days[i]
		if (x.Effective.From == "" || i > 0 && s.days[i-1] >= x.Effective.From) &&
			(x.Effective.To == "" || i < len(s.days) && s.days[i] <= nextDay(x.Effective.To)) {
			b[facetDate] |= 1 << i
		}
	}
	if len(x.doc.Regions) > 0 {
		b[facetRegion] = 0
		for i, word := range s.facets[facetRegion].words {
			for _, code := range x.doc.Regions {
				if i > 0 && strings.HasPrefix(word, code) {
					b[facetRegion] |= 1 << i
				}
			}
		}
	}
	for name, mask := range x.When.masks() {
		b[slices.IndexFunc(s.facets, func(f facet) bool { return f.name == name })] = mask
	}
	return b
}

// beats reports whether x decides where y would too: it names y in its
// overrides, or its conditions are narrower and y does not name it.
func (x *rule) beats(y *rule) bool {
	if x == y || !x.set.meets(y.set) {
		return false
	}
	if slices.Contains(x.Overrides, y.ID) {
		return true
	}
	return !slices.Contains(y.Overrides, x.ID) && y.set.covers(x.set) && !x.set.covers(y.set)
}

// remainder returns what is left of a set without those of the rules; ok is
// false if that is more work than the limit allows.
func remainder(set box, without []*rule) (left []box, ok bool) {
	left = []box{set}
	for _, x := range without {
		var next []box
		for _, b := range left {
			next = append(next, b.minus(x.set)...)
		}
		if left = next; len(left) > maxParts {
			return nil, false
		}
	}
	return left, true
}

// check refuses rules that contradict or hide each other.
func (s *ruleSpace) check() error {
	var deciding []*rule
	for _, x := range s.rules {
		if !x.adds() {
			deciding = append(deciding, x)
		}
	}
	for _, x := range deciding {
		x.beaters = nil
		for _, y := range deciding {
			if y.beats(x) {
				x.beaters = append(x.beaters, y)
			}
		}
	}
	if err := findCycle(deciding); err != nil {
		return err
	}
	tooHard := func(x *rule) error {
		return x.errorf("", "rules.too_complex", "rule {rule} cannot be compared with the others: too many exceptions", "rule", x.ID)
	}
	for i, x := range deciding {
		left, ok := remainder(x.set, x.beaters)
		if !ok {
			return tooHard(x)
		}
		if len(left) == 0 {
			return x.errorf("", "rules.unreachable", "rule {rule} can never decide: {others} always come before it, for example for {example}",
				"rule", x.ID, "others", ruleIDs(x.beaters), "example", s.example(x.set))
		}
		for _, y := range deciding[:i] {
			if x.Status == y.Status || !x.set.meets(y.set) || x.beats(y) || y.beats(x) {
				continue
			}
			left, ok := remainder(x.set.and(y.set), append(slices.Clone(x.beaters), y.beaters...))
			if !ok {
				return tooHard(x)
			}
			if len(left) > 0 {
				return x.errorf("", "rules.ambiguous",
					"rules {rule} ({status}) and {other} ({other_status}) both apply to {example}; let one override the other, or make one narrower",
					"rule", x.ID, "status", string(x.Status), "other", y.ID, "other_status", string(y.Status), "example", s.example(left[0]))
			}
		}
	}
	return nil
}

func findCycle(rules []*rule) error {
	state := map[*rule]int{}
	var visit func(x *rule) *rule
	visit = func(x *rule) *rule {
		state[x] = 1
		for _, y := range x.beaters {
			if state[y] == 1 {
				return y
			}
			if state[y] == 0 {
				if z := visit(y); z != nil {
					return z
				}
			}
		}
		state[x] = 2
		return nil
	}
	for _, x := range rules {
		if state[x] == 0 {
			if y := visit(x); y != nil {
				return y.errorf("", "rules.cycle", "rule {rule} overrides a rule that overrides it, by itself or through others", "rule", y.ID)
			}
		}
	}
	return nil
}

func ruleIDs(rules []*rule) string {
	ids := make([]string, len(rules))
	for i, x := range rules {
		ids[i] = x.ID
	}
	return strings.Join(ids, ", ")
}

// example describes the most ordinary case of a box: the place, the sub-zone
// and what is out of the ordinary.
func (s *ruleSpace) example(b box) string {
	var parts []string
	for i, f := range s.facets {
		w := bits.TrailingZeros64(b[i])
		switch {
		case i == facetSubZone && (b[facetPlace]&1 == 0 || len(f.words) == 1):
			continue // no sub-zones there
		case i == facetDate:
			w = bits.Len64(b[i]) - 1 // the newest
			if len(f.words) == 1 {
				continue
			}
		case i >= facetRegion && w == 0:
			continue
		}
		parts = append(parts, f.name+" "+f.words[w])
	}
	return strings.Join(parts, ", ")
}

// compile resolves what the documents refer to and proves the rules decidable.
func (r *RuleSet) compile() error {
	ids := map[string]*rule{}
	byLine := map[Line][]*rule{}
	for _, x := range r.rules {
		if y := ids[x.ID]; y != nil {
			return x.errorf("id", "rules.duplicate_rule", "{id} is already a rule of {origin}; to take its place, give a new id and override it",
				"id", x.ID, "origin", y.origin)
		}
		ids[x.ID] = x
		byLine[x.Line] = append(byLine[x.Line], x)
	}
	for _, x := range r.rules {
		if err := r.resolve(x, ids); err != nil {
			return err
		}
	}
	r.lines = make(map[Line]*ruleSpace, len(byLine))
	for _, l := range slices.Sorted(maps.Keys(byLine)) {
		s, err := newRuleSpace(l, byLine[l])
		if err != nil {
			return err
		}
		if err := s.check(); err != nil {
			return err
		}
		r.lines[l] = s
	}
	for _, x := range r.rules {
		x.procedure, x.authority, x.remedy = r.fill(x.Procedure), r.fill(x.Authority), r.fill(x.Remedy)
		x.unverified = nil
		for _, id := range x.usedParameters() {
			if p := r.parameters[id]; !p.Verified {
				x.unverified = append(x.unverified, p)
			}
		}
	}
	return nil
}

// resolve checks that what a rule refers to exists.
func (r *RuleSet) resolve(x *rule, ids map[string]*rule) error {
	inForce := 0
	for i, id := range x.Citations {
		c, ok := r.citation(x, id)
		if !ok {
			return x.errorf(fmt.Sprintf("citations[%d]", i), "rules.unknown_citation", "{id} is not in the table of citations", "id", id)
		}
		if !c.Effective.meets(x.Effective) {
			return x.errorf(fmt.Sprintf("citations[%d]", i), "rules.citation_date", "{id} is never in force while rule {rule} is", "id", id, "rule", x.ID)
		}
		if c.Effective.covers(x.Effective) {
			inForce++
		}
	}
	if inForce == 0 && !r.citedThroughout(x) {
		return x.errorf("citations", "rules.citation_gap", "rule {rule} is in force on days when none of its citations is", "rule", x.ID)
	}
	for i, id := range x.Parameters {
		if _, ok := r.parameters[id]; !ok {
			return x.errorf(fmt.Sprintf("parameters[%d]", i), "rules.unknown_parameter", "{id} is not in the table of parameters", "id", id)
		}
	}
	for _, text := range []Text{x.Procedure, x.Authority, x.Remedy} {
		for _, m := range placeholderPattern.FindAllStringSubmatch(text.ZH+text.EN, -1) {
			if !slices.Contains(x.Parameters, m[1]) {
				return x.errorf("parameters", "rules.placeholder", "the text uses {name}, which is not one of the rule's parameters", "name", m[1])
			}
		}
	}
	for what, over := range x.When.overs() {
		for _, id := range slices.Sorted(maps.Keys(over)) {
			path := "when." + what + "." + id
			p, ok := r.parameters[id]
			if !ok {
				return x.errorf(path, "rules.unknown_parameter", "{id} is not in the table of parameters", "id", id)
			}
			if _, ok := squareMetres(p); !ok {
				return x.errorf(path, "rules.unit", "{id} is in {unit}; an area must be in 公顷 or m2", "id", id, "unit", p.Unit)
			}
		}
	}
	for _, refs := range []struct {
		name string
		ids  []string
	}{{"overrides", x.Overrides}, {"adds_to", x.AddsTo}} {
		for i, id := range refs.ids {
			path := fmt.Sprintf("%s[%d]", refs.name, i)
			if id == "*" && refs.name == "adds_to" {
				continue
			}
			y, ok := ids[id]
			if !ok {
				return x.errorf(path, "rules.unknown_rule", "{id} is not a rule of this set", "id", id)
			}
			if y.Line != x.Line || y.adds() || y == x {
				return x.errorf(path, "rules.wrong_rule", "{id} must be another rule of the same line that has a status", "id", id)
			}
		}
	}
	return nil
}

// covers reports whether e holds on all days of f.
func (e effective) covers(f effective) bool {
	return (e.From == "" || f.From != "" && e.From <= f.From) && (e.To == "" || f.To != "" && f.To <= e.To)
}

// citedThroughout reports whether the citations of a rule together are in force
// as long as the rule is: a text and the one that replaced it.
func (r *RuleSet) citedThroughout(x *rule) bool {
	day := x.Effective.From
	for range x.Citations {
		for _, id := range x.Citations {
			c, _ := r.citation(x, id)
			if e := c.Effective; e.From == "" || day != "" && e.From <= day {
				if e.To == "" || x.Effective.To != "" && e.To >= x.Effective.To {
					return true
				}
				if next := nextDay(e.To); next > day {
					day = next
				}
			}
		}
	}
	return false
}

// citation finds a citation in the rule's own document, then in the others.
func (r *RuleSet) citation(x *rule, id string) (citation, bool) {
	if c, ok := r.citations[x.origin][id]; ok {
		return c, true
	}
	c, ok := r.citations[r.doc.ID][id]
	return c, ok
}

// squareMetres returns the value of a parameter that is an area.
func squareMetres(p Parameter) (float64, bool) {
	switch p.Unit {
	case "公顷", "ha":
		return p.Value * 10_000, true
	case "m2", "平方米":
		return p.Value, true
	}
	return 0, false
}
