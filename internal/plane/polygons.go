package plane

import "context"

// FromPolygons reads polygons as they come: even-odd inside one ring, a polygon
// as its first ring less the others, polygons united. Rings run either way.
//
// # Performance
//
// n log n where the rings bound a region already; else as Overlay.
func FromPolygons(ctx context.Context, polygons [][][]Point) (*Region, error) {
	var rings [][]Point
	for _, p := range polygons {
		for i, ring := range p {
			if (SignedArea(ring) > 0) != (i == 0) {
				ring = Reversed(ring)
			}
			rings = append(rings, ring)
		}
	}
	r, err := NewRegion(rings)
	if err != nil || len(r.Validate(1)) == 0 {
		return r, err
	}
	var parts []*Region
	for _, p := range polygons {
		var shell *Region
		var holes []*Region
		for i, ring := range p {
			r, _, err := EvenOdd(ctx, ring, 0)
			if err != nil {
				return nil, err
			}
			if i == 0 {
				shell = r
			} else {
				holes = append(holes, r)
			}
		}
		hole, err := Cover(ctx, holes, 1, nil, 0)
		if err != nil {
			return nil, err
		}
		if shell, err = Overlay(ctx, Difference, shell, hole, 0); err != nil {
			return nil, err
		}
		parts = append(parts, shell)
	}
	return Cover(ctx, parts, 1, nil, 0)
}
