package wkb

import (
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

// What PostGIS prints is what MarshalHex writes.
func TestMarshalAsPostGIS(t *testing.T) {
	for _, row := range table(t, "postgis.tsv") {
		switch row[0] {
		case "polygon", "hole", "multipolygon", "raw multipolygon":
			g, _, err := Unmarshal(context.Background(), []byte(row[2]), nil)
			require.NoError(t, err)
			require.Equal(t, strings.ToUpper(row[2]), MarshalHex(g))
		case "no srid":
			g, _, err := Unmarshal(context.Background(), []byte(row[2]), nil)
			require.NoError(t, err)
			require.Equal(t, row[2], hex.EncodeToString(Append(nil, g, &WriteOptions{Plain: true})))
		}
	}
}

func TestMarshalNothing(t *testing.T) {
	for _, b := range []*boundary.Boundary{nil, {}} {
		require.Equal(t, "01060000208A11000000000000", MarshalHex(b))
		_, _, err := Unmarshal(context.Background(), Marshal(b), nil)
		require.Equal(t, "wkb.empty", code(t, err, boundary.ErrGeometry).Code)
	}
}

// Any finite numbers survive, bit for bit.
func TestPolygonsRoundTrip(t *testing.T) {
	coordinate := rapid.Float64().Filter(func(v float64) bool { return v-v == 0 })
	point := rapid.Custom(func(t *rapid.T) boundary.Point {
		return boundary.Point{X: coordinate.Draw(t, "x"), Y: coordinate.Draw(t, "y")}
	})
	ring := rapid.Custom(func(t *rapid.T) boundary.Ring { return rapid.SliceOfN(point, 1, 6).Draw(t, "ring") })
	polygon := rapid.Custom(func(t *rapid.T) boundary.Polygon { return rapid.SliceOfN(ring, 1, 3).Draw(t, "polygon") })
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(polygon, 1, 4).Draw(t, "polygons")
		srid := rapid.IntRange(0, 1<<31-1).Draw(t, "srid")
		d := decoder{b: appendPolygons(nil, want, srid), limits: codec.Limits(boundary.Limits{})}
		require.NoError(t, d.decode())
		require.Equal(t, srid, d.srid)
		require.True(t, same(want, d.polygons))
	})
}

// Boundaries in any frame come back with the same vertices and the same area.
func TestBoundaryRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, err := boundary.EPSG(rapid.SampledFrom([]int{4490, 4491, 4512, 4513, 4527, 4548, 4554}).Draw(t, "epsg"))
		require.NoError(t, err)
		origin, cell := boundary.Point{X: 116, Y: 36}, 0.001
		if _, number, prefixed, ok := f.Zone(); ok {
			origin, cell = boundary.Point{X: 4e5, Y: 4e6}, 100
			if prefixed {
				origin.X += 1e6 * float64(number)
			}
		}
		jitter := rapid.Float64Range(0, 0.2)
		box := func(x, y, side float64) boundary.Ring {
			at := func(dx, dy float64) boundary.Point {
				return boundary.Point{
					X: origin.X + cell*(x+dx*side+jitter.Draw(t, "dx")*side),
					Y: origin.Y + cell*(y+dy*side+jitter.Draw(t, "dy")*side),
				}
			}
			r := boundary.Ring{at(0, 0), at(1, 0), at(1, 1), at(0, 1)}
			return append(r, r[0])
		}
		var polygons []boundary.Polygon
		for i := range rapid.IntRange(1, 4).Draw(t, "polygons") {
			p := boundary.Polygon{box(3*float64(i), 0, 1)}
			if rapid.Bool().Draw(t, "hole") {
				p = append(p, box(3*float64(i)+0.4, 0.4, 0.3))
			}
			polygons = append(polygons, p)
		}
		b, _, err := boundary.New(context.Background(), f, polygons, nil)
		require.NoError(t, err)
		for _, text := range []string{string(Marshal(b)), MarshalHex(b)} {
			c, _, err := Unmarshal(context.Background(), []byte(text), nil)
			require.NoError(t, err)
			require.Equal(t, f, c.Frame())
			require.True(t, same(polygons, c.Polygons()))
			require.Equal(t, b.Area(), c.Area())
		}
		c, _, err := Unmarshal(context.Background(), Append(nil, b, &WriteOptions{Plain: true}), &Options{Reading: boundary.Reading{Frame: &f}})
		require.NoError(t, err)
		require.True(t, same(polygons, c.Polygons()))
	})
}

// same compares bits: -0 is not 0.
func same(a, b []boundary.Polygon) bool {
	text := func(polygons []boundary.Polygon) string {
		var s strings.Builder
		for _, p := range polygons {
			for _, r := range p {
				for _, q := range r {
					fmt.Fprintf(&s, "%x %x,", math.Float64bits(q.X), math.Float64bits(q.Y))
				}
				s.WriteByte(';')
			}
			s.WriteByte('\n')
		}
		return s.String()
	}
	return text(a) == text(b)
}

// sparse makes no extra points on long edges: this is about decoding, and
// edges across a continent would take all the time.
var sparse = &boundary.Options{Spacing: 1e9}

// FuzzUnmarshal holds that whatever the bytes, Unmarshal gives an error of
// this module or a boundary that is written and read again as it is.
func FuzzUnmarshal(f *testing.F) {
	for _, name := range []string{"postgis.tsv", "postgis_refused.tsv"} {
		for _, row := range table(f, name) {
			for _, column := range row {
				if raw, err := hex.DecodeString(column); err == nil {
					f.Add(raw)
					f.Add([]byte(column))
				}
			}
		}
	}
	f.Add([]byte(`\x01030000`))
	opt := &Options{Reading: boundary.Reading{Name: "fuzz", Build: sparse}}
	f.Fuzz(func(t *testing.T, in []byte) {
		b, notes, err := Unmarshal(context.Background(), in, opt)
		if err != nil {
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.NotEmpty(t, e.Code)
			require.Equal(t, "fuzz", e.Place.File)
			return
		}
		for _, n := range notes {
			require.NotEmpty(t, n.Code)
			require.Equal(t, "fuzz", n.Place.File)
		}
		require.LessOrEqual(t, b.Vertices(), len(in)/16)
		c, _, err := Unmarshal(context.Background(), Marshal(b), opt)
		require.NoError(t, err)
		require.Equal(t, b.Frame(), c.Frame())
		require.True(t, same(b.Polygons(), c.Polygons()))
	})
}
