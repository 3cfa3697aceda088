package plane

import "slices"

// Depths returns for each ring how many other rings it lies in. Rings are given
// in any direction, without equal ones, closed or not; a ring that only partly
// overlaps another does not lie in it. Rings of fewer than three distinct
// points have depth 0.
//
// # Performance
//
// n log n; where rings do not meet in points only, and the pairs of rings whose
// boxes contain each other, which are compared.
func Depths(rings [][]Point) []int {
	depths := make([]int, len(rings))
	if len(rings) < 2 {
		return depths
	}
	var b ringList
	kept := make([]int, 0, len(rings)) // ring of all -> ring given
	for i, ring := range rings {
		if SignedArea(ring) < 0 {
			ring = Reversed(ring)
		}
		if b.add(ring) {
			kept = append(kept, i)
		}
	}
	all := b.region(nil)
	v := validation{r: &all, limit: 1}
	v.findMeetings()
	v.checkTouches()
	if len(v.problems) == 0 && all.depthsByWinding(&v, kept, depths) {
		return depths
	}
	all.depthsByArea(kept, depths)
	return depths
}

// depthsByWinding asks at one vertex of each ring that touches no other. It
// fails where a ring has none.
func (r *Region) depthsByWinding(v *validation, kept, depths []int) bool {
	for ring := range r.Rings() {
		at := r.untouched(ring, v)
		if at < 0 {
			return false
		}
		w := r.winding(r.points[at], tieForward)
		if r.insideAt(at, ring) {
			w-- // its own
		}
		depths[kept[ring]] = w
	}
	return true
}

// depthsByArea compares the rings whose boxes contain each other pair by pair: one
// lies in another if they share all of its area.
func (r *Region) depthsByArea(kept, depths []int) {
	single := make([]*Region, r.Rings())
	boxes := make([]Box, r.Rings())
	for i := range r.Rings() {
		single[i], _ = NewRegion([][]Point{r.Ring(i)})
		boxes[i] = single[i].box
	}
	h := newSpatialHierarchy(boxes)
	for i, a := range single {
		h.visit(a.box, func(j int) bool {
			if b := single[j]; i != j && b.box.Contains(a.box) && b.Area() > a.Area() && Overlap(a, b) >= a.Area() {
				depths[kept[i]]++
			}
			return true
		})
	}
}

// untouched returns the number of a vertex of a ring where no other edges meet
// it, −1 if there is none.
func (r *Region) untouched(ring int, v *validation) int32 {
	for i := r.start(ring); i < r.end(int(ring))-1; i++ {
		if _, touched := v.find(r.points[i]); !touched {
			return i
		}
	}
	return -1
}

// insideAt reports whether the point shifted by (ε, ε²) from a vertex is left
// of the vertex's own ring there.
func (r *Region) insideAt(vertex int32, ring int) bool {
	before := vertex - 1
	if vertex == r.start(ring) {
		before = r.end(int(ring)) - 2
	}
	return inSector(r.points[vertex], r.points[vertex+1], r.points[before])
}

// Shells returns for each ring the ring that is the shell of its polygon: itself
// for an even depth, else the ring one less deep that it lies in. Where rings
// cross, so that a hole lies in no shell, it is the hole itself.
func Shells(rings [][]Point, depths []int) []int {
	shells := make([]int, len(rings))
	boxes := make([]Box, len(rings))
	for i, ring := range rings {
		shells[i] = i
		boxes[i] = EmptyBox
		for _, p := range ring {
			boxes[i] = boxes[i].Add(p)
		}
	}
	if len(rings) < 2 {
		return shells
	}
	h := newSpatialHierarchy(boxes)
	for i := range rings {
		if depths[i]%2 == 0 {
			continue
		}
		var around []int
		h.visit(boxes[i], func(j int) bool {
			if depths[j] == depths[i]-1 && boxes[j].Contains(boxes[i]) {
				around = append(around, j)
			}
			return true
		})
		slices.Sort(around)
		if len(around) > 1 {
			around = slices.DeleteFunc(around, func(j int) bool { return !liesIn(rings[i], rings[j]) })
		}
		if len(around) > 0 {
			shells[i] = around[0]
		}
	}
	return shells
}

// liesIn reports whether a ring shares all of its area with another.
func liesIn(inner, outer []Point) bool {
	region := func(ring []Point) *Region {
		if SignedArea(ring) < 0 {
			ring = Reversed(ring)
		}
		r, err := NewRegion([][]Point{ring})
		if err != nil {
			return nil
		}
		return r
	}
	a := region(inner)
	return Overlap(a, region(outer)) >= a.Area()
}

// Reversed returns a ring in the other direction.
func Reversed(ring []Point) []Point {
	out := make([]Point, len(ring))
	for i, p := range ring {
		out[len(ring)-1-i] = p
	}
	return out
}
