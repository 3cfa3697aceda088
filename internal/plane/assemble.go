package plane

import "slices"

// assemble makes a region of the segments that part what is inside from what is
// not. Its rings are simple: they touch themselves nowhere and others in
// vertices only; each shell, counter-clockwise, is followed by its holes,
// clockwise; and the inside of each polygon hangs together.
func assemble(s *sweep, inside func(a, b int32) bool) *Region {
	b := &builder{sweep: s, edge: make([]int8, len(s.segments))}
	for i := range s.segments {
		l, r := s.left(int32(i)), s.right[i]
		inL, inR := inside(l[0], l[1]), inside(r[0], r[1])
		switch {
		case inL && !inR:
			b.edge[i] = 1
		case !inL && inR:
			b.edge[i] = -1
		}
	}
	b.trace()
	return b.region()
}

type builder struct {
	*sweep
	edge []int8 // 1: bounds the inside on its left; −1: on its right; 0: no boundary
	// Boundary edges leaving each vertex, sorted by vertex, then angle.
	spokes []spoke
	rings  []tracedRing
	ringOf []int32 // of each segment
}

// A spoke is a boundary edge seen from one of its ends.
type spoke struct {
	at, to  Point
	segment int32
	out     bool // the boundary runs outwards here
	used    bool
}

type tracedRing struct {
	points  []Point
	segment int32 // the lowest at its leftmost vertex
	shell   bool
}

func (b *builder) trace() {
	for i, e := range b.edge {
		if e != 0 {
			g := &b.segments[i]
			b.spokes = append(b.spokes,
				spoke{at: g.p, to: g.q, segment: int32(i), out: e > 0},
				spoke{at: g.q, to: g.p, segment: int32(i), out: e < 0})
		}
	}
	slices.SortFunc(b.spokes, func(x, y spoke) int {
		if c := comparePoints(x.at, y.at); c != 0 {
			return c
		}
		return compareAngles(x.at, x.to, y.to)
	})
	b.ringOf = make([]int32, len(b.segments))
	for i := range b.spokes {
		if b.spokes[i].out && !b.spokes[i].used {
			b.follow(i)
		}
	}
}

// follow walks along one boundary of a face, the inside on the left, and cuts
// the walk into rings wherever it comes to a vertex again.
func (b *builder) follow(start int) {
	var path []int // spokes on the way
	position := map[Point]int{}
	for k := start; !b.spokes[k].used; {
		sp := &b.spokes[k]
		if from, ok := position[sp.at]; ok {
			for _, j := range path[from:] {
				delete(position, b.spokes[j].at)
			}
			b.addRing(path[from:])
			path = path[:from]
		}
		position[sp.at] = len(path)
		path = append(path, k)
		sp.used = true
		k = b.turn(sp)
	}
	b.addRing(path)
}

// turn returns the spoke by which the walk goes on after it has come along sp:
// the next clockwise from the one it came by, so that the walk stays on one
// face.
func (b *builder) turn(sp *spoke) int {
	from, _ := slices.BinarySearchFunc(b.spokes, sp.to, func(x spoke, p Point) int { return comparePoints(x.at, p) })
	to := from
	back := -1
	for ; to < len(b.spokes) && b.spokes[to].at == sp.to; to++ {
		if b.spokes[to].segment == sp.segment {
			back = to
		}
	}
	if back == from {
		return to - 1
	}
	return back - 1
}

func (b *builder) addRing(path []int) {
	r := tracedRing{points: make([]Point, len(path)), segment: -1}
	number := int32(len(b.rings))
	least := 0
	for i, k := range path {
		r.points[i] = b.spokes[k].at
		b.ringOf[b.spokes[k].segment] = number
		if comparePoints(r.points[i], r.points[least]) < 0 {
			least = i
		}
	}
	// Of the two segments at the leftmost vertex the lower one is the one whose
	// left side is between them.
	n := len(path)
	in, out := b.spokes[path[(least+n-1)%n]].segment, b.spokes[path[least]].segment
	r.shell = orient(r.points[(least+n-1)%n], r.points[least], r.points[(least+1)%n]) > 0
	r.segment = in
	if r.shell {
		r.segment = out
	}
	b.rings = append(b.rings, r)
}

// region puts the holes behind their shells.
func (b *builder) region() *Region {
	holes := make([][]int, len(b.rings))
	for i := range b.rings {
		if !b.rings[i].shell {
			if s := b.shellOf(i); s >= 0 {
				holes[s] = append(holes[s], i)
			}
		}
	}
	var out ringList
	for i, r := range b.rings {
		if r.shell {
			out.add(r.points)
			for _, h := range holes[i] {
				out.add(b.rings[h].points)
			}
		}
	}
	r := out.region(nil)
	return &r
}

// shellOf returns the shell of a hole: that of the boundary edge below its
// leftmost vertex, which belongs to the shell itself or to another hole in it.
// Segments in between that are no boundary have the same face on both sides.
func (b *builder) shellOf(ring int) int {
	for range b.rings {
		s := b.below[b.rings[ring].segment]
		for s >= 0 && b.edge[s] == 0 {
			s = b.below[s]
		}
		if s < 0 {
			return -1
		}
		ring = int(b.ringOf[s])
		if b.rings[ring].shell {
			return ring
		}
	}
	return -1
}
