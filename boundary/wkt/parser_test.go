package wkt

import (
	"context"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func code(t testing.TB, err error, class error) *message.Error {
	var e *message.Error
	require.ErrorAs(t, err, &e)
	require.ErrorIs(t, err, class)
	require.NotContains(t, e.Text, "{")
	return e
}

var (
	triangle = boundary.Ring{{X: 0, Y: 0}, {X: 10, Y: 0}, {X: 10, Y: 10}, {X: 0, Y: 0}}
	hole     = boundary.Ring{{X: 8, Y: 2}, {X: 8, Y: 3}, {X: 9, Y: 3}, {X: 8, Y: 2}}
	far      = boundary.Ring{{X: 20, Y: 0}, {X: 30, Y: 0}, {X: 30, Y: 10}, {X: 20, Y: 0}}
)

func TestParse(t *testing.T) {
	one, two := []boundary.Polygon{{triangle}}, []boundary.Polygon{{triangle, hole}, {far}}
	for _, c := range []struct {
		text string
		want []boundary.Polygon
		srid int
		note string // what is dropped
	}{
		{"POLYGON((0 0,10 0,10 10,0 0))", one, 0, ""},
		{" \t\r\npolygon\n( (\t0 0 , 10\n0,10 10,0 0 ) )\v\f ", one, 0, ""},
		{"Polygon((0 0,1e1 -0,+10 1.E+1,.0 0.0e-5))", []boundary.Polygon{{{{X: 0, Y: 0}, {X: 10, Y: math.Copysign(0, -1)}, {X: 10, Y: 10}, {X: 0, Y: 0}}}}, 0, ""},
		{"POLYGON Z((0 0 1,10 0 2,10 10 3,0 0 4))", one, 0, "Z"},
		{"POLYGONZ((0 0 1,10 0 2,10 10 3,0 0 4))", one, 0, "Z"},
		{"POLYGON((0 0 1,10 0 2,10 10 3,0 0 4))", one, 0, "Z"},
		{"POLYGON((0 0 1 2,10 0 2 2,10 10 3 2,0 0 4 2))", one, 0, "ZM"},
		{"POLYGON M ((0 0 1,10 0 2,10 10 3,0 0 4))", one, 0, "M"},
		{"polygonm((0 0 1,10 0 2,10 10 3,0 0 4))", one, 0, "M"},
		{"POLYGON\tZM\t((0 0 1 2,10 0 2 2,10 10 3 2,0 0 4 2))", one, 0, "ZM"},
		{"MULTIPOLYGON(((0 0,10 0,10 10,0 0),(8 2,8 3,9 3,8 2)),((20 0,30 0,30 10,20 0)))", two, 0, ""},
		{"MULTIPOLYGON Z(((0 0 1,10 0 1,10 10 1,0 0 1)))", one, 0, "Z"},
		{"GEOMETRYCOLLECTION(POLYGON((0 0,10 0,10 10,0 0),(8 2,8 3,9 3,8 2)), MULTIPOLYGON(((20 0,30 0,30 10,20 0))))", two, 0, ""},
		{"GEOMETRYCOLLECTION Z(POLYGON Z((0 0 1,10 0 1,10 10 1,0 0 1)))", one, 0, "Z"},
		{"GEOMETRYCOLLECTION(POLYGON M((0 0 1,10 0 1,10 10 1,0 0 1)), POLYGON((20 0,30 0,30 10,20 0)))", []boundary.Polygon{{triangle}, {far}}, 0, "M"},
		{"GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POLYGON((0 0,10 0,10 10,0 0))))", one, 0, ""},
		{"SRID=4527;POLYGON((0 0,10 0,10 10,0 0))", one, 4527, ""},
		{"srid = 4527 ; POLYGON((0 0,10 0,10 10,0 0))", one, 4527, ""},
		{"SRID=-1;POLYGON((0 0,10 0,10 10,0 0))", one, 0, ""},
		{"\ufeffPOLYGON((0 0,10 0,10 10,0 0))", one, 0, ""},
		{"POLYGON EMPTY", nil, 0, ""},
		{"POLYGON Z EMPTY", nil, 0, ""},
		{"polygonzm empty", nil, 0, ""},
		{"POLYGON(EMPTY)", nil, 0, ""},
		{"SRID=4490;GEOMETRYCOLLECTION EMPTY", nil, 4490, ""},
		{"MULTIPOLYGON(EMPTY,((0 0,10 0,10 10,0 0)))", one, 0, ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			got, srid, err := Parse(c.text)
			require.NoError(t, err)
			require.True(t, same(c.want, got), "%v", got)
			require.Equal(t, c.srid, srid)

			p := newParser(c.text, boundary.Limits{})
			if strings.Contains(strings.ToUpper(c.text), "EMPTY") {
				e := code(t, p.parse(), boundary.ErrGeometry)
				require.Equal(t, "wkt.empty", e.Code)
				return
			}
			require.NoError(t, p.parse())
			if notes := p.notes(); c.note == "" {
				require.Empty(t, notes)
			} else {
				require.Equal(t, c.note, notes[0].Values["dimension"])
			}
		})
	}
}

// What PostGIS writes; the coordinates are compared with its binary form in
// the tests of package wkb.
func TestPostGIS(t *testing.T) {
	for _, row := range postgis(t) {
		b, notes, err := Unmarshal(context.Background(), row[1], nil)
		require.NoError(t, err, row[0])
		require.Equal(t, row[2], strconv.Itoa(len(b.Polygons())))
		if row[3] != "" {
			require.Equal(t, row[3], notes[0].Values["dimension"])
		}
	}
}

func postgis(t testing.TB) (rows [][]string) {
	text, err := os.ReadFile("testdata/postgis.tsv")
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

func TestRefused(t *testing.T) {
	type place = message.Place
	for _, c := range []struct {
		text   string
		class  error
		code   string
		column string // "" for none
		place  message.Place
	}{
		{"", message.ErrSyntax, "wkt.nothing", "", place{}},
		{" \n", message.ErrSyntax, "wkt.nothing", "", place{}},
		{"POINT(0 0)", boundary.ErrGeometry, "wkt.type", "1", place{}},
		{"SRID=4490;LineString Z (0 0 1, 1 1 1)", boundary.ErrGeometry, "wkt.type", "11", place{}},
		{"POINT EMPTY", boundary.ErrGeometry, "wkt.type", "1", place{}},
		{"TINZ(((0 0 0,1 0 0,0 1 0,0 0 0)))", boundary.ErrGeometry, "wkt.type", "1", place{}},
		{"GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0)), CURVEPOLYGON((0 0,1 0,1 1,0 0)))", boundary.ErrGeometry, "wkt.type", "48", place{}},
		{"0103000000", message.ErrSyntax, "wkt.keyword", "1", place{}},
		{"POLYGONE((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.keyword", "1", place{}},
		{"地块((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.keyword", "1", place{}},
		{strings.Repeat("地", 9999), message.ErrSyntax, "wkt.keyword", "1", place{}},
		{"Z((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.keyword", "1", place{}},
		{"SRID=x;POLYGON((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.srid", "6", place{}},
		{"SRID=99999999999;POLYGON((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.srid", "6", place{}},
		{"SRID=4490 POLYGON((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.expected", "11", place{}},
		{"POLYGON", message.ErrSyntax, "wkt.truncated", "8", place{Polygon: 1}},
		{"POLYGON XZ ((0 0 1,1 0 1,1 1 1,0 0 1))", message.ErrSyntax, "wkt.expected", "9", place{Polygon: 1}},
		{"POLYGON(0 0,1 0,1 1,0 0)", message.ErrSyntax, "wkt.expected", "9", place{Polygon: 1, Ring: 1}},
		{"POLYGON()", message.ErrSyntax, "wkt.expected", "9", place{Polygon: 1, Ring: 1}},
		{"POLYGON(())", message.ErrSyntax, "wkt.number", "10", place{Polygon: 1, Ring: 1, Vertex: 1}},
		{"POLYGON((0 0,1 0,1", message.ErrSyntax, "wkt.truncated", "19", place{Polygon: 1, Ring: 1, Vertex: 3}},
		{"POLYGON((0 0,1 0,1 1,0 0)", message.ErrSyntax, "wkt.truncated", "26", place{Polygon: 1, Ring: 1, Vertex: 4}},
		{"POLYGON((0 0,1 0,x 1,0 0))", message.ErrSyntax, "wkt.number", "18", place{Polygon: 1, Ring: 1, Vertex: 3}},
		{"POLYGON((0 0,1,1 1,0 0))", message.ErrSyntax, "wkt.number", "15", place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"POLYGON((0 0,1 0;1 1,0 0))", message.ErrSyntax, "wkt.number", "17", place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"POLYGON((0 0 0 0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.list", "18", place{Polygon: 1, Ring: 1, Vertex: 1}},
		{"POLYGON((0 0,1-2 0,1 1,0 0))", message.ErrSyntax, "wkt.number", "14", place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"POLYGON((0 0,0x1 0,1 1,0 0))", message.ErrSyntax, "wkt.number", "15", place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"POLYGON((0 0,NaN 0,1 1,0 0))", message.ErrSyntax, "wkt.number", "14", place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"POLYGON((0 0,1 -inf,1 1,0 0))", message.ErrSyntax, "wkt.number", "16", place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"POLYGON((0 0,1 0,1 -1e999,0 0))", boundary.ErrGeometry, "wkt.range", "20", place{Polygon: 1, Ring: 1, Vertex: 3}},
		{"POLYGON((0 0,1 0 5,1 1,0 0))", message.ErrSyntax, "wkt.numbers", "14", place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"POLYGON Z((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.numbers", "12", place{Polygon: 1, Ring: 1, Vertex: 1}},
		{"MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 a,5 5)))", message.ErrSyntax, "wkt.number", "46", place{Polygon: 2, Ring: 1, Vertex: 3}},
		{"MULTIPOLYGON(((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.truncated", "33", place{}},
		{"MULTIPOLYGON(((0 0,1 0,1 1,0 0)) 7", message.ErrSyntax, "wkt.list", "34", place{}},
		{"POLYGON((0 0,1 0,1 1,0 0))\n;", message.ErrSyntax, "wkt.trailing", "1", place{Line: 2}},
		{"POLYGON((0 0,1 0,\n 1 1,0 0)\n,(0 0, 地))", message.ErrSyntax, "wkt.number", "8", place{Line: 3, Polygon: 1, Ring: 2, Vertex: 2}},
		{"POLYGON((0 0,1 0,1 1,0 0))POLYGON((0 0,1 0,1 1,0 0))", message.ErrSyntax, "wkt.trailing", "27", place{}},
		{"POLYGON((0 0,1 0,1 1,0 0),EMPTY)", boundary.ErrGeometry, "wkt.empty", "32", place{Polygon: 1, Ring: 2}},
		{strings.Repeat("GEOMETRYCOLLECTION(", 1000000), message.ErrLimit, "wkt.depth", "324", place{}},
	} {
		name := c.text[:min(len(c.text), 60)]
		t.Run(name, func(t *testing.T) {
			_, _, err := Unmarshal(context.Background(), c.text, nil)
			e := code(t, err, c.class)
			require.Equal(t, c.code, e.Code, e.Text)
			require.Equal(t, c.column, e.Values["column"])
			require.Equal(t, c.place, e.Place)
			require.Less(t, len(e.Text), 200)
			if c.code != "wkt.empty" {
				_, _, err := Parse(c.text)
				require.Equal(t, c.code, code(t, err, c.class).Code)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	const text = "SRID=4490;MULTIPOLYGON(((116 36,116.1 36,116.1 36.1,116 36)),((117 36,117.1 36,117.1 36.1,117 36)))"
	for want, limits := range map[string]boundary.Limits{
		"rows.bytes":   {Bytes: int64(len(text)) - 1},
		"wkt.rings":    {Rings: 1},
		"wkt.vertices": {Vertices: 7},
	} {
		_, _, err := Unmarshal(context.Background(), text, &Options{Reading: boundary.Reading{Limits: limits}})
		require.Equal(t, want, code(t, err, message.ErrLimit).Code)
	}
}

func TestFrame(t *testing.T) {
	plain, err := boundary.EPSG(4548)
	require.NoError(t, err)
	for _, c := range []struct {
		text  string
		frame *boundary.Frame
		epsg  int
		code  string // of the note or error, "" for none
	}{
		{"SRID=4527;POLYGON((39408000 4036000,39408100 4036000,39408100 4036100,39408000 4036000))", nil, 4527, ""},
		{"SRID=4548;POLYGON((39408000 4036000,39408100 4036000,39408100 4036100,39408000 4036000))", nil, 4527, "crs.prefix_differs"},
		{"SRID=4326;POLYGON((116 36,116.1 36,116.1 36.1,116 36))", nil, 4490, "srid.wgs84"},
		{"POLYGON((116 36,116.1 36,116.1 36.1,116 36))", nil, 4490, "crs.recognised"},
		{"SRID=0;POLYGON((39408000 4036000,39408100 4036000,39408100 4036100,39408000 4036000))", nil, 4527, "crs.recognised"},
		{"POLYGON((-73 -41,-72.9 -41,-72.9 -40.9,-73 -41))", nil, 4490, "srid.degrees"},
		{"POLYGON((408000 4036000,408100 4036000,408100 4036100,408000 4036000))", nil, 0, "srid.missing"},
		{"POLYGON((408000 4036000,408100 4036000,408100 4036100,408000 4036000))", &plain, 4548, ""},
		{"SRID=3857;POLYGON((408000 4036000,408100 4036000,408100 4036100,408000 4036000))", &plain, 4548, "srid.overruled"},
		{"SRID=4548;POLYGON((408000 4036000,408100 4036000,408100 4036100,408000 4036000))", &plain, 4548, ""},
		{"SRID=3857;POLYGON((408000 4036000,408100 4036000,408100 4036100,408000 4036000))", nil, 0, "frame.epsg"},
		{"POLYGON((36 116,36.1 116,36.1 116.1,36 116))", nil, 0, "crs.swapped"},
	} {
		t.Run(c.text, func(t *testing.T) {
			b, notes, err := Unmarshal(context.Background(), c.text, &Options{Reading: boundary.Reading{Name: "x", Frame: c.frame}})
			if c.epsg == 0 {
				e := code(t, err, boundary.ErrFrame)
				require.Equal(t, c.code, e.Code)
				require.Equal(t, "x", e.Place.File)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.epsg, b.Frame().EPSG())
			if c.code == "" {
				require.Empty(t, notes)
				return
			}
			require.Len(t, notes, 1)
			require.Equal(t, c.code, notes[0].Code)
			require.Equal(t, "x", notes[0].Place.File)
		})
	}
}

func BenchmarkParse(b *testing.B) {
	ring := make(boundary.Ring, 20000)
	for i := range ring {
		a := 2 * math.Pi * float64(i) / float64(len(ring)-1)
		ring[i] = boundary.Point{X: 116 + 0.1*math.Cos(a), Y: 36 + 0.1*math.Sin(a)}
	}
	text := string(appendPolygons(nil, []boundary.Polygon{{ring}}))
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for range b.N {
		if _, _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
