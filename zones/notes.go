package zones

import "github.com/sanxian/sanxian/message"

// noteBook gathers notes in the order in which they first came. Equal ones are
// kept once, with their count and the first place.
type noteBook struct {
	notes []ReportNote
	index map[string]int
}

func (b *noteBook) add(notes ...message.Note) {
	for _, n := range notes {
		// Located remarks of one kind on one file are counted; others differ by text.
		key := n.Code + "\x00" + n.Place.File
		if n.Place == (message.Place{File: n.Place.File}) {
			key += "\x00" + n.Text
		}
		if i, ok := b.index[key]; ok {
			b.notes[i].Count++
			b.notes[i].Warning = b.notes[i].Warning || n.Warning
			continue
		}
		if b.index == nil {
			b.index = map[string]int{}
		}
		b.index[key] = len(b.notes)
		b.notes = append(b.notes, reportNote(n))
	}
}

func reportNote(n message.Note) ReportNote {
	r := ReportNote{Code: n.Code, Text: n.Text, Count: 1, Warning: n.Warning, Values: n.Values}
	if n.Place != (message.Place{}) {
		r.Place = &n.Place
	}
	return r
}
