package wkt

import (
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/rows"
)

// WriteOptions say how geometries are written. Nil means the defaults.
type WriteOptions struct {
	// Plain leaves out the SRID: WKT that every program reads, but which does
	// not say what the numbers are.
	Plain bool
}

// Marshal returns the boundary as WKT: a POLYGON, or a MULTIPOLYGON where it
// has several, MULTIPOLYGON EMPTY where it has none. Vertices are those that
// were given, in the fewest digits that read the same.
func Marshal(b *boundary.Boundary) string {
	return string(Append(nil, b, &WriteOptions{Plain: true}))
}

// MarshalEWKT returns the boundary as Marshal does, with the SRID of its frame
// in front: SRID=4527;POLYGON...
func MarshalEWKT(b *boundary.Boundary) string { return string(Append(nil, b, nil)) }

// Append appends the boundary as MarshalEWKT returns it, or as the options say.
func Append(dst []byte, b *boundary.Boundary, opt *WriteOptions) []byte {
	if opt == nil || !opt.Plain {
		dst = append(dst, "SRID="...)
		dst = strconv.AppendInt(dst, int64(rows.SRID(b)), 10)
		dst = append(dst, ';')
	}
	return appendPolygons(dst, b.Polygons())
}

func appendPolygons(dst []byte, polygons []boundary.Polygon) []byte {
	switch len(polygons) {
	case 0:
		return append(dst, "MULTIPOLYGON EMPTY"...)
	case 1:
		return appendPolygon(append(dst, "POLYGON "...), polygons[0])
	}
	dst = append(dst, "MULTIPOLYGON "...)
	return appendList(dst, polygons, appendPolygon)
}

func appendPolygon(dst []byte, p boundary.Polygon) []byte {
	return appendList(dst, p, func(dst []byte, ring boundary.Ring) []byte {
		return appendList(dst, ring, appendPoint)
	})
}

func appendPoint(dst []byte, q boundary.Point) []byte {
	dst = append(appendNumber(dst, q.X), ' ')
	return appendNumber(dst, q.Y)
}

func appendList[T any](dst []byte, items []T, appendItem func([]byte, T) []byte) []byte {
	dst = append(dst, '(')
	for i, item := range items {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendItem(dst, item)
	}
	return append(dst, ')')
}

// appendNumber appends the shortest digits that read the same, with an
// exponent only where nobody would write zeros.
func appendNumber(dst []byte, v float64) []byte {
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-9 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(dst, v, format, -1, 64)
}
