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
	return x.pairs(&pairSearch{ctx: ctx, index: x, all: x.entries()})
}

// PairsOf is Pairs for the pairs that at least one of some features is in: what there
// is to learn when they have been added. Unknown ids are ignored.
func (x *Index) PairsOf(ctx context.Context, ids ...string) ([]Pair, error) {
	s := &pairSearch{ctx: ctx, index: x, among: make(map[*entry]bool, len(ids))}
	for _, id := range ids {
		if i, number := x.find(id); i >= 0 {
			if e := &x.parts[i].entries[number]; !s.among[e] {
				s.among[e] = true
				s.all = append(s.all, e)
			}
		}
	}
	return x.pairs(s)
}

func (x *Index) pairs(s *pairSearch) ([]Pair, error) {
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
	all   []*entry        // to look at
	among map[*entry]bool // the same, where they are not all of the index

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
	if s.failed == nil && s.looked > maxPairs*s.index.Len() {
		s.failed = fmt.Errorf("%w: more than %d pairs of features have meeting boxes", boundary.ErrTooComplex, s.looked)
	}
	if s.failed != nil || s.next >= len(s.all) {
		return nil
	}
	some := s.all[s.next:min(s.next+pairBatch, len(s.all))]
	s.next += len(some)
	return some
}

// search finds the pairs of some features with later ones, or with all those that
// are not looked at themselves.
func (s *pairSearch) search(some []*entry) {
	var near []*entry
	var found []entryPair
	looked := 0
	for _, a := range some {
		near = s.index.inOrder(near[:0], a.box())
		looked += len(near)
		for _, b := range near {
			if a == b || b.seq < a.seq && (s.among == nil || s.among[b]) {
				continue
			}
			p := entryPair{a: a, b: b}
			if b.seq < a.seq {
				p.a, p.b = b, a
			}
			if p.area = boundary.OverlapArea(p.a.feature.Boundary, p.b.feature.Boundary); p.area > 0 {
				found = append(found, p)
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looked += looked
	s.pairs = append(s.pairs, found...)
}
