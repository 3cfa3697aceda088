package zones

import (
	"slices"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// collect makes the report of what the steps of a check found.
func (q *inquiry) collect(regions []RegionReport, cure cureResult, pending pendingResult) *Report {
	q.sortFindings()
	r := &Report{Schema: reportSchema, Verdict: q.verdict(), Date: q.opt.Date, Site: q.siteReport(regions), Project: q.project, RuleSet: q.ruleSet,
		Library: Version, Plan: q.plan.name, Lines: q.reports, Findings: nonNil(slices.Clone(q.findings)), Explain: q.explained, Caps: q.capsFound.reports,
		Layers: q.layers, Quota: q.quotaFound.reports, Cure: cure.report, Pending: pending.report, Notes: q.allNotes(cure.notes, pending.notes)}
	for _, j := range q.parts {
		if j.rules == q.plan.rules {
			continue
		}
		for _, name := range j.rules.Name().Supplements {
			if !slices.Contains(r.RuleSet.Supplements, name) {
				r.RuleSet.Supplements = append(r.RuleSet.Supplements, name)
			}
		}
	}
	if q.opt.Admissible {
		r.Admissible = rules.Admissible(q.asked)
	}
	return r
}

func (q *inquiry) siteReport(regions []RegionReport) SiteReport {
	s := q.site
	return SiteReport{ID: s.Feature.ID, Boundary: q.shape, AreaM2: Known(q.shape.Area()), Regions: regions, Year: s.Year, Priority: s.Priority, Properties: s.Feature.Properties}
}

// sortFindings puts the worst first.
func (q *inquiry) sortFindings() {
	slices.SortStableFunc(q.findings, func(a, b Finding) int {
		return slices.Index(rules.Statuses, a.Status) - slices.Index(rules.Statuses, b.Status)
	})
}

// verdict is that of the worst status and the caps.
func (q *inquiry) verdict() Verdict {
	worst := q.capsFound.status
	for i := range q.reports {
		worst = worst.Worse(q.reports[i].Status)
	}
	return verdictOf(worst, q.capsFound.hold)
}

// allNotes are those of the plan, of this check, of the site, and on the date. Sites
// without any of their own share them.
func (q *inquiry) allNotes(cure, pending []message.Note) []ReportNote {
	var book noteBook
	book.add(q.notes...)
	for i := range q.lines {
		book.add(q.lines[i].notes...)
	}
	book.add(q.capsFound.notes...)
	book.add(q.quotaFound.notes...)
	book.add(cure...)
	book.add(pending...)
	book.add(q.fileNotes...)
	for _, n := range q.site.Feature.Notes {
		n.Place = n.Place.Within(message.Place{Feature: q.site.Feature.ID})
		book.add(n)
	}
	own := q.localNotes()
	if len(book.notes)+len(own) == 0 {
		return q.notesOfAll
	}
	return slices.Concat(q.plan.notes.notes, book.notes, q.dateNotes, own)
}

// localNotes says what local rules add to what a reader should know of the rules on
// the date of the check.
func (q *inquiry) localNotes() (own []ReportNote) {
	set := q.plan.rules
	for _, j := range q.parts {
		if j.rules == set {
			continue
		}
		for _, n := range j.rules.DateNotes(q.opt.Date, set) {
			same := func(m ReportNote) bool { return m.Text == n.Text }
			if !slices.ContainsFunc(q.dateNotes, same) && !slices.ContainsFunc(own, same) {
				own = append(own, reportNote(n))
			}
		}
	}
	return own
}

// sortByCodeLength puts counties before towns before villages.
func sortByCodeLength(regions []RegionReport) {
	slices.SortStableFunc(regions, func(a, b RegionReport) int { return len(a.Code) - len(b.Code) })
}
