package dialect

import (
	"slices"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/persist"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// A Reader understands the features of one layer and gathers remarks on what it did
// not. What one feature contributed can be taken back, so that the remarks stay true
// of a layer that changes.
type Reader struct {
	table    *Table
	line     rules.Line
	members  bool // layers of several lines can hold features of this one
	deducts  bool // its features may state 扣除
	left     []LeftOut
	kept     tally[memberWords] // features of which no line is known
	areas    []areaTally        // by field, in the order of the table
	unshared tally[string]      // features that state a deduction that is none
}

// Reader returns a reader for a layer of a line, and what was left out of it before.
func (t *Table) Reader(line rules.Line, left ...LeftOut) *Reader {
	r := &Reader{table: t, line: line, members: t.hasMembers(line), deducts: hasDeductions(line), left: slices.Clip(left)}
	for _, a := range t.Areas {
		if !slices.ContainsFunc(r.areas, func(x areaTally) bool { return x.field == a.Field }) {
			r.areas = append(r.areas, areaTally{field: a.Field})
		}
	}
	return r
}

// Said is what the attributes of a feature say, besides its sub-zone.
type Said struct {
	Deducted float64    `json:"deducted,omitempty"` // the share that is not counted, 扣除
	Unshared string     `json:"unshared,omitempty"` // a deduction that is no share, in words
	Field    string     `json:"field,omitempty"`    // that says an unknown line in a layer of several
	Words    string     `json:"words,omitempty"`    // of it
	Areas    []AreaSaid `json:"areas,omitempty"`
}

// AreaSaid is an area that a feature states. Without a unit it agrees with the
// feature's geometry in none.
type AreaSaid struct {
	Field  string  `json:"field"`
	Unit   string  `json:"unit,omitempty"`
	Stated string  `json:"stated,omitempty"`
	Area   float64 `json:"area,omitempty"` // of the geometry, square metres
}

// Say returns what the attributes of a feature say. Its areas reuse those of buf.
func (r *Reader) Say(f *boundary.Feature, buf []AreaSaid) Said {
	s := Said{Areas: r.table.sayAreas(f, buf[:0])}
	if r.members {
		if _, field, words, known := r.table.Member(f.Properties); !known && words != "" {
			s.Field, s.Words = field, words
		}
	}
	if r.deducts {
		s.Deducted, s.Unshared = r.table.deduction(f.Properties)
	}
	return s
}

// Add counts what a feature says.
func (r *Reader) Add(id string, s *Said) { r.count(id, s, 1) }

// Forget takes back what a feature said.
func (r *Reader) Forget(id string, s *Said) { r.count(id, s, -1) }

func (r *Reader) count(id string, s *Said, by int) {
	if s.Unshared != "" {
		r.unshared.count(id, s.Unshared, by)
	}
	if s.Words != "" {
		r.kept.count(id, memberWords{s.Field, s.Words}, by)
	}
	for i, a := range s.Areas {
		k := slices.IndexFunc(r.areas, func(x areaTally) bool { return x.field == a.Field })
		again := slices.ContainsFunc(s.Areas[:i], func(b AreaSaid) bool { return a.Field == b.Field && b.Unit == "" })
		r.areas[k].count(id, &a, again, by)
	}
}

// Edit returns a reader that can be changed while this one stays as it is.
func (r *Reader) Edit() *Reader {
	next := *r
	next.left, next.areas = slices.Clip(r.left), slices.Clone(r.areas)
	return &next
}

// Notes returns the remarks on the features so far.
func (r *Reader) Notes(file string) []message.Note {
	notes := r.memberNotes(file)
	for i := range r.areas {
		notes = append(notes, r.areas[i].notes(file)...)
	}
	return append(notes, deductionNotes(file, &r.unshared)...)
}

// A tally is features that are alike, in order. Changes wait until it is asked.
type tally[T any] struct {
	roll persist.Roll[T]
	gone []string
	more []persist.Item[T]
}

func (t *tally[T]) count(id string, v T, by int) {
	if by > 0 {
		t.more = append(t.more, persist.Item[T]{ID: id, Value: v})
	} else {
		t.gone = append(t.gone, id)
	}
}

func (t *tally[T]) settled() *persist.Roll[T] {
	if len(t.gone)+len(t.more) > 0 {
		t.roll, t.gone, t.more = t.roll.With(t.gone, t.more), nil, nil
	}
	return &t.roll
}
