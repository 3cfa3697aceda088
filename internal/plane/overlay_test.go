package plane_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/internal/lab/exact"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/internal/plane"
)

// TestOverlayAgainstOracle checks geometry: areas against rational arithmetic,
// validity, and that it says the same as the area alone.
func TestOverlayAgainstOracle(t *testing.T) {
	each := 300
	if testing.Short() {
		each = 50
	}
	for _, f := range families.All {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			for i := range each {
				rng := rand.New(rand.NewPCG(uint64(i), 11))
				p := f.Pair(rng, 3+rng.IntN(12))
				checkOverlay(t, f.Name, i, p)
			}
		})
	}
}

func checkOverlay(t *testing.T, family string, i int, p families.Pair) {
	t.Helper()
	a, err := plane.NewRegion(p.A)
	require.NoError(t, err)
	b, err := plane.NewRegion(p.B)
	require.NoError(t, err)
	want := exact.Measure(oracleRings(p.A), oracleRings(p.B), exact.EvenOdd, exact.EvenOdd)
	ctx := context.Background()
	intersection, err := plane.Overlay(ctx, plane.Intersection, a, b, 0)
	require.NoError(t, err)
	difference, err := plane.Overlay(ctx, plane.Difference, a, b, 0)
	require.NoError(t, err)
	union, err := plane.Overlay(ctx, plane.Union, a, b, 0)
	require.NoError(t, err)
	bound := gridBound(perimeter(a), perimeter(b)) + 1e-14*(a.Area()+b.Area())
	for _, c := range []struct {
		name string
		got  *plane.Region
		want float64
	}{
		{"intersection", intersection, ratio(want.Intersection)},
		{"difference", difference, ratio(want.AOnly)},
		{"union", union, ratio(want.Union)},
	} {
		requireValid(t, c.got, "%s %d %s: %v %v", family, i, c.name, p.A, p.B)
		require.InDelta(t, c.want, c.got.Area(), bound, "%s %d %s: %v %v", family, i, c.name, p.A, p.B)
	}
	require.InDelta(t, plane.Overlap(a, b), intersection.Area(), bound, "%s %d", family, i)
}

func ratio(r interface{ Float64() (float64, bool) }) float64 {
	f, _ := r.Float64()
	return f
}

// gridBound is how far snapping may move an area: each edge of the inputs by
// half a unit each way, which is 0.71 to the side.
func gridBound(perimeters ...float64) float64 {
	sum := 1.0
	for _, p := range perimeters {
		sum += p * math.Sqrt2 / 2
	}
	return sum + 1e-9*sum
}

func perimeter(r *plane.Region) float64 {
	sum := 0.0
	for i := range r.Rings() {
		sum += ringLength(r.Ring(i))
	}
	return sum
}

func ringLength(ring []plane.Point) float64 {
	sum := 0.0
	for k, p := range ring {
		q := ring[(k+1)%len(ring)]
		sum += math.Hypot(float64(q.X-p.X), float64(q.Y-p.Y))
	}
	return sum
}

// requireValid checks what Overlay promises: rings bound a region, touch
// themselves nowhere, and shells come before their holes.
func requireValid(t *testing.T, r *plane.Region, format string, args ...any) {
	t.Helper()
	require.Empty(t, r.Validate(10), append([]any{format}, args...)...)
	for i := range r.Rings() {
		seen := map[plane.Point]bool{}
		for _, p := range r.Ring(i)[1:] {
			require.False(t, seen[p], append([]any{format}, args...)...)
			seen[p] = true
		}
	}
	for _, polygon := range r.Polygons() {
		for k, ring := range polygon {
			require.Equal(t, k == 0, r.RingArea(ring) > 0, append([]any{format}, args...)...)
		}
	}
}

// TestEvenOdd repairs random rings of few coordinates, which cross and run
// along themselves in every way.
func TestEvenOdd(t *testing.T) {
	for i := range 3000 {
		rng := rand.New(rand.NewPCG(uint64(i), 13))
		size := int64(2 + rng.IntN(6))
		if rng.IntN(3) == 0 {
			size = 1 << rng.IntN(40)
		}
		ring := make([]plane.Point, 3+rng.IntN(10))
		for k := range ring {
			ring[k] = plane.Point{X: rng.Int64N(size + 1), Y: rng.Int64N(size + 1)}
		}
		got, disputed, err := plane.EvenOdd(context.Background(), ring, 0)
		require.NoError(t, err)
		requireValid(t, got, "%d %v", i, ring)
		want := ratio(exact.Measure(oracleRings([][]plane.Point{ring}), nil, exact.EvenOdd, exact.EvenOdd).A)
		require.InDelta(t, want, got.Area(), gridBound(ringLength(ring)), "%d %v", i, ring)
		requireValid(t, disputed, "%d %v", i, ring)
		not01 := func(winding, _ int) bool { return winding != 0 && winding != 1 }
		want = ratio(exact.Measure(oracleRings([][]plane.Point{ring}), nil, not01, not01).A)
		require.InDelta(t, want, disputed.Area(), gridBound(ringLength(ring)), "%d %v", i, ring)
	}
}

// TestCover counts what one, two and three squares of a row cover.
func TestCover(t *testing.T) {
	var squares []*plane.Region
	for i := range int64(3) {
		r, err := plane.NewRegion([][]plane.Point{{{X: 5 * i, Y: 0}, {X: 5*i + 10, Y: 0}, {X: 5*i + 10, Y: 10}, {X: 5 * i, Y: 10}}})
		require.NoError(t, err)
		squares = append(squares, r)
	}
	window, err := plane.NewRegion([][]plane.Point{{{X: 1, Y: 1}, {X: 14, Y: 1}, {X: 14, Y: 9}, {X: 1, Y: 9}}})
	require.NoError(t, err)
	for times, want := range map[int]float64{1: 200, 2: 100, 3: 0} {
		got, err := plane.Cover(context.Background(), squares, times, nil, 0)
		require.NoError(t, err)
		require.Equal(t, want, got.Area(), "%d times", times)
	}
	for times, want := range map[int]float64{1: 104, 2: 72, 3: 0} {
		got, err := plane.Cover(context.Background(), squares, times, window, 0)
		require.NoError(t, err)
		require.Equal(t, want, got.Area(), "%d times in the window", times)
	}
}
