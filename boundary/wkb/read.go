package wkb

import (
	"bufio"
	"bytes"
	"io"
	"iter"
	"strings"

	"github.com/sanxian/sanxian/boundary"
)

// Read returns the geometries of a text with one in each line, as hexadecimal
// WKB alone or after an id and a tab: what psql makes of
//
//	\copy (SELECT id, geom FROM sites) TO 'sites.txt'
//
// Blank lines are skipped. A file that begins with byte 0 or 1 is one geometry
// in binary. The stream ends after the first error.
func Read(r io.Reader, opt *Options) iter.Seq2[boundary.Feature, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(boundary.Feature, error) bool) {
		d := reader{opt: opt, lines: newLines(r, opt.Limits), said: map[string]bool{}}
		for {
			f, err := d.next()
			if err == io.EOF {
				if d.features == 0 {
					d.remark(boundary.NewNote("wkb.no_features", boundary.Place{}, "the file holds no geometry"))
				}
				return
			}
			if err != nil {
				yield(boundary.Feature{}, boundary.At(err, boundary.Place{File: opt.Name, Line: d.lines.number}))
				return
			}
			if !yield(f, nil) {
				return
			}
		}
	}
}

type reader struct {
	opt      *Options
	lines    *lines
	features int
	said     map[string]bool // remarks made
}

// next returns the next feature, io.EOF after the last.
func (d *reader) next() (boundary.Feature, error) {
	for {
		text, err := d.lines.next()
		if err != nil {
			return boundary.Feature{}, err
		}
		if binary := len(text) > 0 && text[0] <= 1; binary {
			return d.feature("", text)
		}
		text = bytes.TrimRight(text, "\r\n")
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		id, rest, found := bytes.Cut(text, []byte{'\t'})
		if !found {
			return d.feature("", text)
		}
		if n := bytes.Count(rest, []byte{'\t'}); n > 0 {
			return boundary.Feature{}, boundary.NewError(boundary.ErrSyntax, "wkb.columns", boundary.Place{},
				"the line has {count} columns; it should have an id and a geometry", "count", n+2)
		}
		return d.feature(unescape(string(id)), rest)
	}
}

func (d *reader) feature(id string, text []byte) (f boundary.Feature, err error) {
	d.features++
	f.ID = boundary.FeatureID(id, nil, d.features)
	at := boundary.Place{File: d.opt.Name, Line: d.lines.number, Feature: f.ID}
	if limit := d.lines.limits.Features; d.features > limit {
		return f, boundary.NewError(boundary.ErrLimit, "wkb.features", at, "there are more than {limit} geometries", "limit", limit)
	}
	if column := bytes.TrimSpace(text); len(column) == 0 || string(column) == null {
		return f, boundary.NewError(boundary.ErrGeometry, "wkb.null", at, "there is no geometry: the column is NULL or blank")
	}
	g, err := unmarshal(text, d.opt)
	if err != nil {
		return f, boundary.At(err, at)
	}
	// Assumptions are the same line after line: the first one says them.
	for _, n := range g.assumed {
		n.Place = n.Place.Within(at)
		d.remark(n)
	}
	for _, n := range g.repairs {
		n.Place = n.Place.Within(at)
		f.Notes = append(f.Notes, n)
	}
	f.Boundary = g.boundary
	return f, nil
}

func (d *reader) remark(n boundary.Note) {
	if key := n.Code + n.Text; !d.said[key] && len(d.said) < 1000 {
		d.said[key] = true
		d.opt.Remark(n)
	}
}

// Write writes features as Read reads them: id, tab, hexadecimal EWKB. It ends
// with the first error of the features. Properties are not written.
func Write(w io.Writer, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	out := bufio.NewWriter(w)
	var binary, line []byte
	for f, err := range features {
		if err != nil {
			out.Flush()
			return err
		}
		line = append(append(line[:0], escaper.Replace(f.ID)...), '\t')
		binary = Append(binary[:0], f.Boundary, opt)
		line = append(appendHex(line, binary), '\n')
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// null is NULL in the text format of PostgreSQL's COPY.
const null = `\N`

// The text format of COPY escapes what separates columns and lines.
var escaper = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// unescape undoes COPY's escapes; NULL is "".
func unescape(s string) string {
	if s == null {
		return ""
	}
	if !strings.Contains(s, `\`) {
		return s
	}
	return unescaper.Replace(s)
}

var unescaper = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r", `\b`, "\b", `\f`, "\f", `\v`, "\v", `\`, "")
