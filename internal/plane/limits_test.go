package plane_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/internal/plane"
)

// teeth are n parallel diagonal teeth, whose boxes all meet.
func teeth(t *testing.T, n, shift int64) *plane.Region {
	t.Helper()
	var ring []plane.Point
	for i := range n {
		ring = append(ring, plane.Point{X: 4*i + shift, Y: 0}, plane.Point{X: 4*i + 2 + shift + 1_000_000, Y: 1_000_000})
	}
	ring = append(ring, plane.Point{X: 4*n + shift + 10, Y: -10}, plane.Point{X: shift - 10, Y: -10})
	r, err := plane.NewRegion([][]plane.Point{ring})
	require.NoError(t, err)
	return r
}

// comb has n upright teeth, or level ones, so that two combs cross in 4n²
// points.
func comb(t *testing.T, n int64, level bool) *plane.Region {
	t.Helper()
	h := 4 * n
	var ring []plane.Point
	for i := range n {
		ring = append(ring, plane.Point{X: 4 * i, Y: h}, plane.Point{X: 4*i + 2, Y: h}, plane.Point{X: 4*i + 2, Y: 0}, plane.Point{X: 4*i + 4, Y: 0})
	}
	ring = append(ring, plane.Point{X: h, Y: -2}, plane.Point{X: 0, Y: -2})
	if level { // shifted, so that the crossings are no vertices
		for i, p := range ring {
			ring[i] = plane.Point{X: p.Y + 1, Y: p.X + 1}
		}
	} else {
		slices.Reverse(ring)
	}
	r, err := plane.NewRegion([][]plane.Point{ring})
	require.NoError(t, err)
	require.Positive(t, r.Area())
	return r
}

// TestLimits: what would take the square of the number of edges is refused.
func TestLimits(t *testing.T) {
	ctx := context.Background()
	a, b := teeth(t, 3000, 0), teeth(t, 3000, 1)
	_, err := plane.Overlay(ctx, plane.Intersection, a, b, 1_000_000)
	require.ErrorIs(t, err, plane.ErrTooComplex)
	_, err = plane.OverlapWithin(ctx, a, b, 1_000_000)
	require.ErrorIs(t, err, plane.ErrTooComplex)
	area, err := plane.OverlapWithin(ctx, a, b, 0)
	require.NoError(t, err)
	require.Equal(t, plane.Overlap(a, b), area)

	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err = plane.Overlay(cancelled, plane.Union, a, b, 0)
	require.ErrorIs(t, err, context.Canceled)
	_, err = plane.OverlapWithin(cancelled, a, b, 0)
	require.ErrorIs(t, err, context.Canceled)
}

// TestCombs: a comb against a comb, and 100 000 parallel diagonal teeth a side,
// are done or refused in seconds. docs/overlay.md has the figures; the bound
// here leaves room for slow machines.
func TestCombs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	ctx := context.Background()
	step := func(name string, f func(t *testing.T)) {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			f(t)
			took := time.Since(begin)
			t.Log(took)
			require.Less(t, took, time.Minute)
		})
	}
	upright, level := comb(t, 1000, false), comb(t, 1000, true)
	step("comb, area", func(t *testing.T) {
		// 999 upright teeth share 1000 squares with the level ones; of the first, one
		// half does, and the other lies in the level comb's back.
		require.Equal(t, 999*1000*4+1000*2+3999.0, plane.Overlap(upright, level))
	})
	step("comb, geometry", func(t *testing.T) {
		_, err := plane.Overlay(ctx, plane.Intersection, upright, level, 0)
		require.ErrorIs(t, err, plane.ErrTooComplex)
	})
	a, b := teeth(t, 100_000, 0), teeth(t, 100_000, 1)
	step("teeth, validity", func(t *testing.T) {
		problems := a.Validate(1)
		require.Len(t, problems, 1)
		require.Equal(t, plane.Unchecked, problems[0].Kind)
	})
	step("teeth, area", func(t *testing.T) {
		_, err := plane.OverlapWithin(ctx, a, b, 0)
		require.ErrorIs(t, err, plane.ErrTooComplex)
	})
	step("teeth, geometry", func(t *testing.T) {
		_, err := plane.Overlay(ctx, plane.Intersection, a, b, 0)
		require.ErrorIs(t, err, plane.ErrTooComplex)
	})
}
