package index

import (
	"context"
	"iter"
	"slices"
	"sync"

	"github.com/tidwall/rtree"

	"github.com/sanxian/sanxian/boundary"
)

// An Index is an immutable set of features with a spatial index. The zero
// value and nil are empty.
type Index struct {
	tree  *rtree.RTreeGN[float64, *entry]
	ids   *names
	next  int // sequence number of the next feature
	count int
	// Copying a tree writes to it, so copies of one index take turns.
	copying sync.Mutex
}

// An entry is a feature in the tree.
type entry struct {
	feature boundary.Feature
	box     boundary.Box
	seq     int // order of results
}

func (e *entry) corners() (low, high [2]float64) { return corners(e.box) }

func corners(b boundary.Box) (low, high [2]float64) {
	return [2]float64{b.MinX, b.MinY}, [2]float64{b.MaxX, b.MaxY}
}

// Build indexes a stream of features. It ends with the stream's first error.
// A feature whose id is that of an earlier one takes its place.
//
// # Performance
//
// Features are inserted in Hilbert order, about 1 µs each; searches are then
// two to three times faster than in a random order.
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
func (x *Index) With(features ...boundary.Feature) *Index {
	y := x.copy()
	added := make([]*entry, 0, len(features))
	for _, f := range features {
		if f.Boundary.Empty() {
			continue
		}
		e := &entry{feature: f, box: f.Boundary.Box(), seq: y.next}
		y.next++
		y.remove(f.ID)
		y.ids.set(f.ID, e)
		added = append(added, e)
	}
	added = slices.DeleteFunc(added, func(e *entry) bool { return y.ids.get(e.feature.ID) != e })
	sortHilbert(added)
	for _, e := range added {
		low, high := e.corners()
		y.tree.Insert(low, high, e)
	}
	y.count += len(added)
	return y
}

// Without returns an index without the features of these ids. Unknown ids are
// ignored.
func (x *Index) Without(ids ...string) *Index {
	y := x.copy()
	for _, id := range ids {
		y.remove(id)
	}
	return y
}

// remove takes a feature out of the tree, if it is there.
func (x *Index) remove(id string) {
	if e := x.ids.get(id); e != nil {
		low, high := e.corners()
		before := x.tree.Len()
		x.tree.Delete(low, high, e)
		x.count -= before - x.tree.Len()
		x.ids.set(id, nil)
	}
}

func (x *Index) copy() *Index {
	if x == nil || x.tree == nil {
		return &Index{tree: &rtree.RTreeGN[float64, *entry]{}, ids: new(names)}
	}
	x.copying.Lock()
	defer x.copying.Unlock()
	return &Index{tree: x.tree.Copy(), ids: x.ids.copy(), next: x.next, count: x.count}
}

// Get returns the feature of an id.
func (x *Index) Get(id string) (boundary.Feature, bool) {
	if x.Len() == 0 {
		return boundary.Feature{}, false
	}
	if e := x.ids.get(id); e != nil {
		return e.feature, true
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

func (x *Index) entries() []*entry {
	if x.Len() == 0 {
		return nil
	}
	all := make([]*entry, 0, x.count)
	x.tree.Scan(func(_, _ [2]float64, e *entry) bool {
		all = append(all, e)
		return true
	})
	slices.SortFunc(all, bySeq)
	return all
}

func bySeq(a, b *entry) int { return a.seq - b.seq }
