package zones

import (
	"context"
	"crypto/sha256"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/internal/persist"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgLayerSubZone = message.New("layer.sub_zone", "sub-zone {words} is not known; where the answer depends on it, the site is not checked",
		"不认识的分区 {words}；结论取决于分区的，不作判定")
	msgLayerSubZoneAbsent = message.New("layer.sub_zone_absent", "{n} features lie in no protected area by their attributes, which are blank or say so (first with {field}): taken as {zone:sub_zone}",
		"{n} 个图斑的自然保护地属性（{field} 等）均为空白或“无”，按不在自然保护地内处理，视为{zone}")
	msgLayerOverlaps = message.New("layer.overlaps", "{n} pairs of features overlap ({area} m² together, first with {other}); shared area counts once",
		"有 {n} 对图斑互相重叠（共 {area} m²，首先与图斑 {other}），重叠部分只计一次")
	msgLayerNoShape = message.New("layer.no_shape", "the feature has no shape; it counts for nothing", "图斑没有图形，不计入")
)

// A layerBuilder takes features out of a layer that is being made, and then reads
// others, one after the other.
type layerBuilder struct {
	layer  *Layer
	before func(id string) *droppedFeature // what attributes said that the features have no more
	ids    *ids
	place  int  // of the next feature
	edit   bool // of a layer that there is

	gone   map[string]bool // ids taken out
	out    []string        // those of features with land
	shapes []*boundary.Boundary
	added  []string // ids of features with land

	zones      map[string]rules.SubZone
	deducted   map[string]float64
	dropped    map[string]*droppedFeature
	doubts     []boundary.Feature
	told       []toldFeature
	absent     []persist.Item[absentZone]
	absentGone []string
	areas      []dialect.AreaSaid // memory
	hash       *featureHash
}

// absentZone is where a feature lies that names no sub-zone.
type absentZone struct {
	field string
	zone  rules.SubZone
}

// A droppedFeature is what is kept of attributes.
type droppedFeature struct {
	Hash  [sha256.Size]byte `json:"hash"`
	Said  *dialect.Said     `json:"said"`
	Zone  rules.SubZone     `json:"zone,omitempty"` // as subZone returns it
	Field string            `json:"field,omitempty"`
	Words string            `json:"words,omitempty"`
}

// said is what the attributes of a feature say.
type said struct {
	dialect.Said
	hash         [sha256.Size]byte // of the attributes
	zone         rules.SubZone
	field, words string
}

func newLayerBuilder(l *Layer, before func(id string) *droppedFeature) *layerBuilder {
	b := &layerBuilder{layer: l, before: before, gone: map[string]bool{}, zones: map[string]rules.SubZone{}, deducted: map[string]float64{}, dropped: map[string]*droppedFeature{}, hash: newFeatureHash()}
	b.ids = newIDs(l.spec.Path, nil)
	b.place = kin.Next(l.index)
	return b
}

// take passes on the features that belong to the layer.
func (b *layerBuilder) take(features iter.Seq2[boundary.Feature, error]) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			if !b.layer.reader.Takes(&f) {
				continue
			}
			b.read(&f)
			if !yield(f, nil) {
				return
			}
		}
	}
}

// read learns what the layer keeps of a feature.
func (b *layerBuilder) read(f *boundary.Feature) {
	l := b.layer
	if n, again := b.ids.unique(f); again {
		f.Notes = append([]message.Note{n}, f.Notes...)
	}
	at := message.Place{File: l.spec.Path, Feature: f.ID}
	var notes []message.Note
	if f.Boundary == nil { // as a NULL in a database
		f.Boundary = new(boundary.Boundary)
		f.Notes = append([]message.Note{msgLayerNoShape.Warning(at)}, f.Notes...)
	}
	for _, n := range f.Notes {
		n.Place = n.Place.Within(at)
		notes = append(notes, n)
	}
	s := b.say(f)
	if s.zone != rules.Other {
		b.zones[f.ID] = s.zone
		if s.words == "" {
			b.absent = append(b.absent, persist.Item[absentZone]{ID: f.ID, Value: absentZone{s.field, s.zone}})
		}
	} else if s.words != "" && s.words != string(rules.Other) && l.spec.Line.SubZones() != nil {
		b.zones[f.ID] = rules.SubZone(s.words)
		notes = append(notes, msgLayerSubZone.Warning(at, "words", strconv.Quote(s.words)))
	}
	l.reader.Add(f.ID, &s.Said)
	if s.Deducted > 0 {
		b.deducted[f.ID] = s.Deducted
	}
	l.sum.add(b.hash.seed(f, s.hash))
	if notes != nil {
		b.told = append(b.told, toldFeature{f.ID, notes})
	}
	b.doubts = appendDoubt(b.doubts, *f)
	if l.drop {
		b.dropProperties(f, &s)
	}
	b.touch(f)
	if f.Boundary.Empty() {
		l.landless = append(l.landless, landless{b.place, *f})
	} else {
		b.added = append(b.added, f.ID)
		l.sums.count(knownZone(b.zones[f.ID]), f.Boundary.Area(), s.Deducted, 1)
	}
	b.place++
}

// say reads the attributes of a feature, or knows what they said.
func (b *layerBuilder) say(f *boundary.Feature) (s said) {
	l := b.layer
	if b.before != nil && f.Properties == nil {
		if d := b.before(f.ID); d != nil {
			return said{*d.Said, d.Hash, d.Zone, d.Field, d.Words}
		}
	}
	s.Said = l.reader.Say(f, b.areas)
	b.areas = s.Areas
	s.hash = sha256.Sum256(f.Properties)
	if s.zone, s.words = l.spec.SubZone, string(l.spec.SubZone); s.zone == "" {
		s.zone, s.field, s.words = l.table.SubZone(l.spec.Line, l.spec.SubZoneField, f.Properties)
	}
	return s
}

// dropProperties forgets the attributes, and keeps what they said.
func (b *layerBuilder) dropProperties(f *boundary.Feature, s *said) {
	f.Properties = nil
	d := &droppedFeature{Hash: s.hash, Zone: s.zone, Field: s.field, Words: s.words}
	kept := s.Said
	kept.Areas = slices.Clone(s.Areas)
	d.Said = &kept
	b.dropped[f.ID] = d
}

// takeOut takes a feature out of the layer and with it what it contributed.
func (b *layerBuilder) takeOut(id string) {
	l := b.layer
	if b.gone[id] {
		return
	}
	b.gone[id] = true
	f, land := l.index.Get(id)
	if !land {
		i := slices.IndexFunc(l.landless, func(x landless) bool { return x.feature.ID == id })
		if i < 0 {
			return
		}
		f = l.landless[i].feature
		l.landless = slices.Delete(slices.Clone(l.landless), i, i+1)
	}
	s := b.say(&f)
	l.reader.Forget(id, &s.Said)
	if s.zone != rules.Other && s.words == "" {
		b.absentGone = append(b.absentGone, id)
	}
	l.sum.take(b.hash.seed(&f, s.hash))
	b.touch(&f)
	if !land {
		return
	}
	b.out = append(b.out, id)
	if !l.doubled.Value(id) {
		l.sums.count(l.SubZone(id), f.Boundary.Area(), s.Deducted, -1)
	}
}

// touch remembers the land of a feature, and what depends on how it is read.
func (b *layerBuilder) touch(f *boundary.Feature) {
	if !b.edit {
		return
	}
	b.shapes = append(b.shapes, f.Boundary)
	if d := f.Boundary.Doubt(); d != nil {
		b.shapes = append(b.shapes, d)
	}
}

// finish puts together what was learnt. The index has the features already.
func (b *layerBuilder) finish(ctx context.Context) error {
	l := b.layer
	gone := slices.Collect(func(yield func(string) bool) {
		for id := range b.gone {
			if !yield(id) {
				return
			}
		}
	})
	l.zones, l.deducted = l.zones.With(gone, b.zones), l.deducted.With(gone, b.deducted)
	l.dropped = l.dropped.With(gone, b.dropped)
	l.absent = l.absent.With(b.absentGone, b.absent)
	if l.doubts.Len() > 0 && len(gone) > 0 {
		l.doubts = l.doubts.Without(gone...)
	}
	if len(b.doubts) > 0 {
		l.doubts = l.doubts.With(b.doubts...)
	}
	b.tell()
	if err := b.findDoubled(ctx); err != nil {
		return err
	}
	l.rest = l.reader.Notes(l.spec.Path)
	if first, ok := l.absent.First(); ok {
		l.rest = append(l.rest, msgLayerSubZoneAbsent.Note(message.Place{File: l.spec.Path, Feature: first.ID},
			"n", l.absent.Len(), "field", first.Value.field, "zone", string(first.Value.zone)))
	}
	if len(l.pairs) > 0 && slices.Contains(rules.ThreeLines, l.spec.Line) {
		l.rest = append(l.rest, msgLayerOverlaps.Note(message.Place{File: l.spec.Path, Feature: l.pairs[0].a},
			"n", len(l.pairs), "area", strconv.FormatFloat(float64(l.shared.area()), 'f', 4, 64), "other", l.pairs[0].b))
	}
	l.findDigest()
	return nil
}

// tell brings the notes of features up to date.
func (b *layerBuilder) tell() {
	l := b.layer
	lost := func(f toldFeature) bool { return b.gone[f.id] }
	if len(b.told) == 0 && !slices.ContainsFunc(l.told.features, lost) {
		return
	}
	features := slices.Concat(l.told.features, b.told)
	if len(b.gone) > 0 { // those that came in their place are behind
		old := slices.DeleteFunc(features[:len(l.told.features):len(l.told.features)], lost)
		features = append(old, b.told...)
	}
	l.told = newToldNotes(features)
}

func newToldNotes(features []toldFeature) *toldNotes {
	t := &toldNotes{features: features}
	for _, f := range features {
		t.book.add(f.notes...)
	}
	return t
}

// A sharedPair is two features that share area.
type sharedPair struct {
	a, b           string // ids; a was added first
	placeA, placeB int
	area           boundary.Area
}

func (p *sharedPair) before(q *sharedPair) bool {
	return p.placeA < q.placeA || p.placeA == q.placeA && p.placeB < q.placeB
}

// findDoubled learns which features share area, from the pairs that those taken out
// were in, and those that the new ones are in.
func (b *layerBuilder) findDoubled(ctx context.Context) error {
	l := b.layer
	var found []index.Pair
	var err error
	if len(b.added) == l.index.Len() {
		found, err = l.index.Pairs(ctx)
	} else {
		found, err = l.index.PairsOf(ctx, b.added...)
	}
	if err != nil {
		return fmt.Errorf("zones: layer %s: %w", l.spec.Path, err)
	}
	before, alone := l.pairs, map[string]bool{} // alone: features that have lost a partner, as far as they have no other
	if len(b.out) > 0 {
		l.pairs = nil
		for _, p := range before {
			if !b.gone[p.a] && !b.gone[p.b] {
				l.pairs = append(l.pairs, p)
				continue
			}
			l.shared.add(p.area, -1)
			for _, id := range []string{p.a, p.b} {
				alone[id] = !b.gone[id]
			}
		}
	}
	more := make([]sharedPair, len(found))
	for i, p := range found {
		more[i] = sharedPair{p.A.ID, p.B.ID, kin.PlaceOf(l.index, p.A.ID), kin.PlaceOf(l.index, p.B.ID), p.Area}
		l.shared.add(p.Area, 1)
	}
	l.pairs = merged(l.pairs, more)
	for _, p := range l.pairs {
		if len(alone) == 0 {
			break
		}
		delete(alone, p.a)
		delete(alone, p.b)
	}
	b.markDoubled(alone, more)
	return nil
}

// markDoubled marks the features of new pairs, and no more those that are alone.
func (b *layerBuilder) markDoubled(alone map[string]bool, more []sharedPair) {
	l := b.layer
	move := func(id string, sign int64) {
		f, _ := l.index.Get(id)
		l.sums.count(l.SubZone(id), f.Boundary.Area(), l.deducted.Value(id), sign)
	}
	gone, set := b.out, map[string]bool{}
	for id, stays := range alone {
		if stays {
			gone = append(gone, id)
			move(id, 1)
		}
	}
	for _, p := range more {
		for _, id := range []string{p.a, p.b} {
			if !set[id] && (b.gone[id] || !l.doubled.Value(id)) {
				move(id, -1)
			}
			set[id] = true
		}
	}
	l.doubled = l.doubled.With(gone, set)
}

// merged merges two lists of pairs that are in order.
func merged(a, b []sharedPair) []sharedPair {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	out := make([]sharedPair, 0, len(a)+len(b))
	for _, p := range b {
		k := sort.Search(len(a), func(i int) bool { return p.before(&a[i]) })
		out = append(append(out, a[:k]...), p)
		a = a[k:]
	}
	return append(out, a...)
}
