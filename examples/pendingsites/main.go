// Pendingsites checks applications against each other while they come and go, as a
// service does: an application that comes is inserted, whoever checks it learns who
// else claims the land, and what is decided is withdrawn. The calls may come from any
// number of goroutines. A claim changes no verdict.
//
//	go run ./examples/pendingsites
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/zones"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// A desk is what the handlers of a service share.
type desk struct {
	plan    *zones.Plan
	pending zones.Pending
}

// apply takes an application, or an amended one.
func (d *desk) apply(w io.Writer, f boundary.Feature) error {
	replaced, err := d.pending.Insert(zones.Site{Feature: f})
	if err != nil {
		return err // no id, or no land
	}
	fmt.Fprintf(w, "%s applies (amended: %t), %d pending\n", f.ID, replaced, d.pending.Len())
	return nil
}

// check says what is in the way of a site, and who else wants it.
func (d *desk) check(ctx context.Context, w io.Writer, f boundary.Feature) error {
	report, err := d.plan.Check(ctx, zones.Site{Feature: f}, &zones.CheckOptions{Date: "2026-11-23", Pending: &d.pending})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: %s; others pending: %d, claims on the land: %d\n", f.ID, report.Verdict, report.Pending.Sites, len(report.Pending.Claims))
	for _, c := range report.Pending.Claims {
		if area, known := c.OverlapM2.Value(); known {
			fmt.Fprintf(w, "  %s %s %.2f m²\n", c.ID, c.Name, area)
		} else {
			fmt.Fprintf(w, "  %s %s: too complex to be measured\n", c.ID, c.Name)
		}
	}
	return nil
}

func run(ctx context.Context, w io.Writer) error {
	plan, sites, err := demo.Load(ctx)
	if err != nil {
		return err
	}
	d := &desk{plan: plan}
	works := sites[0]
	depot, err := rectangle(ctx, "停车场", "物流停车场", 116.026, 36.445, 116.03, 36.449)
	if err != nil {
		return err
	}
	smaller, err := rectangle(ctx, "停车场", "物流停车场", 116.0275, 36.445, 116.03, 36.449)
	if err != nil {
		return err
	}
	steps := []func() error{
		func() error { return d.apply(w, works) },
		func() error { return d.check(ctx, w, works) },
		func() error { return d.apply(w, depot) },
		func() error { return d.check(ctx, w, works) },
		func() error { return d.apply(w, smaller) },
		func() error { return d.check(ctx, w, works) },
		func() error {
			fmt.Fprintln(w, "the car park is withdrawn:", d.pending.Withdraw(depot.ID))
			return d.check(ctx, w, works)
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// rectangle is a site between two longitudes and latitudes in degrees.
func rectangle(ctx context.Context, id, name string, west, south, east, north float64) (boundary.Feature, error) {
	b, _, err := boundary.New(ctx, boundary.LonLat, []boundary.Polygon{{{{X: west, Y: south}, {X: east, Y: south}, {X: east, Y: north}, {X: west, Y: north}}}}, nil)
	if err != nil {
		return boundary.Feature{}, err
	}
	properties, err := boundary.NewProperties("XMMC", name)
	return boundary.Feature{ID: id, Boundary: b, Properties: properties}, err
}
