package witness

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/message"
)

// TestWrittenFilesAreValid writes results as files, each frame its own, and has
// GEOS judge what GEOS and GDAL read from them.
func TestWrittenFilesAreValid(t *testing.T) {
	e := openGEOS(t)
	const filesPerPair = 6 * 3 // results of operations, and files that each is in
	n := *results / (len(families.All) * filesPerPair)
	byFrame := map[boundary.Frame][]boundary.Feature{}
	for _, f := range families.All {
		for i := range n {
			for _, r := range boundaryResults(t, f, i) {
				if len(r.boundary.Polygons()) > 0 {
					frame := r.boundary.Frame()
					byFrame[frame] = append(byFrame[frame], boundary.Feature{ID: r.name, Boundary: r.boundary})
				}
			}
		}
	}
	for frame, features := range byFrame {
		t.Run(frame.String(), func(t *testing.T) {
			t.Run("GeoJSON", func(t *testing.T) { checkGeoJSON(t, features, &geojson.WriteOptions{}, e.ValidGeoJSON) })
			t.Run("GeoJSON in degrees", func(t *testing.T) {
				checkGeoJSON(t, features, &geojson.WriteOptions{LonLat: true}, e.ValidGeoJSON)
			})
			t.Run("Shapefile", func(t *testing.T) { checkShapefile(t, features, e.Valid) })
		})
	}
}

func checkGeoJSON(t *testing.T, features []boundary.Feature, opt *geojson.WriteOptions, valid func([]byte) (string, error)) {
	noted := 0
	opt.Note = func(n message.Note) {
		require.Equal(t, "geometry.rounded", n.Code)
		if n.Warning {
			noted++
		}
	}
	var file bytes.Buffer
	require.NoError(t, geojson.Write(context.Background(), &file, boundary.All(features), opt))
	var read struct {
		Features []struct {
			ID       string          `json:"id"`
			Geometry json.RawMessage `json:"geometry"`
		} `json:"features"`
	}
	require.NoError(t, json.Unmarshal(file.Bytes(), &read))
	require.Len(t, read.Features, len(features))
	wrong, null := 0, 0
	for _, f := range read.Features {
		if string(f.Geometry) == "null" {
			null++
			continue
		}
		reason, err := valid(f.Geometry)
		require.NoError(t, err, f.ID)
		if reason != "" {
			if wrong++; wrong <= 10 {
				assert.Fail(t, "not valid", "%s: %s", f.ID, reason)
			}
		}
	}
	require.Equal(t, null, noted, "what vanishes is noted")
	t.Logf("%d features, %d not valid, %d thinner than the resolution", len(features), wrong, null)
}

// pgdumpShape is a geometry as GDAL writes it for PostGIS: little-endian WKB
// in hexadecimal digits, the first column of a row.
var pgdumpShape = regexp.MustCompile(`(?m)^(01[0-9A-F]{16,})\b`)

func checkShapefile(t *testing.T, features []boundary.Feature, valid func([]byte) (string, error)) {
	ogr, err := exec.LookPath("ogr2ogr")
	if err != nil {
		absent(t, err)
	}
	base := filepath.Join(t.TempDir(), "results")
	require.NoError(t, shapefile.Write(base, boundary.All(features), nil))
	dump := base + ".sql"
	c := exec.Command(ogr, "-f", "PGDUMP", dump, base+".shp", "-nlt", "MULTIPOLYGON")
	c.Env = append(os.Environ(), "PG_USE_COPY=YES")
	out, err := c.CombinedOutput()
	require.NoError(t, err, string(out))
	sql, err := os.ReadFile(dump)
	require.NoError(t, err)
	shapes := pgdumpShape.FindAllSubmatch(sql, -1)
	require.Len(t, shapes, len(features))
	wrong := 0
	for i, s := range shapes {
		data, err := hex.DecodeString(string(s[1]))
		require.NoError(t, err)
		reason, err := valid(data)
		require.NoError(t, err)
		if reason != "" {
			if wrong++; wrong <= 10 {
				assert.Fail(t, "not valid", "%s: %s", features[i].ID, reason)
			}
		}
	}
	t.Logf("%d features, %d not valid", len(features), wrong)
}
