package boundary_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// at makes a ring of offsets in metres from a corner in zone 39.
func at(offsets ...float64) boundary.Ring {
	var r boundary.Ring
	for i := 0; i+1 < len(offsets); i += 2 {
		r = append(r, boundary.Point{X: 39500000 + offsets[i], Y: 4036000 + offsets[i+1]})
	}
	return r
}

func box(x0, y0, x1, y1 float64) boundary.Ring {
	return at(x0, y0, x1, y0, x1, y1, x0, y1, x0, y0)
}

func hole(x0, y0, x1, y1 float64) boundary.Ring {
	return at(x0, y0, x0, y1, x1, y1, x1, y0, x0, y0)
}

// A ring may come to a point twice: that is what OGC calls invalid and what
// real restrictions look like, so it is no warning.
func TestRingTouchingItself(t *testing.T) {
	ring := at(0, 0, 50, 0, 40, 20, 60, 20, 50, 0, 100, 0, 100, 100, 0, 100, 0, 0)
	_, repairs, err := boundary.New(context.Background(), zone39(t), []boundary.Polygon{{ring}}, nil)
	require.NoError(t, err)
	require.Len(t, repairs, 1)
	require.False(t, repairs[0].Warning)
}

func TestNestingTellsHoles(t *testing.T) {
	rings := []boundary.Polygon{{box(40, 40, 60, 60)}, {box(20, 20, 80, 80)}, {box(0, 0, 100, 100)}, {box(200, 0, 210, 10)}}
	b, repairs, err := boundary.New(context.Background(), zone39(t), rings, &boundary.Options{ByNesting: true})
	require.NoError(t, err)
	require.Empty(t, repairs)
	require.Equal(t, []boundary.Polygon{{box(40, 40, 60, 60)}, {box(0, 0, 100, 100), box(20, 20, 80, 80)}, {box(200, 0, 210, 10)}}, b.Polygons())
}

func TestRefused(t *testing.T) {
	f := zone39(t)
	nan := math.NaN()
	for name, c := range map[string]struct {
		frame boundary.Frame
		given []boundary.Polygon
		class error
		code  string
		place string
	}{
		"nothing":    {f, nil, boundary.ErrGeometry, "geometry.empty", ""},
		"no ring":    {f, []boundary.Polygon{{}}, boundary.ErrGeometry, "geometry.no_rings", "polygon 1"},
		"two points": {f, []boundary.Polygon{{at(0, 0, 10, 0, 0, 0)}}, boundary.ErrGeometry, "ring.points", "polygon 1, ring 1"},
		"not finite": {boundary.LonLat, []boundary.Polygon{{{{116, 36}, {116.1, nan}, {116, 36.1}}}}, boundary.ErrGeometry, "point.finite", "polygon 1, ring 1, vertex 2, at (116.1 NaN)"},
		"latitude":   {boundary.LonLat, []boundary.Polygon{{{{116, 36}, {116.1, 91}, {116, 36.1}}}}, boundary.ErrGeometry, "point.latitude", "polygon 1, ring 1, vertex 2, at (116.1 91)"},
		"swapped":    {boundary.LonLat, []boundary.Polygon{{{{36, 116}, {36, 116.1}, {36.1, 116}}}}, boundary.ErrGeometry, "point.swapped", "polygon 1, ring 1, vertex 1, at (36 116)"},
		"metres":     {boundary.LonLat, []boundary.Polygon{{at(0, 0, 10, 0, 10, 10)}}, boundary.ErrFrame, "point.metres", "polygon 1, ring 1, vertex 1, at (39500000 4036000)"},
		"degrees":    {f, []boundary.Polygon{{{{116, 36}, {116.1, 36}, {116, 36.1}}}}, boundary.ErrFrame, "point.degrees", "polygon 1, ring 1, vertex 1, at (116 36)"},
		"other zone": {f, []boundary.Polygon{{{{38500000, 4e6}, {38500100, 4e6}, {38500000, 4000100}}}}, boundary.ErrFrame, "point.zone", "polygon 1, ring 1, vertex 1, at (38500000 4000000)"},
		"axes":       {f, []boundary.Polygon{{{{4e6, 39500000}, {4e6, 39500100}, {4000100, 39500000}}}}, boundary.ErrFrame, "point.axes", "polygon 1, ring 1, vertex 1, at (4000000 39500000)"},
		"no area":    {f, []boundary.Polygon{{at(0, 0, 10, 0, 20, 0, 0, 0)}}, boundary.ErrGeometry, "ring.flat", "polygon 1, ring 1"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := boundary.New(context.Background(), c.frame, c.given, nil)
			require.ErrorIs(t, err, c.class)
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.code, e.Code)
			require.Equal(t, c.place, e.Place.String())
		})
	}
}

// Rings that enclose no land are left out, with their boxes in doubt, or refused.
func TestRingsWithoutLand(t *testing.T) {
	sound, two, line, one := box(0, 0, 10, 10), at(100, 100, 150, 120), at(200, 200, 210, 210, 250, 250), at(300, 300)
	for name, c := range map[string]struct {
		polygons []boundary.Polygon
		left     int
		doubt    float64
	}{
		"a part of two points":  {[]boundary.Polygon{{two}, {sound}}, 1, 1144},
		"a part on a line":      {[]boundary.Polygon{{sound}, {line}}, 1, 2704},
		"a part of one point":   {[]boundary.Polygon{{one}, {sound}}, 1, 4},
		"a hole of two points":  {[]boundary.Polygon{{sound, at(1, 1, 1, 1, 3, 2)}}, 1, 12.5},
		"a hole on a line":      {[]boundary.Polygon{{sound, at(1, 1, 2, 2, 3, 3)}}, 0, 0},
		"all of them":           {[]boundary.Polygon{{line}, {one}, {sound}, {two}}, 3, 3852},
		"a shell before a hole": {[]boundary.Polygon{{two, box(20, 0, 30, 10)}}, 1, 1244},
	} {
		b, repairs, err := boundary.New(context.Background(), zone39(t), c.polygons, nil)
		require.NoError(t, err, name)
		left := 0
		for _, n := range repairs {
			if n.Code == "ring.left_out" {
				require.True(t, n.Warning)
				require.NotZero(t, n.Place.Ring)
				left++
			}
		}
		require.Equal(t, c.left, left, name)
		require.InDelta(t, 100, float64(b.Area()), 1e-3, name)
		require.InDelta(t, c.doubt, float64(b.Doubt().Area()), 0.02*c.doubt, name)
		again, _, err := boundary.New(context.Background(), zone39(t), b.Polygons(), &boundary.Options{Strict: true})
		require.NoError(t, err, name)
		require.Equal(t, b.Area(), again.Area(), name)
		_, _, err = boundary.New(context.Background(), zone39(t), c.polygons, &boundary.Options{Strict: true})
		if c.left > 0 {
			require.ErrorIs(t, err, boundary.ErrNoLand, name)
		}
	}
	b, repairs, err := boundary.New(context.Background(), zone39(t), []boundary.Polygon{{two}, {line}}, nil)
	require.ErrorIs(t, err, boundary.ErrNoLand)
	require.ErrorIs(t, err, boundary.ErrGeometry)
	require.True(t, b.Empty())
	require.InDelta(t, 3848, float64(b.Doubt().Area()), 38)
	require.Len(t, repairs, 2)
}
