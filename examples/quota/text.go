package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/quota/land"
)

// title names what the accounts are of.
func (b *book) title(p *phrases) string {
	name := ""
	if b.top != "" {
		name = b.in.nameOf(b.top)
		if known, ok := p.names[b.top]; ok {
			name = known
		}
	}
	return strings.TrimSpace(fmt.Sprintf(p.title, name, b.year))
}

// text writes the accounts for people, a section for each question.
func (b *book) text(w io.Writer, lang message.Lang) {
	p := phrasesIn(lang)
	fmt.Fprintln(w, b.title(p))
	if b.in.synthetic {
		fmt.Fprintln(w, p.synthetic)
	}
	fmt.Fprintln(w, p.unit)
	if text := b.ratesText(lang); text != "" {
		fmt.Fprintf(w, p.rates+"\n", text)
	}
	for i, s := range b.sections(p) {
		fmt.Fprintf(w, "\n%s%s\n\n", p.numbers[i], s.title)
		g := grid{head: s.head}
		for i := range b.rows {
			r := &b.rows[i]
			g.add(append([]string{b.rowName(r, p)}, s.cells(r)...)...)
		}
		g.add(append([]string{p.total}, s.cells(&b.total)...)...)
		g.write(w)
		fmt.Fprintln(w, "  "+s.note)
	}
	b.closing(w, p)
}

// A section is one table with a note below it.
type section struct {
	title string
	head  []string
	cells func(r *row) []string
	note  string
}

func (b *book) sections(p *phrases) []section {
	all := []section{
		{p.accounts, p.accountHead, func(r *row) []string {
			return ha(r.Advance, r.Earned, r.Deducted, r.Used, r.Reserved, r.Balance.Balance)
		}, p.identity},
		{p.details, p.detailHead, func(r *row) []string {
			return ha(r.of(quota.Allocation), r.of(quota.EarnedUnsupplied), r.of(quota.EarnedIdle), r.of(quota.Award), r.of(quota.IllegalUse), r.of(quota.Penalty), r.of(quota.Expiry), r.Owed)
		}, p.expiry},
	}
	if b.total.task != (land.Task{}) {
		all = append(all, section{p.tasks, p.taskHead, taskCells, p.pennies})
	}
	return append(all,
		section{p.projects, p.projectHead, p.stageCells, p.stageSum},
		section{p.outlook, p.outlookHead, func(r *row) []string {
			if r == &b.total {
				return append(p.outlookCells(r), "")
			}
			return append(p.outlookCells(r), p.position(r))
		}, p.outlookNote})
}

func taskCells(r *row) []string {
	c := append(ha(r.task.Unsupplied, r.disposed[0]), land.Percent(r.disposed[0], r.task.Unsupplied))
	c = append(append(c, ha(r.task.Idle, r.disposed[1])...), land.Percent(r.disposed[1], r.task.Idle))
	return append(append(c, ha(r.idleLeft)...), land.Percent(r.idleLeft, r.task.IdleBase))
}

func (p *phrases) stageCells(r *row) []string {
	var c []string
	for i, area := range r.stages {
		c = append(c, fmt.Sprintf(p.stageCell, area, r.projects[i]))
	}
	return append(c, ha(r.Used+r.Reserved)...)
}

func (p *phrases) outlookCells(r *row) []string {
	c := ha(r.Advance, r.net, r.surplus, r.ToEarn)
	for _, area := range r.needs {
		if area == nil {
			c = append(c, p.none)
		} else {
			c = append(c, area.String())
		}
	}
	return c
}

// closing says in sentences who is ahead and what the others have to do.
func (b *book) closing(w io.Writer, p *phrases) {
	fmt.Fprintln(w)
	if ahead := b.ahead(p); ahead != "" {
		fmt.Fprintln(w, "  "+ahead)
	}
	covered := true
	for i := range b.rows {
		if r := &b.rows[i]; r.ToEarn > 0 {
			covered = false
			fmt.Fprintln(w, "  "+p.advice(b.rowName(r, p), r))
		}
	}
	if covered {
		fmt.Fprintln(w, "  "+p.allCovered)
	}
}

// ahead names the units with a surplus, the largest first.
func (b *book) ahead(p *phrases) string {
	var rows []*row
	for i := range b.rows {
		if b.rows[i].ToEarn == 0 && b.rows[i].surplus > 0 {
			rows = append(rows, &b.rows[i])
		}
	}
	if rows == nil {
		return ""
	}
	slices.SortStableFunc(rows, func(x, y *row) int { return cmp.Compare(y.surplus, x.surplus) })
	var names []string
	for _, r := range rows {
		names = append(names, b.rowName(r, p)+" "+r.surplus.String())
	}
	return fmt.Sprintf(p.inFront, strings.Join(names, p.listAnd))
}

// advice says what a unit that is behind has to do, and where it has too little
// idle land for that.
func (p *phrases) advice(name string, r *row) string {
	var ways []string
	for i, area := range r.needs {
		if area == nil {
			continue
		}
		way := fmt.Sprintf(p.ways[i], area)
		if disposals[i] == quota.EarnedIdle && r.task.IdleStock > 0 && *area > r.idleLeft {
			way += fmt.Sprintf(p.tooLittle, r.idleLeft)
		}
		ways = append(ways, way)
	}
	text := fmt.Sprintf(p.mustEarn, name, r.ToEarn)
	if len(ways) == 0 {
		return text + p.noRate
	}
	return text + p.thatIs + strings.Join(ways, p.or) + p.stop
}

func (p *phrases) position(r *row) string {
	switch {
	case r.ToEarn > 0:
		return p.behind
	case r.surplus > 0:
		return p.ahead
	}
	return p.even
}

// rowName is the unit's name without what could upset a terminal.
func (b *book) rowName(r *row, p *phrases) string {
	if known, ok := p.names[r.code]; ok {
		if r.own {
			known += p.own
		}
		return known
	}
	name := message.Clean(r.name)
	if r.own {
		name += p.own
	}
	return name
}

func (b *book) ratesText(lang message.Lang) string {
	var parts []string
	for _, kind := range quota.Kinds() {
		if rate := b.in.rates[kind]; rate != (quota.Rate{}) {
			name := kind.Chinese()
			if lang == message.English {
				name = string(kind)
			}
			parts = append(parts, name+" "+rate.String())
		}
	}
	return strings.Join(parts, phrasesIn(lang).listAnd)
}

func ha(areas ...quota.Hectares) []string {
	cells := make([]string, len(areas))
	for i, a := range areas {
		cells[i] = a.String()
	}
	return cells
}
