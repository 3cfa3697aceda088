package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sanxian/sanxian/message"
)

var msgRulesTooMany = message.New("rules.too_many", "{path}: line {line}: more than {limit} different values of {what}; load rules of one village or town as supplements of the plan, each over its own area",
	"{path}：控制线 {line} 的规则中 {what} 的不同取值超过 {limit} 个；只在某村、某镇施行的规则，请在方案的 supplements 中各按其范围装载")

// A rule is a rule of a rule set, ready to be asked.
type rule struct {
	documentRule
	origin string // id of the document
	doc    *document
	index  int // in the document
	set    box // where it applies

	// Made when the set is compiled, so that judging is cheap.
	beaters                      []*rule      // rules that decide where they apply too
	procedure, authority, remedy message.Text // with the figures filled in
	unverified                   []Parameter
}

func (x *rule) adds() bool { return len(x.AddsTo) > 0 }

func (x *rule) errorf(field string, m *message.Message, pairs ...any) error {
	path := fmt.Sprintf("rules[%d]", x.index)
	if field != "" {
		path += "." + field
	}
	return x.doc.errorf(path, m, pairs...)
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

// A ruleSpace is the finite space of cases of one line and the rules in it.
type ruleSpace struct {
	line   Line
	facets []facet
	days   []Date // the facet of the date: days[i] begins word i+1
	// regionKinds are words of the facet of the region, one of each kind: regions
	// are alike where the same rules hold in them.
	regionKinds []int
	rules       []*rule
	measured    []measure // among the facets
	answers     memory[questionKey, []Answer]
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
		for _, r := range slices.Concat(x.doc.Regions, x.Regions) {
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
			return nil, rules[0].errorf("", msgRulesTooMany, "line", string(l), "limit", 64, "what", f.name)
		}
	}
	for _, x := range rules {
		x.set = s.box(x)
	}
	s.findRegionKinds()
	s.measured = measures(s.facets)
	return s, nil
}

func (s *ruleSpace) findRegionKinds() {
	seen := map[string]bool{}
	for i := range s.facets[facetRegion].words {
		holds := make([]byte, len(s.rules))
		for j, x := range s.rules {
			holds[j] = byte(x.set[facetRegion] >> i & 1)
		}
		if !seen[string(holds)] {
			seen[string(holds)] = true
			s.regionKinds = append(s.regionKinds, i)
		}
	}
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
	case "ownership":
		return ownershipWords
	case "programme":
		return programmeWords
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
	list("ownership", c.Ownership, ownershipWords)
	list("programme", c.Programme, programmeWords)
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

// regionsIn returns the words of the regions that lie in some of these, all words
// where none is named.
func (s *ruleSpace) regionsIn(codes []string) uint64 {
	words := s.facets[facetRegion].words
	if len(codes) == 0 {
		return 1<<len(words) - 1
	}
	mask := uint64(0)
	for i, word := range words {
		if i > 0 && slices.ContainsFunc(codes, func(code string) bool { return strings.HasPrefix(word, code) }) {
			mask |= 1 << i
		}
	}
	return mask
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
	b[facetRegion] &= s.regionsIn(x.doc.Regions) & s.regionsIn(x.Regions)
	for name, mask := range x.When.masks() {
		b[slices.IndexFunc(s.facets, func(f facet) bool { return f.name == name })] = mask
	}
	return b
}
