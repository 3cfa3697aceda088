package open_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"sort"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/boundary/survey"
	"github.com/sanxian/sanxian/boundary/wkb"
	"github.com/sanxian/sanxian/boundary/wkt"
)

// canonical returns polygons so that equal ones are equal: formats turn rings,
// and may begin them and order parts and holes in their own way.
func canonical(polygons []boundary.Polygon) []string {
	var all []string
	for _, p := range polygons {
		var rings []string
		for _, r := range p {
			rings = append(rings, canonicalRing(r))
		}
		sort.Strings(rings[1:])
		all = append(all, fmt.Sprint(rings))
	}
	sort.Strings(all)
	return all
}

func canonicalRing(r boundary.Ring) string {
	r = slices.Clone(r[:len(r)-1])
	sum := 0.0
	for i := 1; i+1 < len(r); i++ {
		sum += (r[i].X-r[0].X)*(r[i+1].Y-r[0].Y) - (r[i].Y-r[0].Y)*(r[i+1].X-r[0].X)
	}
	if sum < 0 {
		slices.Reverse(r)
	}
	first := 0
	for i, p := range r {
		if p.X < r[first].X || p.X == r[first].X && p.Y < r[first].Y {
			first = i
		}
	}
	s := ""
	for i := range r {
		p := r[(first+i)%len(r)]
		s += fmt.Sprintf("%016x %016x;", math.Float64bits(p.X), math.Float64bits(p.Y))
	}
	return s
}

// A format that can be written, and what it keeps.
type writable struct {
	name       string
	format     open.Format
	properties bool
	digits     int // of coordinates in metres that it keeps; 0: all bits
	degrees    bool
	write      func(w io.Writer, features []boundary.Feature) error
}

var writables = []writable{
	{"geojson", open.GeoJSON, true, 0, true, func(w io.Writer, f []boundary.Feature) error {
		return geojson.Write(context.Background(), w, boundary.All(f), nil)
	}},
	{"geojson lines", open.GeoJSON, true, 0, true, func(w io.Writer, f []boundary.Feature) error {
		return geojson.Write(context.Background(), w, boundary.All(f), &geojson.WriteOptions{Lines: true})
	}},
	{"shapefile", open.Shapefile, true, 0, true, func(w io.Writer, f []boundary.Feature) error {
		return shapefile.WriteZip(w, "图层", boundary.All(f), nil)
	}},
	{"shapefile in GBK", open.Shapefile, true, 0, true, func(w io.Writer, f []boundary.Feature) error {
		return shapefile.WriteZip(w, "a", boundary.All(f), &shapefile.WriteOptions{Encoding: "GBK"})
	}},
	{"wkb", open.WKB, false, 0, true, func(w io.Writer, f []boundary.Feature) error { return wkb.Write(w, boundary.All(f), nil) }},
	{"wkt", open.WKT, false, 0, true, func(w io.Writer, f []boundary.Feature) error { return wkt.Write(w, boundary.All(f), nil) }},
	{"survey", open.Survey, false, 4, false, func(w io.Writer, f []boundary.Feature) error { return survey.Write(w, boundary.All(f), nil) }},
	{"survey in UTF-8", open.Survey, false, 4, false, func(w io.Writer, f []boundary.Feature) error {
		return survey.Write(w, boundary.All(f), &survey.WriteOptions{UTF8: true})
	}},
}

func (c writable) again(t require.TestingT, features []boundary.Feature, edges boundary.Edges) []boundary.Feature {
	var b bytes.Buffer
	require.NoError(t, c.write(&b, features))
	s, err := open.File(context.Background(), fstest.MapFS{"x": {Data: b.Bytes()}}, "x", &open.Options{Reading: boundary.Reading{Edges: edges}})
	require.NoError(t, err)
	require.Equal(t, c.format, s.Format)
	all, err := boundary.Collect(s.Features())
	require.NoError(t, err)
	return all
}

// shapes draws a feature: shells side by side, each with holes side by side.
func shapes(t *rapid.T, frame boundary.Frame, digits int, i int) []boundary.Polygon {
	steps := math.Pow(10, float64(digits))
	number := func(low, high float64) float64 {
		v := rapid.Float64Range(low, high).Draw(t, "v")
		if digits > 0 {
			v = math.Round(v*steps) / steps
		}
		return v
	}
	point := func(x, y float64) boundary.Point {
		if frame.Geographic() {
			return boundary.Point{X: 115.9 + x/1e5, Y: 36.4 + y/1e5}
		}
		p := boundary.Point{X: 39_408_000 + x, Y: 4_036_000 + y}
		if digits > 0 {
			p = boundary.Point{X: math.Round(p.X*steps) / steps, Y: math.Round(p.Y*steps) / steps}
		}
		return p
	}
	quad := func(x, y, size float64) boundary.Ring {
		near := func(v float64) float64 { return v + number(0, size/10) }
		r := boundary.Ring{point(near(x), near(y)), point(near(x+size), near(y)), point(near(x+size), near(y+size)), point(near(x), near(y+size))}
		return append(r, r[0])
	}
	var polygons []boundary.Polygon
	for k := range rapid.IntRange(1, 3).Draw(t, "parts") {
		x, y := float64(1000*i), float64(200*k)
		p := boundary.Polygon{quad(x, y, 100)}
		for h := range rapid.IntRange(0, 2).Draw(t, "holes") {
			p = append(p, quad(x+20+30*float64(h), y+20, 20))
		}
		polygons = append(polygons, p)
	}
	return polygons
}

// Every format brings back ids and vertices bit for bit, as many digits as it
// has, and the attributes where it has any; and areas with them.
func TestRoundTrips(t *testing.T) {
	gk, err := boundary.EPSG(4527)
	require.NoError(t, err)
	edges, err := boundary.ParseEdges("gk39")
	require.NoError(t, err)
	for _, c := range writables {
		for _, frame := range []boundary.Frame{gk, boundary.LonLat, boundary.LonLat.WithEdges(edges)} {
			if frame.Geographic() && !c.degrees {
				continue
			}
			t.Run(c.name+" "+frame.String(), func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					var features []boundary.Feature
					for i := range rapid.IntRange(1, 3).Draw(t, "features") {
						b, _, err := boundary.New(context.Background(), frame, shapes(t, frame, c.digits, i), nil)
						require.NoError(t, err)
						id := fmt.Sprintf("%s-%d", rapid.StringMatching(`[a-z地块永久\\#]{1,6}`).Draw(t, "id"), i)
						name := rapid.StringMatching(`[A-Za-z0-9一二三四五六七八九十]{1,12}`).Draw(t, "name")
						p, err := boundary.NewProperties("BSM", id, "名称", name, "MJ", float64(b.Area()))
						require.NoError(t, err)
						features = append(features, boundary.Feature{ID: id, Boundary: b, Properties: p})
					}
					got := c.again(t, features, frame.Edges())
					require.Len(t, got, len(features))
					for i, f := range got {
						want := features[i]
						require.Equal(t, want.ID, f.ID)
						require.Equal(t, frame, f.Boundary.Frame())
						require.Equal(t, canonical(want.Boundary.Polygons()), canonical(f.Boundary.Polygons()))
						require.InDelta(t, float64(want.Boundary.Area()), float64(f.Boundary.Area()), 1e-6)
						if c.properties {
							require.JSONEq(t, string(want.Properties), string(f.Properties))
						}
					}
				})
			})
		}
	}
}

// The planning data goes through every format, one after the other, and comes
// back as it was.
func TestThroughAllFormats(t *testing.T) {
	needData(t, "planning")
	for _, layer := range planLayers {
		want := read(t, "planning/4527/"+layer+".shp", nil)
		got := want
		for _, c := range writables {
			if c.properties {
				got = c.again(t, got, boundary.Edges{})
			}
		}
		require.Len(t, got, len(want))
		for i := range want {
			require.Equal(t, want[i].ID, got[i].ID)
			require.Equal(t, canonical(want[i].Boundary.Polygons()), canonical(got[i].Boundary.Polygons()))
			require.JSONEq(t, string(want[i].Properties), string(got[i].Properties))
		}
		for _, c := range writables {
			if !c.properties {
				got = c.again(t, got, boundary.Edges{})
			}
		}
		for i := range want {
			require.Equal(t, want[i].ID, got[i].ID)
			require.Equal(t, canonical(want[i].Boundary.Polygons()), canonical(got[i].Boundary.Polygons()))
		}
	}
}

// The folder of a Shapefile is what most people have.
func TestShapefileFolder(t *testing.T) {
	gk, err := boundary.EPSG(4527)
	require.NoError(t, err)
	dir := t.TempDir()
	want := sample(t, gk)
	require.NoError(t, shapefile.Write(dir+"/图斑.shp", boundary.All(want), nil))
	s, err := open.File(context.Background(), os.DirFS(dir), "图斑.shp", nil)
	require.NoError(t, err)
	require.Equal(t, "UTF-8", s.Encoding)
	got, err := boundary.Collect(s.Features())
	require.NoError(t, err)
	require.Len(t, got, 3)
	for i := range got {
		require.Equal(t, canonical(want[i].Boundary.Polygons()), canonical(got[i].Boundary.Polygons()))
	}
}
