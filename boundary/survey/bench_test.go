package survey

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/sanxian/sanxian/boundary"
)

func BenchmarkRead(b *testing.B) {
	for _, points := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("points=%d", points), func(b *testing.B) {
			ring := star(39409000, 4035000, 5000, points, 4)
			var file bytes.Buffer
			f := makeFeature(b, 4527, "A", []boundary.Polygon{{ring}})
			if err := Write(&file, boundary.All([]boundary.Feature{f}), nil); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			for range b.N {
				r := newReader(context.Background(), strings.NewReader(file.String()), nil)
				if _, err := r.scan(); err != nil { // without boundary.New, which has its own benchmark
					b.Fatal(err)
				}
			}
		})
	}
}
