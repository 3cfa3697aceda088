package index_test

import (
	"context"
	"fmt"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

// parcel is a rectangle in the Gauss-Krüger zone 39 of CGCS2000, 100 m high,
// from and to so many metres east of a place on the central meridian.
func parcel(id string, from, to float64) boundary.Feature {
	zone39, err := boundary.EPSG(4527)
	if err != nil {
		panic(err)
	}
	at := func(x, y float64) boundary.Point { return boundary.Point{X: 39_500_000 + x, Y: 4_036_000 + y} }
	b, _, err := boundary.New(context.Background(), zone39, []boundary.Polygon{{{at(from, 0), at(to, 0), at(to, 100), at(from, 100)}}}, nil)
	if err != nil {
		panic(err)
	}
	return boundary.Feature{ID: id, Boundary: b}
}

func parcels() *index.Index {
	x, err := index.Build(context.Background(), boundary.All([]boundary.Feature{parcel("A", 0, 100), parcel("B", 100, 200), parcel("C", 500, 600)}))
	if err != nil {
		panic(err)
	}
	return x
}

func ExampleIndex_Overlaps() {
	site := parcel("site", 50, 120).Boundary
	for o := range parcels().Overlaps(site) {
		fmt.Printf("%s %.2f m²\n", o.Feature.ID, o.Area)
	}
	// Output:
	// A 5000.00 m²
	// B 2000.00 m²
}

func ExampleIndex_Nearest() {
	site := parcel("site", 240, 300).Boundary
	for f, metres := range parcels().Nearest(site) {
		fmt.Printf("%s %.2f m\n", f.ID, metres)
		if metres > 100 {
			break // farther ones were not measured
		}
	}
	// Output:
	// B 40.00 m
	// A 140.00 m
}

// A batch of changes makes a new index; whoever reads the old one goes on.
func ExampleIndex_With() {
	old := parcels()
	changed := old.Without("C").With(parcel("B", 100, 150), parcel("D", 150, 200))
	site := parcel("site", 120, 550).Boundary
	for _, x := range []*index.Index{old, changed} {
		fmt.Print(x.Len(), " features:")
		for o := range x.Overlaps(site) {
			fmt.Printf(" %s %.0f m²", o.Feature.ID, o.Area)
		}
		fmt.Println()
	}
	// Output:
	// 3 features: B 8000 m² C 5000 m²
	// 3 features: B 3000 m² D 5000 m²
}

// A live set takes one change at a time, from any goroutine.
func ExampleLive() {
	var pending index.Live
	for _, f := range []boundary.Feature{parcel("A", 0, 100), parcel("B", 50, 150), parcel("C", 300, 400)} {
		if _, err := pending.Insert(f); err != nil {
			panic(err)
		}
	}
	pending.Remove("A")
	replaced, err := pending.Insert(parcel("C", 100, 150)) // C was amended
	if err != nil {
		panic(err)
	}
	fmt.Println(pending.Len(), replaced)
	for o, err := range pending.Overlaps(context.Background(), parcel("site", 50, 120).Boundary) {
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s %.2f m²\n", o.Feature.ID, o.Area)
	}
	// Output:
	// 2 true
	// B 7000.00 m²
	// C 2000.00 m²
}
