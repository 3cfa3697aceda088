package index

import (
	"context"
	"iter"
	"slices"

	"github.com/sanxian/sanxian/boundary"
)

// An Index is an immutable set of features with a spatial index. The zero
// value and nil are empty.
type Index struct {
	parts []part // each about twice as large as the next, or more
	next  int    // sequence number of the next feature
	count int
}

// A part is a segment less what has been taken out of it since.
type part struct {
	*segment
	gone []int32 // sorted numbers of entries
}

func (p *part) has(number int32) bool {
	if len(p.gone) == 0 {
		return true
	}
	_, gone := slices.BinarySearch(p.gone, number)
	return !gone
}

func (p *part) len() int { return len(p.entries) - len(p.gone) }

// all appends the entries of the part.
func (p *part) all(dst []*entry) []*entry {
	for i := range p.entries {
		if p.has(int32(i)) {
			dst = append(dst, &p.entries[i])
		}
	}
	return dst
}

// Build indexes a stream of features. It ends with the stream's first error.
// A feature whose id is that of an earlier one takes its place.
//
// # Performance
//
// Features are sorted along a Hilbert curve and moved together in memory in that
// order, which keeps neighbours in one node of the tree and in one page.
func Build(ctx context.Context, features iter.Seq2[boundary.Feature, error]) (*Index, error) {
	var all []boundary.Feature
	for f, err := range features {
		if err != nil {
			return nil, err
		}
		if len(all)%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		all = append(all, f)
	}
	return new(Index).With(all...), nil
}

// Len returns the number of features.
func (x *Index) Len() int {
	if x == nil {
		return 0
	}
	return x.count
}

// With returns an index with more features. One whose id is in the index takes
// the place of the old one. Features without a boundary are left out.
//
// # Performance
//
// The new features are a part of their own; a part is merged with the next when
// that is no longer at most half as large. So each of n features that come one by
// one is indexed at most about log n times.
func (x *Index) With(features ...boundary.Feature) *Index {
	y := x.copy()
	added := make([]entry, 0, len(features))
	var ids []string
	for i, f := range features {
		if !f.Boundary.Empty() {
			added = append(added, entry{f, y.next + i})
			ids = append(ids, f.ID)
		}
	}
	y.next += len(features)
	y.remove(ids)
	for len(added) > 0 && len(y.parts) > 0 {
		last := &y.parts[len(y.parts)-1]
		if last.len() > 2*len(added) {
			break
		}
		added = slices.Grow(added, last.len())
		for _, e := range last.all(nil) {
			added = append(added, *e)
		}
		y.parts = y.parts[:len(y.parts)-1]
	}
	if len(added) > 0 {
		s, lost := newSegment(added)
		y.parts = append(y.parts, part{s, lost})
	}
	return y.settled()
}

// Without returns an index without the features of these ids. Unknown ids are
// ignored.
func (x *Index) Without(ids ...string) *Index {
	y := x.copy()
	y.remove(ids)
	return y.settled()
}

// remove takes features out, as far as there are any of these ids.
func (x *Index) remove(ids []string) {
	taken := make([][]int32, len(x.parts))
	for _, id := range ids {
		if i, number := x.find(id); i >= 0 {
			taken[i] = append(taken[i], number)
		}
	}
	for i, numbers := range taken {
		if p := &x.parts[i]; len(numbers) > 0 {
			slices.Sort(numbers)
			gone, old := make([]int32, 0, len(p.gone)+len(numbers)), p.gone
			for _, n := range slices.Compact(numbers) {
				at, _ := slices.BinarySearch(old, n)
				gone = append(append(gone, old[:at]...), n)
				old = old[at:]
			}
			p.gone = append(gone, old...)
		}
	}
}

// settled drops empty parts, rebuilds those that have lost a quarter, and counts.
func (x *Index) settled() *Index {
	x.parts = slices.DeleteFunc(x.parts, func(p part) bool { return p.len() == 0 })
	x.count = 0
	for i := range x.parts {
		p := &x.parts[i]
		if len(p.gone) > len(p.entries)/4 {
			left := make([]entry, 0, p.len())
			for _, e := range p.all(nil) {
				left = append(left, *e)
			}
			s, _ := newSortedSegment(left, boxesOf(left))
			*p = part{segment: s}
		}
		x.count += p.len()
	}
	return x
}

// find returns the part and the number of the entry with an id, −1 if there is
// none.
func (x *Index) find(id string) (p int, number int32) {
	for i := range x.parts {
		p := &x.parts[i]
		if _, n := p.ids.find(p.entries, id); n >= 0 && p.has(int32(n)) {
			return i, int32(n)
		}
	}
	return -1, 0
}

func (x *Index) copy() *Index {
	if x == nil {
		return new(Index)
	}
	return &Index{slices.Clone(x.parts), x.next, x.count}
}

// Get returns the feature of an id.
func (x *Index) Get(id string) (boundary.Feature, bool) {
	if x.Len() == 0 {
		return boundary.Feature{}, false
	}
	if i, number := x.find(id); i >= 0 {
		return x.parts[i].entries[number].feature, true
	}
	return boundary.Feature{}, false
}

// All returns the features in the order in which they were added.
func (x *Index) All() iter.Seq[boundary.Feature] {
	return func(yield func(boundary.Feature) bool) {
		for _, e := range x.entries() {
			if !yield(e.feature) {
				return
			}
		}
	}
}

// entries returns all entries in the order in which they were added.
func (x *Index) entries() []*entry {
	if x.Len() == 0 {
		return nil
	}
	all := make([]*entry, 0, x.count)
	for i := range x.parts {
		all = x.parts[i].all(all)
	}
	slices.SortFunc(all, bySeq)
	return all
}
