package zones

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

// ReadSnapshot reads what WriteSnapshot wrote. A file that is damaged, cut off
// or of another version is an error of class ErrSnapshot. The checksums guard
// against accidents; a snapshot from a stranger should be made anew from its
// sources, since what it holds is not checked again.
func ReadSnapshot(r io.Reader) (*Plan, error) {
	s := &snapshotReader{r: bufio.NewReaderSize(r, 1<<20)}
	first := make([]byte, len(snapshotMagic)+4)
	if _, err := io.ReadFull(s.r, first); err != nil || !IsSnapshot(first) {
		return nil, snapshotError("snapshot.not", "this is not a snapshot of a plan")
	}
	if v := binary.LittleEndian.Uint32(first[len(snapshotMagic):]); v != snapshotVersion {
		return nil, snapshotError("snapshot.version", "the snapshot is of version {found}, this program reads {want}; make it anew from the plan", "found", v, "want", snapshotVersion)
	}
	payload, err := s.block()
	if err != nil {
		return nil, err
	}
	var head snapshotHead
	if err := json.Unmarshal(payload, &head); err != nil {
		return nil, snapshotError("snapshot.damaged", "the snapshot is damaged in block {block}", "block", s.number)
	}
	features, err := s.features(head.count())
	if err != nil {
		return nil, err
	}
	return head.plan(features)
}

func (h *snapshotHead) count() int {
	n := 0
	for _, l := range h.Layers {
		n += l.Features
		if l.Coverage {
			n++
		}
	}
	for _, x := range h.Supplements {
		n += x.Areas
	}
	return n
}

type snapshotReader struct {
	r      *bufio.Reader
	number int // of the block being read, from 1
}

// block returns the next payload, nil at the end of the file.
func (s *snapshotReader) block() ([]byte, error) {
	s.number++
	var head [8]byte
	cut := func() error {
		return snapshotError("snapshot.cut", "the snapshot ends in block {block}", "block", s.number)
	}
	if _, err := io.ReadFull(s.r, head[:4]); err != nil {
		return nil, cut()
	}
	n := binary.LittleEndian.Uint32(head[:4])
	if n == 0 {
		return nil, nil
	}
	if _, err := io.ReadFull(s.r, head[4:]); err != nil {
		return nil, cut()
	}
	damaged := snapshotError("snapshot.damaged", "the snapshot is damaged in block {block}", "block", s.number)
	if n > snapshotLimit {
		return nil, damaged
	}
	// A length that lies is found out before much is allocated for it.
	var payload []byte
	if n <= 4*snapshotBlock {
		payload = make([]byte, n)
		if _, err := io.ReadFull(s.r, payload); err != nil {
			return nil, cut()
		}
	} else {
		var b bytes.Buffer
		if _, err := io.CopyN(&b, s.r, int64(n)); err != nil {
			return nil, cut()
		}
		payload = b.Bytes()
	}
	if crc32.Checksum(payload, castagnoli) != binary.LittleEndian.Uint32(head[4:]) {
		return nil, damaged
	}
	return payload, nil
}

// snapshotFeature is a feature with what its layer has learnt about it.
type snapshotFeature struct {
	number   int // among those of its layer
	feature  boundary.Feature
	zone     SubZone
	doubled  bool
	deducted float64
}

// features reads all blocks of features, and takes them apart on all
// processors.
func (s *snapshotReader) features(want int) ([]snapshotFeature, error) {
	type work struct {
		number  int
		payload []byte
		out     *[]snapshotFeature
	}
	jobs := make(chan work, 4)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for range runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range jobs {
				parsed, ok := parseFeatures(j.payload)
				*j.out = parsed
				if !ok {
					mu.Lock()
					failed = snapshotError("snapshot.damaged", "the snapshot is damaged in block {block}", "block", j.number)
					mu.Unlock()
				}
			}
		}()
	}
	var parts []*[]snapshotFeature
	err := func() error {
		for {
			payload, err := s.block()
			if err != nil || payload == nil {
				return err
			}
			out := new([]snapshotFeature)
			parts = append(parts, out)
			jobs <- work{s.number, payload, out}
		}
	}()
	close(jobs)
	wg.Wait()
	if err == nil {
		err = failed
	}
	if err != nil {
		return nil, err
	}
	var all []snapshotFeature
	for _, p := range parts {
		all = append(all, *p...)
	}
	if len(all) != want {
		return nil, snapshotError("snapshot.count", "the snapshot holds {found} features, and says {want}", "found", len(all), "want", want)
	}
	return all, nil
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
	var arena boundary.Arena
	for len(src) > 0 {
		var f snapshotFeature
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
		f.zone, f.doubled = SubZone(zone), flags&snapshotDoubled != 0
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
		all = append(all, f)
	}
	return all, true
}

// plan puts the plan together again.
func (h *snapshotHead) plan(features []snapshotFeature) (*Plan, error) {
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
		l := &Layer{spec: x.Spec, zones: map[string]SubZone{}, doubled: map[string]bool{}, deducted: map[string]float64{}, digest: x.Digest, notes: x.Notes, regions: DefaultAliases().Regions}
		if x.Regions != nil {
			l.regions = *x.Regions
		}
		if x.Coverage {
			l.coverage = features[0].feature.Boundary
			features = features[1:]
		}
		all := make([]boundary.Feature, x.Features)
		for _, f := range features[:x.Features] {
			if f.number >= len(all) || all[f.number].Boundary != nil {
				return nil, snapshotError("snapshot.number", "the snapshot numbers a feature of layer {layer} wrong", "layer", x.Spec.Line)
			}
			all[f.number] = f.feature
			if f.zone != "" {
				l.zones[f.feature.ID] = f.zone
			}
			if f.doubled {
				l.doubled[f.feature.ID] = true
			}
			if f.deducted > 0 {
				l.deducted[f.feature.ID] = f.deducted
			}
		}
		features = features[x.Features:]
		l.index = new(index.Index).With(all...)
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
		rules, err := ReadRules(strings.NewReader(x.Rules), "snapshot, supplement "+x.Name)
		if err != nil {
			return nil, err
		}
		l := Supplement{Name: x.Name, Rules: rules}
		for _, f := range features[:x.Areas] {
			l.Where = append(l.Where, f.feature.Boundary)
		}
		features = features[x.Areas:]
		local = append(local, l)
	}
	return p.WithSupplements(local)
}

// mergeRules reads rule set documents and merges the later ones over the first.
func mergeRules(documents []string) (*RuleSet, error) {
	var merged *RuleSet
	for i, d := range documents {
		if i == 0 && d == string(cn2026) {
			merged = DefaultRules() // read once in a program
			continue
		}
		r, err := ReadRules(bytes.NewReader([]byte(d)), "snapshot, rule set "+strconv.Itoa(i+1))
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
		return nil, snapshotError("snapshot.rules", "the snapshot holds no rules")
	}
	return merged, nil
}
