package zones

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var msgSiteEdges = message.New("site.edges", "edges of the site are straight in {site}, those of the layer in {layer}; if both were drawn in the same plane, say so (-edges {zone}), or long edges differ by square metres",
	"地块的边线按{site:edges}直线处理，图层的按{layer:edges}直线处理；如果两者原在同一平面上绘制，请指明（-edges {zone}），否则长边之间会相差数平方米")

// A measurement is what the site has to do with one line, before any rule.
type measurement struct {
	layers       []*Layer           // none: nothing could be measured
	checked      *boundary.Boundary // the part of the site that the layers cover; the site itself where that is all
	missing      boundary.Area      // of the site, outside what the layers cover
	found        []layerOverlap
	sum          boundary.Area // of what is found
	total        boundary.Area // of its union
	parts        []zonePart    // by sub-zone
	width        float64       // mean width of the union in metres, where a tolerance asks for it, else infinite
	outside      boundary.Area // of a line that should contain the site
	nearFeatures               // where nothing overlaps
	// noneWithin is how far was looked for features in vain, in metres, where that was
	// limited; else 0.
	noneWithin float64
	notes      []message.Note
}

// blank reports whether nothing could be measured: there is no layer, or none of
// the site is covered.
func (m *measurement) blank() bool {
	return len(m.layers) == 0 || m.checked.Empty() && len(m.found) == 0
}

// measure measures the site against the layers of one line.
func (q *inquiry) measure(ctx context.Context, l *lineResult) (err error) {
	m := &l.measurement
	if m.width = math.Inf(1); len(m.layers) == 0 {
		return nil
	}
	if m.checked, m.missing, err = coverage(ctx, m.layers, q.shape); err != nil {
		return err
	}
	var doubled bool
	m.found, doubled = q.overlaps(m.layers)
	m.notes = edgeNotes(m.found, q.shape)
	if m.blank() {
		return nil
	}
	if m.total, err = union(ctx, m.found, doubled, q.shape); err != nil {
		return err
	}
	m.sum = m.total
	if doubled {
		m.sum = 0
		for _, o := range m.found {
			m.sum += o.Area
		}
	}
	if m.parts, err = zoneParts(ctx, m.found, doubled, m.total, q.shape); err != nil {
		return err
	}
	if l.tolerance.MeanWidthM > 0 && len(m.found) > 0 {
		shared, err := boundary.Cover(ctx, boundaries(m.found), 1, q.shape)
		if err != nil {
			return err
		}
		m.width = shared.MeanWidth()
	}
	if l.line.ShouldContain() {
		inside := m.total
		if m.checked != q.shape { // features may reach beyond the coverage
			if inside, err = boundary.CoverArea(ctx, boundaries(m.found), 1, m.checked); err != nil {
				return err
			}
		}
		m.outside = max(m.checked.Area()-inside, 0)
	}
	if m.total == 0 {
		m.nearFeatures = q.nearest(l)
		if limit := q.opt.NearestWithinM; len(m.near) == 0 && limit > 0 && !q.opt.NoDistances {
			m.noneWithin = q.opt.nearestWithin(q.plan.rules.TouchDistance())
		}
	}
	return nil
}

// coverage returns the part of the site that the layers cover, the site itself
// where that is all of it, and the area of the rest.
func coverage(ctx context.Context, layers []*Layer, site *boundary.Boundary) (checked *boundary.Boundary, missing boundary.Area, err error) {
	var declared []*boundary.Boundary
	for _, l := range layers {
		if l.coverage == nil {
			return site, 0, nil // everywhere
		}
		declared = append(declared, l.coverage)
	}
	covered := boundary.Area(0)
	if len(declared) == 1 {
		covered = boundary.OverlapArea(declared[0], site)
	} else if covered, err = boundary.CoverArea(ctx, declared, 1, site); err != nil {
		return nil, 0, err
	}
	if missing = site.Area() - covered; missing <= 0 {
		return site, 0, nil
	}
	checked, err = boundary.Cover(ctx, declared, 1, site)
	return checked, missing, err
}

// edgeNotes says where the site's edges are straight in a Gauss-Krüger zone and
// those of a layer in longitude and latitude, or the other way round: if they
// were drawn in the same plane, an edge of 600 m is off by 2 m².
func edgeNotes(found []layerOverlap, shape *boundary.Boundary) []message.Note {
	site := shape.Frame().Edges()
	for _, o := range found {
		layer, plain := o.Feature.Boundary.Frame().Edges(), boundary.Edges{}
		if layer == site || layer != plain && site != plain {
			continue
		}
		zone := site
		if zone == plain {
			zone = layer
		}
		return []message.Note{msgSiteEdges.Note(message.Place{File: o.layer.spec.Path}, "site", site, "layer", layer, "zone", zone)}
	}
	return nil
}

// nearestWithin returns how far to look for features that the site does not overlap, in
// metres: at least as far as touching goes.
func (o *CheckOptions) nearestWithin(touch float64) float64 {
	switch {
	case o.NoDistances:
		return touch
	case o.NearestWithinM > 0:
		return max(touch, o.NearestWithinM)
	}
	return math.Inf(1)
}

// A nearFeature is a feature that the site does not overlap.
type nearFeature struct {
	id       string
	zone     rules.SubZone
	distance float64 // metres
}

// nearFeatures are all that a site touches, or else the nearest, and how many metres it
// is to the nearest of them.
type nearFeatures struct {
	near  []nearFeature
	apart float64
}

// nearest returns what is near the site of a line that it does not overlap, from its
// window if that was searched.
func (q *inquiry) nearest(l *lineResult) nearFeatures {
	if q.window != nil && q.window.near != nil {
		return q.window.near[l.number][q.number]
	}
	touch := q.plan.rules.TouchDistance()
	return nearest(l.layers, q.shape, touch, q.opt.nearestWithin(touch))
}

// nearest returns every feature that the site touches, or else the one nearest
// to it; none where no feature is nearer than the limit.
func nearest(layers []*Layer, site *boundary.Boundary, touch, limit float64) nearFeatures {
	var near []nearFeature
	for _, l := range layers {
		for f, d := range l.index.NearestWithin(site, limit) {
			near = append(near, nearFeature{f.ID, l.SubZone(f.ID), d})
			if d >= touch {
				break // the others are farther away
			}
		}
	}
	if len(near) == 0 {
		return nearFeatures{}
	}
	slices.SortStableFunc(near, func(a, b nearFeature) int { return cmp.Compare(a.distance, b.distance) })
	apart := near[0].distance
	if apart >= touch {
		return nearFeatures{near[:1], apart}
	}
	near = slices.DeleteFunc(near, func(f nearFeature) bool { return f.distance >= touch })
	slices.SortStableFunc(near, func(a, b nearFeature) int { return strings.Compare(a.id, b.id) })
	return nearFeatures{near, apart}
}
