package dialect

import (
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var msgLayerDeduction = message.New("layer.deduction", "{n} features state a deduction that is no share from 0 to 1 (first: {stated}); nothing is deducted from them",
	"{n} 个图斑填写的扣除不是 0 至 1 之间的比例（首个：{stated}），未予扣除")

// deduction returns the share of a feature that is not counted, 扣除, as its
// properties state it: KCXS, or KCMJ of the whole. Words are set where what they
// state is not a share from 0 to below 1.
func (a *Table) deduction(p boundary.Properties) (share float64, words string) {
	for _, alias := range a.Deductions {
		v, ok := p.Number(alias.Field)
		if !ok {
			continue
		}
		whole := 1.0
		if alias.Of != "" {
			if whole, ok = p.Number(alias.Of); !ok || whole <= 0 {
				continue
			}
		}
		v /= whole
		if alias.Net {
			v = 1 - v
		}
		if v >= 0 && v < 1 {
			return v, ""
		}
		return 0, alias.Field + " = " + p.Text(alias.Field)
	}
	return 0, ""
}

// hasDeductions reports whether the features of a line may state 扣除.
func hasDeductions(l rules.Line) bool {
	return l == rules.Farmland || l == rules.ReserveFarmland || l == rules.Cropland
}

// deductions finds the shares of features that a layer does not count.
type deductions struct {
	table *Table
	bad   int
	first string // feature of the first that was bad
	words string
}

func (d *deductions) feature(f *boundary.Feature) (share float64) {
	share, words := d.table.deduction(f.Properties)
	if words != "" {
		if d.bad++; d.bad == 1 {
			d.first, d.words = f.ID, words
		}
	}
	return share
}

func (d *deductions) notes(file string) []message.Note {
	if d.bad == 0 {
		return nil
	}
	n := msgLayerDeduction.Note(message.Place{File: file, Feature: d.first},
		"n", d.bad, "stated", d.words)
	n.Warning = true
	return []message.Note{n}
}
