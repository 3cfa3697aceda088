package open_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/boundary/wkb"
	"github.com/sanxian/sanxian/boundary/wkt"
)

// GDAL is the witness: it reads what is read here and what is written here.

func ogr2ogr(t *testing.T, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		if os.Getenv("SANXIAN_WITNESS") == "require" {
			t.Fatal("ogr2ogr is not installed")
		}
		t.Skip("ogr2ogr is not installed")
	}
	var out, errs bytes.Buffer
	c := exec.Command("ogr2ogr", args...)
	c.Stdout, c.Stderr = &out, &errs
	require.NoError(t, c.Run(), errs.String())
	return out.Bytes()
}

// fine is the spacing of extra points in metres, in both: with 70 m it would
// matter how each of the two divides an edge.
const fine = 5

// areasByGDAL returns the legal areas in square metres: extra points along the
// edges, then Lambert's cylindrical equal-area projection of the ellipsoid.
func areasByGDAL(t *testing.T, file, layer, system string) []float64 {
	t.Helper()
	segment := strconv.Itoa(fine)
	if strings.Contains(system, "longlat") {
		segment = strconv.FormatFloat(fine/120e3, 'f', -1, 64)
	}
	out := filepath.Join(t.TempDir(), "area.shp")
	ogr2ogr(t, out, file, layer, "-segmentize", segment, "-s_srs", system, "-t_srs", "+proj=cea +ellps=GRS80", "-dim", "XY")
	r := csv.NewReader(bytes.NewReader(ogr2ogr(t, "-f", "CSV", "/vsistdout/", out, "-sql", "SELECT OGR_GEOM_AREA FROM area")))
	r.FieldsPerRecord = -1 // GDAL ends the only column with a comma
	rows, err := r.ReadAll()
	require.NoError(t, err)
	var areas []float64
	for _, row := range rows[1:] {
		a, err := strconv.ParseFloat(row[0], 64)
		require.NoError(t, err)
		areas = append(areas, a)
	}
	return areas
}

func TestParcelData(t *testing.T) {
	if testing.Short() {
		t.Skip("a second witness takes seconds")
	}
	for _, c := range []struct {
		name, layer  string
		crs          string // override
		system       string // for GDAL
		refused      string
		count, holes int
	}{
		{"brazil_fields_CCBY4.zip", "LEM_dataset", "", "+proj=longlat +ellps=GRS80", "", 100, 0},
		{"denmark_parcels_CC0.zip", "Marker_2026", "EPSG:4548", "+proj=tmerc +lon_0=117 +k=1 +x_0=500000 +ellps=GRS80", "ETRS_1989_UTM_Zone_32N", 100, 0},
		{"romania_landcover_CC0.zip", "RO/RO_ny_EC21", "EPSG:4548", "+proj=tmerc +lon_0=117 +k=1 +x_0=500000 +ellps=GRS80", "WGS_1984_UTM_Zone_35N", 100, 0},
	} {
		t.Run(c.layer, func(t *testing.T) {
			file := needData(t, "lpis/"+c.name)
			opt := &open.Options{Reading: boundary.Reading{Build: &boundary.Options{Spacing: fine}}}
			if c.refused != "" {
				_, err := open.File(context.Background(), os.DirFS(data), "lpis/"+c.name, nil)
				require.ErrorIs(t, err, boundary.ErrFrame)
				require.ErrorContains(t, err, c.refused)
				require.ErrorContains(t, err, "ogr2ogr -t_srs EPSG:4490")
				frame, err := boundary.ParseFrame(c.crs)
				require.NoError(t, err)
				opt.Frame = &frame
			}
			features := read(t, "lpis/"+c.name, opt)
			require.Len(t, features, c.count)
			want := areasByGDAL(t, "/vsizip/"+file+"/"+c.layer+".shp", filepath.Base(c.layer), c.system)
			require.Len(t, want, c.count)
			worst, repaired, most := 0.0, 0, 0
			for i, f := range features {
				most = max(most, f.Boundary.Vertices())
				if len(f.Notes) > 0 {
					repaired++ // GDAL's area of what is not valid is another
					continue
				}
				worst = math.Max(worst, math.Abs(float64(f.Boundary.Area())-want[i])/want[i])
			}
			t.Logf("%d features, %d repaired, largest of %d vertices, areas within %.2g", len(features), repaired, most, worst)
			assert.Less(t, worst, 1e-8)
			assert.Less(t, repaired, 5)
		})
	}
}

// sample is what each format must bring through: holes, parts, digits that no
// decimal of fewer has, Chinese, null, numbers as they are written.
func sample(t *testing.T, frame boundary.Frame) []boundary.Feature {
	t.Helper()
	at := func(x, y float64) boundary.Point {
		if frame.Geographic() {
			return boundary.Point{X: 116 + x/1e5 + 1.0/3e9, Y: 36.4 + y/1e5}
		}
		return boundary.Point{X: 39408000 + x + 1.0/7, Y: 4036000 + y}
	}
	box := func(x, y, size float64) boundary.Ring {
		return boundary.Ring{at(x, y), at(x+size, y), at(x+size, y+size), at(x, y+size), at(x, y)}
	}
	hole := func(x, y, size float64) boundary.Ring {
		r := box(x, y, size)
		slices.Reverse(r)
		return r
	}
	var all []boundary.Feature
	for i, polygons := range [][]boundary.Polygon{
		{{box(0, 0, 100)}},
		{{box(200, 0, 100), hole(220, 20, 10), hole(240.0625, 40, 30)}},
		{{box(400, 0, 100), hole(410, 10, 50)}, {box(420, 20, 10)}, {box(600, 0, 33.333)}},
	} {
		b, notes, err := boundary.New(context.Background(), frame, polygons, nil)
		require.NoError(t, err)
		require.Empty(t, notes)
		p, err := boundary.NewProperties("BSM", fmt.Sprintf("371502%012d", i+1), "DLMC", []string{"水田", "旱地、水浇地", "“㐂”𠮷"}[i], "MJ", json.Number([]string{"10000.00", "-0.5", "33"}[i]), "空", nil)
		require.NoError(t, err)
		all = append(all, boundary.Feature{ID: fmt.Sprintf("371502%012d", i+1), Boundary: b, Properties: p})
	}
	return all
}

func TestGDALReadsWhatIsWritten(t *testing.T) {
	gk, err := boundary.EPSG(4527)
	require.NoError(t, err)
	for _, frame := range []boundary.Frame{gk, boundary.LonLat} {
		features := sample(t, frame)
		attributes := func(t *testing.T, got map[string]any, i int) {
			assert.Equal(t, features[i].Properties.Text("DLMC"), got["DLMC"])
			assert.Equal(t, features[i].ID, got["BSM"])
			want, _ := features[i].Properties.Number("MJ")
			assert.Equal(t, want, got["MJ"])
			assert.Nil(t, got["空"])
		}
		for _, c := range []struct {
			name       string
			attributes bool
			write      func(t *testing.T, dir string) string
		}{
			{"geojson", true, func(t *testing.T, dir string) string {
				return writeTo(t, dir+"/a.geojson", func(w *bytes.Buffer) error {
					return geojson.Write(context.Background(), w, boundary.All(features), nil)
				})
			}},
			{"geojson lines", true, func(t *testing.T, dir string) string {
				return writeTo(t, dir+"/a.geojsonl", func(w *bytes.Buffer) error {
					return geojson.Write(context.Background(), w, boundary.All(features), &geojson.WriteOptions{Lines: true})
				})
			}},
			{"shapefile", true, func(t *testing.T, dir string) string {
				require.NoError(t, shapefile.Write(dir+"/a", boundary.All(features), nil))
				return dir + "/a.shp"
			}},
			{"shapefile in GBK", true, func(t *testing.T, dir string) string {
				require.NoError(t, shapefile.Write(dir+"/a", boundary.All(features[:2]), &shapefile.WriteOptions{Encoding: "GBK"}))
				return dir + "/a.shp"
			}},
			{"shapefile in a zip", true, func(t *testing.T, dir string) string {
				return "/vsizip/" + writeTo(t, dir+"/a.zip", func(w *bytes.Buffer) error {
					return shapefile.WriteZip(w, "a", boundary.All(features), nil)
				})
			}},
			{"wkt", false, func(t *testing.T, dir string) string {
				return writeCSV(t, dir, features, func(b *boundary.Boundary) string { return wkt.Marshal(b) })
			}},
			{"wkb", false, func(t *testing.T, dir string) string {
				return writeCSV(t, dir, features, wkb.MarshalHex)
			}},
		} {
			t.Run(fmt.Sprint(frame.EPSG(), " ", c.name), func(t *testing.T) {
				file := c.write(t, t.TempDir())
				var got struct {
					Features []struct {
						Properties map[string]any
						Geometry   struct {
							Type        string
							Coordinates json.RawMessage
						}
					}
				}
				require.NoError(t, json.Unmarshal(ogr2ogr(t, "-f", "GeoJSON", "/vsistdout/", file, "-lco", "COORDINATE_PRECISION=17", "-lco", "RFC7946=NO"), &got))
				want := features
				if c.name == "shapefile in GBK" {
					want = features[:2]
				}
				require.Len(t, got.Features, len(want))
				for i, g := range got.Features {
					var polygons []boundary.Polygon
					for _, p := range coordinates(t, g.Geometry.Type, g.Geometry.Coordinates) {
						var polygon boundary.Polygon
						for _, r := range p {
							var ring boundary.Ring
							for _, q := range r {
								ring = append(ring, boundary.Point{X: q[0], Y: q[1]})
							}
							polygon = append(polygon, ring)
						}
						polygons = append(polygons, polygon)
					}
					assert.Equal(t, canonical(want[i].Boundary.Polygons()), canonical(polygons))
					if c.attributes {
						attributes(t, g.Properties, i)
					}
				}
			})
		}
	}
}

func writeTo(t *testing.T, name string, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b))
	require.NoError(t, os.WriteFile(name, b.Bytes(), 0o644))
	return name
}

func writeCSV(t *testing.T, dir string, features []boundary.Feature, text func(*boundary.Boundary) string) string {
	return writeTo(t, dir+"/a.csv", func(w *bytes.Buffer) error {
		c := csv.NewWriter(w)
		c.Write([]string{"id", "WKT"})
		for _, f := range features {
			c.Write([]string{f.ID, text(f.Boundary)})
		}
		c.Flush()
		return c.Error()
	})
}

func coordinates(t *testing.T, kind string, raw json.RawMessage) (all [][][][2]float64) {
	if kind == "Polygon" {
		all = make([][][][2]float64, 1)
		require.NoError(t, json.Unmarshal(raw, &all[0]))
		return all
	}
	require.NoError(t, json.Unmarshal(raw, &all))
	return all
}
