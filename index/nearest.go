package index

import (
	"iter"
	"math"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/ground"
	"github.com/sanxian/sanxian/internal/plane"
)

// Nearest returns the features by their distance from the site in metres on
// the ellipsoid, nearest first, equally near ones in the order in which they
// were added; what overlaps or touches has distance 0.
//
// # Performance
//
// Nodes of the tree and features are taken by the distance of their boxes; a
// feature is measured when its box is as near as the nearest feature measured so
// far, and no farther than that. Stop early. Sites that lie near each other are
// best asked for one after the other: what was nearest to the last is tried first.
func (x *Index) Nearest(site *boundary.Boundary) iter.Seq2[boundary.Feature, float64] {
	return x.NearestWithin(site, math.Inf(1))
}

// NearestWithin is Nearest of the features that are nearer than a limit in metres: the
// less that is, the less is searched.
func (x *Index) NearestWithin(site *boundary.Boundary, metres float64) iter.Seq2[boundary.Feature, float64] {
	return func(yield func(boundary.Feature, float64) bool) {
		if x.Len() == 0 || site.Empty() {
			return
		}
		s := seekers.Get().(*seeker)
		defer func() {
			s.site.Reset()
			seekers.Put(s)
		}()
		s.start(x, site, metres)
		for {
			n, ok := s.next()
			if !ok || !yield(n.entry().feature, n.distance) {
				return
			}
		}
	}
}

// A seeker looks for what is nearest to a site. It remembers what was nearest to the
// sites before.
type seeker struct {
	site  ground.Site
	near  nearness
	later []place // farther than the nearest
	limit float64 // features that are not nearer do not count
	most  float64 // the nearest is no farther than that
	found bool    // the nearest has been returned
	best  hint    // what may be the nearest, of the features measured so far
	hints [4]hint // of the last segments, by turns
	turn  int
}

// A hint is the edge of an entry that was nearest to a site: the next site, if it is a
// neighbour, has nothing farther away than that.
type hint struct {
	segment *segment
	number  int32
	edge    [2]plane.Point
}

var seekers = sync.Pool{New: func() any { return new(seeker) }}

// start begins to look around a site.
func (s *seeker) start(x *Index, site *boundary.Boundary, limit float64) {
	s.site.Set(region(site))
	s.near, s.later = s.near[:0], s.later[:0]
	s.limit, s.most, s.found, s.best = limit, limit, false, hint{}
	for i := range x.parts {
		p := &x.parts[i]
		for j := range s.hints {
			if h := &s.hints[j]; h.segment == p.segment && p.has(h.number) {
				s.most = min(s.most, s.site.AtMost(h.edge))
			}
		}
		s.near.push(place{part: p, level: len(p.tree.levels)})
	}
}

// remember keeps a hint for the next site.
func (s *seeker) remember(h hint) {
	for j := range s.hints {
		if s.hints[j].segment == h.segment {
			s.hints[j] = h
			return
		}
	}
	s.hints[s.turn] = h
	s.turn = (s.turn + 1) % len(s.hints)
}

// next returns the nearest of the features that it has not returned.
func (s *seeker) next() (n place, ok bool) {
	if s.found { // now anything counts
		for s.most = s.limit; len(s.later) > 0; s.later = s.later[:len(s.later)-1] {
			s.near.push(s.later[len(s.later)-1])
		}
	}
	for len(s.near) > 0 {
		n := s.near.pop()
		switch {
		case n.level > 0:
			s.open(n)
		case n.state != measured:
			s.add(s.measured(n))
		default:
			if !s.found && s.best.segment != nil {
				s.remember(s.best)
			}
			s.found = true
			return n, true
		}
	}
	return place{}, false
}

// open adds what is below a node.
func (s *seeker) open(n place) {
	t, level := &n.part.tree, n.level-1
	for i := n.number; i < min(n.number+fanout, int32(len(t.levels[level]))); i++ {
		d := s.site.Bound(t.grid.box(t.levels[level][i]).corners())
		switch {
		case d >= s.limit:
		case level > 0:
			s.add(place{n.part, level, i * fanout, boxed, d})
		case n.part.has(i):
			s.add(place{n.part, 0, i, boxed, d})
		}
	}
}

// add keeps a place for now, or for later if it is not the nearest.
func (s *seeker) add(p place) {
	switch {
	case p.distance >= s.limit:
	case p.distance > s.most:
		s.later = append(s.later, p)
	default:
		s.near.push(p)
	}
}

// measured returns the place of a feature, measured; as long as the nearest is looked
// for, only to see whether it is that.
func (s *seeker) measured(n place) place {
	limit := s.limit
	if !s.found && n.state == boxed {
		limit = min(limit, math.Nextafter(s.most, math.Inf(1)))
	}
	d := s.site.Distance(region(n.entry().feature.Boundary), limit)
	if !(d < limit) && limit < s.limit {
		n.distance, n.state = max(n.distance, limit), farther
		return n
	}
	n.distance, n.state = d, measured
	if !s.found && d <= s.most {
		s.most = d
		if edge, ok := s.site.Nearest(); ok {
			s.best = hint{n.part.segment, n.number, edge}
		}
	}
	return n
}

// A place is something at a distance: an entry, or a node of a part's tree. A
// node's number is that of its first child, on the level below.
type place struct {
	part     *part
	level    int
	number   int32
	state    state
	distance float64 // at least, until it is measured
}

// A state is what is known of an entry's distance.
type state uint8

const (
	boxed   state = iota // its box's
	farther              // and that it is not the nearest
	measured
)

func (p *place) entry() *entry { return &p.part.entries[p.number] }

// nearness is a heap, nearest first. Of equally near ones those come first that
// may still turn out to be earlier features.
type nearness []place

func (h nearness) before(i, j int) bool {
	a, b := &h[i], &h[j]
	switch {
	case a.distance != b.distance:
		return a.distance < b.distance
	case a.state == measured && b.state == measured:
		return a.entry().seq < b.entry().seq
	}
	return a.state != measured && b.state == measured
}

func (h *nearness) push(p place) {
	*h = append(*h, p)
	for i := len(*h) - 1; i > 0; {
		up := (i - 1) / 2
		if !h.before(i, up) {
			return
		}
		(*h)[i], (*h)[up] = (*h)[up], (*h)[i]
		i = up
	}
}

func (h *nearness) pop() place {
	top, last := (*h)[0], len(*h)-1
	(*h)[0] = (*h)[last]
	*h = (*h)[:last]
	for i := 0; ; {
		first := i
		for _, below := range [...]int{2*i + 1, 2*i + 2} {
			if below < last && h.before(below, first) {
				first = below
			}
		}
		if first == i {
			return top
		}
		(*h)[i], (*h)[first] = (*h)[first], (*h)[i]
		i = first
	}
}
