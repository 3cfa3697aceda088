package zones

import (
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary"
)

// members picks the features of one line from a layer of several, such as the
// 管控边界 (GKBJ) of a village plan.
type members struct {
	aliases        *Aliases
	line           Line
	apply          bool
	others, doubts tally
}

// A tally counts features that are alike and keeps their words.
type tally struct {
	n            int
	first, field string
	words        []string
}

func (t *tally) add(id, field, words string) {
	if t.n++; t.n == 1 {
		t.first, t.field = id, field
	}
	const most = 10
	if len(t.words) < most && !slices.Contains(t.words, words) {
		t.words = append(t.words, words)
	}
}

func newMembers(a *Aliases, line Line) *members {
	return &members{aliases: a, line: line, apply: a.hasMembers(line)}
}

// take reports whether a feature belongs to the line. One whose words are not
// known does where that cannot permit anything: everywhere but in the village
// construction boundary.
func (m *members) take(f *boundary.Feature) bool {
	if !m.apply {
		return true
	}
	line, field, words, known := m.aliases.Member(f.Properties)
	switch {
	case words == "" || known && line == m.line:
		return true
	case known:
		m.others.add(f.ID, field, words)
		return false
	}
	m.doubts.add(f.ID, field, words)
	return m.line != VillageBoundary
}

func (m *members) notes(file string) []boundary.Note {
	var notes []boundary.Note
	if t := &m.others; t.n > 0 {
		notes = append(notes, boundary.NewNote("layer.members", boundary.Place{File: file, Feature: t.first},
			"{n} features are of other boundaries by their {field} ({words}) and were left out", "n", t.n, "field", t.field, "words", strings.Join(t.words, ", ")))
	}
	if t := &m.doubts; t.n > 0 {
		at, pairs := boundary.Place{File: file, Feature: t.first}, []any{"n", t.n, "field", t.field, "words", strings.Join(t.words, ", ")}
		n := boundary.NewNote("layer.members_kept", at, "{n} features have a {field} that is not known ({words}); they were taken as of this layer", pairs...)
		if m.line == VillageBoundary {
			n = boundary.NewNote("layer.members_unknown", at, "{n} features have a {field} that is not known ({words}) and were left out", pairs...)
		}
		n.Warning = true
		notes = append(notes, n)
	}
	return notes
}
