package zones

import "slices"

// An Admission is a procedure by which a site can be used, and the projects
// that it is open to.
type Admission struct {
	Status     Status        `json:"status"` // the worst over all that was asked
	Rules      []string      `json:"rules"`  // that decide
	Procedures []Text        `json:"procedures"`
	Projects   []ProjectKind `json:"projects"`
}

// An asked is a question and the rules that it was put to.
type asked struct {
	rules *RuleSet
	q     Question
}

// Admissible answers: under which description would this site be admissible,
// and by which procedure? It takes the questions of a site, one for each line
// and sub-zone that it meets, and judges them for every kind of project of
// [Projects] in place of their own. Kinds that are prohibited or cannot be
// checked are left out; the rest are grouped by the rules that decide, the
// mildest first. A description must be true to be of use: it is not a choice.
//
// Of a site and a plan, CheckOptions.Admissible asks the same with all local
// rules and the site's own areas.
func (r *RuleSet) Admissible(questions ...Question) []Admission {
	all := make([]asked, len(questions))
	for i, q := range questions {
		all[i] = asked{r, q}
	}
	return admissible(all)
}

func admissible(all []asked) []Admission {
	groups := []Admission{}
	for _, k := range Projects() {
		a := Admission{Status: NotInvolved, Rules: []string{}, Procedures: []Text{}, Projects: []ProjectKind{k}}
		for _, x := range all {
			x.q.Project = k.Project
			for i, f := range x.rules.Judge(x.q) {
				if i == 0 {
					a.Status = f.Status.Worse(a.Status)
				}
				if d := x.rules.rule(f.Rule); (d == nil || !d.adds()) && !slices.Contains(a.Rules, f.Rule) {
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
