package plane

import (
	"fmt"
	"slices"
)

// A Problem is a place where rings do not bound a region: Edge[0] and Edge[1]
// are the numbers, ring and edge from 0, of the two edges that meet there; the
// second is −1, −1 where a ring as a whole is at fault.
type Problem struct {
	Kind  ProblemKind
	Edges [2]EdgeID
	At    Point // the nearest grid point
}

// An EdgeID is the edge after vertex Vertex of ring Ring, both from 0.
type EdgeID struct{ Ring, Vertex int }

// ProblemKind says what is wrong at a place.
type ProblemKind uint8

const (
	// Crossing: two edges cross, or rings cross each other in a vertex.
	Crossing ProblemKind = iota + 1
	// Coincident: two edges run along each other.
	Coincident
	// Misplaced: a ring lies where it cannot, such as a hole outside all shells, a
	// shell inside another, or a ring of the wrong direction.
	Misplaced
	// Unchecked: the boxes of more than DefaultPairs pairs of edges meet, so that
	// the rest was not looked at.
	Unchecked
	// SelfTouch: a ring comes to one point twice, which is no fault here.
	SelfTouch
)

func (p Problem) String() string {
	words := [...]string{Crossing: "crossing", Coincident: "coincident", Misplaced: "misplaced", Unchecked: "unchecked", SelfTouch: "self-touch"}
	return fmt.Sprintf("%s %v %v at %v", words[p.Kind], p.Edges[0], p.Edges[1], p.At)
}

// Validate returns places where the rings of r do not bound a region as
// NewRegion wants them, at most limit. None means that winding numbers are 0
// and 1 everywhere. Rings may touch themselves and others in points.
//
// # Performance
//
// n log n and the pairs of edges whose boxes meet, DefaultPairs at most.
func (r *Region) Validate(limit int) []Problem {
	problems, _ := r.Examine(limit)
	return problems
}

// Examine is Validate that also returns where rings touch themselves, which is
// no fault, in order of place.
func (r *Region) Examine(limit int) (problems, selfTouches []Problem) {
	if r.Empty() {
		return nil, nil
	}
	v := validation{r: r, limit: limit}
	v.findMeetings()
	v.checkTouches()
	v.checkNesting()
	return v.problems, v.selfTouches()
}

// Pinched reports whether rings of one polygon touch each other in a circle, so
// that its inside does not hang together: no fault here, but one for OGC. Each
// counter-clockwise ring begins a polygon. Rings must be valid.
func (r *Region) Pinched() bool {
	if r.Empty() {
		return false
	}
	v := validation{r: r, limit: 1}
	v.findMeetings()
	v.checkTouches()
	polygon := make([]int, r.Rings()) // of each ring
	for i, rings := range r.Polygons() {
		for _, ring := range rings {
			polygon[ring] = i
		}
	}
	// Rings that hang together so far, as a forest.
	parent := make([]int, r.Rings())
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			i = parent[i]
		}
		return i
	}
	for start := 0; start < len(v.touches); {
		rays, end := v.rays(start)
		first := map[int]int{} // polygon to its first ring here
		seen := map[int]bool{}
		for _, ray := range rays {
			ring := r.ringOf(ray.edge)
			if seen[ring] {
				continue
			}
			seen[ring] = true
			other, ok := first[polygon[ring]]
			if !ok {
				first[polygon[ring]] = ring
				continue
			}
			a, b := root(ring), root(other)
			if a == b {
				return true
			}
			parent[a] = b
		}
		start = end
	}
	return false
}

// selfTouches returns the points at which more than two edges of one ring meet.
func (v *validation) selfTouches() []Problem {
	var found []Problem
	for start := 0; start < len(v.touches); {
		rays, end := v.rays(start)
		seen := map[int]int32{} // ring to its first edge here
		for _, ray := range rays {
			ring := v.r.ringOf(ray.edge)
			if first, ok := seen[ring]; ok && ray.out {
				found = append(found, Problem{SelfTouch, [2]EdgeID{v.id(first), v.id(ray.edge)}, v.touches[start].at})
				break
			} else if !ok && ray.out {
				seen[ring] = ray.edge
			}
		}
		start = end
	}
	return found
}

type validation struct {
	r        *Region
	limit    int
	pairs    int
	problems []Problem
	touches  []touch
}

// A touch is an edge that ends in or passes through a point where edges that
// do not follow each other meet.
type touch struct {
	at   Point
	edge int32
}

func (v *validation) full() bool { return len(v.problems) >= v.limit }

func (v *validation) add(kind ProblemKind, i, j int32, at Point) {
	if v.full() {
		return
	}
	p := Problem{Kind: kind, Edges: [2]EdgeID{v.id(i), {-1, -1}}, At: at}
	if j >= 0 {
		p.Edges[1] = v.id(j)
	}
	v.problems = append(v.problems, p)
}

func (v *validation) id(edge int32) EdgeID {
	ring := v.r.ringOf(edge)
	return EdgeID{ring, int(edge - v.r.start(ring))}
}

// ringOf returns the ring that holds the edge after points[edge].
func (r *Region) ringOf(edge int32) int {
	if r.rings == nil {
		return 0
	}
	ring, _ := slices.BinarySearch(r.rings.ends, edge+1)
	return ring
}

// next returns the edge that follows in the ring.
func (r *Region) next(edge int32, ring int) int32 {
	if edge+2 == r.end(int(ring)) {
		return r.start(ring)
	}
	return edge + 1
}

func (v *validation) findMeetings() {
	r := v.r
	for ring := range r.Rings() {
		for i := r.start(ring); i < r.end(int(ring))-1 && !v.full(); i++ {
			next := r.next(i, ring)
			p, q := r.points[i], r.points[i+1]
			box := edgeBox(p, q)
			r.visit(box, func(l run) bool {
				for j := max(l.start, i+1); j < l.end; j++ {
					if s, t := r.points[j], r.points[j+1]; edgeBox(s, t).Meets(box) {
						v.pairs++
						following := j == next || r.next(j, int(l.ring)) == i
						v.meet(i, j, p, q, s, t, following)
					}
				}
				return !v.full() && v.pairs <= DefaultPairs
			})
			if v.pairs > DefaultPairs {
				v.problems = append(v.problems, Problem{Unchecked, [2]EdgeID{v.id(i), {-1, -1}}, p})
				return
			}
		}
	}
}

// meet looks at two edges whose boxes meet; following edges share a vertex.
func (v *validation) meet(i, j int32, p, q, s, t Point, following bool) {
	o1, o2 := orient(p, q, s), orient(p, q, t)
	if o1 > 0 && o2 > 0 || o1 < 0 && o2 < 0 {
		return
	}
	o3, o4 := orient(s, t, p), orient(s, t, q)
	if o3 > 0 && o4 > 0 || o3 < 0 && o4 < 0 {
		return
	}
	if o1 == 0 && o2 == 0 {
		// On one line: they share a point or a piece of it.
		share := edgeBox(p, q).Intersect(edgeBox(s, t))
		if share.MinX != share.MaxX || share.MinY != share.MaxY {
			v.add(Coincident, i, j, later(earlier(p, q), earlier(s, t)))
			return
		}
	}
	if o1 != 0 && o2 != 0 && o3 != 0 && o4 != 0 {
		v.add(Crossing, i, j, nearestCrossing(p, q, s, t))
		return
	}
	if following {
		return
	}
	at := s
	switch {
	case o1 == 0 && edgeBox(p, q).Meets(edgeBox(s, s)):
	case o2 == 0 && edgeBox(p, q).Meets(edgeBox(t, t)):
		at = t
	case o3 == 0 && edgeBox(s, t).Meets(edgeBox(p, p)):
		at = p
	default:
		at = q
	}
	v.touches = append(v.touches, touch{at, i}, touch{at, j})
}

// earlier and later return one of two points in the order of comparePoints.
func earlier(p, q Point) Point {
	if comparePoints(p, q) < 0 {
		return p
	}
	return q
}

func later(p, q Point) Point {
	if comparePoints(p, q) > 0 {
		return p
	}
	return q
}

// checkTouches looks at the edges around each point where rings touch: going
// round it, edges must lead in and out by turns, or two rings cross there.
func (v *validation) checkTouches() {
	slices.SortFunc(v.touches, func(a, b touch) int {
		if c := comparePoints(a.at, b.at); c != 0 {
			return c
		}
		return int(a.edge) - int(b.edge)
	})
	v.touches = slices.Compact(v.touches)
	for start := 0; start < len(v.touches); {
		rays, end := v.rays(start)
		for i := range rays {
			j := (i + 1) % len(rays)
			if rays[i].out == rays[j].out {
				v.add(Crossing, rays[i].edge, rays[j].edge, v.touches[start].at)
				break
			}
		}
		start = end
	}
}

// A ray is an edge seen from a vertex.
type ray struct {
	to   Point
	out  bool // the edge leads away from the vertex
	edge int32
}

// rays returns what leads to and from the point of a touch, counter-clockwise
// from the positive x axis, and where the touches of the next point begin.
func (v *validation) rays(start int) (rays []ray, end int) {
	at := v.touches[start].at
	for end = start; end < len(v.touches) && v.touches[end].at == at; end++ {
		rays = v.r.appendRays(rays, at, v.touches[end].edge)
	}
	slices.SortFunc(rays, func(a, b ray) int { return compareAngles(at, a.to, b.to) })
	return rays, end
}

func (r *Region) appendRays(rays []ray, at Point, edge int32) []ray {
	if p := r.points[edge]; p != at {
		rays = append(rays, ray{p, false, edge})
	}
	if q := r.points[edge+1]; q != at {
		rays = append(rays, ray{q, true, edge})
	}
	return rays
}

// checkNesting asks for the winding number next to one vertex of each ring;
// where edges meet only as checked above, it is then right all along the rings
// that hang together with it.
func (v *validation) checkNesting() {
	r := v.r
	for ring := range r.Rings() {
		at := r.start(ring)
		p := r.points[at]
		inside := r.insideAt(at, ring)
		if i, touched := v.find(p); touched {
			// Clockwise from the direction (ε, ε²) the next edge leads away if the
			// inside is there: the one along the x axis, or else the last.
			rays, _ := v.rays(i)
			next := rays[len(rays)-1]
			if first := rays[0].to; first.Y == p.Y && first.X > p.X {
				next = rays[0]
			}
			inside = next.out
		}
		want := 0
		if inside {
			want = 1
		}
		if r.winding(p, tieForward) != want {
			v.add(Misplaced, at, -1, p)
		}
	}
}

// find returns the first touch at a point.
func (v *validation) find(p Point) (first int, found bool) {
	return slices.BinarySearchFunc(v.touches, p, func(t touch, p Point) int { return comparePoints(t.at, p) })
}

// inSector reports whether the direction (ε, ε²) from p lies in the sector
// that opens counter-clockwise from p→from to p→to.
func inSector(p, from, to Point) bool {
	// The direction is just above the positive x axis: angle 0+.
	f, t := half(p, from), half(p, to)
	afterFrom := f == 0 && from.Y == p.Y && from.X > p.X // at or before 0+
	afterTo := t == 0 && to.Y == p.Y && to.X > p.X
	// Turning from 0+, which comes first: to means inside, from means outside.
	switch {
	case afterFrom && afterTo:
		return false
	case afterFrom:
		return true
	case afterTo:
		return false
	}
	return compareAngles(p, to, from) < 0
}

// half returns 0 for directions with angle in [0, π), 1 for the others.
func half(o, p Point) int {
	if p.Y > o.Y || p.Y == o.Y && p.X > o.X {
		return 0
	}
	return 1
}

// compareAngles orders directions from o counter-clockwise from the positive
// x axis, exactly.
func compareAngles(o, p, q Point) int {
	if d := half(o, p) - half(o, q); d != 0 {
		return d
	}
	switch d := orient(o, p, q); {
	case d > 0:
		return -1
	case d < 0:
		return 1
	}
	return 0
}
