package index

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/sanxian/sanxian/boundary"
)

// A Pair is two features of one index that share area.
type Pair struct {
	A, B *boundary.Feature // A was added first
	Area boundary.Area     // more than 0
}

// maxPairs is how many pairs of features with meeting boxes Pairs looks at, for each
// feature on average, before it gives up.
const maxPairs = 1000

// Pairs returns the pairs of features that share area, in order. It looks at
// all pairs whose boxes meet, on all processors; where there are more than a
// thousand for each feature on average it fails with boundary.ErrTooComplex.
func (x *Index) Pairs(ctx context.Context) ([]Pair, error) {
	s := &pairSearch{ctx: ctx, index: x, all: x.entries()}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(s.all)/pairBatch+1) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for some := s.take(); some != nil; some = s.take() {
				s.search(some)
			}
		}()
	}
	wg.Wait()
	if s.failed != nil {
		return nil, s.failed
	}
	slices.SortFunc(s.pairs, func(p, q entryPair) int { return cmp.Or(bySeq(p.a, q.a), bySeq(p.b, q.b)) })
	out := make([]Pair, len(s.pairs))
	for i, p := range s.pairs {
		out[i] = Pair{&p.a.feature, &p.b.feature, p.area}
	}
	return out, nil
}

// pairBatch is how many features a worker takes at a time.
const pairBatch = 64

type entryPair struct {
	a, b *entry
	area boundary.Area
}

// A pairSearch is what the workers of Pairs share.
type pairSearch struct {
	ctx   context.Context
	index *Index
	all   []*entry

	mu     sync.Mutex
	next   int // of all, to be taken
	looked int // pairs
	pairs  []entryPair
	failed error
}

// take returns the next features to look at, nil when there are no more or the
// search has failed.
func (s *pairSearch) take() []*entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = s.ctx.Err()
	}
	if s.failed == nil && s.looked > maxPairs*len(s.all) {
		s.failed = fmt.Errorf("%w: more than %d pairs of features have meeting boxes", boundary.ErrTooComplex, s.looked)
	}
	if s.failed != nil || s.next >= len(s.all) {
		return nil
	}
	some := s.all[s.next:min(s.next+pairBatch, len(s.all))]
	s.next += len(some)
	return some
}

// search finds the pairs of some features with later ones.
func (s *pairSearch) search(some []*entry) {
	var near []*entry
	var found []entryPair
	looked := 0
	for _, a := range some {
		near = s.index.inOrder(near[:0], a.box())
		looked += len(near)
		for _, b := range near {
			if b.seq <= a.seq {
				continue
			}
			if area := boundary.OverlapArea(a.feature.Boundary, b.feature.Boundary); area > 0 {
				found = append(found, entryPair{a, b, area})
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looked += looked
	s.pairs = append(s.pairs, found...)
}
