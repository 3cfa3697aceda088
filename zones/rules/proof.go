package rules

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/message"
)

var (
	msgRulesTooComplex = message.New("rules.too_complex", "{path}: rule {rule} cannot be compared with the others: too many exceptions",
		"{path}：规则 {rule} 的例外过多，无法与其他规则比较")
	msgRulesUnreachable = message.New("rules.unreachable", "{path}: rule {rule} can never decide: {others} always come before it, for example for {example}",
		"{path}：规则 {rule} 永远不会起作用：{others} 总是在它之前，例如：{example}")
	msgRulesAmbiguous = message.New("rules.ambiguous", "{path}: rules {rule} ({status}) and {other} ({other_status:status}) both apply to {example}; let one override the other, or make one narrower",
		"{path}：规则 {rule}（{status}）与 {other}（{other_status:status}）对同一情形得出不同结论，例如：{example}；请用 overrides 指明以哪条为准，或缩小其中一条的条件")
	msgRulesUselessOverride = message.New("rules.useless_override", "{path}: rule {rule} overrides {other}, but there is no project, place and date to which both apply",
		"{path}：规则 {rule} 取代 {other}，但没有任何项目、位置和日期同时适用这两条规则")
	msgRulesNeverAdds = message.New("rules.never_adds", "{path}: rule {rule} adds to {other}, which never decides where {rule} applies",
		"{path}：规则 {rule} 补充 {other}，但在 {rule} 适用的情形下 {other} 从不起作用")
	msgRulesCycle = message.New("rules.cycle", "{path}: rule {rule} overrides a rule that overrides it, by itself or through others",
		"{path}：规则 {rule} 与它所取代的规则互相取代")
)

// maxParts bounds the work of comparing rules.
const maxParts = 20_000

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

// replaced reports whether a supplement names the rule in its overrides: then
// it may be hidden for good, since that is how a supplement takes its place.
func (x *rule) replaced() bool {
	return slices.ContainsFunc(x.beaters, func(y *rule) bool { return y.origin != x.origin && slices.Contains(y.Overrides, x.ID) })
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
		return x.errorf("", msgRulesTooComplex, "rule", x.ID)
	}
	for i, x := range deciding {
		left, ok := remainder(x.set, x.beaters)
		if !ok {
			return tooHard(x)
		}
		if len(left) == 0 && !x.replaced() {
			return x.errorf("", msgRulesUnreachable, "rule", x.ID, "others", ruleIDs(x.beaters), "example", s.example(x.set))
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
				return x.errorf("", msgRulesAmbiguous,
					"rule", x.ID, "status", string(x.Status), "other", y.ID, "other_status", string(y.Status), "example", s.example(left[0]))
			}
		}
	}
	return s.checkReferences(deciding)
}

// checkReferences refuses an override of a rule that never applies to the same
// case, and a rule that adds to one that never decides where it applies itself.
// Where a supplement took a rule's place, what adds to that rule may stay.
func (s *ruleSpace) checkReferences(deciding []*rule) error {
	for _, x := range s.rules {
		for i, id := range x.Overrides {
			if y := deciding[slices.IndexFunc(deciding, func(y *rule) bool { return y.ID == id })]; !x.set.meets(y.set) {
				return x.errorf(fmt.Sprintf("overrides[%d]", i), msgRulesUselessOverride,
					"rule", x.ID, "other", id)
			}
		}
		for i, id := range x.AddsTo {
			if !slices.ContainsFunc(deciding, func(y *rule) bool { return (id == "*" || y.ID == id) && y.decidesWith(x) }) {
				return x.errorf(fmt.Sprintf("adds_to[%d]", i), msgRulesNeverAdds,
					"rule", x.ID, "other", id)
			}
		}
	}
	return nil
}

// decidesWith reports whether there is a case that x decides and that the
// adding rule is for.
func (x *rule) decidesWith(adding *rule) bool {
	if !x.set.meets(adding.set) {
		return false
	}
	left, ok := remainder(x.set.and(adding.set), x.beaters)
	return !ok || len(left) > 0 || slices.ContainsFunc(x.beaters, func(y *rule) bool { return y.origin != x.origin })
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
				return y.errorf("", msgRulesCycle, "rule", y.ID)
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
