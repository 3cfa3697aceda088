package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/report"
)

// check makes the check and writes its reports. It says whether a verdict is
// one of -fail-on.
func check(ctx context.Context, o *options, stdout, stderr io.Writer) (hit bool, err error) {
	bar := newProgress(stderr, o.lang)
	defer bar.clear()
	plan, err := openPlan(ctx, o, bar)
	if err != nil {
		return false, err
	}
	j := &job{o: o, plan: plan, bar: bar}
	if o.against != "" {
		old := *o
		old.plan = o.against
		if j.before, err = openPlan(ctx, &old, bar); err != nil {
			return false, err
		}
	}
	j.opt = &zones.CheckOptions{Date: o.date, Project: o.project, Explain: o.explain, Admissible: o.admissible, Cure: o.cure, AcceptRepairs: o.accept, Notes: func() []message.Note { return j.notes },
		NearestWithinM: o.within, NoDistances: o.noDistances,
		Geometry: o.geometry || slices.Contains([]string{"geojson", "shapefile", "html"}, o.format)}
	if j.opt.Pending, err = openPending(ctx, o, plan, j.note); err != nil {
		return false, err
	}
	if j.sites, err = openSites(ctx, o, plan, bar, j.note); err != nil {
		return false, err
	}
	if o.out == "" {
		if o.demo() && o.format == "text" {
			fmt.Fprintln(stdout, o.lang.Pick("示例：以下方案和地块都是合成数据，不是真实规划成果。核查自己的文件，见 sitecheck -h。",
				"Demo: the plan and the sites below are made up, no real data. To check files of your own see sitecheck -h."))
		}
		_, err = j.write(ctx, bar.before(stdout))
		return j.hit, err
	}
	var s *zones.Summary
	if err := refuseInput(o, plan); err != nil {
		return false, err
	}
	err = command.Replace(o.out, func(w io.Writer) (err error) {
		s, err = j.write(ctx, w)
		return err
	})
	if err == nil {
		bar.clear()
		text := report.SummaryLine(o.lang, s)
		program.Say(stderr, o.lang, command.Words{text + "；已写入 " + o.out, text + "; written to " + o.out})
	}
	return j.hit, err
}

// A job is one run of the program.
type job struct {
	o      *options
	plan   *zones.Plan
	bar    *progress
	opt    *zones.CheckOptions
	sites  iter.Seq2[zones.Site, error]
	hit    bool           // a verdict is one of -fail-on
	before *zones.Plan    // of -against
	notes  []message.Note // of the reader on the file of sites
}

// note keeps what the reader says of the file of sites for the reports.
func (j *job) note(n message.Note) { j.notes = append(j.notes, n) }

// sheets yields the report of each site with its shape.
func (j *job) sheets(ctx context.Context) iter.Seq2[report.Sheet, error] {
	return func(yield func(report.Sheet, error) bool) {
		n := 0
		for r, err := range j.plan.CheckAll(ctx, j.sites, j.opt) {
			sheet := report.Sheet{Report: r}
			if err == nil {
				sheet.Site = r.Site.Boundary
				n++
				j.bar.sites(n)
				j.hit = j.hit || slices.Contains(j.o.failOn, r.Verdict)
			}
			if !yield(sheet, err) || err != nil {
				return
			}
		}
		if n == 0 {
			yield(report.Sheet{}, j.noSites())
		}
	}
}

func (j *job) noSites() error {
	return command.Words{"文件 " + j.o.site + "：没有要核查的地块", j.o.site + ": there are no sites to check"}
}

func (j *job) write(ctx context.Context, w io.Writer) (*zones.Summary, error) {
	switch {
	case j.o.against != "":
		return j.compare(ctx, w)
	case j.o.sequence:
		return j.sequence(ctx, w)
	case j.o.admissible:
		return j.admissible(ctx, w)
	}
	if j.o.format == "csv" {
		if j.opt.Pending != nil { // a screening does not ask for them
			return report.WriteTable(w, j.o.lang, report.CSV, j.reports(ctx))
		}
		return report.WriteScreening(w, j.o.lang, report.CSV, j.screenings(ctx))
	}
	return write(ctx, w, j.o, j.sheets(ctx))
}

// reports are those of the sheets.
func (j *job) reports(ctx context.Context) iter.Seq2[*zones.Report, error] {
	return func(yield func(*zones.Report, error) bool) {
		for s, err := range j.sheets(ctx) {
			if !yield(s.Report, err) {
				return
			}
		}
	}
}

// screenings yields what a table needs of each site.
func (j *job) screenings(ctx context.Context) iter.Seq2[*zones.Screening, error] {
	return func(yield func(*zones.Screening, error) bool) {
		n := 0
		for s, err := range j.plan.Screen(ctx, j.sites, j.opt) {
			if err == nil {
				n++
				j.bar.sites(n)
				j.hit = j.hit || slices.Contains(j.o.failOn, s.Verdict)
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
		if n == 0 {
			yield(nil, j.noSites())
		}
	}
}

func write(ctx context.Context, w io.Writer, o *options, sheets iter.Seq2[report.Sheet, error]) (*zones.Summary, error) {
	reports := func(yield func(*zones.Report, error) bool) {
		for s, err := range sheets {
			if !yield(s.Report, err) {
				return
			}
		}
	}
	switch o.format {
	case "html":
		return report.WriteHTML(w, o.lang, sheets)
	case "json":
		return report.WriteJSON(w, reports)
	case "geojson":
		if !o.native {
			return report.WriteGeoJSON(w, reports)
		}
		s := zones.NewSummary()
		return s, geojson.Write(ctx, w, report.Conflicts(reports, s), nil)
	case "shapefile":
		s := zones.NewSummary()
		layer := strings.TrimSuffix(filepath.Base(o.out), filepath.Ext(o.out))
		return s, shapefile.WriteZip(w, layer, report.Conflicts(reports, s), nil)
	}
	return report.WriteText(w, o.lang, reports)
}
