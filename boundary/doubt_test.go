package boundary_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

// The land in doubt after a repair is that on which its lawful readings differ.
func TestDoubt(t *testing.T) {
	long := make(boundary.Ring, 0, 400) // crosses itself a hundred times
	for i := range 101 {
		long = append(long, at(float64(10*i), float64(20*(i%2)))...)
	}
	for i := 100; i >= 0; i-- {
		long = append(long, at(float64(10*i), float64(20*((i+1)%2)))...)
	}
	for name, c := range map[string]struct {
		polygons []boundary.Polygon
		nesting  bool
		area     float64 // square metres of the plane; 0: no doubt
		in, out  boundary.Ring
	}{
		"sound":                  {polygons: []boundary.Polygon{{box(0, 0, 100, 100), hole(20, 20, 40, 40)}}},
		"island in a hole":       {polygons: []boundary.Polygon{{box(0, 0, 100, 100), hole(20, 20, 40, 40)}, {box(20, 20, 40, 40)}}},
		"small loop":             {polygons: []boundary.Polygon{{at(0, 0, 50.5, 0, 50.5, 0.5, 50, 0.5, 50, -0.5, 100, -0.5, 100, 100, 0, 100)}}},
		"two corners swapped":    {[]boundary.Polygon{{at(0, 0, 100, 100, 100, 0, 0, 100)}}, false, 7500, box(40, 10, 60, 20), box(100, 0, 200, 100)},
		"a turn too many":        {[]boundary.Polygon{{at(0, 0, 100, 0, 100, 100, 0, 100, 0, 10, 90, 10, 90, 90, 10, 90, 10, -10)}}, false, 7974, box(15, 15, 85, 85), box(92, 1, 200, 100)},
		"a ring as a part":       {[]boundary.Polygon{{box(0, 0, 100, 100), box(200, 0, 250, 50)}}, false, 2500, box(210, 10, 220, 20), box(100, 0, 200, 100)},
		"parts overlap":          {[]boundary.Polygon{{box(0, 0, 100, 100)}, {box(80, 0, 180, 100)}}, false, 2000, box(85, 5, 90, 10), box(0, 0, 80, 100)},
		"an equal ring":          {[]boundary.Polygon{{box(0, 0, 100, 100)}, {box(0, 0, 100, 100)}}, false, 10000, box(10, 10, 20, 20), box(100, 0, 200, 100)},
		"hole over the edge":     {[]boundary.Polygon{{box(0, 0, 100, 100), hole(80, 20, 120, 40)}}, false, 400, box(100, 20, 110, 30), box(80, 20, 100, 40)},
		"holes overlap":          {[]boundary.Polygon{{box(0, 0, 100, 100), hole(20, 20, 40, 40), hole(30, 20, 50, 40)}}, false, 200, box(30, 20, 35, 25), box(20, 20, 30, 40)},
		"hole over, by nesting":  {[]boundary.Polygon{{box(0, 0, 100, 100)}, {hole(80, 20, 120, 40)}}, true, 800, box(80, 20, 100, 40), box(0, 0, 80, 100)},
		"filled hole by nesting": {[]boundary.Polygon{{box(0, 0, 100, 100)}, {hole(80, 20, 90, 40)}, {box(80, 20, 90, 40)}}, true, 200, box(80, 20, 90, 40), box(0, 0, 80, 100)},
		"many crossings":         {[]boundary.Polygon{{long}}, false, 20000, box(0, 0, 1000, 20), box(0, 25, 1000, 40)},
	} {
		b, repairs, err := boundary.New(context.Background(), zone39(t), c.polygons, &boundary.Options{ByNesting: c.nesting})
		require.NoError(t, err, name)
		warned := false
		for _, n := range repairs {
			warned = warned || n.Warning
		}
		doubt := b.Doubt()
		require.Equal(t, doubt != nil, warned, "%s: %v", name, repairs)
		require.InDelta(t, c.area, float64(doubt.Area()), 3e-3*c.area+0.01, name)
		if doubt != nil {
			require.Greater(t, float64(boundary.OverlapArea(doubt, newBoundary(t, c.in))), 0.9*float64(newBoundary(t, c.in).Area()), name)
			require.Less(t, float64(boundary.OverlapArea(doubt, newBoundary(t, c.out))), 0.01, name)
			require.Equal(t, b.Frame(), doubt.Frame(), name)
		}
	}
	require.Nil(t, (*boundary.Boundary)(nil).Doubt())
}

func newBoundary(t *testing.T, ring boundary.Ring) *boundary.Boundary {
	b, _, err := boundary.New(context.Background(), zone39(t), []boundary.Polygon{{ring}}, nil)
	require.NoError(t, err)
	return b
}
