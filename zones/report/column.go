package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns returns how many columns of a terminal a text takes: two for wide and
// full-width characters (Unicode East Asian Width W and F), none for combining
// marks, one for all others, ambiguous ones included.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x80:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }

// cut shortens text to at most n columns.
func cut(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		if used+runeColumns(r) > n-2 {
			return s[:i] + ".."
		}
		used += runeColumns(r)
	}
	return s
}

// A table is rows of cells that line up.
type table struct {
	right    []bool // by column: figures stand to the right
	headless bool   // the first row is one like the others
	rows     [][]string
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// lines returns the rows, the first of them underlined if it is the head.
func (t *table) lines() []string {
	var widths []int
	for _, row := range t.rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(c))
		}
	}
	out := make([]string, 0, len(t.rows)+1)
	for k, row := range t.rows {
		var b strings.Builder
		for i, c := range row {
			if i > 0 {
				b.WriteString("  ")
			}
			gap := spaces(widths[i] - columns(c))
			if i < len(t.right) && t.right[i] {
				b.WriteString(gap + c)
			} else {
				b.WriteString(c + gap)
			}
		}
		out = append(out, strings.TrimRight(b.String(), " "))
		if k == 0 && !t.headless {
			total := 2 * (len(widths) - 1)
			for _, w := range widths {
				total += w
			}
			out = append(out, strings.Repeat("-", total))
		}
	}
	return out
}

// units keeps a figure and its unit on one line.
var units = strings.NewReplacer(" m²", "\u00a0m²", " 公顷", "\u00a0公顷", " 亩", "\u00a0亩", " ha", "\u00a0ha", " mu", "\u00a0mu")

// wrap breaks text into lines of at most n columns: at spaces, and before any
// wide character that may begin a line.
func wrap(s string, n int) []string {
	var out []string
	s = units.Replace(s)
	var line strings.Builder
	used := 0
	flush := func() {
		out = append(out, strings.ReplaceAll(strings.TrimRight(line.String(), " "), "\u00a0", " "))
		line.Reset()
		used = 0
	}
	for _, word := range pieces(s) {
		w := columns(word)
		if used > 0 && used+columns(strings.TrimRight(word, " ")) > n {
			flush()
		}
		if used == 0 {
			word = strings.TrimLeft(word, " ")
			w = columns(word)
		}
		line.WriteString(word)
		used += w
	}
	if used > 0 || len(out) == 0 {
		flush()
	}
	return out
}

// pieces splits text where a line may break: after spaces, and around wide
// characters, but not before a closing mark nor after an opening one.
func pieces(s string) []string {
	const closing, opening = "，。；：、）》」』”’！？％〉】〕,.;:!?)]}", "（《「『“‘〈【〔([{"
	var out []string
	start := 0
	var before rune
	for i, r := range s {
		breakable := before == ' ' && r != ' ' ||
			before != 0 && (runeColumns(r) == 2 || runeColumns(before) == 2) && r != ' ' && before != '\u00a0' && r != '\u00a0'
		if breakable && !strings.ContainsRune(closing, r) && !strings.ContainsRune(opening, before) {
			out = append(out, s[start:i])
			start = i
		}
		before = r
	}
	return append(out, s[start:])
}
