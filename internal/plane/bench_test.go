package plane_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/internal/plane"
)

// zone is a ring of n vertices about 5 m apart on a grid of 2^-24 m.
func zone(rng *rand.Rand, n int) *plane.Region {
	radius := 5 * float64(n) / (2 * math.Pi) * (1 << 24)
	ring := make([]plane.Point, n)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r := radius + (rng.Float64()-0.5)*(1<<26)
		ring[i] = plane.Point{X: int64(r * cos), Y: int64(r * sin)}
	}
	r, err := plane.NewRegion([][]plane.Point{ring})
	if err != nil {
		panic(err)
	}
	return r
}

var zoneSizes = []int{100, 1000, 20_000, 100_000}

// site is a square of 40 m about a vertex of the zone, or deep in it.
func site(z *plane.Region, inside bool) *plane.Region {
	c := z.Ring(0)[0]
	if inside {
		c = plane.Point{X: c.X / 2, Y: c.Y / 2}
	}
	const half = 20 << 24
	r, err := plane.NewRegion([][]plane.Point{{{c.X - half, c.Y - half}, {c.X + half, c.Y - half}, {c.X + half, c.Y + half}, {c.X - half, c.Y + half}}})
	if err != nil {
		panic(err)
	}
	return r
}

func BenchmarkOverlap(b *testing.B) {
	for _, inside := range []bool{false, true} {
		where := "edge"
		if inside {
			where = "inside"
		}
		for _, n := range zoneSizes {
			z := zone(rand.New(rand.NewPCG(1, 2)), n)
			s := site(z, inside)
			b.Run(fmt.Sprintf("%s/zone=%d", where, n), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					plane.Overlap(s, z)
				}
			})
		}
	}
}

func BenchmarkOverlay(b *testing.B) {
	for _, n := range zoneSizes {
		z := zone(rand.New(rand.NewPCG(1, 2)), n)
		s := site(z, false)
		b.Run(fmt.Sprintf("zone=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_, err := plane.Overlay(context.Background(), plane.Intersection, s, z, 0)
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkNewRegion(b *testing.B) {
	for _, n := range zoneSizes {
		ring := zone(rand.New(rand.NewPCG(1, 2)), n).Ring(0)
		b.Run(fmt.Sprintf("vertices=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_, err := plane.NewRegion([][]plane.Point{ring})
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkValidate(b *testing.B) {
	for _, n := range zoneSizes {
		z := zone(rand.New(rand.NewPCG(1, 2)), n)
		b.Run(fmt.Sprintf("vertices=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				require.Empty(b, z.Validate(1))
			}
		})
	}
}
