package index

import (
	"container/heap"
	"iter"
	"math"

	"github.com/sanxian/sanxian/boundary"
)

// Nearest returns the features by their distance from the site in metres on
// the ellipsoid, nearest first, equally near ones in the order in which they
// were added; what overlaps or touches has distance 0.
//
// # Performance
//
// Nodes of the tree and features are taken by the distance of their boxes; a
// feature is measured when its box is as near as the nearest feature measured so
// far. Stop early.
func (x *Index) Nearest(site *boundary.Boundary) iter.Seq2[boundary.Feature, float64] {
	return func(yield func(boundary.Feature, float64) bool) {
		if x.Len() == 0 || site.Empty() {
			return
		}
		around := boxOf(region(site))
		var near nearness
		for i := range x.parts {
			p := &x.parts[i]
			near = append(near, place{part: p, level: len(p.tree.levels)})
		}
		for len(near) > 0 {
			n := heap.Pop(&near).(place)
			switch {
			case n.level > 0:
				near.open(n, around)
			case !n.measured:
				d := boundary.Distance(site, n.entry().feature.Boundary, math.Inf(1))
				heap.Push(&near, place{n.part, 0, n.number, true, d})
			case !yield(n.entry().feature, n.distance):
				return
			}
		}
	}
}

// A place is something at a distance: an entry, or a node of a part's tree. A
// node's number is that of its first child, on the level below.
type place struct {
	part     *part
	level    int
	number   int
	measured bool
	distance float64 // at least, until it is measured
}

func (p *place) entry() *entry { return &p.part.entries[p.number] }

// nearness is a heap, nearest first. Of equally near ones those come first that
// may still turn out to be earlier features.
type nearness []place

// open puts in what is below a node.
func (h *nearness) open(n place, around box) {
	t, level := &n.part.tree, n.level-1
	for i := n.number; i < min(n.number+fanout, len(t.levels[level])); i++ {
		d := around.apart(t.grid.box(t.levels[level][i]))
		switch {
		case level > 0:
			heap.Push(h, place{n.part, level, i * fanout, false, d})
		case n.part.has(int32(i)):
			heap.Push(h, place{n.part, 0, i, false, d})
		}
	}
}

func (h nearness) Len() int { return len(h) }
func (h nearness) Less(i, j int) bool {
	a, b := &h[i], &h[j]
	switch {
	case a.distance != b.distance:
		return a.distance < b.distance
	case a.measured && b.measured:
		return a.entry().seq < b.entry().seq
	}
	return !a.measured && b.measured
}
func (h nearness) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *nearness) Push(p any)   { *h = append(*h, p.(place)) }
func (h *nearness) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
