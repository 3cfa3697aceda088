package rules

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
)

// What became of a rule.
const (
	decides    = "decides"    // its status holds
	adding     = "adds"       // it adds to the rule that decides
	overridden = "overridden" // it applies, but another comes before it
	nearly     = "nearly"     // another description of the project could make it apply
	unmatched  = "unmatched"
)

// A Trace says why one rule applied or did not.
type Trace struct {
	Rule    string         `json:"rule"`
	Origin  string         `json:"origin"`
	Title   message.Text   `json:"title"`
	Status  Status         `json:"status,omitempty"` // that the rule gives; empty for one that adds
	Outcome string         `json:"outcome"`
	By      string         `json:"by,omitempty"` // the rule that comes before it
	Failed  []message.Text `json:"failed"`       // the conditions that do not hold
}

// In returns the trace as one line in the language.
func (t Trace) In(lang message.Lang) string {
	colon, space, semicolon := "：", "", "；"
	if lang == message.English {
		colon, space, semicolon = ": ", " ", "; "
	}
	b := t.Rule + " " + t.Title.In(lang) + colon + outcomeTitles[t.Outcome].In(lang)
	if t.By != "" {
		b += " " + t.By
	}
	for i, f := range t.Failed {
		if i == 0 {
			b += space
		} else {
			b += semicolon
		}
		b += f.In(lang)
	}
	return b
}

var outcomeTitles = map[string]message.Text{
	decides:    {"适用，决定结论", "applies and decides"},
	adding:     {"适用，补充要求", "applies and adds"},
	overridden: {"符合，但让位于", "applies, but behind"},
	nearly:     {"差一项不符：", "nearly, but for"},
	unmatched:  {"不适用：", "does not apply:"},
}

// Explain says for every rule of the question's line why it applied or did not:
// those that decide, those that add, those behind another, then those that
// failed in one condition that the project's description could have met, then
// the rest: of another place, sub-zone, time, class or activity. It is for
// people; Judge decides.
func (r *Set) Explain(q Question) []Trace {
	s, ok := r.lines[q.Line]
	if !ok || q.Project.Validate() != nil {
		return nil
	}
	c, _ := r.judge(s, q)
	return r.explain(s, c, q)
}

func (r *Set) explain(s *ruleSpace, c ruleCase, q Question) []Trace {
	deciding := s.deciding(c)
	var traces []Trace
	for _, x := range s.rules {
		t := Trace{Rule: x.ID, Origin: x.origin, Title: x.Title, Status: x.Status, Outcome: unmatched, Failed: r.failed(s, x, c, q)}
		open := s.open(x, c, q)
		if x.adds() && !x.addsTo(deciding) {
			open = false
			t.Failed = append(t.Failed, message.Text{"所补充的规则不适用", "the rules that it adds to do not decide"})
		}
		switch {
		case x.set[facetPlace]>>c.words[facetPlace]&1 == 0: // another question
		case len(t.Failed) == 0 && x.adds():
			t.Outcome = adding
		case len(t.Failed) == 0 && slices.Contains(deciding, x):
			t.Outcome = decides
		case len(t.Failed) == 0:
			t.Outcome = overridden
			for _, y := range x.beaters {
				if c.in(y.set) {
					t.By = y.ID
					break
				}
			}
		case len(t.Failed) == 1 && open:
			t.Outcome = nearly
		}
		traces = append(traces, t)
	}
	order := []string{decides, adding, overridden, nearly, unmatched}
	slices.SortStableFunc(traces, func(a, b Trace) int { return slices.Index(order, a.Outcome) - slices.Index(order, b.Outcome) })
	return traces
}

// open reports whether another description of the project could meet what a case
// fails of a rule: a yes or no, an area, a layer, a rule that is to come, and the
// class and activity where none was given.
func (s *ruleSpace) open(x *rule, c ruleCase, q Question) bool {
	for i, f := range s.facets {
		if x.set[i]>>c.words[i]&1 == 1 {
			continue
		}
		switch f.name {
		case "place", "sub_zone", "region":
			return false
		case "date":
			if q.Date == "" || q.Date > x.Effective.From {
				return false
			}
		case "class", "activity":
			if c.words[i] != 0 {
				return false
			}
		}
	}
	return true
}

// failed returns the conditions of a rule that a case does not meet.
func (r *Set) failed(s *ruleSpace, x *rule, c ruleCase, q Question) []message.Text {
	failed := []message.Text{}
	for i, f := range s.facets {
		if i == facetSubZone && x.Place == outside || x.set[i]>>c.words[i]&1 == 1 {
			continue
		}
		var want []string
		for m := x.set[i]; m != 0; m &= m - 1 {
			want = append(want, f.words[bits.TrailingZeros64(m)])
		}
		got := f.words[c.words[i]]
		if i == facetDate {
			failed = append(failed, dateFailure(x.Effective, q.Date))
			continue
		}
		failed = append(failed, message.Text{
			ZH: r.facetTitle(f.name).ZH + "应为" + wordTitles(f.name, want, true) + "，实为" + wordTitles(f.name, []string{got}, true),
			EN: r.facetTitle(f.name).EN + " must be " + wordTitles(f.name, want, false) + ", is " + wordTitles(f.name, []string{got}, false)})
	}
	return failed
}

func dateFailure(e effective, d Date) message.Text {
	switch {
	case e.From != "" && (d == "" || d < e.From):
		return message.Text{ZH: fmt.Sprintf("自%s起施行，核对日期为%s", e.From, d), EN: fmt.Sprintf("in force from %s, the check is of %s", e.From, d)}
	case d == "":
		return message.Text{ZH: fmt.Sprintf("施行至%s，核对日期未知", e.To), EN: fmt.Sprintf("in force to %s, the date of the check is unknown", e.To)}
	}
	return message.Text{ZH: fmt.Sprintf("施行至%s，核对日期为%s", e.To, d), EN: fmt.Sprintf("in force to %s, the check is of %s", e.To, d)}
}

// facetTitle names a facet for people.
func (r *Set) facetTitle(name string) message.Text {
	if t, ok := facetTitles[name]; ok {
		return t
	}
	for _, f := range projectFlags {
		if f.name == name {
			return message.Text{ZH: "“" + f.title.ZH + "”", EN: f.name}
		}
	}
	what, id, _ := strings.Cut(name, ".")
	limit := formatFigure(r.parameters[id].Value) + " " + r.parameters[id].Unit
	inEnglish := strings.Replace(limit, "公顷", "ha", 1)
	switch what {
	case "layers":
		return message.Text{ZH: "“涉及" + Line(id).Title().ZH + "”", EN: "overlap with " + Line(id).Title().EN}
	case "area_over":
		return message.Text{ZH: "“占用面积超过 " + limit + "”", EN: "overlap over " + inEnglish}
	case "cropland_over":
		return message.Text{ZH: "“耕地面积超过 " + limit + "”", EN: "cropland over " + inEnglish}
	case "other_land_over":
		return message.Text{ZH: "“其他土地面积超过 " + limit + "”", EN: "other land over " + inEnglish}
	}
	return message.Text{ZH: name, EN: name}
}

var facetTitles = map[string]message.Text{
	"place": {"位置", "place"}, "sub_zone": {"分区", "sub-zone"}, "region": {"行政区", "region"}, "class": {"项目类别", "class"},
	"activity": {"活动", "activity"}, "replacement": {"补划方案", "replacement"}, "ownership": {"土地权属", "ownership"}, "programme": {"所属程序", "programme"}, "requests_land": {"“申请用地”", "requests_land"},
}

func wordTitles(facet string, words []string, zh bool) string {
	out := make([]string, len(words))
	for i, w := range words {
		t := message.Text{w, w}
		switch facet {
		case "class":
			t = classTitles[w]
			t.EN = w
		case "activity":
			t = activityTitles[w]
			t.EN = w
		case "sub_zone":
			t = SubZone(w).Title()
		case "ownership":
			t.ZH = ownershipTitles[w].ZH
		case "programme":
			t.ZH = programmeTitles[w].ZH
		case "place", "replacement", "region":
			if v, ok := wordTitle[w]; ok {
				t = v
			}
		default:
			t = map[string]message.Text{"true": {"是", "true"}, "false": {"否", "false"}}[w]
		}
		if out[i] = t.ZH; !zh {
			out[i] = t.EN
		}
	}
	if zh {
		return strings.Join(out, "或")
	}
	return strings.Join(out, " or ")
}

var wordTitle = map[string]message.Text{
	inside: {"线内", "inside"}, outside: {"边界外", "outside"}, "elsewhere": {"其他地区", "elsewhere"},
	"none": {"无", "none"}, "insufficient": {"不足", "insufficient"}, "sufficient": {"符合", "sufficient"},
}

func formatFigure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
