package land

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/zones/quota"
)

func TestIdle(t *testing.T) {
	stopped := Parcel{AgreedStart: "2020-01-01", Started: "2020-06-01", Suspended: "2023-03-01", ToBuild: 30000, Built: 9999, Investment: 1000, Invested: 900}
	with := func(change func(*Parcel)) Parcel { p := stopped; change(&p); return p }
	for _, c := range []struct {
		name   string
		parcel Parcel
		on     string
		want   string
		since  string
	}{
		{"not started, the last day of the year", Parcel{AgreedStart: "2023-03-01"}, "2024-03-01", "not_idle", "2024-03-02"},
		{"not started, the day after", Parcel{AgreedStart: "2023-03-01"}, "2024-03-02", "idle_not_started", "2024-03-02"},
		{"agreed on 29 February", Parcel{AgreedStart: "2024-02-29"}, "2025-02-28", "not_idle", "2025-03-01"},
		{"agreed on 29 February, the day after", Parcel{AgreedStart: "2024-02-29"}, "2025-03-01", "idle_not_started", "2025-03-01"},
		{"agreed on 28 February before a leap year", Parcel{AgreedStart: "2023-02-28"}, "2024-02-29", "idle_not_started", "2024-02-29"},
		{"agreed at the end of a year", Parcel{AgreedStart: "2023-12-31"}, "2024-12-31", "not_idle", "2025-01-01"},
		{"a start that lies ahead is none", Parcel{AgreedStart: "2020-01-01", Started: "2025-01-01"}, "2024-01-01", "idle_not_started", "2021-01-02"},
		{"no agreed start", Parcel{}, "2024-01-01", "undetermined", ""},
		{"started and going on", Parcel{AgreedStart: "2020-01-01", Started: "2023-01-01", ToBuild: 9, Investment: 9}, "2024-01-01", "not_idle", ""},
		{"one m² less than a third", stopped, "2024-03-02", "may_be_idle", "2024-03-02"},
		{"not yet a year", stopped, "2024-03-01", "not_idle", "2024-03-02"},
		{"just a third", with(func(p *Parcel) { p.Built = 10000 }), "2024-03-02", "not_idle", "2024-03-02"},
		{"a third of an odd area", with(func(p *Parcel) { p.ToBuild, p.Built = 10000, 3333 }), "2024-03-02", "may_be_idle", "2024-03-02"},
		{"more than a third of an odd area", with(func(p *Parcel) { p.ToBuild, p.Built = 10000, 3334 }), "2024-03-02", "not_idle", "2024-03-02"},
		{"just 25 %", with(func(p *Parcel) { p.Built, p.Invested = 20000, 250 }), "2024-03-02", "not_idle", "2024-03-02"},
		{"below 25 %", with(func(p *Parcel) { p.Built, p.Invested = 20000, 249 }), "2024-03-02", "may_be_idle", "2024-03-02"},
		{"below 25 % of an odd sum", with(func(p *Parcel) { p.Built, p.Investment, p.Invested = 20000, 1001, 250 }), "2024-03-02", "may_be_idle", "2024-03-02"},
		{"no figures", with(func(p *Parcel) { p.ToBuild, p.Built, p.Investment, p.Invested = 0, 0, 0, 0 }), "2024-03-02", "undetermined", "2024-03-02"},
		{"one figure that decides", with(func(p *Parcel) { p.Investment, p.Invested = 0, 0 }), "2024-03-02", "may_be_idle", "2024-03-02"},
	} {
		f, err := c.parcel.Idle(c.on)
		require.NoError(t, err, c.name)
		require.Equal(t, c.want, f.Status, c.name)
		require.Equal(t, c.since, f.Since, c.name)
		require.Equal(t, "第二条", f.Citations[0].Article)
	}
	for _, bad := range []Parcel{{AgreedStart: "2024-13-01"}, {Suspended: "2024-01-01"}, {Started: "2024-01-02", Suspended: "2024-01-01"}, {Built: -1}} {
		_, err := bad.Idle("2025-01-01")
		require.ErrorIs(t, err, quota.ErrEntry)
	}
	_, err := Parcel{}.Idle("")
	require.ErrorIs(t, err, quota.ErrEntry)
}

// The document is read strictly, and its figures are those of 第二条.
func TestLawIsData(t *testing.T) {
	l := builtIn()
	require.Equal(t, []any{1, 1, "1/3", "1/4"}, []any{l.notStartedYears, l.suspendedYears, l.builtShare.String(), l.investedShare.String()})
	var doc document
	require.NoError(t, json.Unmarshal(idleDocument, &doc))
	for _, p := range doc.Parameters {
		require.Contains(t, p.Source, "第二条")
		require.True(t, p.Verified, p.ID)
	}
	for _, change := range [][2]string{
		{`"schema": "sanxian-idle-land/1"`, `"schema": "sanxian-idle-land/2"`},
		{`"jurisdiction"`, `"jurisdictions"`},
		{`"value": "1/3"`, `"value": "a third"`},
		{`"value": "1"`, `"value": "0"`},
		{`"suspended_years"`, `"not_started_years"`},
		{`"suspended_years"`, `"suspended_months"`},
		{`"2012-07-01"`, `"2012"`},
		{"]\n}", "]\n} {}"},
	} {
		text := strings.Replace(string(idleDocument), change[0], change[1], 1)
		require.NotEqual(t, string(idleDocument), text)
		_, err := readLaw(strings.NewReader(text))
		require.Error(t, err, change[1])
	}
	// Another figure is another answer.
	other, err := readLaw(strings.NewReader(strings.Replace(string(idleDocument), `"1/3"`, `"1/2"`, 1)))
	require.NoError(t, err)
	require.True(t, below(4, 9, other.builtShare))
	require.False(t, below(4, 9, l.builtShare))
}

// A finding cites what was in force on its day.
func TestCitationsInForce(t *testing.T) {
	for day, want := range map[string]int{"2012-06-30": 0, "2012-07-01": 1, "2020-12-31": 1, "2021-01-01": 2} {
		f, err := Parcel{AgreedStart: "2010-01-01"}.Idle(day)
		require.NoError(t, err)
		require.Len(t, f.Citations, want, day)
	}
}
