package boundary_test

import (
	"context"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/lab/geometry"
	"github.com/sanxian/sanxian/message"
)

// TestCases measures and repairs the neutral cases that lie on the Earth.
func TestCases(t *testing.T) {
	files, err := geometry.Read("../testdata/cases/geometry")
	require.NoError(t, err)
	n := 0
	for _, f := range files {
		number, ok := strings.CutPrefix(f.Frame, "EPSG:")
		if !ok {
			continue // without geography: internal/plane
		}
		code, err := strconv.Atoi(number)
		require.NoError(t, err, f.Path)
		frame, err := boundary.EPSG(code)
		require.NoError(t, err, f.Path)
		require.Positive(t, f.Tolerance, f.Path)
		for _, c := range f.Cases {
			t.Run(c.Name, func(t *testing.T) {
				a, repairs := made(t, frame, f.Origin, c.A, c.ByNesting)
				checkRepairs(t, c.Expect.Repairs, repairs)
				if c.B == nil {
					requireArea(t, c.Expect.A, a.Area(), f.Tolerance*float64(a.Area()))
					return
				}
				b, _ := made(t, frame, f.Origin, c.B, c.ByNesting)
				checkPair(t, c.Expect, a, b, f.Tolerance*max(float64(a.Area()), float64(b.Area())))
			})
			n++
		}
	}
	require.Greater(t, n, 20)
}

func made(t *testing.T, frame boundary.Frame, origin geometry.Point, polygons []geometry.Polygon, byNesting bool) (*boundary.Boundary, []message.Note) {
	var given []boundary.Polygon
	for _, rings := range polygons {
		var p boundary.Polygon
		for _, points := range rings {
			var ring boundary.Ring
			for _, q := range points {
				ring = append(ring, boundary.Point{X: origin[0] + q[0], Y: origin[1] + q[1]})
			}
			p = append(p, ring)
		}
		given = append(given, p)
	}
	b, repairs, err := boundary.New(context.Background(), frame, given, &boundary.Options{ByNesting: byNesting})
	require.NoError(t, err)
	return b, repairs
}

// checkRepairs compares repairs with those expected. A case without a
// list says nothing about them; one with an empty list expects none.
func checkRepairs(t *testing.T, want []geometry.Repair, got []message.Note) {
	if want == nil {
		return
	}
	require.Len(t, got, len(want), "%v", got)
	for i, r := range want {
		n := got[i]
		require.Equal(t, r.Code, n.Code)
		require.Equal(t, r.Change, n.Values["change"], "%v", n)
		require.True(t, n.Place.Ring > 0 || n.Place.Point != nil, "%v: where?", n)
		if r.Ring > 0 {
			place := n.Place
			place.Point = nil
			require.Equal(t, message.Place{Polygon: r.Polygon, Ring: r.Ring, Vertex: r.Vertex}, place)
		}
	}
}

// checkPair allows the error of the file's figures, and 0 only where they are 0.
func checkPair(t *testing.T, want geometry.Expect, a, b *boundary.Boundary, allowed float64) {
	requireArea(t, want.A, a.Area(), allowed)
	requireArea(t, want.B, b.Area(), allowed)
	shared := boundary.OverlapArea(a, b)
	require.Equal(t, shared, boundary.OverlapArea(b, a))
	requireArea(t, want.Intersection, shared, allowed)
	requireArea(t, want.Difference, a.Area()-shared, allowed)
	requireArea(t, want.Union, a.Area()+b.Area()-shared, allowed)
	relation := "apart"
	switch {
	case shared > 0:
		relation = "overlap"
	case boundary.Distance(a, b, math.Inf(1)) == 0:
		relation = "touch"
	}
	require.Equal(t, want.Relation, relation)

	for _, operation := range []struct {
		name string
		make func(ctx context.Context, a, b *boundary.Boundary) (*boundary.Boundary, error)
		want boundary.Area
	}{
		{"intersection", boundary.Intersect, shared},
		{"difference", boundary.Subtract, a.Area() - shared},
		{"union", boundary.Union, a.Area() + b.Area() - shared},
	} {
		r, err := operation.make(context.Background(), a, b)
		require.NoError(t, err)
		require.InDelta(t, float64(operation.want), float64(r.Area()), 1e-4, "geometry of the %s", operation.name)
		require.Equal(t, operation.want == 0, r.Empty(), "geometry of the %s", operation.name)
	}
}

// requireArea allows half of the last digit that figures in square metres have.
func requireArea(t *testing.T, want geometry.Area, got boundary.Area, allowed float64) {
	t.Helper()
	if want == "" {
		return
	}
	figure, err := strconv.ParseFloat(string(want), 64)
	require.NoError(t, err)
	if figure == 0 {
		require.Zero(t, got)
		return
	}
	require.InDelta(t, figure, float64(got), allowed+1e-4)
}
