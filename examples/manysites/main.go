// Manysites checks a stream of sites in constant memory. CheckAll uses all
// processors, and yields the reports in the order of the sites.
//
//	go run ./examples/manysites
package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log"
	"os"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/report"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, w io.Writer) error {
	plan, err := zones.OpenPlan(ctx, demo.Files, demo.Plan, open.Features, nil)
	if err != nil {
		return err
	}
	// Both sides of a common edge must be read in the same way.
	features, err := open.Features(ctx, demo.Files, demo.Sites, &boundary.Reading{Edges: plan.Edges()})
	if err != nil {
		return err
	}
	sum := zones.NewSummary()
	for r, err := range plan.CheckAll(ctx, sites(features), &zones.CheckOptions{Date: "2026-11-23"}) {
		if err != nil {
			return err // of the file or of a check: the sites after it were not checked
		}
		sum.Add(r)
		fmt.Fprintln(w, r.Site.ID, r.Site.Properties.Text("XMMC"), r.Verdict)
	}
	fmt.Fprintln(w, report.SummaryLine(message.Chinese, sum))
	return nil
}

// sites makes a site of each feature while it is read.
func sites(features iter.Seq2[boundary.Feature, error]) iter.Seq2[zones.Site, error] {
	return func(yield func(zones.Site, error) bool) {
		for f, err := range features {
			if !yield(zones.Site{Feature: f}, err) {
				return
			}
		}
	}
}
