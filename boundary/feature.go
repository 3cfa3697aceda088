package boundary

import (
	"iter"
	"strconv"

	"github.com/sanxian/sanxian/message"
)

// A Feature is a boundary with its name and attributes, as a file holds it.
type Feature struct {
	ID         string
	Boundary   *Boundary
	Properties Properties
	Notes      []message.Note // what was repaired or assumed while it was read
}

// FeatureID returns the id of the n-th feature (from 1) of a file: the id that
// the format itself gives, else the property BSM, id or ID, else "#n".
func FeatureID(given string, p Properties, n int) string {
	if given != "" {
		return given
	}
	for _, name := range []string{"BSM", "id", "ID"} {
		if s := p.Text(name); s != "" {
			return s
		}
	}
	return "#" + strconv.Itoa(n)
}

// Limits bound what a decoder reads. A zero field means the default.
type Limits struct {
	Bytes    int64 // of input, default 4 GiB
	Features int   // default 20 000 000
	Vertices int   // of one feature, default 20 000 000
	Rings    int   // of one feature, default 1 000 000
	Depth    int   // of nested values, default 100
	Text     int   // bytes of one line, name or attribute, default 16 MiB
}

// WithDefaults returns the limits with zero fields replaced.
func (l Limits) WithDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 4 << 30
	}
	if l.Features == 0 {
		l.Features = 20_000_000
	}
	if l.Vertices == 0 {
		l.Vertices = 20_000_000
	}
	if l.Rings == 0 {
		l.Rings = 1_000_000
	}
	if l.Depth == 0 {
		l.Depth = 100
	}
	if l.Text == 0 {
		l.Text = 16 << 20
	}
	return l
}

// Reading is what every decoder of this module takes. The zero value reads a
// file as it describes itself.
type Reading struct {
	Name   string             // file name for errors and notes
	Frame  *Frame             // coordinate system in place of what the file says; nil: as the file says
	Edges  Edges              // what is a straight edge where coordinates are longitude and latitude
	Build  *Options           // how boundaries are made; nil: defaults
	Limits Limits             // of the input
	Note   func(message.Note) // receives remarks on the file as a whole; nil: dropped
}

// Remark passes a file-level note on, with the file's name filled in.
func (r *Reading) Remark(n message.Note) {
	if r.Note != nil {
		n.Place = n.Place.Within(message.Place{File: r.Name})
		r.Note(n)
	}
}

// InFrame returns the frame of coordinates that the file declares to be in f:
// the override if there is one, with the edges that the reader asked for.
func (r *Reading) InFrame(f Frame) Frame {
	if r.Frame != nil {
		f = *r.Frame
	}
	if r.Edges != (Edges{}) {
		f = f.WithEdges(r.Edges)
	}
	return f
}

// Collect reads a stream of features into a slice and stops at the first error.
func Collect(features iter.Seq2[Feature, error]) ([]Feature, error) {
	var all []Feature
	for f, err := range features {
		if err != nil {
			return all, err
		}
		all = append(all, f)
	}
	return all, nil
}

// All returns the features as a stream that never fails.
func All(features []Feature) iter.Seq2[Feature, error] {
	return func(yield func(Feature, error) bool) {
		for _, f := range features {
			if !yield(f, nil) {
				return
			}
		}
	}
}
