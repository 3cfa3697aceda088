package boundary_test

import (
	"context"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func TestS2RoundTrip(t *testing.T) {
	shell := boundary.Ring{{116, 36}, {116.01, 36}, {116.01, 36.01}, {116, 36.01}, {116, 36}}
	hole := boundary.Ring{{116.004, 36.004}, {116.004, 36.006}, {116.006, 36.006}, {116.006, 36.004}, {116.004, 36.004}}
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{shell, hole}}, nil)
	require.NoError(t, err)
	p := b.S2()
	require.Equal(t, 2, p.NumLoops())
	require.NoError(t, p.Validate())
	back, repairs, err := boundary.FromS2(context.Background(), p, nil)
	require.NoError(t, err)
	require.Empty(t, repairs)
	require.InDelta(t, float64(b.Area()), float64(back.Area()), 1e-2)
	require.InEpsilon(t, float64(b.Area()), p.Area()*6371007*6371007, 5e-3)
	require.True(t, b.Bounds().ContainsLatLng(s2.LatLngFromDegrees(36.005, 116.005)))
	require.False(t, b.Contains(116.005, 36.005), "in the hole")
	require.True(t, b.Contains(116.001, 36.001))

	_, _, err = boundary.FromS2(context.Background(), s2.FullPolygon(), nil)
	require.ErrorIs(t, err, boundary.ErrGeometry)
}

func TestCovering(t *testing.T) {
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{116, 36}, {116.01, 36}, {116.005, 36.01}, {116, 36}}}}, nil)
	require.NoError(t, err)
	cells := b.Covering(8)
	require.NotEmpty(t, cells)
	require.LessOrEqual(t, len(cells), 8)
	for _, ll := range []s2.LatLng{s2.LatLngFromDegrees(36.0001, 116.0005), s2.LatLngFromDegrees(36.005, 116.005), s2.LatLngFromDegrees(36.0099, 116.005)} {
		require.True(t, cells.ContainsCellID(s2.CellIDFromLatLng(ll)), "%v", ll)
	}
	require.Nil(t, (*boundary.Boundary)(nil).Covering(8))
}
