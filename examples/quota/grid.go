package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/sanxian/sanxian/examples/internal/command"
)

// grid is a table of text: a head, rows, and a total below a rule.
type grid struct {
	head []string
	rows [][]string
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// write lines the columns up by what a terminal shows: Chinese characters take
// two columns. The first column is flush left, numbers flush right.
func (g *grid) write(w io.Writer) {
	wide := make([]int, len(g.head))
	for _, row := range append([][]string{g.head}, g.rows...) {
		for i, cell := range row {
			wide[i] = max(wide[i], command.Columns(cell))
		}
	}
	line := func(cells []string) {
		var b strings.Builder
		for i, cell := range cells {
			pad := strings.Repeat(" ", wide[i]-command.Columns(cell))
			if i == 0 {
				b.WriteString("  " + cell + pad)
			} else {
				b.WriteString("  " + pad + cell)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
	all := 2 * len(wide)
	for _, n := range wide {
		all += n
	}
	rule := "  " + strings.Repeat("-", all-2)
	line(g.head)
	fmt.Fprintln(w, rule)
	for i, row := range g.rows {
		if i == len(g.rows)-1 {
			fmt.Fprintln(w, rule)
		}
		line(row)
	}
}
