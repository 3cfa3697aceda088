package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// A book is a rule set as it is read out.
type book struct {
	*options
	set       *rules.Set
	base      *rules.Set // what the last supplement was merged over; nil: none
	documents []document
	places    []place
}

// A document is a file of rules, as far as this program shows it.
type document struct {
	ID           string       `json:"id"`
	Version      string       `json:"version"`
	Title        message.Text `json:"title"`
	Jurisdiction string       `json:"jurisdiction"`
	Parameters   []struct {
		ID       string  `json:"id"`
		Value    float64 `json:"value"`
		Unit     string  `json:"unit"`
		Source   string  `json:"source"`
		Verified bool    `json:"verified"`
	} `json:"parameters"`
	Citations []struct {
		ID       string `json:"id"`
		Title    string `json:"title"`
		Number   string `json:"number"`
		Article  string `json:"article"`
		Verified bool   `json:"verified"`
	} `json:"citations"`
	Rules []struct {
		ID       string          `json:"id"`
		Title    message.Text    `json:"title"`
		Line     rules.Line      `json:"line"`
		SubZones []rules.SubZone `json:"sub_zones"`
	} `json:"rules"`
}

// A place is where a project may lie: a sub-zone of a line, or outside a line that
// should contain it.
type place struct {
	line    rules.Line
	zone    rules.SubZone
	outside bool
}

// title names a place.
func (p place) title(lang message.Lang) string {
	name := p.line.Title().In(lang)
	switch {
	case p.outside:
		return name + lang.Pick("以外", ", outside")
	case len(p.line.SubZones()) == 0:
		return name
	case p.zone == rules.Other:
		return name + lang.Pick(" 分区未注明", ", sub-zone not known")
	}
	return name + lang.Pick(" ", ", ") + p.zone.Title().In(lang)
}

// read reads the rules and where they hold.
func read(o *options) (*book, error) {
	b := &book{options: o}
	var err error
	if b.set, b.base, err = command.OpenRules(o.files); err != nil {
		return nil, err
	}
	if b.set == nil {
		b.set = rules.Default()
	}
	lines := slices.Clone(rules.ThreeLines)
	zones := map[rules.Line][]rules.SubZone{} // that rules of supporting layers name
	for _, source := range b.set.Sources() {
		var d document
		if err := json.Unmarshal(source, &d); err != nil {
			return nil, err
		}
		b.documents = append(b.documents, d)
		for _, r := range d.Rules {
			if !slices.Contains(lines, r.Line) {
				lines = append(lines, r.Line)
			}
			zones[r.Line] = append(zones[r.Line], r.SubZones...)
		}
	}
	for _, l := range lines {
		for _, z := range append(slices.Clone(l.SubZones()), rules.Other) {
			if !slices.Contains(rules.ThreeLines, l) && z != rules.Other && !slices.Contains(zones[l], z) {
				continue
			}
			if !slices.Contains(b.places, place{l, z, false}) {
				b.places = append(b.places, place{l, z, false})
			}
		}
		if l.ShouldContain() {
			b.places = append(b.places, place{l, rules.Other, true})
		}
	}
	return b, nil
}

// answers are what a set says of a project in a place, worst first.
func (b *book) answers(set *rules.Set, p place, k rules.ProjectKind) []rules.Answer {
	return set.Judge(rules.Question{Line: p.line, SubZone: p.zone, Outside: p.outside, Project: k.Project, Date: b.date, AreaM2: b.area})
}

// names are the ids of the rules that answer.
func names(answers []rules.Answer) string {
	var ids []string
	for _, a := range answers {
		ids = append(ids, a.Rule)
	}
	return strings.Join(ids, " + ")
}

// ruleTitle is the title of a rule, its id where no document has it.
func (b *book) ruleTitle(id string) string {
	for _, d := range b.documents {
		for _, r := range d.Rules {
			if r.ID == id {
				return r.Title.In(b.lang)
			}
		}
	}
	return id
}
