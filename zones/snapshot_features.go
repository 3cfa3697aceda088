package zones

import (
	"encoding/binary"
	"encoding/json"
	"iter"
	"math"
	"runtime"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/zones/rules"
)

// snapshotFeature is a feature with what its layer has learnt about it.
type snapshotFeature struct {
	number   int // among those of its layer
	feature  boundary.Feature
	zone     rules.SubZone
	doubled  bool
	deducted float64
	extra    snapshotExtra
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

// take returns the next n features. It is an error if there are fewer.
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

// end returns the first error. It is an error if features are left over.
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
	if len(src) < 4 {
		return nil, false
	}
	const least = 10 // bytes of a feature
	count := int(binary.LittleEndian.Uint32(src))
	if src = src[4:]; count > len(src)/least {
		return nil, false
	}
	all = make([]snapshotFeature, count)
	arena := kin.NewArena()
	for i := range all {
		if src, ok = all[i].parse(src, arena); !ok {
			return nil, false
		}
	}
	return all, len(src) == 0
}

// parse reads a feature and returns the bytes after it.
func (f *snapshotFeature) parse(src []byte, arena kin.Arena) (rest []byte, ok bool) {
	number, k := binary.Uvarint(src)
	if k <= 0 || number > math.MaxInt32 {
		return nil, false
	}
	f.number, src = int(number), src[k:]
	var zone, properties, more string
	if f.feature.ID, src, ok = parseText(src); !ok {
		return nil, false
	}
	if zone, src, ok = parseText(src); !ok || len(src) == 0 {
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
	if flags&snapshotMore != 0 {
		if more, src, ok = parseText(src); !ok || !f.parseExtra(more) {
			return nil, false
		}
	}
	if properties, src, ok = parseText(src); !ok {
		return nil, false
	}
	if properties != "" {
		f.feature.Properties = boundary.Properties(properties)
	}
	shape, rest, err := arena.Parse(src)
	if err != nil {
		return nil, false
	}
	f.feature.Boundary = shape.(*boundary.Boundary)
	return rest, true
}

func parseText(src []byte) (text string, rest []byte, ok bool) {
	n, k := binary.Uvarint(src)
	if k <= 0 || n > uint64(len(src)-k) {
		return "", nil, false
	}
	return string(src[k : k+int(n)]), src[k+int(n):], true
}

func (f *snapshotFeature) parseExtra(more string) bool {
	err := json.Unmarshal([]byte(more), &f.extra)
	f.feature.Notes = f.extra.Notes
	return err == nil && (f.extra.Dropped == nil || f.extra.Dropped.Said != nil)
}
