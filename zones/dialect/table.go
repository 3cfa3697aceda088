package dialect

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// A Table says under which names planning data keeps its layers and fields. It is
// data: [Table.With] adds a province's own. The built-in one is aliases.json;
// docs/data.md describes both.
type Table struct {
	Layers []struct {
		Line  rules.Line `json:"line"`
		Names []string   `json:"names"`
	} `json:"layers"`
	SubZones   []SubZoneAlias   `json:"sub_zones"`
	Members    []MemberAlias    `json:"members"`
	Areas      []AreaAlias      `json:"areas"`
	Deductions []DeductionAlias `json:"deductions"`
	Regions    RegionAlias      `json:"regions"`
}

// RegionAlias names the fields that hold the code and the name of an
// administrative region.
type RegionAlias struct {
	Code []string `json:"code"`
	Name []string `json:"name"`
}

// MemberAlias says which values of a field mean which line, for layers that
// hold several: the 管控边界 (GKBJ) of a village plan. "" is no line.
type MemberAlias struct {
	Field    string                `json:"field"`
	Verified *bool                 `json:"verified,omitempty"`
	Values   map[string]rules.Line `json:"values"`
}

// AreaAlias names a field that holds the feature's area.
type AreaAlias struct {
	Field string `json:"field"`
	Net   bool   `json:"net"` // less what is deducted, so smaller than the geometry
}

// areaUnits are square metres in the units that data is found in.
var areaUnits = [...]struct {
	name   string
	metres float64
}{{"m2", 1}, {"ha", 1e4}, {"mu", 2000.0 / 3}, {"km2", 1e6}, {"10000mu", 2e7 / 3}}

// agreement is how far a stated area may be from the geometry and still agree:
// the 10 % of common practice, on which no rule was found. A net area may be
// half of it.
const agreement = 0.1

// Unit returns the unit in which a stated area agrees with the area of the
// geometry: "m2", "ha", "mu", "km2", "10000mu", or "" for none.
func (a AreaAlias) Unit(stated float64, geometry boundary.Area) string {
	for _, u := range areaUnits {
		share := stated * u.metres / float64(geometry)
		if share < 1+agreement && (share > 1-agreement || a.Net && share > 0.5) {
			return u.name
		}
	}
	return ""
}

// DeductionAlias names a field that says how much of a feature is not counted,
// 扣除: ridges and ditches in farmland.
type DeductionAlias struct {
	Field string `json:"field"`         // the share that is deducted, or an area of Of
	Of    string `json:"of,omitempty"`  // field of the whole, in the same unit
	Net   bool   `json:"net,omitempty"` // Field is what is left
}

//go:embed aliases.json
var builtinAliases []byte

// Default returns the built-in table.
var Default = sync.OnceValue(func() *Table {
	a, err := Read(bytes.NewReader(builtinAliases))
	if err != nil {
		panic(err) // a test reads it
	}
	return a
})

// ReadAliases reads a table; unknown members are refused.
func Read(r io.Reader) (*Table, error) {
	d := json.NewDecoder(io.LimitReader(r, 1<<20))
	d.DisallowUnknownFields()
	a := new(Table)
	if err := d.Decode(a); err != nil {
		return nil, fmt.Errorf("dialect: alias table: %w", err)
	}
	return a, nil
}

// With returns a table that asks b first.
func (a *Table) With(b *Table) *Table {
	c := *b
	c.Layers = append(slices.Clip(c.Layers), a.Layers...)
	c.SubZones = append(slices.Clone(c.SubZones), a.SubZones...)
	for i := range b.SubZones {
		c.SubZones[i].first = true
	}
	c.Members = append(slices.Clip(c.Members), a.Members...)
	c.Areas = append(slices.Clip(c.Areas), a.Areas...)
	c.Deductions = append(slices.Clip(c.Deductions), a.Deductions...)
	c.Regions.Code = append(slices.Clip(c.Regions.Code), a.Regions.Code...)
	c.Regions.Name = append(slices.Clip(c.Regions.Name), a.Regions.Name...)
	return &c
}

// Line returns the line of a file or layer according to its name, such as
// "371500_STBHHX_2023.shp"; ok is false where the name says nothing.
func (a *Table) Line(name string) (line rules.Line, ok bool) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	words := strings.FieldsFunc(strings.ToUpper(base), func(r rune) bool { return strings.ContainsRune("_-. ()（）", r) })
	for _, l := range a.Layers {
		for _, n := range l.Names {
			if slices.Contains(words, n) || n[0] > 0x7f && strings.Contains(base, n) {
				return l.Line, true
			}
		}
	}
	return "", false
}

// Member returns the line that a feature of a layer of several is of, "" for
// none, with the field and the words that say so. Known is false where no field
// says a line; with words it says one that the table does not have.
func (a *Table) Member(p boundary.Properties) (line rules.Line, from, words string, known bool) {
	for _, alias := range a.Members {
		value := strings.TrimSpace(p.Text(alias.Field))
		if value == "" {
			continue
		}
		from, words = alias.Field, value
		if line, known = alias.Values[value]; known {
			return line, from, words, true
		}
	}
	return "", from, words, false
}

// hasMembers reports whether layers of several lines can hold features of this one.
func (a *Table) hasMembers(line rules.Line) bool {
	for _, alias := range a.Members {
		for _, l := range alias.Values {
			if l == line {
				return true
			}
		}
	}
	return false
}

// Of returns the code and name of an administrative region.
func (a RegionAlias) Of(f *boundary.Feature) (code, name string) {
	first := func(fields []string) string {
		for _, field := range fields {
			if s := strings.TrimSpace(f.Properties.Text(field)); s != "" {
				return s
			}
		}
		return ""
	}
	if code = first(a.Code); code == "" {
		code = f.ID
	}
	return code, first(a.Name)
}
