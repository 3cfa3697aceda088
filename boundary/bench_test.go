package boundary_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

// BenchmarkNew makes boundaries of edges of 5 m, in longitude and latitude and
// in a zone.
func BenchmarkNew(b *testing.B) {
	for _, frame := range []boundary.Frame{boundary.LonLat, zone39(b)} {
		for _, n := range []int{10, 1000, 100_000} {
			ring := make(boundary.Ring, n+1)
			for i := range n {
				sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
				r := 5 * float64(n) / (2 * math.Pi)
				ring[i] = boundary.Point{X: 39_500_000 + r*cos, Y: 4_036_000 + r*sin}
				if frame.Geographic() {
					lon, lat := zone39(b).ToLonLat(ring[i])
					ring[i] = boundary.Point{X: lon, Y: lat}
				}
			}
			ring[n] = ring[0]
			b.Run(fmt.Sprintf("%s/vertices=%d", frame, n), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					_, _, err := boundary.New(context.Background(), frame, []boundary.Polygon{{ring}}, nil)
					require.NoError(b, err)
				}
			})
		}
	}
}

// BenchmarkSixty intersects two polygons of 60 vertices, without and with the
// vertices of the result.
func BenchmarkSixty(b *testing.B) {
	zone39, err := boundary.EPSG(4527)
	require.NoError(b, err)
	polygon := func(x, y float64) *boundary.Boundary {
		ring := make(boundary.Ring, 60)
		for i := range ring {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(ring)))
			r := 300 + 40*math.Sin(7*float64(i))
			ring[i] = boundary.Point{X: 39_408_000 + x + r*cos, Y: 4_035_000 + y + r*sin}
		}
		p, _, err := boundary.New(context.Background(), zone39, []boundary.Polygon{{ring}}, nil)
		require.NoError(b, err)
		return p
	}
	p, q := polygon(0, 0), polygon(170, 90)
	for _, vertices := range []bool{false, true} {
		b.Run(fmt.Sprintf("vertices=%v", vertices), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				r, err := boundary.Intersect(context.Background(), p, q)
				if err != nil {
					b.Fatal(err)
				}
				if vertices {
					r.Polygons()
				}
			}
		})
	}
}

// BenchmarkHoles makes a boundary with many holes, of which two overlap.
func BenchmarkHoles(b *testing.B) {
	square := func(x, y, side float64) boundary.Ring {
		return boundary.Ring{{X: x, Y: y}, {X: x, Y: y + side}, {X: x + side, Y: y + side}, {X: x + side, Y: y}, {X: x, Y: y}}
	}
	for _, byNesting := range []bool{false, true} {
		for _, side := range []int{50, 150, 300, 600} {
			x, y := 39_409_000., 4_035_000.
			polygon := boundary.Polygon{square(x, y, float64(side*20+20)), square(x+14, y+14, 8)}
			for i := range side * side {
				polygon = append(polygon, square(x+10+float64(i/side)*20, y+10+float64(i%side)*20, 8))
			}
			b.Run(fmt.Sprintf("nesting=%v/holes=%d", byNesting, side*side), func(b *testing.B) {
				for range b.N {
					_, _, err := boundary.New(context.Background(), zone39(b), []boundary.Polygon{polygon}, &boundary.Options{ByNesting: byNesting})
					require.NoError(b, err)
				}
			})
		}
	}
}
