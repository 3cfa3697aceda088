package zones

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// take is what a site takes from a cap or an account.
type take struct {
	area   boundary.Area
	growth boundary.Area // what it adds to the area that a ratio is of
}

// earlier is what the sites before one of a sequence have taken. It is nil for a
// site that is checked by itself.
type earlier struct {
	sites []Site          // that took something
	near  []*Site         // those that share area with the site being checked
	taken map[string]take // by them, of caps and accounts
	asked map[string]take // by the site being checked
}

// begin prepares for the next site.
func (e *earlier) begin(s *Site) {
	e.near, e.asked = nil, map[string]take{}
	for i := range e.sites {
		if area := boundary.OverlapArea(s.Feature.Boundary, e.sites[i].Feature.Boundary); area > 0 {
			e.near = append(e.near, &e.sites[i])
			s.Feature.Notes = append(slices.Clip(s.Feature.Notes), msgSequenceOverlap.Note(message.Place{},
				"area", formatArea(area), "other", e.sites[i].Feature.ID))
		}
	}
}

// ask notes what the site would take and returns what was taken before it.
func (e *earlier) ask(id string, t take) take {
	if e == nil {
		return take{}
	}
	a := e.asked[id]
	e.asked[id] = take{a.area + t.area, a.growth + t.growth}
	before := e.taken[id]
	return take{before.area + a.area, before.growth + a.growth}
}

// keep records what the site asked for as taken.
func (e *earlier) keep(s Site) {
	for id, t := range e.asked {
		before := e.taken[id]
		e.taken[id] = take{before.area + t.area, before.growth + t.growth}
	}
	e.sites = append(e.sites, s)
}

// rest returns a site without what sites of one kind took before it.
func (e *earlier) rest(ctx context.Context, site *boundary.Boundary, alike func(*Site) bool) (*boundary.Boundary, error) {
	if e == nil {
		return site, nil
	}
	for _, s := range e.near {
		if alike(s) {
			var err error
			if site, err = boundary.Subtract(ctx, site, s.Feature.Boundary); err != nil {
				return nil, fmt.Errorf("zones: after site %s: %w", s.Feature.ID, err)
			}
		}
	}
	return site, nil
}

// drawnAccounts are accounts as the sites of a sequence have left them, without
// reserving anything.
type drawnAccounts struct {
	Accounts
	before *earlier
}

func (d drawnAccounts) Quote(ctx context.Context, region string, period int, area boundary.Area) (QuotaReport, error) {
	q, err := d.Accounts.Quote(ctx, region, period, area)
	if err != nil {
		return q, err
	}
	// What is added up is what the ledger would record of each site.
	requested, err := q.RequestedHa.Float64()
	if err != nil {
		return q, fmt.Errorf("zones: requested_ha: %w", err)
	}
	area = boundary.Area(round(requested*squareMetresPerHectare, 1))
	taken := d.before.ask(quotaKey(&q), take{area: area})
	after, err := d.Accounts.Quote(ctx, region, period, taken.area+area)
	if err != nil {
		return q, err
	}
	// What is available stays that of the ledger; what remains is after the sites
	// before and this one.
	q.RemainingHa, q.Holds = after.RemainingHa, after.Holds
	return q, nil
}

// quotaKey names an account's period among the caps.
func quotaKey(q *QuotaReport) string { return "quota " + q.Account + " " + strconv.Itoa(q.Period) }
