package dialect

import (
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// A Reader understands the features of one layer as they are read, and gathers
// remarks on what it did not.
type Reader struct {
	members  *members
	areas    *areaCheck
	deducted *deductions // nil for lines without 扣除
}

// Reader returns a reader for a layer of a line.
func (t *Table) Reader(line rules.Line) *Reader {
	r := &Reader{members: newMembers(t, line), areas: newAreaCheck(t)}
	if hasDeductions(line) {
		r.deducted = &deductions{table: t}
	}
	return r
}

// Takes reports whether a feature is of the line, in a layer of several lines.
func (r *Reader) Takes(f *boundary.Feature) bool { return r.members.take(f) }

// Feature compares the area that a feature states with its geometry and returns
// the share of it that is not counted, 扣除.
func (r *Reader) Feature(f *boundary.Feature) (deducted float64) {
	r.areas.feature(f)
	if r.deducted == nil {
		return 0
	}
	return r.deducted.feature(f)
}

// Notes returns the remarks on the features so far.
func (r *Reader) Notes(file string) []message.Note {
	notes := append(r.members.notes(file), r.areas.notes(file)...)
	if r.deducted != nil {
		notes = append(notes, r.deducted.notes(file)...)
	}
	return notes
}
