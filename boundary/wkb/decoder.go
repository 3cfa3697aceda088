package wkb

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
)

// Geometry types and the flags that EWKB adds to them. ISO adds 1000 for Z,
// 2000 for M, 3000 for both.
const (
	typePolygon      = 3
	typeMultiPolygon = 6
	typeCollection   = 7

	flagZ    = 0x80000000
	flagM    = 0x40000000
	flagSRID = 0x20000000
)

var typeNames = [...]string{
	1: "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION",
	"CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE", "CURVE", "SURFACE",
	"POLYHEDRALSURFACE", "TIN", "TRIANGLE",
}

// maxDepth is how deep collections nest; people nest them once at most.
const maxDepth = 16

// A part is at least its byte order, type and count.
const minPart = 1 + 4 + 4

// A decoder collects the polygons of one binary geometry.
type decoder struct {
	b      []byte
	at     int // of the next byte
	limits boundary.Limits

	nested   bool // inside a multipolygon or collection
	polygons []boundary.Polygon
	rings    int
	vertices int
	srid     int // 0: none
	z, m     bool
}

// decode reads the geometry; it has at least one polygon, and no polygon and
// no ring is empty.
func (d *decoder) decode() error {
	if err := d.geometry(0, 0); err != nil {
		return err
	}
	if rest := len(d.b) - d.at; rest > 0 {
		return boundary.NewError(boundary.ErrSyntax, "wkb.trailing", boundary.Place{},
			"{count} bytes follow the geometry, from byte {offset}", "count", rest, "offset", d.at)
	}
	return nil
}

// notes says what was dropped.
func (d *decoder) notes() []boundary.Note {
	dimension := ""
	if d.z {
		dimension = "Z"
	}
	if d.m {
		dimension += "M"
	}
	if dimension == "" {
		return nil
	}
	return []boundary.Note{boundary.NewNote("wkb.dimension", boundary.Place{},
		"the vertices have {dimension} (heights, measures); it is not kept", "dimension", dimension)}
}

// A header is what stands before each geometry, nested ones too.
type header struct {
	order   binary.ByteOrder
	kind    uint32 // without dimension and flags
	numbers int    // of a vertex
}

// geometry reads a geometry inside one of type parent, 0 at the top.
func (d *decoder) geometry(parent uint32, depth int) error {
	d.nested = depth > 0
	if limit := min(d.limits.Depth, maxDepth); depth > limit {
		return boundary.NewError(boundary.ErrLimit, "wkb.depth", d.place(), "collections nest deeper than {limit}", "limit", limit)
	}
	h, err := d.header()
	if err != nil {
		return err
	}
	if parent == typeMultiPolygon && h.kind != typePolygon {
		return boundary.NewError(boundary.ErrSyntax, "wkb.member", d.place(), "a MULTIPOLYGON holds a {type}", "type", typeNames[h.kind])
	}
	switch h.kind {
	case typePolygon:
		return d.polygon(h)
	case typeMultiPolygon, typeCollection:
		n, err := d.count(h, minPart, d.place())
		if err != nil {
			return err
		}
		if n == 0 {
			return empty(h, d.place())
		}
		for range n {
			if err := d.geometry(h.kind, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return boundary.NewError(boundary.ErrGeometry, "wkb.type", d.place(), "the geometry is a {type}; only polygons can be read", "type", typeNames[h.kind])
}

// header returns a header of a known type.
func (d *decoder) header() (h header, err error) {
	if len(d.b)-d.at < 1+4 {
		return h, d.truncated(d.place())
	}
	switch start := d.b[d.at]; start {
	case 0:
		h.order = binary.BigEndian
	case 1:
		h.order = binary.LittleEndian
	default:
		return h, boundary.NewError(boundary.ErrSyntax, "wkb.byte_order", d.place(),
			"byte {offset} is {value} where a byte order, 0 or 1, is expected", "offset", d.at, "value", start)
	}
	code := h.order.Uint32(d.b[d.at+1:])
	base := code &^ (flagZ | flagM | flagSRID)
	dimension := base / 1000
	if h.kind = base % 1000; dimension > 3 || h.kind == 0 || h.kind >= uint32(len(typeNames)) {
		return h, boundary.NewError(boundary.ErrSyntax, "wkb.type_unknown", d.place(),
			"byte {offset} is followed by {type}, which is not the number of a geometry type", "offset", d.at, "type", "0x"+strconv.FormatUint(uint64(code), 16))
	}
	d.at += 1 + 4
	h.numbers = 2
	if code&flagZ != 0 || dimension&1 != 0 {
		h.numbers++
		d.z = true
	}
	if code&flagM != 0 || dimension&2 != 0 {
		h.numbers++
		d.m = true
	}
	if code&flagSRID == 0 {
		return h, nil
	}
	if len(d.b)-d.at < 4 {
		return h, d.truncated(d.place())
	}
	srid := int(int32(h.order.Uint32(d.b[d.at:])))
	d.at += 4
	switch {
	case srid <= 0: // 0, and -1 in old PostGIS, say that it is not known
	case d.srid == 0:
		d.srid = srid
	case d.srid != srid:
		return h, boundary.NewError(boundary.ErrFrame, "wkb.srid_differs", d.place(),
			"a part has the SRID {srid}, another one {other}", "srid", srid, "other", d.srid)
	}
	return h, nil
}

// count reads a number of things that take at least size bytes each.
func (d *decoder) count(h header, size int, at boundary.Place) (int, error) {
	if len(d.b)-d.at < 4 {
		return 0, d.truncated(at)
	}
	n := h.order.Uint32(d.b[d.at:])
	d.at += 4
	if rest := len(d.b) - d.at; uint64(n)*uint64(size) > uint64(rest) {
		return 0, boundary.NewError(boundary.ErrSyntax, "wkb.count", at,
			"byte {offset} announces {count} parts or points, too many for the {rest} bytes that follow", "offset", d.at-4, "count", n, "rest", rest)
	}
	return int(n), nil
}

func (d *decoder) polygon(h header) error {
	at := boundary.Place{Polygon: len(d.polygons) + 1}
	n, err := d.count(h, 4, at)
	if err != nil {
		return err
	}
	if n == 0 {
		return empty(h, d.place())
	}
	if d.rings += n; d.rings > d.limits.Rings {
		return boundary.NewError(boundary.ErrLimit, "wkb.rings", at, "the geometry has more than {limit} rings", "limit", d.limits.Rings)
	}
	var polygon boundary.Polygon
	for i := range n {
		at.Ring = i + 1
		ring, err := d.ring(h, at)
		if err != nil {
			return err
		}
		polygon = append(polygon, ring)
	}
	d.polygons = append(d.polygons, polygon)
	return nil
}

func (d *decoder) ring(h header, at boundary.Place) (boundary.Ring, error) {
	size := 8 * h.numbers
	n, err := d.count(h, size, at)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, empty(h, at)
	}
	if d.vertices += n; d.vertices > d.limits.Vertices {
		return nil, boundary.NewError(boundary.ErrLimit, "wkb.vertices", at, "the geometry has more than {limit} vertices", "limit", d.limits.Vertices)
	}
	ring := make(boundary.Ring, n)
	for i := range ring {
		x := math.Float64frombits(h.order.Uint64(d.b[d.at:]))
		y := math.Float64frombits(h.order.Uint64(d.b[d.at+8:]))
		// A difference of what is not finite is not zero.
		if x-x != 0 || y-y != 0 {
			at.Vertex, at.Point = i+1, &boundary.Point{X: x, Y: y}
			return nil, boundary.NewError(boundary.ErrGeometry, "point.finite", at, "coordinate is not a finite number")
		}
		ring[i] = boundary.Point{X: x, Y: y}
		d.at += size
	}
	return ring, nil
}

// place returns the polygon that comes next, where there may be several.
func (d *decoder) place() boundary.Place {
	if !d.nested {
		return boundary.Place{}
	}
	return boundary.Place{Polygon: len(d.polygons) + 1}
}

func (d *decoder) truncated(at boundary.Place) error {
	return boundary.NewError(boundary.ErrSyntax, "wkb.truncated", at,
		"the geometry is not complete: there are {length} bytes, and more must follow", "length", len(d.b))
}

func empty(h header, at boundary.Place) error {
	return boundary.NewError(boundary.ErrGeometry, "wkb.empty", at, "there is no geometry: the {type} is empty", "type", typeNames[h.kind])
}
