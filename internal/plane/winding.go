package plane

// A tie says which way a point is shifted from where it is written.
type tie bool

const (
	tieForward  tie = true  // by (ε, ε²): a point of the second region, asked of the first
	tieBackward tie = false // by (−ε, −ε²): a point of the first region, asked of the second
)

// above reports whether y lies above the shifted point p.
func (t tie) above(y int64, p Point) bool { return y > p.Y || t == tieBackward && y == p.Y }

// winding returns the winding number of the region's rings about the shifted
// point p. It looks along the ray to the right of p; a node of the tree that
// lies wholly right of p counts by its ends alone, so the cost is logarithmic
// but for the edges near the ray's start.
func (r *Region) winding(p Point, t tie) int {
	if r.Empty() || p.X > r.box.MaxX || p.X < r.box.MinX || p.Y > r.box.MaxY || p.Y < r.box.MinY {
		return 0
	}
	root := r.tree.root()
	if root.level == 0 {
		return r.windingRun(0, int32(len(r.points)-1), p, t)
	}
	return r.windingBelow(root, r.small(edgeBox(p, p)), p, t)
}

// windingBelow adds up what is below a node; at is the cell of p.
func (r *Region) windingBelow(n node, at smallBox, p Point, t tie) int {
	w := 0
	boxes, first := r.tree.children(n)
	for k := range boxes {
		b := &boxes[k]
		if b.maxX < at.minX || b.maxY < at.minY || b.minY > at.minY {
			continue
		}
		below := node{n.level - 1, first + k}
		switch {
		case b.minX > at.minX:
			// From the first point to the end of its ring, whole rings, and from the
			// start of the last ring to the last point: only the ends matter.
			first, last := r.span(below)
			w += r.rise(first.start, r.start(int(first.ring)), p, t)
			w += r.rise(r.start(int(last.ring)), last.end, p, t)
		case below.level == 0:
			l := r.run(below.i)
			w += r.windingRun(l.start, l.end, p, t)
		default:
			w += r.windingBelow(below, at, p, t)
		}
	}
	return w
}

// rise returns how often a path from point i to point j passes the height of p
// upwards, less how often downwards.
func (r *Region) rise(i, j int32, p Point, t tie) int {
	w := 0
	if t.above(r.points[j].Y, p) {
		w++
	}
	if t.above(r.points[i].Y, p) {
		w--
	}
	return w
}

func (r *Region) windingRun(start, end int32, p Point, t tie) int {
	w := 0
	q := r.points[start]
	below := !t.above(q.Y, p)
	for _, next := range r.points[start+1 : end+1] {
		nextBelow := !t.above(next.Y, p)
		if below != nextBelow {
			o := orient(q, next, p)
			left := o > 0
			if o == 0 { // p is shifted off the edge, to the right if forward
				left = below == (t == tieBackward)
			}
			if below && left {
				w++
			} else if !below && !left {
				w--
			}
		}
		q, below = next, nextBelow
	}
	return w
}

// Locate says where a point lies: +1 inside, 0 on the boundary, −1 outside.
func (r *Region) Locate(p Point) int {
	if r.Empty() || !r.box.Meets(edgeBox(p, p)) {
		return -1
	}
	on := !r.visit(edgeBox(p, p), func(l run) bool {
		for i := l.start; i < l.end; i++ {
			q, s := r.points[i], r.points[i+1]
			if edgeBox(q, s).Meets(edgeBox(p, p)) && orient(q, s, p) == 0 {
				return false
			}
		}
		return true
	})
	switch {
	case on:
		return 0
	case r.winding(p, tieForward) > 0:
		return 1
	}
	return -1
}

// LocateBox says where a box lies: +1 inside, −1 outside, 0 if the box of an edge
// meets it.
func (r *Region) LocateBox(b Box) int {
	if r.Empty() || !r.box.Meets(b) {
		return -1
	}
	far := r.visit(b, func(l run) bool {
		for i := l.start; i < l.end; i++ {
			if edgeBox(r.points[i], r.points[i+1]).Meets(b) {
				return false
			}
		}
		return true
	})
	switch {
	case !far:
		return 0
	case r.winding(Point{b.MinX, b.MinY}, tieForward) > 0:
		return 1
	}
	return -1
}

// MeetsBox reports whether the region and a box share a point. It errs to the
// side of true where an edge's box meets the box and the edge does not.
func (r *Region) MeetsBox(b Box) bool { return r.LocateBox(b) >= 0 }
