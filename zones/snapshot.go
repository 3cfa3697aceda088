package zones

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

// A snapshot is a plan that has been read, checked and measured, in one file
// that loads much faster than its sources: all layers, caps and rules, and the
// geometry on the grid of the plane. It is portable between platforms and bound
// to one version of the format.
//
//	"SANXIANP", version as 4 bytes, then blocks: length, CRC-32C, payload.
//
// The first block is JSON. Each other block is its number of features, as 4 bytes,
// and the features: layer by layer, in each as they lie on the ground, with their
// numbers. A block of length 0 ends the file. Numbers are little-endian.
const (
	snapshotMagic   = "SANXIANP"
	snapshotVersion = 4
	snapshotBlock   = 1 << 20   // bytes of features, about
	snapshotLimit   = 256 << 20 // bytes of one block
)

// Flags of a feature.
const (
	snapshotDoubled  = 1 // it shares area with others
	snapshotDeducted = 2 // the share that is deducted follows
)

// ErrSnapshot is matched by errors about a snapshot that is damaged, cut off, or
// of another version.
var ErrSnapshot = errors.New("zones: unusable snapshot")

func snapshotError(m *message.Message, pairs ...any) error {
	return m.Error(ErrSnapshot, message.Place{}, pairs...)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// snapshotHead is the first block.
type snapshotHead struct {
	Name        string               `json:"name"`
	Edges       string               `json:"edges"`
	Rules       []string             `json:"rules"` // documents, in the order in which they are merged
	Layers      []snapshotLayer      `json:"layers"`
	Caps        []snapshotCap        `json:"caps"`
	Supplements []snapshotSupplement `json:"supplements"`
	Notes       []ReportNote         `json:"notes"`
}

type snapshotLayer struct {
	Spec     LayerSpec            `json:"spec"`
	Features int                  `json:"features"`
	Doubts   int                  `json:"doubts,omitempty"` // land that depends on repairs, after the features
	Coverage bool                 `json:"coverage"`         // it is the first feature of the layer's blocks
	Digest   string               `json:"digest"`
	Notes    []message.Note       `json:"notes"`
	Regions  *dialect.RegionAlias `json:"regions,omitempty"` // of a layer of regions
}

type snapshotCap struct {
	Cap        Cap           `json:"cap"`
	Used       boundary.Area `json:"used"`
	Base       boundary.Area `json:"base"`
	Unknown    string        `json:"unknown,omitempty"`
	Deducted   *Amount       `json:"deducted,omitempty"`
	Difference Amount        `json:"difference"`
	Doubt      boundary.Area `json:"doubt,omitempty"`
}

type snapshotSupplement struct {
	Name  string `json:"name"`
	Rules string `json:"rules"`
	Areas int    `json:"areas"`
}

// WriteSnapshot writes the plan. The same plan gives the same bytes.
func (p *Plan) WriteSnapshot(w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<20)
	s := &snapshotWriter{w: b}
	head := snapshotHead{Name: p.name, Edges: p.edges.String(), Rules: texts(p.rules.Sources()), Notes: p.notes.notes}
	for _, l := range p.layers {
		layer := snapshotLayer{Spec: l.spec, Features: l.index.Len(), Doubts: l.doubts.Len(), Coverage: l.coverage != nil, Digest: l.digest, Notes: l.notes}
		if l.spec.Line == rules.AdminRegion {
			layer.Regions = &l.regions
		}
		head.Layers = append(head.Layers, layer)
	}
	for _, c := range p.caps {
		head.Caps = append(head.Caps, snapshotCap{c.Cap, c.used, c.base, c.unknown, c.deducted, c.difference, c.doubt})
	}
	for _, x := range p.local.all {
		head.Supplements = append(head.Supplements, snapshotSupplement{x.Name, string(x.Rules.Sources()[0]), len(x.Where)})
	}
	first, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("zones: snapshot: %w", err)
	}
	b.WriteString(snapshotMagic)
	s.number(snapshotVersion)
	s.block(first)
	for _, l := range p.layers {
		if l.coverage != nil {
			s.feature(0, &boundary.Feature{Boundary: l.coverage}, rules.Other, false, 0)
		}
		for i, f := range kin.Walk(l.index).(iter.Seq2[int, boundary.Feature]) {
			s.feature(i, &f, l.zones[f.ID], l.doubled[f.ID], l.deducted[f.ID])
		}
		for f := range l.doubts.All() {
			s.feature(0, &f, rules.Other, false, 0)
		}
		s.flush()
	}
	for _, x := range p.local.all {
		for _, w := range x.Where {
			s.feature(0, &boundary.Feature{Boundary: w}, rules.Other, false, 0)
		}
	}
	s.flush()
	s.number(0)
	return b.Flush()
}

func texts(documents [][]byte) []string {
	var out []string
	for _, d := range documents {
		out = append(out, string(d))
	}
	return out
}

// A snapshotWriter gathers features into blocks. Errors are the bufio.Writer's,
// which keeps the first.
type snapshotWriter struct {
	w   *bufio.Writer
	buf []byte // of a block
	n   uint32 // features in it
}

func (s *snapshotWriter) number(v uint32) {
	s.w.Write(binary.LittleEndian.AppendUint32(nil, v))
}

func (s *snapshotWriter) block(payload []byte) {
	s.number(uint32(len(payload)))
	s.number(crc32.Checksum(payload, castagnoli))
	s.w.Write(payload)
}

func (s *snapshotWriter) flush() {
	if s.n > 0 {
		binary.LittleEndian.PutUint32(s.buf, s.n)
		s.block(s.buf)
		s.buf, s.n = s.buf[:0], 0
	}
}

func (s *snapshotWriter) feature(number int, f *boundary.Feature, zone rules.SubZone, doubled bool, deducted float64) {
	if s.n++; s.n == 1 {
		s.buf = append(s.buf, 0, 0, 0, 0) // for their number
	}
	s.buf = binary.AppendUvarint(s.buf, uint64(number))
	s.buf = appendText(s.buf, f.ID)
	s.buf = appendText(s.buf, string(zone))
	flags := byte(0)
	if doubled {
		flags |= snapshotDoubled
	}
	if deducted > 0 {
		flags |= snapshotDeducted
	}
	s.buf = append(s.buf, flags)
	if deducted > 0 {
		s.buf = binary.LittleEndian.AppendUint64(s.buf, math.Float64bits(deducted))
	}
	s.buf = appendText(s.buf, string(f.Properties))
	s.buf = kin.AppendBinary(s.buf, f.Boundary)
	if len(s.buf) >= snapshotBlock {
		s.flush()
	}
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func isSnapshot(first []byte) bool { return bytes.HasPrefix(first, []byte(snapshotMagic)) }
