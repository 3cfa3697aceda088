package wkt

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/rows"
	"github.com/sanxian/sanxian/message"
)

// Options say how geometries are read. Nil means the defaults. Reading.Note is
// used by Read only; Unmarshal returns its notes.
type Options struct {
	boundary.Reading
}

// Unmarshal reads one geometry, which may run over several lines. Notes say
// what was assumed and repaired.
func Unmarshal(ctx context.Context, s string, opt *Options) (*boundary.Boundary, []message.Note, error) {
	if opt == nil {
		opt = &Options{}
	}
	g, err := unmarshal(ctx, s, 1, opt)
	return g.Unpack(opt.Name, err)
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

// unmarshal reads a text that begins in a column of its line, from 1.
func unmarshal(ctx context.Context, s string, column int, opt *Options) (rows.Geometry, error) {
	p := newParser(s, opt.Limits)
	p.column, p.empties = column, opt.KeepEmpty
	if err := p.parse(); err != nil {
		return rows.Geometry{}, err
	}
	return rows.NewGeometry(ctx, &opt.Reading, p.srid, p.polygons, p.notes())
}
