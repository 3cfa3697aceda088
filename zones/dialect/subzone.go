package dialect

import (
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// SubZoneAlias says which values of a field mean which sub-zone.
type SubZoneAlias struct {
	Line     rules.Line               `json:"line"`
	Field    string                   `json:"field"`
	Prefixes bool                     `json:"prefixes"` // values are the beginnings of codes
	Verified *bool                    `json:"verified,omitempty"`
	Values   map[string]rules.SubZone `json:"values"`
	Absent   *AbsentAlias             `json:"absent,omitempty"`

	first bool // of a table that was put before another: it is not contradicted
}

// AbsentAlias says what it means that a feature names no sub-zone: where all
// fields that would describe what has sub-zones are there and say nothing either,
// it lies in none. ZRBHDMC, ZRBHDJB, ZRBHDLX and ZRBHDFQ describe the protected area
// that a patch of the red line lies in.
type AbsentAlias struct {
	Zone  rules.SubZone `json:"zone"`
	With  []string      `json:"with"`  // the other fields, all of which must be there
	Words []string      `json:"words"` // that say nothing, as a blank does
	// Against are words that contradict it in any other field, such as the name of the patch.
	Against []string `json:"against,omitempty"`
}

// holds reports whether a feature says that it lies in none. A field that the
// data do not have says nothing, not even that.
func (x *AbsentAlias) holds(field string, p boundary.Properties) bool {
	for name := range p.All() {
		text := p.Text(name)
		if slices.ContainsFunc(x.Against, func(word string) bool { return strings.Contains(text, word) }) {
			return false
		}
	}
	return !slices.ContainsFunc(append([]string{field}, x.With...), func(f string) bool {
		raw := p.Raw(f)
		return len(raw) == 0 || raw[0] == '{' || raw[0] == '[' || !x.blank(p.Text(f))
	})
}

func (x *AbsentAlias) blank(value string) bool {
	value = strings.TrimSpace(value)
	return value == "" || slices.Contains(x.Words, value)
}

// SubZone returns the sub-zone of a feature of a line, with the field and the
// words that say so: the property sub_zone, the field that the layer names, or
// the table's. Other with words means that they are not known, or that two fields
// contradict each other. A sub-zone without
// words is what it means that the feature names none.
func (a *Table) SubZone(line rules.Line, field string, p boundary.Properties) (zone rules.SubZone, from, words string) {
	if s := rules.SubZone(p.Text("sub_zone")); s != "" {
		if !slices.Contains(line.SubZones(), s) {
			return rules.Other, "sub_zone", string(s)
		}
		return s, "sub_zone", string(s)
	}
	found := false
	for _, alias := range a.SubZones {
		if alias.Line != line {
			continue
		}
		name := alias.Field
		if field != "" {
			name = field
		}
		value := strings.TrimSpace(p.Text(name))
		if x := alias.Absent; x != nil && name == alias.Field && x.blank(value) {
			if words == "" && x.holds(name, p) {
				return x.Zone, name, ""
			}
			continue
		}
		if value == "" {
			continue
		}
		z, known := alias.zone(value)
		switch {
		case found && known && z != zone: // two fields contradict each other
			return rules.Other, from + ", " + name, words + ", " + value
		case found:
		case known && alias.first:
			return z, name, value
		case known:
			zone, from, words, found = z, name, value, true
		default:
			from, words = name, value
		}
	}
	if found {
		return zone, from, words
	}
	return rules.Other, from, words
}

// zone returns what a value means.
func (x *SubZoneAlias) zone(value string) (rules.SubZone, bool) {
	if z, ok := x.Values[value]; ok || !x.Prefixes {
		return z, ok
	}
	for n := len(value); n > 0; n-- {
		if z, ok := x.Values[value[:n]]; ok {
			return z, true
		}
	}
	return "", false
}
