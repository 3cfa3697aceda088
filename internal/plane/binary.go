package plane

import (
	"encoding/binary"
	"errors"
	"slices"
)

// errBinary is returned for bytes that AppendBinary has not written.
var errBinary = errors.New("plane: damaged region")

// AppendBinary appends the region in a portable form: the number of rings,
// their lengths, and all vertices as little-endian 64-bit integers.
func (r *Region) AppendBinary(dst []byte) []byte {
	if r.Empty() {
		return binary.AppendUvarint(dst, 0)
	}
	dst = binary.AppendUvarint(dst, uint64(r.Rings()))
	for i := range r.Rings() {
		dst = binary.AppendUvarint(dst, uint64(r.end(int(i))-r.start(i)))
	}
	for _, p := range r.points {
		dst = binary.LittleEndian.AppendUint64(dst, uint64(p.X))
		dst = binary.LittleEndian.AppendUint64(dst, uint64(p.Y))
	}
	return dst
}

// Parse reads what AppendBinary wrote into the arena and returns the bytes after
// it. It checks sizes and the range of coordinates, not that the rings bound a
// region: a checksum over the bytes is the caller's.
func (a *Arena) Parse(src []byte) (r Region, rest []byte, err error) {
	rings, src, err := readCount(src, len(src))
	if err != nil || rings == 0 {
		return Region{box: EmptyBox}, src, err
	}
	a.ends = slices.Grow(a.ends[:0], rings)[:rings]
	b := ringList{ends: a.ends}
	total := 0
	for i := range b.ends {
		var n int
		if n, src, err = readCount(src, len(src)/16); err != nil {
			return r, nil, err
		}
		if total += n; n < 4 || total > len(src)/16 {
			return r, nil, errBinary
		}
		b.ends[i] = int32(total)
	}
	b.points = Take(&a.points, total)
	for i := range b.points {
		p := Point{int64(binary.LittleEndian.Uint64(src[16*i:])), int64(binary.LittleEndian.Uint64(src[16*i+8:]))}
		if max(p.X, -p.X, p.Y, -p.Y) > MaxCoordinate {
			return r, nil, errBinary
		}
		b.points[i] = p
	}
	start := int32(0)
	for _, end := range b.ends {
		if b.points[start] != b.points[end-1] {
			return r, nil, errBinary
		}
		start = end
	}
	return b.region(a), src[16*total:], nil
}

func readCount(src []byte, limit int) (n int, rest []byte, err error) {
	v, k := binary.Uvarint(src)
	if k <= 0 || v > uint64(limit) {
		return 0, nil, errBinary
	}
	return int(v), src[k:], nil
}
