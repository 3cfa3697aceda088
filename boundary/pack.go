package boundary

import "github.com/sanxian/sanxian/internal/plane"

// Pack returns the same boundaries as copies that lie together in memory in
// this order, without slack: an index of many small ones is smaller, and its
// searches miss the cache less. The copies share memory, which is freed when
// none of them is in use any more; large ones are returned as they are.
func Pack(boundaries []*Boundary) []*Boundary {
	const large = 1024 // vertices
	out := make([]*Boundary, len(boundaries))
	copy(out, boundaries)
	var small []int
	var regions []*plane.Region
	given := 0
	for i, b := range boundaries {
		if !b.Empty() && len(b.points) <= large {
			small = append(small, i)
			regions = append(regions, &b.region)
			given += len(b.points)
		}
	}
	var slab plane.Slab
	slab.Reserve(regions)
	points := make([]Point, 0, given)
	copies := make([]Boundary, len(small))
	for k, i := range small {
		b := boundaries[i]
		copies[k] = Boundary{region: slab.Copy(&b.region), points: plane.Carve(&points, b.points), rings: b.rings, frame: b.frame}
		out[i] = &copies[k]
	}
	return out
}
