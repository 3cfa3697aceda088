package zones

import (
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// collect makes the report of what the steps of a check found.
func (q *inquiry) collect(regions []RegionReport, caps capResult, quota quotaResult, cure cureResult) *Report {
	p, s := q.plan, q.site
	r := &Report{Schema: reportSchema, Date: q.opt.Date, Project: q.project, RuleSet: q.ruleSet, Library: Version, Plan: p.name,
		Lines: q.reports, Findings: nonNil(slices.Clone(q.findings)), Explain: q.explained, Caps: caps.reports, Layers: q.layers, Quota: quota.reports, Cure: cure.report}
	r.Site = SiteReport{ID: s.Feature.ID, Boundary: q.shape, AreaM2: Known(q.shape.Area()), Regions: regions, Year: s.Year, Priority: s.Priority, Properties: s.Feature.Properties}
	for _, j := range q.parts {
		if j.rules == p.rules {
			continue
		}
		for _, name := range j.rules.Name().Supplements {
			if !slices.Contains(r.RuleSet.Supplements, name) {
				r.RuleSet.Supplements = append(r.RuleSet.Supplements, name)
			}
		}
	}
	worst := caps.status
	for i := range q.reports {
		worst = worst.Worse(q.reports[i].Status)
	}
	r.Verdict = verdictOf(worst, caps.hold)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return slices.Index(rules.Statuses, a.Status) - slices.Index(rules.Statuses, b.Status)
	})
	if q.opt.Admissible {
		r.Admissible = rules.Admissible(q.asked)
	}
	var book noteBook
	book.add(q.notes...)
	for i := range q.lines {
		book.add(q.lines[i].notes...)
	}
	book.add(caps.notes...)
	book.add(quota.notes...)
	book.add(cure.notes...)
	book.add(q.fileNotes...)
	for _, n := range s.Feature.Notes {
		n.Place = n.Place.Within(message.Place{Feature: s.Feature.ID})
		book.add(n)
	}
	own := q.localNotes()
	if len(book.notes)+len(own) == 0 {
		r.Notes = q.notesOfAll
	} else {
		r.Notes = slices.Concat(p.notes.notes, book.notes, q.dateNotes, own)
	}
	return r
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

// formatArea is an area as sentences have it, in square metres.
func formatArea(a boundary.Area) string { return strconv.FormatFloat(float64(a), 'f', 2, 64) }
