package wkt

import (
	"github.com/sanxian/sanxian/boundary"
)

// Options say how geometries are read. Nil means the defaults. Reading.Note is
// used by Read only; Unmarshal returns its notes.
type Options struct {
	boundary.Reading
}

// Unmarshal reads one geometry, which may run over several lines. Notes say
// what was assumed and repaired.
func Unmarshal(s string, opt *Options) (*boundary.Boundary, []boundary.Note, error) {
	if opt == nil {
		opt = &Options{}
	}
	g, err := unmarshal(s, 1, opt)
	at := boundary.Place{File: opt.Name}
	if err != nil {
		return nil, nil, boundary.At(err, at)
	}
	notes := append(g.assumed, g.repairs...)
	for i := range notes {
		notes[i].Place = notes[i].Place.Within(at)
	}
	return g.boundary, notes, nil
}

// Parse reads the polygons of one geometry and its SRID, 0 where there is
// none, and makes no boundary of them: coordinates may be any finite numbers.
// Empty geometries are none, so that no polygons and no error are the answer
// to POLYGON EMPTY. The default Limits apply.
func Parse(s string) (polygons []boundary.Polygon, srid int, err error) {
	p := newParser(s, boundary.Limits{})
	p.empties = true
	if err := p.parse(); err != nil {
		return nil, 0, err
	}
	return p.polygons, p.srid, nil
}

// geometry is what one WKT gives. What was assumed is mostly the same for all
// geometries of a source; repairs belong to one.
type geometry struct {
	boundary *boundary.Boundary
	assumed  []boundary.Note
	repairs  []boundary.Note
}

// unmarshal reads a text that begins in a column of its line, from 1.
func unmarshal(s string, column int, opt *Options) (geometry, error) {
	p := newParser(s, opt.Limits)
	p.column = column
	if err := p.parse(); err != nil {
		return geometry{}, err
	}
	f, notes, err := frame(opt, p.srid, p.polygons[0][0][0])
	if err != nil {
		return geometry{}, err
	}
	g := geometry{assumed: append(p.notes(), notes...)}
	g.boundary, g.repairs, err = boundary.New(f, p.polygons, opt.Build)
	return g, err
}
