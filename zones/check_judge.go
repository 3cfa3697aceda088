package zones

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
)

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

func (p zonePart) name() zoneName { return zoneName{p.zone, p.words != ""} }

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
