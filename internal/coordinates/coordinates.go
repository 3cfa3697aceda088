// Package coordinates writes the coordinates of polygons as GeoJSON has them.
package coordinates

import (
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
)

// AppendMultiPolygon appends the array of a MultiPolygon.
func AppendMultiPolygon(dst []byte, polygons []boundary.Polygon) []byte {
	dst = append(dst, '[')
	for i, p := range polygons {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendPolygon(dst, p)
	}
	return append(dst, ']')
}

// AppendPolygon appends the array of a Polygon.
func AppendPolygon(dst []byte, p boundary.Polygon) []byte {
	dst = append(dst, '[')
	for i, ring := range p {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '[')
		for k, q := range ring {
			if k > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, '[')
			dst = appendNumber(dst, q.X)
			dst = append(dst, ',')
			dst = appendNumber(dst, q.Y)
			dst = append(dst, ']')
		}
		dst = append(dst, ']')
	}
	return append(dst, ']')
}

// appendNumber appends the shortest decimal that reads back as v, without an
// exponent unless that takes dozens of zeros.
func appendNumber(dst []byte, v float64) []byte {
	format := byte('f')
	if a := math.Abs(v); a >= 1e21 || a < 1e-20 && a != 0 {
		format = 'e'
	}
	return strconv.AppendFloat(dst, v, format, -1, 64)
}

// InLonLat returns polygons in longitude and latitude. Vertices that are in
// degrees already stay as they are.
func InLonLat(f boundary.Frame, polygons []boundary.Polygon) []boundary.Polygon {
	out := make([]boundary.Polygon, len(polygons))
	for i, p := range polygons {
		out[i] = make(boundary.Polygon, len(p))
		for j, ring := range p {
			points := make(boundary.Ring, len(ring))
			for k, q := range ring {
				points[k].X, points[k].Y = f.ToLonLat(q)
			}
			out[i][j] = points
		}
	}
	return out
}
