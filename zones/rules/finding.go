package rules

import (
	"slices"
	"strings"

	"github.com/sanxian/sanxian/message"
)

// finding is the answer of a rule to a question.
func (r *Set) finding(x *rule, status Status, q Question) Answer {
	f := Answer{Rule: x.ID, Origin: x.origin, SubZone: q.findingZone(), Status: status,
		Procedure: x.procedure, Authority: x.authority, Remedy: x.remedy,
		Citations: make([]Citation, 0, len(x.Citations)), Parameters: append([]Parameter{}, x.unverified...)}
	for _, id := range x.Citations {
		if c, _ := r.citation(x, id); c.Effective.holds(q.Date) {
			f.Citations = append(f.Citations, Citation{Title: c.Title, Number: c.Number, Article: c.Article, Date: c.Date, Verified: c.Verified})
		}
	}
	if s := q.Project.Replacement; s != nil && slices.Contains(x.When.Replacement, "insufficient") {
		zh, en := []string{}, []string{}
		for _, what := range s.shortfalls(q.AreaM2, r.slopeLimit()) {
			zh, en = append(zh, shortfallTitles[what].ZH), append(en, shortfallTitles[what].EN)
		}
		if len(zh) > 0 {
			f.Remedy.ZH += "不足之处：" + strings.Join(zh, "、") + "。"
			f.Remedy.EN = strings.TrimSpace(f.Remedy.EN + " Wanting: " + strings.Join(en, ", ") + ".")
		}
	}
	return f
}

var shortfallTitles = map[shortfall]message.Text{
	"area":   {"补划面积小于占用面积", "its area is less than what is taken"},
	"grade":  {"平均质量等别低于被占用地块或未填写", "its mean grade is worse than what is taken, or not given"},
	"slope":  {"坡度超过限值", "its slope is over the limit"},
	"stable": {"未说明可长期稳定利用", "not said to be cropland for good"},
}

// usedParameters are the parameters that a rule names, compares with, or needs
// to judge replacement farmland.
func (x *rule) usedParameters() []string {
	ids := slices.Clone(x.Parameters)
	for f := range x.When.masks() {
		if what, id, ok := strings.Cut(f, "."); ok && what != "layers" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// fill puts the values of parameters into a text.
func (r *Set) fill(t message.Text) message.Text {
	put := func(s string) string {
		return placeholderPattern.ReplaceAllStringFunc(s, func(m string) string {
			return formatFigure(r.parameters[m[1:len(m)-1]].Value)
		})
	}
	return message.Text{ZH: put(t.ZH), EN: put(t.EN)}
}

// unanswered is the finding that no rule answers.
func (r *Set) unanswered(q Question, zh, en string) Answer {
	return Answer{Rule: "no_rule", Origin: r.doc.ID, SubZone: q.findingZone(), Status: NotChecked,
		Procedure: message.Text{ZH: "未核对：" + zh + "。", EN: "Not checked: " + en + "."},
		Remedy:    message.Text{ZH: "请补充规则集，或由自然资源主管部门人工核对。", EN: "Add a rule, or have the natural resources bureau check by hand."},
		Citations: []Citation{}, Parameters: []Parameter{}}
}
