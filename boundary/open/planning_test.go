package open_test

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/boundary/wkt"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

var _ zones.Opener = open.Features

const data = "../../../shared/data"

func needData(t *testing.T, name string) string {
	t.Helper()
	p := filepath.Join(data, name)
	if _, err := os.Stat(p); err != nil {
		t.Skip("no test data: " + p)
	}
	return p
}

func read(t *testing.T, name string, opt *open.Options) []boundary.Feature {
	t.Helper()
	s, err := open.File(context.Background(), os.DirFS(data), name, opt)
	require.NoError(t, err)
	all, err := boundary.Collect(s.Features())
	require.NoError(t, err)
	return all
}

// An expectation is a row of expected.tsv: an area, or what a site shares with
// a feature of a layer, in square metres.
type expectation struct {
	layer, id, other string
	area             float64
}

func expectations(t *testing.T) []expectation {
	f, err := os.Open(needData(t, "planning/expected.tsv"))
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	var all []expectation
	for _, row := range rows[1:] {
		e := expectation{layer: row[0], id: row[1], other: row[2]}
		e.area, err = strconv.ParseFloat(row[3], 64)
		require.NoError(t, err)
		all = append(all, e)
	}
	require.Greater(t, len(all), 100)
	return all
}

var planLayers = []string{"YJJBNTBHTB", "STBHHX", "CZKFBJ"}

// worst reads layers and sites, compares every area and every overlap with the
// witness, and returns the largest difference of each.
func worst(t *testing.T, folder, sites, edges string) (area, overlap float64) {
	want := expectations(t)
	opt := &open.Options{}
	if edges != "" {
		e, err := boundary.ParseEdges(edges)
		require.NoError(t, err)
		opt.Edges = e
	}
	byID := map[string]*boundary.Boundary{}
	for _, layer := range planLayers {
		for _, f := range read(t, "planning/"+folder+"/"+layer+".shp", opt) {
			byID[layer+"/"+f.ID] = f.Boundary
			require.Empty(t, f.Notes)
		}
	}
	siteIDs := []string{}
	for _, f := range read(t, "planning/"+sites, opt) {
		byID["site/"+f.ID] = f.Boundary
		siteIDs = append(siteIDs, f.ID)
	}
	require.Len(t, siteIDs, 32)

	shared := map[string]bool{}
	for _, e := range want {
		if e.layer == "overlap" {
			site, feature := byID["site/"+e.id], byID[e.other]
			require.NotNil(t, site, e.id)
			require.NotNil(t, feature, e.other)
			shared[e.id+" "+e.other] = true
			overlap = math.Max(overlap, math.Abs(float64(boundary.OverlapArea(site, feature))-e.area))
			continue
		}
		b := byID[e.layer+"/"+e.id]
		require.NotNil(t, b, e)
		area = math.Max(area, math.Abs(float64(b.Area())-e.area))
	}
	// What the witness does not list shares nothing.
	for id, b := range byID {
		for _, site := range siteIDs {
			if !strings.HasPrefix(id, "site/") && !shared[site+" "+id] {
				overlap = math.Max(overlap, float64(boundary.OverlapArea(byID["site/"+site], b)))
			}
		}
	}
	return area, overlap
}

func TestPlanningData(t *testing.T) {
	for _, c := range []struct {
		name, folder, sites, edges string
		least, most                float64 // of the largest difference, in square metres
	}{
		{"projected", "4527", "sites.txt", "", 0, 0.01},
		{"degrees, edges straight in the zone", "4490", "sites.geojson", "gk39", 0, 0.01},
		{"one of each", "4527", "sites.geojson", "gk39", 0, 0.01},
		{"the other one of each", "4490", "sites.txt", "gk39", 0, 0.01},
		// The other curve is no error: about 1 m² on edges of 500 m.
		{"degrees, edges straight in them", "4490", "sites.geojson", "lonlat", 0.5, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			area, overlap := worst(t, c.folder, c.sites, c.edges)
			t.Logf("largest difference: %.6f m² of areas, %.6f m² of overlaps", area, overlap)
			assert.LessOrEqual(t, area, c.most)
			assert.LessOrEqual(t, overlap, c.most)
			assert.GreaterOrEqual(t, max(area, overlap), c.least)
		})
	}
}

// A plan opens its layers whatever their formats.
func TestOpenPlan(t *testing.T) {
	needData(t, "planning")
	dir := t.TempDir()
	for _, layer := range []string{"YJJBNTBHTB", "STBHHX"} {
		for _, ext := range []string{".shp", ".dbf", ".prj", ".cpg"} {
			b, err := os.ReadFile(filepath.Join(data, "planning/4527", layer+ext))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, layer+ext), b, 0o644))
		}
	}
	b, err := os.ReadFile(filepath.Join(data, "planning/sites.geojson"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "CZKFBJ"), b, 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "plan.json"), []byte(`{"schema": "sanxian-plan/1", "layers": [
		{"line": "permanent_basic_farmland", "path": "YJJBNTBHTB.shp"},
		{"line": "ecological_red_line", "path": "STBHHX.dbf"},
		{"line": "urban_development_boundary", "path": "CZKFBJ"}]}`), 0o644))
	plan, err := zones.OpenPlan(context.Background(), os.DirFS(dir), "plan.json", open.Features, nil)
	require.NoError(t, err)
	require.Equal(t, "gk39", plan.Edges().String())
	for i, n := range []int{36, 3, 32} {
		require.Equal(t, n, plan.Layers()[i].Index().Len())
	}

	// A format that is not read is refused with its name and the way out.
	require.NoError(t, os.WriteFile(filepath.Join(dir, "CZKFBJ"), append([]byte("SQLite format 3\x00"+strings.Repeat("\x00", 52)), "GPKG"...), 0o644))
	_, err = zones.OpenPlan(context.Background(), os.DirFS(dir), "plan.json", open.Features, nil)
	require.ErrorContains(t, err, "CZKFBJ: this is GeoPackage")
	require.NoError(t, os.Remove(filepath.Join(dir, "CZKFBJ")))
	_, err = zones.OpenPlan(context.Background(), os.DirFS(dir), "plan.json", open.Features, nil)
	require.ErrorIs(t, err, zones.ErrPlan)
	require.ErrorContains(t, err, "there is no such file")
}

func TestSurveySamples(t *testing.T) {
	needData(t, "survey")
	all := read(t, "survey/C_edcfoshan_polygon-txt_multiplot_MIT.txt", nil)
	require.Len(t, all, 3)
	for i, f := range all {
		require.Equal(t, []string{"FID_A", "FID_B", "FID_C"}[i], f.ID)
		require.Equal(t, 4526, f.Boundary.Frame().EPSG())
		require.Equal(t, 4, f.Boundary.Vertices())
		require.InDelta(t, quadrilateral(f.Boundary.Polygons()[0][0]), float64(f.Boundary.Area()), 0.001)
		require.NotEmpty(t, f.Notes) // the stated area is invented
	}
	// The other one has its points on one line: a zone, and no area.
	_, err := open.File(context.Background(), os.DirFS(data), "survey/D_edcfoshan_polygon-txt_README_axis_swapped_MIT.txt", nil)
	require.ErrorIs(t, err, boundary.ErrGeometry)
}

// quadrilateral returns the area of a small ring by its plane and the scale of
// the projection there.
func quadrilateral(r boundary.Ring) float64 {
	sum := 0.0
	for i := range r[1:] {
		sum += (r[i].X-r[0].X)*(r[i+1].Y-r[0].Y) - (r[i].Y-r[0].Y)*(r[i+1].X-r[0].X)
	}
	east := math.Mod(r[0].X, 1e6) - 500_000
	return math.Abs(sum) / 2 / (1 + east*east/(6.3659e6*6.3659e6)) // R² = M·N at 23.3° N
}

// A frame that the reader gives names the zone; whether eastings have its
// number is what they show.
func TestGivenFrameOfTheOtherEastings(t *testing.T) {
	needData(t, "planning")
	plain, err := boundary.EPSG(4548)
	require.NoError(t, err)
	for _, name := range []string{"planning/4527/STBHHX.shp", "planning/sites.txt"} {
		var codes []string
		reading := boundary.Reading{Frame: &plain, Note: func(n message.Note) { codes = append(codes, n.Code) }}
		for _, f := range read(t, name, &open.Options{Reading: reading}) {
			require.Equal(t, 4527, f.Boundary.Frame().EPSG())
		}
		require.Subset(t, []string{"crs.prefix_differs", "shapefile.frame_overridden", "survey.crs_prefix"}, codes)
		require.NotEmpty(t, codes)
	}
	b, notes, err := wkt.Unmarshal(context.Background(), "POLYGON((39408000 4036000, 39408100 4036000, 39408100 4036100, 39408000 4036000))", &wkt.Options{Reading: boundary.Reading{Frame: &plain}})
	require.NoError(t, err)
	require.Equal(t, 4527, b.Frame().EPSG())
	require.Equal(t, "crs.prefix_differs", notes[0].Code)
}
