package zones

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
)

// describe makes the report of one line.
func (q *inquiry) describe(ctx context.Context, l *lineResult) error {
	r := l.report
	*r = LineReport{Line: l.line, Status: l.status, SubZones: nonNil(l.zones), Features: []FeatureReport{}, Ignored: []FeatureReport{},
		Nearest: []NearReport{}, Reasons: nonNil(l.reasons)}
	if len(l.layers) == 0 {
		return nil
	}
	r.Tolerance, r.NotCheckedM2 = l.tolerance, Known(l.missing)
	if l.blank() {
		return nil // all of its amounts are unknown
	}
	r.OverlapM2, r.DoubleCountedM2, r.Share = Known(l.total), Known(max(l.sum-l.total, 0)), ShareOf(l.total, q.shape.Area())
	if l.line.ShouldContain() {
		r.OutsideM2 = Known(l.outside)
	}
	if q.brief {
		return nil
	}
	if err := q.listFeatures(ctx, l); err != nil {
		return err
	}
	if len(l.near) > 0 {
		r.DistanceM = Known(l.apart)
		r.Nearest = make([]NearReport, len(l.near))
	}
	if l.noneWithin > 0 {
		limit := Known(l.noneWithin)
		r.NoneWithinM = &limit
	}
	for i, f := range l.near {
		r.Nearest[i] = NearReport{f.id, f.zone, Known(f.distance)}
	}
	if q.opt.Geometry {
		notes, err := q.addGeometry(ctx, r, l.found)
		l.notes = append(l.notes, notes...)
		return err
	}
	return nil
}

// listFeatures lists what the site overlaps. What is below the tolerance is listed
// separately, with its place.
func (q *inquiry) listFeatures(ctx context.Context, l *lineResult) error {
	r := l.report
	if len(l.found) > 0 {
		r.Features = make([]FeatureReport, 0, len(l.found))
	}
	for _, o := range l.found {
		f := FeatureReport{ID: o.Feature.ID, SubZone: o.zone, OverlapM2: Known(o.Area)}
		if !l.ignored[o.name()] {
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
func (q *inquiry) divide(ctx context.Context) ([]RegionReport, error) {
	out := []RegionReport{}
	found, _ := q.overlaps(q.regions)
	for _, o := range found {
		code, name := o.region()
		r := RegionReport{Code: code, Name: name, AreaM2: Known(o.Area), Share: ShareOf(o.Area, q.shape.Area()), Lines: []RegionLine{}, Properties: o.Feature.Properties}
		for _, line := range q.reports {
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
