package boundary_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func zone39(t testing.TB) boundary.Frame {
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	return f
}

func square(x, y, side float64) []boundary.Polygon {
	return []boundary.Polygon{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}}
}

// The figures are those of the official formula after 70 m points, computed
// independently.
func TestAreaOfSquares(t *testing.T) {
	f := zone39(t)
	for _, c := range []struct {
		x, y, side, want float64
	}{
		{39408000, 4036000, 100, 9997.9178},
		{39408000, 4036000, 1000, 999793.8133},
		{39499950, 4036000, 100, 10000.0000},
		{39360000, 4036000, 10000, 99955104.20},
	} {
		b, repairs, err := boundary.New(context.Background(), f, square(c.x, c.y, c.side), nil)
		require.NoError(t, err)
		require.Empty(t, repairs)
		require.InEpsilon(t, c.want, float64(b.Area()), 1e-8)
	}
}
