package boundary

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// A Place says where in the input something was found. Numbers count from 1,
// as people do; 0 means that the number is not known or does not apply.
type Place struct {
	File    string `json:"file,omitempty"`    // name of the file or stream
	Line    int    `json:"line,omitempty"`    // line or record of the file
	Feature string `json:"feature,omitempty"` // id of the feature
	Polygon int    `json:"polygon,omitempty"` // part of a multipolygon
	Ring    int    `json:"ring,omitempty"`    // ring of the polygon, 1 is the shell
	Vertex  int    `json:"vertex,omitempty"`  // vertex of the ring
	Point   *Point `json:"point,omitempty"`   // the coordinates, in the frame of the input
}

// String returns the known parts of the place, from the file inwards.
func (p Place) String() string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if p.File != "" {
		add("%s", p.File)
	}
	if p.Line > 0 {
		add("line %d", p.Line)
	}
	if p.Feature != "" {
		add("feature %s", p.Feature)
	}
	if p.Polygon > 0 {
		add("polygon %d", p.Polygon)
	}
	if p.Ring > 0 {
		add("ring %d", p.Ring)
	}
	if p.Vertex > 0 {
		add("vertex %d", p.Vertex)
	}
	if p.Point != nil {
		add("at (%s %s)", formatCoordinate(p.Point.X), formatCoordinate(p.Point.Y))
	}
	return strings.Join(parts, ", ")
}

// Within returns the place with its unknown parts filled in from outer.
func (p Place) Within(outer Place) Place {
	if p.File == "" {
		p.File = outer.File
	}
	if p.Line == 0 {
		p.Line = outer.Line
	}
	if p.Feature == "" {
		p.Feature = outer.Feature
	}
	if p.Polygon == 0 {
		p.Polygon = outer.Polygon
	}
	if p.Ring == 0 {
		p.Ring = outer.Ring
	}
	if p.Vertex == 0 {
		p.Vertex = outer.Vertex
	}
	if p.Point == nil {
		p.Point = outer.Point
	}
	return p
}

// A Note is a located remark on input that was accepted: what was repaired,
// what was assumed, what contradicts what. Its code is stable and names the
// message in other languages; Text is the English message; Values are the
// figures in it under the names that translated messages use.
type Note struct {
	Code    string
	Place   Place
	Text    string
	Values  map[string]string
	Warning bool // something that a person should look at
}

// String returns the place and the English text.
func (n Note) String() string {
	if at := n.Place.String(); at != "" {
		return at + ": " + n.Text
	}
	return n.Text
}

// An Error says why input was refused, and where. It matches one of the
// sentinels below with errors.Is.
type Error struct {
	Class  error  // one of the sentinels
	Code   string // stable, names the message in other languages
	Place  Place
	Text   string // English, without the place
	Values map[string]string
	Cause  error // what lay behind it, or nil
}

// Input is refused with one of these.
var (
	// ErrSyntax: the bytes are not of the format.
	ErrSyntax = errors.New("boundary: malformed input")
	// ErrGeometry: the coordinates are not a polygon.
	ErrGeometry = errors.New("boundary: unusable geometry")
	// ErrFrame: the coordinate system is unknown, unsupported or contradicted.
	ErrFrame = errors.New("boundary: unsupported coordinate system")
	// ErrLimit: the input is larger than the limits allow.
	ErrLimit = errors.New("boundary: input exceeds a limit")
	// ErrTooComplex: the geometry needs more work than the limit allows.
	ErrTooComplex = errors.New("boundary: too complex")
)

// Error returns the class, the place and the reason.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Class.Error())
	if at := e.Place.String(); at != "" {
		b.WriteString(": ")
		b.WriteString(at)
	}
	if e.Text != "" {
		b.WriteString(": ")
		b.WriteString(e.Text)
	}
	if e.Cause != nil {
		b.WriteString(": ")
		b.WriteString(e.Cause.Error())
	}
	return b.String()
}

// Unwrap lets errors.Is and errors.As reach the class and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Class}
	}
	return []error{e.Class, e.Cause}
}

// At returns err with the unknown parts of its place filled in from outer, if
// it is an *Error; any other error is wrapped into one of class ErrSyntax.
// A nil error stays nil.
func At(err error, outer Place) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		c := *e
		c.Place = e.Place.Within(outer)
		return &c
	}
	return &Error{Class: ErrSyntax, Code: "unreadable", Place: outer, Cause: err}
}

// Values builds the values of a note or an error from name, value pairs.
func Values(pairs ...any) map[string]string {
	m := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	return m
}

// fill replaces {name} in text by the values.
func fill(text string, values map[string]string) string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	pairs := make([]string, 0, 2*len(names))
	for _, name := range names {
		pairs = append(pairs, "{"+name+"}", values[name])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// NewNote returns a note whose English text is made from a template with
// {name} for each value, given as name, value pairs.
func NewNote(code string, at Place, template string, pairs ...any) Note {
	v := Values(pairs...)
	return Note{Code: code, Place: at, Text: fill(template, v), Values: v}
}

// NewError returns an error of the class whose English text is made as in
// NewNote.
func NewError(class error, code string, at Place, template string, pairs ...any) *Error {
	v := Values(pairs...)
	return &Error{Class: class, Code: code, Place: at, Text: fill(template, v), Values: v}
}
