package zones

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgQuotaNoPeriod = message.New("quota.no_period", "the quota was not asked for: neither a date nor a period is known", "未查询指标账户：日期和年度都不知道")
	msgQuotaUnplaced = message.New("quota.unplaced", "the quota was not asked for: the site is in no region of the plan", "未查询指标账户：地块不在方案的任何行政区内")
	msgQuotaShort    = message.New("quota.short", "the account of {region} for {period} cannot give what the site would take",
		"{region} {period} 年度的账户不足以提供地块所需指标")
)

// Accounts is a ledger of planning quotas as a check sees it. zones/quota has
// one: [github.com/sanxian/sanxian/zones/quota.Ledger.Accounts].
type Accounts interface {
	// Quote says what a new area in a region would take from a period's account.
	// It reserves nothing.
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

// A quotaResult is what the ledger says about a site.
type quotaResult struct {
	reports []QuotaReport // nil where no ledger was asked
	notes   []message.Note
}

// quota asks the ledger for the increment of each county that the site lies
// in: what is not on existing construction land or inefficient land.
func (q *inquiry) quota(ctx context.Context, before *earlier) (quotaResult, error) {
	if q.opt.Accounts == nil {
		return quotaResult{}, nil
	}
	out := quotaResult{reports: []QuotaReport{}}
	period := q.opt.Period
	if date := q.opt.Date; period == 0 && len(date) >= 4 {
		period, _ = strconv.Atoi(string(date[:4]))
	}
	if period == 0 {
		out.notes = append(out.notes, msgQuotaNoPeriod.Note(message.Place{}))
		return out, nil
	}
	shape, err := before.rest(ctx, q.shape, func(*Site) bool { return true })
	if err != nil || shape.Empty() {
		return out, err
	}
	found, _ := overlaps(q.plan.of(rules.AdminRegion), shape)
	found = accountRegions(found)
	if len(found) == 0 {
		out.notes = append(out.notes, msgQuotaUnplaced.Note(message.Place{}))
		return out, nil
	}
	for _, o := range found {
		part, err := boundary.Intersect(ctx, shape, o.Feature.Boundary)
		if err != nil {
			return out, err
		}
		stock, err := q.plan.stockArea(ctx, part)
		if err != nil {
			return out, err
		}
		increment := part.Area() - stock
		if float64(increment) < ledgerUnit/2 {
			continue
		}
		code, _ := o.region()
		r, err := q.opt.Accounts.Quote(ctx, code, period, increment)
		if err != nil {
			return out, err
		}
		r.Region = code
		out.reports = append(out.reports, r)
		if !r.Holds {
			out.notes = append(out.notes, msgQuotaShort.Warning(message.Place{}, "region", r.Account, "period", period))
		}
	}
	return out, nil
}

// ledgerUnit is the least area in square metres that a ledger records.
const ledgerUnit = 1

// accountRegions keeps one level of regions. Otherwise towns would be asked as
// well as their county, and a zone without a code of GB/T 2260 as well as the
// county that it is in.
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

// stockArea returns how much of a place lies on existing construction land or
// inefficient land.
func (p *Plan) stockArea(ctx context.Context, place *boundary.Boundary) (boundary.Area, error) {
	return p.coveredArea(ctx, p.stockLayers(), "", []*boundary.Boundary{place})
}
