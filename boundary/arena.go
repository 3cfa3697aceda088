package boundary

import "github.com/sanxian/sanxian/internal/plane"

// An Arena holds many boundaries side by side in memory, without slack: an index
// of many small ones is smaller, and its searches miss the cache less. Memory is
// freed in pieces of some hundred boundaries, each when none of them is in use
// any more. The zero value is empty. An Arena is not safe for concurrent use;
// boundaries in it are.
type Arena struct {
	plane      plane.Arena
	points     []Point
	boundaries []Boundary
	scratch    rings
}

// Copy returns the same boundary as it lies in an arena: b itself if it lies in
// one already, or is a result, whose vertices may not be traced yet.
func (a *Arena) Copy(b *Boundary) *Boundary {
	if b.Empty() || b.placed || b.result != nil {
		return b
	}
	c := a.boundary()
	*c = *b
	c.placed = true
	c.region = a.plane.Copy(&b.region)
	c.points = plane.Take(&a.points, len(b.points))
	copy(c.points, b.points)
	return c
}

func (a *Arena) boundary() *Boundary {
	if len(a.boundaries) == 0 {
		a.boundaries = make([]Boundary, 256)
	}
	b := &a.boundaries[0]
	a.boundaries = a.boundaries[1:]
	return b
}
