package dialect

import (
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgLayerMembers = message.New("layer.members", "{n} features are of other boundaries by their {field} ({words}) and were left out",
		"有 {n} 个图斑按字段 {field} 属于其他管控边界（{words}），不计入本图层")
	msgLayerMembersKept = message.New("layer.members_kept", "{n} features have a {field} that is not known ({words}); they were taken as of this layer",
		"有 {n} 个图斑的字段 {field} 不认识（{words}），仍计入本图层")
	msgLayerMembersUnknown = message.New("layer.members_unknown", "{n} features have a {field} that is not known ({words}) and were left out",
		"有 {n} 个图斑的字段 {field} 不认识（{words}），不计入本图层")
)

// members picks the features of one line from a layer of several, such as the
// 管控边界 (GKBJ) of a village plan.
type members struct {
	table          *Table
	line           rules.Line
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

func newMembers(a *Table, line rules.Line) *members {
	return &members{table: a, line: line, apply: a.hasMembers(line)}
}

// take reports whether a feature belongs to the line. One whose words are not
// known belongs where that cannot permit anything: to every line but the village
// construction boundary.
func (m *members) take(f *boundary.Feature) bool {
	if !m.apply {
		return true
	}
	line, field, words, known := m.table.Member(f.Properties)
	switch {
	case words == "" || known && line == m.line:
		return true
	case known:
		m.others.add(f.ID, field, words)
		return false
	}
	m.doubts.add(f.ID, field, words)
	return m.line != rules.VillageBoundary
}

func (m *members) notes(file string) []message.Note {
	var notes []message.Note
	if t := &m.others; t.n > 0 {
		notes = append(notes, msgLayerMembers.Note(message.Place{File: file, Feature: t.first},
			"n", t.n, "field", t.field, "words", strings.Join(t.words, ", ")))
	}
	if t := &m.doubts; t.n > 0 {
		at, pairs := message.Place{File: file, Feature: t.first}, []any{"n", t.n, "field", t.field, "words", strings.Join(t.words, ", ")}
		n := msgLayerMembersKept.Note(at, pairs...)
		if m.line == rules.VillageBoundary {
			n = msgLayerMembersUnknown.Note(at, pairs...)
		}
		n.Warning = true
		notes = append(notes, n)
	}
	return notes
}
