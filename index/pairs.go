package index

import (
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

// MaxPairs is how many pairs of features with meeting boxes Pairs looks at, per
// feature on average, before it gives up.
const MaxPairs = 1000

// Pairs returns the pairs of features that share area, in order. It looks at
// all pairs whose boxes meet, on all processors; where there are more than
// MaxPairs times the number of features it fails with boundary.ErrTooComplex.
func (x *Index) Pairs(ctx context.Context) ([]Pair, error) {
	all := x.entries()
	workers := min(runtime.GOMAXPROCS(0), len(all)/64+1)
	const batch = 64
	type found struct {
		a, b *entry
		area boundary.Area
	}
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		next   int
		looked int
		pairs  []found
		failed error
	)
	take := func() []*entry {
		mu.Lock()
		defer mu.Unlock()
		if failed == nil {
			failed = ctx.Err()
		}
		if failed == nil && looked > MaxPairs*len(all) {
			failed = fmt.Errorf("%w: more than %d pairs of features have meeting boxes", boundary.ErrTooComplex, looked)
		}
		if failed != nil || next >= len(all) {
			return nil
		}
		part := all[next:min(next+batch, len(all))]
		next += len(part)
		return part
	}
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var near []*entry
			for part := take(); part != nil; part = take() {
				var mine []found
				n := 0
				for _, a := range part {
					near = x.inOrder(near[:0], a.box())
					n += len(near)
					for _, b := range near {
						if b.seq <= a.seq {
							continue
						}
						if area := boundary.OverlapArea(a.feature.Boundary, b.feature.Boundary); area > 0 {
							mine = append(mine, found{a, b, area})
						}
					}
				}
				mu.Lock()
				looked += n
				pairs = append(pairs, mine...)
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	if failed != nil {
		return nil, failed
	}
	slices.SortFunc(pairs, func(p, q found) int {
		if d := bySeq(p.a, q.a); d != 0 {
			return d
		}
		return bySeq(p.b, q.b)
	})
	out := make([]Pair, len(pairs))
	for i, p := range pairs {
		out[i] = Pair{&p.a.feature, &p.b.feature, p.area}
	}
	return out, nil
}
