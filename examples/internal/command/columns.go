package command

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Columns is how wide a terminal shows a text: a Chinese character takes two
// columns.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
				n++
			}
		}
	}
	return n
}

// PadRight fills a text up to a width with spaces.
func PadRight(s string, columns int) string {
	return s + strings.Repeat(" ", max(0, columns-Columns(s)))
}

// PadLeft puts spaces before a text up to a width.
func PadLeft(s string, columns int) string {
	return strings.Repeat(" ", max(0, columns-Columns(s))) + s
}
