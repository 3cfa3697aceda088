package wkb

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/rows"
	"github.com/sanxian/sanxian/message"
)

var (
	msgWkbTrailing  = message.New("wkb.trailing", "{count} bytes follow the geometry, from byte {offset}", "图形结束之后还有多余的 {count} 字节（自字节 {offset} 起）")
	msgWkbDepth     = message.New("wkb.depth", "collections nest deeper than {limit}", "图形集合嵌套超过 {limit} 层")
	msgWkbMember    = message.New("wkb.member", "a MULTIPOLYGON holds a {type}", "MULTIPOLYGON 中不能有 {type}")
	msgWkbType      = message.New("wkb.type", "the geometry is a {type}; only polygons can be read", "图形类型为 {type}，只能读取面（POLYGON、MULTIPOLYGON）")
	msgWkbByteOrder = message.New("wkb.byte_order", "byte {offset} is {value} where a byte order, 0 or 1, is expected",
		"字节 {offset}（从 0 起）应为字节序标志 0 或 1，实际为 {value}")
	msgWkbTypeUnknown = message.New("wkb.type_unknown", "byte {offset} is followed by {type}, which is not the number of a geometry type",
		"字节 {offset}（从 0 起）之后的 {type} 不是任何图形类型的编号")
	msgWkbSridDiffers = message.New("wkb.srid_differs", "a part has the SRID {srid}, another one {other}", "同一图形的一个部分 SRID 为 {srid}，另一部分为 {other}")
	msgWkbCount       = message.New("wkb.count", "byte {offset} announces {count} parts or points, too many for the {rest} bytes that follow",
		"字节 {offset}（从 0 起）处声明有 {count} 个部分或点，但其后只剩 {rest} 字节，不可能容纳")
	msgWkbRings     = message.New("wkb.rings", "the geometry has more than {limit} rings", "图形的环超过 {limit} 个")
	msgWkbVertices  = message.New("wkb.vertices", "the geometry has more than {limit} vertices", "图形的顶点超过 {limit} 个")
	msgWkbFinite    = message.New("wkb.finite", "coordinate is not a finite number", "坐标不是有限的数值")
	msgWkbTruncated = message.New("wkb.truncated", "the geometry is not complete: there are {length} bytes, and more must follow",
		"图形不完整：内容只有 {length} 字节，其后应还有数据")
	msgWkbEmpty = message.New("wkb.empty", "there is no geometry: the {type} is empty", "没有图形：{type} 为空")
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
	empties  bool // empty parts are left out, not refused
}

// decode reads the geometry. It has at least one polygon unless empty ones are left
// out, and no polygon and no ring is empty.
func (d *decoder) decode() error {
	if err := d.geometry(0, 0); err != nil {
		return err
	}
	if rest := len(d.b) - d.at; rest > 0 {
		return msgWkbTrailing.Error(message.ErrSyntax, message.Place{},
			"count", rest, "offset", d.at)
	}
	return nil
}

// notes says what was read and not kept.
func (d *decoder) notes() []message.Note { return rows.Dimensions(d.z, d.m) }

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
		return msgWkbDepth.Error(message.ErrLimit, d.place(), "limit", limit)
	}
	h, err := d.header()
	if err != nil {
		return err
	}
	if parent == typeMultiPolygon && h.kind != typePolygon {
		return msgWkbMember.Error(message.ErrSyntax, d.place(), "type", typeNames[h.kind])
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
			return d.empty(h, d.place())
		}
		for range n {
			if err := d.geometry(h.kind, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return msgWkbType.Error(boundary.ErrGeometry, d.place(), "type", typeNames[h.kind])
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
		return h, msgWkbByteOrder.Error(message.ErrSyntax, d.place(),
			"offset", d.at, "value", start)
	}
	code := h.order.Uint32(d.b[d.at+1:])
	base := code &^ (flagZ | flagM | flagSRID)
	dimension := base / 1000
	if h.kind = base % 1000; dimension > 3 || h.kind == 0 || h.kind >= uint32(len(typeNames)) {
		return h, msgWkbTypeUnknown.Error(message.ErrSyntax, d.place(),
			"offset", d.at, "type", "0x"+strconv.FormatUint(uint64(code), 16))
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
		return h, msgWkbSridDiffers.Error(boundary.ErrFrame, d.place(),
			"srid", srid, "other", d.srid)
	}
	return h, nil
}

// count reads a number of things that take at least size bytes each.
func (d *decoder) count(h header, size int, at message.Place) (int, error) {
	if len(d.b)-d.at < 4 {
		return 0, d.truncated(at)
	}
	n := h.order.Uint32(d.b[d.at:])
	d.at += 4
	if rest := len(d.b) - d.at; uint64(n)*uint64(size) > uint64(rest) {
		return 0, msgWkbCount.Error(message.ErrSyntax, at,
			"offset", d.at-4, "count", n, "rest", rest)
	}
	return int(n), nil
}

func (d *decoder) polygon(h header) error {
	at := message.Place{Polygon: len(d.polygons) + 1}
	n, err := d.count(h, 4, at)
	if err != nil {
		return err
	}
	if n == 0 {
		return d.empty(h, d.place())
	}
	if d.rings += n; d.rings > d.limits.Rings {
		return msgWkbRings.Error(message.ErrLimit, at, "limit", d.limits.Rings)
	}
	var polygon boundary.Polygon
	for i := range n {
		at.Ring = i + 1
		ring, err := d.ring(h, at)
		if err != nil {
			return err
		}
		if ring != nil {
			polygon = append(polygon, ring)
		}
	}
	if polygon != nil {
		d.polygons = append(d.polygons, polygon)
	}
	return nil
}

func (d *decoder) ring(h header, at message.Place) (boundary.Ring, error) {
	size := 8 * h.numbers
	n, err := d.count(h, size, at)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, d.empty(h, at)
	}
	if d.vertices += n; d.vertices > d.limits.Vertices {
		return nil, msgWkbVertices.Error(message.ErrLimit, at, "limit", d.limits.Vertices)
	}
	ring := make(boundary.Ring, n)
	for i := range ring {
		x := math.Float64frombits(h.order.Uint64(d.b[d.at:]))
		y := math.Float64frombits(h.order.Uint64(d.b[d.at+8:]))
		// A difference of what is not finite is not zero.
		if x-x != 0 || y-y != 0 {
			at.Vertex, at.Point = i+1, &message.Position{X: x, Y: y}
			return nil, msgWkbFinite.Error(boundary.ErrGeometry, at)
		}
		ring[i] = boundary.Point{X: x, Y: y}
		d.at += size
	}
	return ring, nil
}

// place returns the polygon that comes next, where there may be several.
func (d *decoder) place() message.Place {
	if !d.nested {
		return message.Place{}
	}
	return message.Place{Polygon: len(d.polygons) + 1}
}

func (d *decoder) truncated(at message.Place) error {
	return msgWkbTruncated.Error(message.ErrSyntax, at,
		"length", len(d.b))
}

func (d *decoder) empty(h header, at message.Place) error {
	if d.empties {
		return nil
	}
	return msgWkbEmpty.Error(boundary.ErrNoLand, at, "type", typeNames[h.kind])
}
