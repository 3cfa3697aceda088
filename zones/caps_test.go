package zones_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

func planOf(t testing.TB, caps []zones.Cap, layers ...*zones.Layer) *zones.Plan {
	t.Helper()
	p, err := zones.NewPlan(context.Background(), layers, caps, nil)
	require.NoError(t, err)
	return p
}

func checkSite(t testing.TB, p *zones.Plan, s zones.Site) *zones.Report {
	t.Helper()
	r, err := p.Check(context.Background(), s, &zones.CheckOptions{Date: day})
	require.NoError(t, err)
	return r
}

func sequence(t testing.TB, p *zones.Plan, sites ...zones.Site) *zones.Sequence {
	t.Helper()
	s, err := p.CheckSequence(context.Background(), sites, &zones.CheckOptions{Date: day})
	require.NoError(t, err)
	return s
}

// A district and its three city-run zones are one unit, measured from geometry:
// a zone that lies partly in the district, and an area that is listed twice, count
// once. At 222.00 km² one more square metre is refused with its figures.
func TestDistrictWithItsZones(t *testing.T) {
	const limit = 222e6
	// The height makes the legal area 222 km² less at most the grid's 0.002 m².
	height := limit / 14_800
	var whole boundary.Feature
	for range 4 {
		whole = rectangle(t, "KFBJ", 0, 0, 14_800, height)
		height += (limit - 0.001 - float64(whole.Boundary.Area())) / 14_800
	}
	require.InDelta(t, limit, float64(whole.Boundary.Area()), 0.003)
	regions := layer(t, rules.AdminRegion,
		rectangle(t, "r1", -1_000, -1_000, 10_000, 20_000, "XZQDM", "371502", "XZQMC", "东昌府区"),
		rectangle(t, "r2", 9_000, -1_000, 12_000, 20_000, "XZQMC", "经济技术开发区"), // 1 km of it in the district
		rectangle(t, "r3", 12_000, -1_000, 14_000, 20_000, "XZQMC", "高新技术产业开发区"),
		rectangle(t, "r4", 14_000, -1_000, 16_000, 20_000, "XZQMC", "江北水城旅游度假区"),
		rectangle(t, "r5", 16_000, -1_000, 20_000, 20_000, "XZQDM", "371503", "XZQMC", "茌平区"))
	unit := []string{"371502", "经济技术开发区", "高新技术产业开发区", "江北水城旅游度假区", "东昌府区"}
	farmland := rectangle(t, "N", 0, 16_000, 1_000, 17_000)
	task := float64(farmland.Boundary.Area())
	p := planOf(t, []zones.Cap{
		{ID: "boundary-222", Kind: zones.CapMax, Line: rules.Development, Regions: unit, LimitM2: limit},
		{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, Regions: unit, LimitM2: task},
		{ID: "task, one square metre short", Kind: zones.CapMin, Line: rules.Farmland, Regions: unit, LimitM2: task + 1},
	}, regions, layer(t, rules.Development, whole), layer(t, rules.Farmland, farmland))

	same := checkSite(t, p, zones.Site{Feature: rectangle(t, "S", 100, 100, 200, 200), Adds: rules.Development})
	require.InDelta(t, limit, amount(t, same.Caps[0].UsedM2), 0.003, "each place once")
	require.True(t, *same.Caps[0].Holds, "what is inside already adds nothing")
	require.True(t, *same.Caps[1].Holds)
	require.False(t, *same.Caps[2].Holds)
	require.InDelta(t, -1, amount(t, same.Caps[2].RemainingM2), 1e-3)

	for _, x := range []float64{0, 9_500, 14_500} { // in the district, where a zone overlaps it, in another zone
		c := checkSite(t, p, zones.Site{Feature: rectangle(t, "S", x, 17_000, x+1, 17_001), Adds: rules.Development}).Caps[0]
		require.False(t, *c.Holds)
		require.Equal(t, limit, amount(t, c.LimitM2))
		require.InDelta(t, limit, amount(t, c.UsedM2), 0.003)
		require.InDelta(t, 1, amount(t, c.RequestedM2), 1e-4)
		require.InDelta(t, -1, amount(t, c.RemainingM2), 0.003)
	}
	other := checkSite(t, p, zones.Site{Feature: rectangle(t, "S", 17_000, 0, 17_001, 1), Adds: rules.Development})
	require.True(t, *other.Caps[0].Holds, "another district's")
	takes := checkSite(t, p, zones.Site{Feature: rectangle(t, "S", 0, 16_000, 1, 16_001)})
	require.InDelta(t, -1, amount(t, takes.Caps[1].RemainingM2), 1e-3)
}

// A city is its counties, a county without a shape of its own its towns, and a
// town that lies in a county which is there adds nothing.
func TestNestedRegions(t *testing.T) {
	regions := layer(t, rules.AdminRegion,
		rectangle(t, "371502", 0, 0, 100, 100), rectangle(t, "371502001", 0, 0, 50, 100), rectangle(t, "371502002", 50, 0, 100, 100),
		rectangle(t, "371581101", 100, 0, 150, 100), rectangle(t, "371581102", 150, 0, 200, 100),
		rectangle(t, "370102", 200, 0, 300, 100))
	var caps []zones.Cap
	for _, code := range []string{"371500", "3715", "371500000000", "371502", "371502000", "371502001", "371581", "370000"} {
		caps = append(caps, zones.Cap{ID: code, Kind: zones.CapMin, Line: rules.Farmland, Regions: []string{code}})
	}
	p := planOf(t, caps, regions, layer(t, rules.Farmland, rectangle(t, "N", -100, 0, 400, 100)))
	r := checkSite(t, p, zones.Site{Feature: rectangle(t, "S", 40, 0, 160, 10)})
	for i, want := range []struct{ used, requested float64 }{{20_000, 1200}, {20_000, 1200}, {20_000, 1200}, {10_000, 600}, {10_000, 600}, {5000, 100}, {10_000, 600}, {30_000, 1200}} {
		require.InDelta(t, want.used, amount(t, r.Caps[i].UsedM2), 0.01, r.Caps[i].ID)
		require.InDelta(t, want.requested, amount(t, r.Caps[i].RequestedM2), 0.01, r.Caps[i].ID)
	}
}

// What a layer states as 扣除 is no farmland: a task is held against the rest.
func TestDeductions(t *testing.T) {
	var notes []string
	farmland := layer(t, rules.Farmland,
		rectangle(t, "share", 0, 0, 100, 100, "KCXS", 0.1),
		rectangle(t, "area", 100, 0, 200, 100, "KCMJ", 2000, "YJJBNTTBMJ", 10_000),
		rectangle(t, "net", 200, 0, 300, 100, "YJJBNTMJ", "7000", "YJJBNTTBMJ", "10000"),
		rectangle(t, "none", 300, 0, 400, 100),
		rectangle(t, "bad", 400, 0, 500, 100, "KCXS", 12.5),
		rectangle(t, "over", 50, 0, 150, 100, "KCXS", 0.15)) // covers half of two others
	for _, n := range farmland.Notes() {
		notes = append(notes, n.Code)
	}
	require.Contains(t, notes, "layer.deduction")
	// 5000·10 % + 5000·15 % of share and over, 5000·20 % + the rest of area 20 %, 30 % of net.
	const off = 500 + 750 + 2000 + 3000
	caps := []zones.Cap{
		{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 40_000},
		{ID: "gross", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 40_000, Gross: true},
		{ID: "region", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 1, Regions: []string{"371502"}},
	}
	used := 44_000.0
	caps = append(caps, zones.Cap{ID: "both", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 40_000, UsedM2: &used})
	p := planOf(t, caps, farmland, layer(t, rules.AdminRegion, rectangle(t, "371502", 0, 0, 120, 100)))
	r := checkSite(t, p, zones.Site{Feature: rectangle(t, "S", 90, 0, 110, 100)})
	net, gross, region, both := r.Caps[0], r.Caps[1], r.Caps[2], r.Caps[3]
	require.InDelta(t, 50_000-off, amount(t, net.UsedM2), 0.01)
	require.InDelta(t, off, amount(t, *net.Deducted), 0.01)
	require.InDelta(t, 2000-150-200, amount(t, net.RequestedM2), 0.01)
	require.InDelta(t, 50_000, amount(t, gross.UsedM2), 0.01)
	require.InDelta(t, 2000, amount(t, gross.RequestedM2), 0.01)
	require.Nil(t, gross.Deducted)
	require.InDelta(t, 12_000-500-750-400, amount(t, region.UsedM2), 0.01)
	require.Equal(t, 44_000.0, amount(t, both.UsedM2))
	require.InDelta(t, 44_000-(50_000-off), amount(t, both.Difference), 0.01)

	var snapshot bytes.Buffer
	require.NoError(t, p.WriteSnapshot(&snapshot))
	again, err := zones.ReadSnapshot(context.Background(), &snapshot)
	require.NoError(t, err)
	a, err := json.Marshal(r)
	require.NoError(t, err)
	b, err := json.Marshal(checkSite(t, again, zones.Site{Feature: rectangle(t, "S", 90, 0, 110, 100)}))
	require.NoError(t, err)
	require.JSONEq(t, string(a), string(b))
}

// The increment used so far is what was built in the line since the start of the
// plan, declared, or both.
func TestIncrementsAreMeasured(t *testing.T) {
	base, declared := 8000.0, 4500.0
	kept := []zones.CapKeep{{From: "2031-01-01", AreaM2: 3000}, {From: "2036-01-01", Share: 0.25}}
	caps := []zones.Cap{
		{ID: "measured", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 20_000, BaseM2: &base, Keep: kept},
		{ID: "both", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 20_000, BaseM2: &base, UsedM2: &declared},
	}
	expansion := layer(t, rules.Development, rectangle(t, "C", 0, 0, 500, 100), rectangle(t, "D", 400, 0, 600, 100))
	built := layer(t, "existing_construction_land", rectangle(t, "X", -50, 0, 120, 100)) // 12 000 m² in the boundary
	p := planOf(t, caps, expansion, built)
	site := zones.Site{Feature: rectangle(t, "S", 100, 0, 150, 100)} // 2000 m² of it stock
	r := checkSite(t, p, site)
	require.InDelta(t, 4000, amount(t, r.Caps[0].UsedM2), 0.01)
	require.InDelta(t, 12_000, amount(t, r.Caps[0].LimitM2), 0.01, "3000 m² and a quarter are kept")
	require.InDelta(t, 3000, amount(t, r.Caps[0].RequestedM2), 0.01)
	require.InDelta(t, 5000, amount(t, r.Caps[0].RemainingM2), 0.01)
	require.InDelta(t, 500, amount(t, r.Caps[1].Difference), 0.01)
	site.Year = 2033
	require.InDelta(t, 15_000, amount(t, checkSite(t, p, site).Caps[0].LimitM2), 0.01)

	none := checkSite(t, planOf(t, caps, expansion), site)
	require.Nil(t, none.Caps[0].Holds, "there is nothing to measure by")
	require.True(t, *none.Caps[1].Holds)
	require.Contains(t, codes(none), "cap.no_stock")
	require.NotEqual(t, zones.VerdictPass, none.Verdict)

	_, err := zones.NewPlan(context.Background(), nil, []zones.Cap{{ID: "x", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 1}}, nil)
	require.ErrorContains(t, err, "increments need used_m2")
}

// What cannot be measured is not a cap that holds.
func TestUnknownCaps(t *testing.T) {
	used := 1e6
	noLayer := checkSite(t, planOf(t, []zones.Cap{{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, UsedM2: &used}}), zones.Site{Feature: rectangle(t, "S", 0, 0, 10, 10)})
	require.Nil(t, noLayer.Caps[0].Holds, "the use is declared, but nobody knows what the site takes")
	require.Contains(t, codes(noLayer), "cap.unknown")

	regions := layer(t, rules.AdminRegion, rectangle(t, "371502", 0, 0, 100, 100), rectangle(t, "371503", 100, 0, 200, 100))
	half := layerOf(t, zones.LayerSpec{Line: rules.Farmland, Path: "half"}, &zones.LayerOptions{Coverage: rectangle(t, "", 0, 0, 150, 100).Boundary}, rectangle(t, "N", 0, 0, 150, 100))
	r := checkSite(t, planOf(t, []zones.Cap{
		{ID: "in", Kind: zones.CapMin, Line: rules.Farmland, Regions: []string{"371502"}, LimitM2: 1},
		{ID: "out", Kind: zones.CapMin, Line: rules.Farmland, Regions: []string{"371503"}, LimitM2: 1},
	}, regions, half), zones.Site{Feature: rectangle(t, "S", 0, 0, 10, 10)})
	require.True(t, *r.Caps[0].Holds)
	require.Nil(t, r.Caps[1].Holds)
	require.Contains(t, codes(r), "cap.coverage")
}

// What is added to the area that a ratio is of raises the limit, for the site
// itself and for those after it. The sub-zone may be a property of the site.
func TestRatioGrowsWithItsBase(t *testing.T) {
	p := town(t, zones.Cap{ID: "flexible", Kind: zones.CapRatio, Line: rules.Development, SubZone: rules.Flexible, Ratio: 0.5, Of: &zones.CapBase{Line: rules.Development, SubZone: rules.Concentrated}})
	add := func(id string, x float64, pairs ...any) zones.Site {
		return zones.Site{Feature: rectangle(t, id, x, 450, x+20, 550, pairs...), Adds: rules.Development}
	}
	s := sequence(t, p,
		add("flexible, too early", 600, "GHFQMC", "弹性发展区"), // 2000 of 0 m² left
		add("concentrated", 700, "GHFQMC", "集中建设区"),        // 2000 m² raise the limit by 1000
		add("unknown", 800), // could be flexible: 2000 of 1000 m² left
		zones.Site{Feature: rectangle(t, "flexible", 900, 450, 910, 550), Adds: rules.Development, AddsSubZone: rules.Flexible})
	for i, want := range []struct {
		limit, requested, remaining float64
		holds                       bool
	}{{40_000, 2000, -2000, false}, {41_000, 0, 1000, true}, {41_000, 2000, -1000, false}, {41_000, 1000, 0, true}} {
		c := s.Steps[i].Caps[0]
		require.InDelta(t, want.limit, amount(t, c.LimitM2), 0.01, i)
		require.InDelta(t, want.requested, amount(t, c.RequestedM2), 0.01, i)
		require.InDelta(t, want.remaining, amount(t, c.RemainingM2), 0.01, i)
		if want.remaining != 0 {
			require.Equal(t, want.holds, *c.Holds, i)
		}
	}
}

// Land that several sites of a sequence cover is taken once, by the first that
// is built; a site that only builds does not add the land to the boundary.
func TestSequenceTakesLandOnce(t *testing.T) {
	p := planOf(t, []zones.Cap{
		{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 80_000},
		{ID: "boundary", Kind: zones.CapMax, Line: rules.Development, LimitM2: 15_000},
	}, layer(t, rules.Farmland, rectangle(t, "N", 0, 0, 1000, 100)), layer(t, rules.Development, rectangle(t, "C", 2000, 0, 2010, 10)))
	at := func(id string, x0, x1 float64, adds rules.Line) zones.Site {
		return zones.Site{Feature: rectangle(t, id, x0, 0, x1, 100), Adds: adds}
	}
	s := sequence(t, p, at("a", 0, 100, ""), at("too much", 0, 400, ""), at("b", 50, 150, rules.Development), at("c", 100, 200, rules.Development))
	requested := func(i, c int) float64 { return amount(t, s.Steps[i].Caps[c].RequestedM2) }
	require.InDelta(t, 10_000, requested(0, 0), 0.01)
	require.InDelta(t, 30_000, requested(1, 0), 0.01)
	require.InDelta(t, 5_000, requested(2, 0), 0.01)
	require.InDelta(t, 10_000, requested(2, 1), 0.01)
	require.InDelta(t, 5_000, requested(3, 0), 0.01)
	require.InDelta(t, 5_000, requested(3, 1), 0.01)
	require.Contains(t, codes(s.Steps[2]), "sequence.overlap")
	require.Len(t, s.Broken, 2)
	require.Equal(t, "too much", s.Broken[0].Site)
	require.InDelta(t, 10_000, amount(t, s.Broken[0].FitsM2), 0.01)
	require.Equal(t, "boundary", s.Broken[1].Cap, "the 100 m² of the boundary, 10 000 and 5000 are over")
	require.InDelta(t, 100, amount(t, s.Broken[1].ExcessM2), 0.01)
	require.InDelta(t, 4_900, amount(t, s.Broken[1].FitsM2), 0.01)
}

// Land that becomes farmland makes room for what takes farmland. A task that was
// missed before is not missed because of a site that takes nothing.
func TestFarmlandIsAdded(t *testing.T) {
	p := planOf(t, []zones.Cap{
		{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 100_500},
		{ID: "boundary", Kind: zones.CapMax, Line: rules.Development, LimitM2: 15_000},
	}, layer(t, rules.Farmland, rectangle(t, "N", 0, 0, 1000, 100)), layer(t, rules.Development, rectangle(t, "C", 2000, 0, 2010, 10)))
	s := sequence(t, p,
		zones.Site{Feature: rectangle(t, "elsewhere", 3000, 0, 3010, 100), Adds: rules.Development},
		zones.Site{Feature: rectangle(t, "too early", 0, 0, 10, 100)},
		zones.Site{Feature: rectangle(t, "new farmland", 990, 0, 1010, 100), Adds: rules.Farmland}, // half of it is farmland
		zones.Site{Feature: rectangle(t, "fits", 100, 0, 104, 100)})
	for i, want := range []struct{ requested, remaining float64 }{{0, -500}, {1000, -1500}, {-1000, 500}, {400, 100}} {
		c := s.Steps[i].Caps[0]
		require.InDelta(t, want.requested, amount(t, c.RequestedM2), 0.01, i)
		require.InDelta(t, want.remaining, amount(t, c.RemainingM2), 0.01, i)
	}
	require.InDelta(t, 1100, amount(t, s.Steps[1].Caps[1].UsedM2), 0.01, "the first took its part of the other cap")
	require.Len(t, s.Broken, 1)
	require.Equal(t, "too early", s.Broken[0].Site)
}
