package wkb

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/wkt"
)

// GDAL reads the WKT that this module writes and gives the same EWKB.
func TestGDAL(t *testing.T) {
	program, err := exec.LookPath("ogr2ogr")
	if err != nil {
		t.Skip("ogr2ogr is not installed")
	}
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	ring := func(x, y, side float64) boundary.Ring {
		return boundary.Ring{{X: x, Y: y}, {X: x + side, Y: y + 0.1}, {X: x + side - 1.0/3, Y: y + side}, {X: x, Y: y}}
	}
	sites := map[string]*boundary.Boundary{
		"one":  site(t, f, boundary.Polygon{ring(39408000.123456789, 4036000, 100)}),
		"hole": site(t, f, boundary.Polygon{ring(39408000, 4036000, 100), ring(39408060, 4036010, 20)}),
		"two":  site(t, f, boundary.Polygon{ring(39408000, 4036000, 100)}, boundary.Polygon{ring(39409000, 4036000, 1.0/7)}),
	}
	file := "id,WKT\n"
	for id, b := range sites {
		file += id + `,"` + wkt.Marshal(b) + "\"\n"
	}
	name := filepath.Join(t.TempDir(), "sites.csv")
	require.NoError(t, os.WriteFile(name, []byte(file), 0o600))
	out, err := exec.Command(program, "-f", "PGDump", "/vsistdout/", name, "-a_srs", "EPSG:4527",
		"-lco", "CREATE_TABLE=OFF", "-lco", "SRID=4527", "--config", "PG_USE_COPY", "YES", "-oo", "KEEP_GEOM_COLUMNS=NO").Output()
	require.NoError(t, err)

	found := 0
	for _, line := range bytes.Split(out, []byte("\n")) {
		text, id, _ := strings.Cut(string(line), "\t")
		want := sites[id]
		if want == nil { // SQL around the rows
			continue
		}
		found++
		require.Equal(t, MarshalHex(want), text)
		got, _, err := Unmarshal(context.Background(), []byte(text), nil)
		require.NoError(t, err)
		require.Equal(t, f, got.Frame())
		require.True(t, same(want.Polygons(), got.Polygons()))
	}
	require.Equal(t, len(sites), found)
}
