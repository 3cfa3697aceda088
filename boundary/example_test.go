package boundary_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// rectangle is one in the Gauss-Krüger zone 39 of CGCS2000, EPSG:4527, with its
// corner at x, y metres east and north of a place on the central meridian.
func rectangle(x, y, width, height float64) *boundary.Boundary {
	zone39, err := boundary.EPSG(4527)
	if err != nil {
		panic(err)
	}
	x, y = x+39_500_000, y+4_036_000
	b, _, err := boundary.New(context.Background(), zone39, []boundary.Polygon{{{{X: x, Y: y}, {X: x + width, Y: y}, {X: x + width, Y: y + height}, {X: x, Y: y + height}, {X: x, Y: y}}}}, nil)
	if err != nil {
		panic(err)
	}
	return b
}

func ExampleNew() {
	// Longitude and latitude in degrees. The ring is not closed and runs the
	// wrong way round: both are repaired, and said.
	ring := boundary.Ring{{X: 116, Y: 36.4}, {X: 116, Y: 36.401}, {X: 116.001, Y: 36.401}, {X: 116.001, Y: 36.4}}
	b, repairs, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{ring}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range repairs {
		fmt.Println(r.Code)
	}
	fmt.Printf("%.4f m², %.4f 公顷, %.4f 亩\n", b.Area(), b.Area().Hectares(), b.Area().Mu())
	// Output:
	// ring.closed
	// ring.direction
	// 9954.3104 m², 0.9954 公顷, 14.9315 亩
}

func ExampleNew_refused() {
	_, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36.4}, {X: 116.001, Y: 91}, {X: 116.001, Y: 36.4}}}}, nil)
	var e *message.Error
	if errors.Is(err, boundary.ErrGeometry) && errors.As(err, &e) {
		fmt.Println(e.Code, "in ring", e.Place.Ring, "at vertex", e.Place.Vertex)
	}
	// Output: point.latitude in ring 1 at vertex 2
}

func ExampleOverlapArea() {
	site, parcel, neighbour := rectangle(0, 0, 100, 100), rectangle(60, 0, 100, 100), rectangle(-50, 0, 50, 100)
	fmt.Printf("%.2f m²\n", boundary.OverlapArea(site, parcel))
	fmt.Println("neighbours that share an edge:", boundary.OverlapArea(site, neighbour) == 0)
	// Output:
	// 4000.00 m²
	// neighbours that share an edge: true
}

func ExampleSubtract() {
	site, parcel := rectangle(0, 0, 100, 100), rectangle(60, 0, 100, 100)
	rest, err := boundary.Subtract(context.Background(), site, parcel)
	if err != nil {
		fmt.Println(err) // only where it would be too large
		return
	}
	fmt.Printf("%.2f m², mean width %.2f m\n", rest.Area(), rest.MeanWidth())
	for _, p := range rest.Polygons()[0][0] {
		fmt.Printf("%.1f %.1f\n", p.X, p.Y)
	}
	// Output:
	// 6000.00 m², mean width 37.50 m
	// 39500000.0 4036000.0
	// 39500060.0 4036000.0
	// 39500060.0 4036100.0
	// 39500000.0 4036100.0
	// 39500000.0 4036000.0
}

// The cells of a covering are keys for a database: what does not share a cell,
// or one that contains it, with the site cannot overlap it.
func ExampleBoundary_Covering() {
	cells := rectangle(0, 0, 100, 100).Covering(4)
	fmt.Println(len(cells) > 0 && len(cells) <= 4, cells.IntersectsCellID(cells[0].RangeMin()))
	// Output: true true
}
