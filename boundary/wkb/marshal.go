package wkb

import (
	"encoding/binary"
	"encoding/hex"
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/rows"
)

// WriteOptions say how geometries are written. Nil means the defaults.
type WriteOptions struct {
	// Plain leaves out the SRID: ISO WKB, which every program reads, but which
	// does not say what the numbers are.
	Plain bool
}

// Marshal returns the boundary as EWKB, little-endian and with the SRID of its
// frame: a POLYGON, or a MULTIPOLYGON where it has several. Vertices are those
// that were given, bit for bit. Nothing at all is MULTIPOLYGON EMPTY, which
// PostGIS stores and Unmarshal refuses.
func Marshal(b *boundary.Boundary) []byte { return Append(nil, b, nil) }

// MarshalHex returns Marshal's bytes as PostGIS prints them: hexadecimal, in
// upper case.
func MarshalHex(b *boundary.Boundary) string { return string(appendHex(nil, Marshal(b))) }

// Append appends the boundary as Marshal returns it, or as the options say.
func Append(dst []byte, b *boundary.Boundary, opt *WriteOptions) []byte {
	srid := 0
	if opt == nil || !opt.Plain {
		srid = rows.SRID(b)
	}
	return appendPolygons(dst, b.Polygons(), srid)
}

func appendPolygons(dst []byte, polygons []boundary.Polygon, srid int) []byte {
	if len(polygons) == 1 {
		return appendPolygon(dst, polygons[0], srid)
	}
	dst = appendHeader(dst, typeMultiPolygon, srid, len(polygons))
	for _, p := range polygons {
		dst = appendPolygon(dst, p, 0)
	}
	return dst
}

func appendPolygon(dst []byte, p boundary.Polygon, srid int) []byte {
	dst = appendHeader(dst, typePolygon, srid, len(p))
	for _, ring := range p {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(ring)))
		for _, q := range ring {
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(q.X))
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(q.Y))
		}
	}
	return dst
}

// appendHeader appends byte order, type, SRID if there is one, and count.
func appendHeader(dst []byte, kind uint32, srid, n int) []byte {
	if srid != 0 {
		kind |= flagSRID
	}
	dst = append(dst, 1)
	dst = binary.LittleEndian.AppendUint32(dst, kind)
	if srid != 0 {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(srid))
	}
	return binary.LittleEndian.AppendUint32(dst, uint32(n))
}

// appendHex appends hexadecimal text in upper case.
func appendHex(dst, b []byte) []byte {
	start := len(dst)
	dst = hex.AppendEncode(dst, b)
	for i, c := range dst[start:] {
		if c >= 'a' {
			dst[start+i] = c - 'a' + 'A'
		}
	}
	return dst
}
