package geojson_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/message"
)

const (
	ring     = `[[115,36],[115.01,36],[115.01,36.01],[115,36.01],[115,36]]`
	hole     = `[[115.002,36.002],[115.002,36.004],[115.004,36.004],[115.004,36.002],[115.002,36.002]]`
	polygon  = `{"type":"Polygon","coordinates":[` + ring + `]}`
	polygon2 = `{"type":"Polygon","coordinates":[[[116,36],[116.01,36],[116.01,36.01],[116,36.01],[116,36]]]}`
	metres   = `{"type":"Polygon","coordinates":[[[39408000,4036000],[39408100,4036000],[39408100,4036100],[39408000,4036100],[39408000,4036000]]]}`
	crs4527  = `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4527"}}`
)

func feature(geometry string) string {
	return `{"type":"Feature","properties":null,"geometry":` + geometry + `}`
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// read reads text as a file named x.json and returns the file-level notes too.
func read(text string, opt *geojson.Options) ([]boundary.Feature, []message.Note, error) {
	return readFrom(strings.NewReader(text), opt)
}

func readFrom(in io.Reader, opt *geojson.Options) ([]boundary.Feature, []message.Note, error) {
	var o geojson.Options
	if opt != nil {
		o = *opt
	}
	var notes []message.Note
	o.Name = "x.json"
	o.Note = func(n message.Note) { notes = append(notes, n) }
	features, err := boundary.Collect(geojson.Read(context.Background(), in, &o))
	return features, notes, err
}

func codes(notes []message.Note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Code)
	}
	return out
}

func epsg(t testing.TB, code int) *boundary.Frame {
	f, err := boundary.EPSG(code)
	require.NoError(t, err)
	return &f
}

func TestReadAccepts(t *testing.T) {
	two := collection(feature(polygon), feature(polygon2))
	for _, c := range []struct {
		name, text string
		ids        string // joined by spaces
		notes      string // codes of file-level notes
	}{
		{"collection", two, "#1 #2", ""},
		{"no features", collection(), "", "geojson.no_features"},
		{"feature", feature(polygon), "#1", ""},
		{"geometry", polygon, "#1", ""},
		{"multipolygon", `{"type":"MultiPolygon","coordinates":[[` + ring + `,` + hole + `]]}`, "#1", ""},
		{"geometry collection", `{"type":"GeometryCollection","geometries":[` + polygon + `,` + polygon2 + `]}`, "#1", ""},
		{"byte order mark", "\ufeff" + two, "#1 #2", ""},
		{"white space", "\n\t " + strings.NewReplacer(",", " ,\r\n", ":", "\t: ", "[", "[ ", "]", " ]").Replace(two) + "\n\n", "#1 #2", ""},
		{"lines", feature(polygon) + "\n" + feature(polygon2) + "\r\n\n", "#1 #2", ""},
		{"lines of geometries", polygon + "\n" + polygon2, "#1 #2", ""},
		{"text sequence", "\x1e" + feature(polygon) + "\n\x1e" + feature(polygon2) + "\n", "#1 #2", ""},
		{"text sequence of collections", "\x1e" + two + "\n\x1e" + two + "\n", "#1 #2 #3 #4", ""},
		{"text sequence with empty texts", "\x1e\x1e" + feature(polygon) + "\x1e" + feature(polygon2) + "\n\x1e", "#1 #2", ""},
		{"type last", `{"features":[{"geometry":{"coordinates":[` + ring + `],"type":"Polygon"},"properties":{},"type":"Feature"}],"type":"FeatureCollection"}`, "#1", ""},
		{"multipolygon, type last", `{"coordinates":[[` + ring + `]],"type":"MultiPolygon"}`, "#1", ""},
		{"bbox", `{"type":"FeatureCollection","bbox":[115,36,116,37],"features":[` + feature(`{"bbox":[1,2,3,4],`+polygon[1:]) + `]}`, "#1", ""},
		{"name of the layer", `{"type":"FeatureCollection","name":"地块","xy_coordinate_resolution":1e-9,"features":[` + feature(polygon) + `]}`, "#1", ""},
		{"escaped names", strings.Replace(feature(polygon), `"type"`, `"t\u0079pe"`, 1), "#1", ""},
		{"heights", feature(`{"type":"Polygon","coordinates":[[[115,36,12.5],[115.01,36,12.5,7],[115.01,36.01,12],[115,36,12.5]]]}`), "#1", "geojson.heights"},
		{"exponents", feature(`{"type":"Polygon","coordinates":[[[1.15e2,36E0],[11501e-2,36],[115.01,3.601e+1],[115,36]]]}`), "#1", ""},
		{"id", `{"type":"Feature","id":"地块 \"1\"","properties":{"BSM":"b"},"geometry":` + polygon + `}`, `地块 "1"`, ""},
		{"id as number", `{"type":"Feature","id":12345678901234567890,"geometry":` + polygon + `}`, "12345678901234567890", ""},
		{"id as number with fraction", `{"type":"Feature","id":1.50,"geometry":` + polygon + `}`, "1.50", ""},
		{"id null", `{"type":"Feature","id":null,"properties":{"BSM":"b"},"geometry":` + polygon + `}`, "b", ""},
		{"id after geometry", `{"type":"Feature","geometry":` + polygon + `,"id":7}`, "7", ""},
		{"id from properties", `{"type":"Feature","geometry":` + polygon + `,"properties":{"id":8}}`, "8", ""},
		{"foreign members", `{"type":"Feature","title":"t","geometry":` + polygon + `,"properties":{"a":1}}`, "#1", "geojson.foreign"},
		{"crs null", `{"type":"FeatureCollection","crs":null,"features":[` + feature(polygon) + `]}`, "#1", "geojson.crs_null"},
	} {
		t.Run(c.name, func(t *testing.T) {
			features, notes, err := read(c.text, nil)
			require.NoError(t, err)
			var ids []string
			for _, f := range features {
				ids = append(ids, f.ID)
				require.Equal(t, boundary.LonLat, f.Boundary.Frame())
				require.Positive(t, f.Boundary.Area())
			}
			require.Equal(t, c.ids, strings.Join(ids, " "))
			require.Equal(t, c.notes, strings.Join(codes(notes), " "))

			// The same, however the bytes arrive.
			slow, _, err := readFrom(iotest.OneByteReader(strings.NewReader(c.text)), nil)
			require.NoError(t, err)
			require.Equal(t, features, slow)
		})
	}
}

func TestReadRefuses(t *testing.T) {
	vertices := func(s string) string { return feature(`{"type":"Polygon","coordinates":[[` + s + `]]}`) }
	for _, c := range []struct {
		name, text string
		class      error
		code       string
		at         string // end of the place, "" for just the file
	}{
		{"empty", "", message.ErrSyntax, "geojson.empty_file", ""},
		{"only white space", "\ufeff \n ", message.ErrSyntax, "geojson.empty_file", ""},
		{"array", `[` + feature(polygon) + `]`, message.ErrSyntax, "geojson.list", "line 1"},
		{"text", `hello`, message.ErrSyntax, "geojson.unexpected", "line 1"},
		{"UTF-16", "\xff\xfe{\x00", message.ErrSyntax, "geojson.utf16", "line 1"},
		{"no type", `{}`, message.ErrSyntax, "geojson.no_type", "line 1"},
		{"features without type", `{"features":[` + feature(polygon) + `]}`, message.ErrSyntax, "geojson.no_type", "line 1"},
		{"collection without features", `{"type":"FeatureCollection"}`, message.ErrSyntax, "geojson.no_features_member", "line 1"},
		{"feature without type", collection(`{"properties":{"BSM":"7"},"geometry":` + polygon + `}`), message.ErrSyntax, "geojson.no_type", "line 1, feature 7"},
		{"geometry without type", feature(`{"coordinates":[` + ring + `]}`), message.ErrSyntax, "geojson.no_type", "line 1, feature #1"},
		{"unknown type", `{"type":"Topology"}`, message.ErrSyntax, "geojson.topology", "line 1"},
		{"geometry among features", collection(polygon), message.ErrSyntax, "geojson.type", "line 1, feature #1"},
		{"collection in collection", collection(collection()), message.ErrSyntax, "geojson.type", "line 1, feature #1"},
		{"Esri JSON", `{"geometryType":"esriGeometryPolygon","features":[]}`, message.ErrSyntax, "geojson.esri", "line 1"},
		{"Esri JSON feature", `{"features":[{"attributes":{}}]}`, message.ErrSyntax, "geojson.esri", "line 1, feature #1"},
		{"no geometry", collection(feature(polygon), feature(`null`)), boundary.ErrGeometry, "geojson.no_geometry", "line 1, feature #2"},
		{"geometry missing", "\n" + `{"type":"Feature","id":9,"properties":{}}`, boundary.ErrGeometry, "geojson.no_geometry", "line 2, feature 9"},
		{"no coordinates", feature(`{"type":"Polygon"}`), boundary.ErrGeometry, "geojson.no_coordinates", "line 1, feature #1"},
		{"no geometries", feature(`{"type":"GeometryCollection"}`), boundary.ErrGeometry, "geojson.no_coordinates", "line 1, feature #1"},
		{"point", feature(`{"type":"Point","coordinates":[115,36]}`), boundary.ErrGeometry, "geojson.points", "line 1, feature #1"},
		{"line", feature(`{"type":"LineString","coordinates":[[115,36],[116,36]]}`), boundary.ErrGeometry, "geojson.lines", "line 1, feature #1"},
		{"lines, type last", feature(`{"coordinates":[[[115,36],[116,36]]],"type":"MultiLineString"}`), boundary.ErrGeometry, "geojson.lines", "line 1, feature #1"},
		{"bare line", `{"type":"LineString","coordinates":[[115,36],[116,36]]}`, boundary.ErrGeometry, "geojson.lines", "line 1"},
		{"line, type last", feature(`{"coordinates":[[115,36],[116,36]],"type":"LineString"}`), boundary.ErrGeometry, "geojson.nesting", "line 1, feature #1, polygon 1, ring 1"},
		{"line in a collection", feature(`{"type":"GeometryCollection","geometries":[` + polygon + `,{"type":"LineString","coordinates":[]}]}`), boundary.ErrGeometry, "geojson.lines", "line 1, feature #1"},
		{"empty coordinates", feature(`{"type":"Polygon","coordinates":[]}`), boundary.ErrGeometry, "geojson.empty", "line 1, feature #1, polygon 1, ring 1"},
		{"empty coordinates, type last", feature(`{"coordinates":[ ],"type":"Polygon"}`), boundary.ErrGeometry, "geojson.empty", "line 1, feature #1, polygon 1, ring 1"},
		{"empty ring", feature(`{"type":"Polygon","coordinates":[` + ring + `,[]]}`), boundary.ErrGeometry, "geojson.empty", "line 1, feature #1, polygon 1, ring 2"},
		{"empty polygon", feature(`{"type":"MultiPolygon","coordinates":[[` + ring + `],[]]}`), boundary.ErrGeometry, "geojson.empty", "line 1, feature #1, polygon 2, ring 1"},
		{"empty vertex", vertices(`[115,36],[]`), boundary.ErrGeometry, "geojson.empty", "line 1, feature #1, polygon 1, ring 1, vertex 2"},
		{"empty geometries", feature(`{"type":"GeometryCollection","geometries":[]}`), boundary.ErrGeometry, "geojson.empty", "line 1, feature #1, polygon 1, ring 1"},
		{"one ordinate", vertices(`[115,36],[116]`), boundary.ErrGeometry, "geojson.one_ordinate", "line 1, feature #1, polygon 1, ring 1, vertex 2"},
		{"nested too deep", feature(`{"type":"Polygon","coordinates":[[` + ring + `]]}`), boundary.ErrGeometry, "geojson.nesting", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"nested too little", feature(`{"type":"MultiPolygon","coordinates":[` + ring + `]}`), boundary.ErrGeometry, "geojson.nesting", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"nested too deep, type last", feature(`{"coordinates":[[` + ring + `]],"type":"Polygon"}`), boundary.ErrGeometry, "geojson.nesting", "line 1, feature #1"},
		{"five levels", feature(`{"coordinates":[[[` + ring + `]]],"type":"Polygon"}`), boundary.ErrGeometry, "geojson.nesting", "line 1, feature #1, polygon 1, ring 1"},
		{"numbers as text", vertices(`["115","36"]`), boundary.ErrGeometry, "geojson.not_number", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"NaN", vertices(`[115,36],[115,NaN]`), boundary.ErrGeometry, "geojson.not_number", "line 1, feature #1, polygon 1, ring 1, vertex 2"},
		{"Infinity", vertices(`[Infinity,36]`), boundary.ErrGeometry, "geojson.not_number", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"-Infinity", vertices(`[-Infinity,36]`), message.ErrSyntax, "geojson.number", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"null ordinate", vertices(`[115,null]`), boundary.ErrGeometry, "geojson.not_number", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"overflow", vertices(`[115,1e999]`), boundary.ErrGeometry, "geojson.overflow", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"leading zero", vertices(`[0115,36]`), message.ErrSyntax, "geojson.number", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"leading plus", vertices(`[+115,36]`), message.ErrSyntax, "geojson.unexpected", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"no digits after point", vertices(`[115.,36]`), message.ErrSyntax, "geojson.number", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"hexadecimal", vertices(`[0x73,36]`), message.ErrSyntax, "geojson.unexpected", "line 1, feature #1, polygon 1, ring 1, vertex 1"},
		{"trailing comma", vertices(`[115,36],`), message.ErrSyntax, "geojson.unexpected", "line 1, feature #1, polygon 1, ring 1, vertex 2"},
		{"swapped in Shandong", vertices(`[36,115],[36,115.01],[36.01,115.01],[36,115]`), boundary.ErrGeometry, "geojson.swapped", "line 1, feature #1, polygon 1, ring 1, vertex 1, at (36 115)"},
		{"swapped in Kashgar", vertices(`[39.4,76],[39.4,76.01],[39.5,76.01],[39.4,76]`), boundary.ErrGeometry, "geojson.swapped", "line 1, feature #1, polygon 1, ring 1, vertex 1, at (39.4 76)"},
		{"latitude over 90", vertices(`[115,36],[115,91],[116,36],[115,36]`), boundary.ErrGeometry, "point.latitude", "line 1, feature #1, polygon 1, ring 1, vertex 2, at (115 91)"},
		{"metres without crs", feature(metres), boundary.ErrFrame, "point.metres", "line 1, feature #1, polygon 1, ring 1, vertex 1, at (39408000 4036000)"},
		{"too few points", vertices(`[115,36],[116,36],[115,36]`), boundary.ErrGeometry, "ring.points", "line 1, feature #1, polygon 1, ring 1"},
		{"id of another kind", `{"type":"Feature","id":[1],"geometry":null}`, message.ErrSyntax, "geojson.unexpected", "line 1, feature #1"},
		{"properties of another kind", `{"type":"Feature","properties":[1],"geometry":null}`, message.ErrSyntax, "geojson.unexpected", "line 1, feature #1"},
		{"features of another kind", `{"type":"FeatureCollection","features":{}}`, message.ErrSyntax, "geojson.unexpected", "line 1"},
		{"features null", `{"type":"FeatureCollection","features":null}`, message.ErrSyntax, "geojson.unexpected", "line 1"},
		{"feature null", collection("null"), message.ErrSyntax, "geojson.unexpected", "line 1"},
		{"geometry of another kind", feature("[]"), message.ErrSyntax, "geojson.unexpected", "line 1, feature #1"},
		{"two types", `{"type":"Feature","type":"Feature"}`, message.ErrSyntax, "geojson.duplicate", "line 1, feature #1"},
		{"two geometries", `{"type":"Feature","id":1,"geometry":` + polygon + `,"geometry":` + polygon + `}`, message.ErrSyntax, "geojson.duplicate", "line 1, feature 1"},
		{"two coordinates", feature(`{"type":"Polygon","coordinates":[` + ring + `],"c\u006fordinates":[` + ring + `]}`), message.ErrSyntax, "geojson.duplicate", "line 1, feature #1"},
		{"two features members", `{"type":"FeatureCollection","features":[],"features":[]}`, message.ErrSyntax, "geojson.duplicate", "line 1"},
		{"coordinates of a feature", `{"type":"Feature","coordinates":[` + ring + `]}`, message.ErrSyntax, "geojson.misplaced", "line 1, feature #1"},
		{"coordinates of a feature, type last", `{"coordinates":[` + ring + `],"type":"Feature"}`, message.ErrSyntax, "geojson.misplaced", "line 1, feature #1"},
		{"geometry of a collection", `{"type":"FeatureCollection","geometry":null,"features":[]}`, message.ErrSyntax, "geojson.misplaced", "line 1"},
		{"features of a feature", `{"features":[],"type":"Feature"}`, message.ErrSyntax, "geojson.misplaced", "line 1, feature #1"},
		{"cut off", "{\n\"type\":\"FeatureCollection\",\n\"features\":[" + feature(polygon) + ",\n", message.ErrSyntax, "geojson.truncated", "line 4"},
		{"cut off in a string", `{"type":"Feat`, message.ErrSyntax, "geojson.truncated", "line 1"},
		{"cut off in an escape", `{"type":"Feat\u00`, message.ErrSyntax, "geojson.truncated", "line 1"},
		{"cut off in a ring", `{"type":"Polygon","coordinates":[[[115,36],[115.0`, message.ErrSyntax, "geojson.truncated", "line 1, feature #1, polygon 1, ring 1, vertex 2"},
		{"cut off in properties", `{"type":"Feature","properties":{"a":tru`, message.ErrSyntax, "geojson.truncated", "line 1, feature #1"},
		{"garbage behind", collection(feature(polygon)) + "\nx", message.ErrSyntax, "geojson.trailing", "line 2"},
		{"NUL behind", collection(feature(polygon)) + "\x00", message.ErrSyntax, "geojson.trailing", "line 1"},
		{"a collection behind", collection(feature(polygon)) + "\n" + collection(feature(polygon)), message.ErrSyntax, "geojson.trailing", "line 2"},
		{"features in one line", feature(polygon) + feature(polygon), message.ErrSyntax, "geojson.trailing", "line 1"},
		{"feature behind a collection", collection(feature(polygon)) + "\n" + feature(polygon), message.ErrSyntax, "geojson.trailing", "line 2"},
		{"not UTF-8", `{"type":"Feature","properties":{"名":"` + "\xcb\xae\xcc\xef" + `"},"geometry":` + polygon + `}`, message.ErrSyntax, "geojson.utf8", "line 1, feature #1"},
		{"not an escape", `{"type":"\x"}`, message.ErrSyntax, "geojson.escape", "line 1"},
		{"line break in a string", "{\"type\":\"a\nb\"}", message.ErrSyntax, "geojson.unexpected", "line 1"},
		{"single quotes", `{'type':'Feature'}`, message.ErrSyntax, "geojson.unexpected", "line 1"},
		{"comment", `{"type":"Feature",/**/"properties":null}`, message.ErrSyntax, "geojson.unexpected", "line 1, feature #1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := read(c.text, strict)
			requireError(t, err, c.class, c.code, c.at)
			_, _, slow := readFrom(iotest.OneByteReader(strings.NewReader(c.text)), strict)
			require.Equal(t, err.Error(), slow.Error())
		})
	}
}

func requireError(t *testing.T, err, class error, code, at string) {
	t.Helper()
	require.Error(t, err)
	require.ErrorIs(t, err, class)
	var e *message.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, code, e.Code, err)
	require.NotRegexp(t, `\{[a-z_]+\}`, e.Text, "a value is missing")
	place := "x.json"
	if at != "" {
		place += ", " + at
	}
	require.Equal(t, place, e.Place.String(), err)
}

func TestReadStopsWhenAsked(t *testing.T) {
	n := 0
	for f, err := range geojson.Read(context.Background(), strings.NewReader(collection(feature(polygon), feature(polygon2), "garbage")), nil) {
		require.NoError(t, err)
		require.Equal(t, "#1", f.ID)
		n++
		break
	}
	require.Equal(t, 1, n)
}

func TestReadStreams(t *testing.T) {
	// The error behind the first feature comes after it, not in its place.
	features, _, err := read(collection(feature(polygon), "garbage"), nil)
	require.Error(t, err)
	require.Len(t, features, 1)
}

func TestReadPassesErrorsOfTheReader(t *testing.T) {
	broken := errors.New("disk on fire")
	text := collection(feature(polygon))
	for _, cut := range []int{0, 1, 30, 100, len(text)} {
		_, _, err := readFrom(io.MultiReader(strings.NewReader(text[:cut]), iotest.ErrReader(broken)), nil)
		require.ErrorIs(t, err, broken, cut)
	}
	_, _, err := readFrom(stuck{}, nil)
	require.ErrorIs(t, err, io.ErrNoProgress)
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestReadKeepsPropertiesAsWritten(t *testing.T) {
	const p = `{ "b": 1.50,
		"a":[{"x":null}], "\u540d": "\/", "big":12345678901234567890 }`
	features, _, err := read(`{"type":"Feature","properties":`+p+`,"geometry":`+polygon+`}`, nil)
	require.NoError(t, err)
	require.Equal(t, p, string(features[0].Properties))

	features, _, err = read(feature(polygon), nil)
	require.NoError(t, err)
	require.Nil(t, features[0].Properties)
}

func TestReadKeepsForeignMembers(t *testing.T) {
	for _, c := range []struct{ before, after, properties, want string }{
		{`"title":"t",`, ``, `{"a":1}`, `{"title":"t","a":1}`},
		{`"title":"t",`, `,"style":{"fill":[1]}`, `null`, `{"title":"t","style":{"fill":[1]}}`},
		{`"title":"t",`, ``, `{ }`, `{"title":"t"}`},
		{``, `,"a\"b":2`, `{ "a":1 }`, `{"a\"b":2,"a":1 }`},
	} {
		features, _, err := read(`{"type":"Feature",`+c.before+`"properties":`+c.properties+`,"geometry":`+polygon+c.after+`}`, nil)
		require.NoError(t, err)
		require.Equal(t, c.want, string(features[0].Properties))
	}
	// A property is never hidden by a member of the same name.
	features, _, err := read(`{"type":"Feature","a":1,"properties":{"a":2},"geometry":`+polygon+`}`, nil)
	require.NoError(t, err)
	require.Equal(t, "2", features[0].Properties.Text("a"))
}

func TestReadParts(t *testing.T) {
	features, _, err := read(feature(`{"type":"GeometryCollection","geometries":[`+polygon+`,{"type":"MultiPolygon","coordinates":[[`+ring+`,`+hole+`]]}]}`), nil)
	require.NoError(t, err)
	polygons := features[0].Boundary.Polygons()
	require.Len(t, polygons, 2)
	require.Len(t, polygons[1], 2)
	require.Contains(t, codes(features[0].Notes), "geojson.collection")
	require.Equal(t, boundary.Point{X: 115.002, Y: 36.002}, polygons[1][1][0])
}

// What boundary.New repairs is noted with the feature in its place.
func TestReadLocatesRepairs(t *testing.T) {
	features, _, err := read(collection(`{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[[[115,36],[115.01,36],[115.01,36.01]]]}}`), nil)
	require.NoError(t, err)
	require.Equal(t, []string{"ring.closed"}, codes(features[0].Notes))
	require.Equal(t, "x.json, line 1, feature a, polygon 1, ring 1", features[0].Notes[0].Place.String())
}

func TestReadNorthFirst(t *testing.T) {
	text := feature(`{"type":"Polygon","coordinates":[[[36,115],[36,115.01],[36.01,115.01],[36,115]]]}`)
	features, _, err := read(text, &geojson.Options{NorthFirst: true})
	require.NoError(t, err)
	require.Equal(t, boundary.Point{X: 115.01, Y: 36}, features[0].Boundary.Polygons()[0][0][1])
}

// strict refuses rings without land.
var strict = &geojson.Options{Reading: boundary.Reading{Build: &boundary.Options{Strict: true}}}

// Features without land keep their place, with a warning.
func TestReadWithoutLand(t *testing.T) {
	flat := `{"type":"Polygon","coordinates":[[[115,36],[115.5,36.5],[116,37],[115,36]]]}`
	for _, c := range []struct {
		geometry string
		area     bool
		codes    []string
	}{
		{"null", false, []string{"feature.no_land"}},
		{`{"type":"Polygon","coordinates":[]}`, false, []string{"feature.no_land"}},
		{`{"type":"Polygon","coordinates":[[]]}`, false, []string{"feature.no_land"}},
		{`{"type":"MultiPolygon","coordinates":[]}`, false, []string{"feature.no_land"}},
		{`{"type":"MultiPolygon","coordinates":[[[]]]}`, false, []string{"feature.no_land"}},
		{`{"coordinates":[ [ ] ],"type":"MultiPolygon"}`, false, []string{"feature.no_land"}},
		{`{"type":"GeometryCollection","geometries":[]}`, false, []string{"feature.no_land"}},
		{`{"type":"MultiPolygon","coordinates":[[],[` + ring + `],[[]]]}`, true, []string{"geojson.empty"}},
		{`{"type":"Polygon","coordinates":[` + ring + `,[]]}`, true, []string{"geojson.empty"}},
		{flat, false, []string{"ring.left_out", "feature.no_land"}},
		{`{"type":"MultiPolygon","coordinates":[[[[115,36],[115.5,36.5]]],[` + ring + `]]}`, true, []string{"ring.left_out"}},
	} {
		features, _, err := read(collection(feature(polygon), feature(c.geometry), feature(polygon)), &geojson.Options{Reading: boundary.Reading{KeepEmpty: true}})
		require.NoError(t, err, c.geometry)
		require.Len(t, features, 3, c.geometry)
		f := features[1]
		require.Equal(t, "#2", f.ID)
		require.Equal(t, !c.area, f.Boundary.Empty(), c.geometry)
		require.Equal(t, c.codes, codes(f.Notes), c.geometry)
		_, _, err = read(collection(feature(polygon), feature(c.geometry)), strict)
		require.ErrorIs(t, err, boundary.ErrGeometry, c.geometry)
		if _, _, err = read(collection(feature(polygon), feature(c.geometry)), nil); !c.area {
			require.ErrorIs(t, err, boundary.ErrGeometry, c.geometry)
		} else {
			require.NoError(t, err, c.geometry)
		}
	}
}

func TestReadLimits(t *testing.T) {
	text := collection(feature(`{"type":"Polygon","coordinates":[` + ring + `,` + hole + `]}`))
	deep := `{"type":"Feature","properties":{"a":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `},"geometry":` + polygon + `}`
	nested := feature(strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 200) + polygon + strings.Repeat(`]}`, 200))
	for _, c := range []struct {
		name, text, code string
		limits           boundary.Limits
	}{
		{"bytes", text, "geojson.bytes", boundary.Limits{Bytes: int64(len(text)) - 1}},
		{"features", collection(feature(polygon), feature(polygon)), "geojson.features", boundary.Limits{Features: 1}},
		{"vertices", text, "geojson.vertices", boundary.Limits{Vertices: 9}},
		{"rings", text, "geojson.rings", boundary.Limits{Rings: 1}},
		{"depth of properties", deep, "geojson.depth", boundary.Limits{}},
		{"depth of geometries", nested, "geojson.depth", boundary.Limits{}},
		{"text", `{"type":"Feature","properties":{"a":"` + strings.Repeat("x", 1000) + `"}}`, "geojson.text", boundary.Limits{Text: 999}},
		{"long text", `{"type":"Feature","properties":{"a":"` + strings.Repeat("x", 1_000_000) + `"}}`, "geojson.text", boundary.Limits{Text: 200_000}},
		{"foreign members", `{"type":"Feature","a":[` + strings.Repeat("1,", 60) + `1],"b":[` + strings.Repeat("1,", 60) + `1]}`, "geojson.text", boundary.Limits{Text: 200}},
		{"number", feature(`{"type":"Polygon","coordinates":[[[1` + strings.Repeat("0", 1000)), "geojson.text", boundary.Limits{Text: 999}},
	} {
		t.Run(c.name, func(t *testing.T) {
			opt := &geojson.Options{Reading: boundary.Reading{Limits: c.limits}}
			for _, in := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
				_, _, err := readFrom(in, opt)
				require.ErrorIs(t, err, message.ErrLimit)
				var e *message.Error
				require.ErrorAs(t, err, &e)
				require.Equal(t, c.code, e.Code)
			}
		})
	}
	exact := boundary.Limits{Bytes: int64(len(text)), Features: 1, Vertices: 10, Rings: 2, Depth: 1, Text: 19}
	_, _, err := read(text, &geojson.Options{Reading: boundary.Reading{Limits: exact}})
	require.NoError(t, err)
}
