package zones

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
)

// A CapKind is how a cap limits an area.
type CapKind string

const (
	// CapMax: the area may not exceed the limit, such as 城镇开发边界 ≤ 222 km².
	CapMax CapKind = "max"
	// CapMin: the area may not fall below the limit, such as the 永农 task.
	CapMin CapKind = "min"
	// CapRatio: the area may not exceed a share of another, such as 弹性发展区 of
	// 集中建设区, or an expansion over a base year.
	CapRatio CapKind = "ratio"
	// CapReserve: of the limit, shares are kept for later periods.
	CapReserve CapKind = "reserve"
)

// CapCounts says what a site takes of a cap.
type CapCounts string

const (
	// CountOverlap: what the site overlaps of the line; of a min cap.
	CountOverlap CapCounts = "overlap"
	// CountAddition: what a site that is itself to become part of the line
	// ([Site.Adds]) adds to it; of a max or ratio cap.
	CountAddition CapCounts = "addition"
	// CountIncrement: what of the site lies in the line and not on existing
	// construction land or inefficient land, 增量; of a reserve cap.
	CountIncrement CapCounts = "increment"
)

// A Cap limits the area of a line, or of a sub-zone of it, in regions or in
// the whole plan.
type Cap struct {
	ID        string     `json:"id"`
	Title     Text       `json:"title"`
	Kind      CapKind    `json:"kind"`
	Line      Line       `json:"line"`
	SubZone   SubZone    `json:"sub_zone,omitempty"`
	Regions   []string   `json:"regions,omitempty"`  // codes, as one unit; one that is no region itself stands for those that begin with it; none: the whole plan
	LimitM2   float64    `json:"limit_m2,omitempty"` // of max, min, reserve
	Ratio     float64    `json:"ratio,omitempty"`    // of ratio: the limit is Ratio times Of, or BaseM2
	Of        *CapBase   `json:"of,omitempty"`
	BaseM2    *float64   `json:"base_m2,omitempty"`
	Keep      []CapKeep  `json:"keep,omitempty"`    // of reserve
	UsedM2    *float64   `json:"used_m2,omitempty"` // declared, in place of what is measured
	Counts    CapCounts  `json:"counts,omitempty"`  // none: as the kind has it
	Citations []Citation `json:"citations,omitempty"`
}

// CapBase is the area that a ratio is of.
type CapBase struct {
	Line    Line    `json:"line"`
	SubZone SubZone `json:"sub_zone,omitempty"`
}

// CapKeep is the share of a limit that is kept for use from a day on.
type CapKeep struct {
	From  Date    `json:"from"`
	Share float64 `json:"share"`
}

func (c *Cap) counts() CapCounts {
	switch {
	case c.Counts != "":
		return c.Counts
	case c.Kind == CapMin:
		return CountOverlap
	case c.Kind == CapReserve:
		return CountIncrement
	}
	return CountAddition
}

// A measuredCap is a cap and what the plan uses of it.
type measuredCap struct {
	Cap
	where []*boundary.Boundary // its regions; none: everywhere
	used  boundary.Area
	base  boundary.Area // of a ratio
	known bool
	// How far the declared use is from what is measured, where both are known.
	difference Amount
}

func (c *Cap) validate() error {
	if c.ID == "" {
		return planError("cap.id", "a cap has no id")
	}
	refuse := func(format string, args ...any) error {
		return planError("cap.invalid", "cap {id}: {reason}", "id", strconv.Quote(c.ID), "reason", fmt.Sprintf(format, args...))
	}
	positive := func(v float64) bool { return v >= 0 && !math.IsInf(v, 0) }
	switch c.Kind {
	case CapMax, CapMin, CapReserve:
		if !positive(c.LimitM2) {
			return refuse("limit_m2 %v is not 0 or more", c.LimitM2)
		}
		if c.Ratio != 0 || c.Of != nil || c.BaseM2 != nil {
			return refuse("ratio, of and base_m2 are of the kind ratio")
		}
	case CapRatio:
		if !positive(c.Ratio) || (c.Of == nil) == (c.BaseM2 == nil) {
			return refuse("kind ratio needs a ratio of 0 or more and one of of and base_m2")
		}
		if c.Of != nil && !c.Of.Line.Known() {
			return refuse("unknown line %q", c.Of.Line)
		}
		if c.BaseM2 != nil && !positive(*c.BaseM2) {
			return refuse("base_m2 %v is not 0 or more", *c.BaseM2)
		}
	default:
		return refuse("kind %q is not max, min, ratio or reserve", c.Kind)
	}
	kept := 0.0
	for _, k := range c.Keep {
		if _, err := ParseDate(string(k.From)); err != nil || !positive(k.Share) {
			return refuse("keep needs a day and a share of 0 or more")
		}
		kept += k.Share
	}
	switch {
	case c.Kind != CapReserve && c.Keep != nil:
		return refuse("keep is of the kind reserve")
	case kept > 1:
		return refuse("keep adds up to more than the whole")
	case !c.Line.Known():
		return refuse("unknown line %q", c.Line)
	case c.SubZone != "" && knownSubZone(c.Line, c.SubZone) == Other:
		return refuse("%s has no sub-zone %q", c.Line, c.SubZone)
	case c.UsedM2 != nil && !positive(*c.UsedM2):
		return refuse("used_m2 %v is not 0 or more", *c.UsedM2)
	case !slices.Contains([]CapCounts{"", CountOverlap, CountAddition, CountIncrement}, c.Counts):
		return refuse("counts %q is not overlap, addition or increment", c.Counts)
	}
	return nil
}

// measure finds what the plan uses of a cap: the area that the features of its
// line cover, each place counted once.
func (p *Plan) measure(ctx context.Context, c Cap) (*measuredCap, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	m := &measuredCap{Cap: c}
	for _, code := range c.Regions {
		found := p.regionsOf(code)
		if len(found) == 0 {
			return nil, planError("cap.region", "cap {id}: no region {region} in the layers of administrative regions", "id", c.ID, "region", strconv.Quote(code))
		}
		m.where = append(m.where, found...)
	}
	measured, known, err := p.measureLine(ctx, c.Line, c.SubZone, m.where)
	if err != nil {
		return nil, err
	}
	m.used, m.known = measured, known
	if c.UsedM2 != nil {
		m.used, m.known = boundary.Area(*c.UsedM2), true
		if known {
			m.difference = Known(m.used - measured)
		}
	}
	switch {
	case c.BaseM2 != nil:
		m.base = boundary.Area(*c.BaseM2)
	case c.Of != nil:
		base, known, err := p.measureLine(ctx, c.Of.Line, c.Of.SubZone, m.where)
		if err != nil {
			return nil, err
		}
		m.base, m.known = base, m.known && known
	}
	return m, nil
}

// measureLine returns what the features of a line cover; known is false if the
// plan has no layer of it.
func (p *Plan) measureLine(ctx context.Context, line Line, zone SubZone, where []*boundary.Boundary) (a boundary.Area, known bool, err error) {
	layers := p.of(line)
	if len(layers) == 0 {
		return 0, false, nil
	}
	a, err = p.coveredArea(ctx, layers, zone, where)
	return a, err == nil, err
}

// limit returns what the cap allows on a day.
func (m *measuredCap) limit(day Date) boundary.Area {
	switch m.Kind {
	case CapRatio:
		return boundary.Area(m.Ratio * float64(m.base))
	case CapReserve:
		kept := 0.0
		for _, k := range m.Keep {
			if k.From > day { // an unknown day is before all
				kept += k.Share
			}
		}
		return boundary.Area(m.LimitM2 * (1 - kept))
	}
	return boundary.Area(m.LimitM2)
}

// regionsOf returns the regions of a code, or of those that begin with it.
func (p *Plan) regionsOf(code string) []*boundary.Boundary {
	var exact, below []*boundary.Boundary
	for _, l := range p.of(Region) {
		for f := range l.index.All() {
			switch c, _ := l.regions.of(&f); {
			case c == code:
				exact = append(exact, f.Boundary)
			case strings.HasPrefix(c, code):
				below = append(below, f.Boundary)
			}
		}
	}
	if exact != nil {
		return exact
	}
	return below
}

// coveredArea returns what layers cover of regions, or everywhere.
func (p *Plan) coveredArea(ctx context.Context, layers []*Layer, zone SubZone, where []*boundary.Boundary) (boundary.Area, error) {
	if where != nil {
		total := boundary.Area(0)
		for _, w := range where {
			found, doubled := overlaps(layers, w)
			if zone != "" {
				found = slices.DeleteFunc(found, func(o layerOverlap) bool { return o.zone != zone })
			}
			a, err := union(ctx, found, doubled, w)
			if err != nil {
				return 0, err
			}
			total += a
		}
		return total, nil
	}
	total := boundary.Area(0)
	var doubled []*boundary.Boundary
	for _, l := range layers {
		for f := range l.index.All() {
			switch {
			case zone != "" && l.SubZone(f.ID) != zone:
			case l.doubled[f.ID] || len(layers) > 1:
				doubled = append(doubled, f.Boundary)
			default:
				total += f.Boundary.Area()
			}
		}
	}
	if doubled == nil {
		return total, nil
	}
	a, err := boundary.CoverArea(ctx, doubled, 1, nil)
	if err != nil {
		return 0, fmt.Errorf("zones: %w", err)
	}
	return total + a, nil
}

// report says whether the cap holds when a site takes what it requests: from a
// min cap what it overlaps, from a max cap what it would add to the line.
func (m *measuredCap) report(ctx context.Context, p *Plan, s *Site, day Date, taken boundary.Area) (CapReport, error) {
	r := CapReport{ID: m.ID, Title: m.Title, Kind: m.Kind, Line: m.Line, SubZone: m.SubZone,
		Region: strings.Join(m.Regions, "+"), Difference: m.difference, Citations: nonNil(m.Citations)}
	if !m.known {
		return r, nil
	}
	requested, err := m.requested(ctx, p, s)
	if err != nil {
		return r, err
	}
	used, limit := m.used, m.limit(day)
	r.LimitM2 = Known(limit)
	remaining := limit - used - taken - requested
	if m.Kind == CapMin {
		remaining = used - taken - requested - limit
		used -= taken
	} else {
		used += taken
	}
	r.UsedM2, r.RequestedM2, r.RemainingM2 = Known(used), Known(requested), Known(remaining)
	left, _ := r.RemainingM2.Value()
	holds := left >= 0
	r.Holds = &holds
	return r, nil
}

// requested returns what a site takes of the cap.
func (m *measuredCap) requested(ctx context.Context, p *Plan, s *Site) (boundary.Area, error) {
	counts := m.counts()
	if counts == CountAddition && (s.Adds != m.Line || m.SubZone != "" && m.SubZone != s.AddsSubZone) {
		return 0, nil
	}
	where, err := m.inRegions(s.Feature.Boundary)
	if err != nil {
		return 0, err
	}
	total := boundary.Area(0)
	for _, part := range where {
		in, err := p.coveredArea(ctx, p.of(m.Line), m.SubZone, []*boundary.Boundary{part})
		if err != nil {
			return 0, err
		}
		switch counts {
		case CountOverlap:
			total += in
		case CountAddition:
			total += part.Area() - in
		case CountIncrement:
			stock, err := p.stock(ctx, m.Line, m.SubZone, part)
			if err != nil {
				return 0, err
			}
			total += max(in-stock, 0)
		}
	}
	return total, nil
}

// inRegions returns the parts of a site in the cap's regions.
func (m *measuredCap) inRegions(site *boundary.Boundary) ([]*boundary.Boundary, error) {
	if m.where == nil {
		return []*boundary.Boundary{site}, nil
	}
	var parts []*boundary.Boundary
	for _, w := range m.where {
		part, err := boundary.Intersect(site, w)
		if err != nil {
			return nil, fmt.Errorf("zones: cap %s: %w", m.ID, err)
		}
		if !part.Empty() {
			parts = append(parts, part)
		}
	}
	return parts, nil
}

// stock returns what of a site lies in a line and on existing construction land
// or inefficient land, 存量.
func (p *Plan) stock(ctx context.Context, line Line, zone SubZone, site *boundary.Boundary) (boundary.Area, error) {
	found, _ := overlaps(append(p.of(ExistingLand), p.of(InefficientLand)...), site)
	if len(found) == 0 {
		return 0, nil
	}
	stock, err := boundary.Cover(ctx, boundaries(found), 1, site)
	if err != nil || stock.Empty() {
		return 0, err
	}
	return p.coveredArea(ctx, p.of(line), zone, []*boundary.Boundary{stock})
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
