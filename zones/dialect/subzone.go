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
}

// SubZone returns the sub-zone of a feature of a line, with the field and the
// words that say so: the property sub_zone, the field that the layer names, or
// the table's. Other with words means that they are not known.
func (a *Table) SubZone(line rules.Line, field string, p boundary.Properties) (zone rules.SubZone, from, words string) {
	if s := rules.SubZone(p.Text("sub_zone")); s != "" {
		if !slices.Contains(line.SubZones(), s) {
			return rules.Other, "sub_zone", string(s)
		}
		return s, "sub_zone", string(s)
	}
	for _, alias := range a.SubZones {
		if alias.Line != line {
			continue
		}
		name := alias.Field
		if field != "" {
			name = field
		}
		value := strings.TrimSpace(p.Text(name))
		if value == "" {
			continue
		}
		from, words = name, value
		if z, ok := alias.Values[value]; ok {
			return z, from, words
		}
		if !alias.Prefixes {
			continue
		}
		for n := len(value); n > 0; n-- {
			if z, ok := alias.Values[value[:n]]; ok {
				return z, from, words
			}
		}
	}
	return rules.Other, from, words
}
