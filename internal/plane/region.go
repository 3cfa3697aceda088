package plane

import (
	"fmt"
	"slices"
)

// A Region is an immutable set of points of the plane, bounded by rings: what
// has winding number one. It is prepared for overlap once, when it is made, and
// safe for concurrent use. Nil and the zero value are empty regions.
//
// A region takes 16 bytes a vertex for the points and 1.2 for a tree of boxes
// over runs of edges, 2.7 if it has several rings.
type Region struct {
	box    Box
	points []Point // ring after ring, each closed: its last point repeats the first
	tree   tree
	rings  *rings // nil where there is one ring, or none
	area2  int128 // twice the area
}

// rings says where each of several rings ends, and which runs of edges they
// are cut into.
type rings struct {
	ends []int32 // ring i is points[ends[i-1]:ends[i]]
	runs []run
}

// NewRegion makes a region from rings whose winding numbers are 0 outside and 1
// inside: shells counter-clockwise, holes clockwise, no ring crossing itself or
// another; [Region.Validate] tells. Rings are given without or with a repeated last
// point; consecutive equal points are dropped, and rings that are left with
// fewer than three points are too. A coordinate out of range is an error.
func NewRegion(rings [][]Point) (*Region, error) {
	n := 0
	for _, ring := range rings {
		n += len(ring) + 1
	}
	b := ringList{points: make([]Point, 0, n)}
	for i, ring := range rings {
		for j, p := range ring {
			if p.X > MaxCoordinate || p.X < -MaxCoordinate || p.Y > MaxCoordinate || p.Y < -MaxCoordinate {
				return nil, fmt.Errorf("plane: ring %d, vertex %d: coordinate beyond ±2^49", i+1, j+1)
			}
		}
		b.add(ring)
	}
	r := b.region(nil)
	return &r, nil
}

// A ringList gathers the rings of a region.
type ringList struct {
	points []Point
	ends   []int32
}

// add adds a ring and reports whether it has any points left.
func (b *ringList) add(ring []Point) bool {
	start := len(b.points)
	for _, p := range ring {
		if k := len(b.points); k == start || b.points[k-1] != p {
			b.points = append(b.points, p)
		}
	}
	for k := len(b.points); k > start+1 && b.points[k-1] == b.points[start]; k-- {
		b.points = b.points[:k-1]
	}
	if len(b.points)-start < 3 {
		b.points = b.points[:start]
		return false
	}
	b.points = append(b.points, b.points[start])
	b.ends = append(b.ends, int32(len(b.points)))
	return true
}

// region returns the region of the rings, with all that is derived from them.
func (b *ringList) region(a *Arena) Region {
	r := Region{box: EmptyBox, points: b.points}
	if len(b.ends) > 1 {
		r.rings = &rings{ends: slices.Clone(b.ends)}
	}
	for i := range r.Rings() {
		ring := r.Ring(i)
		for j, p := range ring[1:] {
			r.box = r.box.Add(p)
			r.area2 = r.area2.add(cross(ring[0], ring[j], p))
		}
	}
	r.layTree(a)
	r.fillTree()
	return r
}

// Empty reports whether the region has no rings.
func (r *Region) Empty() bool { return r == nil || len(r.points) == 0 }

// Rings returns the number of rings.
func (r *Region) Rings() int {
	switch {
	case r.rings != nil:
		return len(r.rings.ends)
	case len(r.points) == 0:
		return 0
	}
	return 1
}

// Vertices returns the number of vertices, which is the number of edges.
func (r *Region) Vertices() int { return len(r.points) - r.Rings() }

// Ring returns ring i, closed. It must not be changed.
func (r *Region) Ring(i int) []Point { return r.points[r.start(i):r.end(i)] }

func (r *Region) start(i int) int32 {
	if i == 0 {
		return 0
	}
	return r.rings.ends[i-1]
}

func (r *Region) end(i int) int32 {
	if r.rings == nil {
		return int32(len(r.points))
	}
	return r.rings.ends[i]
}

// Box returns the smallest box around the region.
func (r *Region) Box() Box {
	if r.Empty() {
		return EmptyBox
	}
	return r.box
}

// Area returns the area in square units, rounded once.
func (r *Region) Area() float64 {
	if r.Empty() {
		return 0
	}
	return r.area2.float() / 2
}

// RingArea returns the signed area of ring i: positive if it runs
// counter-clockwise.
func (r *Region) RingArea(i int) float64 { return SignedArea(r.Ring(i)) }

// SignedArea returns the area enclosed by a ring in square units, positive if
// it runs counter-clockwise. The last point may repeat the first.
func SignedArea(ring []Point) float64 {
	var sum int128
	for i := range ring {
		sum = sum.add(cross(ring[0], ring[i], ring[(i+1)%len(ring)]))
	}
	return sum.float() / 2
}
