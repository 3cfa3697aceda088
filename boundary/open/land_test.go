package open_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
)

// A land is some polygons in zone 39, each a shell and its holes, as a clean file
// would have them. Coordinates have three decimals, so that texts are exact.
type land []boundary.Polygon

// drawLand draws parts that do not meet, with holes, and islands in the holes.
func drawLand(t *rapid.T) land {
	star := func(x, y, from, to float64) boundary.Ring {
		n := rapid.IntRange(3, 9).Draw(t, "corners")
		var r boundary.Ring
		for i := range n {
			radius := rapid.Float64Range(from, to).Draw(t, "radius")
			sin, cos := math.Sincos(2 * math.Pi * (float64(i) + 0.3) / float64(n))
			r = append(r, boundary.Point{X: thousandths(39500000 + x + radius*cos), Y: thousandths(4036000 + y + radius*sin)})
		}
		return append(r, r[0])
	}
	var l land
	for i := range rapid.IntRange(1, 4).Draw(t, "parts") {
		x, y := 100*float64(i%2), 100*float64(i/2)
		p := boundary.Polygon{star(x, y, 25, 40)}
		if rapid.Bool().Draw(t, "hole") {
			p = append(p, backwards(star(x, y, 6, 10)))
			if rapid.Bool().Draw(t, "island") {
				l = append(l, boundary.Polygon{star(x, y, 1, 2)})
			}
		}
		l = append(l, p)
	}
	return l
}

func thousandths(v float64) float64 { return math.Round(v*1000) / 1000 }

func backwards(r boundary.Ring) boundary.Ring {
	r = slices.Clone(r)
	slices.Reverse(r)
	return r
}

// area is that of the clean polygons.
func (l land) area(t require.TestingT) float64 {
	zone, err := boundary.EPSG(4527)
	require.NoError(t, err)
	b, repairs, err := boundary.New(context.Background(), zone, l, nil)
	require.NoError(t, err)
	require.Empty(t, repairs)
	return float64(b.Area())
}

// muddled returns features that hold the same land: parts in any order and in one or
// several features, holes in any order, rings from any start and either way.
func (l land) muddled(t *rapid.T) []land {
	parts := rapid.Permutation(l).Draw(t, "order")
	var features []land
	for _, p := range parts {
		var q boundary.Polygon
		for _, r := range p {
			q = append(q, muddledRing(t, r))
		}
		holes := rapid.Permutation([]boundary.Ring(q[1:])).Draw(t, "holes")
		q = append(q[:1:1], holes...)
		if len(features) == 0 || rapid.Bool().Draw(t, "new feature") {
			features = append(features, nil)
		}
		last := len(features) - 1
		features[last] = append(features[last], q)
	}
	return features
}

// muddledRing is a ring from any start, and either way.
func muddledRing(t *rapid.T, r boundary.Ring) boundary.Ring {
	open := r[:len(r)-1]
	start := rapid.IntRange(0, len(open)-1).Draw(t, "start")
	r = append(slices.Clone(open[start:]), open[:start]...)
	if rapid.Bool().Draw(t, "backwards") {
		slices.Reverse(r)
	}
	return append(r, r[0])
}

// asRings gives all rings of a feature as those of one polygon, in any order.
func asRings(t *rapid.T, features []land) []land {
	var out []land
	for _, l := range features {
		var all boundary.Polygon
		for _, p := range l {
			all = append(all, p...)
		}
		out = append(out, land{rapid.Permutation([]boundary.Ring(all)).Draw(t, "rings")})
	}
	return out
}

// unclosed leaves out the last point of some rings.
func unclosed(t *rapid.T, features []land) []land {
	for _, l := range features {
		for _, p := range l {
			for i, r := range p {
				if rapid.Bool().Draw(t, "unclosed") {
					p[i] = r[:len(r)-1]
				}
			}
		}
	}
	return features
}

// writers write features as the text of a file, by hand.
var writers = map[string]func([]land) []byte{
	"a.geojson": func(features []land) []byte {
		var out []string
		for _, l := range features {
			out = append(out, `{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":`+nested(l, "[", "]", "[%.3f,%.3f]")+`}}`)
		}
		return []byte(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4527"}},"features":[` + strings.Join(out, ",") + `]}`)
	},
	"a.wkt": func(features []land) []byte {
		var out []string
		for i, l := range features {
			out = append(out, fmt.Sprintf("%d\tSRID=4527;MULTIPOLYGON", i)+nested(l, "(", ")", "%.3f %.3f"))
		}
		return []byte(strings.Join(out, "\n") + "\n")
	},
	"a.txt": func(features []land) []byte {
		out := "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号=39\n[地块坐标]\n"
		for i, l := range features {
			out += fmt.Sprintf(",,%d,地块,面,,,,@\n", i)
			ring := 0
			for _, p := range l {
				for _, r := range p {
					ring++
					for k, q := range r {
						out += fmt.Sprintf("J%d,%d,%.3f,%.3f\n", k+1, ring, q.Y, q.X)
					}
				}
			}
		}
		return []byte(out)
	},
	"a.shp": shp,
	"b.txt": ewkb,
}

// ewkb writes lines of hexadecimal EWKB.
func ewkb(features []land) []byte {
	var out []string
	for i, l := range features {
		var b bytes.Buffer
		put := func(values ...any) {
			for _, v := range values {
				binary.Write(&b, binary.LittleEndian, v)
			}
		}
		put(byte(1), uint32(0x20000006), uint32(4527), uint32(len(l)))
		for _, p := range l {
			put(byte(1), uint32(3), uint32(len(p)))
			for _, r := range p {
				put(uint32(len(r)), []boundary.Point(r))
			}
		}
		out = append(out, fmt.Sprintf("%d\t%x", i, b.Bytes()))
	}
	return []byte(strings.Join(out, "\n") + "\n")
}

// nested writes polygons with brackets.
func nested(l land, left, right, point string) string {
	var polygons []string
	for _, p := range l {
		var rings []string
		for _, r := range p {
			var points []string
			for _, q := range r {
				points = append(points, fmt.Sprintf(point, q.X, q.Y))
			}
			rings = append(rings, left+strings.Join(points, ",")+right)
		}
		polygons = append(polygons, left+strings.Join(rings, ",")+right)
	}
	return left + strings.Join(polygons, ",") + right
}

// shp writes the main file of a Shapefile, whose coordinates name their zone.
func shp(features []land) []byte {
	var records bytes.Buffer
	for i, l := range features {
		var parts []int32
		var points []boundary.Point
		for _, p := range l {
			for _, r := range p {
				parts = append(parts, int32(len(points)))
				points = append(points, r...)
			}
		}
		binary.Write(&records, binary.BigEndian, []int32{int32(i + 1), int32(44+4*len(parts)+16*len(points)) / 2})
		binary.Write(&records, binary.LittleEndian, int32(5))
		binary.Write(&records, binary.LittleEndian, [4]float64{})
		binary.Write(&records, binary.LittleEndian, []int32{int32(len(parts)), int32(len(points))})
		binary.Write(&records, binary.LittleEndian, parts)
		binary.Write(&records, binary.LittleEndian, points)
	}
	var out bytes.Buffer
	binary.Write(&out, binary.BigEndian, []int32{9994, 0, 0, 0, 0, 0, int32(100+records.Len()) / 2})
	binary.Write(&out, binary.LittleEndian, []int32{1000, 5})
	binary.Write(&out, binary.LittleEndian, [8]float64{})
	return append(out.Bytes(), records.Bytes()...)
}

// TestSameLand reads the same land in every format and in every disorder that other
// programs make: its area is the same to 1e-9, or it is refused.
func TestSameLand(t *testing.T) {
	for name, write := range writers {
		t.Run(name, func(t *testing.T) {
			read, refused := 0, 0
			rapid.Check(t, func(t *rapid.T) {
				l := drawLand(t)
				features := l.muddled(t)
				parts := rapid.Bool().Draw(t, "parts as rings")
				if parts {
					features = asRings(t, features)
				}
				if name != "a.shp" && rapid.Bool().Draw(t, "leave rings open") {
					features = unclosed(t, features)
				}
				files := fstest.MapFS{name: {Data: write(features)}}
				found, err := open.Features(context.Background(), files, name, nil)
				require.NoError(t, err)
				all, err := boundary.Collect(found)
				read++
				if err != nil {
					require.ErrorIs(t, err, boundary.ErrGeometry, "%v", err)
					require.True(t, parts, "%v", err)
					refused++
					return
				}
				area := 0.0
				for _, f := range all {
					area += float64(f.Boundary.Area())
				}
				require.InEpsilon(t, l.area(t), area, 1e-9)
			})
			t.Logf("%d of %d refused", refused, read)
			require.Less(t, refused, read/4)
		})
	}
}
