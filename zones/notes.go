package zones

import "github.com/sanxian/sanxian/message"

// noteBook gathers notes in the order in which they first came. Equal ones are
// kept once, with their count and the first place.
type noteBook struct {
	notes []ReportNote
	keys  []string // of the notes
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
			b.again(i, 1, n.Warning)
			continue
		}
		b.put(key, reportNote(n))
	}
}

// join adds the notes of another book, as if they were added one by one.
func (b *noteBook) join(c *noteBook) {
	for k, n := range c.notes {
		if i, ok := b.index[c.keys[k]]; ok {
			b.again(i, n.Count, n.Warning)
		} else {
			b.put(c.keys[k], n)
		}
	}
}

func (b *noteBook) again(i, n int, warning bool) {
	b.notes[i].Count += n
	b.notes[i].Warning = b.notes[i].Warning || warning
}

func (b *noteBook) put(key string, n ReportNote) {
	if b.index == nil {
		b.index = map[string]int{}
	}
	b.index[key] = len(b.notes)
	b.notes, b.keys = append(b.notes, n), append(b.keys, key)
}

func reportNote(n message.Note) ReportNote {
	r := ReportNote{Code: n.Code, Text: n.Text, Count: 1, Warning: n.Warning, Values: n.Values}
	if n.Place != (message.Place{}) {
		r.Place = &n.Place
	}
	return r
}
