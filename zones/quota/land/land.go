package land

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/quota"
)

// Remaining returns what land there is in some areas and not in others, and its
// area rounded to the square metre: 批而未供 of what was approved, less what was
// supplied; new illegal use of the changes that were found, less what was approved.
//
// Land that lies in several areas counts once. Where two areas share an edge,
// slivers below the resolution of the frame (0.1 mm) may be left in the land; they
// do not show in the area. It fails with boundary.ErrTooComplex or when ctx ends.
func Remaining(ctx context.Context, areas, less []*boundary.Boundary) (*boundary.Boundary, quota.Hectares, error) {
	left, err := boundary.Cover(ctx, areas, 1, nil)
	if err != nil {
		return nil, 0, err
	}
	if len(less) > 0 {
		gone, err := boundary.Cover(ctx, less, 1, nil)
		if err != nil {
			return nil, 0, err
		}
		if left, err = boundary.Subtract(ctx, left, gone); err != nil {
			return nil, 0, err
		}
	}
	area, err := quota.FromArea(left.Area())
	return left, area, err
}

// ByRegion divides land among regions that share no area: one area for each region,
// in their order, and one of the land in none of them. Each is rounded once, to the
// square metre. It fails when ctx ends.
func ByRegion(ctx context.Context, land *boundary.Boundary, regions []boundary.Feature) (areas []quota.Hectares, outside quota.Hectares, err error) {
	rest := land.Area()
	areas = make([]quota.Hectares, len(regions))
	for i, r := range regions {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		in := boundary.OverlapArea(land, r.Boundary)
		rest -= in
		if areas[i], err = quota.FromArea(in); err != nil {
			return nil, 0, err
		}
	}
	outside, err = quota.FromArea(max(rest, 0))
	return areas, outside, err
}
