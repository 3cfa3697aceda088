package boundary

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var msgBinaryDamaged = message.New("binary.damaged", "the bytes are not a boundary", "字节不是图斑的二进制数据，或已损坏")

// Flags of the portable form.
const (
	binaryPrefixed = 1 << iota
	binaryComputed
)

// AppendBinary appends the boundary in a portable form that [Arena.Parse] reads
// much faster than a file: the vertices as given and as they lie in the plane.
func (b *Boundary) AppendBinary(dst []byte) []byte {
	z, e := b.frame.zone, b.frame.edges.zone
	flags := byte(0)
	if z.Prefixed {
		flags |= binaryPrefixed
	}
	if b.result != nil {
		flags |= binaryComputed
	}
	dst = append(dst, byte(z.Width), byte(z.Number), flags, byte(e.Width), byte(e.Number))
	points, l := b.given()
	dst = binary.AppendUvarint(dst, uint64(len(l.polygons)))
	for i, last := range l.polygons {
		first := int32(0)
		if i > 0 {
			first = l.polygons[i-1]
		}
		dst = binary.AppendUvarint(dst, uint64(last-first))
	}
	start := int32(0)
	for _, end := range l.ends {
		dst = binary.AppendUvarint(dst, uint64(end-start))
		start = end
	}
	for _, p := range points {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(p.X))
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(p.Y))
	}
	return b.region.AppendBinary(dst)
}

// Parse reads what [Boundary.AppendBinary] wrote into the arena and returns the
// bytes after it. Sizes and ranges are checked; that the rings bound a region is
// not checked again, so that a checksum should guard the bytes.
func (a *Arena) Parse(src []byte) (b *Boundary, rest []byte, err error) {
	b = a.boundary()
	if rest, ok := a.parse(b, src); ok {
		b.placed = true
		return b, rest, nil
	}
	return nil, nil, msgBinaryDamaged.Error(message.ErrSyntax, message.Place{})
}

func (a *Arena) parse(b *Boundary, src []byte) (rest []byte, ok bool) {
	if len(src) < 6 {
		return nil, false
	}
	if src[0] != 0 {
		f, err := GaussKruger(int(src[0]), int(src[1]), src[2]&binaryPrefixed != 0)
		if err != nil {
			return nil, false
		}
		b.frame = f
	}
	if src[2]&binaryComputed != 0 {
		b.result = new(result)
	}
	if src[3] != 0 {
		edges, err := StraightInZone(int(src[3]), int(src[4]))
		if err != nil {
			return nil, false
		}
		b.frame.edges = edges
	}
	src = src[5:]
	count := func(limit int) int {
		v, k := binary.Uvarint(src)
		if k <= 0 || v > uint64(limit) {
			src = nil
			return -1
		}
		src = src[k:]
		return int(v)
	}
	polygons := count(len(src))
	if polygons < 0 {
		return nil, false
	}
	l := &a.scratch
	l.polygons = slices.Grow(l.polygons[:0], polygons)[:polygons]
	number := 0
	for i := range l.polygons {
		n := count(len(src))
		if number += n; n < 1 || number > len(src) {
			return nil, false
		}
		l.polygons[i] = int32(number)
	}
	l.ends = slices.Grow(l.ends[:0], number)[:number]
	total := 0
	for i := range l.ends {
		n := count(len(src) / 16)
		if total += n; n < 1 || total > len(src)/16 {
			return nil, false
		}
		l.ends[i] = int32(total)
	}
	if total > len(src)/16 {
		return nil, false
	}
	points := plane.Take(&a.points, total)
	for i := range points {
		points[i] = Point{math.Float64frombits(binary.LittleEndian.Uint64(src[16*i:])), math.Float64frombits(binary.LittleEndian.Uint64(src[16*i+8:]))}
	}
	r, src, err := a.plane.Parse(src[16*total:])
	if err != nil {
		return nil, false
	}
	b.region = r
	b.setRings(points, *l)
	return src, true
}
