package zones_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"iter"
	"sync"
	"sync/atomic"
	"testing/fstest"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// openGeoJSON opens layers that are GeoJSON; boundary/open opens any format.
func openGeoJSON(_ context.Context, fsys fs.FS, name string, r *boundary.Reading) (iter.Seq2[boundary.Feature, error], error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	return func(yield func(boundary.Feature, error) bool) {
		defer f.Close()
		for feature, err := range geojson.Read(context.Background(), f, &geojson.Options{Reading: *r}) {
			if !yield(feature, err) {
				return
			}
		}
	}, nil
}

// planFiles are a plan as it lies in a folder. farmland is the western edge of
// the one parcel.
func planFiles(farmland float64) fstest.MapFS {
	square := func(west, south, side float64, properties string) *fstest.MapFile {
		return &fstest.MapFile{Data: fmt.Appendf(nil, `{"type":"Feature","id":"1","properties":%s,"geometry":{"type":"Polygon","coordinates":[[[%[2]v,%[3]v],[%[4]v,%[3]v],[%[4]v,%[5]v],[%[2]v,%[5]v],[%[2]v,%[3]v]]]}}`,
			properties, west, south, west+side, south+side)}
	}
	return fstest.MapFS{
		"plan.json": {Data: []byte(`{"schema": "sanxian-plan/1", "layers": [
			{"line": "permanent_basic_farmland", "path": "farmland.geojson", "date": "2026-01-01"},
			{"line": "ecological_red_line", "path": "redline.geojson", "date": "2026-01-01"},
			{"line": "urban_development_boundary", "path": "boundary.geojson", "date": "2026-01-01"}]}`)},
		"farmland.geojson": square(farmland, 36, 0.01, `{}`),
		"redline.geojson":  square(116.2, 36, 0.01, `{"ZRBHDFQ":"一般控制区"}`),
		"boundary.geojson": square(116, 36, 0.01, `{"GHFQMC":"城镇集中建设区"}`),
	}
}

func site(west, south, side float64) zones.Site {
	e, n := west+side, south+side
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: west, Y: south}, {X: e, Y: south}, {X: e, Y: n}, {X: west, Y: n}}}}, nil)
	if err != nil {
		panic(err)
	}
	return zones.Site{Feature: boundary.Feature{ID: "site", Boundary: b}}
}

func ExamplePlan_Check() {
	ctx := context.Background()
	plan, err := zones.OpenPlan(ctx, planFiles(116.1), "plan.json", openGeoJSON, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := plan.Check(ctx, site(116.0005, 36.0005, 0.001), &zones.CheckOptions{Date: "2026-11-23"})
	if err != nil {
		fmt.Println(err) // it could not be checked; a negative verdict is a report
		return
	}
	fmt.Println(report.Verdict)
	for _, l := range report.Lines {
		overlap, _ := l.OverlapM2.Value()
		fmt.Printf("%s: %s, %.2f m²\n", l.Line, l.Status, overlap)
	}
	// Output:
	// pass
	// permanent_basic_farmland: not_involved, 0.00 m²
	// ecological_red_line: not_involved, 0.00 m²
	// urban_development_boundary: within, 10004.35 m²
}

func ExamplePlan_CheckAll() {
	ctx := context.Background()
	plan, err := zones.OpenPlan(ctx, planFiles(116.1), "plan.json", openGeoJSON, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	sites := func(yield func(zones.Site, error) bool) { // such as the features of a file
		for _, west := range []float64{116.0005, 116.0995, 116.3} {
			if !yield(site(west, 36.0005, 0.001), nil) {
				return
			}
		}
	}
	for report, err := range plan.CheckAll(ctx, sites, &zones.CheckOptions{Date: "2026-11-23"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(report.Verdict)
	}
	// Output:
	// pass
	// fail
	// conditional
}

// Sites that are to become part of the development boundary, in the order of
// their construction: the last in time is over the limit.
func ExamplePlan_CheckSequence() {
	ctx := context.Background()
	files := planFiles(116.1)
	files["plan.json"] = &fstest.MapFile{Data: []byte(`{"schema": "sanxian-plan/1", "layers": [
		{"line": "urban_development_boundary", "path": "boundary.geojson", "date": "2026-01-01"}],
		"caps": [{"id": "boundary", "kind": "max", "line": "urban_development_boundary", "limit_m2": 1025000}]}`)}
	plan, err := zones.OpenPlan(ctx, files, "plan.json", openGeoJSON, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	add := func(id string, west float64, year int) zones.Site {
		s := site(west, 36.02, 0.001)
		s.Feature.ID, s.Adds, s.Year = id, rules.Development, year
		return s
	}
	seq, err := plan.CheckSequence(ctx, []zones.Site{add("hospital", 116.01, 2029), add("school", 116.02, 2027), add("works", 116.03, 2028)}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range seq.Steps {
		c := step.Caps[0]
		used, _ := c.UsedM2.Value()
		remaining, _ := c.RemainingM2.Value()
		fmt.Printf("%d %-8s used %.0f, remaining %.0f, holds %t\n", step.Site.Year, step.Site.ID, used, remaining, *c.Holds)
	}
	for _, b := range seq.Broken {
		fits, _ := b.FitsM2.Value()
		fmt.Printf("%s breaks %s; %.0f m² would fit\n", b.Site, b.Cap, fits)
	}
	// Output:
	// 2027 school   used 1000385, remaining 14613, holds true
	// 2028 works    used 1010387, remaining 4611, holds true
	// 2029 hospital used 1020389, remaining -5391, holds false
	// hospital breaks boundary; 4611 m² would fit
}

// A service keeps the plan in an atomic pointer: checks run in any number of
// goroutines, and a new plan takes the old one's place while they do. A check
// that has begun ends on the plan that it began with.
func ExamplePlan_service() {
	ctx := context.Background()
	var current atomic.Pointer[zones.Plan]
	load := func(files fs.FS) error {
		plan, err := zones.OpenPlan(ctx, files, "plan.json", openGeoJSON, nil)
		if err == nil {
			current.Store(plan)
		}
		return err // the old plan stays in force
	}
	if err := load(planFiles(116.1)); err != nil {
		fmt.Println(err)
		return
	}
	answer := func() zones.Verdict { // what a request handler does
		report, err := current.Load().Check(ctx, site(116.0005, 36.0005, 0.001), &zones.CheckOptions{Date: "2026-11-23"})
		if err != nil {
			panic(err)
		}
		return report.Verdict
	}

	var clients, warm sync.WaitGroup
	for range 8 {
		clients.Add(1)
		warm.Add(1)
		go func() {
			defer clients.Done()
			if v := answer(); v != zones.VerdictPass {
				fmt.Println("before the swap:", v)
			}
			warm.Done()
			for answer() == zones.VerdictPass { // until the new plan is in force
			}
		}()
	}
	warm.Wait()
	if err := load(planFiles(116)); err != nil { // farmland now lies under the site
		fmt.Println(err)
	}
	clients.Wait()
	fmt.Println("after the swap:", answer())
	// Output: after the swap: fail
}

// A snapshot holds a plan as it was read, checked and measured: a service that
// starts from it answers much sooner than from the plan's files.
func ExampleReadSnapshot() {
	ctx := context.Background()
	plan, err := zones.OpenPlan(ctx, planFiles(116.1), "plan.json", openGeoJSON, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer // a file in practice
	if err := plan.WriteSnapshot(&file); err != nil {
		fmt.Println(err)
		return
	}
	again, err := zones.ReadSnapshot(context.Background(), &file)
	if err != nil {
		fmt.Println(err) // damaged, cut off, or of another version: read the plan anew
		return
	}
	report, err := again.Check(ctx, site(116.0005, 36.0005, 0.001), &zones.CheckOptions{Date: "2026-11-23"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Verdict)
	// Output: pass
}
