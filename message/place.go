package message

import (
	"fmt"
	"strconv"
	"strings"
)

// A Place says where in the input something was found. Numbers count from 1,
// as people do; 0 means that the number is not known or does not apply.
type Place struct {
	File    string    `json:"file,omitempty"`    // name of the file or stream
	Line    int       `json:"line,omitempty"`    // line or record of the file
	Feature string    `json:"feature,omitempty"` // id of the feature
	Polygon int       `json:"polygon,omitempty"` // of a multipolygon
	Ring    int       `json:"ring,omitempty"`    // of the polygon; 1 is the shell
	Vertex  int       `json:"vertex,omitempty"`  // of the ring
	Point   *Position `json:"point,omitempty"`   // the coordinates, in the frame of the input
}

// A Position is a pair of coordinates as the input has them: longitude and
// latitude in degrees, or easting and northing in metres.
type Position struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// String returns the known parts of the place in English, from the file inwards.
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
		add("at (%s %s)", figure(p.Point.X), figure(p.Point.Y))
	}
	return strings.Join(parts, ", ")
}

// In returns the known parts of the place in the language.
func (p Place) In(lang Lang) string {
	if lang == English {
		return p.String()
	}
	var parts []string
	number := func(n int, what string) {
		if n > 0 {
			parts = append(parts, "第 "+strconv.Itoa(n)+" "+what)
		}
	}
	if p.File != "" {
		parts = append(parts, "文件 "+p.File)
	}
	number(p.Line, "行")
	if p.Feature != "" {
		parts = append(parts, "图斑 "+p.Feature)
	}
	number(p.Polygon, "个多边形")
	number(p.Ring, "环")
	number(p.Vertex, "点")
	if p.Point != nil {
		parts = append(parts, "坐标 ("+figure(p.Point.X)+" "+figure(p.Point.Y)+")")
	}
	return strings.Join(parts, "，")
}

func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

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
