package plane

import (
	"fmt"
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
	ends   []int32 // ring i is points[ends[i-1]:ends[i]]
	area2  int128  // twice the area
}

// NewRegion makes a region from rings whose winding numbers are 0 outside and 1
// inside: shells counter-clockwise, holes clockwise, no ring crossing itself or
// another; [Validate] tells. Rings are given without or with a repeated last
// point; consecutive equal points are dropped, and rings that are left with
// fewer than three points are too. A coordinate out of range is an error.
func NewRegion(rings [][]Point) (*Region, error) {
	n := 0
	for _, ring := range rings {
		n += len(ring) + 1
	}
	r := &Region{points: make([]Point, 0, n), box: EmptyBox}
	for i, ring := range rings {
		for j, p := range ring {
			if p.X > MaxCoordinate || p.X < -MaxCoordinate || p.Y > MaxCoordinate || p.Y < -MaxCoordinate {
				return nil, fmt.Errorf("plane: ring %d, vertex %d: coordinate beyond ±2^49", i+1, j+1)
			}
		}
		r.addRing(ring)
	}
	r.finish()
	return r, nil
}

func (r *Region) addRing(ring []Point) {
	start := len(r.points)
	for _, p := range ring {
		if k := len(r.points); k == start || r.points[k-1] != p {
			r.points = append(r.points, p)
		}
	}
	for k := len(r.points); k > start+1 && r.points[k-1] == r.points[start]; k-- {
		r.points = r.points[:k-1]
	}
	if len(r.points)-start < 3 {
		r.points = r.points[:start]
		return
	}
	r.points = append(r.points, r.points[start])
	r.ends = append(r.ends, int32(len(r.points)))
}

// finish computes what is derived from the points.
func (r *Region) finish() {
	for i := range r.ends {
		ring := r.Ring(i)
		for j, p := range ring[1:] {
			r.box = r.box.Add(p)
			r.area2 = r.area2.add(cross(ring[0], ring[j], p))
		}
	}
	r.buildTree()
}

// Empty reports whether the region has no rings.
func (r *Region) Empty() bool { return r == nil || len(r.ends) == 0 }

// Rings returns the number of rings.
func (r *Region) Rings() int { return len(r.ends) }

// Vertices returns the number of vertices, which is the number of edges.
func (r *Region) Vertices() int { return len(r.points) - len(r.ends) }

// Ring returns ring i, closed. It must not be changed.
func (r *Region) Ring(i int) []Point { return r.points[r.start(i):r.ends[i]] }

func (r *Region) start(i int) int32 {
	if i == 0 {
		return 0
	}
	return r.ends[i-1]
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
