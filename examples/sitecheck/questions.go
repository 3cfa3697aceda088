package main

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/report"
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
		return &seq.Summary, writeJSON(w, seq)
	}
	return &seq.Summary, report.WriteSequence(w, j.o.lang, seq)
}

// An admission is the JSON of a group of -admissible.
type admission struct {
	Status     zones.Status `json:"status"`
	Rules      []string     `json:"rules"`
	Procedures []zones.Text `json:"procedures"`
	Projects   []kind       `json:"projects"`
}

type kind struct {
	Kind    string        `json:"kind"`
	Title   zones.Text    `json:"title"`
	Project zones.Project `json:"project"`
}

// admissible says of each site which projects could be built there.
func (j *job) admissible(ctx context.Context, w io.Writer) (*zones.Summary, error) {
	type answer struct {
		Site         string      `json:"site"`
		AdmissibleAs []admission `json:"admissible_as"`
	}
	answers := []answer{}
	sum := zones.NewSummary()
	for sheet, err := range j.sheets(ctx) {
		if err != nil {
			return sum, err
		}
		r := sheet.Report
		sum.Add(r)
		groups := j.plan.Rules().Admissible(questions(r)...)
		if j.o.format != "json" {
			if err := report.WriteAdmissions(w, j.o.lang, r, groups); err != nil {
				return sum, err
			}
			continue
		}
		a := answer{r.Site.ID, []admission{}}
		for _, g := range groups {
			x := admission{g.Status, g.Rules, g.Procedures, nil}
			for _, k := range g.Projects {
				x.Projects = append(x.Projects, kind{k.Kind, k.Title, k.Project})
			}
			a.AdmissibleAs = append(a.AdmissibleAs, x)
		}
		answers = append(answers, a)
	}
	if j.o.format == "json" {
		return sum, writeJSON(w, map[string]any{"sites": answers})
	}
	return sum, nil
}

// questions are what a report's site asks of the rules: one for each sub-zone
// of a line that it meets, and one for what lies outside a boundary.
func questions(r *zones.Report) []zones.Question {
	q := zones.Question{Date: r.Date, Others: map[zones.Line]bool{}}
	site, _ := r.Site.AreaM2.Value()
	q.OtherLandM2 = site
	for _, g := range r.Site.Regions {
		q.Regions = append(q.Regions, g.Code)
	}
	for _, l := range r.Lines {
		if v, _ := l.OverlapM2.Value(); v > 0 && !slices.Contains(zones.ThreeLines, l.Line) {
			q.Others[l.Line] = true
			if l.Line == zones.Cropland {
				q.CroplandM2, q.OtherLandM2 = v, max(site-v, 0)
			}
		}
	}
	var all []zones.Question
	for _, l := range r.Lines {
		for _, z := range l.SubZones {
			if z.Status != zones.Negligible {
				q.Line, q.SubZone, q.Outside = l.Line, z.SubZone, false
				q.AreaM2, _ = z.OverlapM2.Value()
				all = append(all, q)
			}
		}
		outside, _ := l.OutsideM2.Value()
		if outside > 0 && !l.Tolerance.Negligible(outside, site, 0) {
			q.Line, q.SubZone, q.Outside, q.AreaM2 = l.Line, zones.Other, true, outside
			all = append(all, q)
		}
	}
	return all
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
