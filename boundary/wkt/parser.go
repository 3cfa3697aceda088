package wkt

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/boundary/internal/rows"
	"github.com/sanxian/sanxian/message"
)

var (
	msgWktNothing  = message.New("wkt.nothing", "there is no WKT: the text is empty", "内容为空，没有 WKT 图形")
	msgWktTrailing = message.New("wkt.trailing", "column {column}: {found} follows the geometry", "第 {column} 列：图形结束之后还有多余内容 {found}")
	msgWktSrid     = message.New("wkt.srid", "column {column}: {found} is found where the number of an SRID is expected",
		"第 {column} 列：此处应为 SRID 的编号，实际为 {found}")
	msgWktDepth = message.New("wkt.depth", "column {column}: collections nest deeper than {limit}", "第 {column} 列：图形集合嵌套超过 {limit} 层")
	msgWktType  = message.New("wkt.type", "column {column}: the geometry is a {type}; only polygons can be read",
		"第 {column} 列：图形类型为 {type}，只能读取面（POLYGON、MULTIPOLYGON）")
	msgWktKeyword = message.New("wkt.keyword", "column {column}: {found} is found where the name of a geometry (POLYGON, MULTIPOLYGON) is expected",
		"第 {column} 列：此处应为图形类型（POLYGON 或 MULTIPOLYGON），实际为 {found}")
	msgWktRings    = message.New("wkt.rings", "the geometry has more than {limit} rings", "图形的环超过 {limit} 个")
	msgWktVertices = message.New("wkt.vertices", "the geometry has more than {limit} vertices", "图形的顶点超过 {limit} 个")
	msgWktNumbers  = message.New("wkt.numbers", "column {column}: the vertex has {count} numbers where {wanted} are expected",
		"第 {column} 列：该顶点有 {count} 个数，应为 {wanted} 个")
	msgWktRange     = message.New("wkt.range", "column {column}: {found} is too large for a number", "第 {column} 列：{found} 超出数值范围")
	msgWktNumber    = message.New("wkt.number", "column {column}: {found} is found where a number is expected", "第 {column} 列：此处应为数字，实际为 {found}")
	msgWktList      = message.New("wkt.list", "column {column}: {found} is found where , or ) is expected", "第 {column} 列：此处应为逗号或右括号，实际为 {found}")
	msgWktExpected  = message.New("wkt.expected", "column {column}: {found} is found where {wanted} is expected", "第 {column} 列：此处应为 {wanted}，实际为 {found}")
	msgWktEmpty     = message.New("wkt.empty", "column {column}: there is no geometry: the {type} is empty", "第 {column} 列：没有图形，{type} 为空")
	msgWktTruncated = message.New("wkt.truncated", "column {column}: the text ends before the geometry is complete", "第 {column} 列：文本到此结束，图形不完整")
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

	place    message.Place // polygon, ring and vertex being read
	polygons []boundary.Polygon
	rings    int
	vertices int
	srid     int // 0: none
	z, m     bool
}

func newParser(s string, limits boundary.Limits) *parser {
	return &parser{s: s, column: 1, limits: codec.Limits(limits)}
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
		return msgWktNothing.Error(message.ErrSyntax, message.Place{})
	}
	if err := p.readSRID(); err != nil {
		return err
	}
	if err := p.geometry(0); err != nil {
		return err
	}
	if p.space(); p.at < len(p.s) {
		return p.fail(msgWktTrailing, "found", p.found())
	}
	return nil
}

// notes says what was read and not kept.
func (p *parser) notes() []message.Note { return rows.Dimensions(p.z, p.m) }

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
		return p.unexpected(msgWktSrid)
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
		return p.failAs(message.ErrLimit, msgWktDepth, "limit", limit)
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
			return p.failAs(boundary.ErrGeometry, msgWktType, "type", kind)
		}
		return p.unexpected(msgWktKeyword)
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
	p.place = message.Place{Polygon: len(p.polygons) + 1}
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
			return p.failAs(message.ErrLimit, msgWktRings, "limit", p.limits.Rings)
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
	p.place = message.Place{}
	return nil
}

// vertex reads two to four numbers.
func (p *parser) vertex(d *dimension) (boundary.Point, error) {
	var v [4]float64
	if p.vertices++; p.vertices > p.limits.Vertices {
		return boundary.Point{}, p.failAs(message.ErrLimit, msgWktVertices, "limit", p.limits.Vertices)
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
		return boundary.Point{}, p.fail(msgWktNumbers, "count", n, "wanted", d.numbers)
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
		return 0, p.failAs(boundary.ErrGeometry, msgWktRange, "found", p.found())
	}
	return 0, p.unexpected(msgWktNumber)
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
			return p.unexpected(msgWktList)
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
	return p.unexpected(msgWktExpected, "wanted", string(c))
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
	return p.failAs(boundary.ErrNoLand, msgWktEmpty, "type", kind)
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
func (p *parser) unexpected(m *message.Message, pairs ...any) error {
	if p.at == len(p.s) {
		return p.fail(msgWktTruncated)
	}
	return p.fail(m, append(pairs, "found", p.found())...)
}

// fail returns an error of syntax at the current place.
func (p *parser) fail(m *message.Message, pairs ...any) error {
	return p.failAs(message.ErrSyntax, m, pairs...)
}

func (p *parser) failAs(class error, m *message.Message, pairs ...any) error {
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
	return m.Error(class, at, append(pairs, "column", column)...)
}
