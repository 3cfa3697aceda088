package wkb

import (
	"bytes"
	"context"
	"io"
	"iter"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/rows"
	"github.com/sanxian/sanxian/message"
)

var msgWkbColumns = message.New("wkb.columns", "the line has {count} columns; it should have an id and a geometry", "该行有 {count} 列，应为编号和图形两列")

// Read returns the geometries of a text with one in each line, as hexadecimal
// WKB alone or after an id and a tab: what psql makes of
//
//	\copy (SELECT id, geom FROM sites) TO 'sites.txt'
//
// Blank lines are skipped. A file that begins with byte 0 or 1 is one geometry
// in binary. The stream ends after the first error.
func Read(ctx context.Context, r io.Reader, opt *Options) iter.Seq2[boundary.Feature, error] {
	if opt == nil {
		opt = &Options{}
	}
	return rows.Read(ctx, r, &opt.Reading, rows.Format{
		Binary: true,
		Split:  split,
		Decode: func(ctx context.Context, text, _ []byte) (rows.Geometry, error) { return unmarshal(ctx, text, opt) },
	})
}

// split separates the id from the geometry.
func split(line []byte) (rows.Row, error) {
	id, text, found := bytes.Cut(line, []byte{'\t'})
	if !found {
		return rows.Row{Text: line}, nil
	}
	if n := bytes.Count(text, []byte{'\t'}); n > 0 {
		return rows.Row{}, msgWkbColumns.Error(message.ErrSyntax, message.Place{},
			"count", n+2)
	}
	return rows.Row{ID: string(id), Text: text}, nil
}

// Write writes features as Read reads them: id, tab, hexadecimal EWKB. It ends
// with the first error of the features. Properties are not written.
func Write(w io.Writer, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	var binary []byte
	return rows.Write(w, features, false, func(line []byte, b *boundary.Boundary) []byte {
		binary = Append(binary[:0], b, opt)
		return appendHex(line, binary)
	})
}
