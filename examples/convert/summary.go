package main

import (
	"encoding/json"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

// A summary is what features hold, counted while they pass.
type summary struct {
	features, polygons, holes, vertices int
	area                                boundary.Area // sum over the features
	frames                              map[boundary.Frame]int
	order                               []boundary.Frame // as they appear
	box                                 box              // in the first frame
	degrees                             box

	fields     []*field
	byName     map[string]*field
	moreFields int // not counted: there are too many
	notes      notes

	aliases           *dialect.Table
	line              rules.Line // "" where the name of the file says none
	subZones, members tally
}

type box struct{ minX, minY, maxX, maxY float64 }

func newBox() box { return box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

func (b *box) add(x, y float64) {
	b.minX, b.minY = min(b.minX, x), min(b.minY, y)
	b.maxX, b.maxY = max(b.maxX, x), max(b.maxY, y)
}

func (b box) meets(c box) bool {
	return b.minX <= c.maxX && b.maxX >= c.minX && b.minY <= c.maxY && b.maxY >= c.minY
}

// china is a generous rectangle of longitudes and latitudes.
var china = box{70, 0, 140, 60}

func newSummary(name string, aliases *dialect.Table) *summary {
	s := &summary{aliases: aliases, frames: map[boundary.Frame]int{}, box: newBox(), degrees: newBox(), byName: map[string]*field{}}
	s.line, _ = aliases.Line(name)
	return s
}

func (s *summary) add(f boundary.Feature) {
	for _, n := range f.Notes {
		s.notes.add(n)
	}
	if f.Boundary.Empty() {
		return // left out
	}
	s.features++
	frame := f.Boundary.Frame()
	if s.frames[frame]++; s.frames[frame] == 1 {
		s.order = append(s.order, frame)
	}
	area := f.Boundary.Area()
	s.area += area
	s.vertices += f.Boundary.Vertices()
	for _, p := range f.Boundary.Polygons() {
		s.polygons++
		s.holes += len(p) - 1
		for _, q := range p[0] {
			if frame == s.order[0] {
				s.box.add(q.X, q.Y)
			}
		}
	}
	r := f.Boundary.Bounds()
	s.degrees.add(r.Lo().Lng.Degrees(), r.Lo().Lat.Degrees())
	s.degrees.add(r.Hi().Lng.Degrees(), r.Hi().Lat.Degrees())
	for name, value := range f.Properties.All() {
		s.field(name).see(value, area)
	}
	s.recognise(f.Properties)
}

// counting adds the features to the summary as they pass.
func (s *summary) counting(features iter.Seq2[boundary.Feature, error]) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if err == nil {
				s.add(f)
			}
			if !yield(f, err) {
				return
			}
		}
	}
}

// mostFields bounds what a file that names every value anew makes us keep.
const mostFields = 500

func (s *summary) field(name string) *field {
	f := s.byName[name]
	if f == nil {
		f = &field{name: name}
		if len(s.fields) >= mostFields {
			s.moreFields++
			return f
		}
		for _, a := range s.aliases.Areas {
			if a.Field == name {
				f.area, f.units = &a, map[string]int{}
			}
		}
		s.byName[name] = f
		s.fields = append(s.fields, f)
	}
	return f
}

// A field is a property with what was seen of it.
type field struct {
	name                           string
	numbers, texts, logicals, rest int // values of each type
	digits                         int // texts that are numbers
	whole                          bool
	examples                       []string // different values, the first few

	area  *dialect.AreaAlias // of a field of areas
	units map[string]int     // features by the unit in which they agree with the geometry, "" for none
}

const mostExamples = 3

func (f *field) values() int { return f.numbers + f.texts + f.logicals + f.rest }

func (f *field) see(value json.RawMessage, area boundary.Area) {
	text := string(value)
	switch {
	case text == "" || text == "null" || text == `""`:
		return
	case value[0] == '"':
		if json.Unmarshal(value, &text) != nil {
			return
		}
		if text = strings.TrimSpace(text); text == "" {
			return
		}
		f.texts++
		if strings.Trim(text, "0123456789") == "" {
			f.digits++
		}
	case text == "true" || text == "false":
		f.logicals++
	case value[0] == '{' || value[0] == '[':
		f.rest++
	default:
		if f.numbers++; f.numbers == 1 {
			f.whole = true
		}
		f.whole = f.whole && !strings.ContainsAny(text, ".eE")
	}
	if len(f.examples) < mostExamples {
		text = clip(text)
		for _, e := range f.examples {
			if e == text {
				text = ""
				break
			}
		}
		if text != "" {
			f.examples = append(f.examples, text)
		}
	}
	if f.area != nil {
		f.compare(value, area)
	}
}

// compare finds the unit of an area by the geometry.
func (f *field) compare(value json.RawMessage, area boundary.Area) {
	p, err := boundary.NewProperties(f.name, value)
	if err != nil {
		return
	}
	if stated, ok := p.Number(f.name); ok && stated > 0 {
		f.units[f.area.Unit(stated, area)]++
	}
}

// clip shortens a value to what fits beside others.
func clip(s string) string {
	const most = 24
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	return s
}

// A tally counts features by what a field of the alias table says they are.
type tally struct {
	fields []string // that say so
	keys   []string // in order of appearance; "?" and words are not known
	counts map[string]int
}

func (t *tally) add(field, key, words string, known bool) {
	if words == "" {
		return
	}
	if !known {
		key = "?" + clip(words)
	}
	if !slices.Contains(t.fields, field) {
		t.fields = append(t.fields, field)
	}
	if t.counts == nil {
		t.counts = map[string]int{}
	}
	const most = 50
	if t.counts[key] == 0 && len(t.keys) < most {
		t.keys = append(t.keys, key)
	}
	t.counts[key]++
}

// recognise finds the sub-zone of a feature, and its line in a layer of
// several.
func (s *summary) recognise(p boundary.Properties) {
	line, field, words, known := s.aliases.Member(p)
	s.members.add(field, string(line), words, known)
	zone, field, words := s.aliases.SubZone(s.line, "", p)
	if zone != rules.Other && words == "" {
		words = field // blank, which says so
	}
	s.subZones.add(field, string(zone), words, zone != rules.Other)
}
