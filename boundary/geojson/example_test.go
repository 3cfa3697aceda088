package geojson_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/message"
)

func ExampleRead() {
	file := strings.NewReader(`{"type": "FeatureCollection",
		"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4527"}},
		"features": [{"type": "Feature", "id": "S1", "properties": {"MC": "厂房"},
			"geometry": {"type": "Polygon", "coordinates": [[
				[39408000, 4036000], [39408100, 4036000], [39408100, 4036100], [39408000, 4036100], [39408000, 4036000]]]}}]}`)
	opt := &geojson.Options{Reading: boundary.Reading{Name: "site.geojson"}}
	for f, err := range geojson.Read(context.Background(), file, opt) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %s: %.4f m² in %v\n", f.ID, f.Properties.Text("MC"), f.Boundary.Area(), f.Boundary.Frame())
	}
	// Output:
	// S1 厂房: 9997.9178 m² in EPSG:4527
}

// Latitude before longitude is refused, with its place, and never swapped in
// silence. NorthFirst reads it.
func ExampleRead_swapped() {
	const text = `{"type":"Polygon","coordinates":[[[36,115],[36,115.01],[36.01,115.01],[36,115]]]}`
	_, err := boundary.Collect(geojson.Read(context.Background(), strings.NewReader(text), nil))
	var e *message.Error
	fmt.Println(errors.As(err, &e), e.Code, e.Place)

	features, err := boundary.Collect(geojson.Read(context.Background(), strings.NewReader(text), &geojson.Options{NorthFirst: true}))
	fmt.Println(len(features), err)
	// Output:
	// true geojson.swapped line 1, feature #1, polygon 1, ring 1, vertex 1, at (36 115)
	// 1 <nil>
}

func ExampleWrite() {
	frame, _ := boundary.EPSG(4527)
	b, _, err := boundary.New(context.Background(), frame, []boundary.Polygon{{{
		{X: 39408000, Y: 4036000}, {X: 39408100, Y: 4036000}, {X: 39408100, Y: 4036100.5}, {X: 39408000, Y: 4036000},
	}}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	properties, _ := boundary.NewProperties("MC", "厂房", "count", 2)
	features := []boundary.Feature{{ID: "S1", Boundary: b, Properties: properties}}

	if err := geojson.Write(context.Background(), os.Stdout, boundary.All(features), nil); err != nil {
		fmt.Println(err)
	}
	if err := geojson.Write(context.Background(), os.Stdout, boundary.All(features), &geojson.WriteOptions{Lines: true, LonLat: true}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4527"}},"features":[
	// {"type":"Feature","id":"S1","properties":{"MC":"厂房","count":2},"geometry":{"type":"Polygon","coordinates":[[[39408000,4036000],[39408100,4036000],[39408100,4036100.5],[39408000,4036000]]]}}
	// ]}
	// {"type":"Feature","id":"S1","properties":{"MC":"厂房","count":2},"geometry":{"type":"Polygon","coordinates":[[[115.973783906,36.450309727],[115.974899197,36.450319311],[115.974887281,36.451224837],[115.973783906,36.450309727]]]}}
}
