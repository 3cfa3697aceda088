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
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgSnapshotNot     = message.New("snapshot.not", "this is not a snapshot of a plan", "这不是方案快照文件")
	msgSnapshotVersion = message.New("snapshot.version",
		"the snapshot is of version {found}, this program reads {want}; make it anew from the plan",
		"快照版本为 {found}，本程序只读取 {want}，请由方案重新生成")
	msgSnapshotDamaged = message.New("snapshot.damaged", "the snapshot is damaged in block {block}", "快照的数据块 {block} 已损坏")
	msgSnapshotCut     = message.New("snapshot.cut", "the snapshot ends in block {block}", "快照不完整，在数据块 {block} 处中断")
	msgSnapshotFewer   = message.New("snapshot.fewer",
		"the snapshot ends after {found} features, and says that it has at least {want}",
		"快照中有 {found} 个图斑，而其中写明的至少是 {want} 个")
	msgSnapshotMore   = message.New("snapshot.more", "the snapshot has more than the {want} features that it says it has", "快照中的图斑多于其中写明的 {want} 个")
	msgSnapshotNumber = message.New("snapshot.number", "the snapshot numbers a feature of layer {layer} wrong", "快照中图层 {layer} 的图斑编号有误")
	msgSnapshotRules  = message.New("snapshot.rules", "the snapshot holds no rules", "快照中没有规则集")
)

// ReadSnapshot reads what WriteSnapshot wrote. A file that is damaged, cut off
// or of another version is an error of class ErrSnapshot. The checksums guard
// against accidents; a snapshot from a stranger should be made anew from its
// sources, since what it holds is not checked again.
func ReadSnapshot(r io.Reader) (*Plan, error) {
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
	p, err := head.plan(features)
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
	// A length that lies is found out before much is allocated for it.
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

// snapshotFeature is a feature with what its layer has learnt about it.
type snapshotFeature struct {
	number   int // among those of its layer
	feature  boundary.Feature
	zone     rules.SubZone
	doubled  bool
	deducted float64
}

// snapshotFeatures are the features of all blocks, one by one, while later blocks
// are read and taken apart on all processors.
type snapshotFeatures struct {
	blocks chan *parsedBlock // in order
	left   []snapshotFeature // of the first
	taken  int
	err    error // the first
	quit   chan struct{}
	done   sync.WaitGroup
}

// A parsedBlock is what a block holds, or why it is unusable, once it is ready.
type parsedBlock struct {
	features []snapshotFeature
	err      error
	ready    chan struct{}
}

func (s *snapshotReader) features() *snapshotFeatures {
	type job struct {
		*blockRead
		to *parsedBlock
	}
	workers := runtime.GOMAXPROCS(0)
	all := &snapshotFeatures{blocks: make(chan *parsedBlock, 1024), quit: make(chan struct{})}
	jobs := make(chan job, 1)
	free := make(chan []byte, workers+2) // memory of blocks
	for range cap(free) {
		free <- nil
	}
	all.done.Add(workers + 1)
	for range workers {
		go func() {
			defer all.done.Done()
			for j := range jobs {
				if j.to.err = j.check(); j.to.err == nil {
					var ok bool
					if j.to.features, ok = parseFeatures(j.payload); !ok {
						j.to.err = j.damaged()
					}
				}
				close(j.to.ready)
				free <- j.payload
			}
		}()
	}
	go func() {
		defer all.done.Done()
		defer close(all.blocks)
		defer close(jobs)
		for {
			b, err := s.block(<-free)
			to := &parsedBlock{err: err, ready: make(chan struct{})}
			if err != nil {
				close(to.ready)
			} else if b.payload == nil {
				return
			}
			select {
			case all.blocks <- to:
			case <-all.quit:
				return
			}
			if err != nil {
				return
			}
			jobs <- job{b, to}
		}
	}()
	return all
}

// more reports whether there are more features, and puts them in place.
func (s *snapshotFeatures) more() bool {
	for s.err == nil && len(s.left) == 0 {
		b, ok := <-s.blocks
		if !ok {
			return false
		}
		<-b.ready
		s.left, s.err = b.features, b.err
	}
	return s.err == nil
}

// take returns the next n features. That there are fewer is an error.
func (s *snapshotFeatures) take(n int) iter.Seq[*snapshotFeature] {
	return func(yield func(*snapshotFeature) bool) {
		for i := range n {
			if !s.more() {
				if s.err == nil {
					s.err = snapshotError(msgSnapshotFewer, "found", s.taken, "want", s.taken+n-i)
				}
				return
			}
			s.taken++
			f := &s.left[0]
			s.left = s.left[1:]
			if !yield(f) {
				return
			}
		}
	}
}

// boundaries returns the boundaries of the next n features.
func (s *snapshotFeatures) boundaries(n int) []*boundary.Boundary {
	var all []*boundary.Boundary
	for f := range s.take(n) {
		all = append(all, f.feature.Boundary)
	}
	return all
}

// end returns the first error; that there are more features is one too.
func (s *snapshotFeatures) end() error {
	if s.more() {
		s.err = snapshotError(msgSnapshotMore, "want", s.taken)
	}
	return s.err
}

// close waits until nobody reads any more.
func (s *snapshotFeatures) close() {
	close(s.quit)
	for range s.blocks {
	}
	s.done.Wait()
}

func parseFeatures(src []byte) (all []snapshotFeature, ok bool) {
	text := func() (string, bool) {
		n, k := binary.Uvarint(src)
		if k <= 0 || n > uint64(len(src)-k) {
			return "", false
		}
		s := string(src[k : k+int(n)])
		src = src[k+int(n):]
		return s, true
	}
	if len(src) < 4 {
		return nil, false
	}
	const least = 10 // bytes of a feature
	count := int(binary.LittleEndian.Uint32(src))
	if src = src[4:]; count > len(src)/least {
		return nil, false
	}
	all = make([]snapshotFeature, count)
	var arena boundary.Arena
	for i := range all {
		f := &all[i]
		var zone, properties string
		number, k := binary.Uvarint(src)
		if k <= 0 || number > math.MaxInt32 {
			return nil, false
		}
		f.number, src = int(number), src[k:]
		if f.feature.ID, ok = text(); !ok {
			return nil, false
		}
		if zone, ok = text(); !ok || len(src) == 0 {
			return nil, false
		}
		flags := src[0]
		f.zone, f.doubled = rules.SubZone(zone), flags&snapshotDoubled != 0
		src = src[1:]
		if flags&snapshotDeducted != 0 {
			if len(src) < 8 {
				return nil, false
			}
			f.deducted = math.Float64frombits(binary.LittleEndian.Uint64(src))
			src = src[8:]
		}
		if properties, ok = text(); !ok {
			return nil, false
		}
		if properties != "" {
			f.feature.Properties = boundary.Properties(properties)
		}
		var err error
		if f.feature.Boundary, src, err = arena.Parse(src); err != nil {
			return nil, false
		}
	}
	return all, len(src) == 0
}

// plan puts the plan together again.
func (h *snapshotHead) plan(features *snapshotFeatures) (*Plan, error) {
	p := &Plan{name: h.Name}
	p.notes.notes = h.Notes
	var err error
	if p.edges, err = boundary.ParseEdges(h.Edges); err != nil {
		return nil, err
	}
	if p.rules, err = mergeRules(h.Rules); err != nil {
		return nil, err
	}
	for _, x := range h.Layers {
		l := &Layer{spec: x.Spec, zones: map[string]rules.SubZone{}, doubled: map[string]bool{}, deducted: map[string]float64{}, digest: x.Digest, notes: x.Notes, regions: dialect.Default().Regions}
		if x.Regions != nil {
			l.regions = *x.Regions
		}
		if x.Coverage {
			for f := range features.take(1) {
				l.coverage = f.feature.Boundary
			}
		}
		var numbers []int
		l.index = index.FromWalk(max(0, min(x.Features, 1<<18)), func(yield func(int, boundary.Feature) bool) {
			for f := range features.take(x.Features) {
				numbers = append(numbers, f.number)
				if f.zone != "" {
					l.zones[f.feature.ID] = f.zone
				}
				if f.doubled {
					l.doubled[f.feature.ID] = true
				}
				if f.deducted > 0 {
					l.deducted[f.feature.ID] = f.deducted
				}
				if !yield(f.number, f.feature) {
					return
				}
			}
		})
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
		p.layers = append(p.layers, l)
	}
	for _, c := range h.Caps {
		m := &measuredCap{Cap: c.Cap, used: c.Used, base: c.Base, unknown: c.Unknown, deducted: c.Deducted, difference: c.Difference}
		if m.where, err = p.unit(context.Background(), &m.Cap); err != nil {
			return nil, err
		}
		p.caps = append(p.caps, m)
	}
	var local []Supplement
	for _, x := range h.Supplements {
		rules, err := rules.Read(strings.NewReader(x.Rules), "snapshot, supplement "+x.Name)
		if err != nil {
			return nil, err
		}
		local = append(local, Supplement{Name: x.Name, Rules: rules, Where: features.boundaries(x.Areas)})
	}
	if features.err != nil {
		return nil, features.err
	}
	return p.WithSupplements(local)
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
