package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// TestDegreesMinutesSecondsAsDecimal reads 度分秒 where the header says so.
func TestDegreesMinutesSecondsAsDecimal(t *testing.T) {
	for _, name := range []string{"dms.txt", "dms_right.txt"} {
		dir := filepath.Join("..", "..", "..", "shared", "data", "faults", "degrees-minutes-seconds-as-decimal")
		if _, err := os.Stat(dir); err != nil {
			t.Skip("the shared data are not here")
		}
		features, err := open.Features(context.Background(), os.DirFS(dir), name, nil)
		require.NoError(t, err)
		all, err := boundary.Collect(features)
		require.NoError(t, err)
		require.Len(t, all, 1)
		assert.InDelta(t, 16121.17, float64(all[0].Boundary.Area()), 0.01, name)
		b := all[0].Boundary.Bounds()
		assert.InDelta(t, 115+59.5/60, b.Lo().Lng.Degrees(), 1e-6)
		assert.InDelta(t, 36+26.5/60, b.Lo().Lat.Degrees(), 1e-6)
	}
}

// TestHoleOnShellEdge holds a hole along its shell's edge to one area in any format.
func TestHoleOnShellEdge(t *testing.T) {
	for _, name := range []string{"hole.geojson", "holegj.shp"} {
		path := filepath.Join("..", "..", "..", "shared", "data", "faults", "hole-on-shell-edge-filled", name)
		if _, err := os.Stat(path); err != nil {
			t.Skip("the shared data are not here")
		}
		features, err := open.Features(context.Background(), os.DirFS(filepath.Dir(path)), name, nil)
		require.NoError(t, err)
		all, err := boundary.Collect(features)
		require.NoError(t, err)
		require.Len(t, all, 1)
		assert.InDelta(t, 9598.04, float64(all[0].Boundary.Area()), 0.01, name)
	}
}

// TestDegenerateParts opens layers of which one part, or one feature, encloses no
// land. The right values are those of the rest.
func TestDegenerateParts(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "data", "faults", "degenerate-part-refuses-layer")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the shared data are not here")
	}
	for name, area := range map[string]float64{"degen.shp": 9997.96, "emptymp.geojson": 9949.02} {
		layer := filepath.Join(dir, name)
		args := []string{"-format", "json", "-farmland", layer, "-ecological", layer, "-boundary", layer}
		features, err := open.Features(context.Background(), os.DirFS(dir), name, &boundary.Reading{KeepEmpty: true})
		require.NoError(t, err)
		sites := filepath.Join(t.TempDir(), "sites.geojson")
		out, err := os.Create(sites)
		require.NoError(t, err)
		require.NoError(t, geojson.Write(context.Background(), out, boundary.WithLand(features, func(message.Note) {}), nil))
		require.NoError(t, out.Close())
		_, text, errs := sitecheck(t, append(args, "-site", sites)...)
		var all struct {
			Reports []zones.Report `json:"reports"`
		}
		require.NoError(t, json.Unmarshal([]byte(text), &all), "%s%s", text, errs)
		require.Len(t, all.Reports, 1)
		r := all.Reports[0]
		assert.Equal(t, zones.VerdictFail, r.Verdict)
		overlap, _ := r.Lines[0].OverlapM2.Value()
		assert.InDelta(t, area, overlap, 0.01, name)
		warned := false
		for _, n := range r.Notes {
			warned = warned || n.Warning && n.Place != nil && (n.Code == "ring.left_out" || n.Code == "feature.no_land")
		}
		assert.True(t, warned, name)
		code, _, errs := sitecheck(t, append(args, "-site", sites, "-strict")...)
		assert.Equal(t, 1, code, errs)
	}
}

// TestFaults checks sites of real faults in files: each passed once, though its
// land lies on farmland.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		folder, farmland, site string
		area, onFarmland       float64
	}{
		{"parts-as-holes-false-pass", "farm.geojson", "site.geojson", 19898.04, 9949.02},
		{"parts-as-holes-false-pass", "site.geojson", "site.geojson", 19898.04, 19898.04}, // as a layer, too
		{"island-fills-hole-false-pass", "farm_island.geojson", "site_island.geojson", 9948.71, 9948.71},
		{"island-fills-hole-false-pass", "farm_island.geojson", "farm_island.geojson", 994870.64, 994870.64},
	} {
		t.Run(c.folder+" "+c.site+" on "+c.farmland, func(t *testing.T) {
			dir := filepath.Join("..", "..", "..", "shared", "data", "faults", c.folder)
			if _, err := os.Stat(dir); err != nil {
				t.Skip("the shared data are not here")
			}
			_, out, errs := sitecheck(t, "-format", "json", "-farmland", filepath.Join(dir, c.farmland), "-ecological", filepath.Join(dir, "eco.geojson"),
				"-boundary", filepath.Join(dir, "bnd.geojson"), "-site", filepath.Join(dir, c.site))
			var all struct {
				Reports []zones.Report `json:"reports"`
			}
			require.NoError(t, json.Unmarshal([]byte(out), &all), "%s%s", out, errs)
			require.Len(t, all.Reports, 1)
			r := all.Reports[0]
			assert.Equal(t, zones.VerdictFail, r.Verdict)
			area, _ := r.Site.AreaM2.Value()
			assert.InDelta(t, c.area, area, 0.01)
			for _, l := range r.Lines {
				if l.Line == rules.Farmland {
					overlap, _ := l.OverlapM2.Value()
					assert.InDelta(t, c.onFarmland, overlap, 0.01)
				}
			}
		})
	}
}
