package wkt

import (
	"context"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/rows"
	"github.com/sanxian/sanxian/message"
)

var msgWktCommented = message.New("wkt.commented", "the line begins with # and is skipped, but it holds a geometry; an id that begins with # is written \\#",
	"以 # 开头的行按注释略过，但其中含有图形；编号以 # 开头时应写作 \\#")

// Read returns the geometries of a text with one in each line, as WKT or EWKT
// alone or after an id and a tab: what psql makes of
//
//	\copy (SELECT id, ST_AsEWKT(geom, 17) FROM sites) TO 'sites.txt'
//
// Blank lines and lines that begin with # are skipped. The stream ends after
// the first error.
func Read(ctx context.Context, r io.Reader, opt *Options) iter.Seq2[boundary.Feature, error] {
	if opt == nil {
		opt = &Options{}
	}
	return rows.Read(ctx, r, &opt.Reading, rows.Format{
		Split: split,
		Decode: func(ctx context.Context, text, before []byte) (rows.Geometry, error) {
			return unmarshal(ctx, string(text), 1+utf8.RuneCount(before), opt)
		},
	})
}

// split separates the id from the geometry, and skips comments. It warns of a
// comment that may be a feature with an id such as #1.
func split(line []byte) (rows.Row, error) {
	id, text := columns(string(line))
	row := rows.Row{ID: id, Text: line[len(line)-len(text):], Skip: line[0] == '#'}
	if row.Skip && id != "" {
		n := msgWktCommented.Warning(message.Place{})
		row.Note = &n
	}
	return row, nil
}

// columns splits a line at its first tab, if that is one between an id and a
// geometry and not white space within a geometry.
func columns(line string) (id, rest string) {
	id, rest, found := strings.Cut(line, "\t")
	if !found || strings.HasPrefix(strings.ToUpper(id), "SRID=") && strings.HasSuffix(id, ";") {
		return "", line
	}
	p := newParser(rest, boundary.Limits{})
	p.space()
	word, _ := tag(p.word())
	switch word {
	case "SRID", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION":
		return id, rest
	}
	if refused[word] || p.at == len(rest) || rest[p.at:] == rows.Null {
		return id, rest
	}
	return "", line
}

// Write writes features as Read reads them: id, tab, EWKT. It ends with the
// first error of the features. Properties are not written.
func Write(w io.Writer, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	return rows.Write(w, features, true, func(line []byte, b *boundary.Boundary) []byte { return Append(line, b, opt) })
}
