package zones

import (
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// regionsOf returns the regions with a code or a name, or else those below the
// code: the counties of a city, or the towns where there are no counties.
func (p *Plan) regionsOf(code string) []*boundary.Boundary {
	prefix := codePrefix(code)
	var exact, below []*boundary.Boundary
	var codes []string // of the regions below
	for _, l := range p.of(rules.AdminRegion) {
		for f := range l.index.All() {
			switch c, name := l.table.Regions.Of(&f); {
			case c == code || name == code:
				exact = append(exact, f.Boundary)
			case strings.HasPrefix(c, prefix):
				below, codes = append(below, f.Boundary), append(codes, codePrefix(c))
			}
		}
	}
	if exact != nil {
		return exact
	}
	// A town adds nothing to its county.
	var top []*boundary.Boundary
	for i, c := range codes {
		if !slices.ContainsFunc(codes, func(above string) bool { return above != c && strings.HasPrefix(c, above) }) {
			top = append(top, below[i])
		}
	}
	return top
}

// codePrefix returns what the codes of a region's parts begin with: 3715 for the
// city 371500 or 371500000000, 371502 for the county. GB/T 2260 has two digits
// each for province, city and county; town and village have three each.
func codePrefix(code string) string {
	for _, level := range []struct{ length, zeros int }{{12, 3}, {9, 3}, {6, 2}, {4, 2}} {
		if len(code) == level.length && strings.HasSuffix(code, strings.Repeat("0", level.zeros)) {
			code = code[:level.length-level.zeros]
		}
	}
	return code
}
