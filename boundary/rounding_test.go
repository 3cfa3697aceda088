package boundary_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/message"
)

// What is thinner than the resolution counts in the area and is in no file;
// each writer says so.
func TestWhatRoundingDropsIsNoted(t *testing.T) {
	a := rect(t, 0, 0, 50, 50)
	b := rect(t, 49.99998, 10, 80, 40) // they share 0.02 mm by 30 m
	c := rect(t, 40, 20, 80, 30)
	both, err := boundary.Cover(context.Background(), []*boundary.Boundary{b, c}, 1, a)
	require.NoError(t, err)
	require.Nil(t, both.Rounding(), "rounded, and nothing was lost: %v", both.Rounding())

	sliver, err := boundary.Intersect(context.Background(), a, b)
	require.NoError(t, err)
	require.InDelta(t, 30*0.00002, float64(sliver.Area()), 1e-5)
	require.InDelta(t, float64(boundary.OverlapArea(a, b)), float64(sliver.Area()), 1e-7)
	features := []boundary.Feature{{ID: "sliver", Boundary: sliver}}

	var notes []message.Note
	note := func(n message.Note) { notes = append(notes, n) }
	var file bytes.Buffer
	require.NoError(t, geojson.Write(context.Background(), &file, boundary.All(features), &geojson.WriteOptions{Name: "s.json", Note: note, LonLat: true}))
	require.NoError(t, shapefile.Write(filepath.Join(t.TempDir(), "s"), boundary.All(features), &shapefile.WriteOptions{Note: note}))
	require.Len(t, notes, 1, "the Shapefile holds the given vertices: %v", notes)
	require.Equal(t, "geometry.rounded", notes[0].Code)
	require.Contains(t, notes[0].String(), "s.json, feature sliver, at (117.000557767 36.454811314): rounding to 1e-9° drops what is thinner: 1 rings became 0 (area -0.0006 m²)")
	require.Contains(t, file.String(), `"id":"sliver","properties":null,"geometry":null}`)

	// Between computed vertices it is gone in its own frame too.
	d, _, err := boundary.New(context.Background(), zone39(t), []boundary.Polygon{{at(0, 0, 4, 0.0001, 4, -10)}}, nil)
	require.NoError(t, err)
	thin, err := boundary.Intersect(context.Background(), rect(t, 1, 0, 1.2, 5), d)
	require.NoError(t, err)
	require.Positive(t, thin.Area())
	require.Empty(t, thin.Polygons())
	require.Equal(t, "rounding to 0.1 mm drops what is thinner: 1 rings became 0 (area -5.5e-06 m²)", thin.Rounding().Text)
	notes = nil
	require.NoError(t, shapefile.Write(filepath.Join(t.TempDir(), "s"), boundary.All([]boundary.Feature{{ID: "thin", Boundary: thin}}), &shapefile.WriteOptions{Note: note}))
	require.Len(t, notes, 2)
	require.Equal(t, "shapefile.null_written", notes[0].Code)
	require.Equal(t, "geometry.rounded", notes[1].Code)
}

// More than 10⁸ pairs of edges are refused, not worked on for hours: when a
// boundary is made, and between two that could be made.
func TestTooComplex(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	var teeth boundary.Ring // 60 m long and 0.1 mm apart
	for i := range 30_000 {
		x := 39500000 + 0.0004*float64(i)
		teeth = append(teeth, boundary.Point{X: x, Y: 4036000}, boundary.Point{X: x + 40, Y: 4036040})
	}
	teeth = append(teeth, boundary.Point{X: 39500050, Y: 4035990}, boundary.Point{X: 39499990, Y: 4035990})
	_, _, err := boundary.New(context.Background(), zone39(t), []boundary.Polygon{{teeth}}, nil)
	require.ErrorIs(t, err, boundary.ErrTooComplex)
	require.ErrorContains(t, err, "polygon 1, ring 1: more than 100000000 pairs of edges, or 2000000 that cross, are near each other")

	ctx, cancel := context.WithCancel(context.Background())
	a, b := rect(t, 0, 0, 50, 50), rect(t, 10, 10, 60, 60)
	area, err := boundary.OverlapAreaWithin(ctx, a, b)
	require.NoError(t, err)
	require.Equal(t, boundary.OverlapArea(a, b), area)
	cancel()
	_, err = boundary.OverlapAreaWithin(ctx, a, b)
	require.ErrorIs(t, err, context.Canceled)
	_, err = boundary.Subtract(ctx, a, b)
	require.ErrorIs(t, err, context.Canceled)
}
