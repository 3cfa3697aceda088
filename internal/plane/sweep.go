package plane

import "slices"

// A sweep goes over segments that meet in their ends only, from left to right,
// and finds for each the segment below it and the winding numbers on its right.
type sweep struct {
	segments []segment // sorted by p, then q
	below    []int32   // segment under the left end of each, −1 for none
	right    [][2]int32
	// The segments that the sweep line crosses, in order, as a treap: a search
	// tree by position whose nodes are heaps by a hash of their number.
	children [][2]int32
}

func newSweep(segments []segment) *sweep {
	n := len(segments)
	s := &sweep{segments, make([]int32, n), make([][2]int32, n), make([][2]int32, n)}
	s.run()
	return s
}

func (s *sweep) run() {
	// Vertices in order: ends of segments, each once.
	vertices := make([]Point, 0, 2*len(s.segments))
	for _, g := range s.segments {
		vertices = append(vertices, g.p, g.q)
	}
	slices.SortFunc(vertices, comparePoints)
	vertices = slices.Compact(vertices)

	root := int32(-1)
	first := 0
	var starting []int32
	for _, v := range vertices {
		lower, rest := s.split(root, v, true)
		_, upper := s.split(rest, v, false) // those between end in v
		starting = starting[:0]
		for ; first < len(s.segments) && s.segments[first].p == v; first++ {
			starting = append(starting, int32(first))
		}
		slices.SortFunc(starting, func(i, j int32) int { // from below counter-clockwise
			if o := orient(v, s.segments[i].q, s.segments[j].q); o > 0 {
				return -1
			}
			return 1
		})
		under := s.last(lower)
		middle := int32(-1)
		for _, i := range starting {
			s.below[i] = under
			if under >= 0 {
				s.right[i] = s.left(under)
			}
			s.children[i] = [2]int32{-1, -1}
			middle = s.join(middle, i)
			under = i
		}
		root = s.join(s.join(lower, middle), upper)
	}
}

// left returns the winding numbers on the left of a segment, above it.
func (s *sweep) left(i int32) [2]int32 {
	return [2]int32{s.right[i][0] + s.segments[i].turns[0], s.right[i][1] + s.segments[i].turns[1]}
}

// split parts a treap into the segments below v, and the rest; with ends in v
// counted as below unless strict.
func (s *sweep) split(root int32, v Point, strict bool) (lower, upper int32) {
	if root < 0 {
		return -1, -1
	}
	g := &s.segments[root]
	if o := orient(g.p, g.q, v); o > 0 || o == 0 && !strict {
		a, b := s.split(s.children[root][1], v, strict)
		s.children[root][1] = a
		return root, b
	}
	a, b := s.split(s.children[root][0], v, strict)
	s.children[root][0] = b
	return a, root
}

// join makes one treap of two, all of a below all of b.
func (s *sweep) join(a, b int32) int32 {
	switch {
	case a < 0:
		return b
	case b < 0:
		return a
	case priority(a) > priority(b):
		s.children[a][1] = s.join(s.children[a][1], b)
		return a
	}
	s.children[b][0] = s.join(a, s.children[b][0])
	return b
}

func (s *sweep) last(root int32) int32 {
	for root >= 0 && s.children[root][1] >= 0 {
		root = s.children[root][1]
	}
	return root
}

// priority is a hash that keeps the treap shallow, the same on every run.
func priority(i int32) uint32 {
	h := uint32(i) * 0x9E3779B1
	h ^= h >> 15
	h *= 0x85EBCA77
	return h ^ h>>13
}
