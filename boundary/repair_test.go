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
		"nothing":     {f, nil, boundary.ErrGeometry, "geometry.empty", ""},
		"no ring":     {f, []boundary.Polygon{{}}, boundary.ErrGeometry, "geometry.no_rings", "polygon 1"},
		"two points":  {f, []boundary.Polygon{{at(0, 0, 10, 0, 0, 0)}}, boundary.ErrGeometry, "ring.points", "polygon 1, ring 1"},
		"not finite":  {boundary.LonLat, []boundary.Polygon{{{{116, 36}, {116.1, nan}, {116, 36.1}}}}, boundary.ErrGeometry, "point.finite", "polygon 1, ring 1, vertex 2, at (116.1 NaN)"},
		"latitude":    {boundary.LonLat, []boundary.Polygon{{{{116, 36}, {116.1, 91}, {116, 36.1}}}}, boundary.ErrGeometry, "point.latitude", "polygon 1, ring 1, vertex 2, at (116.1 91)"},
		"swapped":     {boundary.LonLat, []boundary.Polygon{{{{36, 116}, {36, 116.1}, {36.1, 116}}}}, boundary.ErrGeometry, "point.swapped", "polygon 1, ring 1, vertex 1, at (36 116)"},
		"metres":      {boundary.LonLat, []boundary.Polygon{{at(0, 0, 10, 0, 10, 10)}}, boundary.ErrFrame, "point.metres", "polygon 1, ring 1, vertex 1, at (39500000 4036000)"},
		"degrees":     {f, []boundary.Polygon{{{{116, 36}, {116.1, 36}, {116, 36.1}}}}, boundary.ErrFrame, "point.degrees", "polygon 1, ring 1, vertex 1, at (116 36)"},
		"other zone":  {f, []boundary.Polygon{{{{38500000, 4e6}, {38500100, 4e6}, {38500000, 4000100}}}}, boundary.ErrFrame, "point.zone", "polygon 1, ring 1, vertex 1, at (38500000 4000000)"},
		"axes":        {f, []boundary.Polygon{{{{4e6, 39500000}, {4e6, 39500100}, {4000100, 39500000}}}}, boundary.ErrFrame, "point.axes", "polygon 1, ring 1, vertex 1, at (4000000 39500000)"},
		"no area":     {f, []boundary.Polygon{{at(0, 0, 10, 0, 20, 0, 0, 0)}}, boundary.ErrGeometry, "ring.flat", "polygon 1, ring 1"},
		"second ring": {f, []boundary.Polygon{{box(0, 0, 10, 10), at(1, 1, 1, 1, 2, 2)}}, boundary.ErrGeometry, "ring.points", "polygon 1, ring 2"},
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
