package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// A sequence shows year, state of each cap and account after every step, what is
// taken once, and the first to break each. Rows close to the last digit.
func TestSequence(t *testing.T) {
	m2 := func(v float64) zones.Amount { return zones.Known(v) }
	holds := func(ok bool) *bool { return &ok }
	most := func(used, requested float64) zones.CapReport {
		return zones.CapReport{ID: "kfbj", Title: message.Text{ZH: "开发边界不超过 222 平方公里", EN: "boundary at most 222 km²"}, Kind: zones.CapMax, Line: rules.Development, Region: "371502",
			LimitM2: m2(222e6), UsedM2: m2(used), RequestedM2: m2(requested), RemainingM2: m2(222e6 - used - requested), Holds: holds(used+requested <= 222e6)}
	}
	step := func(id, name string, year int, c zones.CapReport, q zones.QuotaReport) *zones.Report {
		q.Region, q.Account, q.Period = "371502", "371502", year
		return &zones.Report{Verdict: zones.VerdictPass, Caps: []zones.CapReport{c}, Quota: []zones.QuotaReport{q},
			Site: zones.SiteReport{ID: id, AreaM2: c.RequestedM2, Year: year, Properties: properties(t, "XMMC", name), Regions: []zones.RegionReport{{Code: "371502", Name: "东昌府区"}}}}
	}
	s := &zones.Sequence{
		Steps: []*zones.Report{
			step("1", "学校", 2026, most(221_990_000.4, 5_000.4), zones.QuotaReport{RequestedHa: "0.5000", AvailableHa: "0.7000", RemainingHa: "0.2000", Holds: true}),
			step("2", "物流园", 2026, most(221_995_000.8, 4_999.6), zones.QuotaReport{RequestedHa: "0.5000", AvailableHa: "0.7000", RemainingHa: "-0.3000"}),
			step("3", "医院", 2027, most(221_995_000.8, 4_000), zones.QuotaReport{RequestedHa: "0.4000", AvailableHa: "9.0000", RemainingHa: "8.6000", Holds: true}),
		},
		Broken: []zones.Break{
			{Cap: "kfbj", Step: 1, Site: "2", ExcessM2: m2(0.4), FitsM2: m2(4_999.2)},
			{Cap: "quota 371502 2026", Account: "371502", Period: 2026, Step: 1, Site: "2", ExcessM2: m2(3000), FitsM2: m2(2000)},
		},
	}
	s.Steps[2].Notes = []zones.ReportNote{{Code: "sequence.overlap", Text: "12.0000 m² of the site belong to site 1, which comes before it; they are taken once", Count: 1, Values: map[string]string{"area": "12.0000", "other": "1"}}}
	for _, r := range s.Steps {
		s.Summary.Add(r)
	}
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		var b bytes.Buffer
		require.NoError(t, WriteSequence(&b, lang, s))
		golden(t, "sequence."+string(lang)+".txt", b.Bytes())
	}
}
