package land

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/quota"
)

var bg = context.Background()

func TestRemaining(t *testing.T) {
	frame, err := boundary.GaussKruger(3, 39, true)
	require.NoError(t, err)
	// Squares on the central meridian, where a plane square metre is a legal one
	// to the last digit that is kept here.
	rectangle := func(west, south, east, north float64) *boundary.Boundary {
		x := func(m float64) float64 { return 39500000 + m }
		y := func(m float64) float64 { return 4036000 + m }
		b, _, err := boundary.New(context.Background(), frame, []boundary.Polygon{{{{X: x(west), Y: y(south)}, {X: x(east), Y: y(south)}, {X: x(east), Y: y(north)}, {X: x(west), Y: y(north)}, {X: x(west), Y: y(south)}}}}, nil)
		require.NoError(t, err)
		return b
	}
	approved := []*boundary.Boundary{rectangle(-100, 0, 100, 100), rectangle(0, 0, 100, 100)} // the second lies in the first
	for _, c := range []struct {
		name     string
		supplied []*boundary.Boundary
		want     string
	}{
		{"nothing supplied", nil, "2.0000"},
		{"a quarter supplied", []*boundary.Boundary{rectangle(-100, 0, -50, 100)}, "1.5000"},
		{"supplied twice, and beyond what was approved", []*boundary.Boundary{rectangle(-200, 0, -50, 100), rectangle(-100, 0, -50, 100)}, "1.5000"},
		{"all supplied", approved[:1], "0.0000"},
	} {
		_, area, err := Remaining(bg, approved, c.supplied)
		require.NoError(t, err, c.name)
		require.Equal(t, c.want, area.String(), c.name)
	}
	_, area, err := Remaining(bg, nil, nil)
	require.NoError(t, err)
	require.Zero(t, area)

	// A layer of changes, less what was approved, is illegal use of two counties.
	land, area, err := Remaining(bg, []*boundary.Boundary{rectangle(-150, 0, 50, 200), rectangle(0, 100, 50, 200)}, approved)
	require.NoError(t, err)
	require.Equal(t, "2.5000", area.String())
	areas, outside, err := ByRegion(bg, land, []boundary.Feature{{ID: "371521", Boundary: rectangle(-140, -10, 0, 300)}, {ID: "371522", Boundary: rectangle(0, -10, 40, 300)}, {ID: "371523", Boundary: rectangle(500, 0, 600, 100)}})
	require.NoError(t, err)
	require.Equal(t, []quota.Hectares{18_000, 4_000, 0}, areas)
	require.Equal(t, area, areas[0]+areas[1]+outside)
	ended, cancel := context.WithCancel(bg)
	cancel()
	_, _, err = ByRegion(ended, land, []boundary.Feature{{ID: "371521", Boundary: land}})
	require.ErrorIs(t, err, context.Canceled)
}
