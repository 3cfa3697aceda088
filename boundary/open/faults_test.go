package open_test

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/message"
)

// TestFaults opens files of other programs that land was once read from in a wrong
// place, or not at all: each gives its right area, or is refused.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		folder, file string
		area         float64 // 0: refused
		code         string  // of the refusal
		property     string  // XZQMC of the first feature
	}{
		{"central-meridian-with-minutes", "wz.txt", 0, "survey.datum_unknown", ""},
		{"degrees-minutes-seconds-as-decimal", "dms.txt", 16121.17, "", ""},
		{"table-headings-ring-column-lost", "e_ok.csv", 19596.01, "", ""},
		{"table-headings-ring-column-lost", "e_silent.csv", 19596.01, "", ""},
		{"hole-on-shell-edge-filled", "hole.geojson", 9598.04, "", ""},
		{"hole-on-shell-edge-filled", "holegj.shp", 9598.04, "", ""},
		{"island-fills-hole-false-pass", "farm_island.geojson", 994870.64, "", ""},
		{"parts-as-holes-false-pass", "site.geojson", 19898.04, "", ""},
		{"degenerate-part-refuses-layer", "degen.shp", 9997.96, "", ""},
		{"degenerate-part-refuses-layer", "emptymp.geojson", 9949.02, "", ""},
		{"dbf-ldid-gbk-text-utf8", "STBHHX.shp", 1989741.28, "", "东昌府区"},
		{"province-outline-too-long", "outline.geojson", 2016089480333.94, "", ""},
		{"shp-needs-shx", "gap96.shp", 29993.92, "", ""},
		{"shp-needs-shx", "q60760.shp", 19995.93, "", ""},
	} {
		t.Run(c.folder+"/"+c.file, func(t *testing.T) {
			dir := "../../../shared/data/faults/" + c.folder
			if _, err := os.Stat(dir); err != nil {
				t.Skip("the shared data are not here")
			}
			features, err := open.Features(context.Background(), os.DirFS(dir), c.file, &boundary.Reading{KeepEmpty: true})
			require.NoError(t, err)
			all, err := boundary.Collect(features)
			if c.area == 0 {
				require.ErrorIs(t, err, boundary.ErrFrame)
				var e *message.Error
				require.ErrorAs(t, err, &e)
				require.Equal(t, c.code, e.Code)
				return
			}
			require.NoError(t, err)
			sum := 0.0
			for _, f := range all {
				sum += float64(f.Boundary.Area())
			}
			require.InDelta(t, c.area, sum, 0.01)
			if c.property != "" {
				require.Equal(t, c.property, all[0].Properties.Text("XZQMC"))
			}
		})
	}
}

// TestSlowOneBadHole makes a square of many holes, two of which overlap: its time is
// that of the edges and not of all pairs of rings.
func TestSlowOneBadHole(t *testing.T) {
	zone, err := boundary.EPSG(4527)
	require.NoError(t, err)
	const side = 100
	square := func(x, y, size float64) boundary.Ring {
		x, y = 39409000+x, 4035000+y
		return boundary.Ring{{X: x, Y: y}, {X: x + size, Y: y}, {X: x + size, Y: y + size}, {X: x, Y: y + size}}
	}
	p := boundary.Polygon{square(0, 0, side*20+20)}
	for i := range side {
		for j := range side {
			p = append(p, square(float64(10+i*20), float64(10+j*20), 8))
		}
	}
	sound, notes, err := boundary.New(context.Background(), zone, []boundary.Polygon{p}, nil)
	require.NoError(t, err)
	for _, n := range notes {
		require.False(t, n.Warning)
	}
	bad, notes, err := boundary.New(context.Background(), zone, []boundary.Polygon{append(p, square(14, 14, 8))}, nil)
	require.NoError(t, err)
	require.Contains(t, codesOf(notes), "holes.overlap")
	require.InDelta(t, float64(sound.Area())-48, float64(bad.Area()), 0.1) // 64 of a hole, 16 of which were cut out before
	require.InDelta(t, 16, float64(bad.Doubt().Area()), 0.1)
}

func codesOf(notes []message.Note) (codes []string) {
	for _, n := range notes {
		codes = append(codes, n.Code)
	}
	return codes
}
