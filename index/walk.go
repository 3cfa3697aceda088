package index

import (
	"iter"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/kin"
)

// init opens the doors that siblings of this package have.
func init() {
	kin.Walk = func(x any) any { return x.(*Index).walk() }
	kin.Ordered = func(x any) any { return x.(*Index).ordered() }
	kin.PlaceOf = func(x any, id string) int { return x.(*Index).placeOf(id) }
	kin.Next = func(x any) int { return x.(*Index).last() }
	kin.FromWalk = func(n int, features any) any { return fromWalk(n, features.(iter.Seq2[int, boundary.Feature])) }
}

// walk is kin.Walk: it returns the features along the Hilbert curve, neighbours near each other,
// each with its number in the order of All: the order in which to write what is
// to be read fast.
func (x *Index) walk() iter.Seq2[int, boundary.Feature] {
	return func(yield func(int, boundary.Feature) bool) {
		all := x.entries()
		boxes := make([]box, len(all))
		for i, e := range all {
			boxes[i] = e.box()
		}
		for _, i := range new(sorter).order(nil, boxes) {
			if !yield(int(i), all[i].feature) {
				return
			}
		}
	}
}

// fromWalk is kin.FromWalk.
func fromWalk(n int, features iter.Seq2[int, boundary.Feature]) *Index {
	x := new(Index)
	entries := make([]entry, 0, n)
	for i, f := range features {
		if !f.Boundary.Empty() {
			entries = append(entries, entry{f, i})
			x.next = max(x.next, i+1)
		}
	}
	if len(entries) > 0 {
		s, lost := newSortedSegment(entries, boxesOf(entries))
		x.parts = append(x.parts, part{s, lost})
	}
	return x.settled()
}

// ordered is kin.Ordered.
func (x *Index) ordered() iter.Seq2[int, boundary.Feature] {
	return func(yield func(int, boundary.Feature) bool) {
		for _, e := range x.entries() {
			if !yield(e.seq, e.feature) {
				return
			}
		}
	}
}

// last is kin.Next.
func (x *Index) last() int {
	if x == nil {
		return 0
	}
	return x.next
}

// placeOf is kin.PlaceOf.
func (x *Index) placeOf(id string) int {
	if i, number := x.find(id); i >= 0 {
		return x.parts[i].entries[number].seq
	}
	return -1
}
