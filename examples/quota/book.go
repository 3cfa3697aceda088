package main

import (
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/quota/land"
)

// book is what is printed: a row for each unit and one for the total. Every
// figure of the total is the sum of the rows above it.
type book struct {
	in    *input
	year  int
	top   string // the region that all others are part of, or ""
	rows  []row
	total row
}

type row struct {
	code, name string
	own        bool // of a region that has units, its own account alone
	quota.Balance

	net     quota.Hectares // the balance once the advance is given back and what is owed is paid
	surplus quota.Hectares // of net above the floor
	// needs is, for each way of disposing, the area that alone earns what is
	// missing; nil where no rate says so.
	needs [2]*quota.Hectares

	task     land.Task
	disposed [2]quota.Hectares
	unmet    [2]quota.Hectares
	idleLeft quota.Hectares

	amounts  []quota.Hectares  // by kind, in the order of quota.Kinds
	stages   [4]quota.Hectares // what stands at each stage
	projects [4]int            // projects by the furthest stage that they reached
}

// disposals are the kinds that the disposal of land earns by.
var disposals = []quota.Kind{quota.EarnedUnsupplied, quota.EarnedIdle}

// newBook picks the rows: the units below each top region, the top region's
// own account where it has entries, and top regions that have no units.
func newBook(l *quota.Ledger, in *input, year int) (*book, error) {
	var years []int
	tops := l.Units("")
	for _, top := range tops {
		years = append(years, l.Periods(top)...)
	}
	slices.Sort(years)
	if year == 0 {
		year = years[len(years)-1]
	}
	if !slices.Contains(years, year) {
		text := strconv.Itoa(year)
		return nil, command.Words{in.name + "：台账没有 " + text + " 年度的记录", in.name + ": the ledger has no entries of " + text}
	}
	b := &book{in: in, year: year, total: row{amounts: make([]quota.Hectares, len(quota.Kinds()))}}
	if len(tops) == 1 {
		b.top = tops[0]
	}
	for _, top := range tops {
		units := l.Units(top)
		for _, code := range units {
			b.rows = append(b.rows, b.row(l, code, l.Balance(code, year), true))
		}
		if own := l.Account(top, year); len(units) == 0 || own != (quota.Balance{Region: top, Period: year}) {
			r := b.row(l, top, own, false)
			r.own = len(units) > 0
			b.rows = append(b.rows, r)
		}
	}
	b.total.needs = [2]*quota.Hectares{new(quota.Hectares), new(quota.Hectares)}
	for _, r := range b.rows {
		b.total.add(r)
	}
	return b, nil
}

// row fills the row of a region, with all that is part of it or for itself.
func (b *book) row(l *quota.Ledger, code string, balance quota.Balance, parts bool) row {
	r := row{code: code, name: b.in.nameOf(code), Balance: balance}
	for _, kind := range quota.Kinds() {
		amount, _ := balance.Of(kind)
		r.amounts = append(r.amounts, amount)
	}
	r.net = r.Balance.Balance - r.Owed - r.Advance
	r.surplus = r.net + r.ToEarn // ToEarn is how far net is below the floor
	for i, kind := range disposals {
		if area, ok := b.in.rates[kind].Needed(r.ToEarn); ok {
			r.needs[i] = &area
		}
	}
	for _, u := range b.in.units {
		if u.Code == code {
			r.surplus -= u.Floor
			r.task = land.Task{Unsupplied: u.Unsupplied, Idle: u.Idle, IdleStock: u.IdleStock, IdleBase: u.IdleBase}
		}
	}
	d := r.task.Disposal(balance)
	r.disposed = [2]quota.Hectares{d.Unsupplied, d.Idle}
	r.unmet = [2]quota.Hectares{d.UnmetUnsupplied, d.UnmetIdle}
	r.idleLeft = d.IdleLeft
	b.stages(l, &r, code, parts)
	return r
}

func (b *book) stages(l *quota.Ledger, r *row, code string, parts bool) {
	for _, p := range l.Holdings(code, b.year) {
		for i, step := range steps {
			r.stages[i] += p.At(step)
			if p.Stage == step.Stage() {
				r.projects[i]++
			}
		}
	}
	if !parts {
		return
	}
	for _, unit := range l.Units(code) {
		b.stages(l, r, unit, true)
	}
}

// of returns the amount of a kind.
func (t *row) of(k quota.Kind) quota.Hectares { return t.amounts[slices.Index(quota.Kinds(), k)] }

// add adds a row to the total.
func (t *row) add(r row) {
	for _, f := range [][2]*quota.Hectares{
		{&t.Advance, &r.Advance}, {&t.Earned, &r.Earned}, {&t.Deducted, &r.Deducted}, {&t.Used, &r.Used},
		{&t.Reserved, &r.Reserved}, {&t.Balance.Balance, &r.Balance.Balance}, {&t.Owed, &r.Owed}, {&t.ToEarn, &r.ToEarn},
		{&t.Supplied, &r.Supplied}, {&t.Registered, &r.Registered}, {&t.net, &r.net}, {&t.surplus, &r.surplus},
		{&t.task.Unsupplied, &r.task.Unsupplied}, {&t.task.Idle, &r.task.Idle}, {&t.task.IdleStock, &r.task.IdleStock}, {&t.task.IdleBase, &r.task.IdleBase},
		{&t.idleLeft, &r.idleLeft},
	} {
		*f[0] += *f[1]
	}
	for i := range t.disposed {
		t.disposed[i] += r.disposed[i]
		t.unmet[i] += r.unmet[i]
		if r.needs[i] == nil {
			t.needs[i] = nil // a sum of what is not known is not known
		} else if t.needs[i] != nil {
			*t.needs[i] += *r.needs[i]
		}
	}
	for i := range t.amounts {
		t.amounts[i] += r.amounts[i]
	}
	for i := range t.stages {
		t.stages[i] += r.stages[i]
		t.projects[i] += r.projects[i]
	}
}
