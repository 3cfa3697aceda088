package boundary_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
)

func rect(t testing.TB, x0, y0, x1, y1 float64) *boundary.Boundary {
	t.Helper()
	b, _, err := boundary.New(context.Background(), zone39(t), []boundary.Polygon{{box(x0, y0, x1, y1)}}, nil)
	require.NoError(t, err)
	return b
}

// Vertices that were given stay; extra points on long edges do not appear; new
// vertices are at the resolution.
func TestIntersectKeepsGivenVertices(t *testing.T) {
	a, b := rect(t, 0.123456, 0.2, 500.3, 400.4), rect(t, 100.00001, 100, 900, 800)
	got, err := boundary.Intersect(context.Background(), a, b)
	require.NoError(t, err)
	ring := got.Polygons()[0][0]
	require.Len(t, ring, 5)
	require.Equal(t, boundary.Point{X: 39500100.00001, Y: 4036100}, ring[0])
	require.Equal(t, boundary.Point{X: 39500500.3, Y: 4036400.4}, ring[2])
	// Computed ones lie on the chord between extra points, 0.1 mm off the line.
	require.InDelta(t, 39500100, ring[3].X, 1e-4)
	require.InDelta(t, 4036400.4, ring[3].Y, 2.1e-4)
	require.Equal(t, math.Round(ring[3].Y*1e4)/1e4, ring[3].Y)
	require.InDelta(t, float64(boundary.OverlapArea(a, b)), float64(got.Area()), 1e-4)
	rest, err := boundary.Subtract(context.Background(), a, b)
	require.NoError(t, err)
	require.Len(t, rest.Polygons()[0][0], 7)
	all, err := boundary.Union(context.Background(), a, b)
	require.NoError(t, err)
	require.Len(t, all.Polygons()[0][0], 9)
	require.InDelta(t, float64(a.Area()), float64(got.Area()+rest.Area()), 1e-4)
	require.InDelta(t, float64(a.Area()+b.Area()-got.Area()), float64(all.Area()), 1e-4)
}

func TestTouchingLeavesNoResidue(t *testing.T) {
	a, b := rect(t, 0, 0, 300, 300), rect(t, 300, 0, 600, 300)
	require.Zero(t, boundary.OverlapArea(a, b))
	got, err := boundary.Intersect(context.Background(), a, b)
	require.NoError(t, err)
	require.True(t, got.Empty())
	require.Empty(t, got.Polygons())
	rest, err := boundary.Subtract(context.Background(), a, b)
	require.NoError(t, err)
	require.Equal(t, a.Area(), rest.Area())
	require.Zero(t, boundary.Distance(a, b, math.Inf(1)))
	require.InDelta(t, 50, boundary.Distance(a, rect(t, 350, 0, 400, 10), math.Inf(1)), 1e-3)
	require.True(t, math.IsInf(boundary.Distance(a, rect(t, 350, 0, 400, 10), 20), 1))
	require.Zero(t, boundary.Distance(a, rect(t, 10, 10, 20, 20), math.Inf(1)), "inside")
}

func TestEmptyBoundaries(t *testing.T) {
	var none *boundary.Boundary
	a := rect(t, 0, 0, 10, 10)
	require.Zero(t, none.Area())
	require.Zero(t, boundary.OverlapArea(a, none))
	require.True(t, math.IsInf(boundary.Distance(a, none, math.Inf(1)), 1))
	got, err := boundary.Subtract(context.Background(), a, none)
	require.NoError(t, err)
	require.Equal(t, a.Area(), got.Area())
	got, err = boundary.Intersect(context.Background(), none, none)
	require.NoError(t, err)
	require.True(t, got.Empty())
	require.Empty(t, none.Split())
	require.Zero(t, none.MeanWidth())
}

func TestCoverAndSplit(t *testing.T) {
	parts := []*boundary.Boundary{rect(t, 0, 0, 100, 100), rect(t, 50, 0, 150, 100), rect(t, 300, 0, 310, 10)}
	one, err := boundary.Cover(context.Background(), parts, 1, nil)
	require.NoError(t, err)
	require.InEpsilon(t, 15100, float64(one.Area()), 1e-6)
	pieces := one.Split()
	require.Len(t, pieces, 2)
	require.InDelta(t, float64(one.Area()), float64(pieces[0].Area()+pieces[1].Area()), 1e-6)
	twice, err := boundary.CoverArea(context.Background(), parts, 2, rect(t, 0, 0, 200, 50))
	require.NoError(t, err)
	require.InEpsilon(t, 2500, float64(twice), 1e-6)
	require.InDelta(t, 500, rect(t, 0, 0, 150, 100).Perimeter(), 1e-2)
	require.InDelta(t, 60, rect(t, 0, 0, 150, 100).MeanWidth(), 1e-2)

	// Along y = 0 and y = 100 the two have their extra points in different places.
	rest, err := boundary.Subtract(context.Background(), rect(t, 0, 0, 100, 100), rect(t, 60, 0, 160, 100))
	require.NoError(t, err)
	require.InDelta(t, 320, rest.Perimeter(), 1e-2)
	require.InDelta(t, 37.5, rest.MeanWidth(), 1e-2)
}

// star draws a site of some hundred metres near 116° E, 36° N.
func star(t *rapid.T, name string) *boundary.Boundary {
	n := rapid.IntRange(3, 20).Draw(t, name+" vertices")
	lon := 116 + rapid.Float64Range(0, 0.01).Draw(t, name+" longitude")
	lat := 36 + rapid.Float64Range(0, 0.01).Draw(t, name+" latitude")
	var ring boundary.Ring
	for i := range n {
		r := rapid.Float64Range(0.0005, 0.006).Draw(t, name+" radius")
		a := 2 * math.Pi * float64(i) / float64(n)
		ring = append(ring, boundary.Point{X: lon + r*math.Cos(a), Y: lat + r*math.Sin(a)})
	}
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{append(ring, ring[0])}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestIdentities: inside and outside add up to the site, either order is the
// same, more is never less, and geometry says what the area says; all to 1 cm².
func TestIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := star(t, "a"), star(t, "b"), star(t, "c")
		shared := boundary.OverlapArea(a, b)
		if other := boundary.OverlapArea(b, a); shared != other {
			t.Fatalf("%v one way, %v the other", shared, other)
		}
		in, err := boundary.Intersect(context.Background(), a, b)
		require.NoError(t, err)
		out, err := boundary.Subtract(context.Background(), a, b)
		require.NoError(t, err)
		all, err := boundary.Union(context.Background(), a, b)
		require.NoError(t, err)
		near := func(what string, x, y boundary.Area) {
			if math.Abs(float64(x-y)) > 1e-4 {
				t.Fatalf("%s: %v and %v", what, x, y)
			}
		}
		near("geometry and area", in.Area(), shared)
		near("inside and outside", in.Area()+out.Area(), a.Area())
		near("union", all.Area(), a.Area()+b.Area()-shared)
		if with := boundary.OverlapArea(c, all); with+1e-4 < boundary.OverlapArea(c, a) {
			t.Fatalf("the union shares less with c than a does")
		}
		for _, r := range []*boundary.Boundary{in, out, all} {
			if r.Empty() {
				continue
			}
			// What a file would hold reads back; a new vertex beside a given one may be
			// a spike of less than the resolution, never more.
			back, repairs, err := boundary.New(context.Background(), r.Frame(), r.Polygons(), nil)
			if err != nil {
				t.Fatalf("%v: %v", err, r.Polygons())
			}
			for _, n := range repairs {
				if n.Warning || n.Code != "ring.spike" {
					t.Fatalf("%v: %v", n, r.Polygons())
				}
			}
			if d := math.Abs(float64(back.Area() - r.Area())); d > 1e-3*r.Perimeter() {
				t.Fatalf("the file holds %v, not %v", back.Area(), r.Area())
			}
		}
	})
}

// A computed vertex that rounding brings to a given one becomes that one: the file
// repeats no vertex and its edges do not turn back.
func TestResultBesideGivenVertex(t *testing.T) {
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		offset := rapid.Float64Range(-2e-4, 2e-4)
		site := boundary.Ring{{39409000.12345, 4036000.98765}, {39409180.55555, 4036003.11111}, {39409176.77777, 4036140.22222}, {39409001.31313, 4036150.31313}}
		v := site[rapid.IntRange(0, 3).Draw(t, "vertex")]
		v.X, v.Y = v.X+offset.Draw(t, "east"), v.Y+offset.Draw(t, "north")
		sin, cos := math.Sincos(rapid.Float64Range(0, 2*math.Pi).Draw(t, "direction"))
		corner := func(along, across float64) boundary.Point {
			return boundary.Point{X: v.X + along*cos - across*sin, Y: v.Y + along*sin + across*cos}
		}
		a, _, err := boundary.New(context.Background(), f, []boundary.Polygon{{site}}, nil)
		require.NoError(t, err)
		b, _, err := boundary.New(context.Background(), f, []boundary.Polygon{{{corner(-400, 0), corner(400, 0), corner(400, 500), corner(-400, 500)}}}, nil)
		require.NoError(t, err)
		for _, operation := range []func(ctx context.Context, a, b *boundary.Boundary) (*boundary.Boundary, error){boundary.Intersect, boundary.Subtract} {
			r, err := operation(context.Background(), a, b)
			require.NoError(t, err)
			if len(r.Polygons()) == 0 {
				continue
			}
			back, repairs, err := boundary.New(context.Background(), f, r.Polygons(), nil)
			require.NoError(t, err)
			require.Empty(t, repairs)
			require.InDelta(t, float64(r.Area()), float64(back.Area()), 1e-6+2e-4*r.Perimeter())
		}
	})
}
