package wkt

import (
	"bufio"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/sanxian/sanxian/boundary"
)

// Read returns the geometries of a text with one in each line, as WKT or EWKT
// alone or after an id and a tab: what psql makes of
//
//	\copy (SELECT id, ST_AsEWKT(geom, 17) FROM sites) TO 'sites.txt'
//
// Blank lines and lines that begin with # are skipped. The stream ends after
// the first error.
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
					d.remark(boundary.NewNote("wkt.no_features", boundary.Place{}, "the file holds no geometry"))
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
		b, err := d.lines.next()
		if err != nil {
			return boundary.Feature{}, err
		}
		text := strings.TrimRight(string(b), "\r\n")
		id, rest := columns(text)
		switch {
		case strings.TrimSpace(text) == "":
		case text[0] == '#':
			if id != "" {
				d.commented()
			}
		default:
			return d.feature(unescape(id), rest, 1+utf8.RuneCountInString(text[:len(text)-len(rest)]))
		}
	}
}

// commented warns of a line that was meant as a feature with an id such as #1,
// perhaps.
func (d *reader) commented() {
	n := boundary.NewNote("wkt.commented", boundary.Place{Line: d.lines.number},
		"the line begins with # and is skipped, but it holds a geometry; an id that begins with # is written \\#")
	n.Warning = true
	d.remark(n)
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
	if refused[word] || p.at == len(rest) || rest[p.at:] == null {
		return id, rest
	}
	return "", line
}

func (d *reader) feature(id, text string, column int) (f boundary.Feature, err error) {
	d.features++
	f.ID = boundary.FeatureID(id, nil, d.features)
	at := boundary.Place{File: d.opt.Name, Line: d.lines.number, Feature: f.ID}
	if limit := d.lines.limits.Features; d.features > limit {
		return f, boundary.NewError(boundary.ErrLimit, "wkt.features", at, "there are more than {limit} geometries", "limit", limit)
	}
	if text := strings.TrimSpace(text); text == "" || text == null {
		return f, boundary.NewError(boundary.ErrGeometry, "wkt.null", at, "there is no geometry: the column is NULL or blank")
	}
	g, err := unmarshal(text, column, d.opt)
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

// Write writes features as Read reads them: id, tab, EWKT. It ends with the
// first error of the features. Properties are not written.
func Write(w io.Writer, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	out := bufio.NewWriter(w)
	var line []byte
	for f, err := range features {
		if err != nil {
			out.Flush()
			return err
		}
		line = line[:0]
		if strings.HasPrefix(f.ID, "#") { // not a comment
			line = append(line, '\\')
		}
		line = append(append(line, escaper.Replace(f.ID)...), '\t')
		line = append(Append(line, f.Boundary, opt), '\n')
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
