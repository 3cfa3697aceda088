package zones

import (
	"slices"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// A series is what checks of one plan with the same options have in common: it is made
// once for a batch, and reports share it.
type series struct {
	plan       *Plan
	opt        *CheckOptions
	lines      []seriesLine
	supporting []*Layer // beside the three lines and the regions
	regions    []*Layer
	layers     []LayerReport
	dateNotes  []ReportNote // on the plan's rules
	notesOfAll []ReportNote // of the plan and on the date: those of a site without any of its own
	ruleSet    rules.SetName
	fileNotes  []message.Note // on the file of sites
}

// A seriesLine is a line of every report.
type seriesLine struct {
	number    int
	line      rules.Line
	of        []*Layer
	tolerance rules.Tolerance
}

func (p *Plan) series(opt *CheckOptions) *series {
	r := &series{plan: p, opt: opt, regions: p.of(rules.AdminRegion), layers: make([]LayerReport, 0, len(p.layers)), ruleSet: p.rules.Name()}
	r.ruleSet.Supplements = slices.Clip(r.ruleSet.Supplements) // reports append to it
	for i, line := range p.lines() {
		r.lines = append(r.lines, seriesLine{i, line, p.of(line), p.rules.Tolerance(line)})
	}
	for _, l := range p.layers {
		if line := l.spec.Line; !slices.Contains(rules.ThreeLines, line) && line != rules.AdminRegion {
			r.supporting = append(r.supporting, l)
		}
		r.layers = append(r.layers, l.report())
	}
	for _, n := range p.rules.DateNotes(opt.Date, nil) {
		r.dateNotes = append(r.dateNotes, reportNote(n))
	}
	if opt.Notes != nil {
		r.fileNotes = slices.Clone(opt.Notes())
	}
	r.notesOfAll = slices.Clip(slices.Concat(p.notes.notes, r.dateNotes))
	return r
}
