package rules

import (
	"fmt"
	"maps"
	"slices"

	"github.com/sanxian/sanxian/message"
)

var (
	msgRulesDuplicateRule = message.New("rules.duplicate_rule", "{path}: {id} is already a rule of {origin}; to take its place, give a new id and override it",
		"{path}：{id} 已是规则集 {origin} 的规则；要取代它，请另起编号并在 overrides 中写明")
	msgRulesUnknownCitation = message.New("rules.unknown_citation", "{path}: {id} is not in the table of citations", "{path}：依据表中没有 {id}")
	msgRulesCitationDate    = message.New("rules.citation_date", "{path}: {id} is never in force while rule {rule} is", "{path}：依据 {id} 的施行期间与规则 {rule} 没有交集")
	msgRulesCitationGap     = message.New("rules.citation_gap", "{path}: rule {rule} is in force on days when none of its citations is",
		"{path}：规则 {rule} 施行期间的某些日期没有任何现行依据")
	msgRulesUnknownParameter = message.New("rules.unknown_parameter", "{path}: {id} is not in the table of parameters", "{path}：参数表中没有 {id}")
	msgRulesPlaceholder      = message.New("rules.placeholder", "{path}: the text uses {name}, which is not one of the rule's parameters",
		"{path}：文本中用到 {name}，但未列入该规则的 parameters")
	msgRulesUnit        = message.New("rules.unit", "{path}: {id} is in {unit}; an area must be in 公顷 or m2", "{path}：{id} 的单位是 {unit}；面积参数的单位应为公顷或 m2")
	msgRulesUnknownRule = message.New("rules.unknown_rule", "{path}: {id} is not a rule of this set", "{path}：规则集中没有规则 {id}")
	msgRulesWrongRule   = message.New("rules.wrong_rule", "{path}: {id} must be another rule of the same line that has a status",
		"{path}：{id} 应为同一控制线上另一条有结论的规则")
)

// compile resolves what the documents refer to and proves the rules decidable.
// Lines that already have a space are ready: their rules are not asked again.
func (r *Set) compile() error {
	ids := map[string]*rule{}
	byLine := map[Line][]*rule{}
	for _, x := range r.rules {
		if y := ids[x.ID]; y != nil {
			return x.errorf("id", msgRulesDuplicateRule, "id", x.ID, "origin", y.origin)
		}
		ids[x.ID] = x
		byLine[x.Line] = append(byLine[x.Line], x)
	}
	if r.lines == nil {
		r.lines = make(map[Line]*ruleSpace, len(byLine))
	}
	for _, l := range slices.Sorted(maps.Keys(byLine)) {
		if r.lines[l] != nil {
			continue
		}
		for _, x := range byLine[l] {
			if err := r.resolve(x, ids); err != nil {
				return err
			}
			r.prepare(x)
		}
		s, err := newRuleSpace(l, byLine[l])
		if err != nil {
			return err
		}
		if err := s.check(); err != nil {
			return err
		}
		r.lines[l] = s
	}
	r.landLimit = r.findLandLimit()
	return nil
}

// prepare makes what a finding says about a rule.
func (r *Set) prepare(x *rule) {
	x.procedure, x.authority, x.remedy = r.fill(x.Procedure), r.fill(x.Authority), r.fill(x.Remedy)
	x.unverified = nil
	for _, id := range x.usedParameters() {
		if p := r.parameters[id]; !p.Verified {
			x.unverified = append(x.unverified, p)
		}
	}
}

// resolve checks that what a rule refers to exists.
func (r *Set) resolve(x *rule, ids map[string]*rule) error {
	if err := r.resolveCitations(x); err != nil {
		return err
	}
	if err := r.resolveParameters(x); err != nil {
		return err
	}
	for i, id := range x.Overrides {
		if err := x.refersTo(fmt.Sprintf("overrides[%d]", i), id, ids); err != nil {
			return err
		}
	}
	for i, id := range x.AddsTo {
		if id == "*" {
			continue
		}
		if err := x.refersTo(fmt.Sprintf("adds_to[%d]", i), id, ids); err != nil {
			return err
		}
	}
	return nil
}

// refersTo checks that a rule may name another one.
func (x *rule) refersTo(path, id string, ids map[string]*rule) error {
	y, ok := ids[id]
	if !ok {
		return x.errorf(path, msgRulesUnknownRule, "id", id)
	}
	if y.Line != x.Line || y.adds() || y == x {
		return x.errorf(path, msgRulesWrongRule, "id", id)
	}
	return nil
}

// resolveCitations checks that some text of law is in force on all days of a rule.
func (r *Set) resolveCitations(x *rule) error {
	inForce := 0
	for i, id := range x.Citations {
		c, ok := r.citation(x, id)
		if !ok {
			return x.errorf(fmt.Sprintf("citations[%d]", i), msgRulesUnknownCitation, "id", id)
		}
		if !c.Effective.meets(x.Effective) {
			return x.errorf(fmt.Sprintf("citations[%d]", i), msgRulesCitationDate, "id", id, "rule", x.ID)
		}
		if c.Effective.covers(x.Effective) {
			inForce++
		}
	}
	if inForce == 0 && !r.citedThroughout(x) {
		return x.errorf("citations", msgRulesCitationGap, "rule", x.ID)
	}
	return nil
}

// resolveParameters checks the figures that a rule names, in its texts and its
// conditions.
func (r *Set) resolveParameters(x *rule) error {
	for i, id := range x.Parameters {
		if _, ok := r.parameters[id]; !ok {
			return x.errorf(fmt.Sprintf("parameters[%d]", i), msgRulesUnknownParameter, "id", id)
		}
	}
	for _, text := range []message.Text{x.Procedure, x.Authority, x.Remedy} {
		for _, m := range placeholderPattern.FindAllStringSubmatch(text.ZH+text.EN, -1) {
			if !slices.Contains(x.Parameters, m[1]) {
				return x.errorf("parameters", msgRulesPlaceholder, "name", m[1])
			}
		}
	}
	for what, over := range x.When.overs() {
		for _, id := range slices.Sorted(maps.Keys(over)) {
			path := "when." + what + "." + id
			p, ok := r.parameters[id]
			if !ok {
				return x.errorf(path, msgRulesUnknownParameter, "id", id)
			}
			if _, ok := squareMetres(p); !ok {
				return x.errorf(path, msgRulesUnit, "id", id, "unit", p.Unit)
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
func (r *Set) citedThroughout(x *rule) bool {
	day := x.Effective.From
	if day == "" { // a rule of all times cites nothing before its first text
		c, _ := r.citation(x, x.Citations[0])
		day = c.Effective.From
		for _, id := range x.Citations {
			c, _ := r.citation(x, id)
			day = min(day, c.Effective.From)
		}
	}
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
func (r *Set) citation(x *rule, id string) (citation, bool) {
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
