package rules

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/message"
)

// A Question asks a rule set about a site in one sub-zone of a line.
type Question struct {
	Line    Line
	SubZone SubZone // empty is Other: the strictest that could be meant is taken
	// SubZoneName is what the data call the sub-zone, where that is not known:
	// then the answer is not_checked unless it is the same in all sub-zones.
	SubZoneName string
	Outside     bool // the part of the site outside a boundary that should contain it
	Project     Project
	Date        Date
	// Others are supporting layers that the site overlaps. One that is absent
	// is taken as not overlapped.
	Others map[Line]bool
	// Regions are the codes of the regions that the site lies in. Where local
	// rules hold in some regions only and none is given, the strictest is taken.
	Regions     []string
	AreaM2      float64 // the overlap, or what lies outside
	CroplandM2  float64 // of the site, other than permanent basic farmland, for the levels of approval
	OtherLandM2 float64 // of the site, neither of them
}

// findingZone is the sub-zone that a finding names: none outside a boundary,
// and none where the line has no sub-zones.
func (q Question) findingZone() SubZone {
	if q.Outside || q.Line == Farmland {
		return ""
	}
	return q.SubZone
}

// replacementSlope is the parameter that limits the slope of replacement
// farmland; without it 25° is taken, unverified.
const replacementSlope = "replacement_max_slope_degrees"

// Judge answers a question with the findings of all rules that apply, the worst
// first; among equal ones, those that decide come before those that add. There is
// always one, unless the line is a supporting layer without rules. What no rule
// answers is not_checked, never a pass. What it returns is shared with whoever asks the
// same, and must not be changed.
//
// # Performance
//
// Answers are remembered, but for offers of replacement farmland: a question that was
// asked before takes some hundred nanoseconds.
func (r *Set) Judge(q Question) []Answer {
	s, ok := r.lines[q.Line]
	if !ok {
		return r.judgeAfresh(q)
	}
	k, ok := r.key(s, q)
	if !ok {
		return r.judgeAfresh(q)
	}
	if answers, ok := s.answers.get(k); ok {
		return answers
	}
	answers := slices.Clip(r.judgeAfresh(q))
	s.answers.put(k, answers)
	return answers
}

func (r *Set) judgeAfresh(q Question) []Answer {
	s, ok := r.lines[q.Line]
	if !ok {
		if slices.Contains(ThreeLines, q.Line) || r.bare {
			return []Answer{r.unanswered(q, "规则集中没有关于该控制线的规则", "the rule set has no rules for this line")}
		}
		return nil
	}
	if err := q.Project.Validate(); err != nil {
		return []Answer{r.unanswered(q, message.Say(message.Chinese, err), message.Say(message.English, err))}
	}
	c, findings := r.judge(s, q)
	for i := range findings {
		if c.strictest != (message.Text{}) {
			f := &findings[i].Remedy
			*f = message.Text{ZH: f.ZH + c.strictest.ZH, EN: strings.TrimSpace(f.EN + " " + c.strictest.EN)}
		}
	}
	return findings
}

// A ruleCase is one case of a space: for each facet the index of its word.
type ruleCase struct {
	words     []int
	strictest message.Text // said when the case stands for others that could be meant
	anywhere  bool         // the region is not known
	status    Status       // that decides it
}

func (c ruleCase) in(b box) bool {
	for f, w := range c.words {
		if b[f]>>w&1 == 0 {
			return false
		}
	}
	return true
}

// judge answers the worst of the cases that could be meant.
func (r *Set) judge(s *ruleSpace, q Question) (ruleCase, []Answer) {
	var worst ruleCase
	var zones []ruleCase // the worst of each sub-zone that could be meant
	last := -1
	regional := false // the answer hangs on the region
	for i, c := range r.cases(s, q) {
		c.status = s.status(c)
		if z := c.words[facetSubZone]; z != last {
			zones, last = append(zones, c), z
		} else if w := &zones[len(zones)-1]; c.status != w.status {
			regional = true
			if c.status.Worse(w.status) == c.status {
				*w = c
			}
		}
		if i == 0 || c.status != worst.status && c.status.Worse(worst.status) == c.status {
			worst = c
		}
	}
	if q.SubZoneName != "" && slices.ContainsFunc(zones, func(c ruleCase) bool { return c.status != worst.status }) {
		worst.strictest = message.Text{}
		return worst, []Answer{r.unknownZone(s, q, zones)}
	}
	if worst.anywhere && regional {
		worst.strictest.ZH += "（所在行政区未知，从严判断。）"
		worst.strictest.EN = strings.TrimSpace(worst.strictest.EN + " (Region unknown: judged as the strictest.)")
	}
	return worst, r.answer(s, q, worst)
}

// status returns the worst status that decides a case, not_checked where none does.
func (s *ruleSpace) status(c ruleCase) Status {
	status := Status("")
	for _, x := range s.rules {
		if x.decides(c) {
			status = x.Status.Worse(status)
		}
	}
	return cmp.Or(status, NotChecked)
}

// unknownZone is the finding of a sub-zone whose name is not known, where the
// answer depends on it: it says what would decide in each.
func (r *Set) unknownZone(s *ruleSpace, q Question, zones []ruleCase) Answer {
	var zh, en []string
	for i, c := range zones {
		t, title := SubZone(s.facets[facetSubZone].words[i]).Title(), message.Text{"没有规则", "no rule"}
		if x := r.rule(r.answer(s, q, c)[0].Rule); x != nil {
			title = x.Title
		}
		zh, en = append(zh, t.ZH+"（"+title.ZH+"）"), append(en, t.EN+" ("+title.EN+")")
	}
	f := r.unanswered(q, "分区名称“"+q.SubZoneName+"”不认识，而结论取决于它是："+strings.Join(zh, "，还是"),
		"the sub-zone \""+q.SubZoneName+"\" is not known, and the answer depends on whether it is "+strings.Join(en, " or "))
	f.Rule = "unknown_sub_zone"
	f.Remedy = message.Text{ZH: "查明分区，在方案中用 sub_zone、sub_zone_field 或别名表说明后重新核对。",
		EN: "Find out the sub-zone, say it in the plan by sub_zone, sub_zone_field or a table of aliases, and check again."}
	return f
}

// answer returns the findings of one case, worst first.
func (r *Set) answer(s *ruleSpace, q Question, c ruleCase) []Answer {
	deciding := s.deciding(c)
	if len(deciding) == 0 {
		return []Answer{r.unanswered(q, "没有规则适用于该项目、分区和日期", "no rule matches this project, sub-zone and date")}
	}
	findings := make([]Answer, 0, 4)
	status := deciding[0].Status
	for _, x := range deciding {
		findings = append(findings, r.finding(x, x.Status, q))
		status = x.Status.Worse(status)
	}
	for _, x := range s.rules {
		if x.addsTo(deciding) && c.in(x.set) {
			findings = append(findings, r.finding(x, status, q))
		}
	}
	slices.SortStableFunc(findings, func(a, b Answer) int {
		return slices.Index(Statuses, a.Status) - slices.Index(Statuses, b.Status)
	})
	return findings
}

// deciding returns the rules that decide a case: those that apply and that no
// other rule that applies beats.
func (s *ruleSpace) deciding(c ruleCase) []*rule {
	var deciding []*rule
	for _, x := range s.rules {
		if x.decides(c) {
			deciding = append(deciding, x)
		}
	}
	return deciding
}

func (x *rule) decides(c ruleCase) bool {
	return !x.adds() && c.in(x.set) && !slices.ContainsFunc(x.beaters, func(y *rule) bool { return c.in(y.set) })
}

func (x *rule) addsTo(deciding []*rule) bool {
	return slices.ContainsFunc(deciding, func(y *rule) bool {
		return slices.Contains(x.AddsTo, y.ID) || slices.Contains(x.AddsTo, "*")
	})
}

// cases returns the cases that a question could mean: more than one where its
// sub-zone or its region is not known, or it lies in several regions.
func (r *Set) cases(s *ruleSpace, q Question) []ruleCase {
	words := make([]int, len(s.facets))
	for i, f := range s.facets {
		words[i] = r.word(s, f.name, f.words, q)
	}
	var cases []ruleCase
	zones := s.facets[facetSubZone].words
	subZone := slices.Index(zones, string(q.SubZone))
	if q.SubZone == "" || q.Line == Farmland {
		subZone = slices.Index(zones, string(Other))
	}
	from, to := subZone, subZone+1
	switch {
	case q.Outside:
		from, to = 0, 1
	case subZone < 0:
		from, to = 0, len(zones)
	}
	regions, unknown := s.regionWords(q.Regions)
	for z := from; z < to; z++ {
		for _, region := range regions {
			c := ruleCase{words: slices.Clone(words), anywhere: unknown}
			c.words[facetSubZone], c.words[facetRegion] = z, region
			if to-from > 1 {
				t := SubZone(zones[z]).Title()
				c.strictest = message.Text{ZH: "（分区未注明，从严按" + t.ZH + "判断；查明分区后请重新核对。）",
					EN: "(Sub-zone unknown: judged as the strictest that could be meant, " + t.EN + ".)"}
			}
			cases = append(cases, c)
		}
	}
	return cases
}

// regionWords returns the words of the regions, each the longest code that a
// rule mentions and that the region lies in; where no region is known, one of each
// kind.
func (s *ruleSpace) regionWords(codes []string) (words []int, unknown bool) {
	known := s.facets[facetRegion].words
	if len(known) == 1 {
		return []int{0}, false
	}
	if len(codes) == 0 {
		return s.regionKinds, true
	}
	for _, code := range codes {
		best := 0
		for i, w := range known {
			if i > 0 && strings.HasPrefix(code, w) && (best == 0 || len(w) > len(known[best])) {
				best = i
			}
		}
		if !slices.Contains(words, best) {
			words = append(words, best)
		}
	}
	return words, false
}

// word returns which word of a facet a question has.
func (r *Set) word(s *ruleSpace, name string, words []string, q Question) int {
	p := q.Project
	yesNo := func(v bool) int { // words are true and false, the ordinary one first
		if v == (words[0] == "true") {
			return 0
		}
		return 1
	}
	switch name {
	case "place":
		if q.Outside {
			return 1
		}
		return 0
	case "date":
		if q.Date == "" {
			return len(s.days)
		}
		n, found := slices.BinarySearch(s.days, q.Date)
		if found {
			n++
		}
		return n
	case "class", "activity", "programme", "ownership":
		return slices.Index(words, p.word(name))
	case "replacement":
		switch {
		case p.Replacement == nil:
			return slices.Index(words, "none")
		case len(p.Replacement.shortfalls(q.AreaM2, r.slopeLimit())) > 0:
			return slices.Index(words, "insufficient")
		}
		return slices.Index(words, "sufficient")
	case "requests_land":
		return yesNo(p.requestsLand())
	}
	for _, f := range projectFlags {
		if f.name == name {
			return yesNo(f.get(p))
		}
	}
	if what, id, ok := strings.Cut(name, "."); ok {
		return yesNo(r.holds(what, id, q))
	}
	return 0
}

// holds reports whether a layer is overlapped or a figure exceeded.
func (r *Set) holds(what, id string, q Question) bool {
	if what == "layers" {
		return q.Others[Line(id)]
	}
	limit, _ := squareMetres(r.parameters[id])
	switch what {
	case "area_over":
		return q.AreaM2 > limit
	case "cropland_over":
		return q.CroplandM2 > limit
	case "other_land_over":
		return q.OtherLandM2 > limit
	}
	return false
}

// LandLimit returns the least area in square metres that rules compare the
// cropland or other land of a site with, infinite where none does.
func (r *Set) LandLimit() float64 { return r.landLimit }

func (r *Set) findLandLimit() float64 {
	limit := math.Inf(1)
	for _, x := range r.rules {
		for _, over := range []map[string]bool{x.When.CroplandOver, x.When.OtherLandOver} {
			for id := range over {
				v, _ := squareMetres(r.parameters[id])
				limit = min(limit, v)
			}
		}
	}
	return limit
}

func (r *Set) slopeLimit() float64 {
	if p, ok := r.parameters[replacementSlope]; ok {
		return p.Value
	}
	return 25
}
