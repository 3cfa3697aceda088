package wkt

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func TestMarshal(t *testing.T) {
	for _, text := range []string{
		"SRID=4527;POLYGON ((39408000 4036000, 39408100.5 4036000, 39408100 4036100.0001, 39408000 4036000))",
		"SRID=4490;MULTIPOLYGON (((116 36, 117 36, 117 37, 116 36), (116.7 36.2, 116.7 36.3, 116.8 36.3, 116.7 36.2)), ((118 36, 119 36, 119 37, 118 36)))",
	} {
		b, _, err := Unmarshal(context.Background(), text, nil)
		require.NoError(t, err)
		require.Equal(t, text, MarshalEWKT(b))
		_, plain, _ := strings.Cut(text, ";")
		require.Equal(t, plain, Marshal(b))
	}
	for _, b := range []*boundary.Boundary{nil, {}} {
		require.Equal(t, "MULTIPOLYGON EMPTY", Marshal(b))
		require.Equal(t, "SRID=4490;MULTIPOLYGON EMPTY", MarshalEWKT(b))
	}
}

func TestNumbers(t *testing.T) {
	for want, v := range map[string]float64{
		"0": 0, "-0": math.Copysign(0, -1), "116.3": 116.3, "39500000": 395e5, "0.000001": 1e-6, "1e-10": 1e-10, "1e+22": 1e22, "-0.1": -0.1,
	} {
		require.Equal(t, want, string(appendNumber(nil, v)))
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
		want := rapid.SliceOfN(polygon, 0, 4).Draw(t, "polygons")
		got, srid, err := Parse(string(appendPolygons(nil, want)))
		require.NoError(t, err)
		require.Zero(t, srid)
		require.True(t, same(want, got))
	})
}

// Boundaries in any frame come back with the same vertices.
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
		var polygons []boundary.Polygon
		for i := range rapid.IntRange(1, 4).Draw(t, "polygons") {
			at := func(dx, dy float64) boundary.Point {
				return boundary.Point{
					X: origin.X + cell*(3*float64(i)+dx+jitter.Draw(t, "dx")),
					Y: origin.Y + cell*(dy+jitter.Draw(t, "dy")),
				}
			}
			r := boundary.Ring{at(0, 0), at(1, 0), at(1, 1), at(0, 1)}
			polygons = append(polygons, boundary.Polygon{append(r, r[0])})
		}
		b, _, err := boundary.New(context.Background(), f, polygons, nil)
		require.NoError(t, err)
		c, _, err := Unmarshal(context.Background(), MarshalEWKT(b), nil)
		require.NoError(t, err)
		require.Equal(t, f, c.Frame())
		require.True(t, same(polygons, c.Polygons()))
		c, _, err = Unmarshal(context.Background(), Marshal(b), &Options{Reading: boundary.Reading{Frame: &f}})
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

// FuzzUnmarshal holds that whatever the text, Unmarshal gives an error of this
// module or a boundary that is written and read again as it is; and that Parse
// takes all that Unmarshal takes.
func FuzzUnmarshal(f *testing.F) {
	for _, text := range []string{
		"POLYGON((116 36,116.1 36,116.1 36.1,116 36))",
		"SRID=4527;POLYGON Z((39408000 4036000 1,39408100 4036000 1,39408100 4036100 1,39408000 4036000 1))",
		"MULTIPOLYGON(((116 36,116.1 36,116.1 36.1,116 36),(116.07 36.02,116.07 36.03,116.08 36.03,116.07 36.02)),((117 36,1.171e2 36,117.1 36.1,117 36)))",
		"GEOMETRYCOLLECTION(POLYGON M((116 36 0,116.1 36 0,116.1 36.1 0,116 36 0)),MULTIPOLYGON(EMPTY))",
		"SRID=4326;GEOMETRYCOLLECTION EMPTY",
		"POINT ZM(1 2 3 4)",
		"POLYGON((NaN 0,-Inf 1e999",
	} {
		f.Add(text)
	}
	for _, row := range postgis(f) {
		f.Add(row[1])
	}
	opt := &Options{Reading: boundary.Reading{Name: "fuzz", Build: sparse}}
	f.Fuzz(func(t *testing.T, text string) {
		b, notes, err := Unmarshal(context.Background(), text, opt)
		polygons, srid, parseErr := Parse(text)
		if err != nil {
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.NotEmpty(t, e.Code)
			require.Equal(t, "fuzz", e.Place.File)
			if parseErr == nil { // too large or too odd for the Earth, perhaps, but WKT
				again, _, err := Parse(string(appendPolygons(nil, polygons)))
				require.NoError(t, err)
				require.True(t, same(polygons, again))
			}
			return
		}
		require.NoError(t, parseErr)
		require.GreaterOrEqual(t, srid, 0)
		for _, n := range notes {
			require.NotEmpty(t, n.Code)
			require.Equal(t, "fuzz", n.Place.File)
		}
		c, _, err := Unmarshal(context.Background(), MarshalEWKT(b), opt)
		require.NoError(t, err)
		require.Equal(t, b.Frame(), c.Frame())
		require.True(t, same(b.Polygons(), c.Polygons()))
	})
}
