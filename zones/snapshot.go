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
	snapshotVersion = 5
	snapshotBlock   = 1 << 20   // bytes of features, about
	snapshotLimit   = 256 << 20 // bytes of one block
)

// Flags of a feature.
const (
	snapshotDoubled  = 1 // it shares area with others
	snapshotDeducted = 2 // the share that is deducted follows
	snapshotMore     = 4 // what else there is follows, as JSON
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
	Remarks     []message.Note       `json:"remarks,omitempty"`
}

type snapshotLayer struct {
	Spec     LayerSpec         `json:"spec"`
	Features int               `json:"features"`
	Landless int               `json:"landless,omitempty"` // features without land, after the others
	Doubts   int               `json:"doubts,omitempty"`   // land that depends on repairs, after those
	Coverage bool              `json:"coverage"`           // it is the first feature of the layer's blocks
	Digest   string            `json:"digest"`
	Remarks  []message.Note    `json:"remarks,omitempty"` // on the file
	Told     []snapshotTold    `json:"told,omitempty"`    // on features
	Rest     []message.Note    `json:"rest,omitempty"`
	Aliases  *dialect.Table    `json:"aliases,omitempty"` // none: the built-in ones
	Left     []dialect.LeftOut `json:"left,omitempty"`
	Drop     bool              `json:"drop,omitempty"`
}

type snapshotTold struct {
	ID    string         `json:"id"`
	Notes []message.Note `json:"notes"`
}

// snapshotExtra is what few features have.
type snapshotExtra struct {
	Notes   []message.Note  `json:"notes,omitempty"`
	Dropped *droppedFeature `json:"dropped,omitempty"`
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
	Name    string   `json:"name"`
	Rules   string   `json:"rules"`
	Areas   int      `json:"areas"`
	Regions []string `json:"regions,omitempty"`
}

// WriteSnapshot writes the plan. The same plan gives the same bytes.
func (p *Plan) WriteSnapshot(w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<20)
	s := &snapshotWriter{w: b}
	head := snapshotHead{Name: p.name, Edges: p.edges.String(), Rules: texts(p.rules.Sources()), Remarks: p.remarks}
	for _, l := range p.layers {
		layer := snapshotLayer{Spec: l.spec, Features: l.index.Len(), Landless: len(l.landless), Doubts: l.doubts.Len(), Coverage: l.coverage != nil, Digest: l.digest,
			Remarks: l.remarks, Rest: l.rest, Left: l.reader.Left(), Drop: l.drop}
		for _, f := range l.told.features {
			layer.Told = append(layer.Told, snapshotTold{f.id, f.notes})
		}
		if l.table != dialect.Default() {
			layer.Aliases = l.table
		}
		head.Layers = append(head.Layers, layer)
	}
	for _, c := range p.caps {
		head.Caps = append(head.Caps, snapshotCap{c.Cap, c.used, c.base, c.unknown, c.deducted, c.difference, c.doubt})
	}
	for _, x := range p.local.all {
		head.Supplements = append(head.Supplements, snapshotSupplement{x.Name, string(x.Rules.Sources()[0]), len(x.Where), x.Regions})
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
			s.area(&boundary.Feature{Boundary: l.coverage})
		}
		for i, f := range kin.Walk(l.index).(iter.Seq2[int, boundary.Feature]) {
			s.feature(i, &f, l)
		}
		for _, x := range l.landlessRanks() {
			s.feature(x.place, &x.feature, l)
		}
		for f := range l.doubts.All() {
			s.area(&f)
		}
		s.flush()
	}
	for _, x := range p.local.all {
		for _, w := range x.Where {
			s.area(&boundary.Feature{Boundary: w})
		}
	}
	s.flush()
	s.number(0)
	if s.err != nil {
		return fmt.Errorf("zones: snapshot: %w", s.err)
	}
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
	err error
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

// feature writes a feature of a layer.
func (s *snapshotWriter) feature(number int, f *boundary.Feature, l *Layer) {
	x := snapshotFeature{number: number, feature: *f, zone: l.zones.Value(f.ID), doubled: l.doubled.Value(f.ID), deducted: l.deducted.Value(f.ID)}
	x.extra = snapshotExtra{f.Notes, l.dropped.Value(f.ID)}
	s.write(&x)
}

// area writes a feature that is only an area.
func (s *snapshotWriter) area(f *boundary.Feature) {
	s.write(&snapshotFeature{feature: *f, zone: rules.Other})
}

func (s *snapshotWriter) write(x *snapshotFeature) {
	if s.n++; s.n == 1 {
		s.buf = append(s.buf, 0, 0, 0, 0) // for their number
	}
	s.buf = binary.AppendUvarint(s.buf, uint64(x.number))
	s.buf = appendText(s.buf, x.feature.ID)
	s.buf = appendText(s.buf, string(x.zone))
	flags := byte(0)
	if x.doubled {
		flags |= snapshotDoubled
	}
	if x.deducted > 0 {
		flags |= snapshotDeducted
	}
	if x.extra.Notes != nil || x.extra.Dropped != nil {
		flags |= snapshotMore
	}
	s.buf = append(s.buf, flags)
	if x.deducted > 0 {
		s.buf = binary.LittleEndian.AppendUint64(s.buf, math.Float64bits(x.deducted))
	}
	if flags&snapshotMore != 0 {
		more, err := json.Marshal(x.extra)
		if err != nil {
			s.err = err
		}
		s.buf = appendText(s.buf, string(more))
	}
	s.buf = appendText(s.buf, string(x.feature.Properties))
	s.buf = kin.AppendBinary(s.buf, x.feature.Boundary)
	if len(s.buf) >= snapshotBlock {
		s.flush()
	}
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func isSnapshot(first []byte) bool { return bytes.HasPrefix(first, []byte(snapshotMagic)) }
