package shapefile

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// GDAL is the witness: it reads what is written here, and wrote what is read.

const data = "../../../shared/data"

func needGDAL(t *testing.T) {
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("ogr2ogr is not installed")
	}
}

func needData(t *testing.T, name string) string {
	p := filepath.Join(data, name)
	if _, err := os.Stat(p); err != nil {
		t.Skip("no test data: " + p)
	}
	return p
}

func run(t *testing.T, name string, args ...string) []byte {
	var out, errs bytes.Buffer
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = &out, &errs
	require.NoError(t, c.Run(), errs.String())
	require.Empty(t, errs.String(), "GDAL warns")
	return out.Bytes()
}

// A gdalFeature is one as GDAL reads it, in the coordinates of the file.
type gdalFeature struct {
	Geometry struct {
		Type        string
		Coordinates json.RawMessage
	}
	Properties map[string]any
}

func (f gdalFeature) polygons(t *testing.T) [][][][2]float64 {
	var all [][][][2]float64
	if f.Geometry.Type == "Polygon" {
		all = make([][][][2]float64, 1)
		require.NoError(t, json.Unmarshal(f.Geometry.Coordinates, &all[0]))
		return all
	}
	require.NoError(t, json.Unmarshal(f.Geometry.Coordinates, &all))
	return all
}

func readByGDAL(t *testing.T, path string) []gdalFeature {
	var c struct{ Features []gdalFeature }
	out := run(t, "ogr2ogr", "-f", "GeoJSON", "/vsistdout/", path, "-lco", "COORDINATE_PRECISION=17", "-dim", "XY")
	require.NoError(t, json.Unmarshal(out, &c))
	return c.Features
}

// vertices counts points, closing ones too, and rings.
func vertices(polygons [][][][2]float64) (n, rings int) {
	for _, p := range polygons {
		for _, r := range p {
			n += len(r)
			rings++
		}
	}
	return n, rings
}

func TestReadWhatGDALWrote(t *testing.T) {
	needGDAL(t)
	for _, name := range []string{"4527/YJJBNTBHTB", "4527/STBHHX", "4527/CZKFBJ", "4490/YJJBNTBHTB", "4490/STBHHX", "4490/CZKFBJ"} {
		t.Run(name, func(t *testing.T) {
			dir := needData(t, "planning")
			want := readByGDAL(t, filepath.Join(dir, name+".shp"))
			got, err := boundary.Collect(Open(context.Background(), os.DirFS(dir), name+".shp", nil))
			require.NoError(t, err)
			require.Len(t, got, len(want))
			for i, f := range got {
				assert.Equal(t, name[:4], fmt.Sprint(f.Boundary.Frame().EPSG()))
				assert.Empty(t, f.Notes)
				sameAsGDAL(t, f, want[i])
			}
		})
	}
}

// sameAsGDAL compares attributes and vertices, these bit for bit.
func sameAsGDAL(t *testing.T, f boundary.Feature, g gdalFeature) {
	t.Helper()
	for name := range f.Properties.All() {
		switch v := g.Properties[name].(type) {
		case nil:
			assert.Empty(t, f.Properties.Text(name))
		case string:
			assert.Equal(t, v, f.Properties.Text(name))
		case float64:
			n, ok := f.Properties.Number(name)
			assert.True(t, ok)
			assert.Equal(t, v, n)
		default:
			t.Errorf("%s is %v", name, v)
		}
	}
	assert.Len(t, g.Properties, fieldCount(f.Properties))
	var ours [][][][2]float64
	for _, p := range f.Boundary.Polygons() {
		var polygon [][][2]float64
		for _, r := range p {
			var ring [][2]float64
			for _, q := range r {
				ring = append(ring, [2]float64{q.X, q.Y})
			}
			polygon = append(polygon, ring)
		}
		ours = append(ours, polygon)
	}
	theirs := g.polygons(t)
	require.Equal(t, len(theirs), len(ours), "polygons")
	for i := range theirs {
		require.Equal(t, len(theirs[i]), len(ours[i]), "rings")
		for j := range theirs[i] {
			a, b := sortedRing(theirs[i][j]), sortedRing(ours[i][j])
			assert.Equal(t, a, b)
		}
	}
}

func fieldCount(p boundary.Properties) (n int) {
	for range p.All() {
		n++
	}
	return n
}

// sortedRing returns the ring from its least vertex, in the direction of the
// lesser neighbour: GeoJSON runs the other way round.
func sortedRing(r [][2]float64) [][2]float64 {
	r = r[:len(r)-1]
	n, least := len(r), 0
	less := func(a, b [2]float64) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }
	for i := range r {
		if less(r[i], r[least]) {
			least = i
		}
	}
	step := 1
	if less(r[(least+n-1)%n], r[(least+1)%n]) {
		step = n - 1
	}
	out := make([][2]float64, 0, n)
	for i, k := 0, least; i < n; i, k = i+1, (k+step)%n {
		out = append(out, r[k])
	}
	return out
}

func TestGDALReadsWhatIsWritten(t *testing.T) {
	needGDAL(t)
	corner := func(epsg int) (x, y, side float64) {
		f, err := boundary.EPSG(epsg)
		require.NoError(t, err)
		if f.Geographic() {
			return 116.1234567890123, 36.1234567890123, 0.01
		}
		_, number, _, _ := f.Zone()
		meridian := 3 * number
		if number < 25 {
			meridian = 6*number - 3
		}
		p := f.FromLonLat(float64(meridian)+0.5, 36)
		return p.X, p.Y, 100
	}
	// Frame and encoding are written apart from each other.
	for i, epsg := range []int{4490, 4527, 4548, 4498, 4509} {
		encoding := []string{"UTF-8", "GBK"}[i%2]
		t.Run(fmt.Sprint(epsg, " ", encoding), func(t *testing.T) {
			x, y, s := corner(epsg)
			shell, hole, island := square(x, y, s), square(x+s/4, y+s/4, s/2), square(x+2*s, y, s/3)
			features := []boundary.Feature{
				feature(t, "永001", epsg, []boundary.Polygon{{reversed(shell), hole}, {island}}, "BSM", "永001", "名称", "永久基本农田，“图斑”", "面积", 1234.5678, "数", 42),
				feature(t, "永002", epsg, []boundary.Polygon{{square(x, y+2*s, s)}}, "BSM", "永002", "名称", nil, "面积", -0.5, "数", nil),
			}
			path := filepath.Join(t.TempDir(), "图层.shp")
			require.NoError(t, Write(path, boundary.All(features), &WriteOptions{Encoding: encoding}))

			read := readByGDAL(t, path)
			require.Len(t, read, len(features))
			for i, g := range read {
				sameAsGDAL(t, features[i], g)
			}
			info := string(run(t, "ogrinfo", "-so", "-al", path))
			assert.Contains(t, info, fmt.Sprintf(`ID["EPSG",%d]]`+"\nData axis", epsg))
			assert.Contains(t, info, "面积: Real (9.4)")
			assert.Contains(t, info, "数: Integer (2.0)")
			// GDAL finds nothing to put right, if it was built with SQLite and GEOS.
			sql := `SELECT COUNT(*) AS n FROM "图层" WHERE ST_IsValid(geometry) = 0`
			if out, err := exec.Command("ogrinfo", "-q", path, "-dialect", "SQLITE", "-sql", sql).CombinedOutput(); err == nil && strings.Contains(string(out), "n (Integer)") {
				assert.Contains(t, string(out), "= 0")
			}
		})
	}
}

// Types 15 and 25 as GDAL writes them.
func TestHeightsWrittenByGDAL(t *testing.T) {
	needGDAL(t)
	dir := needData(t, "planning")
	for _, dim := range []string{"XYZ", "XYM", "XYZM"} {
		out := t.TempDir()
		run(t, "ogr2ogr", "-dim", dim, filepath.Join(out, "z.shp"), filepath.Join(dir, "4527/STBHHX.shp"), "-lco", "ENCODING=UTF-8")
		flat, err := boundary.Collect(Open(context.Background(), os.DirFS(dir), "4527/STBHHX.shp", nil))
		require.NoError(t, err)
		var notes []message.Note
		opt := &Options{}
		opt.Note = func(n message.Note) { notes = append(notes, n) }
		got, err := boundary.Collect(Open(context.Background(), os.DirFS(out), "z.shp", opt))
		require.NoError(t, err)
		require.Len(t, got, len(flat))
		assert.Equal(t, []string{"shapefile.heights"}, codes(notes))
		for i := range got {
			assert.Equal(t, flat[i].Boundary.Polygons(), got[i].Boundary.Polygons())
			assert.Equal(t, flat[i].Properties, got[i].Properties)
		}
	}
}

// Real parcels and land cover. Two are in national systems: refused by name,
// and read once the caller says in what frame to take the numbers.
func TestRealFiles(t *testing.T) {
	needGDAL(t)
	zone := func(code int) *boundary.Frame { f, err := boundary.EPSG(code); require.NoError(t, err); return &f }
	for _, c := range []struct {
		zip, shp, refused string
		frame             *boundary.Frame
	}{
		{"brazil_fields_CCBY4", "LEM_dataset.shp", "", nil},
		{"denmark_parcels_CC0", "Marker_2026.shp", "ETRS_1989_UTM_Zone_32N", zone(4548)},
		{"romania_landcover_CC0", "RO/RO_ny_EC21.shp", "WGS_1984_UTM_Zone_35N", zone(4548)},
	} {
		t.Run(c.zip, func(t *testing.T) {
			path := needData(t, "lpis/"+c.zip+".zip")
			zipped, err := os.ReadFile(path)
			require.NoError(t, err)
			opt := &Options{}
			opt.Name = c.zip
			read := func() ([]boundary.Feature, error) {
				return boundary.Collect(ReadZip(context.Background(), bytes.NewReader(zipped), int64(len(zipped)), opt))
			}
			if c.refused != "" {
				_, err := read()
				require.ErrorIs(t, err, boundary.ErrFrame)
				assert.ErrorContains(t, err, c.refused)
				opt.Frame = c.frame
			}
			features, err := read()
			require.NoError(t, err)
			want := readByGDAL(t, "/vsizip/"+path+"/"+c.shp)
			require.Len(t, features, len(want))
			most := 0
			for i, f := range features {
				n, rings := vertices(want[i].polygons(t))
				require.Equal(t, n-rings, f.Boundary.Vertices(), f.ID)
				most = max(most, n)
			}
			if strings.HasPrefix(c.zip, "romania") {
				assert.Equal(t, 20341, most)
			}
		})
	}
}
