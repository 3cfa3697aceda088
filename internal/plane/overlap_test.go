package plane_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/internal/lab/exact"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/internal/plane"
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
			var meter plane.Meter
			for i := range each {
				rng := rand.New(rand.NewPCG(uint64(i), 7))
				p := f.Pair(rng, 3+rng.IntN(10))
				check(t, f.Name, i, p, &meter)
			}
		})
	}
}

func check(t *testing.T, family string, i int, p families.Pair, meter *plane.Meter) {
	t.Helper()
	a, err := plane.NewRegion(p.A)
	require.NoError(t, err)
	b, err := plane.NewRegion(p.B)
	require.NoError(t, err)
	got := plane.Overlap(a, b)
	require.Equal(t, got, plane.Overlap(b, a), "%s %d: not symmetric", family, i)
	require.Equal(t, got, meter.Overlap(b, a), "%s %d: not the same by a meter", family, i)
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

// TestLocateBox: a box inside shares all of itself, one outside nothing, which is
// measured; and both occur.
func TestLocateBox(t *testing.T) {
	var sides [3]int
	for _, f := range families.All {
		for i := range 300 {
			rng := rand.New(rand.NewPCG(uint64(i), 11))
			p := f.Pair(rng, 3+rng.IntN(60))
			r, err := plane.NewRegion(p.A)
			require.NoError(t, err)
			all := r.Box()
			width, height := all.MaxX-all.MinX, all.MaxY-all.MinY
			for range 20 {
				x, y := all.MinX-width/8+rng.Int64N(width+width/4+1), all.MinY-height/8+rng.Int64N(height+height/4+1)
				b := plane.Box{MinX: x, MinY: y, MaxX: x + 1 + rng.Int64N(width/16+1), MaxY: y + 1 + rng.Int64N(height/16+1)}
				square, err := plane.NewRegion([][]plane.Point{{{X: b.MinX, Y: b.MinY}, {X: b.MaxX, Y: b.MinY}, {X: b.MaxX, Y: b.MaxY}, {X: b.MinX, Y: b.MaxY}}})
				if err != nil || square.Empty() {
					continue // at the end of the range of coordinates
				}
				side := r.LocateBox(b)
				sides[side+1]++
				switch side {
				case +1:
					require.Equal(t, square.Area(), plane.Overlap(square, r), "%s %d", f.Name, i)
				case -1:
					require.Zero(t, plane.Overlap(square, r), "%s %d", f.Name, i)
					require.False(t, r.MeetsBox(b))
				}
			}
		}
	}
	for _, n := range sides {
		require.Greater(t, n, 1000)
	}
}

// TestParseRestoresTheRegion: with all that was derived from its points.
func TestParseRestoresTheRegion(t *testing.T) {
	var arena plane.Arena
	for _, f := range families.All {
		for i := range 100 {
			rng := rand.New(rand.NewPCG(uint64(i), 13))
			r, err := plane.NewRegion(f.Pair(rng, 3+rng.IntN(400)).A)
			require.NoError(t, err)
			back, rest, err := arena.Parse(append(r.AppendBinary(nil), 1, 2, 3))
			require.NoError(t, err)
			require.Equal(t, []byte{1, 2, 3}, rest)
			require.True(t, reflect.DeepEqual(*r, back), "%s %d", f.Name, i)
		}
	}
}
