package zones

import (
	"context"
	"iter"
	"slices"

	"github.com/sanxian/sanxian/zones/rules"
)

// A Screening is what a table of sites needs of a report.
type Screening struct {
	Verdict  Verdict
	Date     rules.Date
	Site     SiteReport   // without regions
	Lines    []LineReport // without features, distances, and geometry
	Findings []Finding
	Caps     []CapReport
	Notes    []ReportNote
}

// Screen checks sites as CheckAll does, and yields of each no more than a table needs:
// what it says is what the full report says. The memory is used again: a screening is
// valid until the next is asked for. Options that ask for more are passed over, and who
// else claims the land is not asked.
func (p *Plan) Screen(ctx context.Context, sites iter.Seq2[Site, error], opt *CheckOptions) iter.Seq2[*Screening, error] {
	brief := CheckOptions{}
	if opt != nil {
		brief = *opt
	}
	brief.NoDistances, brief.Geometry, brief.Explain, brief.Admissible, brief.Cure = true, false, false, false, nil
	return func(yield func(*Screening, error) bool) {
		free := sparePages()
		for w, err := range p.windows(ctx, sites, &brief) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !w.screen(ctx, free, yield) {
				return
			}
		}
	}
}

// A page is the screenings of a chunk of sites.
type page struct {
	screenings [chunk]Screening
	n          int
	err        error // of the site after those
}

// sparePages is where pages wait to be used again.
func sparePages() chan *page { return make(chan *page, 1024) }

// screen screens the sites of the window. It returns false when no more are wanted.
func (w *window) screen(ctx context.Context, spare chan *page, yield func(*Screening, error) bool) bool {
	fill := func(i int) *page {
		var p *page
		select {
		case p = <-spare:
		default:
			p = new(page)
		}
		p.n, p.err = 0, nil
		for n := i * chunk; n < min((i+1)*chunk, len(w.sites)); n++ {
			if p.err = ctx.Err(); p.err == nil {
				p.err = w.screenSite(ctx, n, &p.screenings[p.n])
			}
			if p.err != nil {
				break
			}
			p.n++
		}
		return p
	}
	return inOrder((len(w.sites)+chunk-1)/chunk, fill, func(p *page) bool {
		for i := range p.n {
			if !yield(&p.screenings[i], nil) {
				return false
			}
		}
		if p.err != nil {
			yield(nil, p.err)
			return false
		}
		select {
		case spare <- p:
		default:
		}
		return true
	})
}

// screenSite screens a site into the memory of another screening.
func (w *window) screenSite(ctx context.Context, n int, into *Screening) error {
	s := w.sites[n]
	s.findSubZone()
	q := w.begin(&s, slices.Grow(into.Lines[:0], len(w.lines))[:len(w.lines)])
	defer q.end()
	q.window, q.number, q.brief = w, n, true
	if err := q.find(ctx, nil); err != nil {
		return err
	}
	q.sortFindings()
	*into = Screening{Verdict: q.verdict(), Date: q.opt.Date, Site: q.siteReport(nil), Lines: q.reports,
		Findings: append(into.Findings[:0], q.findings...), Caps: q.capsFound.reports, Notes: q.allNotes(nil, nil)}
	return nil
}
