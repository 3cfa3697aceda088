package wkt_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/wkt"
)

func ExampleUnmarshal() {
	site, _, err := wkt.Unmarshal(context.Background(), `SRID=4527;POLYGON((
		39408000 4036000, 39408100 4036000,
		39408100 4036100, 39408000 4036100, 39408000 4036000))`, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%v, %.2f m², %.2f mu\n", site.Frame(), float64(site.Area()), site.Area().Mu())
	// Output:
	// EPSG:4527, 9997.92 m², 15.00 mu
}

// Eastings without the number of their zone need an SRID or a frame.
func ExampleUnmarshal_frame() {
	const text = "POLYGON((408000 4036000, 408100 4036000, 408100 4036100, 408000 4036000))"
	_, _, err := wkt.Unmarshal(context.Background(), text, nil)
	fmt.Println(err)

	zone39, err := boundary.GaussKruger(3, 39, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _, err := wkt.Unmarshal(context.Background(), text, &wkt.Options{Reading: boundary.Reading{Frame: &zone39}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(wkt.MarshalEWKT(site))
	// Output:
	// boundary: unsupported coordinate system: at (408000 4036000): there is no SRID, and the numbers do not tell the coordinate system; give it, in PostGIS by ST_SetSRID(geom, 4548), in EWKT as SRID=4548;POLYGON…, or by Reading.Frame (-crs EPSG:4548)
	// SRID=4548;POLYGON ((408000 4036000, 408100 4036000, 408100 4036100, 408000 4036000))
}

func ExampleUnmarshal_refused() {
	_, _, err := wkt.Unmarshal(context.Background(), "POLYGON((116 36, 116.1 36, 116.1 3 6.1, 116 36))", nil)
	fmt.Println(err)
	// Output:
	// input: malformed: polygon 1, ring 1, vertex 3: column 28: the vertex has 3 numbers where 2 are expected
}

func ExampleParse() {
	polygons, srid, err := wkt.Parse("MULTIPOLYGON(((0 0, 1e6 0, 1e6 1e6, 0 0)), ((5 5, 6 5, 6 6, 5 5)))")
	fmt.Println(len(polygons), srid, err)
	fmt.Println(polygons[1])
	polygons, _, err = wkt.Parse("POLYGON EMPTY")
	fmt.Println(len(polygons), err)
	// Output:
	// 2 0 <nil>
	// [[{5 5} {6 5} {6 6} {5 5}]]
	// 0 <nil>
}

func ExampleMarshal() {
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36}, {X: 116.5, Y: 36}, {X: 116.5, Y: 36.5}, {X: 116, Y: 36}}}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(wkt.Marshal(b))
	// Output:
	// POLYGON ((116 36, 116.5 36, 116.5 36.5, 116 36))
}

func ExampleRead() {
	file := strings.NewReader(`# sites of the first quarter
A-1	SRID=4490;POLYGON((116 36, 116.001 36, 116.001 36.001, 116 36))
A-2	SRID=4490;POLYGON((116.01 36, 116.011 36, 116.011 36.001, 116.01 36))
`)
	for f, err := range wkt.Read(context.Background(), file, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %.4f ha\n", f.ID, f.Boundary.Area().Hectares())
	}
	// Output:
	// A-1 0.5002 ha
	// A-2 0.5002 ha
}

func ExampleWrite() {
	features := wkt.Read(context.Background(), strings.NewReader("A-1\tSRID=4490;Polygon((116 36,117 36,117 37,116 36))"), nil)
	if err := wkt.Write(os.Stdout, features, nil); err != nil {
		fmt.Println(err)
	}
	// Output:
	// A-1	SRID=4490;POLYGON ((116 36, 117 36, 117 37, 116 36))
}
