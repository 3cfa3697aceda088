package index

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sanxian/sanxian/boundary"
)

// BatchOptions say how a batch is run. Nil means the defaults.
type BatchOptions struct {
	Workers int // goroutines; 0: one a processor; 1: none but the caller's
	Window  int // sites held at a time; 0: 131 072, or an eighth of the features if more
}

// Batch returns the overlaps of many sites, in the order of the sites. Within a
// window it goes through them along a Hilbert curve, so that neighbours find
// the index's nodes and the features' edges still in the cache, and on several
// processors. A slice that it yields is valid until the next is asked for. It
// ends with the first error of the sites, or of the context.
//
// # Performance
//
// Memory is that of a window, and of its sites; of two with several workers, which
// find the overlaps of one while those of the other are yielded. See
// docs/performance.md for what it gains over one site after the other.
func (x *Index) Batch(ctx context.Context, sites iter.Seq2[*boundary.Boundary, error], opt *BatchOptions) iter.Seq2[[]Overlap, error] {
	if opt == nil {
		opt = &BatchOptions{}
	}
	workers, size := opt.Workers, opt.Window
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if size <= 0 {
		size = max(131_072, x.Len()/8)
	}
	return func(yield func([]Overlap, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		current, last := newWindow(x, workers), newWindow(x, workers)
		ended := false // so that nothing that was yielded is valid any more
		defer func() {
			cancel() // whoever stops early leaves nobody at work
			for _, w := range []*window{current, last} {
				if w.wait(); ended {
					w.release()
				}
			}
		}()
		// turn starts on the current window and yields the last.
		turn := func() bool {
			last.wait()
			current.start(ctx)
			current, last = last, current
			if workers == 1 {
				return last.yield(ctx, yield)
			}
			return current.yield(ctx, yield)
		}
		turnBoth := func() bool {
			if !turn() {
				return false
			}
			return turn()
		}
		for site, err := range sites {
			if err != nil {
				if turnBoth() {
					yield(nil, err)
				}
				return
			}
			if current.sites = append(current.sites, site); len(current.sites) == size && !turn() {
				return
			}
		}
		ended = turnBoth()
	}
}

// A window is sites that are checked together, and what they overlap.
type window struct {
	x       *Index
	sites   []*boundary.Boundary
	boxes   []box
	sorter  sorter
	order   []int32 // of the sites, those without a boundary left out
	results []found
	workers []*worker
	next    atomic.Int64 // in the order, for a worker to take
	running sync.WaitGroup
	seen    int // uses what was read ahead, so that the compiler keeps the reads
}

// found says where the overlaps of a site are: in a worker's list, between two
// positions.
type found struct{ worker, from, to int32 }

// windows are those of batches that have ended, kept because their memory is slow
// to allocate.
var windows = sync.Pool{New: func() any { return new(window) }}

func newWindow(x *Index, workers int) *window {
	w := windows.Get().(*window)
	w.x = x
	for i := len(w.workers); i < workers; i++ {
		w.workers = append(w.workers, &worker{window: w, number: int32(i)})
	}
	w.workers = w.workers[:workers]
	return w
}

// release gives the window's memory to the next batch.
func (w *window) release() {
	w.x = nil
	for _, k := range w.workers {
		clear(k.found)
		k.query.reset()
	}
	windows.Put(w)
}

// start begins to find the overlaps of the window's sites; a single worker ends
// it too.
func (w *window) start(ctx context.Context) {
	if len(w.workers) == 1 {
		w.prepare()
		w.workers[0].run(ctx)
		return
	}
	w.running.Add(1)
	go func() {
		defer w.running.Done()
		w.prepare()
		for _, k := range w.workers {
			w.running.Add(1)
			go func() {
				defer w.running.Done()
				k.run(ctx)
			}()
		}
	}()
}

func (w *window) wait() { w.running.Wait() }

// prepare puts the sites in order.
func (w *window) prepare() {
	w.results = slices.Grow(w.results[:0], len(w.sites))[:len(w.sites)]
	clear(w.results)
	w.boxes = slices.Grow(w.boxes[:0], len(w.sites))
	for _, s := range w.sites {
		w.boxes = append(w.boxes, boxOf(region(s)))
	}
	w.order = w.order[:0]
	if w.x.Len() > 0 {
		w.order = w.sorter.order(w.order, w.boxes)
	}
	w.next.Store(0)
}

// yield yields the overlaps of the window's sites, and empties it.
func (w *window) yield(ctx context.Context, yield func([]Overlap, error) bool) bool {
	for i := range w.sites {
		if err := ctx.Err(); err != nil {
			yield(nil, err)
			return false
		}
		if i%stretch == 0 {
			w.readAhead(i)
		}
		if !yield(w.overlaps(i), nil) {
			return false
		}
	}
	clear(w.sites)
	w.sites = w.sites[:0]
	return true
}

func (w *window) overlaps(i int) []Overlap {
	f := w.results[i]
	return w.workers[f.worker].found[f.from:f.to:f.to]
}

// readAhead touches the ids of the next features found, so that they are in the
// cache when they are needed.
func (w *window) readAhead(i int) {
	for j := i; j < min(i+stretch, len(w.sites)); j++ {
		for _, o := range w.overlaps(j) {
			if id := o.Feature.ID; id != "" {
				w.seen += int(id[0])
			}
		}
	}
}
