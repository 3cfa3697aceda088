package plane_test

import (
	"context"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/internal/lab/exact"
	"github.com/sanxian/sanxian/internal/lab/geometry"
	"github.com/sanxian/sanxian/internal/plane"
)

// TestCases measures the neutral cases without geography: the oracle must say
// what the file says, and the overlay what the oracle says.
func TestCases(t *testing.T) {
	files, err := geometry.Read("../../testdata/cases/geometry")
	require.NoError(t, err)
	n := 0
	for _, f := range files {
		for _, c := range f.Cases {
			switch f.Frame {
			case geometry.Grid:
				t.Run(c.Name, func(t *testing.T) { checkCase(t, c, 0) })
			case geometry.Plane:
				t.Run(c.Name, func(t *testing.T) { checkCase(t, c, f.Tolerance) })
			default:
				continue // of boundaries
			}
			n++
		}
	}
	require.Greater(t, n, 20)
}

// checkCase allows each area to be off by 1e-10 of itself, as overlap promises,
// or where tolerance is not 0 by that share of the larger polygon.
func checkCase(t *testing.T, c geometry.Case, tolerance float64) {
	needed, grid := scales(c)
	a, b := points(c.A, needed), points(c.B, needed)
	areas := exact.Measure(flat(a), flat(b), exact.EvenOdd, exact.EvenOdd)
	ra, err := plane.FromPolygons(context.Background(), points(c.A, grid))
	require.NoError(t, err)
	rb, err := plane.FromPolygons(context.Background(), points(c.B, grid))
	require.NoError(t, err)
	difference, err := plane.Overlay(context.Background(), plane.Difference, ra, rb, 0)
	require.NoError(t, err)
	union, err := plane.Overlay(context.Background(), plane.Union, ra, rb, 0)
	require.NoError(t, err)
	// The crossings of geometry, and of rings that are repaired, are rounded to the
	// grid; those of overlap areas are not.
	snapped := gridBound(perimeter(ra), perimeter(rb))
	dirty := 0.0
	if c.B == nil {
		dirty = snapped
	}
	largest := max(ratio(areas.A), ratio(areas.B))
	for _, x := range []struct {
		name  string
		given geometry.Area
		exact *big.Rat
		got   float64
		bound float64 // in square units of the grid
	}{
		{"a", c.Expect.A, areas.A, ra.Area(), dirty},
		{"b", c.Expect.B, areas.B, rb.Area(), 0},
		{"intersection", c.Expect.Intersection, areas.Intersection, plane.Overlap(ra, rb), 0},
		{"difference", c.Expect.Difference, areas.AOnly, difference.Area(), snapped},
		{"union", c.Expect.Union, areas.Union, union.Area(), snapped},
	} {
		if x.given == "" {
			continue
		}
		want, ok := new(big.Rat).SetString(string(x.given))
		require.True(t, ok, "%s: %s", x.name, x.given)
		own := math.Ldexp(ratio(x.exact), -2*needed)
		if tolerance == 0 {
			require.Zero(t, want.Cmp(x.exact), "%s: the oracle says %s, the file %s", x.name, x.exact.RatString(), x.given)
			if x.bound == 0 {
				require.Equal(t, want.Sign() > 0, x.got > 0, "%s is 0 exactly where the file says so", x.name)
			}
		} else {
			require.Equal(t, ratio(want), own, "%s: the oracle", x.name)
		}
		allowed := math.Ldexp(x.bound, -2*grid) + 1e-10*own + tolerance*math.Ldexp(largest, -2*needed)
		require.InDelta(t, own, math.Ldexp(x.got, -2*grid), allowed, "%s: the overlay", x.name)
	}
	if c.Expect.Relation != "" {
		require.Equal(t, c.Expect.Relation, relation(areas.Intersection, flat(a), flat(b)))
	}
}

// scales returns the least power of two that makes all coordinates whole, and
// the largest up to it that keeps them within the range of the plane.
func scales(c geometry.Case) (needed, grid int) {
	largest := 0.0
	for _, p := range append(append([]geometry.Polygon{}, c.A...), c.B...) {
		for _, ring := range p {
			for _, q := range ring {
				for _, v := range q {
					largest = max(largest, math.Abs(v))
					for math.Ldexp(v, needed) != math.Trunc(math.Ldexp(v, needed)) {
						needed++
					}
				}
			}
		}
	}
	for grid = needed; math.Ldexp(largest, grid) > plane.MaxCoordinate; {
		grid--
	}
	return needed, grid
}

// points returns polygons in units of 2^-exponent.
func points(polygons []geometry.Polygon, exponent int) [][][]plane.Point {
	var out [][][]plane.Point
	for _, p := range polygons {
		var rings [][]plane.Point
		for _, ring := range p {
			var points []plane.Point
			for _, q := range ring {
				points = append(points, plane.Point{X: int64(math.RoundToEven(math.Ldexp(q[0], exponent))), Y: int64(math.RoundToEven(math.Ldexp(q[1], exponent)))})
			}
			rings = append(rings, points)
		}
		out = append(out, rings)
	}
	return out
}

// flat puts the rings of all polygons in one list.
func flat(polygons [][][]plane.Point) [][]exact.Point {
	var out [][]exact.Point
	for _, p := range polygons {
		out = append(out, oracleRings(p)...)
	}
	return out
}

// relation says whether two sets of rings overlap, only touch, or are apart, by
// whole numbers alone.
func relation(shared *big.Rat, a, b [][]exact.Point) string {
	if shared.Sign() > 0 {
		return "overlap"
	}
	for _, r := range a {
		for i := range r {
			for _, s := range b {
				for k := range s {
					if meet(r[i], r[(i+1)%len(r)], s[k], s[(k+1)%len(s)]) {
						return "touch"
					}
				}
			}
		}
	}
	return "apart"
}

// meet reports whether two segments have a point in common.
func meet(p, q, r, s exact.Point) bool {
	if max(p.X, q.X) < min(r.X, s.X) || max(r.X, s.X) < min(p.X, q.X) || max(p.Y, q.Y) < min(r.Y, s.Y) || max(r.Y, s.Y) < min(p.Y, q.Y) {
		return false
	}
	return side(p, q, r)*side(p, q, s) <= 0 && side(r, s, p)*side(r, s, q) <= 0
}

// side is the sign of the turn from p over q to r.
func side(p, q, r exact.Point) int {
	x := new(big.Int).Mul(big.NewInt(q.X-p.X), big.NewInt(r.Y-p.Y))
	return x.Cmp(new(big.Int).Mul(big.NewInt(q.Y-p.Y), big.NewInt(r.X-p.X)))
}
