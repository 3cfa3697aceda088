package open_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/message"
)

// Inputs that are refused with what helps. Each test does what the message says, by
// the values that it names.

// refused returns the error of a file that cannot be read.
func refused(t *testing.T, dir, name, code string) *message.Error {
	t.Helper()
	_, err := areas(dir, name)
	var e *message.Error
	require.ErrorAs(t, err, &e, name)
	require.Equal(t, code, e.Code, e.Error())
	for _, lang := range []message.Lang{message.English, message.Chinese} {
		assert.NotRegexp(t, `\{[a-z]+\}`, message.Say(lang, err))
	}
	return e
}

// areas returns the areas of the features of a file.
func areas(dir, name string) ([]float64, error) {
	features, err := open.Features(context.Background(), os.DirFS(dir), name, nil)
	if err != nil {
		return nil, err
	}
	var out []float64
	for f, err := range features {
		if err != nil {
			return nil, err
		}
		out = append(out, float64(f.Boundary.Area()))
	}
	return out, nil
}

// follow runs a command of a message in a folder.
func follow(t *testing.T, dir, command string) {
	t.Helper()
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("ogr2ogr is not installed")
	}
	c := exec.Command("sh", "-c", command)
	c.Dir = dir
	out, err := c.CombinedOutput()
	require.NoError(t, err, "%s: %s", command, out)
}

// saved writes a file into a new folder.
func saved(t *testing.T, name, content string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	return dir
}

const (
	square   = `[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.401],[116,36.4]]]`
	features = `[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":` + square + `}},
	{"type":"Feature","properties":{"MJ":1},"geometry":{"type":"Polygon","coordinates":` + square + `}}]`
	squareM2 = 9954 // of the ellipsoid
)

func TestAdviceList(t *testing.T) {
	dir := saved(t, "a.geojson", features)
	e := refused(t, dir, "a.geojson", "geojson.list")
	dir = saved(t, "a.geojson", e.Values["before"]+features+e.Values["after"])
	got, err := areas(dir, "a.geojson")
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.InDelta(t, squareM2, got[1], 5)
}

func TestAdviceNaN(t *testing.T) {
	for _, word := range []string{"NaN", "Infinity", "-Infinity"} {
		content := `{"type":"FeatureCollection","features":` + strings.Replace(features, `"MJ":1`, `"MJ":`+word, 1) + `}`
		dir := saved(t, "a.geojson", content)
		e := refused(t, dir, "a.geojson", "geojson.nan")
		assert.Equal(t, word, e.Values["word"])
		other := saved(t, "a.geojson", strings.Replace(content, word, "null", 1))
		got, err := areas(other, "a.geojson")
		require.NoError(t, err)
		require.Len(t, got, 2)
		follow(t, dir, "ogr2ogr -f GeoJSON new.geojson "+e.Values["file"])
		got, err = areas(dir, "new.geojson")
		require.NoError(t, err)
		require.Len(t, got, 2)
	}
}

func TestAdviceNorthFirst(t *testing.T) {
	for name, c := range map[string]struct{ crs, coordinates, code string }{
		"metres":  {"urn:ogc:def:crs:EPSG::4549", `[[[3100000,409000],[3100000,409200],[3100100,409200],[3100100,409000],[3100000,409000]]]`, "geojson.north_first"},
		"prefix":  {"EPSG:4527", `[[[4035000,39409000],[4035000,39409200],[4035100,39409200],[4035100,39409000],[4035000,39409000]]]`, "geojson.north_first"},
		"degrees": {"EPSG:4490", `[[[36.4,116],[36.4,116.001],[36.401,116.001],[36.401,116],[36.4,116]]]`, "geojson.swapped"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := saved(t, "a.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"`+c.crs+`"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":`+c.coordinates+`}}]}`)
			e := refused(t, dir, "a.geojson", c.code)
			follow(t, dir, e.Values["command"])
			got, err := areas(dir, "new.geojson")
			require.NoError(t, err)
			require.Len(t, got, 1)
			if name == "degrees" {
				assert.InDelta(t, squareM2, got[0], 5)
			} else {
				assert.InEpsilon(t, 20000, got[0], 0.01)
			}
		})
	}
}

func TestAdviceTopology(t *testing.T) {
	dir := saved(t, "a.json", `{"type":"Topology","objects":{"red":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0]]}]}},"arcs":[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.401],[116,36.4]]]}`)
	e := refused(t, dir, "a.json", "geojson.topology")
	follow(t, dir, "ogrinfo "+e.Values["file"]+" | grep red && ogr2ogr -f GeoJSON LAYER.geojson "+e.Values["file"]+" red")
	got, err := areas(dir, "LAYER.geojson")
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.InDelta(t, squareM2, got[0], 5)
}

func TestAdviceDrawing(t *testing.T) {
	content, err := os.ReadFile(needData(t, "faults/dxf-advice-dead-end/red.dxf"))
	require.NoError(t, err)
	dir := saved(t, "red.dxf", string(content))
	e := refused(t, dir, "red.dxf", "open.drawing")
	follow(t, dir, e.Values["command"]+` -where "Layer='RED'"`)
	got, err := areas(dir, "red.geojson")
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.InEpsilon(t, 10000, got[0], 0.01)
	// One that is not closed is refused, as the message says.
	dir = saved(t, "red.dxf", strings.Replace(string(content), "\n70\n1\n", "\n70\n0\n", 1))
	follow(t, dir, e.Values["command"])
	refused(t, dir, "red.geojson", "geojson.lines")
}

func TestAdviceSheet(t *testing.T) {
	var book bytes.Buffer
	z := zip.NewWriter(&book)
	_, err := z.Create("xl/workbook.xml")
	require.NoError(t, err)
	require.NoError(t, z.Close())
	for name, content := range map[string]string{"a.xlsx": book.String(), "a.xls": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)} {
		e := refused(t, saved(t, name, content), name, "open.sheet")
		for _, mark := range []string{"", "\ufeff"} {
			dir := saved(t, "a.csv", mark+e.Values["columns"]+"\r\nJ1,1,4035000.5,39409000\r\nJ2,1,4035100.5,39409000\r\nJ3,1,4035100.5,39409100\r\nJ4,1,4035000.5,39409100\r\n")
			got, err := areas(dir, "a.csv")
			require.NoError(t, err)
			require.Len(t, got, 1)
			assert.InEpsilon(t, 10000, got[0], 0.01)
		}
	}
}

// TestAdviceManyInOneLine is of more points than a line has fields.
func TestAdviceManyInOneLine(t *testing.T) {
	for _, c := range []struct{ point, mark string }{
		{"J%[1]d 1 %.3[2]f %.3[3]f", " "}, {"%.3[2]f %.3[3]f", " "}, {"%.3[2]f,%.3[3]f", ","}, {"J%[1]d,1,%.3[2]f,%.3[3]f", ","},
		{"J%[1]d,1,%.3[2]f,%.3[3]f", ";"}, {"%.3[3]f %.3[2]f", ","}, {"J%[1]d\t1\t%.3[2]f\t%.3[3]f", "\t"},
	} {
		var points []string
		for i := range 40 {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / 40)
			points = append(points, fmt.Sprintf(c.point+"%[4]s", i+1, 4035000+100*sin, 39409000+100*cos, ""))
		}
		for _, head := range []string{"", "[地块坐标]\n40,1.0,1,A,面,,,,@\n"} {
			refused(t, saved(t, "a.txt", head+strings.Join(points, c.mark)), "a.txt", "survey.several")
			got, err := areas(saved(t, "a.txt", head+strings.Join(points, "\n")), "a.txt")
			require.NoError(t, err)
			require.Len(t, got, 1)
			assert.InEpsilon(t, 31287, got[0], 0.01)
		}
	}
}

func TestAdviceOneLine(t *testing.T) {
	for _, content := range []string{
		"39409000.0,4035000.0;39409100.0,4035000.0;39409100.0,4035100.0;39409000.0,4035100.0",
		"39409000.0,4035000.0 39409100.0,4035000.0 39409100.0,4035100.0 39409000.0,4035100.0",
		"39409000.0,4035000.0|39409100.0,4035000.0|39409100.0,4035100.0|39409000.0,4035100.0",
		"J1,1,4035000.0,39409000.0;J2,1,4035100.0,39409000.0;J3,1,4035100.0,39409100.0;J4,1,4035000.0,39409100.0",
	} {
		_, err := areas(saved(t, "a.txt", content), "a.txt")
		var e *message.Error
		require.ErrorAs(t, err, &e, content)
		require.Contains(t, []string{"survey.several", "survey.joined"}, e.Code, "%s: %s", content, e.Error())
		got, err := areas(saved(t, "a.txt", regexp.MustCompile(`[;| ]`).ReplaceAllString(content, "\n")), "a.txt")
		require.NoError(t, err, content)
		require.Len(t, got, 1)
		assert.InEpsilon(t, 10000, got[0], 0.01)
	}
}

func TestAdviceThousands(t *testing.T) {
	rows := [][2]string{{"4,035,000.000", "39,409,000.000"}, {"4,035,100.000", "39,409,000.000"}, {"4,035,100.000", "39,409,100.000"}, {"4,035,000.000", "39,409,100.000"}}
	for _, mark := range []string{",", "，", " ", "'"} {
		for _, form := range []string{"J1,1,@,@", `J1,1,"@","@"`, "J1 @ @", "J1\t1\t@\t@", "@,@", "@ @"} {
			for _, head := range []string{"", "点号,圈号,X,Y\n", "[地块坐标]\n4,1.0,1,A,面,,,,@\n"} {
				if head != "" && !strings.HasPrefix(form, "J1,1") || mark == " " && strings.Contains(form, " ") {
					continue
				}
				var with, without strings.Builder
				with.WriteString(head)
				without.WriteString(head)
				for _, r := range rows {
					for i, b := range []*strings.Builder{&with, &without} {
						line := form
						for _, v := range r {
							v = strings.ReplaceAll(v, ",", []string{mark, ""}[i])
							line = strings.Replace(line, "@", v, 1)
						}
						b.WriteString(line + "\n")
					}
				}
				refused(t, saved(t, "a.csv", with.String()), "a.csv", "survey.thousands")
				got, err := areas(saved(t, "a.csv", without.String()), "a.csv")
				require.NoError(t, err, without.String())
				require.Len(t, got, 1)
				assert.InEpsilon(t, 10000, got[0], 0.01)
			}
		}
	}
}

// TestAdviceOfFaults names what is wrong with files that were sent.
func TestAdviceOfFaults(t *testing.T) {
	dir := needData(t, "faults/messages-that-do-not-help")
	for name, code := range map[string]string{"array.geojson": "geojson.list", "nanprop.geojson": "geojson.nan", "wfs.geojson": "geojson.north_first"} {
		refused(t, dir, name, code)
	}
}
