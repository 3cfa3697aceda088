package zones

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

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

// line measures the site against one line and judges it.
func (c *check) line(line Line) (LineReport, error) {
	r := LineReport{Line: line, Status: NotInvolved, SubZones: []SubZoneReport{}, Features: []FeatureReport{}, Ignored: []FeatureReport{}, Nearest: []NearReport{}, Reasons: []Reason{}}
	layers := c.plan.of(line)
	if len(layers) == 0 {
		r.Status = NotChecked
		r.Reasons = append(r.Reasons, reason("layer.missing", "there is no layer of this line"))
		return r, nil
	}
	r.Tolerance = c.plan.rules.Tolerance(line)
	c.ages(&r, layers)
	checked, err := c.coverage(&r, layers)
	if err != nil {
		return r, err
	}
	found, doubled := overlaps(layers, c.shape)
	c.noteEdges(found)
	if checked.Empty() && len(found) == 0 {
		return r, nil // all of its amounts are unknown
	}
	total, err := union(c.ctx, found, doubled, c.shape)
	if err != nil {
		return r, err
	}
	sum := boundary.Area(0)
	for _, o := range found {
		sum += o.Area
	}
	r.OverlapM2, r.DoubleCountedM2, r.Share = Known(total), Known(max(sum-total, 0)), ShareOf(total, c.shape.Area())
	if !doubled {
		r.DoubleCountedM2 = Known(boundary.Area(0))
	}
	if err := c.judgeInside(&r, found, doubled, total); err != nil {
		return r, err
	}
	if line.shouldContain() {
		inside := total
		if checked != c.shape { // features may reach beyond the coverage
			if inside, err = boundary.CoverArea(c.ctx, boundaries(found), 1, checked); err != nil {
				return r, err
			}
		}
		if err := c.judgeOutside(&r, found, max(checked.Area()-inside, 0)); err != nil {
			return r, err
		}
	}
	if total == 0 {
		c.judgeApart(&r, layers)
	}
	if c.opt.Geometry {
		if err := c.geometry(&r, found); err != nil {
			return r, err
		}
	}
	return r, nil
}

// noteEdges says where the site's edges are straight in a Gauss-Krüger zone and
// those of a layer in longitude and latitude, or the other way round: if they
// were drawn in the same plane, an edge of 600 m is off by 2 m².
func (c *check) noteEdges(found []layerOverlap) {
	site := c.shape.Frame().Edges()
	for _, o := range found {
		layer, plain := o.Feature.Boundary.Frame().Edges(), boundary.Edges{}
		if layer == site || layer != plain && site != plain {
			continue
		}
		zone := site
		if zone == plain {
			zone = layer
		}
		c.notes.add(boundary.NewNote("site.edges", boundary.Place{File: o.layer.spec.Path},
			"edges of the site are straight in {site}, those of the layer in {layer}; if both were drawn in the same plane, say so (-edges {zone}), or long edges differ by square metres", "site", site, "layer", layer, "zone", zone))
		return
	}
}

func reason(code, template string, pairs ...any) Reason {
	n := boundary.NewNote(code, boundary.Place{}, template, pairs...)
	return Reason{n.Code, n.Text, n.Values}
}

// ages makes a line not checked where a layer is older than the rules allow.
func (c *check) ages(r *LineReport, layers []*Layer) {
	limit, ok := 0, false
	for _, j := range c.parts { // the strictest of the rules that hold in some part of the site
		if days, limited := j.rules.MaxLayerAgeDays(r.Line); limited && (!ok || days < limit) {
			limit, ok = days, true
		}
	}
	if !ok {
		return
	}
	for _, l := range layers {
		switch days, known := c.date.Days(l.spec.Date); {
		case !known:
			r.Status = NotChecked
			r.Reasons = append(r.Reasons, reason("layer.age_unknown", "the rules limit the age of the layer to {limit} days, and its date is not known", "limit", limit))
		case days > limit:
			r.Status = NotChecked
			r.Reasons = append(r.Reasons, reason("layer.stale", "the layer is of {date}, {days} days before the check; the rules allow {limit}", "date", l.spec.Date, "days", days, "limit", limit))
		}
	}
}

// coverage finds what of the site the layers do not cover, and returns the rest:
// the site itself where they cover everything.
func (c *check) coverage(r *LineReport, layers []*Layer) (*boundary.Boundary, error) {
	r.NotCheckedM2 = Known(boundary.Area(0))
	var declared []*boundary.Boundary
	for _, l := range layers {
		if l.coverage == nil {
			return c.shape, nil // everywhere
		}
		declared = append(declared, l.coverage)
	}
	site := c.shape.Area()
	missing := site - boundary.OverlapArea(declared[0], c.shape)
	if len(declared) > 1 {
		covered, err := boundary.CoverArea(c.ctx, declared, 1, c.shape)
		if err != nil {
			return nil, err
		}
		missing = site - covered
	}
	if missing <= 0 {
		return c.shape, nil
	}
	checked, err := boundary.Cover(c.ctx, declared, 1, c.shape)
	if err != nil {
		return nil, err
	}
	r.NotCheckedM2 = Known(missing)
	if t := c.plan.rules.Tolerance(r.Line); !t.Negligible(float64(missing), float64(site), math.Inf(1)) {
		r.Status = NotChecked
		r.Reasons = append(r.Reasons, reason("layer.coverage", "{area} m² of the site lie outside what the layer covers", "area", formatArea(missing)))
	}
	return checked, nil
}

func (c *check) question(line Line, zone SubZone, outside bool, area boundary.Area) Question {
	return Question{Line: line, SubZone: zone, Outside: outside, Project: c.project, Date: c.date, Others: c.others, Regions: c.regionCodes,
		AreaM2: float64(area), CroplandM2: float64(c.crops), OtherLandM2: float64(c.otherLand)}
}

// judgeInside judges the sub-zones that the site overlaps.
func (c *check) judgeInside(r *LineReport, found []layerOverlap, doubled bool, total boundary.Area) error {
	if len(found) == 0 {
		return nil
	}
	tolerance := c.plan.rules.Tolerance(r.Line)
	width := math.Inf(1)
	if tolerance.MeanWidthM > 0 {
		shared, err := boundary.Cover(c.ctx, boundaries(found), 1, c.shape)
		if err != nil {
			return err
		}
		width = shared.MeanWidth()
	}
	parts, err := c.partsOf(found, doubled)
	if err != nil {
		return err
	}
	// A sub-zone is negligible by itself, or a neighbour's edge along a straight
	// line would be a conflict; unless all are, and together are not.
	site := float64(c.shape.Area())
	small := func(a boundary.Area) bool { return tolerance.Negligible(float64(a), site, width) }
	ignored := map[zoneName]bool{}
	if small(total) || slices.ContainsFunc(parts, func(p zonePart) bool { return !small(p.area) }) {
		for _, p := range parts {
			ignored[p.name()] = small(p.area)
		}
	}
	if err := c.listFeatures(r, found, ignored); err != nil {
		return err
	}
	for _, p := range parts {
		z := SubZoneReport{SubZone: p.zone, Status: Negligible, OverlapM2: Known(p.area), Share: ShareOf(p.area, c.shape.Area())}
		if !ignored[p.name()] {
			q := c.question(r.Line, p.zone, false, p.area)
			q.SubZoneName = p.words
			if z.Status, err = c.judge(q, p.boundaries); err != nil {
				return err
			}
			if z.Status == NotChecked && p.words != "" {
				r.Reasons = append(r.Reasons, reason("layer.sub_zone_unknown", "sub-zone {words} is not known, and the answer depends on it", "words", strconv.Quote(p.words)))
			}
			if z.Status == Prohibited && !r.Line.shouldContain() {
				c.forbids = append(c.forbids, p.boundaries...)
			}
		}
		r.SubZones = append(r.SubZones, z)
		if z.Status != Negligible || !r.Line.shouldContain() || len(parts) == 1 {
			r.Status = r.Status.Worse(z.Status)
		}
	}
	return nil
}

// listFeatures lists what the site overlaps, what is below the tolerance apart
// and with its place.
func (c *check) listFeatures(r *LineReport, found []layerOverlap, ignored map[zoneName]bool) error {
	for _, o := range found {
		f := FeatureReport{ID: o.Feature.ID, SubZone: o.zone, OverlapM2: Known(o.Area)}
		if !ignored[o.name()] {
			r.Features = append(r.Features, f)
			continue
		}
		shared, err := boundary.IntersectContext(c.ctx, c.shape, o.Feature.Boundary)
		if err != nil {
			return err
		}
		if lon, lat, ok := shared.InnerPoint(); ok {
			f.MeanWidthM = Known(shared.MeanWidth())
			f.LengthM = Known(shared.Perimeter() / 2)
			f.At = &LonLat{round(lon, 1e9), round(lat, 1e9)}
		}
		r.Ignored = append(r.Ignored, f)
	}
	return nil
}

// A zonePart is what the site shares with one sub-zone. Features whose sub-zone
// is named but not known are a part of their own.
type zonePart struct {
	zone       SubZone
	words      string        // of a sub-zone that is not known, the first
	area       boundary.Area // of the union
	boundaries []*boundary.Boundary
}

// A zoneName tells the parts of a line apart.
type zoneName struct {
	zone    SubZone
	unknown bool // named, but by no name that is known
}

func (p zonePart) name() zoneName     { return zoneName{p.zone, p.words != ""} }
func (o layerOverlap) name() zoneName { return zoneName{o.zone, o.words != ""} }

func (c *check) partsOf(found []layerOverlap, doubled bool) ([]zonePart, error) {
	var parts []zonePart
	for _, zone := range zonesIn(found) {
		for _, unknown := range []bool{false, true} {
			in := slices.DeleteFunc(slices.Clone(found), func(o layerOverlap) bool { return o.name() != zoneName{zone, unknown} })
			if len(in) == 0 {
				continue
			}
			area, err := union(c.ctx, in, doubled, c.shape)
			if err != nil {
				return nil, err
			}
			parts = append(parts, zonePart{zone, in[0].words, area, boundaries(in)})
		}
	}
	return parts, nil
}

// zonesIn returns the sub-zones of overlaps, in a fixed order.
func zonesIn(found []layerOverlap) []SubZone {
	var in []SubZone
	for _, z := range []SubZone{Core, General, Concentrated, Flexible, SpecialPurpose, Other} {
		if slices.ContainsFunc(found, func(o layerOverlap) bool { return o.zone == z }) {
			in = append(in, z)
		}
	}
	return in
}

// judge asks the rules of each part of the site, keeps their findings, and
// returns the worst status. Within are the features that the question is about.
func (c *check) judge(q Question, within []*boundary.Boundary) (Status, error) {
	if len(c.parts) == 1 {
		return c.ask(c.parts[0], q), nil
	}
	status := Status("")
	for _, part := range c.parts {
		area, err := boundary.CoverArea(c.ctx, within, 1, part.part)
		if err != nil {
			return "", err
		}
		if q.Outside {
			area = part.part.Area() - area
		}
		// Below a tenth of a square millimetre it is the grid's, not the site's.
		if area <= 1e-7 {
			continue
		}
		q.AreaM2 = float64(area)
		status = status.Worse(c.ask(part, q))
	}
	if status == "" {
		return c.ask(c.parts[0], q), nil
	}
	return status, nil
}

func (c *check) ask(part jurisdiction, q Question) Status {
	c.asked = append(c.asked, asked{part.rules, q})
	status := Status("")
	for _, f := range part.rules.Judge(q) {
		f.Line, f.OverlapM2, f.Area, f.Outside = q.Line, Known(q.AreaM2), part.name, q.Outside
		if f.SubZone == "" && q.SubZone != Other {
			f.SubZone = q.SubZone
		}
		f.Citations, f.Parameters = nonNil(f.Citations), nonNil(f.Parameters)
		status = status.Worse(f.Status)
		c.report.Findings = append(c.report.Findings, f)
	}
	if c.opt.Explain {
		if rules := part.rules.Explain(q); len(rules) > 0 {
			c.report.Explain = append(c.report.Explain, Explanation{q.Line, q.SubZone, q.Outside, part.name, rules})
		}
	}
	if status == "" { // a supporting layer that no rule speaks of
		return NotInvolved
	}
	return status
}

// judgeOutside judges what of the site lies outside a boundary that should
// contain it.
func (c *check) judgeOutside(r *LineReport, found []layerOverlap, outside boundary.Area) error {
	r.OutsideM2 = Known(outside)
	if outside == 0 {
		return nil
	}
	if c.plan.rules.Tolerance(r.Line).Negligible(float64(outside), float64(c.shape.Area()), math.Inf(1)) {
		r.Status = r.Status.Worse(Negligible)
		return nil
	}
	status, err := c.judge(c.question(r.Line, Other, true, outside), boundaries(found))
	r.Status = r.Status.Worse(status)
	return err
}

// judgeApart tells touching from not involved where nothing overlaps, and names
// every feature that the site touches, or else the one nearest to it.
func (c *check) judgeApart(r *LineReport, layers []*Layer) {
	type feature struct {
		NearReport
		distance float64
	}
	touch := c.plan.rules.TouchDistance()
	var near []feature
	for _, l := range layers {
		for f, d := range l.index.Nearest(c.shape) {
			near = append(near, feature{NearReport{f.ID, l.SubZone(f.ID), Known(d)}, d})
			if d >= touch {
				break // the others are farther away
			}
		}
	}
	if len(near) == 0 {
		return
	}
	slices.SortStableFunc(near, func(a, b feature) int { return cmp.Compare(a.distance, b.distance) })
	r.DistanceM = near[0].DistanceM
	if near[0].distance < touch {
		if !r.Line.shouldContain() {
			r.Status = r.Status.Worse(Touching)
		}
		near = slices.DeleteFunc(near, func(f feature) bool { return f.distance >= touch })
		slices.SortStableFunc(near, func(a, b feature) int { return strings.Compare(a.ID, b.ID) })
	} else {
		near = near[:1]
	}
	for _, f := range near {
		r.Nearest = append(r.Nearest, f.NearReport)
	}
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
