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
func UnsuppliedLand(ctx context.Context, approved, supplied []*boundary.Boundary) (*boundary.Boundary, Hectares, error) {
	return without(ctx, approved, supplied)
}

// IllegalLand returns new illegal use as land: the changes that were found, less
// what was approved, as UnsuppliedLand subtracts.
func IllegalLand(ctx context.Context, changes, approved []*boundary.Boundary) (*boundary.Boundary, Hectares, error) {
	return without(ctx, changes, approved)
}

func without(ctx context.Context, land, less []*boundary.Boundary) (*boundary.Boundary, Hectares, error) {
	left, err := boundary.Cover(ctx, land, 1, nil)
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
	area, err := FromArea(left.Area())
	return left, area, err
}

// A RegionArea is what of some land lies in a region.
type RegionArea struct {
	Region string // id of the region's feature
	Area   Hectares
}

// ByRegion parts land among regions that share no area, in their order: one
// entry of the ledger each, and each rounded once, to the square metre. Regions
// with less than half of one are left out. Outside is the land in none of them.
func ByRegion(land *boundary.Boundary, regions []boundary.Feature) (parts []RegionArea, outside Hectares, err error) {
	rest := land.Area()
	for _, r := range regions {
		in := boundary.OverlapArea(land, r.Boundary)
		rest -= in
		area, err := FromArea(in)
		if err != nil {
			return nil, 0, err
		}
		if area > 0 {
			parts = append(parts, RegionArea{r.ID, area})
		}
	}
	outside, err = FromArea(max(rest, 0))
	return parts, outside, err
}
