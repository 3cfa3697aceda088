package geojson_test

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/message"
)

func named(name string) string {
	return `{"type":"name","properties":{"name":"` + name + `"}}`
}

func withCRS(crs string, features ...string) string {
	return `{"type":"FeatureCollection","crs":` + crs + `,"features":[` + strings.Join(features, ",") + `]}`
}

func TestCRS(t *testing.T) {
	for _, c := range []struct {
		crs, geometry string
		epsg          int
		notes         string
	}{
		{named("urn:ogc:def:crs:OGC:1.3:CRS84"), polygon, 4490, ""},
		{named("urn:ogc:def:crs:EPSG::4490"), polygon, 4490, ""},
		{named("EPSG:4490"), polygon, 4490, ""},
		{named("EPSG:4326"), polygon, 4490, "geojson.wgs84"},
		{named("urn:ogc:def:crs:EPSG::4326"), polygon, 4490, "geojson.wgs84"},
		{named("urn:ogc:def:crs:EPSG::4527"), metres, 4527, ""},
		{named("EPSG:4548"), strings.ReplaceAll(metres, "[39", "["), 4548, ""},
		{`{"type":"EPSG","properties":{"code":4527}}`, metres, 4527, ""},
		{`"EPSG:4527"`, metres, 4527, ""},
		{"null", polygon, 4490, "geojson.crs_null"},
	} {
		t.Run(c.crs, func(t *testing.T) {
			member := `"crs":` + c.crs
			for _, text := range []string{
				withCRS(c.crs, feature(c.geometry)),
				`{` + member + `,` + feature(c.geometry)[1:],
				strings.TrimSuffix(feature(c.geometry), "}") + `,` + member + `}`,
				collection(`{` + member + `,` + feature(c.geometry)[1:]),
				feature(strings.TrimSuffix(c.geometry, "}") + `,` + member + `}`),
				`{` + member + `,` + c.geometry[1:],
				strings.TrimSuffix(collection(feature(c.geometry)), "}") + `,` + member + `}`,
			} {
				features, notes, err := read(text, nil)
				require.NoError(t, err, text)
				require.Equal(t, c.epsg, features[0].Boundary.Frame().EPSG())
				require.Equal(t, c.notes, strings.Join(codes(notes), " "))
			}
		})
	}
}

func TestCRSRefused(t *testing.T) {
	for _, c := range []struct{ crs, code string }{
		{named("EPSG:2056"), ""},
		{named("EPSG:4610"), ""},
		{named("urn:ogc:def:crs:EPSG::2343"), ""},
		{named("EPSG:4214"), ""},
		{named("EPSG:3857"), ""},
		{named("somewhere"), ""},
		{named("GCJ-02"), "geojson.encrypted"},
		{named("urn:ogc:def:crs:gcj02"), "geojson.encrypted"},
		{named("BD09LL"), "geojson.encrypted"},
		{named(`\u706b\u661f坐标系`), "geojson.encrypted"},
		{`{"type":"name","note":"BD-09","properties":{"name":"EPSG:4326"}}`, "geojson.encrypted"},
		{`{"type":"link","properties":{"href":"http://example.com/crs","type":"proj4"}}`, "geojson.crs_link"},
		{`{"type":"name","properties":{}}`, "geojson.crs_form"},
		{`{"type":"name"}`, "geojson.crs_form"},
		{`{}`, "geojson.crs_form"},
		{named(strings.Repeat("x", 1000)), "geojson.crs_form"},
		{`4527`, "geojson.crs_form"},
		{`[]`, "geojson.crs_form"},
	} {
		t.Run(c.crs, func(t *testing.T) {
			_, _, err := read("\n"+withCRS(c.crs, feature(polygon)), nil)
			require.ErrorIs(t, err, boundary.ErrFrame)
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, "x.json, line 2", e.Place.String())
			if c.code != "" {
				require.Equal(t, c.code, e.Code)
			}
			// The caller may know better.
			features, notes, err := read(withCRS(c.crs, feature(polygon)), &geojson.Options{Reading: boundary.Reading{Frame: &boundary.LonLat}})
			require.NoError(t, err)
			require.Len(t, features, 1)
			require.Equal(t, []string{"geojson.crs_overruled"}, codes(notes))
			require.True(t, notes[0].Warning)
		})
	}
}

func TestCRSAgreesWithOverride(t *testing.T) {
	opt := &geojson.Options{Reading: boundary.Reading{Frame: epsg(t, 4527)}}
	for _, text := range []string{withCRS(named("EPSG:4527"), feature(metres)), feature(metres)} {
		features, notes, err := read(text, opt)
		require.NoError(t, err)
		require.Empty(t, notes)
		require.Equal(t, 4527, features[0].Boundary.Frame().EPSG())
	}
}

func TestEdges(t *testing.T) {
	e, err := boundary.StraightInZone(3, 39)
	require.NoError(t, err)
	features, _, err := read(feature(polygon), &geojson.Options{Reading: boundary.Reading{Edges: e}})
	require.NoError(t, err)
	require.Equal(t, boundary.LonLat.WithEdges(e), features[0].Boundary.Frame())
}

// A crs of a feature overrules that of the collection; two geometries of one
// feature must agree.
func TestCRSInside(t *testing.T) {
	features, _, err := read(withCRS(named("EPSG:4490"), feature(polygon), `{`+crs4527+`,`+feature(metres)[1:]), nil)
	require.NoError(t, err)
	require.Equal(t, 4490, features[0].Boundary.Frame().EPSG())
	require.Equal(t, 4527, features[1].Boundary.Frame().EPSG())

	a := `{` + crs4527 + `,` + metres[1:]
	b := `{"crs":` + named("EPSG:4490") + `,` + polygon[1:]
	_, _, err = read(feature(`{"type":"GeometryCollection","geometries":[`+a+`,`+b+`]}`), nil)
	requireError(t, err, boundary.ErrFrame, "geojson.crs_two", "line 1, feature #1")
}

// stream hides everything but Read.
type stream struct{ io.Reader }

func TestCRSBehindFeatures(t *testing.T) {
	behind := func(crs string, features ...string) string {
		return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `],"name":{"a":[1]},` + crs + `}`
	}
	many := make([]string, 2000) // more than one buffer
	for i := range many {
		many[i] = feature(metres)
	}
	text := behind(crs4527, many...)

	features, notes, err := read(text, nil)
	require.NoError(t, err)
	require.Len(t, features, 2000)
	require.Empty(t, notes)
	require.Equal(t, 4527, features[1999].Boundary.Frame().EPSG())

	// From the middle of a file.
	in := strings.NewReader("head" + text)
	in.Seek(4, io.SeekStart)
	features, _, err = readFrom(in, nil)
	require.NoError(t, err)
	require.Len(t, features, 2000)

	// A stream cannot be looked ahead in.
	_, _, err = readFrom(stream{strings.NewReader(text)}, nil)
	requireError(t, err, boundary.ErrFrame, "point.metres", "line 1, feature #1, polygon 1, ring 1, vertex 1, at (39408000 4036000)")

	// Degrees first, then a crs that makes them metres.
	features, _, err = read(behind(crs4527, feature(polygon)), nil)
	require.Len(t, features, 1)
	requireError(t, err, boundary.ErrFrame, "geojson.crs_late", "line 1")

	// A crs that says what was assumed, and one that nothing was read before.
	_, notes, err = read(behind(`"crs":`+named("EPSG:4326"), feature(polygon)), nil)
	require.NoError(t, err)
	require.Equal(t, []string{"geojson.wgs84"}, codes(notes))
	_, _, err = read(behind(crs4527), nil)
	require.NoError(t, err)

	// An unusable one is refused in either case.
	_, _, err = read(behind(`"crs":`+named("GCJ-02"), feature(polygon)), nil)
	requireError(t, err, boundary.ErrFrame, "geojson.encrypted", "line 1")
	_, _, err = read(behind(`"crs":`+named("GCJ-02"), feature(metres)), nil)
	requireError(t, err, boundary.ErrFrame, "geojson.encrypted", "line 1, feature #1")

	// What is cut off stays so.
	_, _, err = read(text[:len(text)-100], nil)
	require.Error(t, err)
}

func TestCRSBehindFeaturesOfAFile(t *testing.T) {
	path := t.TempDir() + "/late.json"
	text := `{"type":"FeatureCollection","features":[` + feature(metres) + `],` + crs4527 + `}`
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	features, _, err := readFrom(f, nil)
	require.NoError(t, err)
	require.Len(t, features, 1)

	// A pipe is an *os.File that cannot be sought in.
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	go func() {
		io.Copy(w, bytes.NewReader([]byte(text)))
		w.Close()
	}()
	_, _, err = readFrom(r, nil)
	require.ErrorIs(t, err, boundary.ErrFrame)
}
