package main

import (
	"bytes"
	"context"
	"io/fs"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// What is embedded is what the program makes.
func TestSameBytes(t *testing.T) {
	total := 0
	for _, f := range files() {
		kept, err := demo.Files.ReadFile(f.name)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(f.content, kept), "%s differs: run go run ./examples/demo/make", f.name)
		total += len(kept)
	}
	assert.Less(t, total, 1_000_000)
}

func read(t *testing.T, name string) []boundary.Feature {
	t.Helper()
	data, err := demo.Files.ReadFile(name)
	require.NoError(t, err)
	features, err := boundary.Collect(geojson.Read(context.Background(), bytes.NewReader(data), nil))
	require.NoError(t, err)
	return features
}

// The layers are clean: nothing to repair, no overlap inside a layer nor
// between the three lines.
func TestSound(t *testing.T) {
	var all []boundary.Feature
	for _, name := range []string{"farmland.geojson", "redline.geojson", "boundary.geojson"} {
		all = append(all, read(t, name)...)
	}
	for i, f := range all {
		assert.Empty(t, f.Notes, f.ID)
		for _, g := range all[:i] {
			if a := boundary.OverlapArea(f.Boundary, g.Boundary); a != 0 {
				t.Errorf("%s and %s overlap by %g m²", f.ID, g.ID, a)
			}
		}
	}
}

func TestJustInsideTheCap(t *testing.T) {
	total := boundary.Area(0)
	for _, f := range read(t, "boundary.geojson") {
		total += f.Boundary.Area()
	}
	assert.Less(t, float64(total), 222_000_000.0)
	assert.Greater(t, float64(total), 221_900_000.0)
}

// The five sites come out as their names say.
func TestSites(t *testing.T) {
	open := func(_ context.Context, fsys fs.FS, name string, r *boundary.Reading) (iter.Seq2[boundary.Feature, error], error) {
		data, err := fs.ReadFile(fsys, name)
		return geojson.Read(context.Background(), bytes.NewReader(data), &geojson.Options{Reading: *r}), err
	}
	plan, err := zones.OpenPlan(context.Background(), demo.Files, demo.Plan, open, nil)
	require.NoError(t, err)
	var verdicts []zones.Verdict
	var farmland []rules.Status
	for _, f := range read(t, demo.Sites) {
		r, err := plan.Check(context.Background(), zones.Site{Feature: f}, &zones.CheckOptions{Date: "2026-11-24"})
		require.NoError(t, err)
		verdicts = append(verdicts, r.Verdict)
		farmland = append(farmland, r.Lines[0].Status)
	}
	assert.Equal(t, []zones.Verdict{"pass", "pass", "pass", "fail", "conditional"}, verdicts)
	assert.Equal(t, []rules.Status{"not_involved", "touching", "negligible", "prohibited", "not_involved"}, farmland)
}
