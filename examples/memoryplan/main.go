// Memoryplan makes a plan without files, from shapes that a service has
// already: rows of a database, a message, the output of another program. A
// layer is made of any stream of features, and several plans may share it.
//
//	go run ./examples/memoryplan
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

func main() { run(context.Background(), os.Stdout) }

func run(ctx context.Context, w io.Writer) {
	var layers []*zones.Layer
	for i, spec := range []zones.LayerSpec{ // a square kilometre each, side by side
		{Line: rules.Development, SubZone: rules.Concentrated, Date: "2026-06-30", Source: "table town"},
		{Line: rules.Farmland, Date: "2026-06-30", Source: "table fields"},
		{Line: rules.Ecology, SubZone: rules.General, Date: "2026-06-30", Source: "table wetland"},
	} {
		rows := boundary.All([]boundary.Feature{square(ctx, "1", 500_000+1000*float64(i), 1000)})
		layers = append(layers, must(zones.NewLayer(ctx, spec, rows, nil)))
	}
	plan := must(zones.NewPlan(ctx, layers, nil, nil)) // no caps, the built-in rules

	for _, f := range []boundary.Feature{square(ctx, "in the town", 500_400, 100), square(ctx, "a metre over", 500_901, 100)} {
		report := must(plan.Check(ctx, zones.Site{Feature: f}, &zones.CheckOptions{Date: "2026-11-23"}))
		farmland := report.Lines[0]
		overlap, _ := farmland.OverlapM2.Value()
		fmt.Fprintf(w, "%s: %s, farmland %s, %.2f m²\n", f.ID, report.Verdict, farmland.Status, overlap)
	}
}

// square is given in metres, in a zone of 3 degrees around 117° E.
func square(ctx context.Context, id string, east, side float64) boundary.Feature {
	zone := must(boundary.GaussKruger(3, 39, false))
	e, s, n := east+side, 4e6, 4e6+side
	shape, _, err := boundary.New(ctx, zone, []boundary.Polygon{{{{X: east, Y: s}, {X: e, Y: s}, {X: e, Y: n}, {X: east, Y: n}}}}, nil)
	return boundary.Feature{ID: id, Boundary: must(shape, err)}
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}
