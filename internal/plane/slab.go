package plane

// A Slab holds regions side by side in memory, without slack.
type Slab struct {
	points []Point
	boxes  []smallBox
}

// Reserve makes room for copies of these regions, which come next.
func (s *Slab) Reserve(regions []*Region) {
	points, boxes := 0, 0
	for _, r := range regions {
		points += len(r.points)
		boxes += len(r.tree.boxes)
	}
	s.points, s.boxes = make([]Point, 0, points), make([]smallBox, 0, boxes)
}

// Copy returns a region like r whose points and boxes are in the slab.
func (s *Slab) Copy(r *Region) Region {
	c := *r
	c.points = Carve(&s.points, r.points)
	c.tree.boxes = Carve(&s.boxes, r.tree.boxes)
	return c
}

// Carve appends some values to a slab and returns them there; nil stays nil.
func Carve[T any](slab *[]T, some []T) []T {
	if some == nil {
		return nil
	}
	n := len(*slab)
	*slab = append(*slab, some...)
	return (*slab)[n:len(*slab):len(*slab)]
}
