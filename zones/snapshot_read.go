package zones

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgSnapshotNot     = message.New("snapshot.not", "this is not a snapshot of a plan", "这不是方案快照文件")
	msgSnapshotVersion = message.New("snapshot.version", "the snapshot is of version {found}, this program reads {want}; make it anew from the plan",
		"快照版本为 {found}，本程序只读取 {want}，请由方案重新生成")
	msgSnapshotDamaged = message.New("snapshot.damaged", "the snapshot is damaged in block {block}", "快照的数据块 {block} 已损坏")
	msgSnapshotCut     = message.New("snapshot.cut", "the snapshot ends in block {block}", "快照不完整，在数据块 {block} 处中断")
	msgSnapshotFewer   = message.New("snapshot.fewer", "the snapshot ends after {found} features, and says that it has at least {want}",
		"快照中有 {found} 个图斑，而其中写明的至少是 {want} 个")
	msgSnapshotMore   = message.New("snapshot.more", "the snapshot has more than the {want} features that it says it has", "快照中的图斑多于其中写明的 {want} 个")
	msgSnapshotNumber = message.New("snapshot.number", "the snapshot numbers a feature of layer {layer} wrong", "快照中图层 {layer} 的图斑编号有误")
	msgSnapshotRules  = message.New("snapshot.rules", "the snapshot holds no rules", "快照中没有规则集")
)

// ReadSnapshot reads what WriteSnapshot wrote. A file that is damaged, cut off
// or of another version is an error of class ErrSnapshot. The checksums guard
// against accidents; a snapshot from a stranger should be made anew from its
// sources, since what it holds is not checked again.
func ReadSnapshot(ctx context.Context, r io.Reader) (*Plan, error) {
	s := &snapshotReader{r: bufio.NewReader(r)}
	first := make([]byte, len(snapshotMagic)+4)
	if _, err := io.ReadFull(s.r, first); err != nil || !isSnapshot(first) {
		return nil, snapshotError(msgSnapshotNot)
	}
	if v := binary.LittleEndian.Uint32(first[len(snapshotMagic):]); v != snapshotVersion {
		return nil, snapshotError(msgSnapshotVersion, "found", v, "want", snapshotVersion)
	}
	b, err := s.block(nil)
	if err == nil {
		err = b.check()
	}
	if err != nil {
		return nil, err
	}
	var head snapshotHead
	if err := json.Unmarshal(b.payload, &head); err != nil {
		return nil, b.damaged()
	}
	features := s.features()
	defer features.close()
	p, err := head.plan(ctx, features)
	if err == nil {
		err = features.end()
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

type snapshotReader struct {
	r      *bufio.Reader
	number int // of the block being read, from 1
}

// A blockRead is a block as it was read.
type blockRead struct {
	number   int
	payload  []byte
	checksum uint32
}

func (b *blockRead) damaged() error {
	return snapshotError(msgSnapshotDamaged, "block", b.number)
}

func (b *blockRead) check() error {
	if crc32.Checksum(b.payload, castagnoli) != b.checksum {
		return b.damaged()
	}
	return nil
}

// block reads the next block into buf, which may be returned enlarged. There is
// no payload at the end of the file.
func (s *snapshotReader) block(buf []byte) (*blockRead, error) {
	s.number++
	b := &blockRead{number: s.number}
	var head [8]byte
	cut := func() error {
		return snapshotError(msgSnapshotCut, "block", s.number)
	}
	if _, err := io.ReadFull(s.r, head[:4]); err != nil {
		return nil, cut()
	}
	length := binary.LittleEndian.Uint32(head[:4])
	if length == 0 {
		return b, nil
	}
	if _, err := io.ReadFull(s.r, head[4:]); err != nil {
		return nil, cut()
	}
	b.checksum = binary.LittleEndian.Uint32(head[4:])
	if length > snapshotLimit {
		return nil, b.damaged()
	}
	n := int(length)
	// A false length is detected before much is allocated for it.
	for b.payload = buf[:0]; len(b.payload) < n; {
		step := min(n-len(b.payload), max(2*snapshotBlock, len(b.payload)))
		b.payload = slices.Grow(b.payload, step)
		at := len(b.payload)
		b.payload = b.payload[:at+step]
		if _, err := io.ReadFull(s.r, b.payload[at:]); err != nil {
			return nil, cut()
		}
	}
	return b, nil
}

// plan puts the plan together again.
func (h *snapshotHead) plan(ctx context.Context, features *snapshotFeatures) (*Plan, error) {
	p := &Plan{name: h.Name, remarks: h.Remarks}
	var err error
	if p.edges, err = boundary.ParseEdges(h.Edges); err != nil {
		return nil, err
	}
	if p.rules, err = mergeRules(h.Rules); err != nil {
		return nil, err
	}
	for _, x := range h.Layers {
		l, err := x.layer(features)
		if err != nil {
			return nil, err
		}
		p.layers = append(p.layers, l)
	}
	p.gatherNotes()
	for _, c := range h.Caps {
		m := &measuredCap{Cap: c.Cap, used: c.Used, base: c.Base, unknown: c.Unknown, deducted: c.Deducted, difference: c.Difference, doubt: c.Doubt}
		if m.where, _, err = p.unit(ctx, &m.Cap); err != nil {
			return nil, err
		}
		p.caps = append(p.caps, m)
	}
	var local []Supplement
	for _, x := range h.Supplements {
		set, err := rules.Read(strings.NewReader(x.Rules), "snapshot, supplement "+x.Name)
		if err != nil {
			return nil, err
		}
		local = append(local, Supplement{Name: x.Name, Rules: set, Where: features.boundaries(x.Areas), Regions: x.Regions})
	}
	if features.err != nil {
		return nil, features.err
	}
	return p.WithSupplements(local)
}

// layer makes a layer of its features, which come next.
func (x *snapshotLayer) layer(features *snapshotFeatures) (*Layer, error) {
	l := &Layer{spec: x.Spec, table: x.Aliases, digest: x.Digest, remarks: x.Remarks, rest: x.Rest, sums: zoneSums{}, drop: x.Drop, name: new(byte), now: new(byte), sleeper: &sleeper{}}
	if l.table == nil {
		l.table = dialect.Default()
	}
	l.learnt = &learnt{reader: l.table.Reader(x.Spec.Line, x.Left...)}
	told := make([]toldFeature, len(x.Told))
	for i, t := range x.Told {
		told[i] = toldFeature{t.ID, t.Notes}
	}
	l.told = newToldNotes(told)
	if x.Coverage {
		for f := range features.take(1) {
			l.coverage = f.feature.Boundary
		}
	}
	b := newLayerBuilder(l, nil)
	var numbers []int
	doubled := map[string]bool{}
	walk := iter.Seq2[int, boundary.Feature](func(yield func(int, boundary.Feature) bool) {
		for f := range features.take(x.Features) {
			numbers = append(numbers, f.number)
			b.know(f)
			if f.doubled {
				doubled[f.feature.ID] = true
			} else {
				l.sums.count(knownZone(f.zone), f.feature.Boundary.Area(), f.deducted, 1)
			}
			if !yield(f.number, f.feature) {
				return
			}
		}
	})
	l.index = kin.FromWalk(max(0, min(x.Features, 1<<18)), walk).(*index.Index)
	for f := range features.take(x.Landless) {
		b.know(f)
		l.landless = append(l.landless, landless{f.number, f.feature})
	}
	var doubts []boundary.Feature
	for f := range features.take(x.Doubts) {
		doubts = append(doubts, f.feature)
	}
	l.doubts = l.doubts.With(doubts...)
	l.zones, l.deducted, l.doubled, l.dropped = l.zones.With(nil, b.zones), l.deducted.With(nil, b.deducted), l.doubled.With(nil, doubled), l.dropped.With(nil, b.dropped)
	if features.err != nil {
		return nil, features.err
	}
	seen := make([]bool, len(numbers))
	for _, n := range numbers {
		if n >= len(seen) || seen[n] {
			return nil, snapshotError(msgSnapshotNumber, "layer", x.Spec.Line)
		}
		seen[n] = true
	}
	return l, nil
}

// know takes what a snapshot says of a feature.
func (b *layerBuilder) know(f *snapshotFeature) {
	if f.zone != "" {
		b.zones[f.feature.ID] = f.zone
	}
	if f.deducted > 0 {
		b.deducted[f.feature.ID] = f.deducted
	}
	if f.extra.Dropped != nil {
		b.dropped[f.feature.ID] = f.extra.Dropped
	}
}

// mergeRules reads rule set documents and merges the later ones over the first.
func mergeRules(documents []string) (*rules.Set, error) {
	var merged *rules.Set
	for i, d := range documents {
		if i == 0 && d == string(rules.Default().Sources()[0]) {
			merged = rules.Default() // read once in a program
			continue
		}
		r, err := rules.Read(bytes.NewReader([]byte(d)), "snapshot, rule set "+strconv.Itoa(i+1))
		if err != nil {
			return nil, err
		}
		if merged == nil {
			merged = r
		} else if merged, err = merged.With(r); err != nil {
			return nil, err
		}
	}
	if merged == nil {
		return nil, snapshotError(msgSnapshotRules)
	}
	return merged, nil
}
