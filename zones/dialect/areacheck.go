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

// An areaTally compares the areas that features state in a field with their
// geometry, which is how a field in another unit is caught: km² in one dialect of
// STBHHX, m² in the other, hectares and mu elsewhere.
type areaTally struct {
	field string
	n     int
	by    [len(areaUnits)]int // features that agree in a unit
	off   tally[AreaSaid]     // features that agree with no unit
	twice int                 // of those, stated again under another alias of the field
}

// sayAreas appends the areas that a feature states.
func (t *Table) sayAreas(f *boundary.Feature, dst []AreaSaid) []AreaSaid {
	for _, alias := range t.Areas {
		stated, ok := f.Properties.Number(alias.Field)
		if !ok || stated <= 0 || math.IsInf(stated, 0) {
			continue
		}
		s := AreaSaid{Field: alias.Field, Unit: alias.Unit(stated, f.Boundary.Area())}
		if s.Unit == "" {
			s.Stated, s.Area = f.Properties.Text(alias.Field), float64(f.Boundary.Area())
		}
		dst = append(dst, s)
	}
	return dst
}

// count counts what a feature states; again where it is listed already.
func (t *areaTally) count(id string, s *AreaSaid, again bool, by int) {
	t.n += by
	for i := range areaUnits {
		if areaUnits[i].name == s.Unit {
			t.by[i] += by
			return
		}
	}
	if again {
		t.twice += by
		return
	}
	t.off.count(id, *s, by)
}

func (t *areaTally) notes(file string) []message.Note {
	var notes []message.Note
	for i, u := range areaUnits {
		if k := t.by[i]; i > 0 && k*2 > t.n {
			notes = append(notes, msgLayerAreaUnit.Note(message.Place{File: file},
				"field", t.field, "unit", u.name, "n", k, "of", t.n))
		}
	}
	off := t.off.settled()
	if first, ok := off.First(); ok {
		notes = append(notes, msgLayerAreaField.Warning(message.Place{File: file, Feature: first.ID}, "field", t.field, "n", off.Len()+t.twice,
			"stated", first.Value.Stated, "area", strconv.FormatFloat(first.Value.Area, 'f', 2, 64)))
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
