package zones

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"

	"github.com/sanxian/sanxian/boundary"
)

// hashFeature adds a feature to the digest of its layer: id, frame, vertices as
// given, properties.
func hashFeature(h hash.Hash, f *boundary.Feature) {
	hashNumber(h, len(f.ID))
	h.Write([]byte(f.ID))
	hashShape(h, f.Boundary)
	hashNumber(h, len(f.Properties))
	h.Write(f.Properties)
}

// shapeKey is the same for shapes with the same vertices in the same frame.
func shapeKey(b *boundary.Boundary) [sha256.Size]byte {
	h := sha256.New()
	hashShape(h, b)
	return [sha256.Size]byte(h.Sum(nil))
}

func hashNumber(h hash.Hash, v int) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(v))
	h.Write(b[:])
}

// hashShape adds frame and vertices.
func hashShape(h hash.Hash, b *boundary.Boundary) {
	number := func(v uint64) { hashNumber(h, int(v)) }
	h.Write([]byte(b.Frame().String()))
	polygons := b.Polygons()
	number(uint64(len(polygons)))
	buf := make([]byte, 0, 4096)
	for _, p := range polygons {
		number(uint64(len(p)))
		for _, ring := range p {
			number(uint64(len(ring)))
			for _, q := range ring {
				buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(q.X))
				buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(q.Y))
				if len(buf) > 4000 {
					h.Write(buf)
					buf = buf[:0]
				}
			}
		}
	}
	h.Write(buf)
}
