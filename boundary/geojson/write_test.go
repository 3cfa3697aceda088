package geojson_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/message"
)

func write(t testing.TB, features []boundary.Feature, opt *geojson.WriteOptions) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, geojson.Write(context.Background(), &out, boundary.All(features), opt))
	return out.String()
}

func mustRead(t testing.TB, text string) []boundary.Feature {
	t.Helper()
	features, _, err := read(text, nil)
	require.NoError(t, err, text)
	return features
}

func TestWrite(t *testing.T) {
	lonlat := mustRead(t, collection(
		`{"type":"Feature","id":"地块\n\"1\"","properties":{"b": 1.50,`+"\n"+`"a":"<&>"},"geometry":`+polygon+`}`,
		feature(`{"type":"MultiPolygon","coordinates":[[`+ring+`,`+hole+`],[[[116,36],[116.01,36],[116.01,36.01],[116,36]]]]}`)))
	require.Equal(t, `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"地块\n\"1\"","properties":{"b": 1.50,
"a":"<&>"},"geometry":{"type":"Polygon","coordinates":[`+ring+`]}},
{"type":"Feature","id":"#2","properties":null,"geometry":{"type":"MultiPolygon","coordinates":[[`+ring+`,`+hole+`],[[[116,36],[116.01,36],[116.01,36.01],[116,36]]]]}}
]}
`, write(t, lonlat, nil))
	require.Equal(t, `{"type":"Feature","id":"地块\n\"1\"","properties":{"b":1.50,"a":"<&>"},"geometry":{"type":"Polygon","coordinates":[`+ring+`]}}
{"type":"Feature","id":"#2","properties":null,"geometry":{"type":"MultiPolygon","coordinates":[[`+ring+`,`+hole+`],[[[116,36],[116.01,36],[116.01,36.01],[116,36]]]]}}
`, write(t, lonlat, &geojson.WriteOptions{Lines: true}))

	zone := mustRead(t, `{`+crs4527+`,`+feature(metres)[1:])
	require.Equal(t, `{"type":"FeatureCollection",`+crs4527+`,"features":[
{"type":"Feature","id":"#1","properties":null,"geometry":`+metres+`}
]}
`, write(t, zone, nil))
	require.Equal(t, `{"type":"Feature","id":"#1",`+crs4527+`,"properties":null,"geometry":`+metres+`}
`, write(t, zone, &geojson.WriteOptions{Lines: true}))

	require.Equal(t, "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n", write(t, nil, nil))
	require.Empty(t, write(t, nil, &geojson.WriteOptions{Lines: true}))
}

func TestWriteLonLat(t *testing.T) {
	// A clockwise shell with a counter-clockwise hole.
	f := mustRead(t, `{`+crs4527+`,"type":"Polygon","coordinates":[
		[[39408000,4036000],[39408000,4036100],[39408100,4036100],[39408100,4036000],[39408000,4036000]],
		[[39408040,4036040],[39408060,4036040],[39408060,4036060],[39408040,4036060],[39408040,4036040]]]}`)
	text := write(t, f, &geojson.WriteOptions{LonLat: true})
	require.NotContains(t, text, "crs")

	back := mustRead(t, text)
	require.Empty(t, back[0].Notes, "rings run as RFC 7946 has it")
	given, got := f[0].Boundary.Polygons()[0], back[0].Boundary.Polygons()[0]
	for i := range given {
		for k, p := range given[i] {
			lon, lat := f[0].Boundary.Frame().ToLonLat(p)
			q := got[i][len(got[i])-1-k] // both rings are turned round
			require.InDelta(t, lon, q.X, 5.1e-10)
			require.InDelta(t, lat, q.Y, 5.1e-10)
			require.Equal(t, math.Round(q.X*1e9)/1e9, q.X)
		}
	}
	require.InEpsilon(t, float64(f[0].Boundary.Area()), float64(back[0].Boundary.Area()), 1e-5)

	// Degrees are left as they were given, and frames may be mixed.
	fine := mustRead(t, feature(`{"type":"Polygon","coordinates":[[[115.00000000012345,36],[115.01,36],[115.01,36.01],[115.00000000012345,36]]]}`))
	text = write(t, append(fine, f...), &geojson.WriteOptions{LonLat: true})
	require.Contains(t, text, "[115.00000000012345,36]")
}

func TestWriteRefuses(t *testing.T) {
	a := mustRead(t, `{"type":"Feature","id":"a","geometry":`+polygon+`}`)[0]
	b := mustRead(t, `{`+crs4527+`,`+feature(metres)[1:])[0]
	broken := errors.New("broken")
	with := func(p string) boundary.Feature {
		f := a
		f.Properties = boundary.Properties(p)
		return f
	}
	for _, c := range []struct {
		name     string
		features []boundary.Feature
		class    error
		code     string
		at       string
	}{
		{"mixed frames", []boundary.Feature{a, b}, boundary.ErrFrame, "geojson.mixed_frames", "x.json, feature #1"},
		{"no geometry", []boundary.Feature{{ID: "n"}}, boundary.ErrGeometry, "geojson.no_geometry", "x.json, feature n"},
		{"empty boundary, no id", []boundary.Feature{a, {Boundary: &boundary.Boundary{}}}, boundary.ErrGeometry, "geojson.no_geometry", "x.json, feature #2"},
		{"properties not JSON", []boundary.Feature{with(`{"a":}`)}, message.ErrSyntax, "geojson.bad_properties", "x.json, feature a"},
		{"properties not an object", []boundary.Feature{with(`[1]`)}, message.ErrSyntax, "geojson.bad_properties", "x.json, feature a"},
		{"properties not UTF-8", []boundary.Feature{with("{\"a\":\"\xff\"}")}, message.ErrSyntax, "geojson.bad_properties", "x.json, feature a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := geojson.Write(context.Background(), &bytes.Buffer{}, boundary.All(c.features), &geojson.WriteOptions{Name: "x.json"})
			require.ErrorIs(t, err, c.class)
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.code, e.Code)
			require.Equal(t, c.at, e.Place.String())
		})
	}

	// An error of the source leaves a collection that no reader takes for whole.
	var out bytes.Buffer
	var failing iter.Seq2[boundary.Feature, error] = func(yield func(boundary.Feature, error) bool) {
		_ = yield(a, nil) && yield(boundary.Feature{}, broken)
	}
	require.ErrorIs(t, geojson.Write(context.Background(), &out, failing, nil), broken)
	_, _, err := read(out.String(), nil)
	requireError(t, err, message.ErrSyntax, "geojson.truncated", "line 2")

	require.ErrorIs(t, geojson.Write(context.Background(), failingWriter{broken}, boundary.All([]boundary.Feature{a}), nil), broken)
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

// A hole that was recognised by nesting is written as a hole.
func TestWriteNestedRings(t *testing.T) {
	square := func(from, to float64) boundary.Polygon {
		return boundary.Polygon{{{X: from, Y: from}, {X: to, Y: from}, {X: to, Y: to}, {X: from, Y: to}, {X: from, Y: from}}}
	}
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{square(30, 30.04), square(30.01, 30.02)}, &boundary.Options{ByNesting: true})
	require.NoError(t, err)
	back := mustRead(t, write(t, []boundary.Feature{{ID: "a", Boundary: b}}, nil))
	require.Equal(t, b.Area(), back[0].Boundary.Area())
}

// features draws features whose coordinates have all their bits in use.
func features(t *rapid.T) []boundary.Feature {
	frame := rapid.SampledFrom([]int{4490, 4527, 4548, 4508}).Draw(t, "epsg")
	f, err := boundary.EPSG(frame)
	require.NoError(t, err)
	var out []boundary.Feature
	for i := range rapid.IntRange(0, 3).Draw(t, "features") {
		var polygons []boundary.Polygon
		for j := range rapid.IntRange(1, 3).Draw(t, "polygons") {
			x := rapid.Float64Range(115, 115.001).Draw(t, "x") + float64(j)*0.01
			y := rapid.Float64Range(36, 36.001).Draw(t, "y")
			place := func(lon, lat float64) boundary.Point { return f.FromLonLat(lon, lat) }
			polygon := boundary.Polygon{{place(x, y), place(x+0.005, y), place(x+0.005, y+0.005), place(x, y+0.005), place(x, y)}}
			if rapid.Bool().Draw(t, "hole") {
				polygon = append(polygon, boundary.Ring{place(x+0.001, y+0.001), place(x+0.001, y+0.002), place(x+0.002, y+0.001), place(x+0.001, y+0.001)})
			}
			polygons = append(polygons, polygon)
		}
		b, _, err := boundary.New(context.Background(), f, polygons, nil)
		require.NoError(t, err)
		var properties boundary.Properties
		if n := rapid.IntRange(0, 3).Draw(t, "properties"); n > 0 {
			var pairs []any
			for k := range n {
				pairs = append(pairs, rapid.String().Draw(t, "name"), rapid.SampledFrom([]any{nil, true, 1.5, "水田\n", []int{1}, i + k}).Draw(t, "value"))
			}
			properties, err = boundary.NewProperties(pairs...)
			require.NoError(t, err)
		}
		id := strings.ToValidUTF8(rapid.StringN(1, 8, -1).Draw(t, "id"), "?")
		out = append(out, boundary.Feature{ID: id, Boundary: b, Properties: properties})
	}
	return out
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := features(t)
		opt := &geojson.WriteOptions{Lines: rapid.Bool().Draw(t, "lines")}
		var out bytes.Buffer
		require.NoError(t, geojson.Write(context.Background(), &out, boundary.All(given), opt))
		if opt.Lines && len(given) == 0 {
			return // an empty file says nothing
		}
		back, _, err := read(out.String(), nil)
		require.NoError(t, err)
		requireSame(t, given, back)

		var again bytes.Buffer
		require.NoError(t, geojson.Write(context.Background(), &again, boundary.All(back), opt))
		require.Equal(t, out.String(), again.String())
	})
}

func requireSame(t require.TestingT, want, got []boundary.Feature) {
	require.Len(t, got, len(want))
	for i := range want {
		require.Equal(t, want[i].ID, got[i].ID)
		require.Equal(t, string(want[i].Properties), string(got[i].Properties))
		require.Equal(t, want[i].Boundary.Frame().EPSG(), got[i].Boundary.Frame().EPSG())
		require.Equal(t, want[i].Boundary.Polygons(), got[i].Boundary.Polygons())
	}
}
