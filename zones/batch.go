package zones

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// CheckAll checks sites independently and yields their reports in the order of the
// input. The next sites are read, by another goroutine, while all processors check
// those before them and the caller works on reports. It ends with the first error of
// the input, of a check, or of the context. Sites whose id has occurred before get "#2"
// and so on, and a note.
//
// # Performance
//
// Sites are held in windows: of 128 at first, so that the first reports are soon there,
// then of up to 16 384, in which overlaps are found along a curve through the land.
// Three windows of sites are in memory at most, and some hundred reports.
func (p *Plan) CheckAll(ctx context.Context, sites iter.Seq2[Site, error], opt *CheckOptions) iter.Seq2[*Report, error] {
	return func(yield func(*Report, error) bool) {
		for w, err := range p.windows(ctx, sites, opt) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !w.each(ctx, yield) {
				return
			}
		}
	}
}

// Sizes of windows of sites.
const (
	firstWindow = 128
	mostWindow  = 16_384
)

// windows reads sites by another goroutine and yields them in windows.
func (p *Plan) windows(ctx context.Context, sites iter.Seq2[Site, error], opt *CheckOptions) iter.Seq2[*window, error] {
	if opt == nil {
		opt = &CheckOptions{}
	}
	return func(yield func(*window, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		read := make(chan *window, 1)
		defer func() { // whoever stops early leaves nobody at work
			cancel()
			for range read {
			}
		}()
		go func() {
			defer close(read)
			p.read(ctx, sites, opt, read)
		}()
		for w := range read {
			err := w.err
			if err == nil {
				err = w.find(ctx)
			}
			if !yield(w, err) || err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// read reads sites into windows until the context ends. An error of the input is a
// window of its own.
func (p *Plan) read(ctx context.Context, sites iter.Seq2[Site, error], opt *CheckOptions, windows chan<- *window) {
	names, size := newIDs("", nil), firstWindow
	w := &window{}
	send := func() bool {
		w.series = p.series(opt)
		select {
		case windows <- w:
		case <-ctx.Done():
			return false
		}
		size = min(2*size, mostWindow)
		w = &window{sites: make([]Site, 0, size)}
		return true
	}
	for s, err := range sites {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			if len(w.sites) == 0 || send() {
				w.err = err
				send()
			}
			return
		}
		if n, again := names.unique(&s.Feature); again {
			s.Feature.Notes = append(slices.Clip(s.Feature.Notes), n)
		}
		if w.sites = append(w.sites, s); len(w.sites) == size && !send() {
			return
		}
	}
	if len(w.sites) > 0 {
		send()
	}
}

// chunk is how many sites a worker checks before they are handed on.
const chunk = 32

// each checks the sites of the window and yields their reports in order. It returns
// false when no more are wanted.
func (w *window) each(ctx context.Context, yield func(*Report, error) bool) bool {
	type answer struct {
		report *Report
		err    error
	}
	check := func(i int) []answer {
		answers := make([]answer, 0, chunk)
		for n := i * chunk; n < min((i+1)*chunk, len(w.sites)); n++ {
			a := answer{err: ctx.Err()}
			if a.err == nil {
				a.report, a.err = w.check(ctx, w.sites[n], w, n, nil)
			}
			if answers = append(answers, a); a.err != nil {
				break
			}
		}
		return answers
	}
	return inOrder((len(w.sites)+chunk-1)/chunk, check, func(answers []answer) bool {
		for _, a := range answers {
			if !yield(a.report, a.err) || a.err != nil {
				return false
			}
		}
		return true
	})
}

// ahead is how many chunks a worker may be ahead of those that are handed on.
const ahead = 4

// inOrder calls work for 0 to n−1 on all processors and hands on the results in order,
// until use returns false.
func inOrder[T any](n int, work func(i int) T, use func(T) bool) bool {
	workers := min(runtime.GOMAXPROCS(0), n)
	results := make([]chan T, n)
	for i := range results {
		results[i] = make(chan T, 1)
	}
	var next atomic.Int64
	var running sync.WaitGroup
	begun, stop := make(chan struct{}, workers*ahead), make(chan struct{})
	defer running.Wait()
	defer close(stop)
	for range workers {
		running.Add(1)
		go func() {
			defer running.Done()
			for {
				select {
				case begun <- struct{}{}:
				case <-stop:
					return
				}
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				results[i] <- work(i)
			}
		}()
	}
	for _, result := range results {
		if !use(<-result) {
			return false
		}
		<-begun
	}
	return true
}
