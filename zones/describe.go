package zones

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// A lineResult is the report of one line, and what else the check needs of it.
type lineResult struct {
	LineReport
	*judgement
	notes []message.Note
}

// describe makes the report of one line.
func (q *inquiry) describe(ctx context.Context, m *measurement, j *judgement) (lineResult, error) {
	r := lineResult{LineReport{Line: m.line, Status: j.status, SubZones: nonNil(j.zones), Features: []FeatureReport{}, Ignored: []FeatureReport{},
		Nearest: []NearReport{}, Reasons: nonNil(j.reasons)}, j, m.notes}
	if len(m.layers) == 0 {
		return r, nil
	}
	r.Tolerance, r.NotCheckedM2 = q.plan.rules.Tolerance(m.line), Known(m.missing)
	if m.blank() {
		return r, nil // all of its amounts are unknown
	}
	r.OverlapM2, r.DoubleCountedM2, r.Share = Known(m.total), Known(max(m.sum-m.total, 0)), ShareOf(m.total, q.shape.Area())
	if m.line.ShouldContain() {
		r.OutsideM2 = Known(m.outside)
	}
	if err := q.listFeatures(ctx, &r.LineReport, m.found, j.ignored); err != nil {
		return r, err
	}
	if len(m.near) > 0 {
		r.DistanceM = Known(m.apart)
	}
	for _, f := range m.near {
		r.Nearest = append(r.Nearest, NearReport{f.id, f.zone, Known(f.distance)})
	}
	if q.opt.Geometry {
		notes, err := q.addGeometry(ctx, &r.LineReport, m.found)
		r.notes = append(r.notes, notes...)
		return r, err
	}
	return r, nil
}

// listFeatures lists what the site overlaps. What is below the tolerance is listed
// separately, with its place.
func (q *inquiry) listFeatures(ctx context.Context, r *LineReport, found []layerOverlap, ignored map[zoneName]bool) error {
	for _, o := range found {
		f := FeatureReport{ID: o.Feature.ID, SubZone: o.zone, OverlapM2: Known(o.Area)}
		if !ignored[o.name()] {
			r.Features = append(r.Features, f)
			continue
		}
		shared, err := boundary.Intersect(ctx, q.shape, o.Feature.Boundary)
		if err != nil {
			return err
		}
		if lon, lat, ok := shared.InnerPoint(); ok {
			f.MeanWidthM = Known(shared.MeanWidth())
			f.LengthM = Known(shared.Perimeter() / 2)
			f.At = &Location{round(lon, 1e9), round(lat, 1e9)}
		}
		r.Ignored = append(r.Ignored, f)
	}
	return nil
}

// divide divides the site among the administrative regions that it lies in:
// counties, then towns, then villages.
func (q *inquiry) divide(ctx context.Context, lines []lineResult) ([]RegionReport, error) {
	out := []RegionReport{}
	found, _ := overlaps(q.regions, q.shape)
	for _, o := range found {
		code, name := o.region()
		r := RegionReport{Code: code, Name: name, AreaM2: Known(o.Area), Share: ShareOf(o.Area, q.shape.Area()), Lines: []RegionLine{}, Properties: o.Feature.Properties}
		for _, line := range lines {
			a, known := line.OverlapM2.Value()
			if !known || a <= 0 {
				continue
			}
			part := boundary.Area(a)
			if o.Area < q.shape.Area() {
				inside, err := boundary.Intersect(ctx, q.shape, o.Feature.Boundary)
				if err != nil {
					return nil, err
				}
				if part, err = q.plan.coveredArea(ctx, q.plan.of(line.Line), "", []*boundary.Boundary{inside}); err != nil {
					return nil, err
				}
			}
			r.Lines = append(r.Lines, RegionLine{line.Line, Known(part)})
		}
		out = append(out, r)
	}
	sortByCodeLength(out)
	return out, nil
}
