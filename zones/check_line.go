package zones

import (
	"math"

	"github.com/sanxian/sanxian/boundary"
)

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
