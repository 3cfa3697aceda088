package report

import (
	"bufio"
	"strings"
)

// A layout puts the parts of a report on paper: as plain text, or as HTML.
// Indents and labels are in columns of plain text.
type layout interface {
	title(text, aside string) // over a report
	heading(text string)      // over a section
	line(indent int, text string)
	field(indent, label int, name, text string) // a text beside its label
	table(indent int, t *table)
	gap()  // ends a paragraph
	rule() // before and after the closing words
}

// plain is a page of text that lines up in a terminal, also with message.Chinese
// characters.
type plain struct{ w *bufio.Writer }

func (p plain) title(text, aside string) {
	p.bar("=")
	p.line(0, text+spaces(pageWidth-columns(text)-columns(aside))+aside)
	p.bar("=")
}

func (p plain) heading(text string) {
	p.gap()
	p.line(0, text)
}

func (p plain) line(indent int, text string) {
	p.w.WriteString(strings.TrimRight(spaces(indent)+text, " "))
	p.w.WriteByte('\n')
}

func (p plain) field(indent, label int, name, text string) {
	left := indent + label
	for i, l := range wrap(text, pageWidth-left) {
		if i == 0 {
			p.line(indent, name+spaces(label-columns(name))+l)
		} else {
			p.line(left, l)
		}
	}
}

func (p plain) table(indent int, t *table) {
	for _, l := range t.lines() {
		p.line(indent, l)
	}
}

func (p plain) gap()            { p.line(0, "") }
func (p plain) rule()           { p.bar("-") }
func (p plain) bar(mark string) { p.line(0, strings.Repeat(mark, pageWidth)) }
