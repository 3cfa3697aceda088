package main

import (
	"fmt"
	"strings"

	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/message"
)

// notes are grouped by their code: what is wrong in one feature is wrong in
// hundreds.
type notes struct {
	groups []*group
	byCode map[string]*group
}

type group struct {
	first message.Note
	count int
}

func (s *notes) add(n message.Note) {
	g := s.byCode[n.Code]
	if g == nil {
		if s.byCode == nil {
			s.byCode = map[string]*group{}
		}
		g = &group{first: n}
		s.byCode[n.Code] = g
		s.groups = append(s.groups, g)
	}
	g.count++
	if n.Warning && !g.first.Warning {
		g.first = n
	}
}

func (s *notes) merge(g *group) {
	s.add(g.first)
	s.byCode[g.first.Code].count += g.count - 1
}

// notes lists what was assumed and repaired, warnings first.
func (d description) notes(s *open.Source, all *notes) {
	if len(all.groups) == 0 {
		return
	}
	d.row("提示", "Notes", "%d", len(all.groups))
	for _, warning := range []bool{true, false} {
		for _, g := range all.groups {
			if g.first.Warning != warning {
				continue
			}
			n := g.first
			n.Place.File = strings.TrimPrefix(strings.TrimPrefix(n.Place.File, s.Name), "/") // it is on the first line
			d.note(n, g.count)
		}
	}
}

// note writes one note; a warning is marked.
func (d description) note(n message.Note, count int) {
	mark := "  - "
	if n.Warning {
		mark = "  ! "
	}
	text := n.In(d.lang)
	if count > 1 {
		text += d.paren(fmt.Sprintf(d.pick("共 %d 处，此为首处", "%d times, this is the first"), count))
	}
	fmt.Fprintln(d.w, mark+clean(text))
}
