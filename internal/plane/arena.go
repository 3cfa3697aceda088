package plane

// An Arena holds the points and boxes of many regions side by side in memory,
// without slack. The zero value is empty. It is not safe for concurrent use.
type Arena struct {
	points []Point    // what is left of a piece of memory
	boxes  []smallBox // likewise
	ends   []int32    // scratch
}

// Copy returns a region like r that lies in the arena.
func (a *Arena) Copy(r *Region) Region {
	c := *r
	c.points = Take(&a.points, len(r.points))
	copy(c.points, r.points)
	c.tree.boxes = Take(&a.boxes, len(r.tree.boxes))
	copy(c.tree.boxes, r.tree.boxes)
	return c
}

// newBoxes returns n boxes; without an arena they lie on their own.
func (a *Arena) newBoxes(n int) []smallBox {
	if a == nil {
		return make([]smallBox, n)
	}
	return Take(&a.boxes, n)
}

// Take cuts n values off the front of a piece of memory, a new one if that has
// not as many left.
func Take[T any](piece *[]T, n int) []T {
	const size = 4096
	if n > len(*piece) {
		if n > size/4 {
			return make([]T, n)
		}
		*piece = make([]T, size)
	}
	part := (*piece)[:n:n]
	*piece = (*piece)[n:]
	return part
}
