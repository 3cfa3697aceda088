package zones

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

// A Supplement is local rules over their own area: those of a county, or of one
// of 490 village plans. They are merged over the plan's rules, and apply to
// what of a site lies in the area.
type Supplement struct {
	Name  string               // of the area, for findings
	Rules *RuleSet             // read with ReadRules
	Where []*boundary.Boundary // the area
}

// localRules are a supplement merged over the plan's rules.
type localRules struct {
	name  string
	rules *RuleSet
	where []*boundary.Boundary
}

// supplements finds the local rules of a place.
type supplements struct {
	all   []localRules
	areas *index.Index
	byID  map[string]int // id of an area to its supplement
}

// with returns the supplements and one more.
func (s supplements) with(l localRules) supplements {
	byID := maps.Clone(s.byID)
	if byID == nil {
		byID = map[string]int{}
	}
	var areas []boundary.Feature
	for i, w := range l.where {
		id := strconv.Itoa(len(s.all)) + "/" + strconv.Itoa(i)
		byID[id] = len(s.all)
		areas = append(areas, boundary.Feature{ID: id, Boundary: w})
	}
	return supplements{append(slices.Clip(s.all), l), s.areas.With(areas...), byID}
}

// WithSupplements returns the plan with local rules. Areas of supplements
// should not overlap; where two do, both judge and the worse status holds.
func (p *Plan) WithSupplements(all []Supplement) (*Plan, error) {
	q := *p
	for _, x := range all {
		merged, err := p.rules.With(x.Rules)
		if err != nil {
			return nil, err
		}
		q.local = q.local.with(localRules{x.Name, merged, x.Where})
	}
	return &q, nil
}

// A jurisdiction is a part of a site and the rules that hold there.
type jurisdiction struct {
	name  string // of a supplement; empty for the plan's own rules
	rules *RuleSet
	part  *boundary.Boundary
}

// jurisdictions parts a site by the rules that hold: the parts in the areas of
// supplements, then the rest.
func (p *Plan) jurisdictions(ctx context.Context, site *boundary.Boundary) ([]jurisdiction, error) {
	whole := []jurisdiction{{"", p.rules, site}}
	found := p.local.areas.AppendOverlaps(nil, site)
	if len(found) == 0 {
		return whole, nil
	}
	var parts []jurisdiction
	var areas []*boundary.Boundary
	for _, o := range found {
		in, err := boundary.IntersectContext(ctx, site, o.Feature.Boundary)
		if err != nil {
			return nil, err
		}
		l := p.local.all[p.local.byID[o.Feature.ID]]
		parts = append(parts, jurisdiction{l.name, l.rules, in})
		areas = append(areas, o.Feature.Boundary)
	}
	covered, err := boundary.Cover(ctx, areas, 1, site)
	if err != nil {
		return nil, err
	}
	rest, err := boundary.Subtract(site, covered)
	if err != nil {
		return nil, err
	}
	// What snapping leaves along an edge is no jurisdiction.
	if tolerance := p.rules.Tolerance(""); !rest.Empty() && float64(rest.Area()) > max(tolerance.AreaM2, 1e-4) {
		parts = append(parts, jurisdiction{"", p.rules, rest})
	}
	return parts, nil
}
