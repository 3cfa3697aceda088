package quota

import (
	"context"
	"encoding/json"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

var msgQuotaNothingAsked = message.New("quota.nothing_asked", "entry {id}: the report of site {site} asks for no quota", "记录 {id}：地块 {site} 的报告没有占用指标")

// Accounts lets a check ask the ledger what a site would take:
//
//	report, err := plan.Check(ctx, site, &zones.CheckOptions{Date: day, Accounts: ledger.Accounts()})
//	...
//	made, err := ledger.ReserveReport(ctx, report, quota.Entry{ID: "2026-017", Project: "P-17", Date: "2026-11-02"})
//
// The report binds nobody; the reservation does.
func (l *Ledger) Accounts() zones.Accounts { return accounts{l} }

type accounts struct{ ledger *Ledger }

// Quote asks for the account of a region or of the nearest one above it.
func (a accounts) Quote(_ context.Context, region string, period int, area boundary.Area) (zones.QuotaReport, error) {
	asked, err := FromArea(area)
	if err != nil {
		return zones.QuotaReport{}, err
	}
	q, err := a.ledger.Quote(region, period, asked)
	if err != nil {
		return zones.QuotaReport{}, err
	}
	return zones.QuotaReport{Region: region, Account: q.Region, Period: q.Period, RequestedHa: json.Number(q.Requested.String()),
		AvailableHa: json.Number(q.Available.String()), RemainingHa: json.Number(q.Remaining.String()), Holds: q.Holds}, nil
}

// ReserveReport makes binding what a report says the site would take: a
// reservation in each account, all of them or none, for the project of e. Id,
// date, source and note are e's; region, period and area are the report's, and
// in a report with several regions the id is followed by "/" and the region. The
// accounts are asked anew: ErrFloor if one can no longer give it. The same call
// again changes nothing.
func (l *Ledger) ReserveReport(ctx context.Context, r *zones.Report, e Entry) ([]Entry, error) {
	if len(r.Quota) == 0 {
		return nil, refuse(ErrEntry, msgQuotaNothingAsked, "id", clip(e.ID), "site", clip(r.Site.ID))
	}
	entries := make([]Entry, 0, len(r.Quota))
	for _, q := range r.Quota {
		area, err := ParseHectares(q.RequestedHa.String())
		if err != nil {
			return nil, err
		}
		one := e
		one.Kind, one.Region, one.Period, one.Area = Reservation, q.Account, q.Period, area
		if len(r.Quota) > 1 {
			one.ID += "/" + q.Region
		}
		entries = append(entries, one)
	}
	return l.Add(ctx, entries...)
}
