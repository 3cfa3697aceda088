package zones

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
)

// Accounts is a ledger of planning quotas as a check sees it. zones/quota has
// one: [github.com/sanxian/sanxian/zones/quota.Ledger.Accounts].
type Accounts interface {
	// Quote says what a new area in a region would take of a period's account.
	// It binds nobody.
	Quote(ctx context.Context, region string, period int, area boundary.Area) (QuotaReport, error)
}

// QuotaReport says what a site would take from which account, in hectares
// written with four decimals.
type QuotaReport struct {
	Region      string      `json:"region"`  // whose site
	Account     string      `json:"account"` // whose account
	Period      int         `json:"period"`
	RequestedHa json.Number `json:"requested_ha"`
	AvailableHa json.Number `json:"available_ha"`
	RemainingHa json.Number `json:"remaining_ha"` // negative: what is missing
	Holds       bool        `json:"holds"`
}

// quota asks the ledger for the increment of each county that the site lies
// in: what is not on existing construction land or inefficient land.
func (c *check) quota() error {
	if c.opt.Accounts == nil {
		return nil
	}
	c.report.Quota = []QuotaReport{}
	period := c.opt.Period
	if period == 0 && len(c.date) >= 4 {
		period, _ = strconv.Atoi(string(c.date[:4]))
	}
	if period == 0 {
		c.notes.note("quota.no_period", "the quota was not asked for: neither a date nor a period is known")
		return nil
	}
	shape, err := c.before.rest(c.shape, func(*Site) bool { return true })
	if err != nil || shape.Empty() {
		return err
	}
	found, _ := overlaps(c.plan.of(Region), shape)
	found = accountRegions(found)
	if len(found) == 0 {
		c.notes.note("quota.unplaced", "the quota was not asked for: the site is in no region of the plan")
		return nil
	}
	for _, o := range found {
		part, err := boundary.IntersectContext(c.ctx, shape, o.Feature.Boundary)
		if err != nil {
			return err
		}
		stock, err := c.plan.stockArea(c.ctx, part)
		if err != nil {
			return err
		}
		increment := part.Area() - stock
		if float64(increment) < 0.5 { // less than the ledger's unit
			continue
		}
		code, _ := o.region()
		q, err := c.opt.Accounts.Quote(c.ctx, code, period, increment)
		if err != nil {
			return err
		}
		q.Region = code
		c.report.Quota = append(c.report.Quota, q)
		if !q.Holds {
			c.notes.add(boundary.Note{Code: "quota.short", Warning: true, Values: map[string]string{"region": q.Account, "period": strconv.Itoa(period)},
				Text: "the account of " + q.Account + " for " + strconv.Itoa(period) + " cannot give what the site would take"})
		}
	}
	return nil
}

// accountRegions keeps one level of regions, or towns would be asked beside their
// county, and a zone without a code of GB/T 2260 beside the county that it is in.
func accountRegions(found []layerOverlap) []layerOverlap {
	level := func(o layerOverlap) int {
		code, _ := o.region()
		if strings.Trim(code, "0123456789") != "" {
			return math.MaxInt
		}
		return len(code)
	}
	top := math.MaxInt
	for _, o := range found {
		top = min(top, level(o))
	}
	return slices.DeleteFunc(found, func(o layerOverlap) bool { return level(o) != top })
}

// stockArea returns what of a place lies on existing construction land or
// inefficient land.
func (p *Plan) stockArea(ctx context.Context, place *boundary.Boundary) (boundary.Area, error) {
	return p.coveredArea(ctx, p.stockLayers(), "", []*boundary.Boundary{place})
}
