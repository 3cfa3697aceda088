package zones

import (
	"context"
	"fmt"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// A capResult is what the caps say about a site.
type capResult struct {
	reports []CapReport
	status  rules.Status // not checked where a cap could not be
	hold    bool         // all that could be checked
	notes   []message.Note
}

// caps asks all caps of the plan, after the sites before this one.
func (q *inquiry) caps(ctx context.Context, before *earlier) (capResult, error) {
	out := capResult{[]CapReport{}, rules.NotInvolved, true, nil}
	for _, m := range q.plan.caps {
		r, err := m.report(ctx, q.plan, q.site, q.opt, before)
		if err != nil {
			return out, err
		}
		if r.Holds == nil {
			out.status = rules.NotChecked
			out.notes = append(out.notes, m.why())
		} else {
			out.hold = out.hold && *r.Holds
		}
		out.reports = append(out.reports, r)
	}
	return out, nil
}

// report says whether the cap holds when a site takes what it requests, after
// the sites before it.
func (m *measuredCap) report(ctx context.Context, p *Plan, s *Site, opt *CheckOptions, before *earlier) (CapReport, error) {
	r := CapReport{ID: m.ID, Title: m.Title, Kind: m.Kind, Line: m.Line, SubZone: m.SubZone,
		Region: strings.Join(m.Regions, "+"), Deducted: m.deducted, Difference: m.difference, Citations: nonNil(m.Citations)}
	if m.unknown != "" || m.counts() != CountAddition && len(p.of(m.Line)) == 0 {
		return r, nil
	}
	requested, err := m.requested(ctx, p, s, before)
	if err != nil {
		return r, err
	}
	growth := boundary.Area(0) // of the base
	if m.Of != nil {
		if growth, err = m.addition(ctx, p, s, before, m.Of.Line, m.Of.SubZone, true); err != nil {
			return r, err
		}
	}
	taken := before.ask(m.ID, take{requested, growth})
	used, limit := m.used, m.limit(s.day(opt.Date), m.base+taken.growth+growth)
	if m.Kind == CapMin {
		used -= taken.area
	} else {
		used += taken.area
	}
	r.LimitM2, r.UsedM2, r.RequestedM2 = Known(limit), Known(used), Known(requested)
	// From the rounded figures, so that a reader can recompute it.
	if m.Kind == CapMin {
		r.RemainingM2 = Known(r.UsedM2.value - r.RequestedM2.value - r.LimitM2.value)
	} else {
		r.RemainingM2 = Known(r.LimitM2.value - r.UsedM2.value - r.RequestedM2.value)
	}
	left, _ := r.RemainingM2.Value()
	if holds := left >= 0; !holds || left >= float64(m.doubt) || opt.AcceptRepairs {
		r.Holds = &holds
	}
	return r, nil
}

// requested returns what a site takes from the cap. It is negative for a site that
// is to become part of a line that may not fall below its limit, such as 补划.
func (m *measuredCap) requested(ctx context.Context, p *Plan, s *Site, before *earlier) (boundary.Area, error) {
	counts := m.counts()
	if counts == CountAddition {
		return m.addition(ctx, p, s, before, m.Line, m.SubZone, false)
	}
	if m.Kind == CapMin && s.Adds == m.Line {
		added, err := m.addition(ctx, p, s, before, m.Line, m.SubZone, true)
		return -added, err
	}
	parts, err := m.inRegions(ctx, s, before, func(b *Site) bool { return m.Kind != CapMin || b.Adds != m.Line })
	if err != nil {
		return 0, err
	}
	total := boundary.Area(0)
	for _, part := range parts {
		place := []*boundary.Boundary{part}
		in, err := p.coveredArea(ctx, p.of(m.Line), m.SubZone, place)
		if err != nil {
			return 0, err
		}
		less := boundary.Area(0)
		if counts == CountIncrement {
			less, err = p.stock(ctx, m.Line, m.SubZone, part)
		} else if !m.Gross {
			less, _, err = p.deductedArea(ctx, p.of(m.Line), m.SubZone, place)
		}
		if err != nil {
			return 0, err
		}
		total += max(in-less, 0)
	}
	return total, nil
}

// addition returns what a site adds to a line, or to a sub-zone of it. A site
// that does not say to which sub-zone it belongs could belong to any. It counts,
// unless sure is set.
func (m *measuredCap) addition(ctx context.Context, p *Plan, s *Site, before *earlier, line rules.Line, zone rules.SubZone, sure bool) (boundary.Area, error) {
	adds := func(s *Site) bool {
		return s.Adds == line && (zone == "" || zone == s.AddsSubZone || !sure && (s.AddsSubZone == "" || s.AddsSubZone == rules.Other))
	}
	if !adds(s) {
		return 0, nil
	}
	parts, err := m.inRegions(ctx, s, before, adds)
	if err != nil {
		return 0, err
	}
	total := boundary.Area(0)
	for _, part := range parts {
		in, err := p.coveredArea(ctx, p.of(line), zone, []*boundary.Boundary{part})
		if err != nil {
			return 0, err
		}
		total += max(part.Area()-in, 0)
	}
	return total, nil
}

// inRegions returns the parts of a site in the cap's regions, less what earlier
// sites took in the same way.
func (m *measuredCap) inRegions(ctx context.Context, s *Site, before *earlier, alike func(*Site) bool) ([]*boundary.Boundary, error) {
	shape, err := before.rest(ctx, s.Feature.Boundary, alike)
	if err != nil || shape.Empty() {
		return nil, err
	}
	if m.where == nil {
		return []*boundary.Boundary{shape}, nil
	}
	var parts []*boundary.Boundary
	for _, w := range m.where {
		part, err := boundary.Intersect(ctx, shape, w)
		if err != nil {
			return nil, fmt.Errorf("zones: cap %s: %w", m.ID, err)
		}
		if !part.Empty() {
			parts = append(parts, part)
		}
	}
	return parts, nil
}

// stock returns how much of a site lies in a line and on existing construction land
// or inefficient land, 存量.
func (p *Plan) stock(ctx context.Context, line rules.Line, zone rules.SubZone, site *boundary.Boundary) (boundary.Area, error) {
	found, _ := overlaps(p.stockLayers(), site)
	if len(found) == 0 {
		return 0, nil
	}
	stock, err := boundary.Cover(ctx, boundaries(found), 1, site)
	if err != nil || stock.Empty() {
		return 0, err
	}
	return p.coveredArea(ctx, p.of(line), zone, []*boundary.Boundary{stock})
}
