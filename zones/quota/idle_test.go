package quota

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIdle(t *testing.T) {
	stopped := Parcel{AgreedStart: "2020-01-01", Started: "2020-06-01", Suspended: "2023-03-01", ToBuild: 30000, Built: 9999, Investment: 1000, Invested: 900}
	with := func(change func(*Parcel)) Parcel { p := stopped; change(&p); return p }
	for _, c := range []struct {
		name   string
		parcel Parcel
		on     string
		want   IdleStatus
		since  string
	}{
		{"not started, the last day of the year", Parcel{AgreedStart: "2023-03-01"}, "2024-03-01", NotIdle, "2024-03-02"},
		{"not started, the day after", Parcel{AgreedStart: "2023-03-01"}, "2024-03-02", IdleNotStarted, "2024-03-02"},
		{"agreed on 29 February", Parcel{AgreedStart: "2024-02-29"}, "2025-02-28", NotIdle, "2025-03-01"},
		{"agreed on 29 February, the day after", Parcel{AgreedStart: "2024-02-29"}, "2025-03-01", IdleNotStarted, "2025-03-01"},
		{"agreed on 28 February before a leap year", Parcel{AgreedStart: "2023-02-28"}, "2024-02-29", IdleNotStarted, "2024-02-29"},
		{"agreed at the end of a year", Parcel{AgreedStart: "2023-12-31"}, "2024-12-31", NotIdle, "2025-01-01"},
		{"a start that lies ahead is none", Parcel{AgreedStart: "2020-01-01", Started: "2025-01-01"}, "2024-01-01", IdleNotStarted, "2021-01-02"},
		{"no agreed start", Parcel{}, "2024-01-01", IdleUndetermined, ""},
		{"started and going on", Parcel{AgreedStart: "2020-01-01", Started: "2023-01-01", ToBuild: 9, Investment: 9}, "2024-01-01", NotIdle, ""},
		{"one m² less than a third", stopped, "2024-03-02", IdleSuspended, "2024-03-02"},
		{"not yet a year", stopped, "2024-03-01", NotIdle, "2024-03-02"},
		{"just a third", with(func(p *Parcel) { p.Built = 10000 }), "2024-03-02", NotIdle, "2024-03-02"},
		{"a third of an odd area", with(func(p *Parcel) { p.ToBuild, p.Built = 10000, 3333 }), "2024-03-02", IdleSuspended, "2024-03-02"},
		{"more than a third of an odd area", with(func(p *Parcel) { p.ToBuild, p.Built = 10000, 3334 }), "2024-03-02", NotIdle, "2024-03-02"},
		{"just 25 %", with(func(p *Parcel) { p.Built, p.Invested = 20000, 250 }), "2024-03-02", NotIdle, "2024-03-02"},
		{"below 25 %", with(func(p *Parcel) { p.Built, p.Invested = 20000, 249 }), "2024-03-02", IdleSuspended, "2024-03-02"},
		{"below 25 % of an odd sum", with(func(p *Parcel) { p.Built, p.Investment, p.Invested = 20000, 1001, 250 }), "2024-03-02", IdleSuspended, "2024-03-02"},
		{"no figures", with(func(p *Parcel) { p.ToBuild, p.Built, p.Investment, p.Invested = 0, 0, 0, 0 }), "2024-03-02", IdleUndetermined, "2024-03-02"},
		{"one figure that decides", with(func(p *Parcel) { p.Investment, p.Invested = 0, 0 }), "2024-03-02", IdleSuspended, "2024-03-02"},
	} {
		f, err := c.parcel.Idle(c.on)
		require.NoError(t, err, c.name)
		require.Equal(t, c.want, f.Status, c.name)
		require.Equal(t, c.since, f.Since, c.name)
		require.Equal(t, "第二条", f.Citations[0].Article)
	}
	for _, bad := range []Parcel{{AgreedStart: "2024-13-01"}, {Suspended: "2024-01-01"}, {Started: "2024-01-02", Suspended: "2024-01-01"}, {Built: -1}} {
		_, err := bad.Idle("2025-01-01")
		require.ErrorIs(t, err, ErrEntry)
	}
	_, err := Parcel{}.Idle("")
	require.ErrorIs(t, err, ErrEntry)
}

func TestDisposal(t *testing.T) {
	l := New(&Options{Rates: Rates{EarnedUnsupplied: MustRate("0.5"), EarnedIdle: MustRate("0.5")}})
	mustAdd(t, l, at("1", EarnedUnsupplied, 70), at("2", EarnedIdle, 25))
	d := l.Disposal(Task{Region: "371500", Period: 2024, Unsupplied: 80, Idle: 20, IdleStock: 40, IdleBase: 1000})
	require.Equal(t, "87.50%", d.Unsupplied.Percent())
	require.Equal(t, "125.00%", d.Idle.Percent())
	require.Equal(t, "1.50%", d.IdleRatio.Percent())
	require.Equal(t, Hectares(10), d.UnmetUnsupplied)
	require.Zero(t, d.UnmetIdle)
}

func TestUnsupplied(t *testing.T) {
	h, err := Unsupplied(100, 30)
	require.NoError(t, err)
	require.Equal(t, Hectares(70), h)
	_, err = Unsupplied(100, 101)
	require.ErrorIs(t, err, ErrEntry)
}
