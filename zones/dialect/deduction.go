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

// deductionNotes says which features state a deduction that is no share.
func deductionNotes(file string, bad *tally[string]) []message.Note {
	roll := bad.settled()
	first, ok := roll.First()
	if !ok {
		return nil
	}
	return []message.Note{msgLayerDeduction.Warning(message.Place{File: file, Feature: first.ID}, "n", roll.Len(), "stated", first.Value)}
}
