package geojson

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/sanxian/sanxian/boundary"
)

// BenchmarkScan measures reading without the making of boundaries.
func BenchmarkScan(b *testing.B) {
	data := oereb(b, "restriction.geojson")
	i := bytes.Index(data, []byte(`"coordinates":`)) + len(`"coordinates":`)
	b.SetBytes(int64(len(data) - i))
	b.ReportAllocs()
	for range b.N {
		r := newReader(context.Background(), bytes.NewReader(data[i:]), nil, nil)
		if _, err := r.coordinates("Polygon"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	b.Run("vertices=122346", func(b *testing.B) { benchmarkRead(b, oereb(b, "restriction.geojson")) })
	for _, n := range []int{1000, 100_000} {
		b.Run(fmt.Sprintf("features=%d", n), func(b *testing.B) { benchmarkRead(b, manyFeatures(n)) })
	}
}

func benchmarkRead(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for range b.N {
		for _, err := range Read(context.Background(), bytes.NewReader(data), nil) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	data := oereb(b, "restriction.geojson")
	features, err := boundary.Collect(Read(context.Background(), bytes.NewReader(data), nil))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for range b.N {
		if err := Write(context.Background(), io.Discard, boundary.All(features), nil); err != nil {
			b.Fatal(err)
		}
	}
}

// manyFeatures returns a collection of n parcels in a row, as GDAL writes them.
func manyFeatures(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","name":"parcels","features":[` + "\n")
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		x := 115 + float64(i)*1e-6
		fmt.Fprintf(&b, `{ "type": "Feature", "properties": { "BSM": "%d", "DLMC": "水田" }, "geometry": { "type": "Polygon", "coordinates": [ [ `, i)
		for _, d := range [][2]float64{{0, 0}, {1e-6, 0}, {1e-6, 1e-4}, {5e-7, 1.1e-4}, {0, 1e-4}, {0, 0}} {
			fmt.Fprintf(&b, "[ %.15f, %.15f ], ", x+d[0], 36.44+d[1])
		}
		b.Truncate(b.Len() - 2)
		b.WriteString(" ] ] } }")
	}
	b.WriteString("\n]\n}\n")
	return b.Bytes()
}
