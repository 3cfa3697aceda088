package rows

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgRowsNoFeatures = message.New("rows.no_features", "the file holds no geometry", "文件中没有图形")
	msgRowsFeatures   = message.New("rows.features", "there are more than {limit} geometries", "图形超过 {limit} 个")
	msgRowsNull       = message.New("rows.null", "there is no geometry: the column is NULL or blank", "没有图形：图形列为 NULL 或空白")
)

// A Row is what a line holds.
type Row struct {
	ID   string // escaped as COPY does
	Text []byte // of the geometry, valid until the next line
	Skip bool   // a comment
	Note *message.Note
}

// A Format is how geometries stand in a line.
type Format struct {
	Binary bool                           // a file that begins with byte 0 or 1 is one geometry
	Split  func(line []byte) (Row, error) // of a line that is not blank
	// Decode reads the geometry; before is how much of its line comes before it.
	Decode func(ctx context.Context, text, before []byte) (Geometry, error)
}

// Read returns the geometries of a text with one in each line. The stream ends
// after the first error.
func Read(ctx context.Context, in io.Reader, r *boundary.Reading, format Format) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		if err := codec.FixedEncoding(r); err != nil {
			yield(boundary.Feature{}, err)
			return
		}
		d := reader{Format: format, ctx: ctx, name: r.Name, remarks: codec.NewRemarks(r), lines: newLines(in, r.Limits, format.Binary), keepEmpty: r.KeepEmpty}
		for {
			f, err := d.next()
			if err == io.EOF {
				if d.features == 0 {
					d.remarks.Add(msgRowsNoFeatures.Note(message.Place{}))
				}
				return
			}
			if err != nil {
				yield(boundary.Feature{}, message.At(err, message.Place{File: r.Name, Line: d.lines.number}))
				return
			}
			if !yield(f, nil) {
				return
			}
		}
	}
}

type reader struct {
	Format
	ctx      context.Context // of the call; ends making boundaries
	lines    *lines
	features int
	name     string // of the file
	remarks  codec.Remarks
	// Rows without land are features, with a warning.
	keepEmpty bool
}

// next returns the next feature, io.EOF after the last.
func (d *reader) next() (boundary.Feature, error) {
	for {
		line, err := d.lines.next()
		if err != nil {
			return boundary.Feature{}, err
		}
		if d.lines.binary {
			return d.feature(Row{Text: line}, nil)
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		row, err := d.Split(line)
		if err != nil {
			return boundary.Feature{}, err
		}
		if row.Note != nil {
			row.Note.Place.Line = d.lines.number
			d.remarks.Add(*row.Note)
		}
		if !row.Skip {
			return d.feature(row, line[:len(line)-len(row.Text)])
		}
	}
}

func (d *reader) feature(row Row, before []byte) (f boundary.Feature, err error) {
	d.features++
	f.ID = codec.FeatureID(unescape(row.ID), nil, d.features)
	at := message.Place{File: d.name, Line: d.lines.number, Feature: f.ID}
	if limit := d.lines.limits.Features; d.features > limit {
		return f, msgRowsFeatures.Error(message.ErrLimit, at, "limit", limit)
	}
	if text := bytes.TrimSpace(row.Text); len(text) == 0 || string(text) == Null {
		if d.keepEmpty {
			return codec.Landless(f, at), nil
		}
		return f, msgRowsNull.Error(boundary.ErrGeometry, at)
	}
	g, err := d.Decode(d.ctx, row.Text, before)
	landless := d.keepEmpty && errors.Is(err, boundary.ErrNoLand)
	if err != nil && !landless {
		return f, message.At(err, at)
	}
	// Assumptions are the same line after line: the first one says them.
	for _, n := range g.Assumed {
		n.Place = n.Place.Within(at)
		d.remarks.Add(n)
	}
	for _, n := range g.Repairs {
		n.Place = n.Place.Within(at)
		f.Notes = append(f.Notes, n)
	}
	if f.Boundary = g.Boundary; landless {
		f = codec.Landless(f, at)
	}
	return f, nil
}
