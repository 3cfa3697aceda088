package zones

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/sanxian/sanxian/boundary"
)

// A Site is what is to be checked.
type Site struct {
	Feature boundary.Feature
	// Project describes what is to be built; nil: that of the options.
	Project *Project
	// Adds is the line that the site would become part of, such as a proposed
	// enlargement of the development boundary: it counts against the caps of that
	// line. Empty for a site that is only to be built on. A sub-zone that is left
	// open is taken from the feature's properties, such as GHFQMC; one that is not
	// known counts against the caps of every sub-zone.
	Adds        Line
	AddsSubZone SubZone
	// Year and Priority place the site in a sequence, 建设时序: earlier years
	// first, then smaller priorities, then the order given. 0 is unknown and comes
	// first. Caps that keep shares for later periods are asked at the year's end.
	Year     int
	Priority int
}

// CheckOptions say how sites are checked. Nil means the defaults.
type CheckOptions struct {
	Date     Date    // of the check: picks the rules; empty: unknown, all rules apply
	Project  Project // of sites that have none of their own
	Geometry bool    // give the geometry of overlaps
	Explain  bool    // say why rules matched
	// Admissible asks under which descriptions of a project the site would be
	// admissible. Lines that could not be measured are not considered.
	Admissible bool
	Cure       *CureOptions
	Accounts   Accounts // ledger to ask what the site would take; nil: none
	Period     int      // year of the accounts; 0: that of the date
	// Notes are remarks on the file of sites as a whole, for every report.
	Notes []boundary.Note
}

// CureOptions ask for what remains of a site without its forbidden parts.
type CureOptions struct {
	MinAreaM2 float64 // pieces below are listed as not usable
	MinWidthM float64 // mean width 2A/P below which a piece is not usable
}

// Check says how a site stands to the plan. An error means that it could not be
// checked; a negative verdict is a report.
//
// # Performance
//
// A search and the local edges for each line; no lock is taken.
func (p *Plan) Check(ctx context.Context, s Site, opt *CheckOptions) (*Report, error) {
	if opt == nil {
		opt = &CheckOptions{}
	}
	return p.check(ctx, s, opt, nil)
}

// check is Check after other sites have taken their parts of the caps.
func (p *Plan) check(ctx context.Context, s Site, opt *CheckOptions, before *earlier) (*Report, error) {
	s.findSubZone()
	c := &check{ctx: ctx, plan: p, site: s, shape: s.Feature.Boundary, opt: opt, date: opt.Date, project: opt.Project, before: before}
	if s.Project != nil {
		c.project = *s.Project
	}
	if c.shape.Empty() {
		return nil, boundary.NewError(boundary.ErrGeometry, "site.empty", boundary.Place{Feature: s.Feature.ID}, "the site encloses nothing")
	}
	if err := c.run(); err != nil {
		return nil, fmt.Errorf("zones: site %s: %w", s.Feature.ID, err)
	}
	return &c.report, nil
}

// day returns the day on which caps are asked: the end of the site's year, or
// the day of the check.
func (s *Site) day(of Date) Date {
	if s.Year > 0 {
		return Date(fmt.Sprintf("%04d-12-31", s.Year))
	}
	return of
}

// findSubZone learns from the site's properties which sub-zone it would become
// part of, where nothing else says so.
func (s *Site) findSubZone() {
	if s.Adds == "" || s.AddsSubZone != "" {
		return
	}
	if zone, _, _ := DefaultAliases().SubZone(s.Adds, "", s.Feature.Properties); zone != Other {
		s.AddsSubZone = zone
	}
}

// A check is the state of one call.
type check struct {
	ctx         context.Context
	plan        *Plan
	site        Site
	shape       *boundary.Boundary
	opt         *CheckOptions
	date        Date
	project     Project
	others      map[Line]bool        // supporting layers that the site overlaps
	crops       boundary.Area        // cropland other than permanent basic farmland
	otherLand   boundary.Area        // neither of them
	parts       []jurisdiction       // of the site
	regionCodes []string             // that the site lies in
	forbids     []*boundary.Boundary // features that rules prohibit the site in
	before      *earlier             // sites of a sequence
	report      Report
	asked       []asked // of the rules
	notes       noteBook
}

func (c *check) run() error {
	c.report = Report{Schema: ReportSchema, Date: c.date, Project: c.project, RuleSet: c.plan.rules.Name(), Library: Version, Plan: c.plan.name,
		Findings: []Finding{}, Caps: []CapReport{}, Layers: []LayerReport{}}
	c.report.Site = SiteReport{ID: c.site.Feature.ID, AreaM2: Known(c.shape.Area()), Regions: []RegionReport{}, Year: c.site.Year, Priority: c.site.Priority, Properties: c.site.Feature.Properties}
	c.findOthers()
	var err error
	regions, _ := overlaps(c.plan.of(Region), c.shape)
	for _, o := range regions {
		code, _ := o.region()
		c.regionCodes = append(c.regionCodes, code)
	}
	if c.parts, err = c.plan.jurisdictions(c.ctx, c.shape); err != nil {
		return err
	}
	if err := c.divideLand(); err != nil {
		return err
	}
	for _, j := range c.parts {
		for _, name := range j.rules.Name().Supplements {
			if !slices.Contains(c.report.RuleSet.Supplements, name) {
				c.report.RuleSet.Supplements = append(c.report.RuleSet.Supplements, name)
			}
		}
	}
	worst := NotInvolved
	for _, line := range c.plan.lines() {
		r, err := c.line(line)
		if err != nil {
			return err
		}
		worst = worst.Worse(r.Status)
		c.report.Lines = append(c.report.Lines, r)
	}
	slices.SortStableFunc(c.report.Findings, func(a, b Finding) int {
		return slices.Index(Statuses, a.Status) - slices.Index(Statuses, b.Status)
	})
	if err := c.regions(); err != nil {
		return err
	}
	hold := true
	for _, m := range c.plan.caps {
		r, err := m.report(c.ctx, c.plan, &c.site, c.site.day(c.date), c.before)
		if err != nil {
			return err
		}
		if r.Holds == nil {
			code, template, pairs := m.why()
			c.notes.note(code, template, pairs...)
			worst = worst.Worse(NotChecked)
		} else {
			hold = hold && *r.Holds
		}
		c.report.Caps = append(c.report.Caps, r)
	}
	c.report.Verdict = verdict(worst, hold)
	for _, l := range c.plan.layers {
		c.report.Layers = append(c.report.Layers, l.report())
	}
	if c.opt.Admissible {
		c.report.Admissible = admissible(c.asked)
	}
	if err := c.quota(); err != nil {
		return err
	}
	if err := c.cure(); err != nil {
		return err
	}
	c.collectNotes()
	return nil
}

// findOthers finds which supporting layers the site overlaps: rules of the three
// lines depend on them.
func (c *check) findOthers() {
	c.others = map[Line]bool{}
	for _, l := range c.plan.layers {
		if !slices.Contains(ThreeLines, l.spec.Line) && l.spec.Line != Region {
			found, _ := overlaps([]*Layer{l}, c.shape)
			c.others[l.spec.Line] = c.others[l.spec.Line] || len(found) > 0
		}
	}
}

// divideLand measures the site's land for the levels of approval, where it is
// large enough for any of them.
func (c *check) divideLand() error {
	c.otherLand = c.shape.Area()
	limit := math.Inf(1)
	for _, j := range c.parts {
		limit = min(limit, j.rules.landLimit())
	}
	if float64(c.otherLand) <= limit {
		return nil
	}
	site := []*boundary.Boundary{c.shape}
	farmland, err := c.plan.coveredArea(c.ctx, c.plan.of(Farmland), "", site)
	if err != nil {
		return err
	}
	fields, crops := farmland, c.plan.of(Cropland)
	if len(crops) > 0 { // those of permanent basic farmland are cropland too
		if fields, err = c.plan.coveredArea(c.ctx, append(crops, c.plan.of(Farmland)...), "", site); err != nil {
			return err
		}
	}
	c.crops, c.otherLand = max(fields-farmland, 0), max(c.shape.Area()-fields, 0)
	if len(crops) == 0 && float64(c.otherLand) > limit {
		c.notes.note("cropland.missing", "there is no layer of cropland: the land of the site beyond permanent basic farmland, {area} m², counts as other land for the levels of approval", "area", formatArea(c.otherLand))
	}
	return nil
}

// collectNotes gathers what a reader of the report should know.
func (c *check) collectNotes() {
	for _, n := range c.opt.Notes {
		c.notes.add(n)
	}
	for _, n := range c.site.Feature.Notes {
		n.Place = n.Place.Within(boundary.Place{Feature: c.site.Feature.ID})
		c.notes.add(n)
	}
	rules := c.plan.rules.DateNotes(c.date)
	for _, j := range c.parts {
		for _, n := range j.rules.localNotes(c.date, c.plan.rules) {
			if !slices.ContainsFunc(rules, func(m ReportNote) bool { return m.Text == n.Text }) {
				rules = append(rules, n)
			}
		}
	}
	c.report.Notes = append(append(append([]ReportNote{}, c.plan.notes.notes...), c.notes.notes...), rules...)
}
