package zones

import (
	"cmp"
	"context"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/sanxian/sanxian/boundary"
)

// CheckAll checks sites independently and yields their reports in the order of
// the input, in the memory of some hundred sites: they are checked on all
// processors while the next are read. It ends with the first error of the
// input, of a check, or of the context. Sites whose id was met before get "#2"
// and so on, and a note.
func (p *Plan) CheckAll(ctx context.Context, sites iter.Seq2[Site, error], opt *CheckOptions) iter.Seq2[*Report, error] {
	return func(yield func(*Report, error) bool) {
		names := newIDs("")
		window := make([]Site, 0, 128)
		flush := func() bool {
			for _, a := range p.checkWindow(ctx, window, opt) {
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
func (p *Plan) checkWindow(ctx context.Context, sites []Site, opt *CheckOptions) []answer {
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
				answers[i].report, answers[i].err = p.Check(ctx, sites[i], opt)
			}
		}()
	}
	wg.Wait()
	return answers
}

// A Summary adds up reports.
type Summary struct {
	Sites     int             `json:"sites"`
	Verdicts  map[Verdict]int `json:"verdicts"`   // all four, also those of no site
	OverlapM2 map[Line]Amount `json:"overlap_m2"` // of the three lines; null where no site could be measured
}

// NewSummary returns the sum of no reports.
func NewSummary() *Summary {
	s := &Summary{Verdicts: map[Verdict]int{}, OverlapM2: map[Line]Amount{}}
	for _, v := range Verdicts {
		s.Verdicts[v] = 0
	}
	for _, l := range ThreeLines {
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
	for _, l := range r.Lines {
		if sum, three := s.OverlapM2[l.Line]; three {
			if a, known := l.OverlapM2.Value(); known {
				s.OverlapM2[l.Line] = Known(sum.value + a)
			}
		}
	}
}

// A Sequence is sites in the order of their construction, each against what
// those before it have left of the caps.
type Sequence struct {
	Steps   []*Report `json:"steps"`
	Broken  []Break   `json:"broken"` // the first site to break each cap
	Summary Summary   `json:"summary"`
}

// drawnAccounts are accounts as the sites of a sequence have left them, without
// reserving anything.
type drawnAccounts struct {
	Accounts
	taken map[string]boundary.Area // by account and period
	asked map[string]boundary.Area // by the site that is being checked
}

func (d *drawnAccounts) Quote(ctx context.Context, region string, period int, area boundary.Area) (QuotaReport, error) {
	q, err := d.Accounts.Quote(ctx, region, period, area)
	if err != nil {
		return q, err
	}
	key := q.Account + " " + strconv.Itoa(q.Period)
	before := d.taken[key] + d.asked[key]
	if d.asked == nil {
		d.asked = map[string]boundary.Area{}
	}
	d.asked[key] += area
	after, err := d.Accounts.Quote(ctx, region, period, before+area)
	if err != nil {
		return q, err
	}
	// What is available stays that of the ledger; what remains is after the sites
	// before and this one.
	q.RemainingHa, q.Holds = after.RemainingHa, after.Holds
	return q, nil
}

// take keeps what the last site asked for.
func (d *drawnAccounts) take() {
	if d != nil {
		for key, area := range d.asked {
			d.taken[key] += area
		}
	}
}

// A Break is the first site that breaks a cap.
type Break struct {
	Cap      string `json:"cap"`
	Step     int    `json:"step"` // of the sequence, from 0
	Site     string `json:"site"`
	ExcessM2 Amount `json:"excess_m2"` // how much is missing
	FitsM2   Amount `json:"fits_m2"`   // what would fit instead
}

// CheckSequence checks sites by year and priority, cumulatively: what a site
// takes of a cap is gone for those after it, and each step's report says what is
// left. A site that breaks a cap takes nothing.
func (p *Plan) CheckSequence(ctx context.Context, sites []Site, opt *CheckOptions) (*Sequence, error) {
	if opt == nil {
		opt = &CheckOptions{}
	}
	seq := &Sequence{Steps: []*Report{}, Broken: []Break{}}
	taken := map[string]boundary.Area{}
	broken := map[string]bool{}
	var drawn *drawnAccounts
	if opt.Accounts != nil {
		drawn = &drawnAccounts{opt.Accounts, map[string]boundary.Area{}, nil}
		o := *opt
		o.Accounts, opt = drawn, &o
	}
	names := newIDs("")
	sites = slices.Clone(sites)
	slices.SortStableFunc(sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Priority, b.Priority))
	})
	for i, s := range sites {
		if n, again := names.unique(&s.Feature); again {
			s.Feature.Notes = append(slices.Clip(s.Feature.Notes), n)
		}
		if drawn != nil {
			drawn.asked = nil
			if s.Year > 0 {
				o := *opt
				o.Period, opt = s.Year, &o
			}
		}
		r, err := p.check(ctx, s, opt, taken)
		if err != nil {
			return nil, err
		}
		seq.Steps = append(seq.Steps, r)
		seq.Summary.Add(r)
		fits := true
		for _, c := range r.Caps {
			if c.Holds == nil || *c.Holds {
				continue
			}
			fits = false
			if !broken[c.ID] {
				broken[c.ID] = true
				seq.Broken = append(seq.Broken, Break{c.ID, i, r.Site.ID, Known(-c.RemainingM2.value), Known(max(c.RequestedM2.value+c.RemainingM2.value, 0))})
			}
		}
		for _, q := range r.Quota {
			if q.Holds {
				continue
			}
			fits = false
			if id := "quota " + q.Account + " " + strconv.Itoa(q.Period); !broken[id] {
				broken[id] = true
				requested, _ := q.RequestedHa.Float64()
				remaining, _ := q.RemainingHa.Float64()
				seq.Broken = append(seq.Broken, Break{id, i, r.Site.ID, Known(-remaining * 1e4), Known(max(requested+remaining, 0) * 1e4)})
			}
		}
		if fits {
			drawn.take()
			for _, c := range r.Caps {
				taken[c.ID] += c.RequestedM2.Area()
			}
		}
	}
	return seq, nil
}
