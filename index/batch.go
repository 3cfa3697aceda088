package index

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync"

	"github.com/sanxian/sanxian/boundary"
)

// BatchOptions say how a batch is run. Nil means the defaults.
type BatchOptions struct {
	Workers int // goroutines; 0: one a processor
	Window  int // sites held at a time; 0: 65 536
}

// Batch returns the overlaps of many sites, in the order of the sites. Within a
// window it goes through them along a Hilbert curve, so that neighbours find
// the index's nodes and the features' edges still in the cache, and on several
// processors. A slice that it yields is valid until the next is asked for. It
// ends with the first error of the sites, or of the context.
//
// # Performance
//
// Memory is that of a window, and of its sites. See docs/performance.md for what it
// gains over one site after the other.
func (x *Index) Batch(ctx context.Context, sites iter.Seq2[*boundary.Boundary, error], opt *BatchOptions) iter.Seq2[[]Overlap, error] {
	return func(yield func([]Overlap, error) bool) {
		b := newBatch(x, opt)
		flush := func() bool {
			b.run(ctx)
			for i := range b.sites {
				if err := ctx.Err(); err != nil {
					yield(nil, err)
					return false
				}
				if !yield(b.result(i), nil) {
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

// A batch is what is kept between windows.
type batch struct {
	x       *Index
	workers int
	window  int
	sites   []*boundary.Boundary
	boxes   []boundary.Box
	sorter  sorter
	order   []int32 // of the sites of the window, those without a boundary left out
	results []found
	arenas  [][]Overlap // of each worker
}

// found says where the overlaps of a site are: of a worker's arena, from there
// to there.
type found struct{ worker, from, to int32 }

func newBatch(x *Index, opt *BatchOptions) *batch {
	if opt == nil {
		opt = &BatchOptions{}
	}
	b := &batch{x: x, workers: opt.Workers, window: opt.Window}
	if b.workers <= 0 {
		b.workers = runtime.GOMAXPROCS(0)
	}
	if b.window <= 0 {
		b.window = 65_536
	}
	b.arenas = make([][]Overlap, b.workers)
	return b
}

func (b *batch) result(i int) []Overlap {
	f := b.results[i]
	return b.arenas[f.worker][f.from:f.to:f.to]
}

// run finds the overlaps of the window's sites.
func (b *batch) run(ctx context.Context) {
	b.results = slices.Grow(b.results[:0], len(b.sites))[:len(b.sites)]
	clear(b.results)
	b.boxes = b.boxes[:0]
	for _, s := range b.sites {
		b.boxes = append(b.boxes, s.Box())
	}
	b.order = b.sorter.order(b.order[:0], b.boxes)
	const run = 64 // sites that a worker takes at a time: neighbours
	var mu sync.Mutex
	next := 0
	var wg sync.WaitGroup
	for w := range b.workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			arena := b.arenas[w][:0]
			var near []candidate
			for ctx.Err() == nil {
				mu.Lock()
				from := next
				next += run
				mu.Unlock()
				if from >= len(b.order) {
					break
				}
				for part := b.order[from:min(from+run, len(b.order))]; len(part) > 0; {
					n, window := b.neighbours(part)
					near = b.x.candidates(near[:0], window)
					for _, i := range part[:n] {
						start := len(arena)
						arena = appendOverlapping(arena, near, b.sites[i], b.boxes[i])
						b.results[i] = found{int32(w), int32(start), int32(len(arena))}
					}
					part = part[n:]
				}
			}
			b.arenas[w] = arena
		}()
	}
	wg.Wait()
}

// neighbours returns how many of the next sites are searched for together, and
// the box around them: as long as that is not much larger than they are, one
// search finds little more than theirs would.
func (b *batch) neighbours(part []int32) (n int, window boundary.Box) {
	const slack = 16
	window = b.boxes[part[0]]
	covered := area(window)
	for n = 1; n < len(part); n++ {
		next := b.boxes[part[n]]
		around := boundary.Box{
			MinX: min(window.MinX, next.MinX), MinY: min(window.MinY, next.MinY),
			MaxX: max(window.MaxX, next.MaxX), MaxY: max(window.MaxY, next.MaxY),
		}
		if covered += area(next); area(around) > slack*covered {
			break
		}
		window = around
	}
	return n, window
}

func area(b boundary.Box) float64 { return (b.MaxX - b.MinX) * (b.MaxY - b.MinY) }
