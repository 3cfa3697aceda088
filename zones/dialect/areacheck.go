package dialect

import (
	"math"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgLayerAreaUnit = message.New("layer.area_unit", "field {field} holds areas in {unit}, not in m² ({n} of {of} features agree)",
		"字段 {field} 的面积单位是 {unit}，不是 m²（{of} 个图斑中 {n} 个相符）")
	msgLayerAreaField = message.New("layer.area_field", "field {field} of {n} features agrees with their geometry in no unit (first: {stated}, geometry {area} m²)",
		"{n} 个图斑的字段 {field} 与图形面积不符，无论何种单位（首个：填写 {stated}，图形 {area} m²）")
)

// areaCheck compares the areas that features state with their geometry, which
// is how a field in another unit is caught: km² in one dialect of STBHHX, m² in
// the other, hectares and mu elsewhere.
type areaCheck struct {
	table  *Table
	fields map[string]*areaField
	order  []string
}

type areaField struct {
	n       int
	by      map[string]int // unit to number of features that agree
	off     int            // features that agree with no unit
	first   string
	stated  string
	counted float64
}

func newAreaCheck(a *Table) *areaCheck { return &areaCheck{a, map[string]*areaField{}, nil} }

func (c *areaCheck) feature(f *boundary.Feature) {
	area := float64(f.Boundary.Area())
	for _, alias := range c.table.Areas {
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

func (c *areaCheck) notes(file string) []message.Note {
	var notes []message.Note
	for _, name := range c.order {
		f := c.fields[name]
		for _, u := range areaUnits[1:] {
			if k := f.by[u.name]; k*2 > f.n {
				notes = append(notes, msgLayerAreaUnit.Note(message.Place{File: file},
					"field", name, "unit", u.name, "n", k, "of", f.n))
			}
		}
		if f.off > 0 {
			n := msgLayerAreaField.Note(message.Place{File: file, Feature: f.first},
				"field", name, "n", f.off, "stated", f.stated, "area", strconv.FormatFloat(f.counted, 'f', 2, 64))
			n.Warning = true
			notes = append(notes, n)
		}
	}
	return notes
}

var unitTitles = map[string]message.Text{
	"m2": {ZH: "平方米", EN: "m²"}, "ha": {ZH: "公顷", EN: "ha"}, "mu": {ZH: "亩", EN: "mu"}, "km2": {ZH: "平方公里", EN: "km²"}, "10000mu": {ZH: "万亩", EN: "10 000 mu"},
}

// UnitTitle names a unit that [AreaAlias.Unit] gives.
func UnitTitle(unit string) message.Text {
	if t, ok := unitTitles[unit]; ok {
		return t
	}
	return message.Text{ZH: unit, EN: unit}
}

var _ = message.Words("unit", func(word string) string { return UnitTitle(word).ZH })
