package quota

import (
	"context"
	"encoding/json"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
)

// Accounts lets a check ask the ledger what a site would take:
//
//	report, err := plan.Check(ctx, site, &zones.CheckOptions{Date: day, Accounts: quota.Accounts{Ledger: ledger}})
//
// The report binds nobody; Ledger.Reserve does.
type Accounts struct{ *Ledger }

var _ zones.Accounts = Accounts{}

// Quote asks for the account of a region or of the nearest one above it.
func (a Accounts) Quote(_ context.Context, region string, period int, area boundary.Area) (zones.QuotaReport, error) {
	asked, err := FromArea(area)
	if err != nil {
		return zones.QuotaReport{}, err
	}
	q, err := a.Ledger.Quote(region, period, asked)
	if err != nil {
		return zones.QuotaReport{}, err
	}
	return zones.QuotaReport{Region: region, Account: q.Region, Period: q.Period, RequestedHa: json.Number(q.Requested.String()),
		AvailableHa: json.Number(q.Available.String()), RemainingHa: json.Number(q.Remaining.String()), Holds: q.Holds}, nil
}
