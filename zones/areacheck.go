package zones

import (
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
)

// areaCheck compares the areas that features state with their geometry, which
// is how a field in another unit is caught: km² in one dialect of STBHHX, m² in
// the other, hectares and mu elsewhere.
type areaCheck struct {
	aliases *Aliases
	fields  map[string]*areaField
	order   []string
}

type areaField struct {
	n       int
	by      map[string]int // unit to number of features that agree
	off     int            // features that agree with no unit
	first   string
	stated  string
	counted float64
}

func newAreaCheck(a *Aliases) *areaCheck { return &areaCheck{a, map[string]*areaField{}, nil} }

func (c *areaCheck) feature(f *boundary.Feature) {
	area := float64(f.Boundary.Area())
	for _, alias := range c.aliases.Areas {
		stated, ok := f.Properties.Number(alias.Field)
		if !ok || stated <= 0 || math.IsInf(stated, 0) {
			continue
		}
		field := c.fields[alias.Field]
		if field == nil {
			field = &areaField{by: map[string]int{}}
			c.fields[alias.Field] = field
			c.order = append(c.order, alias.Field)
		}
		field.n++
		unit := alias.Unit(stated, f.Boundary.Area())
		if unit != "" {
			field.by[unit]++
		} else if field.off++; field.off == 1 {
			field.first, field.stated, field.counted = f.ID, f.Properties.Text(alias.Field), area
		}
	}
}

func (c *areaCheck) notes(file string) []boundary.Note {
	var notes []boundary.Note
	for _, name := range c.order {
		f := c.fields[name]
		for _, u := range areaUnits[1:] {
			if k := f.by[u.name]; k*2 > f.n {
				notes = append(notes, boundary.NewNote("layer.area_unit", boundary.Place{File: file},
					"field {field} holds areas in {unit}, not in m² ({n} of {of} features agree)", "field", name, "unit", u.name, "n", k, "of", f.n))
			}
		}
		if f.off > 0 {
			n := boundary.NewNote("layer.area_field", boundary.Place{File: file, Feature: f.first},
				"field {field} of {n} features agrees with their geometry in no unit (first: {stated}, geometry {area} m²)", "field", name, "n", f.off, "stated", f.stated, "area", strconv.FormatFloat(f.counted, 'f', 2, 64))
			n.Warning = true
			notes = append(notes, n)
		}
	}
	return notes
}
