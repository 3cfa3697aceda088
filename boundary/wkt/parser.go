package wkt

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/rows"
)

// maxDepth is how deep collections nest; people nest them once at most.
const maxDepth = 16

// refused are the geometry types that are known and cannot be read.
var refused = map[string]bool{
	"POINT": true, "LINESTRING": true, "LINEARRING": true, "MULTIPOINT": true, "MULTILINESTRING": true,
	"CIRCULARSTRING": true, "COMPOUNDCURVE": true, "CURVEPOLYGON": true, "MULTICURVE": true, "MULTISURFACE": true,
	"POLYHEDRALSURFACE": true, "TIN": true, "TRIANGLE": true,
}

// A parser collects the polygons of one text by recursive descent.
type parser struct {
	s       string
	at      int // of the next byte
	column  int // of the first byte in its line, from 1
	limits  boundary.Limits
	empties bool // empty parts are left out, not refused

	place    boundary.Place // polygon, ring and vertex being read
	polygons []boundary.Polygon
	rings    int
	vertices int
	srid     int // 0: none
	z, m     bool
}

func newParser(s string, limits boundary.Limits) *parser {
	return &parser{s: s, column: 1, limits: limits.WithDefaults()}
}

// parse reads the text. It has at least one polygon unless empty ones are left
// out, and no polygon and no ring is empty.
func (p *parser) parse() error {
	if int64(len(p.s)) > p.limits.Bytes {
		return rows.TooManyBytes(p.limits.Bytes)
	}
	p.s = strings.TrimPrefix(p.s, "\ufeff")
	p.space()
	if p.at == len(p.s) {
		return boundary.NewError(boundary.ErrSyntax, "wkt.nothing", boundary.Place{}, "there is no WKT: the text is empty")
	}
	if err := p.readSRID(); err != nil {
		return err
	}
	if err := p.geometry(0); err != nil {
		return err
	}
	if p.space(); p.at < len(p.s) {
		return p.fail("wkt.trailing", "{found} follows the geometry", "found", p.found())
	}
	return nil
}

// notes says what was dropped.
func (p *parser) notes() []boundary.Note {
	dimension := ""
	if p.z {
		dimension = "Z"
	}
	if p.m {
		dimension += "M"
	}
	if dimension == "" {
		return nil
	}
	return []boundary.Note{boundary.NewNote("wkt.dimension", boundary.Place{},
		"the vertices have {dimension} (heights, measures); it is not kept", "dimension", dimension)}
}

// readSRID reads "SRID=4527;" if it is there.
func (p *parser) readSRID() error {
	start := p.at
	if p.word() != "SRID" {
		p.at = start
		return nil
	}
	if err := p.expect('='); err != nil {
		return err
	}
	p.space()
	start = p.at
	digits := p.number()
	srid, err := strconv.ParseInt(digits, 10, 32)
	if err != nil {
		p.at = start
		return p.unexpected("wkt.srid", "{found} is found where the number of an SRID is expected")
	}
	p.srid = max(int(srid), 0) // 0, and -1 in old PostGIS, say that it is not known
	return p.expect(';')
}

// A dimension is how many numbers a vertex has: as its tag says, else as the
// first vertex shows, 0 until then.
type dimension struct {
	numbers int
	m       bool // the third number is a measure
}

func (p *parser) geometry(depth int) error {
	if limit := min(p.limits.Depth, maxDepth); depth > limit {
		return p.failAs(boundary.ErrLimit, "wkt.depth", "collections nest deeper than {limit}", "limit", limit)
	}
	p.space()
	start := p.at
	kind, d := tag(p.word())
	if d.numbers == 0 {
		d = p.separateTag()
	}
	switch {
	case kind == "POLYGON":
		return p.polygon(&d)
	case kind != "MULTIPOLYGON" && kind != "GEOMETRYCOLLECTION":
		p.at = start
		if refused[kind] {
			return p.failAs(boundary.ErrGeometry, "wkt.type", "the geometry is a {type}; only polygons can be read", "type", kind)
		}
		return p.unexpected("wkt.keyword", "{found} is found where the name of a geometry (POLYGON, MULTIPOLYGON) is expected")
	case p.isEmpty():
		return p.empty(kind)
	case kind == "MULTIPOLYGON":
		return p.list(func(int) error { return p.polygon(&d) })
	}
	return p.list(func(int) error { return p.geometry(depth + 1) })
}

// separateTag reads Z, M or ZM as a word of its own if it is there.
func (p *parser) separateTag() dimension {
	p.space()
	start := p.at
	switch p.word() {
	case "Z":
		return dimension{numbers: 3}
	case "M":
		return dimension{numbers: 3, m: true}
	case "ZM":
		return dimension{numbers: 4}
	}
	p.at = start
	return dimension{}
}

// tag splits a word into the type and the dimension written on to it.
func tag(word string) (string, dimension) {
	for _, t := range []struct {
		suffix string
		dimension
	}{{"ZM", dimension{4, false}}, {"Z", dimension{3, false}}, {"M", dimension{3, true}}} {
		if kind, ok := strings.CutSuffix(word, t.suffix); ok && kind != "" {
			return kind, t.dimension
		}
	}
	return word, dimension{}
}

func (p *parser) polygon(d *dimension) error {
	p.place = boundary.Place{Polygon: len(p.polygons) + 1}
	if p.isEmpty() {
		return p.empty("POLYGON")
	}
	var polygon boundary.Polygon
	err := p.list(func(i int) error {
		p.place.Ring, p.place.Vertex = i+1, 0
		if p.isEmpty() {
			return p.empty("POLYGON")
		}
		if p.rings++; p.rings > p.limits.Rings {
			return p.failAs(boundary.ErrLimit, "wkt.rings", "the geometry has more than {limit} rings", "limit", p.limits.Rings)
		}
		var ring boundary.Ring
		err := p.list(func(k int) error {
			p.place.Vertex = k + 1
			q, err := p.vertex(d)
			ring = append(ring, q)
			return err
		})
		polygon = append(polygon, ring)
		return err
	})
	if err != nil {
		return err
	}
	if len(polygon) > 0 {
		p.polygons = append(p.polygons, polygon)
	}
	p.place = boundary.Place{}
	return nil
}

// vertex reads two to four numbers.
func (p *parser) vertex(d *dimension) (boundary.Point, error) {
	var v [4]float64
	if p.vertices++; p.vertices > p.limits.Vertices {
		return boundary.Point{}, p.failAs(boundary.ErrLimit, "wkt.vertices", "the geometry has more than {limit} vertices", "limit", p.limits.Vertices)
	}
	p.space()
	start, n := p.at, 0
	for ; n < len(v); n++ {
		p.space()
		if n >= 2 && (p.at == len(p.s) || p.s[p.at] == ',' || p.s[p.at] == ')') {
			break
		}
		var err error
		if v[n], err = p.coordinate(); err != nil {
			return boundary.Point{}, err
		}
	}
	if d.numbers == 0 {
		d.numbers = n
	}
	if n != d.numbers {
		p.at = start
		return boundary.Point{}, p.fail("wkt.numbers", "the vertex has {count} numbers where {wanted} are expected", "count", n, "wanted", d.numbers)
	}
	p.z = p.z || n == 4 || n == 3 && !d.m
	p.m = p.m || n == 4 || d.m
	return boundary.Point{X: v[0], Y: v[1]}, nil
}

func (p *parser) coordinate() (float64, error) {
	start := p.at
	text := p.number()
	v, err := strconv.ParseFloat(text, 64)
	if err == nil {
		return v, nil
	}
	p.at = start
	if math.IsInf(v, 0) {
		return 0, p.failAs(boundary.ErrGeometry, "wkt.range", "{found} is too large for a number", "found", p.found())
	}
	return 0, p.unexpected("wkt.number", "{found} is found where a number is expected")
}

// list reads items in parentheses with commas between.
func (p *parser) list(item func(i int) error) error {
	if err := p.expect('('); err != nil {
		return err
	}
	for i := 0; ; i++ {
		if err := item(i); err != nil {
			return err
		}
		p.space()
		c := byte(0)
		if p.at < len(p.s) {
			c = p.s[p.at]
		}
		if c != ',' && c != ')' {
			return p.unexpected("wkt.list", "{found} is found where , or ) is expected")
		}
		p.at++
		if c == ')' {
			return nil
		}
	}
}

func (p *parser) expect(c byte) error {
	p.space()
	if p.at < len(p.s) && p.s[p.at] == c {
		p.at++
		return nil
	}
	return p.unexpected("wkt.expected", "{found} is found where {wanted} is expected", "wanted", string(c))
}

// isEmpty reads the word EMPTY if it is there.
func (p *parser) isEmpty() bool {
	p.space()
	start := p.at
	if p.word() == "EMPTY" {
		return true
	}
	p.at = start
	return false
}

func (p *parser) empty(kind string) error {
	if p.empties {
		return nil
	}
	return p.failAs(boundary.ErrGeometry, "wkt.empty", "there is no geometry: the {type} is empty", "type", kind)
}

// space skips white space.
func (p *parser) space() {
	for p.at < len(p.s) && (p.s[p.at] == ' ' || p.s[p.at] >= '\t' && p.s[p.at] <= '\r') {
		p.at++
	}
}

// word reads letters and returns them in upper case. No word of WKT is longer
// than GEOMETRYCOLLECTIONZM.
func (p *parser) word() string {
	start := p.at
	for p.at < len(p.s) && p.s[p.at]|0x20 >= 'a' && p.s[p.at]|0x20 <= 'z' {
		p.at++
	}
	return strings.ToUpper(p.s[start:min(p.at, start+32)])
}

// number reads the characters of a number.
func (p *parser) number() string {
	start := p.at
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c >= '0' && c <= '9', c == '.', c == '-', c == '+', c == 'e', c == 'E':
			p.at++
			continue
		}
		break
	}
	return p.s[start:p.at]
}

// found shows what stands at the current place.
func (p *parser) found() string {
	const most = 20 // bytes
	rest := p.s[p.at:]
	if end := strings.IndexAny(rest, " \t\r\n,()"); end > 0 {
		rest = rest[:end]
	} else if end == 0 {
		rest = rest[:1]
	}
	if len(rest) <= most {
		return strconv.Quote(rest)
	}
	end := most
	for end > 0 && !utf8.RuneStart(rest[end]) {
		end--
	}
	return strconv.Quote(rest[:end] + "…")
}

// unexpected is fail with what was found, and its own error where the text has
// ended.
func (p *parser) unexpected(code, template string, pairs ...any) error {
	if p.at == len(p.s) {
		return p.fail("wkt.truncated", "the text ends before the geometry is complete")
	}
	return p.fail(code, template, append(pairs, "found", p.found())...)
}

// fail returns an error of syntax at the current place.
func (p *parser) fail(code, template string, pairs ...any) error {
	return p.failAs(boundary.ErrSyntax, code, template, pairs...)
}

func (p *parser) failAs(class error, code, template string, pairs ...any) error {
	before := p.s[:p.at]
	line, column := strings.Count(before, "\n"), p.column
	if line > 0 {
		before, column = before[strings.LastIndexByte(before, '\n')+1:], 1
	}
	column += utf8.RuneCountInString(before)
	at := p.place
	if strings.Contains(p.s, "\n") {
		at.Line = line + 1
	}
	return boundary.NewError(class, code, at, "column {column}: "+template, append(pairs, "column", column)...)
}
