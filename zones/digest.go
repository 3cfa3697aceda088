package zones

import (
	"encoding/binary"
	"hash"
	"math"

	"github.com/sanxian/sanxian/boundary"
)

// hashFeature adds a feature to the digest of its layer: id, frame, vertices as
// given, properties.
func hashFeature(h hash.Hash, f *boundary.Feature) {
	var b [8]byte
	number := func(v uint64) {
		binary.LittleEndian.PutUint64(b[:], v)
		h.Write(b[:])
	}
	number(uint64(len(f.ID)))
	h.Write([]byte(f.ID))
	h.Write([]byte(f.Boundary.Frame().String()))
	polygons := f.Boundary.Polygons()
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
	number(uint64(len(f.Properties)))
	h.Write(f.Properties)
}
