package index

import (
	"container/heap"
	"iter"
	"math"
	"slices"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/ground"
)

// Nearest returns the features by their distance from the site in metres on the
// ellipsoid, nearest first, equally near ones in the order in which they were
// added; what overlaps or touches has distance 0. They are those of the set when
// it is called.
//
// # Performance
//
// A feature is measured when its box is as near as the nearest feature measured so
// far. Stop early. What is removed while a caller goes through the answer stays in
// memory until he has done.
func (l *Live) Nearest(site *boundary.Boundary) iter.Seq2[boundary.Feature, float64] {
	if site.Empty() {
		return func(func(boundary.Feature, float64) bool) {}
	}
	start := approach{live: l}
	start.from(site)
	l.mu.RLock()
	start.until, start.last = l.next, l.last
	start.fetch(firstFetched)
	l.mu.RUnlock()
	start.end()
	return func(yield func(boundary.Feature, float64) bool) {
		a := start
		a.near, a.seen = slices.Clone(start.near), nil
		a.from(site)
		defer a.end()
		for {
			if len(a.near) == 0 || a.near[0].distance >= a.complete {
				if math.IsInf(a.complete, 1) {
					return
				}
				a.fetchMore(start.near)
				continue
			}
			switch n := heap.Pop(&a.near).(far); {
			case !n.measured:
				heap.Push(&a.near, far{n.living, a.site.Distance(region(n.feature.Boundary), math.Inf(1)), true})
			case !yield(n.feature, n.distance):
				return
			}
		}
	}
}

// firstFetched is how many features are taken out of the tree at first; each time
// after that it is twice as many.
const firstFetched = 16

// An approach goes through the features of a state by their distance from a site.
// It takes them out of the tree as they are needed, by the distance of their boxes.
// A tree that has changed meanwhile still tells the state: features that came later
// have later numbers, and those that were removed hang one behind the other on the
// last that was gone at the time. (Copying the tree would make every edit after that
// ten times as slow: its copies of nodes count as shared for ever.)
type approach struct {
	live     *Live
	site     *ground.Site
	until    int     // sequence number of what came later
	last     *living // that was gone
	near     nearby
	complete float64 // metres: what is not in near nor was is at least so far away
	seen     map[*living]bool
	fetched  int
}

// fetchMore adds the next features of the state, beyond the first.
func (a *approach) fetchMore(first nearby) {
	if a.seen == nil {
		a.seen = map[*living]bool{}
		for _, n := range first {
			a.seen[n.living] = true
		}
	}
	a.live.mu.RLock()
	defer a.live.mu.RUnlock()
	for e := a.last.gone; e != nil; e = e.gone {
		if e.seq < a.until && !a.seen[e] {
			a.seen[e] = true
			heap.Push(&a.near, far{e, a.site.Bound(e.box().corners()), false})
		}
		a.last = e
	}
	a.fetch(2 * a.fetched)
}

// fetch adds so many features that are in the tree. The set is locked for reading.
func (a *approach) fetch(most int) {
	a.fetched, a.complete = most, math.Inf(1)
	bound := func(low, high [2]float64, _ *living, _ bool) float64 {
		return a.site.Bound([4]float64{low[0], low[1], high[0], high[1]})
	}
	a.live.tree.Nearby(bound, func(_, _ [2]float64, e *living, atLeast float64) bool {
		if e.seq >= a.until || a.seen[e] {
			return true
		}
		if most--; most < 0 { // what is left in the tree is no nearer
			a.complete = atLeast
			return false
		}
		if a.seen != nil {
			a.seen[e] = true
		}
		heap.Push(&a.near, far{e, atLeast, false})
		return true
	})
}

// grounds keep the memory of a site for another one.
var grounds = sync.Pool{New: func() any { return new(ground.Site) }}

// from begins to measure from a site, until end.
func (a *approach) from(site *boundary.Boundary) {
	a.site = grounds.Get().(*ground.Site)
	a.site.Set(region(site))
}

func (a *approach) end() {
	a.site.Reset()
	grounds.Put(a.site)
	a.site = nil
}

// far is a feature at a distance in metres: at least, until it is measured.
type far struct {
	*living
	distance float64
	measured bool
}

// nearby is a heap as nearness is: nearest first, of equally near ones those that
// may still turn out to be earlier features.
type nearby []far

func (h nearby) Len() int { return len(h) }
func (h nearby) Less(i, j int) bool {
	a, b := &h[i], &h[j]
	switch {
	case a.distance != b.distance:
		return a.distance < b.distance
	case a.measured && b.measured:
		return a.seq < b.seq
	}
	return !a.measured && b.measured
}
func (h nearby) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *nearby) Push(x any)   { *h = append(*h, x.(far)) }
func (h *nearby) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
