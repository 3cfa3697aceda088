package zones

import "github.com/sanxian/sanxian/boundary"

// noteBook gathers notes and says equal ones once, with their count and the
// first place, in the order in which they came first.
type noteBook struct {
	notes []ReportNote
	index map[string]int
}

func (b *noteBook) add(n boundary.Note) {
	if b.index == nil {
		b.index = map[string]int{}
	}
	// Located remarks of one kind on one file are counted; others differ by text.
	key := n.Code + "\x00" + n.Place.File
	if n.Place == (boundary.Place{File: n.Place.File}) {
		key += "\x00" + n.Text
	}
	if i, ok := b.index[key]; ok {
		b.notes[i].Count++
		b.notes[i].Warning = b.notes[i].Warning || n.Warning
		return
	}
	b.index[key] = len(b.notes)
	note := ReportNote{Code: n.Code, Text: n.Text, Count: 1, Warning: n.Warning, Values: n.Values}
	if n.Place != (boundary.Place{}) {
		note.Place = &n.Place
	}
	b.notes = append(b.notes, note)
}

// note adds a remark without a place inside a file.
func (b *noteBook) note(code, template string, pairs ...any) {
	b.add(boundary.NewNote(code, boundary.Place{}, template, pairs...))
}
