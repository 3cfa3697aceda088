package index

import (
	"context"
	"iter"
	"runtime"
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
	seq     int // order of results
}

func (e *entry) box() boundary.Box { return e.feature.Boundary.Box() }

func corners(b boundary.Box) (low, high [2]float64) {
	return [2]float64{b.MinX, b.MinY}, [2]float64{b.MaxX, b.MaxY}
}

// Build indexes a stream of features. It ends with the stream's first error.
// A feature whose id is that of an earlier one takes its place.
//
// # Performance
//
// Features are inserted along a Hilbert curve, about 1.3 µs each, which keeps
// neighbours in one node of the tree.
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
	boxes := make([]boundary.Box, len(features))
	for i, f := range features {
		boxes[i] = f.Boundary.Box()
	}
	// In memory, too, features lie in the order of the curve.
	order := new(sorter).order(nil, boxes)
	entries := make([]entry, len(order))
	places := make([]int32, len(features)) // of the features among the entries
	for k, i := range order {
		places[i] = int32(k)
		entries[k] = entry{features[i], y.next + int(i)}
	}
	pack(entries)
	y.ids.expect(len(features))
	for i := range features {
		if boxes[i].Empty() {
			continue
		}
		e := &entries[places[i]]
		switch old := y.ids.get(e.feature.ID); {
		case old == nil:
		case old.seq < y.next:
			y.remove(old)
		default: // replaced by a later one of its own batch
			old.feature.Boundary = nil
		}
		y.ids.set(e.feature.ID, e)
	}
	y.next += len(features)
	for k := range entries {
		if e := &entries[k]; e.feature.Boundary != nil {
			low, high := corners(boxes[order[k]])
			y.tree.Insert(low, high, e)
			y.count++
		}
	}
	y.ids.fold()
	return y
}

// pack moves the boundaries of many entries together, on all processors.
func pack(entries []entry) {
	if len(entries) < 256 {
		return
	}
	part := max(4096, (len(entries)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for some := range slices.Chunk(entries, part) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var arena boundary.Arena
			for i := range some {
				some[i].feature.Boundary = arena.Copy(some[i].feature.Boundary)
			}
		}()
	}
	wg.Wait()
}

// Without returns an index without the features of these ids. Unknown ids are
// ignored.
func (x *Index) Without(ids ...string) *Index {
	y := x.copy()
	for _, id := range ids {
		if e := y.ids.get(id); e != nil {
			y.remove(e)
			y.ids.set(id, nil)
		}
	}
	y.ids.fold()
	return y
}

// remove takes an entry out of the tree.
func (x *Index) remove(e *entry) {
	low, high := corners(e.box())
	x.tree.Delete(low, high, e)
	x.count--
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

// Walk returns the features along the Hilbert curve, neighbours near each other,
// each with its number in the order of All: the order in which to write what is
// to be read fast.
func (x *Index) Walk() iter.Seq2[int, boundary.Feature] {
	return func(yield func(int, boundary.Feature) bool) {
		all := x.entries()
		boxes := make([]boundary.Box, len(all))
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
