package witness

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/plane"
)

// wkb writes polygons as a MultiPolygon, closed or not, for engines to read.
func wkb(polygons []boundary.Polygon) []byte {
	le := binary.LittleEndian
	head := func(b []byte, kind uint32, n int) []byte {
		return le.AppendUint32(le.AppendUint32(append(b, 1), kind), uint32(n))
	}
	out := head(nil, 6, len(polygons))
	for _, p := range polygons {
		out = head(out, 3, len(p))
		for _, ring := range p {
			if ring[0] != ring[len(ring)-1] {
				ring = append(ring[:len(ring):len(ring)], ring[0])
			}
			out = le.AppendUint32(out, uint32(len(ring)))
			for _, q := range ring {
				out = le.AppendUint64(out, math.Float64bits(q.X))
				out = le.AppendUint64(out, math.Float64bits(q.Y))
			}
		}
	}
	return out
}

// regionPolygons returns a region in float64, which holds its coordinates
// exactly.
func regionPolygons(r *plane.Region) []boundary.Polygon {
	var out []boundary.Polygon
	for _, rings := range r.Polygons() {
		var p boundary.Polygon
		for _, i := range rings {
			var ring boundary.Ring
			for _, q := range r.Ring(i) {
				ring = append(ring, boundary.Point{X: float64(q.X), Y: float64(q.Y)})
			}
			p = append(p, ring)
		}
		out = append(out, p)
	}
	return out
}

func perimeter(r *plane.Region) float64 {
	sum := 0.0
	for i := range r.Rings() {
		ring := r.Ring(i)
		for k, q := range ring[1:] {
			sum += math.Hypot(float64(q.X-ring[k].X), float64(q.Y-ring[k].Y))
		}
	}
	return sum
}

// wktOf writes polygons as WKT with all digits.
func wktOf(polygons []boundary.Polygon) string {
	return "MULTIPOLYGON " + list(polygons, func(p boundary.Polygon) string {
		return list(p, func(ring boundary.Ring) string {
			if ring[0] != ring[len(ring)-1] {
				ring = append(ring[:len(ring):len(ring)], ring[0])
			}
			return list(ring, func(q boundary.Point) string {
				return strconv.FormatFloat(q.X, 'f', -1, 64) + " " + strconv.FormatFloat(q.Y, 'f', -1, 64)
			})
		})
	})
}

func list[T any](items []T, text func(T) string) string {
	var parts []string
	for _, item := range items {
		parts = append(parts, text(item))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
