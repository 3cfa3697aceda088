package index

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"sync"

	"github.com/tidwall/rtree"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgLiveNoLand = message.New("live.no_land", "feature {id} encloses nothing; a live set takes features with land only", "图斑 {id} 没有面积，不能加入动态索引")

// A Live is a set of features that changes all day: applications that come and
// go, drafts that are edited. Where an [Index] is made anew for each batch of
// changes, a Live takes one change at a time. The answers are those of an Index
// of the same features that were added in the same order, to the last bit.
//
// The zero value is empty and ready. A Live must not be copied. It is safe for
// any number of readers and writers at once. Each answer is that of one state of
// the set, the one at the time of the call, however long the caller goes through
// it and whatever is changed meanwhile, by the caller too. Readers wait for an
// edit, and writers for a search of the tree, never for the measuring of areas or
// distances.
//
// # Performance
//
// An edit costs about a microsecond and one allocation; a question up to half as much
// again as it costs an Index, and some memory for what it finds. See
// docs/performance.md.
type Live struct {
	mu   sync.RWMutex
	tree rtree.RTreeGN[float64, *living] // metres; whole numbers overflow its areas
	ids  map[string]*living
	next int     // sequence number of the next feature
	last *living // that was removed; before that nobody's
}

// living is an entry of a live set.
type living struct {
	entry
	gone *living // removed next after this one; the set's lock guards it
}

func bySeqLiving(a, b *living) int { return a.seq - b.seq }

// ends are the corners of a box as the tree wants them.
func (b box) ends() (low, high [2]float64) {
	return [2]float64{b.minX, b.minY}, [2]float64{b.maxX, b.maxY}
}

// Insert adds a feature, the last in the order of results. One whose id is in the
// set takes the place of the old one, which replaced tells, and becomes the last
// too, as it does in [Index.With]. A feature without land is refused with
// boundary.ErrNoLand, and nothing changes.
//
// It costs about a microsecond, whatever the size of the feature.
func (l *Live) Insert(f boundary.Feature) (replaced bool, err error) {
	if f.Boundary.Empty() {
		return false, msgLiveNoLand.Error(boundary.ErrNoLand, message.Place{}, "id", strconv.Quote(f.ID))
	}
	e := &living{entry: entry{feature: f}}
	low, high := e.box().ends()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ids == nil {
		l.ids, l.last = map[string]*living{}, new(living)
	}
	replaced = l.remove(f.ID)
	e.seq = l.next
	l.next++
	l.ids[f.ID] = e
	l.tree.Insert(low, high, e)
	return replaced, nil
}

// Remove takes the feature of an id out of the set; removed is false if there was
// none. It costs about a microsecond.
func (l *Live) Remove(id string) (removed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.remove(id)
}

func (l *Live) remove(id string) bool {
	e := l.ids[id]
	if e == nil {
		return false
	}
	delete(l.ids, id)
	// The tree compares items as interfaces: pointers are equal only to themselves,
	// and comparing them does not allocate.
	low, high := e.box().ends()
	l.tree.Delete(low, high, e)
	l.last.gone = e // for those who are at an earlier state: see Nearest
	l.last = e
	return true
}

// Len returns the number of features.
func (l *Live) Len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.ids)
}

// All returns the features that are in the set when it is called, in the order in
// which they were added. The call costs time and memory for all of them.
func (l *Live) All() iter.Seq[boundary.Feature] {
	l.mu.RLock()
	all := make([]*living, 0, len(l.ids))
	for _, e := range l.ids {
		all = append(all, e)
	}
	l.mu.RUnlock()
	slices.SortFunc(all, bySeqLiving)
	return func(yield func(boundary.Feature) bool) {
		for _, e := range all {
			if !yield(e.feature) {
				return
			}
		}
	}
}

// Overlaps returns the features that share area with the site, in the order in
// which they were added, with the legal area of what is shared in square metres.
// They are those of the set when it is called.
//
// Unlike the features of a plan, those of a live set may come from the same
// strangers as the site: where a shape is so made against the site that their area
// takes too long, its feature is yielded with the error, boundary.ErrTooComplex, and
// an area of 0 that says nothing; the caller may go on. It ends with the error of
// the context.
//
// The call is a search of the tree; each feature whose box meets that of the site
// is measured when its turn comes.
func (l *Live) Overlaps(ctx context.Context, site *boundary.Boundary) iter.Seq2[Overlap, error] {
	near := l.meeting(site)
	return func(yield func(Overlap, error) bool) {
		for _, e := range near {
			area, err := boundary.OverlapAreaWithin(ctx, site, e.feature.Boundary)
			if ended := ctx.Err(); ended != nil {
				yield(Overlap{}, ended)
				return
			}
			if (area > 0 || err != nil) && !yield(Overlap{&e.feature, area}, err) {
				return
			}
		}
	}
}

// meeting returns the entries whose boxes meet that of a site, in the order of
// results.
func (l *Live) meeting(site *boundary.Boundary) (near []*living) {
	if site.Empty() { // it has an inverted box, which meets nothing
		return nil
	}
	low, high := boxOf(region(site)).ends()
	l.mu.RLock()
	l.tree.Search(low, high, func(_, _ [2]float64, e *living) bool {
		near = append(near, e)
		return true
	})
	l.mu.RUnlock()
	slices.SortFunc(near, bySeqLiving)
	return near
}
