package index_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

// sizes of the grids that benchmarks ask, n by n features.
var sizes = []int{10, 100, 300}

func indexed(tb testing.TB, n int) *index.Index {
	tb.Helper()
	x, err := index.Build(context.Background(), boundary.All(grid(tb, n)))
	require.NoError(tb, err)
	return x
}

func TestAppendOverlapsDoesNotAllocate(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector drops what a pool keeps")
	}
	x := indexed(t, 10)
	site := square(t, "site", 75, 75, 60).Boundary
	dst := x.AppendOverlaps(nil, site)
	require.Len(t, dst, 4)
	require.Zero(t, testing.AllocsPerRun(1000, func() { dst = x.AppendOverlaps(dst[:0], site) }))
}

func BenchmarkOverlaps(b *testing.B) {
	for _, n := range sizes {
		x := indexed(b, n)
		site := square(b, "site", 75, 75, 60).Boundary
		var dst []index.Overlap
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				dst = x.AppendOverlaps(dst[:0], site)
			}
		})
	}
}

// BenchmarkBatch checks as many sites as there are features, in random order;
// the time is that of all.
func BenchmarkBatch(b *testing.B) {
	for _, n := range sizes {
		x := indexed(b, n)
		rng := rand.New(rand.NewPCG(1, 2))
		var sites []*boundary.Boundary
		for range n * n {
			side := 50 * float64(n)
			sites = append(sites, square(b, "site", rng.Float64()*side, rng.Float64()*side, 20).Boundary)
		}
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				for _, err := range x.Batch(context.Background(), stream(sites, nil), nil) {
					require.NoError(b, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(sites)), "ns/site")
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range sizes {
		features := grid(b, n)
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_, err := index.Build(context.Background(), boundary.All(features))
				require.NoError(b, err)
			}
		})
	}
}

// BenchmarkWith changes one feature, which becomes a part of its own.
func BenchmarkWith(b *testing.B) {
	for _, n := range sizes {
		x := indexed(b, n)
		f := square(b, "one", 75, 75, 20)
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				x.With(f)
			}
		})
	}
}

func BenchmarkNearest(b *testing.B) {
	for _, n := range sizes {
		x := indexed(b, n)
		site := square(b, "site", -300, 75, 60).Boundary
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				for range x.Nearest(site) {
					break
				}
			}
		})
	}
}
