package zones

import (
	"context"
	"fmt"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var msgSiteEmpty = message.New("site.empty", "the site encloses nothing", "地块没有面积")

// A Site is what is to be checked.
type Site struct {
	Feature boundary.Feature
	// Project describes what is to be built; nil: that of the options.
	Project *rules.Project
	// Adds is the line that the site would become part of, such as a proposed
	// enlargement of the development boundary: it counts against the caps of that
	// line. Empty for a site that is only to be built on. A sub-zone that is left
	// open is taken from the feature's properties, such as GHFQMC; one that is not
	// known counts against the caps of every sub-zone.
	Adds        rules.Line
	AddsSubZone rules.SubZone
	// Year and Priority place the site in a sequence, 建设时序: earlier years
	// first, then smaller priorities, then the order given. 0 is unknown and comes
	// first. Caps that keep shares for later periods are checked at the year's end.
	Year     int
	Priority int
}

// CheckOptions say how sites are checked. Nil means the defaults.
type CheckOptions struct {
	Date     rules.Date    // of the check: picks the rules; empty: unknown, all rules apply
	Project  rules.Project // of sites that have none of their own
	Geometry bool          // give the geometry of overlaps
	Explain  bool          // say why rules matched
	// Admissible asks under which descriptions of a project the site would be
	// admissible. Lines that could not be measured are not considered.
	Admissible bool
	// AcceptRepairs takes shapes that were repaired with a warning as they were read.
	// Without it a line is not checked where the site lies on land that another lawful
	// reading would give or take. The report says what was accepted.
	AcceptRepairs bool
	Cure          *CureOptions
	// NearestWithinM is how far to look for the nearest feature of a line that nothing
	// overlaps, in metres; 0: however far. NoDistances leaves that out. What a site
	// touches is found in any case, as it decides a line's status.
	NearestWithinM float64
	NoDistances    bool
	Accounts       Accounts // ledger to ask what the site would take; nil: none
	Period         int      // year of the accounts; 0: that of the date
	// Pending are applications that are not decided yet: the report says which of
	// them, other than the site itself by its id, claim the same land. It bears on no
	// verdict. Nil: not asked.
	Pending *Pending
	// Notes returns remarks on the file of sites as a whole, as far as it was read; nil:
	// none. CheckAll asks whenever it has read some sites, from the goroutine that reads
	// them, and puts the answer into the reports of those sites.
	Notes func() []message.Note
}

// CureOptions ask for what remains of a site without its forbidden parts.
type CureOptions struct {
	MinAreaM2 float64 // pieces below are listed as not usable
	MinWidthM float64 // mean width 2A/P below which a piece is not usable
}

// Check checks a site against the plan. An error means that the check failed; a
// negative verdict is a report, and so is that a site without land is not checked.
//
// # Performance
//
// A search and the local edges for each line; no lock is taken.
func (p *Plan) Check(ctx context.Context, s Site, opt *CheckOptions) (*Report, error) {
	if opt == nil {
		opt = &CheckOptions{}
	}
	return p.series(opt).check(ctx, s, nil, 0, nil)
}

// check is Check after other sites have taken their parts of the caps, of a site that
// may be one of a window.
func (r *series) check(ctx context.Context, s Site, w *window, n int, before *earlier) (*Report, error) {
	s.findSubZone()
	q := r.begin(&s, make([]LineReport, len(r.lines)))
	defer q.end()
	q.window, q.number = w, n
	if err := q.find(ctx, before); err != nil {
		return nil, err
	}
	regions, err := q.divide(ctx)
	if err != nil {
		return nil, q.failed(err)
	}
	cure, err := q.cure(ctx)
	if err != nil {
		return nil, q.failed(err)
	}
	pending, err := q.pending(ctx)
	if err != nil {
		return nil, q.failed(err)
	}
	return q.collect(regions, cure, pending), nil
}

// find does what every answer needs: what is asked, what is measured, what the rules
// say, what the caps and the ledger say.
func (q *inquiry) find(ctx context.Context, before *earlier) error {
	if q.shape.Empty() {
		return q.findNothing(ctx)
	}
	if err := q.prepare(ctx); err != nil {
		return q.failed(err)
	}
	for i := range q.lines {
		l := &q.lines[i]
		if err := q.measure(ctx, l); err != nil {
			return q.failed(err)
		}
		if err := q.judge(ctx, l); err != nil {
			return q.failed(err)
		}
		if err := q.describe(ctx, l); err != nil {
			return q.failed(err)
		}
	}
	var err error
	if q.capsFound, err = q.caps(ctx, before); err != nil {
		return q.failed(err)
	}
	if q.quotaFound, err = q.quota(ctx, before); err != nil {
		return q.failed(err)
	}
	return nil
}

// findNothing says that a site that encloses no land was not checked.
func (q *inquiry) findNothing(ctx context.Context) error {
	for i := range q.lines {
		l := &q.lines[i]
		l.layers = nil // nothing is measured
		l.notChecked(msgSiteEmpty)
		if err := q.describe(ctx, l); err != nil {
			return q.failed(err)
		}
	}
	q.capsFound = capResult{reports: []CapReport{}, hold: true}
	return nil
}

func (q *inquiry) failed(err error) error {
	return fmt.Errorf("zones: site %s: %w", q.site.Feature.ID, err)
}

// day returns the day for which caps are checked: the end of the site's year, or
// the day of the check.
func (s *Site) day(of rules.Date) rules.Date {
	if s.Year > 0 {
		return rules.Date(fmt.Sprintf("%04d-12-31", s.Year))
	}
	return of
}

// findSubZone learns from the site's properties which sub-zone it would become
// part of, where nothing else says so.
func (s *Site) findSubZone() {
	if s.Adds == "" || s.AddsSubZone != "" {
		return
	}
	if zone, _, _ := dialect.Default().SubZone(s.Adds, "", s.Feature.Properties); zone != rules.Other {
		s.AddsSubZone = zone
	}
}
