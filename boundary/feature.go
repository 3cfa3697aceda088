package boundary

import (
	"iter"

	"github.com/sanxian/sanxian/message"
)

// A Feature is a boundary with its name and attributes, as a file holds it.
type Feature struct {
	ID         string
	Boundary   *Boundary
	Properties Properties
	Notes      []message.Note // what was repaired or assumed while it was read
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

// Reading is what every decoder of this module takes. The zero value reads a
// file as it describes itself.
type Reading struct {
	Name  string   // file name for errors and notes
	Frame *Frame   // coordinate system in place of what the file says; nil: as the file says
	Edges Edges    // what is a straight edge where coordinates are longitude and latitude
	Build *Options // how boundaries are made; nil: defaults
	// KeepEmpty gives features that enclose no land an empty boundary and a warning, so
	// that one of them does not refuse a layer of a million. Otherwise they are errors.
	KeepEmpty bool
	Limits    Limits             // of the input
	Note      func(message.Note) // receives remarks on the file as a whole; nil: dropped

	// Encoding of the attributes of a Shapefile, in place of what .cpg and .dbf say:
	// "GBK", "UTF-8", "Big5", or a Windows or ISO 8859 code page. Formats that have
	// one encoding, or tell it by looking, refuse it.
	Encoding string
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

// WithLand passes on the features that enclose land. Notes of those that are left out
// go to note.
func WithLand(features iter.Seq2[Feature, error], note func(message.Note)) iter.Seq2[Feature, error] {
	return func(yield func(Feature, error) bool) {
		for f, err := range features {
			if err == nil && f.Boundary.Empty() {
				for _, n := range f.Notes {
					note(n)
				}
				continue
			}
			if !yield(f, err) {
				return
			}
		}
	}
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
