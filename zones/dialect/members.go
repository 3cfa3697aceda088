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

// A LeftOut is a feature that a layer does not take, since its attributes say
// another line, or one that is not known.
type LeftOut struct {
	ID    string `json:"id"`
	Field string `json:"field"`
	Words string `json:"words"`
	Known bool   `json:"known"`
}

// memberWords are the words for a line that are not known.
type memberWords struct{ field, words string }

// Takes reports whether a feature belongs to the line, in a layer of several such
// as the 管控边界 (GKBJ) of a village plan. One whose words are not known belongs where
// that cannot permit anything: to every line but the village construction boundary.
// A feature that does not is kept in mind.
func (r *Reader) Takes(f *boundary.Feature) bool {
	if !r.members {
		return true
	}
	line, field, words, known := r.table.Member(f.Properties)
	if words == "" || known && line == r.line || !known && r.line != rules.VillageBoundary {
		return true
	}
	r.left = append(r.left, LeftOut{f.ID, field, words, known})
	return false
}

// Left returns the features that were left out.
func (r *Reader) Left() []LeftOut { return r.left }

// Drop forgets the features left out that have an id.
func (r *Reader) Drop(has func(id string) bool) {
	gone := func(x LeftOut) bool { return has(x.ID) }
	if slices.ContainsFunc(r.left, gone) {
		r.left = slices.DeleteFunc(slices.Clone(r.left), gone)
	}
}

func (r *Reader) memberNotes(file string) []message.Note {
	var others, doubts wordList
	for _, x := range r.left {
		if x.Known {
			others.add(x.ID, x.Field, x.Words)
		} else {
			doubts.add(x.ID, x.Field, x.Words)
		}
	}
	for x := range r.kept.settled().All() {
		doubts.add(x.ID, x.Value.field, x.Value.words)
	}
	var notes []message.Note
	if others.n > 0 {
		notes = append(notes, msgLayerMembers.Note(message.Place{File: file, Feature: others.first}, "n", others.n, "field", others.field, "words", others.said()))
	}
	if doubts.n > 0 {
		at, pairs := message.Place{File: file, Feature: doubts.first}, []any{"n", doubts.n, "field", doubts.field, "words", doubts.said()}
		n := msgLayerMembersKept.Note(at, pairs...)
		if r.line == rules.VillageBoundary {
			n = msgLayerMembersUnknown.Note(at, pairs...)
		}
		n.Warning = true
		notes = append(notes, n)
	}
	return notes
}

// A wordList counts features that are alike and keeps their words.
type wordList struct {
	n            int
	first, field string
	words        []string
}

func (t *wordList) add(id, field, words string) {
	if t.n++; t.n == 1 {
		t.first, t.field = id, field
	}
	const most = 10
	if len(t.words) < most && !slices.Contains(t.words, words) {
		t.words = append(t.words, words)
	}
}

func (t *wordList) said() string { return strings.Join(t.words, ", ") }
