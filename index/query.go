package index

import (
	"iter"
	"slices"
	"sync"

	"github.com/golang/geo/s2"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
)

// An Overlap is a feature that a site shares area with.
type Overlap struct {
	Feature *boundary.Feature // of the index; must not be changed
	Area    boundary.Area     // legal area of the shared part, more than 0
}

// Overlaps returns the features that share area with the site, in the order
// in which they were added.
func (x *Index) Overlaps(site *boundary.Boundary) iter.Seq[Overlap] {
	return func(yield func(Overlap) bool) {
		for _, o := range x.AppendOverlaps(nil, site) {
			if !yield(o) {
				return
			}
		}
	}
}

// AppendOverlaps appends the overlaps of a site to dst: the way to check many
// sites without allocating.
func (x *Index) AppendOverlaps(dst []Overlap, site *boundary.Boundary) []Overlap {
	if x.Len() == 0 || site.Empty() {
		return dst
	}
	q := queries.Get().(*query)
	defer queries.Put(q)
	at := region(site)
	around := boxOf(at)
	q.search(x, around)
	q.readAhead()
	inOrder(q.near)
	dst = q.appendOverlaps(dst, q.near, at, around)
	q.reset()
	return dst
}

// A query is what is kept between queries.
type query struct {
	meter plane.Meter
	near  []candidate
	ahead []*plane.Region
}

var queries = sync.Pool{New: func() any { return new(query) }}

// A candidate is an entry that some site may overlap.
type candidate struct {
	entry  *entry
	seq    int // after readAhead, as are the next two
	region *plane.Region
	box    box
	side   int // that all sites are known to lie on: +1 inside, −1 outside
}

// reset forgets the candidates.
func (q *query) reset() {
	clear(q.near)
	clear(q.ahead)
	q.near, q.ahead = q.near[:0], q.ahead[:0]
}

// search adds the candidates in a box.
func (q *query) search(x *Index, around box) {
	for e := range x.meeting(around) {
		q.near = append(q.near, candidate{entry: e})
	}
}

// readAhead reads of all candidates what is needed first.
func (q *query) readAhead() {
	q.ahead = q.ahead[:0]
	for i := range q.near {
		c := &q.near[i]
		c.seq = c.entry.seq
		c.region = region(c.entry.feature.Boundary)
		q.ahead = append(q.ahead, c.region)
	}
	q.meter.ReadAhead(q.ahead)
	for i, r := range q.ahead {
		q.near[i].box = boxOf(r)
	}
}

// inOrder puts candidates in the order of results.
func inOrder(near []candidate) {
	slices.SortFunc(near, func(a, b candidate) int { return a.seq - b.seq })
}

// appendOverlaps appends the overlaps of a site with candidates.
func (q *query) appendOverlaps(dst []Overlap, near []candidate, site *plane.Region, around box) []Overlap {
	for i := range near {
		c := &near[i]
		var area boundary.Area
		switch {
		case c.side < 0 || !c.box.meets(around):
		case c.side > 0:
			area = boundary.Area(site.Area() * grid.Unit2)
		default:
			area = boundary.Area(q.meter.Overlap(site, c.region) * grid.Unit2)
		}
		if area > 0 {
			dst = append(dst, Overlap{&c.entry.feature, area})
		}
	}
	return dst
}

// meeting returns the entries whose boxes meet a box, and some whose boxes only
// come close, in any order.
func (x *Index) meeting(around box) iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		for i := range x.parts {
			p := &x.parts[i]
			var few [64]int32
			for _, number := range p.tree.search(few[:0], around) {
				if p.has(number) && !yield(&p.entries[number]) {
					return
				}
			}
		}
	}
}

// inOrder appends the entries whose boxes meet a box, in the order of results.
func (x *Index) inOrder(dst []*entry, around box) []*entry {
	for e := range x.meeting(around) {
		if e.box().meets(around) {
			dst = append(dst, e)
		}
	}
	slices.SortFunc(dst, bySeq)
	return dst
}

// At returns the features that a longitude and latitude in degrees lies in or
// on. A position that is not on Earth is in none.
func (x *Index) At(lon, lat float64) iter.Seq[boundary.Feature] {
	return func(yield func(boundary.Feature) bool) {
		around, ok := boxAt(lon, lat)
		if x.Len() == 0 || !ok {
			return
		}
		for _, e := range x.inOrder(nil, around) {
			if e.feature.Boundary.Contains(lon, lat) && !yield(e.feature) {
				return
			}
		}
	}
}

// In returns the features whose bounds meet a rectangle of longitude and
// latitude. A rectangle across the 180° meridian is not supported: it is taken
// as its two parts would be, from −180° to 180°.
func (x *Index) In(r s2.Rect) iter.Seq[boundary.Feature] {
	return func(yield func(boundary.Feature) bool) {
		if x.Len() == 0 || r.IsEmpty() || !r.IsValid() {
			return
		}
		west, east := r.Lo().Lng.Degrees(), r.Hi().Lng.Degrees()
		if west > east {
			west, east = -180, 180
		}
		low, _ := boxAt(west, r.Lo().Lat.Degrees())
		high, _ := boxAt(east, r.Hi().Lat.Degrees())
		around := box{low.minX, low.minY, high.maxX, high.maxY}
		for _, e := range x.inOrder(nil, around) {
			if !yield(e.feature) {
				return
			}
		}
	}
}
