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
// Boxes are sorted first; a feature is measured when its box is as near as the
// nearest feature measured so far. Stop early.
func (x *Index) Nearest(site *boundary.Boundary) iter.Seq2[boundary.Feature, float64] {
	return func(yield func(boundary.Feature, float64) bool) {
		if x.Len() == 0 || site.Empty() {
			return
		}
		box := site.Box()
		var measured byDistance
		stopped := false
		// next yields what is certainly nearer than all that is not measured yet.
		next := func(bound float64) bool {
			for !stopped && len(measured) > 0 && measured[0].distance < bound {
				m := heap.Pop(&measured).(measurement)
				stopped = !yield(m.entry.feature, m.distance)
			}
			return !stopped
		}
		x.tree.Nearby(
			func(low, high [2]float64, _ *entry, _ bool) float64 {
				return boundary.BoxDistance(box, boundary.Box{MinX: low[0], MinY: low[1], MaxX: high[0], MaxY: high[1]})
			},
			func(_, _ [2]float64, e *entry, bound float64) bool {
				if !next(bound) {
					return false
				}
				heap.Push(&measured, measurement{e, boundary.Distance(site, e.feature.Boundary, math.Inf(1))})
				return true
			},
		)
		next(math.Inf(1))
	}
}

type measurement struct {
	entry    *entry
	distance float64
}

// byDistance is a heap, nearest first.
type byDistance []measurement

func (h byDistance) Len() int { return len(h) }
func (h byDistance) Less(i, j int) bool {
	if h[i].distance != h[j].distance {
		return h[i].distance < h[j].distance
	}
	return h[i].entry.seq < h[j].entry.seq
}
func (h byDistance) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *byDistance) Push(m any)   { *h = append(*h, m.(measurement)) }
func (h *byDistance) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
