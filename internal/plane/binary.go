package plane

import (
	"encoding/binary"
	"errors"
	"slices"
)

// errBinary is returned for bytes that AppendBinary has not written.
var errBinary = errors.New("plane: damaged region")

// AppendBinary appends the region in a portable form: the number of rings, their
// lengths, and as little-endian integers all vertices, the box, twice the area, and
// the boxes of the tree.
func (r *Region) AppendBinary(dst []byte) []byte {
	if r.Empty() {
		return binary.AppendUvarint(dst, 0)
	}
	dst = binary.AppendUvarint(dst, uint64(r.Rings()))
	for i := range r.Rings() {
		dst = binary.AppendUvarint(dst, uint64(r.end(int(i))-r.start(i)))
	}
	number := func(v uint64) { dst = binary.LittleEndian.AppendUint64(dst, v) }
	for _, p := range append(r.points[:len(r.points):len(r.points)], Point{r.box.MinX, r.box.MinY}, Point{r.box.MaxX, r.box.MaxY}) {
		number(uint64(p.X))
		number(uint64(p.Y))
	}
	number(uint64(r.area2.hi))
	number(r.area2.lo)
	for _, b := range r.tree.boxes {
		number(uint64(b.minX) | uint64(b.minY)<<16 | uint64(b.maxX)<<32 | uint64(b.maxY)<<48)
	}
	return dst
}

// Parse reads what AppendBinary wrote into the arena and returns the bytes after
// it. It checks sizes and the range of coordinates, not that the rings bound a
// region nor what was derived from them: a checksum over the bytes is the
// caller's.
func (a *Arena) Parse(src []byte) (r Region, rest []byte, err error) {
	n, src, err := readCount(src, len(src))
	if err != nil || n == 0 {
		return Region{box: EmptyBox}, src, err
	}
	a.ends = slices.Grow(a.ends[:0], n)[:n]
	total := 0
	for i := range a.ends {
		var n int
		if n, src, err = readCount(src, len(src)/16); err != nil {
			return r, nil, err
		}
		if total += n; n < 4 || total > len(src)/16-3 {
			return r, nil, errBinary
		}
		a.ends[i] = int32(total)
	}
	if n > 1 {
		r.rings = &rings{ends: slices.Clone(a.ends)}
	}
	r.points = Take(&a.points, total)
	if src, err = readPoints(r.points, src); err != nil {
		return r, nil, err
	}
	start := int32(0)
	for _, end := range a.ends {
		if r.points[start] != r.points[end-1] {
			return r, nil, errBinary
		}
		start = end
	}
	var corners [2]Point
	if src, err = readPoints(corners[:], src); err != nil {
		return r, nil, err
	}
	r.box = Box{corners[0].X, corners[0].Y, corners[1].X, corners[1].Y}
	r.area2 = int128{int64(binary.LittleEndian.Uint64(src)), binary.LittleEndian.Uint64(src[8:])}
	src = src[16:]
	if r.box.MinX > r.box.MaxX || r.box.MinY > r.box.MaxY {
		return r, nil, errBinary
	}
	r.layTree(a)
	if len(r.tree.boxes) > len(src)/8 {
		return r, nil, errBinary
	}
	for i := range r.tree.boxes {
		v := binary.LittleEndian.Uint64(src[8*i:])
		r.tree.boxes[i] = smallBox{uint16(v), uint16(v >> 16), uint16(v >> 32), uint16(v >> 48)}
	}
	return r, src[8*len(r.tree.boxes):], nil
}

// readPoints reads points from bytes of which there are enough.
func readPoints(points []Point, src []byte) (rest []byte, err error) {
	for i := range points {
		p := Point{int64(binary.LittleEndian.Uint64(src[16*i:])), int64(binary.LittleEndian.Uint64(src[16*i+8:]))}
		if max(p.X, -p.X, p.Y, -p.Y) > MaxCoordinate {
			return nil, errBinary
		}
		points[i] = p
	}
	return src[16*len(points):], nil
}

func readCount(src []byte, limit int) (n int, rest []byte, err error) {
	v, k := binary.Uvarint(src)
	if k <= 0 || v > uint64(limit) {
		return 0, nil, errBinary
	}
	return int(v), src[k:], nil
}
