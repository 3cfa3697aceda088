package wkb

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/boundary/wkt"
	"github.com/sanxian/sanxian/message"
)

// square is a closed ring of 0.001 degrees.
func square(x, y float64) boundary.Ring {
	return boundary.Ring{{X: x, Y: y}, {X: x + 0.001, Y: y}, {X: x + 0.001, Y: y + 0.001}, {X: x, Y: y + 0.001}, {X: x, Y: y}}
}

func site(t testing.TB, f boundary.Frame, polygons ...boundary.Polygon) *boundary.Boundary {
	b, _, err := boundary.New(context.Background(), f, polygons, nil)
	require.NoError(t, err)
	return b
}

func code(t testing.TB, err error, class error) *message.Error {
	var e *message.Error
	require.ErrorAs(t, err, &e)
	require.ErrorIs(t, err, class)
	return e
}

func table(t testing.TB, name string) (rows [][]string) {
	text, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

// Each vector is read in binary and as text, and gives what its WKT gives.
func TestPostGIS(t *testing.T) {
	for _, row := range table(t, "postgis.tsv") {
		t.Run(row[0], func(t *testing.T) {
			want, srid, err := wkt.Parse(row[1])
			require.NoError(t, err)
			raw, err := hex.DecodeString(row[2])
			require.NoError(t, err)
			d := decoder{b: raw, limits: codec.Limits(boundary.Limits{})}
			require.NoError(t, d.decode())
			require.Equal(t, want, d.polygons)
			if !strings.HasPrefix(row[0], "XDR") && !strings.HasPrefix(row[0], "ISO") { // ST_AsText has no SRID
				require.Equal(t, srid, d.srid)
			}
			for _, b := range []string{string(raw), row[2], strings.ToUpper(row[2]), `\x` + row[2], "0X" + row[2], " " + row[2] + "\r\n", `\\x` + row[2]} {
				g, notes, err := Unmarshal(context.Background(), []byte(b), nil)
				require.NoError(t, err)
				require.Equal(t, want, g.Polygons())
				if strings.Contains(row[0], " Z") || strings.Contains(row[0], " M") {
					require.Equal(t, "rows.dimension", notes[0].Code)
					require.Equal(t, row[0][strings.LastIndexByte(row[0], ' ')+1:], notes[0].Values["dimension"])
				}
			}
		})
	}
}

func TestPostGISRefused(t *testing.T) {
	for _, row := range table(t, "postgis_refused.tsv") {
		t.Run(row[0], func(t *testing.T) {
			_, _, err := Unmarshal(context.Background(), []byte(row[1]), nil)
			e := code(t, err, boundary.ErrGeometry)
			require.Equal(t, row[2], e.Code)
			kind, _, _ := strings.Cut(strings.TrimPrefix(row[0], "SRID=4490;"), "(")
			kind, _, _ = strings.Cut(kind, " ")
			if !strings.Contains(row[0], "(EMPTY") {
				require.Contains(t, e.Text, kind)
			}
		})
	}
}

func headerIn(order binary.AppendByteOrder, kind uint32, n int) []byte {
	b := []byte{1}
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b[0] = 0
	}
	b = order.AppendUint32(b, kind)
	return order.AppendUint32(b, uint32(n))
}

func polygonIn(order binary.AppendByteOrder, r boundary.Ring) []byte {
	b := order.AppendUint32(headerIn(order, typePolygon, 1), uint32(len(r)))
	for _, p := range r {
		b = order.AppendUint64(b, math.Float64bits(p.X))
		b = order.AppendUint64(b, math.Float64bits(p.Y))
	}
	return b
}

// Each nested geometry has its own byte order.
func TestByteOrdersMixed(t *testing.T) {
	rings := []boundary.Ring{square(116, 36), square(116.002, 36), square(116.004, 36)}
	b := headerIn(binary.LittleEndian, typeCollection, 2)
	b = append(b, headerIn(binary.BigEndian, typeMultiPolygon, 2)...)
	b = append(b, polygonIn(binary.LittleEndian, rings[0])...)
	b = append(b, polygonIn(binary.BigEndian, rings[1])...)
	b = append(b, polygonIn(binary.BigEndian, rings[2])...)
	g, _, err := Unmarshal(context.Background(), b, nil)
	require.NoError(t, err)
	require.Equal(t, []boundary.Polygon{{rings[0]}, {rings[1]}, {rings[2]}}, g.Polygons())
}

func TestRefused(t *testing.T) {
	good := Marshal(site(t, boundary.LonLat, boundary.Polygon{square(116, 36)}, boundary.Polygon{square(116.1, 36)}))
	one := Marshal(site(t, boundary.LonLat, boundary.Polygon{square(116, 36)}))
	change := func(b []byte, at int, v ...byte) string {
		c := append([]byte{}, b...)
		copy(c[at:], v)
		return string(c)
	}
	nan := binary.LittleEndian.AppendUint64(nil, math.Float64bits(math.NaN()))
	infinite := binary.LittleEndian.AppendUint64(nil, math.Float64bits(math.Inf(-1)))
	for _, c := range []struct {
		name, in string
		class    error
		code     string
		place    message.Place
	}{
		{"nothing", "", message.ErrSyntax, "wkb.nothing", message.Place{}},
		{"blank", " \n", message.ErrSyntax, "wkb.nothing", message.Place{}},
		{"prefix only", `\x`, message.ErrSyntax, "wkb.nothing", message.Place{}},
		{"WKT", "POLYGON((0 0, 1 0, 1 1, 0 0))", message.ErrSyntax, "wkb.start", message.Place{}},
		{"one digit", "0", message.ErrSyntax, "wkb.start", message.Place{}},
		{"GeoPackage", "GP\x00\x01", message.ErrSyntax, "wkb.start", message.Place{}},
		{"not hex", "01030000z0", message.ErrSyntax, "wkb.hex", message.Place{}},
		{"odd", "010", message.ErrSyntax, "wkb.hex_odd", message.Place{}},
		{"short", "01", message.ErrSyntax, "wkb.truncated", message.Place{}},
		{"no count", "0103000000", message.ErrSyntax, "wkb.truncated", message.Place{Polygon: 1}},
		{"no SRID", "010300002011", message.ErrSyntax, "wkb.truncated", message.Place{}},
		{"type 0", "010000000000000000", message.ErrSyntax, "wkb.type_unknown", message.Place{}},
		{"type 99", "016300000000000000", message.ErrSyntax, "wkb.type_unknown", message.Place{}},
		{"type 4003", "01a30f000000000000", message.ErrSyntax, "wkb.type_unknown", message.Place{}},
		{"rings", "010300000000ca9a3b0000000000000000000000", message.ErrSyntax, "wkb.count", message.Place{Polygon: 1}},
		{"points", "010300000001000000ffffffff00000000000000", message.ErrSyntax, "wkb.count", message.Place{Polygon: 1, Ring: 1}},
		{"parts", "010600000000ca9a3b0000000000000000000000", message.ErrSyntax, "wkb.count", message.Place{}},
		{"members", "010700000000ca9a3b0000000000000000000000", message.ErrSyntax, "wkb.count", message.Place{}},
		{"empty ring", "01030000000100000000000000", boundary.ErrGeometry, "wkb.empty", message.Place{Polygon: 1, Ring: 1}},
		{"nested order", change(good, 13, 7), message.ErrSyntax, "wkb.byte_order", message.Place{Polygon: 1}},
		{"member", change(good, 14, 6), message.ErrSyntax, "wkb.member", message.Place{Polygon: 1}},
		{"NaN", change(one, 17+16, nan...), boundary.ErrGeometry, "wkb.finite", message.Place{Polygon: 1, Ring: 1, Vertex: 2}},
		{"Inf", change(one, 17+8, infinite...), boundary.ErrGeometry, "wkb.finite", message.Place{Polygon: 1, Ring: 1, Vertex: 1}},
		{"trailing", string(one) + "\x00", message.ErrSyntax, "wkb.trailing", message.Place{}},
		{"EPSG:3857", change(one, 5, 0x11, 0x0f), boundary.ErrFrame, "frame.epsg", message.Place{}},
		{"cut in the second polygon", string(good[:len(good)-1]), message.ErrSyntax, "wkb.count", message.Place{Polygon: 2, Ring: 1}},
		{"two SRIDs", "01070000208a11000001000000" + "0103000020af110000" + hex.EncodeToString(one[9:]), boundary.ErrFrame, "wkb.srid_differs", message.Place{Polygon: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := Unmarshal(context.Background(), []byte(c.in), &Options{Reading: boundary.Reading{Name: "x.wkb"}})
			e := code(t, err, c.class)
			require.Equal(t, c.code, e.Code, e.Text)
			require.NotContains(t, e.Text, "{")
			e.Place.Point = nil
			c.place.File = "x.wkb"
			require.Equal(t, c.place, e.Place)
		})
	}
}

func TestLimits(t *testing.T) {
	two := Marshal(site(t, boundary.LonLat, boundary.Polygon{square(116, 36)}, boundary.Polygon{square(116.1, 36)}))
	for want, limits := range map[string]boundary.Limits{
		"rows.bytes":   {Bytes: int64(len(two)) - 1},
		"wkb.rings":    {Rings: 1},
		"wkb.vertices": {Vertices: 9},
	} {
		_, _, err := Unmarshal(context.Background(), two, &Options{Reading: boundary.Reading{Limits: limits}})
		require.Equal(t, want, code(t, err, message.ErrLimit).Code)
	}
	nested := func(depth int) []byte {
		return append([]byte(strings.Repeat("\x01\x07\x00\x00\x00\x01\x00\x00\x00", depth)), two...)
	}
	_, _, err := Unmarshal(context.Background(), nested(maxDepth-1), nil)
	require.NoError(t, err)
	_, _, err = Unmarshal(context.Background(), nested(1000000), nil)
	require.Equal(t, "wkb.depth", code(t, err, message.ErrLimit).Code)
}

// A count of 10^9 in 20 bytes must not allocate for it.
func TestCountsAreNotTrusted(t *testing.T) {
	for _, in := range []string{
		"010300000000ca9a3b0000000000000000000000",
		"01030000000100000000ca9a3b00000000000000",
		"010600000000ca9a3b0000000000000000000000",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := Unmarshal(context.Background(), []byte(in), nil)
		runtime.ReadMemStats(&after)
		require.ErrorIs(t, err, message.ErrSyntax)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(64<<10))
	}
}

func TestFrame(t *testing.T) {
	zone := func(epsg int) boundary.Frame {
		f, err := boundary.EPSG(epsg)
		require.NoError(t, err)
		return f
	}
	prefixed, plain := zone(4527), zone(4548)
	edges, err := boundary.StraightInZone(3, 39)
	require.NoError(t, err)
	metres := func(x float64) boundary.Ring {
		return boundary.Ring{{X: x, Y: 4036000}, {X: x + 100, Y: 4036000}, {X: x, Y: 4036100}, {X: x, Y: 4036000}}
	}
	for _, c := range []struct {
		name    string
		srid    int
		ring    boundary.Ring
		reading boundary.Reading
		want    boundary.Frame
		code    string // of the note or error, "" for none
	}{
		{name: "declared", srid: 4527, ring: metres(39408000), want: prefixed},
		{name: "WGS 84", srid: 4326, ring: square(116, 36), code: "srid.wgs84"},
		{name: "no SRID, degrees", ring: square(116, 36), code: "crs.recognised"},
		{name: "SRID -1", srid: -1, ring: square(116, 36), code: "crs.recognised"},
		{name: "no SRID, degrees abroad", ring: square(-73, -41), code: "srid.degrees"},
		{name: "no SRID, prefix", ring: metres(39408000), want: prefixed, code: "crs.recognised"},
		{name: "no SRID, no prefix", ring: metres(408000), code: "!srid.missing"},
		{name: "no SRID, swapped", ring: square(36, 116), code: "!crs.swapped"},
		{name: "prefix that the SRID has not", srid: 4548, ring: metres(39408000), want: prefixed, code: "crs.prefix_differs"},
		{name: "metres as degrees", srid: 4490, ring: metres(39408000), code: "!point.metres"},
		{name: "overruled", srid: 3857, ring: metres(408000), reading: boundary.Reading{Frame: &plain}, want: plain, code: "srid.overruled"},
		{name: "frame as declared", srid: 4548, ring: metres(408000), reading: boundary.Reading{Frame: &plain}, want: plain},
		{name: "frame given", ring: metres(408000), reading: boundary.Reading{Frame: &plain}, want: plain},
		{name: "edges", srid: 4490, ring: square(116, 36), reading: boundary.Reading{Edges: edges}, want: boundary.LonLat.WithEdges(edges)},
		{name: "not supported", srid: 3857, ring: metres(408000), code: "!frame.epsg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := appendPolygons(nil, []boundary.Polygon{{c.ring}}, c.srid)
			g, notes, err := Unmarshal(context.Background(), b, &Options{Reading: c.reading})
			if refused, ok := strings.CutPrefix(c.code, "!"); ok {
				var e *message.Error
				require.True(t, errors.As(err, &e))
				require.Equal(t, refused, e.Code)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, g.Frame())
			if c.code == "" {
				require.Empty(t, notes)
				return
			}
			require.Len(t, notes, 1)
			require.Equal(t, c.code, notes[0].Code)
			require.NotContains(t, notes[0].Text, "{")
		})
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	ring := make(boundary.Ring, 20000)
	for i := range ring {
		a := 2 * math.Pi * float64(i) / float64(len(ring)-1)
		ring[i] = boundary.Point{X: 116 + 0.1*math.Cos(a), Y: 36 + 0.1*math.Sin(a)}
	}
	ring[len(ring)-1] = ring[0]
	raw := appendPolygons(nil, []boundary.Polygon{{ring}}, 4490)
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		for range b.N {
			d := decoder{b: raw, limits: codec.Limits(boundary.Limits{})}
			if err := d.decode(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("whole", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		for range b.N {
			if _, _, err := Unmarshal(context.Background(), raw, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
