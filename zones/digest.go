package zones

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"
	"math/rand/v2"

	"github.com/sanxian/sanxian/boundary"
)

// flatDigest is how many features a layer may have for its digest to be the SHA-256
// of all of them in order. That of a larger layer is of their sum, which changes with
// a feature at the cost of that feature.
const flatDigest = 512

// A featureHash is the SHA-256 of features.
type featureHash struct {
	hash.Hash
	buf   []byte
	frame boundary.Frame // and its name, of the last feature
	name  string
}

func newFeatureHash() *featureHash {
	return &featureHash{Hash: sha256.New(), buf: make([]byte, 0, 4096)}
}

// feature adds a feature to the digest of its layer: id, frame, vertices as given,
// properties.
func (h *featureHash) feature(f *boundary.Feature) {
	h.shape(f)
	h.number(uint64(len(f.Properties)))
	h.Write(f.Properties)
}

func (h *featureHash) number(v uint64) {
	h.Write(binary.LittleEndian.AppendUint64(h.buf[len(h.buf):], v))
}

func (h *featureHash) shape(f *boundary.Feature) {
	h.number(uint64(len(f.ID)))
	h.Write(append(h.buf[len(h.buf):], f.ID...))
	h.boundary(f.Boundary)
}

// boundary adds frame and vertices.
func (h *featureHash) boundary(b *boundary.Boundary) {
	if frame := b.Frame(); h.name == "" || frame != h.frame {
		h.frame, h.name = frame, frame.String()
	}
	h.Write(append(h.buf[len(h.buf):], h.name...))
	polygons := b.Polygons()
	h.number(uint64(len(polygons)))
	for _, p := range polygons {
		h.number(uint64(len(p)))
		for _, ring := range p {
			h.number(uint64(len(ring)))
			for _, q := range ring {
				h.buf = binary.LittleEndian.AppendUint64(h.buf, math.Float64bits(q.X))
				h.buf = binary.LittleEndian.AppendUint64(h.buf, math.Float64bits(q.Y))
				if len(h.buf) > 4000 {
					h.Write(h.buf)
					h.buf = h.buf[:0]
				}
			}
		}
	}
	h.Write(h.buf)
	h.buf = h.buf[:0]
}

// key is the same for shapes with the same vertices in the same frame.
func (h *featureHash) key(b *boundary.Boundary) (key [sha256.Size]byte) {
	h.Reset()
	h.boundary(b)
	h.Sum(key[:0])
	return key
}

// A hashSum is the sum of the hashes of features, whatever their order: 1024 numbers
// of 16 bits, to which each adds its own and from which it can be taken again. Each
// feature's numbers are ChaCha8 (as in math/rand/v2, C2SP chacha8rand) of the SHA-256
// of the feature. With that many numbers, features that add up to a given sum cannot
// be found: the construction is LtHash (Bellare and Micciancio, 1997; Lewi and others,
// 2019).
type hashSum [256]uint64

const (
	laneTops = 0x8000800080008000 // the highest bit of each number
	laneRest = ^uint64(laneTops)
)

// add adds a feature of which the seed is known.
func (s *hashSum) add(seed [sha256.Size]byte) {
	r := rand.NewChaCha8(seed)
	for i, a := range s {
		b := r.Uint64()
		s[i] = (a&laneRest + b&laneRest) ^ (a^b)&laneTops
	}
}

// take takes a feature away again.
func (s *hashSum) take(seed [sha256.Size]byte) {
	r := rand.NewChaCha8(seed)
	for i, a := range s {
		b := r.Uint64()
		s[i] = (a | laneTops - b&laneRest) ^ (a^^b)&laneTops
	}
}

// seed returns the hash of a feature, whose properties are known by theirs.
func (h *featureHash) seed(f *boundary.Feature, properties [sha256.Size]byte) (seed [sha256.Size]byte) {
	h.Reset()
	h.shape(f)
	h.Write(append(h.buf, properties[:]...))
	h.Sum(seed[:0])
	return seed
}

// findDigest finds the digest of the layer: of few features in order, or of their sum.
// Features without their attributes have no other than that.
func (l *Layer) findDigest() {
	n := l.index.Len() + len(l.landless)
	h := newFeatureHash()
	if n <= flatDigest && !l.drop {
		for f := range l.Features() { //nolint:errcheck // they are in memory
			h.feature(&f)
		}
	} else {
		h.Write(binary.LittleEndian.AppendUint64([]byte("sanxian-layer-sum/1"), uint64(n)))
		var b [8 * len(l.sum)]byte
		for i, v := range l.sum {
			binary.LittleEndian.PutUint64(b[8*i:], v)
		}
		h.Write(b[:])
	}
	l.digest = hex.EncodeToString(h.Sum(nil))
}
