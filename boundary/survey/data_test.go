package survey

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

// data reads a file of test data that is kept outside of the project.
func data(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../../shared/data", name))
	if err != nil {
		t.Skipf("no test data: %v", err)
	}
	return b
}

// expected returns the areas in square metres of the sites, computed with PROJ.
func expected(t *testing.T) map[string]float64 {
	areas := map[string]float64{}
	for _, line := range strings.Split(string(data(t, "planning/expected.tsv")), "\n") {
		if f := strings.Split(line, "\t"); f[0] == "site" && f[2] == "" {
			v, err := strconv.ParseFloat(f[3], 64)
			require.NoError(t, err)
			areas[f[1]] = v
		}
	}
	return areas
}

func TestSites(t *testing.T) {
	file := data(t, "planning/sites.txt")
	r := readText(string(file), nil)
	require.NoError(t, r.err)
	require.Len(t, r.features, 32)
	require.Empty(t, r.codes())
	require.Equal(t, gb18030Name, r.headers[0].Encoding)
	areas := expected(t)
	for i, f := range r.features {
		require.Equal(t, fmt.Sprintf("S%02d", i), f.ID)
		require.Equal(t, "地块"+strconv.Itoa(i), f.Properties.Text(FieldName))
		require.Equal(t, 4527, f.Boundary.Frame().EPSG())
		require.InDelta(t, areas[f.ID], float64(f.Boundary.Area()), 0.01, f.ID)
	}

	// Written again, the file is the same but for what it says of itself.
	var out bytes.Buffer
	require.NoError(t, Write(&out, boundary.All(r.features), &WriteOptions{Producer: r.headers[0].Get(KeyProducer), Date: r.headers[0].Get(KeyDate)}))
	require.Equal(t, string(file), out.String())
}

func TestSampleSeveralPlots(t *testing.T) {
	r := readText(string(data(t, "survey/C_edcfoshan_polygon-txt_multiplot_MIT.txt")), nil)
	if r.err != nil { // the third point lies outside of the line of the others
		t.Log(r.err)
	}
	rows := parcels(t, string(data(t, "survey/C_edcfoshan_polygon-txt_multiplot_MIT.txt")))
	require.Len(t, rows, 3)
	for i, id := range []string{"FID_A", "FID_B", "FID_C"} {
		require.Equal(t, id, rows[i].fields[2])
		require.Len(t, rows[i].rows, 4)
		require.Equal(t, boundary.Point{X: 2582988.976, Y: 38383243.971}, rows[i].rows[0].at)
	}
}

func TestSampleSwapped(t *testing.T) {
	text := string(data(t, "survey/D_edcfoshan_polygon-txt_README_axis_swapped_MIT.txt"))
	rows := parcels(t, text)
	require.Len(t, rows, 1)
	r := newReader(context.Background(), strings.NewReader(text), nil)
	f, eastFirst, err := r.orient(rows[0])
	require.NoError(t, err)
	require.True(t, eastFirst)
	require.Equal(t, 4527, f.EPSG())
	// Its points lie on one line: there is no area in it.
	require.ErrorIs(t, readText(text, nil).err, boundary.ErrGeometry)
}

// parcels returns what a file holds before boundaries are made of it.
func parcels(t *testing.T, text string) []*parcel {
	t.Helper()
	r := newReader(context.Background(), strings.NewReader(text), nil)
	var all []*parcel
	for {
		p, err := r.scan()
		if err != nil {
			require.Equal(t, "EOF", err.Error())
			return all
		}
		r.parcels++
		all = append(all, p)
	}
}
