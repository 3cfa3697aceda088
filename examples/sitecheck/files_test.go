package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/zones"
)

// Planners' own files: Shapefiles in a Gauss-Krüger zone with the sites as
// survey TXT, and in longitude and latitude with edges straight in the zone.
func TestPlanningData(t *testing.T) {
	data := filepath.FromSlash("../../../shared/data/planning")
	table, err := os.ReadFile(filepath.Join(data, "expected.tsv"))
	if err != nil {
		t.Skip("the planning data are not here:", err)
	}
	want := map[string]float64{} // of a site and a line
	lines := map[string]string{"YJJBNTBHTB": "permanent_basic_farmland", "STBHHX": "ecological_red_line", "CZKFBJ": "urban_development_boundary"}
	for _, row := range strings.Split(string(table), "\n") {
		cells := strings.Split(strings.TrimSpace(row), "\t")
		if cells[0] == "overlap" {
			layer, _, _ := strings.Cut(cells[2], "/")
			v, err := strconv.ParseFloat(cells[3], 64)
			require.NoError(t, err)
			want[cells[1]+lines[layer]] += v
		}
	}
	for _, c := range [][]string{{"4527", "sites.txt", "auto"}, {"4490", "sites.geojson", "gk39"}} {
		layer := func(name string) string { return filepath.Join(data, c[0], name+".shp") }
		code, out, errs := sitecheck(t, "-farmland", layer("YJJBNTBHTB"), "-ecological", layer("STBHHX"), "-boundary", layer("CZKFBJ"),
			"-site", filepath.Join(data, c[1]), "-edges", c[2], "-format", "json")
		require.Equal(t, command.Done, code, errs)
		var result struct{ Reports []zones.Report }
		require.NoError(t, json.Unmarshal([]byte(out), &result))
		require.Len(t, result.Reports, 32)
		for _, r := range result.Reports {
			for _, l := range r.Lines {
				v, known := l.OverlapM2.Value()
				assert.True(t, known)
				assert.InDelta(t, want[r.Site.ID+string(l.Line)], v, 0.01, "%s: %s %s", c[0], r.Site.ID, l.Line)
			}
		}
	}
}

// Data files switch the demo off whole, and what was repaired is in the report.
func TestOwnFiles(t *testing.T) {
	dir := t.TempDir()
	site := save("site.geojson", dir, strings.Replace(square, ",[116,36.4]]]", "]]", 1))
	code, out, errs := sitecheck(t, "-site", site, "-format", "json")
	assert.Equal(t, command.Done, code, errs)
	var result struct {
		Reports []struct {
			Verdict string
			Site    struct{ ID string }
			Lines   []struct {
				Status    string
				OverlapM2 *float64 `json:"overlap_m2"`
			}
			Layers []any
			Notes  []struct{ Code string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	require.Len(t, result.Reports, 1)
	r := result.Reports[0]
	assert.Equal(t, "not_checked", r.Verdict)
	assert.Empty(t, r.Layers)
	for _, l := range r.Lines {
		assert.Equal(t, "not_checked", l.Status)
		assert.Nil(t, l.OverlapM2)
	}
	assert.Contains(t, out, `"ring.closed"`)
}

// A real restriction with 122 346 vertices and 554 holes.
func TestRealRestriction(t *testing.T) {
	data := filepath.FromSlash("../../../shared/data/oereb")
	if _, err := os.Stat(data); err != nil {
		t.Skip("the real data are not here:", err)
	}
	code, out, errs := sitecheck(t, "-ecological", filepath.Join(data, "restriction.geojson"), "-site", filepath.Join(data, "sites.geojson"), "-format", "json")
	require.Equal(t, command.Done, code, errs)
	var result struct {
		Reports []struct {
			Verdict string
			Lines   []struct {
				Line, Status string
				OverlapM2    *float64 `json:"overlap_m2"`
				DistanceM    *float64 `json:"distance_m"`
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	require.Len(t, result.Reports, 2)
	for i, r := range result.Reports {
		assert.NotEqual(t, "pass", r.Verdict)
		for _, l := range r.Lines {
			if l.Line != "ecological_red_line" {
				assert.Equal(t, "not_checked", l.Status)
				assert.Nil(t, l.OverlapM2)
			} else if i == 0 {
				assert.InDelta(t, 39_999.3, *l.OverlapM2, 0.1)
			} else {
				assert.Zero(t, *l.OverlapM2)
				assert.Greater(t, *l.DistanceM, 0.0)
			}
		}
	}
}

// The sites may be in another coordinate system than the layers, and not say so.
func TestSiteCRS(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
		return name
	}
	farmland := write("f.geojson", `{"type":"Polygon","coordinates":[[[115.9,36.4],[116.1,36.4],[116.1,36.5],[115.9,36.5],[115.9,36.4]]]}`)
	site := write("s.txt", "[地块坐标]\n4,,A,甲,面,,,,@\nJ1,1,4034400,407000\nJ2,1,4034700,407000\nJ3,1,4034700,407300\nJ1,1,4034400,407000\n")
	code, _, errs := sitecheck(t, "-farmland", farmland, "-site", site)
	require.Equal(t, command.Failed, code)
	require.Contains(t, errs, "请指明坐标系")
	code, _, errs = sitecheck(t, "-crs", "EPSG:4548", "-farmland", farmland, "-site", site)
	require.Equal(t, command.Failed, code)
	require.Contains(t, errs, "只用于地块请写 -site-crs EPSG:4548")
	code, out, errs := sitecheck(t, "-site-crs", "EPSG:4548", "-farmland", farmland, "-site", site)
	require.Equal(t, command.Done, code, errs)
	require.Contains(t, out, "永久基本农田：禁止占用，涉及 44,99")
}

// Conflicts come in the coordinate system of the sites, with the vertices that
// were given to the last bit.
func TestConflictsInTheFrameOfTheSites(t *testing.T) {
	dir := t.TempDir()
	farmland := filepath.Join(dir, "f.geojson")
	require.NoError(t, os.WriteFile(farmland, []byte(`{"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:4527"}},"coordinates":[[[39407100,4034000],[39408000,4034000],[39408000,4035000],[39407100,4035000],[39407100,4034000]]]}`), 0o644))
	site := filepath.Join(dir, "s.txt")
	require.NoError(t, os.WriteFile(site, []byte("[地块坐标]\n4,,A,甲,面,,,,@\nJ1,1,4034400.123456,39407000\nJ2,1,4034700,39407300.654321\nJ3,1,4034400,39407300.7\nJ1,1,4034400.123456,39407000\n"), 0o644))
	for _, args := range [][]string{{"-format", "geojson", "-native", "-o", filepath.Join(dir, "c.geojson")}, {"-format", "shapefile", "-o", filepath.Join(dir, "c.zip")}} {
		code, _, errs := sitecheck(t, append(args, "-farmland", farmland, "-site", site)...)
		require.Equal(t, command.Done, code, errs)
		features, err := open.Features(context.Background(), os.DirFS(dir), filepath.Base(args[len(args)-1]), nil)
		require.NoError(t, err)
		all, err := boundary.Collect(features)
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, 4527, all[0].Boundary.Frame().EPSG())
		require.Equal(t, "A", all[0].Properties.Text("site"))
		require.Equal(t, "permanent_basic_farmland", all[0].Properties.Text("line"))
		ring := all[0].Boundary.Polygons()[0][0]
		require.Contains(t, ring, boundary.Point{X: 39407300.654321, Y: 4034700})
		require.Contains(t, ring, boundary.Point{X: 39407300.7, Y: 4034400})
	}
	code, _, errs := sitecheck(t, "-format", "shapefile")
	require.Equal(t, command.Misused, code)
	require.Contains(t, errs, "-o 冲突.zip")
}
