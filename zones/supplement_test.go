package zones_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
)

// villagePlan is a supplement that asks for a procedure of its own inside the
// concentrated zone.
const villagePlan = `{
  "schema": "sanxian-ruleset/1", "id": "village-1", "version": "1", "supplements": "cn-2026",
  "title": {"zh": "某村规划", "en": "Plan of a village"}, "jurisdiction": "371502001001", "effective": {"from": "2026-01-01"},
  "citations": [{"id": "plan", "title": "某村村庄规划", "verified": false}],
  "rules": [{
    "id": "village-1-school", "title": {"zh": "村内建设", "en": "building in the village"}, "line": "urban_development_boundary", "sub_zones": ["concentrated"], "place": "inside",
    "overrides": ["boundary-concentrated"], "status": "conditional",
    "procedure": {"zh": "须征得村民会议同意。", "en": "Needs the consent of the villagers' assembly."},
    "authority": {"zh": "乡镇人民政府", "en": "the town government"},
    "remedy": {"zh": "征求意见。", "en": "Ask them."}, "citations": ["plan"]
  }]
}`

// A site half inside the area of a village plan is judged by two sets of rules,
// each for its own part.
func TestSupplementOverItsArea(t *testing.T) {
	rules, err := zones.ReadRules(strings.NewReader(villagePlan), "village.json")
	require.NoError(t, err)
	village := rectangle(t, "", 600, 0, 700, 400).Boundary
	p, err := town(t).WithSupplements([]zones.Supplement{{Name: "苗楼村", Rules: rules, Where: []*boundary.Boundary{village}}})
	require.NoError(t, err)

	r := check(t, p, rectangle(t, "S", 670, 100, 720, 200), nil)
	require.Equal(t, zones.VerdictConditional, r.Verdict)
	areas := map[string]float64{}
	for _, f := range r.Findings {
		if f.Rule == "village-1-school" || f.Rule == "boundary-concentrated" {
			areas[f.Area+" "+f.Rule] = amount(t, f.OverlapM2)
		}
	}
	require.Len(t, areas, 2)
	require.InDelta(t, 3000, areas["苗楼村 village-1-school"], 0.1)
	require.InDelta(t, 2000, areas[" boundary-concentrated"], 0.1)

	require.Equal(t, zones.VerdictPass, check(t, p, rectangle(t, "S", 720, 100, 750, 200), nil).Verdict)
	require.Equal(t, zones.VerdictConditional, check(t, p, rectangle(t, "S", 620, 100, 650, 200), nil).Verdict)
}
