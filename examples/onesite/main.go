// Onesite checks one site, as a request handler does that received its corners.
// It shows the three answers of the library: an error, which means that the
// site could not be checked; a report, which may well be negative; and in the
// report, line by line, what is in the way and what the law says about it.
//
//	go run ./examples/onesite
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/zones"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, w io.Writer) error {
	// With files of your own: os.DirFS("/data/plan") in place of demo.Files.
	plan, err := zones.OpenPlan(ctx, demo.Files, demo.Plan, open.Features, nil)
	if err != nil {
		return err
	}
	// Repairs are reported: here, that the ring was not closed.
	corners := boundary.Ring{{X: 116.2718, Y: 36.2934}, {X: 116.2767, Y: 36.2973}, {X: 116.2702, Y: 36.3060}, {X: 116.2654, Y: 36.3020}}
	shape, repairs, err := boundary.New(ctx, boundary.LonLat, []boundary.Polygon{{corners}}, nil)
	if err != nil {
		return err // it is no polygon; the error says where and why
	}
	fmt.Fprintln(w, "read:", repairs)
	site := zones.Site{Feature: boundary.Feature{ID: "warehouse", Boundary: shape}}
	// The date picks the rules: the same call gives the same report for ever.
	report, err := plan.Check(ctx, site, &zones.CheckOptions{Date: "2026-11-23"})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: %s, %.4f ha\n", report.Site.ID, report.Verdict, shape.Area().Hectares())
	for _, l := range report.Lines {
		if overlap, known := l.OverlapM2.Value(); known { // unknown is not 0
			fmt.Fprintf(w, "%-28s %-16s %9.2f m²\n", l.Line, l.Status, overlap)
		}
	}
	for _, f := range report.Findings {
		fmt.Fprintln(w, f.Remedy.EN)
		for _, law := range f.Citations {
			fmt.Fprintln(w, "  "+law.Title+law.Article)
		}
	}
	return nil
}
