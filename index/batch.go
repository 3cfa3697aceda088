package index

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"github.com/sanxian/sanxian/boundary"
)

// BatchOptions say how a batch is run. Nil means the defaults.
type BatchOptions struct {
	Workers int // goroutines; 0: one a processor
	Window  int // sites held at a time; 0: 16 384
}

// Batch returns the overlaps of many sites, in the order of the sites. Within a
// window it goes through them along a Hilbert curve, so that neighbours find
// the index's nodes and the features' edges still in the cache, and on several
// processors. A slice that it yields is valid until the next is asked for. It
// ends with the first error of the sites, or of the context.
//
// # Performance
//
// Memory is that of a window. An order of sites that is local already costs
// nothing extra; a random one gains two to three times.
func (x *Index) Batch(ctx context.Context, sites iter.Seq2[*boundary.Boundary, error], opt *BatchOptions) iter.Seq2[[]Overlap, error] {
	b := newBatch(x, opt)
	return func(yield func([]Overlap, error) bool) {
		flush := func() bool {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return false
			}
			b.run(ctx)
			for i := range b.sites {
				if err := ctx.Err(); err != nil {
					yield(nil, err)
					return false
				}
				if !yield(b.results[i], nil) {
					return false
				}
			}
			b.sites = b.sites[:0]
			return true
		}
		for site, err := range sites {
			if err != nil {
				if flush() {
					yield(nil, err)
				}
				return
			}
			if b.sites = append(b.sites, site); len(b.sites) == b.window && !flush() {
				return
			}
		}
		flush()
	}
}

type batch struct {
	x       *Index
	workers int
	window  int
	sites   []*boundary.Boundary
	order   []*entry // of the window, for sorting
	results [][]Overlap
	arenas  [][]Overlap // of each worker, kept between windows
}

func newBatch(x *Index, opt *BatchOptions) *batch {
	if opt == nil {
		opt = &BatchOptions{}
	}
	b := &batch{x: x, workers: opt.Workers, window: opt.Window}
	if b.workers <= 0 {
		b.workers = runtime.GOMAXPROCS(0)
	}
	if b.window <= 0 {
		b.window = 16_384
	}
	b.arenas = make([][]Overlap, b.workers)
	return b
}

// run finds the overlaps of the window's sites.
func (b *batch) run(ctx context.Context) {
	b.results = append(b.results[:0], make([][]Overlap, len(b.sites))...)
	b.order = b.order[:0]
	for i, s := range b.sites {
		if !s.Empty() {
			b.order = append(b.order, &entry{box: s.Box(), seq: i})
		}
	}
	sortHilbert(b.order)
	const run = 64 // sites that a worker takes at a time: neighbours
	var mu sync.Mutex
	next := 0
	var wg sync.WaitGroup
	for w := range b.workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			arena := b.arenas[w][:0]
			for ctx.Err() == nil {
				mu.Lock()
				from := next
				next += run
				mu.Unlock()
				if from >= len(b.order) {
					break
				}
				for _, e := range b.order[from:min(from+run, len(b.order))] {
					start := len(arena)
					arena = b.x.AppendOverlaps(arena, b.sites[e.seq])
					b.results[e.seq] = arena[start:len(arena):len(arena)]
				}
			}
			b.arenas[w] = arena
		}()
	}
	wg.Wait()
}
