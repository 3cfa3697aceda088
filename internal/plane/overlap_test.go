package plane_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/internal/plane/exact"
	"github.com/sanxian/sanxian/internal/plane/families"
)

// TestOverlapAgainstOracle compares 20 000 pairs of all families with rational
// arithmetic.
func TestOverlapAgainstOracle(t *testing.T) {
	pairs := 20_000
	if testing.Short() {
		pairs = 2_000
	}
	each := pairs / len(families.All)
	for _, f := range families.All {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			for i := range each {
				rng := rand.New(rand.NewPCG(uint64(i), 7))
				p := f.Pair(rng, 3+rng.IntN(10))
				check(t, f.Name, i, p)
			}
		})
	}
}

func check(t *testing.T, family string, i int, p families.Pair) {
	t.Helper()
	a, err := plane.NewRegion(p.A)
	require.NoError(t, err)
	b, err := plane.NewRegion(p.B)
	require.NoError(t, err)
	got := plane.Overlap(a, b)
	require.Equal(t, got, plane.Overlap(b, a), "%s %d: not symmetric", family, i)
	want := exact.Overlap(oracleRings(p.A), oracleRings(p.B))
	w, _ := want.Float64()
	if want.Sign() == 0 {
		require.Zero(t, got, "%s %d: %v %v", family, i, p.A, p.B)
		return
	}
	require.Positive(t, got, "%s %d: %v %v", family, i, p.A, p.B)
	tolerance := 1e-9 * max(a.Area(), b.Area())
	require.InDelta(t, w, got, max(tolerance, 1e-300), "%s %d: %v %v", family, i, p.A, p.B)
}

func oracleRings(rings [][]plane.Point) [][]exact.Point {
	out := make([][]exact.Point, len(rings))
	for i, ring := range rings {
		for _, p := range ring {
			out[i] = append(out[i], exact.Point(p))
		}
	}
	return out
}
