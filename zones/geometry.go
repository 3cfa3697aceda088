package zones

import (
	"context"
	"encoding/json"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/coordinates"
	"github.com/sanxian/sanxian/message"
)

// addGeometry adds what the site shares with a line, and what lies outside one
// that should contain it.
func (q *inquiry) addGeometry(ctx context.Context, r *LineReport, found []layerOverlap) ([]message.Note, error) {
	shared, err := boundary.Cover(ctx, boundaries(found), 1, q.shape)
	if err != nil {
		return nil, err
	}
	var notes []message.Note
	if !shared.Empty() {
		r.Overlap = shared
		if r.Geometry, notes, err = multiPolygon(ctx, shared); err != nil {
			return nil, err
		}
	}
	if outside, known := r.OutsideM2.Value(); !known || outside == 0 {
		return notes, nil
	}
	rest, err := boundary.Subtract(ctx, q.shape, shared)
	if err != nil {
		return nil, err
	}
	r.Outside = rest
	var more []message.Note
	r.OutsideGeometry, more, err = multiPolygon(ctx, rest)
	return append(notes, more...), err
}

// multiPolygon returns a GeoJSON MultiPolygon in longitude and latitude that is
// valid at 1e-9 degrees, and notes what that drops.
func multiPolygon(ctx context.Context, b *boundary.Boundary) (geometry json.RawMessage, notes []message.Note, err error) {
	polygons, dropped, err := boundary.Rounded(ctx, boundary.LonLat, coordinates.InLonLat(b.Frame(), b.Polygons()))
	if err != nil {
		return nil, nil, err
	}
	if b.Rounding() != nil {
		dropped = b.Rounding()
	}
	if dropped != nil {
		notes = append(notes, *dropped)
	}
	out := append([]byte(`{"type":"MultiPolygon","coordinates":`), coordinates.AppendMultiPolygon(nil, polygons)...)
	return append(out, '}'), notes, nil
}
