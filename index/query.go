package index

import (
	"iter"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/sanxian/sanxian/boundary"
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
	box := site.Box()
	var few [16]candidate
	return appendOverlapping(dst, x.candidates(few[:0], box), site, box)
}

// A candidate is an entry that some site may overlap.
type candidate struct {
	box   boundary.Box
	entry *entry
}

// candidates appends the entries whose boxes meet a box, in order.
func (x *Index) candidates(dst []candidate, box boundary.Box) []candidate {
	if x.Len() == 0 || box.Empty() {
		return dst
	}
	low, high := corners(box)
	x.tree.Search(low, high, func(low, high [2]float64, e *entry) bool {
		dst = append(dst, candidate{boundary.Box{MinX: low[0], MinY: low[1], MaxX: high[0], MaxY: high[1]}, e})
		return true
	})
	slices.SortFunc(dst, func(a, b candidate) int { return bySeq(a.entry, b.entry) })
	return dst
}

// appendOverlapping appends what of the candidates a site overlaps.
func appendOverlapping(dst []Overlap, near []candidate, site *boundary.Boundary, box boundary.Box) []Overlap {
	for i := range near {
		c := &near[i]
		if c.box.MinX > box.MaxX || c.box.MaxX < box.MinX || c.box.MinY > box.MaxY || c.box.MaxY < box.MinY {
			continue
		}
		if a := boundary.OverlapArea(site, c.entry.feature.Boundary); a > 0 {
			dst = append(dst, Overlap{&c.entry.feature, a})
		}
	}
	return dst
}

// meeting appends the entries whose boxes meet a box, in order.
func (x *Index) meeting(dst []*entry, box boundary.Box) []*entry {
	low, high := corners(box)
	x.tree.Search(low, high, func(_, _ [2]float64, e *entry) bool {
		dst = append(dst, e)
		return true
	})
	slices.SortFunc(dst, bySeq)
	return dst
}

// At returns the features that a longitude and latitude in degrees lies in or
// on. A position that is not on Earth is in none.
func (x *Index) At(lon, lat float64) iter.Seq[boundary.Feature] {
	return func(yield func(boundary.Feature) bool) {
		box, ok := boundary.PointBox(lon, lat)
		if x.Len() == 0 || !ok {
			return
		}
		for _, e := range x.meeting(nil, box) {
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
		low, _ := boundary.PointBox(west, r.Lo().Lat.Degrees())
		high, _ := boundary.PointBox(east, r.Hi().Lat.Degrees())
		box := boundary.Box{MinX: low.MinX, MinY: low.MinY, MaxX: high.MaxX, MaxY: high.MaxY}
		for _, e := range x.meeting(nil, box) {
			if !yield(e.feature) {
				return
			}
		}
	}
}
