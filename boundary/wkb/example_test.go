package wkb_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/wkb"
)

// A column of PostGIS, as a driver hands it over.
const column = "0103000020AF1100000100000004000000000000008CCA824100000000D0CA4E41000000208FCA824100000000D0CA4E41000000208FCA82410000000002CB4E41000000008CCA824100000000D0CA4E41"

func ExampleUnmarshal() {
	site, notes, err := wkb.Unmarshal(context.Background(), []byte(column), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(site.Frame(), site.Vertices(), "vertices", len(notes), "notes")
	fmt.Printf("%.2f m²\n", float64(site.Area()))
	// Output:
	// EPSG:4527 3 vertices 0 notes
	// 4998.96 m²
}

func ExampleUnmarshal_refused() {
	_, _, err := wkb.Unmarshal(context.Background(), []byte("0101000000000000000000F03F000000000000F03F"), nil)
	fmt.Println(err)
	_, _, err = wkb.Unmarshal(context.Background(), []byte("010300000000CA9A3B"), nil)
	fmt.Println(err)
	// Output:
	// boundary: unusable geometry: the geometry is a POINT; only polygons can be read
	// input: malformed: polygon 1: byte 5 announces 1000000000 parts or points, too many for the 0 bytes that follow
}

func ExampleValue() {
	var site wkb.Value
	if err := site.Scan(column); err != nil { // rows.Scan(&site) does this
		fmt.Println(err)
		return
	}
	fmt.Println(site.Boundary.Polygons()[0][0][1])
	argument, _ := site.Value() // db.Exec(query, site) does this
	fmt.Println(argument == column)
	// Output:
	// {3.94081e+07 4.036e+06}
	// true
}

func ExampleMarshalHex() {
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36}, {X: 116.5, Y: 36}, {X: 116.5, Y: 36.5}, {X: 116, Y: 36}}}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(wkb.MarshalHex(b))
	// Output:
	// 01030000208A11000001000000040000000000000000005D4000000000000042400000000000205D4000000000000042400000000000205D4000000000004042400000000000005D400000000000004240
}

func ExampleRead() {
	file := strings.NewReader("A-1\t" + column + "\nA-2\t" + column + "\n")
	for f, err := range wkb.Read(context.Background(), file, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %.4f\n", f.ID, f.Boundary.Area().Mu())
	}
	// Output:
	// A-1 7.4984
	// A-2 7.4984
}

func ExampleWrite() {
	features := wkb.Read(context.Background(), strings.NewReader(column), nil)
	if err := wkb.Write(os.Stdout, features, nil); err != nil {
		fmt.Println(err)
	}
	// Output:
	// #1	0103000020AF1100000100000004000000000000008CCA824100000000D0CA4E41000000208FCA824100000000D0CA4E41000000208FCA82410000000002CB4E41000000008CCA824100000000D0CA4E41
}
