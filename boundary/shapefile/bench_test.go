package shapefile

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

// BenchmarkRead includes boundary.New, which takes most of the time.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{10, 100, 10000} {
		const features = 20
		var shapes [][]byte
		var rows [][]string
		for i := range features {
			ring := make(boundary.Ring, n+1)
			for k := range ring {
				sin, cos := math.Sincos(-2 * math.Pi * float64(k%n) / float64(n))
				ring[k] = boundary.Point{X: e0 + 500*cos, Y: n0 + float64(1000*i) + 400*sin}
			}
			shapes = append(shapes, polygon(5, ring))
			rows = append(rows, []string{fmt.Sprint("T", i), "\xd3\xc0\xbe\xc3\xbb\xf9\xb1\xbe", "1234.56"})
		}
		s := shp(5, shapes...)
		d := dbf(0x4d, []dbfField{{"BSM", 'C', 20}, {"MC", 'C', 80}, {"MJ", 'N', 12}}, rows...)
		p := prj(b, 4527)
		b.Run(fmt.Sprintf("vertices=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s) + len(d)))
			for range b.N {
				files := Files{SHP: bytes.NewReader(s), DBF: bytes.NewReader(d), PRJ: bytes.NewReader(p)}
				for _, err := range Read(context.Background(), files, nil) {
					require.NoError(b, err)
				}
			}
		})
	}
}
