package quota

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
)

// UnsuppliedLand returns 批而未供 as land: what the approved areas cover and
// the supplied ones do not, and its area rounded to the square metre. Land that
// was approved or supplied twice counts once. Where the two share
// an edge, slivers below the resolution of the frame (0.1 mm) may be left in
// the land; they do not show in the area. It fails with boundary.ErrTooComplex
// or when ctx ends.
//
// The same subtraction gives new illegal use: the change that was found, less
// what was approved.
func UnsuppliedLand(ctx context.Context, approved, supplied []*boundary.Boundary) (*boundary.Boundary, Hectares, error) {
	left, err := boundary.Cover(ctx, approved, 1, nil)
	if err != nil {
		return nil, 0, err
	}
	if len(supplied) > 0 {
		gone, err := boundary.Cover(ctx, supplied, 1, nil)
		if err != nil {
			return nil, 0, err
		}
		if left, err = boundary.Subtract(left, gone); err != nil {
			return nil, 0, err
		}
	}
	area, err := FromArea(left.Area())
	return left, area, err
}
