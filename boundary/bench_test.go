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
