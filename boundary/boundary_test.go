package boundary_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func zone39(t testing.TB) boundary.Frame {
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	return f
}

// The outline of a country has few vertices and edges of a thousand kilometres.
func TestLongEdges(t *testing.T) {
	outline := []boundary.Polygon{{{{X: 78, Y: 27}, {X: 96, Y: 27}, {X: 96, Y: 41}, {X: 78, Y: 41}, {X: 78, Y: 27}}}}
	b, repairs, err := boundary.New(context.Background(), boundary.LonLat, outline, nil)
	require.NoError(t, err)
	require.Empty(t, repairs)
	require.InEpsilon(t, 2575919441574.5483, float64(b.Area()), 1e-9, "the area between two meridians and two parallels, in closed form")
	hostile := boundary.Ring{}
	for i := range 10_000 {
		hostile = append(hostile, boundary.Point{X: 75 + 55*float64(i%2), Y: 20 + float64(i)/1e3})
	}
	_, _, err = boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{hostile}}, nil)
	require.ErrorIs(t, err, message.ErrLimit)
	require.ErrorContains(t, err, "2640064 extra points")
}
