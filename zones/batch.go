package zones

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sanxian/sanxian/zones/rules"
)

// CheckAll checks sites independently and yields their reports in the order of
// the input, in the memory of some hundred sites: they are checked on all
// processors while the next are read. It ends with the first error of the
// input, of a check, or of the context. Sites whose id has occurred before get
// "#2" and so on, and a note.
func (p *Plan) CheckAll(ctx context.Context, sites iter.Seq2[Site, error], opt *CheckOptions) iter.Seq2[*Report, error] {
	if opt == nil {
		opt = &CheckOptions{}
	}
	return func(yield func(*Report, error) bool) {
		series := p.series(opt)
		names := newIDs("")
		window := make([]Site, 0, 128)
		flush := func() bool {
			for _, a := range series.checkWindow(ctx, window) {
				if !yield(a.report, a.err) || a.err != nil {
					return false
				}
			}
			window = window[:0]
			return true
		}
		for s, err := range sites {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				if flush() {
					yield(nil, err)
				}
				return
			}
			if n, again := names.unique(&s.Feature); again {
				s.Feature.Notes = append(slices.Clip(s.Feature.Notes), n)
			}
			if window = append(window, s); len(window) == cap(window) && !flush() {
				return
			}
		}
		flush()
	}
}

type answer struct {
	report *Report
	err    error
}

// checkWindow checks sites on all processors.
func (r *series) checkWindow(ctx context.Context, sites []Site) []answer {
	answers := make([]answer, len(sites))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(sites)) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := next.Add(1) - 1; i < int64(len(sites)); i = next.Add(1) - 1 {
				if err := ctx.Err(); err != nil {
					answers[i].err = err
					continue
				}
				answers[i].report, answers[i].err = r.check(ctx, sites[i], nil)
			}
		}()
	}
	wg.Wait()
	return answers
}

// A Summary adds up reports.
type Summary struct {
	Sites     int                   `json:"sites"`
	Verdicts  map[Verdict]int       `json:"verdicts"`           // all four, 0 where no site has it
	Repaired  int                   `json:"repaired,omitempty"` // sites that depend on how repaired shapes are read
	OverlapM2 map[rules.Line]Amount `json:"overlap_m2"`         // of the three lines; null where no site could be measured
}

// NewSummary returns the sum of no reports.
func NewSummary() *Summary {
	s := &Summary{Verdicts: map[Verdict]int{}, OverlapM2: map[rules.Line]Amount{}}
	for _, v := range Verdicts {
		s.Verdicts[v] = 0
	}
	for _, l := range rules.ThreeLines {
		s.OverlapM2[l] = Amount{}
	}
	return s
}

// Add counts a report.
func (s *Summary) Add(r *Report) {
	if s.Verdicts == nil {
		*s = *NewSummary()
	}
	s.Sites++
	s.Verdicts[r.Verdict]++
	if r.repaired() {
		s.Repaired++
	}
	for _, l := range r.Lines {
		if sum, three := s.OverlapM2[l.Line]; three {
			if a, known := l.OverlapM2.Value(); known {
				s.OverlapM2[l.Line] = Known(sum.value + a)
			}
		}
	}
}
