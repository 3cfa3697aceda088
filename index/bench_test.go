package index_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
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

// BenchmarkNearestZone asks sites along the ragged edge of one large zone how far it is:
// neighbours after each other, or far from each other.
func BenchmarkNearestZone(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		f, err := boundary.EPSG(4527)
		require.NoError(b, err)
		rng := rand.New(rand.NewPCG(1, 2))
		ring := make(boundary.Ring, n)
		radius := float64(n) * 5 / (2 * math.Pi)
		for i := range ring {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			r := radius + 5*rng.Float64()
			ring[i] = boundary.Point{X: 39500000 + r*cos, Y: 4036000 + r*sin}
		}
		zone, _, err := boundary.New(context.Background(), f, []boundary.Polygon{{ring}}, nil)
		require.NoError(b, err)
		x, err := index.Build(context.Background(), boundary.All([]boundary.Feature{{ID: "zone", Boundary: zone}}))
		require.NoError(b, err)
		var sites []*boundary.Boundary
		for i := range 1000 {
			sin, cos := math.Sincos(float64(i) * 20 / radius)
			sites = append(sites, square(b, "site", (radius+300)*cos, (radius+300)*sin, 20).Boundary)
		}
		ask := func(name string, order []*boundary.Boundary) {
			b.Run(fmt.Sprintf("%s/zone=%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for i := range b.N {
					for range x.Nearest(order[i%len(order)]) {
						break
					}
				}
			})
		}
		ask("neighbours", sites)
		scattered := slices.Clone(sites)
		rng.Shuffle(len(scattered), func(i, j int) { scattered[i], scattered[j] = scattered[j], scattered[i] })
		ask("scattered", scattered)
	}
}

func living(tb testing.TB, features []boundary.Feature) *index.Live {
	tb.Helper()
	l := new(index.Live)
	for _, f := range features {
		_, err := l.Insert(f)
		require.NoError(tb, err)
	}
	return l
}

// BenchmarkLiveEdit removes a feature and inserts it again, in random order; ns/edit
// is the time of one edit.
func BenchmarkLiveEdit(b *testing.B) {
	for _, n := range sizes {
		features := grid(b, n)
		l := living(b, features)
		rng := rand.New(rand.NewPCG(1, 2))
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				f := features[rng.IntN(len(features))]
				if !l.Remove(f.ID) {
					b.Fatal("it is not there")
				}
				if _, err := l.Insert(f); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2, "ns/edit")
		})
	}
}

// BenchmarkIndexEdit makes the same edits as BenchmarkLiveEdit by a new index each.
func BenchmarkIndexEdit(b *testing.B) {
	for _, n := range sizes {
		features := grid(b, n)
		x := indexed(b, n)
		rng := rand.New(rand.NewPCG(1, 2))
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				f := features[rng.IntN(len(features))]
				x = x.Without(f.ID).With(f)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2, "ns/edit")
		})
	}
}

func BenchmarkLiveOverlaps(b *testing.B) {
	for _, n := range sizes {
		l := living(b, grid(b, n))
		site := square(b, "site", 75, 75, 60).Boundary
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				for range l.Overlaps(context.Background(), site) {
				}
			}
		})
	}
}

func BenchmarkLiveNearest(b *testing.B) {
	for _, n := range sizes {
		l := living(b, grid(b, n))
		site := square(b, "site", -300, 75, 60).Boundary
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				for range l.Nearest(site) {
					break
				}
			}
		})
	}
}
