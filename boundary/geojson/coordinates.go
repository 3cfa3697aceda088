package geojson

import (
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonEmpty       = message.New("geojson.empty", "some coordinates are an empty list", "有坐标为空")
	msgGeojsonNesting     = message.New("geojson.nesting", "the coordinates are not nested as those of a {type} are", "坐标的层次与 {type} 不符")
	msgGeojsonRings       = message.New("geojson.rings", "the feature has more than {limit} rings", "要素的环超过 {limit} 个")
	msgGeojsonVertices    = message.New("geojson.vertices", "the feature has more than {limit} vertices", "要素的顶点超过 {limit} 个")
	msgGeojsonOneOrdinate = message.New("geojson.one_ordinate", "a vertex has one coordinate instead of two", "顶点只有一个坐标值，应有两个")
	msgGeojsonOverflow    = message.New("geojson.overflow", "coordinate {text} is too large for a number", "坐标 {text} 超出数值范围")
	msgGeojsonNotNumber   = message.New("geojson.not_number", "a coordinate is {text}, not a number", "坐标为 {text}，不是数字")
)

// coordinates reads the coordinates of a Polygon or MultiPolygon into the shape
// and returns how deep they are nested: 3 or 4. Where the type of the geometry
// is not known yet, the opening brackets tell.
func (r *reader) coordinates(kind string) (levels int, err error) {
	s := r.scanner
	r.opened = 0
	switch kind {
	case "Polygon":
		levels = 3
	case "MultiPolygon":
		levels = 4
	default:
		for s.peek() == '[' && r.opened <= 4 {
			s.pos++
			r.opened++
		}
		if c := s.peek(); c == ']' && r.opened > 0 {
			return r.nothing()
		} else if c != '-' && (c < '0' || c > '9') {
			return 0, r.notNumber()
		}
		if levels = r.opened; levels != 3 && levels != 4 {
			return 0, r.nesting()
		}
	}
	if levels == 3 {
		return 3, r.polygon()
	}
	return 4, r.array(r.polygon)
}

// nothing reads the end of brackets that hold no coordinates at all, before the type
// of the geometry is known: there are no levels to compare with it.
func (r *reader) nothing() (levels int, err error) {
	if err := r.empty(); err != nil {
		return 0, err
	}
	for ; r.opened > 0; r.opened-- {
		if err := r.scanner.expect(']'); err != nil {
			return 0, r.located(err)
		}
	}
	return 0, nil
}

// array reads an array of items.
func (r *reader) array(item func() error) error {
	if more, err := r.enter(); !more {
		return err
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if r.scanner.take(']') {
			return nil
		}
		if !r.scanner.take(',') {
			return r.located(r.scanner.unexpected(`"," or "]"`))
		}
	}
}

// enter consumes the bracket of an array, unless coordinates did, and reports whether
// there is anything in it.
func (r *reader) enter() (more bool, err error) {
	if r.opened > 0 {
		r.opened--
		return true, nil
	}
	s := r.scanner
	switch c := s.peek(); {
	case c == '[':
		s.pos++
		if !s.take(']') {
			return true, nil
		}
		return false, r.empty()
	case c == '-' || '0' <= c && c <= '9':
		return false, r.nesting()
	}
	return false, r.located(s.unexpected(`"["`))
}

// empty remembers that an array is empty, or refuses it.
func (r *reader) empty() error {
	err := r.located(r.geometryError(msgGeojsonEmpty))
	if r.shape.vertex > 0 || r.opt.Build != nil && r.opt.Build.Strict {
		return err
	}
	if r.shape.empty == nil {
		r.shape.empty = err
	}
	return nil
}

// nesting refuses brackets that are too many or too few for the place.
func (r *reader) nesting() error { return r.located(r.nested("Polygon")) }

func (r *reader) nested(kind string) error {
	return r.geometryError(msgGeojsonNesting, "type", kind)
}

func (r *reader) polygon() error {
	if err := r.array(r.ring); err != nil {
		return err
	}
	h := r.shape
	if n := len(h.parts); n == 0 && len(h.rings) > 0 || n > 0 && len(h.rings) > int(h.parts[n-1]) {
		h.parts = append(h.parts, int32(len(h.rings)))
	}
	return nil
}

func (r *reader) ring() error {
	if more, err := r.enter(); !more {
		return err
	}
	s, h := r.scanner, r.shape
	if len(h.rings) >= s.limits.Rings {
		return r.located(msgGeojsonRings.Error(message.ErrLimit, message.Place{Line: s.line},
			"limit", s.limits.Rings))
	}
	for h.vertex = 1; ; h.vertex++ {
		if err := r.position(); err != nil {
			return r.located(err)
		}
		if s.take(',') {
			continue
		}
		if !s.take(']') {
			return r.located(s.unexpected(`"," or "]"`))
		}
		h.vertex = 0
		h.rings = append(h.rings, int32(len(h.points)))
		return nil
	}
}

// position reads one vertex: two numbers, and further ones that are dropped.
func (r *reader) position() error {
	if _, err := r.enter(); err != nil {
		return err
	}
	s, h := r.scanner, r.shape
	if len(h.points) >= r.maxVertices {
		return msgGeojsonVertices.Error(message.ErrLimit, message.Place{Line: s.line},
			"limit", r.maxVertices)
	}
	var p boundary.Point
	var err error
	if p.X, err = r.ordinate(); err != nil {
		return err
	}
	if !s.take(',') {
		if s.peek() == ']' {
			return r.geometryError(msgGeojsonOneOrdinate)
		}
		return s.unexpected(`","`)
	}
	if p.Y, err = r.ordinate(); err != nil {
		return err
	}
	for s.take(',') {
		h.dropped = true
		if _, err := r.ordinate(); err != nil {
			return err
		}
	}
	if r.opt.NorthFirst {
		p.X, p.Y = p.Y, p.X
	}
	h.points = append(h.points, p)
	return s.expect(']')
}

func (r *reader) ordinate() (float64, error) {
	s := r.scanner
	if c := s.peek(); c != '-' && (c < '0' || c > '9') {
		return 0, r.notNumber()
	}
	if v, n := decimal(s.buf[s.pos:s.end]); n > 0 {
		s.pos += n
		return v, nil
	}
	text, err := s.number()
	if err != nil {
		return 0, err
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, r.geometryError(msgGeojsonOverflow, "text", clip(string(text)))
	}
	return v, nil
}

// powers are the powers of ten that are exact.
var powers = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// decimal returns the number at the beginning of text and its length, for
// numbers as most files have them: without exponent, and of so few digits that
// the quotient of two exact values is the correctly rounded one. The length is
// 0 for any other, and where text may end within the number.
func decimal(text []byte) (v float64, length int) {
	i := 0
	negative := len(text) > 0 && text[0] == '-'
	if negative {
		i++
	}
	first := i
	m := uint64(0)
	for i < len(text) && i < 20 && text[i]-'0' <= 9 {
		m = m*10 + uint64(text[i]-'0')
		i++
	}
	if i == first || text[first] == '0' && i > first+1 {
		return 0, 0
	}
	decimals := 0
	if i < len(text) && text[i] == '.' {
		i++
		point := i
		for i < len(text) && i < 20 && text[i]-'0' <= 9 {
			m = m*10 + uint64(text[i]-'0')
			i++
		}
		if decimals = i - point; decimals == 0 {
			return 0, 0
		}
	}
	// 19 digits cannot have overflowed m.
	if i >= len(text) || i-first > 19 || m > 1<<53 || numeric[text[i]] {
		return 0, 0
	}
	v = float64(m) / powers[decimals]
	if negative {
		v = -v
	}
	return v, i
}

// notNumber names what is there instead of a coordinate.
func (r *reader) notNumber() error {
	s := r.scanner
	switch c := s.peek(); {
	case c == '[':
		return r.nesting()
	case c == '"' || c == '{' || 'a' <= c|0x20 && c|0x20 <= 'z':
		found := []byte{c}
		if c == '"' {
			text, err := s.str()
			if err != nil {
				return err
			}
			found = text
		} else if c != '{' {
			for s.have(len(found)+1) && len(found) < 20 && 'a' <= s.buf[s.pos+len(found)]|0x20 && s.buf[s.pos+len(found)]|0x20 <= 'z' {
				found = append(found, s.buf[s.pos+len(found)])
			}
		}
		return r.located(r.geometryError(msgGeojsonNotNumber, "text", clip(string(found))))
	}
	return r.located(s.unexpected("a number"))
}
