package geojson

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

// shared returns the path of test data that is not part of the module; the test
// is skipped where it is absent.
func shared(t testing.TB, name string) string {
	path := filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("test data %s is absent", name)
	}
	return path
}

func oereb(t testing.TB, name string) []byte {
	data, err := os.ReadFile(shared(t, "oereb/"+name))
	require.NoError(t, err)
	return data
}

func TestOereb(t *testing.T) {
	data := oereb(t, "restriction.geojson")
	features, err := boundary.Collect(Read(context.Background(), bytes.NewReader(data), nil))
	require.NoError(t, err)
	require.Len(t, features, 1)
	require.Equal(t, "plr-1", features[0].ID)
	polygons := features[0].Boundary.Polygons()
	require.Len(t, polygons, 1)
	require.Len(t, polygons[0], 1+554)
	vertices := 0
	for _, ring := range polygons[0] {
		vertices += len(ring)
	}
	require.Equal(t, 122_346, vertices)

	// The coordinates come out as they went in, byte for byte.
	var out bytes.Buffer
	require.NoError(t, Write(context.Background(), &out, boundary.All(features), nil))
	require.Equal(t, coordinatesOf(data), coordinatesOf(out.Bytes()))

	sites, err := boundary.Collect(Read(context.Background(), bytes.NewReader(oereb(t, "sites.geojson")), nil))
	require.NoError(t, err)
	require.Len(t, sites, 2)
	// The area is GeographicLib's on WGS 84.
	require.InDelta(t, 39_999.3, float64(sites[0].Boundary.Area()), 0.05)
}

func coordinatesOf(data []byte) string {
	_, rest, _ := bytes.Cut(data, []byte(`"coordinates":`))
	return string(rest[:bytes.LastIndex(rest, []byte("]]]"))])
}

func TestPlanningSites(t *testing.T) {
	file, err := os.Open(shared(t, "planning/sites.geojson"))
	require.NoError(t, err)
	defer file.Close()
	edges, err := boundary.StraightInZone(3, 39)
	require.NoError(t, err)
	got := map[string]float64{}
	for f, err := range Read(context.Background(), file, &Options{Reading: boundary.Reading{Edges: edges}}) {
		require.NoError(t, err)
		got[f.ID] = float64(f.Boundary.Area())
	}
	require.Len(t, got, 32)

	expected, err := os.Open(shared(t, "planning/expected.tsv"))
	require.NoError(t, err)
	defer expected.Close()
	compared := 0
	for lines := bufio.NewScanner(expected); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		area, ok := got[fields[1]]
		if len(fields) < 4 || !ok || fields[2] != "" {
			continue
		}
		want, err := strconv.ParseFloat(fields[3], 64)
		require.NoError(t, err)
		require.InDelta(t, want, area, 0.01, fields[1])
		compared++
	}
	require.Equal(t, 32, compared)
}

// 25 053 census areas of London, 33 files.
func TestLondon(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 25 053 features")
	}
	path := shared(t, "london_oa/london_oa.tar.xz")
	xz, err := exec.LookPath("xz")
	if err != nil {
		t.Skip("there is no xz command")
	}
	unpacked, err := exec.Command(xz, "-dc", path).Output()
	require.NoError(t, err)
	files, features := 0, 0
	for archive := tar.NewReader(bytes.NewReader(unpacked)); ; {
		h, err := archive.Next()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		if filepath.Ext(h.Name) != ".json" {
			continue
		}
		files++
		for f, err := range Read(context.Background(), archive, &Options{Reading: boundary.Reading{Name: h.Name}}) {
			require.NoError(t, err)
			require.NotEmpty(t, f.Properties)
			features++
		}
	}
	require.Equal(t, 33, files)
	require.Equal(t, 25_053, features)
}
