package boundary

import (
	"github.com/sanxian/sanxian/internal/plane"
)

// Pack returns the same boundaries as copies that lie together in memory in
// this order, without slack: an index of many small ones is smaller and its
// searches miss the cache less. They share their memory, which is freed when
// none of them is in use any more; large ones are returned as they are.
func Pack(boundaries []*Boundary) []*Boundary {
	const large = 1024 // vertices
	var size plane.Size
	points, numbers, n := 0, 0, 0
	for _, b := range boundaries {
		if !b.Empty() && len(b.points) <= large {
			size.Add(&b.region)
			points += len(b.points)
			numbers += len(b.ends) + len(b.polygons)
			n++
		}
	}
	slab := plane.NewSlab(size)
	all := make([]Boundary, 0, n)
	givenPoints := make([]Point, 0, points)
	givenNumbers := make([]int32, 0, numbers)
	out := make([]*Boundary, len(boundaries))
	for i, b := range boundaries {
		if b.Empty() || len(b.points) > large {
			out[i] = b
			continue
		}
		all = append(all, Boundary{
			region:   slab.Copy(&b.region),
			points:   plane.Carve(&givenPoints, b.points),
			ends:     plane.Carve(&givenNumbers, b.ends),
			polygons: plane.Carve(&givenNumbers, b.polygons),
			frame:    b.frame,
		})
		out[i] = &all[len(all)-1]
	}
	return out
}
