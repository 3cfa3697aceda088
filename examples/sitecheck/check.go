package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/sanxian/sanxian/boundary"
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
	sites, err := openSites(ctx, o, plan)
	if err != nil {
		return false, err
	}
	opt := &zones.CheckOptions{Date: o.date, Project: o.project, Explain: o.explain, Geometry: o.format == "geojson" || o.format == "html"}
	var shape *boundary.Boundary // of the site that is being checked, for maps
	following := func(yield func(zones.Site, error) bool) {
		for s, err := range sites {
			shape = s.Feature.Boundary
			if !yield(s, err) {
				return
			}
		}
	}
	sheets := func(yield func(report.Sheet, error) bool) {
		n := 0
		for r, err := range plan.CheckAll(ctx, following, opt) {
			if err == nil {
				n++
				bar.sites(n)
				hit = hit || slices.Contains(o.failOn, r.Verdict)
			}
			if !yield(report.Sheet{Report: r, Site: shape}, err) || err != nil {
				return
			}
		}
		if n == 0 {
			yield(report.Sheet{}, words{"文件 " + o.site + "：没有要核查的地块", o.site + ": there are no sites to check"})
		}
	}
	if o.out == "" {
		if o.demo() && o.format == "text" {
			fmt.Fprintln(stdout, o.pick("示例：以下方案和地块都是合成数据，不是真实规划成果。核查自己的文件，见 sitecheck -h。",
				"Demo: the plan and the sites below are made up, no real data. To check files of your own see sitecheck -h."))
		}
		_, err = write(bar.before(stdout), o, sheets)
		return hit, err
	}
	var s *zones.Summary
	if err := refuseInput(o, plan); err != nil {
		return false, err
	}
	err = replaceFile(o.out, func(w io.Writer) (err error) {
		s, err = write(w, o, sheets)
		return err
	})
	if err == nil {
		bar.clear()
		text := report.SummaryLine(o.lang, s)
		say(stderr, o.lang, words{text + "；已写入 " + o.out, text + "; written to " + o.out})
	}
	return hit, err
}

func write(w io.Writer, o *options, sheets iter.Seq2[report.Sheet, error]) (*zones.Summary, error) {
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
		return report.WriteGeoJSON(w, reports)
	case "csv":
		return report.WriteTable(w, o.lang, report.CSV, reports)
	}
	return report.WriteText(w, o.lang, reports)
}
