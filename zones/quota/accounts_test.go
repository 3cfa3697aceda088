package quota_test

import (
	"context"
	"testing"

	"github.com/sanxian/sanxian/zones/rules"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/quota"
)

func place(t *testing.T, id string, x0, x1 float64) boundary.Feature {
	t.Helper()
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	p := func(x, y float64) boundary.Point { return boundary.Point{X: 39500000 + x, Y: 4036000 + y} }
	b, _, err := boundary.New(context.Background(), f, []boundary.Polygon{{{p(x0, 0), p(x1, 0), p(x1, 100), p(x0, 100)}}}, nil)
	require.NoError(t, err)
	return boundary.Feature{ID: id, Boundary: b}
}

// A check says what the site would take from which account; reserving makes it
// binding, and the next check sees less.
func TestCheckWithALedger(t *testing.T) {
	ctx := context.Background()
	layer := func(line rules.Line, f boundary.Feature) *zones.Layer {
		l, err := zones.NewLayer(ctx, zones.LayerSpec{Line: line, Path: string(line)}, boundary.All([]boundary.Feature{f}), nil)
		require.NoError(t, err)
		return l
	}
	plan, err := zones.NewPlan(ctx, []*zones.Layer{layer(rules.AdminRegion, place(t, "371521", -1000, 1000)), layer("existing_construction_land", place(t, "", 0, 20))}, nil, nil)
	require.NoError(t, err)
	ledger := quota.New(nil)
	_, err = ledger.Add(ctx, quota.Entry{ID: "1", Kind: quota.Advance, Region: "371521", Period: 2026, Date: "2026-01-10", Area: quota.Hectare})
	require.NoError(t, err)

	site := zones.Site{Feature: place(t, "S", 0, 100)}
	opt := &zones.CheckOptions{Date: "2026-11-01", Accounts: ledger.Accounts()}
	r, err := plan.Check(ctx, site, opt)
	require.NoError(t, err)
	require.Equal(t, []zones.QuotaReport{{Region: "371521", Account: "371521", Period: 2026, RequestedHa: "0.8000", AvailableHa: "1.0000", RemainingHa: "0.2000", Holds: true}}, r.Quota)

	for range 2 { // the second time it is already there
		made, err := ledger.ReserveReport(ctx, r, quota.Entry{ID: "2", Date: "2026-11-02", Project: "P"})
		require.NoError(t, err)
		require.Equal(t, []quota.Entry{{ID: "2", Kind: quota.Reservation, Region: "371521", Period: 2026, Date: "2026-11-02", Project: "P", Area: 8000, Amount: 8000}}, made)
	}
	r, err = plan.Check(ctx, site, opt)
	require.NoError(t, err)
	require.False(t, r.Quota[0].Holds)
	require.Equal(t, "-0.6000", string(r.Quota[0].RemainingHa))
	_, err = ledger.ReserveReport(ctx, r, quota.Entry{ID: "3", Date: "2026-11-02", Project: "P2"})
	require.ErrorIs(t, err, quota.ErrFloor)
	require.Equal(t, "0.2000", ledger.Balance("371521", 2026).Balance.String())
	_, err = ledger.ReserveReport(ctx, new(zones.Report), quota.Entry{ID: "4", Date: "2026-11-02", Project: "P3"})
	require.ErrorIs(t, err, quota.ErrEntry)
}

// A city-run zone without a code lies beside its county: the county's account is
// asked, and the zone's where there is no county.
func TestZoneWithoutACode(t *testing.T) {
	ctx := context.Background()
	regions, err := zones.NewLayer(ctx, zones.LayerSpec{Line: rules.AdminRegion, Path: "XZQ"}, boundary.All([]boundary.Feature{place(t, "371502", 0, 100), place(t, "开发区", 50, 200), place(t, "371502001", 0, 100)}), nil)
	require.NoError(t, err)
	plan, err := zones.NewPlan(ctx, []*zones.Layer{regions}, nil, nil)
	require.NoError(t, err)
	for x, want := range map[float64]string{60: "371502", 150: "开发区"} {
		r, err := plan.Check(ctx, zones.Site{Feature: place(t, "S", x, x+10)}, &zones.CheckOptions{Date: "2026-11-01", Accounts: quota.New(nil).Accounts()})
		require.NoError(t, err)
		require.Len(t, r.Quota, 1)
		require.Equal(t, want, r.Quota[0].Account)
	}
}

// A site in two counties takes from both accounts or from none.
func TestReserveInTwoCounties(t *testing.T) {
	ctx := context.Background()
	regions, err := zones.NewLayer(ctx, zones.LayerSpec{Line: rules.AdminRegion, Path: "XZQ"}, boundary.All([]boundary.Feature{place(t, "371521", -1000, 50), place(t, "371522", 50, 1000)}), nil)
	require.NoError(t, err)
	plan, err := zones.NewPlan(ctx, []*zones.Layer{regions}, nil, nil)
	require.NoError(t, err)
	ledger := quota.New(nil)
	advance := func(id, region string, area quota.Hectares) {
		_, err := ledger.Add(ctx, quota.Entry{ID: id, Kind: quota.Advance, Region: region, Parent: "371500", Period: 2026, Date: "2026-01-10", Area: area})
		require.NoError(t, err)
	}
	advance("1", "371521", quota.Hectare)
	advance("2", "371522", 3000)
	r, err := plan.Check(ctx, zones.Site{Feature: place(t, "S", 0, 100)}, &zones.CheckOptions{Date: "2026-11-01", Accounts: ledger.Accounts()})
	require.NoError(t, err)
	_, err = ledger.ReserveReport(ctx, r, quota.Entry{ID: "R", Date: "2026-11-02", Project: "P"})
	require.ErrorIs(t, err, quota.ErrFloor)
	require.Zero(t, ledger.Balance("371500", 2026).Reserved, "none")
	advance("3", "371522", 2000)
	made, err := ledger.ReserveReport(ctx, r, quota.Entry{ID: "R", Date: "2026-11-02", Project: "P"})
	require.NoError(t, err)
	require.Equal(t, "R/371521", made[0].ID)
	require.Equal(t, "R/371522", made[1].ID)
	require.Equal(t, "1.0000", ledger.Balance("371500", 2026).Reserved.String())
}

// A sequence draws on the account site by site, and names the first that it
// cannot pay for.
func TestSequenceWithALedger(t *testing.T) {
	ctx := context.Background()
	region, err := zones.NewLayer(ctx, zones.LayerSpec{Line: rules.AdminRegion, Path: "XZQ"}, boundary.All([]boundary.Feature{place(t, "371521", -1000, 1000)}), nil)
	require.NoError(t, err)
	plan, err := zones.NewPlan(ctx, []*zones.Layer{region}, nil, nil)
	require.NoError(t, err)
	ledger := quota.New(nil)
	_, err = ledger.Add(ctx, quota.Entry{ID: "1", Kind: quota.Advance, Region: "371521", Period: 2027, Date: "2027-01-10", Area: quota.Hectare})
	require.NoError(t, err)
	site := func(id string, x float64) zones.Site {
		return zones.Site{Feature: place(t, id, x, x+40), Year: 2027} // 0.4 hectares
	}
	seq, err := plan.CheckSequence(ctx, []zones.Site{site("a", 0), site("b", 50), site("c", 100)}, &zones.CheckOptions{Date: "2026-11-01", Accounts: ledger.Accounts()})
	require.NoError(t, err)
	require.Equal(t, "0.6000", string(seq.Steps[0].Quota[0].RemainingHa))
	require.Equal(t, "0.2000", string(seq.Steps[1].Quota[0].RemainingHa))
	require.Equal(t, "-0.2000", string(seq.Steps[2].Quota[0].RemainingHa))
	require.Len(t, seq.Broken, 1)
	require.Equal(t, "quota 371521 2027", seq.Broken[0].Cap)
	require.Equal(t, "c", seq.Broken[0].Site)
	fits, _ := seq.Broken[0].FitsM2.Value()
	require.InDelta(t, 2000, fits, 0.01)
}
