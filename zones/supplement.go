package zones

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// A Supplement is local rules over their own area: those of a county, of a
// town, or of one of 490 village plans. They are merged over the plan's rules,
// and apply to the part of a site that lies in the area.
type Supplement struct {
	Name    string               // of the area, for findings
	Rules   *rules.Set           // of rules.Read
	Where   []*boundary.Boundary // the area
	Regions []string             // codes or names of regions of the plan that are the area, too; they are as the plan's layers have them
}

var msgSupplementRegion = message.New("supplement.region", "no region {region} in the layers of administrative regions", "行政区图层中没有 {region}")

// area returns where local rules hold in a plan.
func (x *Supplement) area(p *Plan) (where []*boundary.Boundary, err error) {
	for _, code := range x.Regions {
		found := p.regionsOf(code)
		if len(found) == 0 {
			return nil, planError(msgSupplementRegion, "region", strconv.Quote(code))
		}
		where = append(where, found...)
	}
	return append(where, x.Where...), nil
}

// supplements finds the local rules of a place.
type supplements struct {
	all    []Supplement
	areas  *index.Index
	doubts []boundary.Feature    // land that depends on how repaired areas are read
	byID   map[string]int        // id of an area to its supplement
	merged map[string]*rules.Set // the plan's rules with some of the supplements, by key
}

// WithSupplements returns the plan with local rules. Where the areas of several
// overlap, as a village's lies in its town's, their rules are merged in the
// order given: a later one may override an earlier one. Tolerances, the order
// of the lines and the touch distance hold for the whole plan, so a supplement
// over an area may not set them.
func (p *Plan) WithSupplements(all []Supplement) (*Plan, error) {
	q := *p
	q.local = supplements{slices.Clip(p.local.all), p.local.areas, slices.Clip(p.local.doubts), maps.Clone(p.local.byID), maps.Clone(p.local.merged)}
	if q.local.byID == nil {
		q.local.byID, q.local.merged = map[string]int{}, map[string]*rules.Set{}
	}
	for _, x := range all {
		if err := x.Rules.Local(); err != nil {
			return nil, err
		}
		where, err := x.area(p)
		if err != nil {
			return nil, err
		}
		if err := q.local.add(q.rules, x, where); err != nil {
			return nil, err
		}
	}
	return &q, nil
}

// add takes one more supplement and merges it with those that it lies in, so
// that rules that do not go together are refused before any check.
func (s *supplements) add(plan *rules.Set, x Supplement, where []*boundary.Boundary) error {
	area := boundary.Area(0)
	shared := map[int]boundary.Area{}
	n := len(s.all)
	var features []boundary.Feature
	for i, w := range where {
		area += w.Area()
		for _, o := range s.areas.AppendOverlaps(nil, w) {
			shared[s.byID[o.Feature.ID]] += o.Area
		}
		id := strconv.Itoa(n) + "/" + strconv.Itoa(i)
		s.byID[id] = n
		features = append(features, boundary.Feature{ID: id, Boundary: w})
		s.doubts = appendDoubt(s.doubts, boundary.Feature{ID: x.Name, Boundary: w})
	}
	s.all = append(s.all, x)
	s.areas = s.areas.With(features...)
	var set []int
	for _, k := range slices.Sorted(maps.Keys(shared)) {
		if float64(area-shared[k]) <= sliver(plan) {
			set = append(set, k)
		}
	}
	set = append(set, n)
	merged, err := s.merge(plan, set)
	if err != nil {
		return err
	}
	s.merged[key(set)] = merged
	return nil
}

// merge returns the plan's rules with those of some supplements.
func (s *supplements) merge(plan *rules.Set, set []int) (*rules.Set, error) {
	if len(set) == 0 {
		return plan, nil
	}
	if m := s.merged[key(set)]; m != nil {
		return m, nil
	}
	last := len(set) - 1
	m, err := s.merge(plan, set[:last])
	if err != nil {
		return nil, err
	}
	return m.With(s.all[set[last]].Rules)
}

func key(set []int) string {
	var b []byte
	for _, k := range set {
		b = append(strconv.AppendInt(b, int64(k), 10), '+')
	}
	return string(b)
}

// sliver is the area in square metres below which a remnant of snapping along an
// edge is not a jurisdiction.
func sliver(r *rules.Set) float64 { return max(r.Tolerance("").AreaM2, 1e-4) }

// A jurisdiction is a part of a site and the rules that hold there.
type jurisdiction struct {
	name  string // of the last supplement; empty for the plan's own rules
	rules *rules.Set
	part  *boundary.Boundary
	set   []int // the supplements that hold
}

// jurisdictions divides a site by the rules that hold there: the parts in the
// areas of supplements, then the rest. They are appended to parts, which is empty.
func (p *Plan) jurisdictions(ctx context.Context, parts []jurisdiction, site *boundary.Boundary) ([]jurisdiction, error) {
	found := p.local.areas.AppendOverlaps(nil, site)
	if len(found) == 0 {
		return append(parts, jurisdiction{"", p.rules, site, nil}), nil
	}
	slices.SortFunc(found, func(a, b index.Overlap) int { return p.local.byID[a.Feature.ID] - p.local.byID[b.Feature.ID] })
	var areas []*boundary.Boundary
	whole := false // one area holds all of the site
	for _, o := range found {
		in, err := site, error(nil)
		if float64(site.Area()-o.Area) <= sliver(p.rules) {
			whole = true
		} else if in, err = boundary.Intersect(ctx, site, o.Feature.Boundary); err != nil {
			return nil, err
		}
		if parts, err = p.split(ctx, parts, in, p.local.byID[o.Feature.ID]); err != nil {
			return nil, err
		}
		areas = append(areas, o.Feature.Boundary)
	}
	slices.SortStableFunc(parts, func(a, b jurisdiction) int { return slices.Compare(a.set, b.set) })
	if !whole {
		covered, err := boundary.Cover(ctx, areas, 1, site)
		if err != nil {
			return nil, err
		}
		rest, err := boundary.Subtract(ctx, site, covered)
		if err != nil {
			return nil, err
		}
		if float64(rest.Area()) > sliver(p.rules) {
			parts = append(parts, jurisdiction{part: rest})
		}
	}
	var err error
	for i := range parts {
		j := &parts[i]
		if j.rules, err = p.local.merge(p.rules, j.set); err != nil {
			return nil, err
		}
		if n := len(j.set); n > 0 {
			j.name = p.local.all[j.set[n-1]].Name
		}
	}
	return parts, nil
}

// split lays the area of one more supplement over the parts.
func (p *Plan) split(ctx context.Context, parts []jurisdiction, area *boundary.Boundary, k int) ([]jurisdiction, error) {
	var next []jurisdiction
	small := func(a boundary.Area) bool { return float64(a) <= sliver(p.rules) }
	for n, j := range parts {
		shared := boundary.OverlapArea(j.part, area)
		if small(shared) {
			next = append(next, j)
			continue
		}
		within := jurisdiction{part: j.part, set: slices.Clone(j.set)}
		if !slices.Contains(j.set, k) {
			within.set = append(within.set, k)
		}
		if !small(j.part.Area() - shared) {
			out, err := boundary.Subtract(ctx, j.part, area)
			if err != nil {
				return nil, err
			}
			next = append(next, jurisdiction{part: out, set: j.set})
			if within.part, err = boundary.Intersect(ctx, j.part, area); err != nil {
				return nil, err
			}
		}
		next = append(next, within)
		if small(area.Area() - shared) {
			return append(next, parts[n+1:]...), nil
		}
		var err error
		if area, err = boundary.Subtract(ctx, area, j.part); err != nil {
			return nil, err
		}
	}
	return append(next, jurisdiction{part: area, set: []int{k}}), nil
}
