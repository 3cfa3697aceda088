package zones_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
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
	own, err := rules.Read(strings.NewReader(villagePlan), "village.json")
	require.NoError(t, err)
	village := rectangle(t, "", 600, 0, 700, 400).Boundary
	p, err := town(t).WithSupplements([]zones.Supplement{{Name: "苗楼村", Rules: own, Where: []*boundary.Boundary{village}}})
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

// localPlan is a supplement with one rule for a class of projects outside the
// boundary.
func localPlan(t testing.TB, id, class, more string) *rules.Set {
	t.Helper()
	r, err := rules.Read(strings.NewReader(fmt.Sprintf(`{"schema": "sanxian-ruleset/1", "id": %[1]q, "version": "1", "supplements": "cn-2026",
		"title": {"zh": "规划", "en": "plan"}, "jurisdiction": "371502", "citations": [{"id": "plan", "title": "《规划》", "verified": false}],
		"rules": [{"id": "%[1]s-build", "title": {"zh": "建设", "en": "building"}, "line": "urban_development_boundary", "place": "outside",
		"when": {"class": [%[2]q], "concentrated": false}, "overrides": ["outside-stock", "outside-temporary", "outside-special-site"%[4]s], "status": "conditional",
		"procedure": {"zh": "须符合%[1]s规划。", "en": "By the plan of %[1]s."}, "citations": ["plan"]}]%[3]s}`, id, class, more, overridesOf[class])), id+".json")
	require.NoError(t, err)
	return r
}

var overridesOf = map[string]string{"village_house": `, "outside-village-house", "outside-village-house-beyond"`, "village_industry": `, "outside-village"`}

// liaocheng are 49 town plans and the 490 village plans inside them, each over
// its own area, and the villages as regions with their planners.
func liaocheng(t testing.TB) ([]zones.Supplement, []boundary.Feature) {
	var all []zones.Supplement
	var regions []boundary.Feature
	for i := range 49 {
		x, y := float64(i%7)*1000, float64(i/7)*1000
		town := fmt.Sprintf("town-%02d", i)
		all = append(all, zones.Supplement{Name: town, Rules: localPlan(t, town, "village_industry", ""), Where: []*boundary.Boundary{rectangle(t, "", x, y, x+1000, y+1000).Boundary}})
		for j := range 10 {
			west, village := x+float64(j)*100, fmt.Sprintf("village-%02d-%d", i, j)
			area := rectangle(t, village, west, y, west+100, y+1000, "XZQDM", fmt.Sprintf("371502%03d%03d", i, j), "XZQMC", village, "责任规划师", fmt.Sprintf("规划师%d", i), "村庄规划", "已批复")
			regions = append(regions, area)
			all = append(all, zones.Supplement{Name: village, Rules: localPlan(t, village, "village_house", ""), Where: []*boundary.Boundary{area.Boundary}})
		}
	}
	return all, regions
}

// 490 village plans within 49 town plans: each site is judged by the plans that
// it lies in, the village's over its town's.
func TestVillageAndTownPlans(t *testing.T) {
	all, regions := liaocheng(t)
	base, err := zones.NewPlan(context.Background(), append(town(t).Layers(), layer(t, rules.AdminRegion, regions...)), nil, nil)
	require.NoError(t, err)
	p, err := base.WithSupplements(all)
	require.NoError(t, err)
	decides := func(r *zones.Report) []string {
		var ids []string
		for _, f := range r.Findings {
			if f.Line == rules.Development {
				ids = append(ids, f.Area+" "+f.Rule)
			}
		}
		return ids
	}
	check := func(kind string, x0, x1 float64) *zones.Report {
		project, err := rules.ParseProject(kind)
		require.NoError(t, err)
		return check(t, p, rectangle(t, "S", x0, 3010, x1, 3030), &zones.CheckOptions{Date: day, Project: project})
	}
	r := check("village_house", 3010, 3030)
	require.Equal(t, []string{"village-24-0 village-24-0-build"}, decides(r))
	require.Equal(t, []string{"town-24 1", "village-24-0 1"}, r.RuleSet.Supplements)
	require.Equal(t, "371502024000", r.Site.Regions[0].Code)
	require.Equal(t, "规划师24", r.Site.Regions[0].Properties.Text("责任规划师"))
	// The same holds where no project was described yet.
	admissible := func(p *zones.Plan) (rules []string) {
		r, err := p.Check(context.Background(), zones.Site{Feature: rectangle(t, "S", 3010, 3010, 3030, 3030)}, &zones.CheckOptions{Date: day, Admissible: true})
		require.NoError(t, err)
		for _, a := range r.Admissible {
			for _, k := range a.Projects {
				if k.Kind == "village_house" || k.Kind == "village_industry" {
					rules = append(rules, k.Kind+" "+strings.Join(a.Rules, " "))
				}
			}
		}
		return rules
	}
	require.Equal(t, []string{"village_house village-24-0-build", "village_industry town-24-build"}, admissible(p))
	require.Equal(t, []string{"village_house outside-village-house-beyond", "village_industry outside-village"}, admissible(base))
	// The town's rule holds in its villages too.
	require.Equal(t, []string{"village-24-0 town-24-build"}, decides(check("village_industry", 3010, 3030)))
	// Over two villages, and over two towns.
	require.Equal(t, []string{"village-24-0 village-24-0-build", "village-24-1 village-24-1-build"}, decides(check("village_house", 3090, 3110)))
	require.Equal(t, []string{"village-23-9 town-23-build", "village-24-0 town-24-build"}, decides(check("village_industry", 2990, 3010)))
	// Half of the last village lies at the edge of all plans.
	r = check("village_house", 6990, 7010)
	require.Equal(t, []string{"village-27-9 village-27-9-build", " outside-village-house-beyond"}, decides(r))
	require.InDelta(t, 200, amount(t, r.Findings[0].OverlapM2), 1e-2)

	var first bytes.Buffer
	require.NoError(t, p.WriteSnapshot(&first))
	require.Less(t, first.Len(), 2<<20, "the national rules are there once")
}

// Where two areas cross, the part that they share has the rules of both.
func TestSupplementsThatCross(t *testing.T) {
	at := func(name, class string, x0, x1 float64) zones.Supplement {
		return zones.Supplement{Name: name, Rules: localPlan(t, name, class, ""), Where: []*boundary.Boundary{rectangle(t, "", x0, 3000, x1, 3100).Boundary}}
	}
	p, err := town(t).WithSupplements([]zones.Supplement{at("west", "village_house", 0, 60), at("east", "village_industry", 40, 100)})
	require.NoError(t, err)
	for class, want := range map[string]map[string]float64{
		"village_house":    {"west west-build": 4000, "east west-build": 2000, "east outside-village-house-beyond": 4000, " outside-village-house-beyond": 2000},
		"village_industry": {"west outside-village": 4000, "east east-build": 6000, " outside-village": 2000},
	} {
		r := check(t, p, rectangle(t, "S", 0, 3000, 120, 3100), &zones.CheckOptions{Date: day, Project: rules.Project{Class: class}})
		got := map[string]float64{}
		for _, f := range r.Findings {
			got[f.Area+" "+f.Rule] += amount(t, f.OverlapM2)
		}
		require.Len(t, got, len(want), got)
		for k, v := range want {
			require.InDelta(t, v, got[k], 0.1, k)
		}
	}
}

// What a local plan cannot say is refused; what it says about dates and the age of
// layers counts where it holds, and only there.
func TestSupplementOfAnArea(t *testing.T) {
	where := []*boundary.Boundary{rectangle(t, "", 0, 3000, 100, 3100).Boundary}
	_, err := town(t).WithSupplements([]zones.Supplement{{Name: "V", Rules: localPlan(t, "v", "village_house", `, "order": ["ecological_red_line"]`), Where: where}})
	require.ErrorIs(t, err, rules.ErrRules)
	require.ErrorContains(t, err, "belong into the rules of the plan")

	p, err := town(t).WithSupplements([]zones.Supplement{{Name: "V", Rules: localPlan(t, "v", "village_house", `, "effective": {"to": "2025-12-31"}, "layer_age_days": {"ecological_red_line": 30}`), Where: where}})
	require.NoError(t, err)
	opt := &zones.CheckOptions{Date: day, Project: rules.Project{Class: "village_house"}}
	inside := check(t, p, rectangle(t, "S", 10, 3010, 20, 3020), opt)
	require.Contains(t, codes(inside), "rules.set_expired")
	require.Equal(t, rules.NotChecked, line(t, inside, rules.Ecology).Status)
	require.Equal(t, "layer.stale", line(t, inside, rules.Ecology).Reasons[0].Code)
	require.Equal(t, "outside-village-house-beyond", inside.Findings[0].Rule)
	elsewhere := check(t, p, rectangle(t, "S", 210, 3010, 220, 3020), opt)
	require.NotContains(t, codes(elsewhere), "rules.set_expired")
	require.Equal(t, zones.VerdictConditional, elsewhere.Verdict)
}

func BenchmarkCheckInVillage(b *testing.B) {
	all, _ := liaocheng(b)
	for name, n := range map[string]int{"plans=0": 0, "plans=539": len(all)} {
		p, err := town(b).WithSupplements(all[:n])
		require.NoError(b, err)
		site := zones.Site{Feature: rectangle(b, "S", 3010, 3010, 3030, 3030)}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if _, err := p.Check(context.Background(), site, &zones.CheckOptions{Date: day}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
