package quota

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func TestUnsuppliedLand(t *testing.T) {
	frame, err := boundary.GaussKruger(3, 39, true)
	require.NoError(t, err)
	// Squares on the central meridian, where a plane square metre is a legal one
	// to the last digit that is kept here.
	rectangle := func(west, south, east, north float64) *boundary.Boundary {
		x := func(m float64) float64 { return 39500000 + m }
		y := func(m float64) float64 { return 4036000 + m }
		b, _, err := boundary.New(frame, []boundary.Polygon{{{{X: x(west), Y: y(south)}, {X: x(east), Y: y(south)}, {X: x(east), Y: y(north)}, {X: x(west), Y: y(north)}, {X: x(west), Y: y(south)}}}}, nil)
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
		_, area, err := UnsuppliedLand(bg, approved, c.supplied)
		require.NoError(t, err, c.name)
		require.Equal(t, c.want, area.String(), c.name)
	}
	_, area, err := UnsuppliedLand(bg, nil, nil)
	require.NoError(t, err)
	require.Zero(t, area)
}
