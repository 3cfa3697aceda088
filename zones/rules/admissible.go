package rules

import (
	"slices"

	"github.com/sanxian/sanxian/message"
)

// An Admission is a procedure by which a site can be used, and the projects
// that it is open to.
type Admission struct {
	Status     Status         `json:"status"` // the worst over all that was asked
	Rules      []string       `json:"rules"`  // that decide
	Procedures []message.Text `json:"procedures"`
	Projects   []ProjectKind  `json:"projects"`
}

// Asked is a question and the rules that it was put to.
type Asked struct {
	Rules    *Set
	Question Question
}

// Admissible answers: under which description would this site be admissible,
// and by which procedure? It takes the questions of a site, one for each line
// and sub-zone that it meets, and judges them for every kind of project of
// [Projects] in place of their own. Kinds that are prohibited or cannot be
// checked are left out; the rest are grouped by the rules that decide, the
// mildest first. A description must be true to be of use: it is not a choice.
func Admissible(all []Asked) []Admission {
	groups := []Admission{}
	for _, k := range Projects() {
		a := Admission{Status: NotInvolved, Rules: []string{}, Procedures: []message.Text{}, Projects: []ProjectKind{k}}
		for _, x := range all {
			x.Question.Project = k.Project
			for i, f := range x.Rules.Judge(x.Question) {
				if i == 0 {
					a.Status = f.Status.Worse(a.Status)
				}
				if d := x.Rules.rule(f.Rule); (d == nil || !d.adds()) && !slices.Contains(a.Rules, f.Rule) {
					a.Rules = append(a.Rules, f.Rule)
					a.Procedures = append(a.Procedures, f.Procedure)
				}
			}
		}
		if a.Status == Prohibited || a.Status == NotChecked {
			continue
		}
		if i := slices.IndexFunc(groups, func(g Admission) bool { return slices.Equal(g.Rules, a.Rules) }); i >= 0 {
			groups[i].Projects = append(groups[i].Projects, k)
		} else {
			groups = append(groups, a)
		}
	}
	slices.SortStableFunc(groups, func(a, b Admission) int {
		return slices.Index(Statuses, b.Status) - slices.Index(Statuses, a.Status)
	})
	return groups
}
