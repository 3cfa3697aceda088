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
	binaryDoubt
)

// appendBinary is kin.AppendBinary.
func (b *Boundary) appendBinary(dst []byte) []byte {
	z, e := b.frame.zone, b.frame.edges.zone
	flags := byte(0)
	if z.Prefixed {
		flags |= binaryPrefixed
	}
	if b.result != nil {
		flags |= binaryComputed
	}
	if b.doubt != nil {
		flags |= binaryDoubt
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
	if dst = b.region.AppendBinary(dst); b.doubt != nil {
		dst = b.doubt.region.AppendBinary(dst)
	}
	return dst
}

// Parse implements kin.Arena.
func (a *arena) Parse(src []byte) (any, []byte, error) {
	b := a.boundary()
	if rest, ok := a.parse(b, src); ok {
		b.placed = true
		return b, rest, nil
	}
	return nil, nil, msgBinaryDamaged.Error(message.ErrSyntax, message.Place{})
}

func (a *arena) parse(b *Boundary, src []byte) (rest []byte, ok bool) {
	src, doubt, ok := b.parseFrame(src)
	if !ok {
		return nil, false
	}
	total, src, ok := a.scratch.parse(src)
	if !ok {
		return nil, false
	}
	points := plane.Take(&a.points, total)
	for i := range points {
		points[i] = Point{math.Float64frombits(binary.LittleEndian.Uint64(src[pointBytes*i:])), math.Float64frombits(binary.LittleEndian.Uint64(src[pointBytes*i+8:]))}
	}
	r, src, err := a.plane.Parse(src[pointBytes*total:])
	if err != nil {
		return nil, false
	}
	b.region = r
	b.setRings(points, a.scratch)
	if doubt {
		if r, src, err = a.plane.Parse(src); err != nil {
			return nil, false
		}
		b.doubt = fromRegion(&r, b.frame)
	}
	return src, true
}

// pointBytes is the size of a vertex: two numbers of 64 bits.
const pointBytes = 16

// parseFrame reads the five bytes of the frame and of flags.
func (b *Boundary) parseFrame(src []byte) (rest []byte, doubt, ok bool) {
	if len(src) < 6 {
		return nil, false, false
	}
	if src[0] != 0 {
		f, err := GaussKruger(int(src[0]), int(src[1]), src[2]&binaryPrefixed != 0)
		if err != nil {
			return nil, false, false
		}
		b.frame = f
	}
	if src[2]&binaryComputed != 0 {
		b.result = new(result)
	}
	if src[3] != 0 {
		edges, err := StraightInZone(int(src[3]), int(src[4]))
		if err != nil {
			return nil, false, false
		}
		b.frame.edges = edges
	}
	return src[5:], src[2]&binaryDoubt != 0, true
}

// parse reads how many rings each polygon has and how many vertices each ring,
// and returns the number of vertices, which src is long enough to hold.
func (l *rings) parse(src []byte) (vertices int, rest []byte, ok bool) {
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
		return 0, nil, false
	}
	l.polygons = slices.Grow(l.polygons[:0], polygons)[:polygons]
	number := 0
	for i := range l.polygons {
		n := count(len(src))
		if number += n; n < 1 || number > len(src) {
			return 0, nil, false
		}
		l.polygons[i] = int32(number)
	}
	l.ends = slices.Grow(l.ends[:0], number)[:number]
	for i := range l.ends {
		n := count(len(src) / pointBytes)
		if vertices += n; n < 1 || vertices > len(src)/pointBytes {
			return 0, nil, false
		}
		l.ends[i] = int32(vertices)
	}
	return vertices, src, vertices <= len(src)/pointBytes
}
