package plane

// A Size says how much room regions take in a slab.
type Size struct{ points, ends, boxes, runs int }

// Add adds the room for a region.
func (s *Size) Add(r *Region) {
	s.points += len(r.points)
	s.ends += len(r.ends)
	s.boxes += len(r.tree.boxes)
	s.runs += len(r.tree.runs)
}

// A Slab holds regions side by side, without slack.
type Slab struct {
	points []Point
	ends   []int32
	boxes  []smallBox
	runs   []run
}

// NewSlab returns a slab with room for regions of that size together.
func NewSlab(s Size) *Slab {
	return &Slab{
		points: make([]Point, 0, s.points), ends: make([]int32, 0, s.ends),
		boxes: make([]smallBox, 0, s.boxes), runs: make([]run, 0, s.runs),
	}
}

// Copy returns a region like r whose memory is in the slab.
func (s *Slab) Copy(r *Region) Region {
	c := *r
	c.points = Carve(&s.points, r.points)
	c.ends = Carve(&s.ends, r.ends)
	c.tree.boxes = Carve(&s.boxes, r.tree.boxes)
	c.tree.runs = Carve(&s.runs, r.tree.runs)
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
