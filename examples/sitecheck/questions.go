package main

import (
	"context"
	"io"
	"slices"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/report"
	"github.com/sanxian/sanxian/zones/rules"
)

// sequence checks the sites in the order of their years and priorities.
func (j *job) sequence(ctx context.Context, w io.Writer) (*zones.Summary, error) {
	var sites []zones.Site
	for s, err := range j.sites {
		if err != nil {
			return nil, err
		}
		sites = append(sites, s)
	}
	if len(sites) == 0 {
		return nil, j.noSites()
	}
	seq, err := j.plan.CheckSequence(ctx, sites, j.opt)
	if err != nil {
		return nil, err
	}
	j.hit = slices.ContainsFunc(seq.Steps, func(r *zones.Report) bool { return slices.Contains(j.o.failOn, r.Verdict) })
	if j.o.format == "json" {
		return &seq.Summary, command.WriteJSON(w, seq, "")
	}
	return &seq.Summary, report.WriteSequence(w, j.o.lang, seq)
}

// compare says what the plan changes against its version before.
func (j *job) compare(ctx context.Context, w io.Writer) (*zones.Summary, error) {
	moves, err := zones.Moved(ctx, j.before, j.plan)
	if err != nil {
		return nil, err
	}
	changes := func(yield func(*zones.Change, error) bool) {
		n := 0
		for c, err := range zones.Compare(ctx, j.before, j.plan, j.sites, j.opt) {
			if err == nil {
				n++
				j.bar.sites(n)
				j.hit = j.hit || slices.Contains(j.o.failOn, c.After)
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
		if n == 0 {
			yield(nil, j.noSites())
		}
	}
	if j.o.format != "json" {
		sum, _, err := report.WriteChanges(w, j.o.lang, moves, changes)
		return sum, err
	}
	out := struct {
		Moves   []zones.Move    `json:"moves"`
		Sites   int             `json:"sites"`
		Changes []*zones.Change `json:"changes"` // of the sites whose answer differs
	}{moves, 0, []*zones.Change{}}
	sum := zones.NewSummary()
	for c, err := range changes {
		if err != nil {
			return sum, err
		}
		sum.Sites++
		sum.Verdicts[c.After]++
		if !c.Same() {
			out.Changes = append(out.Changes, c)
		}
	}
	out.Sites = sum.Sites
	return sum, command.WriteJSON(w, out, "")
}

// admissible lists for each site which projects could be built there.
func (j *job) admissible(ctx context.Context, w io.Writer) (*zones.Summary, error) {
	type answer struct {
		Site         string            `json:"site"`
		NotChecked   []rules.Line      `json:"not_checked"` // lines that the answer does not consider
		AdmissibleAs []rules.Admission `json:"admissible_as"`
	}
	answers := []answer{}
	sum := zones.NewSummary()
	for sheet, err := range j.sheets(ctx) {
		if err != nil {
			return sum, err
		}
		r := sheet.Report
		sum.Add(r)
		if j.o.format != "json" {
			if err := report.WriteAdmissions(w, j.o.lang, r); err != nil {
				return sum, err
			}
			continue
		}
		a := answer{r.Site.ID, []rules.Line{}, r.Admissible}
		for _, l := range r.Lines {
			if len(l.Reasons) > 0 {
				a.NotChecked = append(a.NotChecked, l.Line)
			}
		}
		answers = append(answers, a)
	}
	if j.o.format == "json" {
		return sum, command.WriteJSON(w, map[string]any{"sites": answers}, "")
	}
	return sum, nil
}
