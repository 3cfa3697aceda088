package zones_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

const day = rules.Date("2026-11-01")

// rectangle is a feature in zone 39, in metres east and north of a place near
// the central meridian, where a square metre of the plane is one of legal area
// to 1e-8.
func rectangle(t testing.TB, id string, x0, y0, x1, y1 float64, pairs ...any) boundary.Feature {
	t.Helper()
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	p := func(x, y float64) boundary.Point { return boundary.Point{X: 39500000 + x, Y: 4036000 + y} }
	b, _, err := boundary.New(context.Background(), f, []boundary.Polygon{{{p(x0, y0), p(x1, y0), p(x1, y1), p(x0, y1), p(x0, y0)}}}, nil)
	require.NoError(t, err)
	properties, err := boundary.NewProperties(pairs...)
	require.NoError(t, err)
	return boundary.Feature{ID: id, Boundary: b, Properties: properties}
}

func layer(t testing.TB, line rules.Line, features ...boundary.Feature) *zones.Layer {
	t.Helper()
	return layerOf(t, zones.LayerSpec{Line: line, Path: string(line), Date: "2026-01-01"}, nil, features...)
}

func layerOf(t testing.TB, spec zones.LayerSpec, opt *zones.LayerOptions, features ...boundary.Feature) *zones.Layer {
	t.Helper()
	l, err := zones.NewLayer(context.Background(), spec, boundary.All(features), opt)
	require.NoError(t, err)
	return l
}

// town is a plan: farmland in the west, a red line in the north-east with a
// core, a development boundary in the south-east with its three sub-zones.
func town(t testing.TB, caps ...zones.Cap) *zones.Plan {
	t.Helper()
	p, err := zones.NewPlan(context.Background(), []*zones.Layer{
		layer(t, rules.Farmland, rectangle(t, "N1", 0, 0, 500, 500), rectangle(t, "N2", 0, 500, 500, 1000)),
		layer(t, rules.Ecology, rectangle(t, "E1", 600, 600, 800, 1000, "ZRBHDFQ", "核心保护区"), rectangle(t, "E2", 800, 600, 1000, 1000, "ZRBHDFQ", "一般控制区")),
		layer(t, rules.Development, rectangle(t, "C1", 600, 0, 800, 400, "GHFQMC", "城镇集中建设区"), rectangle(t, "C2", 800, 0, 900, 400, "GHFQMC", "城镇弹性发展区"), rectangle(t, "C3", 900, 0, 1000, 400, "GHFQDM", "430")),
	}, caps, nil)
	require.NoError(t, err)
	return p
}

func check(t testing.TB, p *zones.Plan, site boundary.Feature, opt *zones.CheckOptions) *zones.Report {
	t.Helper()
	if opt == nil {
		opt = &zones.CheckOptions{Date: day}
	}
	r, err := p.Check(context.Background(), zones.Site{Feature: site}, opt)
	require.NoError(t, err)
	return r
}

func line(t testing.TB, r *zones.Report, l rules.Line) zones.LineReport {
	t.Helper()
	for _, x := range r.Lines {
		if x.Line == l {
			return x
		}
	}
	require.Fail(t, "no line", "%s", l)
	return zones.LineReport{}
}

func amount(t testing.TB, a zones.Amount) float64 {
	t.Helper()
	v, known := a.Value()
	require.True(t, known)
	return v
}

func TestAmountsOfALine(t *testing.T) {
	r := check(t, town(t), rectangle(t, "S", 450, 450, 550, 550), nil)
	x := line(t, r, rules.Farmland)
	require.Len(t, x.Features, 2)
	require.Equal(t, "N1", x.Features[0].ID)
	outside := line(t, r, rules.Development)
	require.InDelta(t, amount(t, r.Site.AreaM2), amount(t, outside.OutsideM2), 1e-4)
	require.NotEmpty(t, r.Findings)
	require.Equal(t, rules.Prohibited, r.Findings[0].Status)
	require.NotEmpty(t, r.Findings[0].Citations)
}

func codes(r *zones.Report) []string {
	var c []string
	for _, n := range r.Notes {
		c = append(c, n.Code)
	}
	return c
}

// How far to look decides what is said of features that the site does not overlap, and
// no status.
func TestNearestFeaturesWithin(t *testing.T) {
	p := town(t)
	touching, apart := rectangle(t, "S", 500, 0, 550, 500), rectangle(t, "S", 540, 410, 590, 460)
	far := amount(t, line(t, check(t, p, apart, nil), rules.Farmland).DistanceM)
	for name, c := range map[string]struct {
		opt  zones.CheckOptions
		none float64 // said to be within that
	}{
		"a millimetre too near": {zones.CheckOptions{NearestWithinM: far - 0.001}, far - 0.001},
		"nothing":               {zones.CheckOptions{NoDistances: true}, 0},
		"nothing, though asked": {zones.CheckOptions{NoDistances: true, NearestWithinM: 1e6}, 0},
	} {
		c.opt.Date = day
		l := line(t, check(t, p, apart, &c.opt), rules.Farmland)
		require.Empty(t, l.Nearest, name)
		require.NotNil(t, l.Nearest, name)
		_, known := l.DistanceM.Value()
		require.False(t, known, name)
		if c.none > 0 {
			require.InDelta(t, c.none, amount(t, *l.NoneWithinM), 1e-4, name)
		} else {
			require.Nil(t, l.NoneWithinM, name)
		}
		want := line(t, check(t, p, touching, nil), rules.Farmland)
		require.Equal(t, rules.Touching, want.Status)
		require.Equal(t, want, line(t, check(t, p, touching, &c.opt), rules.Farmland), name)
		require.Equal(t, check(t, p, touching, nil).Verdict, check(t, p, touching, &c.opt).Verdict, name)
	}
	for _, within := range []float64{far + 0.001, 0, -1, math.NaN()} {
		l := line(t, check(t, p, apart, &zones.CheckOptions{Date: day, NearestWithinM: within}), rules.Farmland)
		require.Equal(t, line(t, check(t, p, apart, nil), rules.Farmland), l, within)
	}
}

func TestNearestFeatures(t *testing.T) {
	p := town(t)
	touching := line(t, check(t, p, rectangle(t, "S", 500, 0, 550, 500), nil), rules.Farmland)
	require.Len(t, touching.Nearest, 2, "one along an edge, one in a corner")
	require.Equal(t, "N1", touching.Nearest[0].ID)
	require.Zero(t, amount(t, touching.Nearest[1].DistanceM))

	apart := check(t, p, rectangle(t, "S", 540, 410, 590, 460), nil)
	for _, l := range apart.Lines {
		require.Len(t, l.Nearest, 1, l.Line)
		require.Equal(t, l.DistanceM, l.Nearest[0].DistanceM)
		require.NotZero(t, amount(t, l.DistanceM), "also from a boundary that should contain the site")
	}
	on := line(t, check(t, p, rectangle(t, "S", 450, 100, 550, 150), nil), rules.Farmland)
	require.Empty(t, on.Nearest)
	require.NotNil(t, on.Nearest)
}

// A finding about a sub-zone whose name is not known says what it depends on,
// and a sub-zone that is not given is told apart from it.
func TestUnknownSubZone(t *testing.T) {
	of := func(layers ...*zones.Layer) *zones.Plan {
		p, err := zones.NewPlan(context.Background(), append(layers, layer(t, rules.Farmland, rectangle(t, "N", 900, 0, 910, 10))), nil, nil)
		require.NoError(t, err)
		return p
	}
	kind := func(name string) *zones.CheckOptions {
		project, err := rules.ParseProject(name)
		require.NoError(t, err)
		return &zones.CheckOptions{Date: day, Project: project}
	}
	site := rectangle(t, "S", 10, 10, 20, 20)

	r := check(t, of(layer(t, rules.Ecology, rectangle(t, "E", 0, 0, 100, 100, "ZRBHDFQ", "不知道的分区"))), site, kind("visiting"))
	x := line(t, r, rules.Ecology)
	require.Equal(t, rules.Other, x.SubZones[0].SubZone)
	require.Equal(t, rules.NotChecked, x.SubZones[0].Status)
	require.Equal(t, "unknown_sub_zone", r.Findings[0].Rule)
	require.Contains(t, r.Findings[0].Procedure.ZH, "核心保护区（核心保护区原则上禁止人为活动），还是一般控制区（有限人为活动第5类（新增建设用地））")

	r = check(t, of(layer(t, rules.Development, rectangle(t, "C1", 0, 0, 15, 100, "GHFQMC", "第五区"), rectangle(t, "C2", 15, 0, 100, 100))), site, kind("residential"))
	x = line(t, r, rules.Development)
	require.Equal(t, []rules.Status{rules.Conditional, rules.NotChecked}, []rules.Status{x.SubZones[0].Status, x.SubZones[1].Status}, "none given, name not known")
	require.InDelta(t, 50, amount(t, x.SubZones[1].OverlapM2), 1e-3)
}

// Both vocabularies of protected areas, and those of one's own.
func TestSubZonesOfProtectedAreas(t *testing.T) {
	for word, want := range map[string]rules.SubZone{"核心保护区": rules.Core, "缓冲区": rules.Core, "实验区": rules.General, "一般控制区": rules.General, "游览区": rules.Other} {
		require.Equal(t, want, layer(t, "protected_area", rectangle(t, "P", 0, 0, 10, 10, "ZRBHDFQ", word)).SubZone("P"), word)
	}
	require.Equal(t, rules.Core, layer(t, "protected_area", rectangle(t, "P", 0, 0, 10, 10, "sub_zone", "core")).SubZone("P"))
	require.Equal(t, rules.Flexible, layer(t, "x_own", rectangle(t, "P", 0, 0, 10, 10, "sub_zone", "flexible")).SubZone("P"))
}

// A layer that is older than the rules allow, and one whose age cannot be told.
func TestStaleLayerIsNotChecked(t *testing.T) {
	local, err := rules.Read(strings.NewReader(`{"schema": "sanxian-ruleset/1", "id": "city", "version": "1", "supplements": "cn-2026",
		"title": {"zh": "市", "en": "city"}, "jurisdiction": "CN", "layer_age_days": {"permanent_basic_farmland": 365}, "rules": []}`), "city.json")
	require.NoError(t, err)
	set, err := rules.Default().With(local)
	require.NoError(t, err)
	for _, c := range []struct {
		dated, of rules.Date
		code      string
	}{
		{"2025-11-01", "2026-11-01", ""},
		{"2025-11-01", "2026-11-02", "layer.stale"},
		{"", "2026-11-01", "layer.age_unknown"},
		{"2025-11-01", "", "layer.age_unknown"},
	} {
		p, err := zones.NewPlan(context.Background(), []*zones.Layer{
			layerOf(t, zones.LayerSpec{Line: rules.Farmland, Path: "farmland", Date: c.dated}, nil, rectangle(t, "N", 500, 0, 510, 10)),
			layer(t, rules.Ecology, rectangle(t, "E", 900, 0, 910, 10)),
			layer(t, rules.Development, rectangle(t, "C", 0, 0, 100, 100, "GHFQMC", "城镇集中建设区")),
		}, nil, set)
		require.NoError(t, err)
		r := check(t, p, rectangle(t, "S", 10, 10, 20, 20), &zones.CheckOptions{Date: c.of})
		x := line(t, r, rules.Farmland)
		if c.code == "" {
			require.Equal(t, zones.VerdictPass, r.Verdict)
			require.Empty(t, x.Reasons)
			continue
		}
		require.Equal(t, rules.NotChecked, x.Status)
		require.Equal(t, zones.VerdictNotChecked, r.Verdict)
		require.Equal(t, c.code, x.Reasons[0].Code)
	}
}

// The source document's own figures: a boundary of exactly 222 km² holds, one
// more square metre does not; the same for the farmland task.
func TestCaps(t *testing.T) {
	boundaryCap := zones.Cap{ID: "boundary-222", Kind: zones.CapMax, Line: rules.Development, LimitM2: 222e6}
	task := zones.Cap{ID: "farmland-task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 499_000}
	used := 222e6
	boundaryCap.UsedM2 = &used
	p := town(t, boundaryCap, task)
	r := check(t, p, rectangle(t, "S", 650, 100, 700, 150), nil)
	require.Equal(t, zones.VerdictPass, r.Verdict)
	require.True(t, *r.Caps[0].Holds)
	require.Zero(t, amount(t, r.Caps[0].RemainingM2))

	more, err := p.Check(context.Background(), zones.Site{Feature: rectangle(t, "S", 600, 400, 601, 401), Adds: rules.Development}, &zones.CheckOptions{Date: day})
	require.NoError(t, err)
	require.Equal(t, zones.VerdictFail, more.Verdict)
	c := more.Caps[0]
	require.False(t, *c.Holds)
	require.Equal(t, 222e6, amount(t, c.LimitM2))
	require.Equal(t, 222e6, amount(t, c.UsedM2))
	require.InDelta(t, 1, amount(t, c.RequestedM2), 1e-4)
	require.InDelta(t, -1, amount(t, c.RemainingM2), 1e-4)

	// The plan's farmland is 500 000 m² of the plane, 20 cm² less of legal area:
	// a task of one square metre less holds, until a site takes more.
	for limit, holds := range map[float64]bool{499_999: true, 500_001: false} {
		r := check(t, town(t, zones.Cap{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: limit}), rectangle(t, "S", 650, 100, 700, 150), nil)
		require.Equal(t, holds, *r.Caps[0].Holds, "%v %v", limit, r.Caps[0].RemainingM2)
		require.Equal(t, holds, r.Verdict == zones.VerdictPass)
	}
	takes := check(t, town(t, zones.Cap{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 499_999}), rectangle(t, "S", 498, 0, 500, 1), nil)
	require.False(t, *takes.Caps[0].Holds)
	require.InDelta(t, 2, amount(t, takes.Caps[0].RequestedM2), 1e-4)
}

func TestRatioAndReserveCaps(t *testing.T) {
	p := town(t,
		zones.Cap{ID: "flexible", Kind: zones.CapRatio, Line: rules.Development, SubZone: rules.Flexible, Ratio: 0.5, Of: &zones.CapBase{Line: rules.Development, SubZone: rules.Concentrated}},
		zones.Cap{ID: "kept", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 10_000, UsedM2: new(float64),
			Keep: []zones.CapKeep{{From: "2026-01-01", Share: 0.35}, {From: "2031-01-01", Share: 0.25}}},
	)
	r := check(t, p, rectangle(t, "S", 650, 100, 700, 150), nil)
	require.True(t, *r.Caps[0].Holds, "40 000 of at most half of 80 000")
	require.InDelta(t, 0, amount(t, r.Caps[0].RemainingM2), 0.1)
	require.Equal(t, 7500.0, amount(t, r.Caps[1].LimitM2), "a quarter is kept for later")
	require.InDelta(t, 5000, amount(t, r.Caps[1].RemainingM2), 0.1)
	before := check(t, p, rectangle(t, "S", 650, 100, 700, 150), &zones.CheckOptions{Date: "2025-06-01"})
	require.Equal(t, 4000.0, amount(t, before.Caps[1].LimitM2))
}

// What lies on existing construction land is stock and takes no increment.
func TestStockTakesNoIncrement(t *testing.T) {
	p, err := zones.NewPlan(context.Background(), []*zones.Layer{
		layer(t, rules.Development, rectangle(t, "C", 0, 0, 1000, 1000, "sub_zone", "concentrated")),
		layer(t, "existing_construction_land", rectangle(t, "X", 0, 0, 50, 1000)),
	}, []zones.Cap{{ID: "increment", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 1e6, UsedM2: new(float64)}}, nil)
	require.NoError(t, err)
	r := check(t, p, rectangle(t, "S", 0, 0, 100, 100), nil)
	require.InEpsilon(t, 5000, amount(t, r.Caps[0].RequestedM2), 1e-6)
}

func TestCapsOfRegions(t *testing.T) {
	regions := layer(t, rules.AdminRegion,
		rectangle(t, "371502", 0, 0, 500, 1000, "XZQMC", "东昌府区"), rectangle(t, "371581", 500, 0, 1000, 1000, "XZQMC", "临清市"))
	p, err := zones.NewPlan(context.Background(), []*zones.Layer{regions,
		layer(t, rules.Farmland, rectangle(t, "N", 400, 0, 600, 100))},
		[]zones.Cap{
			{ID: "one", Kind: zones.CapMin, Line: rules.Farmland, Regions: []string{"371502"}, LimitM2: 5000},
			{ID: "both", Kind: zones.CapMin, Line: rules.Farmland, Regions: []string{"3715"}, LimitM2: 5000},
		}, nil)
	require.NoError(t, err)
	r := check(t, p, rectangle(t, "S", 450, 0, 550, 100), nil)
	require.InEpsilon(t, 10_000, amount(t, r.Caps[0].UsedM2), 1e-6)
	require.InEpsilon(t, 5_000, amount(t, r.Caps[0].RequestedM2), 1e-6)
	require.InEpsilon(t, 20_000, amount(t, r.Caps[1].UsedM2), 1e-6)
	require.InEpsilon(t, 10_000, amount(t, r.Caps[1].RequestedM2), 1e-6)
	require.Len(t, r.Site.Regions, 2)
	require.Equal(t, "东昌府区", r.Site.Regions[0].Name)
	require.InEpsilon(t, 5000, amount(t, r.Site.Regions[0].Lines[0].OverlapM2), 1e-6)
	_, err = zones.NewPlan(context.Background(), []*zones.Layer{regions}, []zones.Cap{{ID: "x", Kind: zones.CapMin, Line: rules.Farmland, Regions: []string{"37150299"}}}, nil)
	require.ErrorIs(t, err, zones.ErrPlan)
}

// Sites in the order of their construction: the first to break the task is
// named, with what would fit.
func TestCheckSequence(t *testing.T) {
	p := town(t, zones.Cap{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 490_000})
	var sites []zones.Site
	for i := range 5 {
		y := float64(100 * i)
		sites = append(sites, zones.Site{Feature: rectangle(t, "S", 460, y, 560, y+100)}) // 4 000 m² of farmland each
	}
	seq, err := p.CheckSequence(context.Background(), sites, &zones.CheckOptions{Date: day})
	require.NoError(t, err)
	require.Len(t, seq.Steps, 5)
	require.Equal(t, "S#3", seq.Steps[2].Site.ID, "equal ids are told apart")
	require.Len(t, seq.Broken, 1)
	require.Equal(t, 2, seq.Broken[0].Step)
	require.InDelta(t, 2000, amount(t, seq.Broken[0].FitsM2), 1)
	require.InDelta(t, 2000, amount(t, seq.Broken[0].ExcessM2), 1)
	require.False(t, *seq.Steps[4].Caps[0].Holds, "what does not fit takes nothing, and the next does not fit either")
	require.InDelta(t, 492_000, amount(t, seq.Steps[4].Caps[0].UsedM2), 1)
	require.Equal(t, 5, seq.Summary.Sites)
}

// Earlier years and smaller priorities go first, and a reserve opens with its
// period.
func TestSequenceByYear(t *testing.T) {
	p := town(t, zones.Cap{ID: "kept", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 10_000, UsedM2: new(float64), Keep: []zones.CapKeep{{From: "2031-01-01", Share: 0.6}}})
	at := func(id string, x float64, year, priority int) zones.Site {
		return zones.Site{Feature: rectangle(t, id, 600+x, 0, 630+x, 100), Year: year, Priority: priority} // 3 000 m² each
	}
	seq, err := p.CheckSequence(context.Background(), []zones.Site{at("later", 0, 2031, 1), at("second", 40, 2028, 2), at("first", 80, 2028, 1)}, &zones.CheckOptions{Date: day})
	require.NoError(t, err)
	var order []string
	var holds []bool
	for _, r := range seq.Steps {
		order = append(order, r.Site.ID)
		holds = append(holds, *r.Caps[0].Holds)
	}
	require.Equal(t, []string{"first", "second", "later"}, order)
	require.Equal(t, []bool{true, false, true}, holds, "4 000 m² until 2031, 10 000 from then on")
	require.InDelta(t, 1000, amount(t, seq.Broken[0].FitsM2), 1)
}

func TestCheckAll(t *testing.T) {
	p := town(t)
	sites := func(yield func(zones.Site, error) bool) {
		for range 3 {
			if !yield(zones.Site{Feature: rectangle(t, "S", 650, 100, 700, 150)}, nil) {
				return
			}
		}
		yield(zones.Site{}, fmt.Errorf("the file ends here"))
	}
	var ids []string
	var sum zones.Summary
	var failed error
	for r, err := range p.CheckAll(context.Background(), sites, &zones.CheckOptions{Date: day}) {
		if failed = err; err != nil {
			break
		}
		ids = append(ids, r.Site.ID)
		sum.Add(r)
	}
	require.Equal(t, []string{"S", "S#2", "S#3"}, ids)
	require.EqualError(t, failed, "the file ends here")
	require.Equal(t, 3, sum.Verdicts[zones.VerdictPass])
	require.Zero(t, amount(t, sum.OverlapM2[rules.Farmland]))
}

func TestCureAndGeometry(t *testing.T) {
	r := check(t, town(t), rectangle(t, "S", 400, 100, 600, 200), &zones.CheckOptions{Date: day, Geometry: true, Cure: &zones.CureOptions{MinAreaM2: 100}})
	require.NotNil(t, r.Cure)
	require.InEpsilon(t, 10_000, amount(t, r.Cure.AreaM2), 1e-6)
	require.InEpsilon(t, 10_000, amount(t, r.Cure.RemovedM2), 1e-6)
	require.Len(t, r.Cure.Pieces, 1)
	require.True(t, r.Cure.Pieces[0].Usable)
	require.InDelta(t, 50, amount(t, r.Cure.Pieces[0].MeanWidthM), 0.1)
	require.Contains(t, string(line(t, r, rules.Farmland).Geometry), `"MultiPolygon"`)
	require.Empty(t, line(t, r, rules.Ecology).Geometry)
}

// The same inputs give the same bytes, whatever the order in which goroutines
// ran.
func TestSameBytes(t *testing.T) {
	first := ""
	for range 5 {
		r := check(t, town(t), rectangle(t, "S", 450, 450, 950, 750), &zones.CheckOptions{Date: day, Geometry: true, Explain: true})
		b, err := json.Marshal(r)
		require.NoError(t, err)
		if first == "" {
			first = string(b)
		}
		require.Equal(t, first, string(b))
	}
}

func TestReadPlanFile(t *testing.T) {
	for text, want := range map[string]string{
		`{"schema":"sanxian-plan/1","layers":[{"line":"farm","path":"x"}]}`:                                               `layer 1 (x): unknown line "farm"`,
		`{"schema":"sanxian-plan/1","layers":[{"line":"x_own"}]}`:                                                         "layer 1 has no path",
		`{"schema":"sanxian-plan/1","layers":[{"line":"ecological_red_line","path":"x","sub_zone":"cor"}]}`:               `layer 1 (x): ecological_red_line has no sub-zone "cor"; it has other core general`,
		`{"schema":"sanxian-plan/2"}`:                                                                                     `schema is "sanxian-plan/2"`,
		"{\"schema\":\"sanxian-plan/1\",\n\"colour\":1}":                                                                  `unknown field "colour"`,
		"{\"schema\":\"sanxian-plan/1\",\n\"layers\":[\n":                                                                 "ends too early",
		`{"schema":"sanxian-plan/1","layers":[{"line":"x_own","path":"x","date":"May"}]}`:                                 `"May" is not a date`,
		`{"schema":"sanxian-plan/1","caps":[{"id":"a","title":{},"kind":"most","line":"x_own"}]}`:                         `kind "most"`,
		`{"schema":"sanxian-plan/1","caps":[{"id":"a","title":{},"kind":"max","line":"x_own","limit_m2":-1}]}`:            "limit_m2 -1",
		`{"schema":"sanxian-plan/1","caps":[{"id":"a","title":{},"kind":"ratio","line":"x_own","ratio":1}]}`:              "needs a ratio",
		`{"schema":"sanxian-plan/1","caps":[{"id":"a","title":{},"kind":"reserve","line":"x_own","keep":[{"share":2}]}]}`: "keep needs a day",
	} {
		_, err := zones.ReadPlanFile(strings.NewReader(text), "plan.json")
		require.ErrorIs(t, err, zones.ErrPlan, text)
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "plan.json")
	}
}

func TestOpenPlanNamesTheMissingFile(t *testing.T) {
	fsys := fstest.MapFS{"p/plan.json": {Data: []byte(`{"schema":"sanxian-plan/1","layers":[{"line":"x_own","path":"lost.geojson"}]}`)}}
	_, err := zones.OpenPlan(context.Background(), fsys, "p/plan.json", openGeoJSON, nil)
	require.ErrorIs(t, err, zones.ErrPlan)
	require.ErrorContains(t, err, "p/plan.json: the plan names p/lost.geojson, and there is no such file")
	_, err = zones.OpenPlan(context.Background(), fsys, "p/other.json", openGeoJSON, nil)
	require.ErrorContains(t, err, "p/other.json: there is no such file")
}

// A site that is straight in a zone and a layer that is straight in longitude
// and latitude are another pair of curves: the report says so.
func TestCheckSaysDifferentEdges(t *testing.T) {
	site := rectangle(t, "S", 0, 0, 500, 500)
	var ring boundary.Ring
	for _, p := range site.Boundary.Polygons()[0][0] {
		lon, lat := site.Boundary.Frame().ToLonLat(p)
		ring = append(ring, boundary.Point{X: lon, Y: lat})
	}
	for _, edges := range []string{"lonlat", "gk39"} {
		e, err := boundary.ParseEdges(edges)
		require.NoError(t, err)
		b, _, err := boundary.New(context.Background(), boundary.LonLat.WithEdges(e), []boundary.Polygon{{ring}}, nil)
		require.NoError(t, err)
		p, err := zones.NewPlan(context.Background(), []*zones.Layer{layer(t, rules.Farmland, boundary.Feature{ID: "N", Boundary: b})}, nil, nil)
		require.NoError(t, err)
		var said []string
		for _, n := range check(t, p, site, nil).Notes {
			if n.Code == "site.edges" {
				said = append(said, n.Values["site"], n.Values["layer"], n.Values["zone"])
			}
		}
		if edges == "lonlat" {
			require.Equal(t, []string{"gk39", "lonlat", "gk39"}, said)
		} else {
			require.Empty(t, said)
		}
	}
}

// 土地管理法第四十六条 counts permanent basic farmland, other cropland over 35 ha
// and other land over 70 ha apart.
func TestLandForTheLevelsOfApproval(t *testing.T) {
	of := func(layers ...*zones.Layer) *zones.Plan {
		p, err := zones.NewPlan(context.Background(), append(layers, layer(t, rules.Farmland, rectangle(t, "N", 0, 0, 500, 1000)),
			layer(t, rules.Ecology, rectangle(t, "E", -900, 0, -800, 10)), layer(t, rules.Development, rectangle(t, "C", -900, 0, -800, 10))), nil, nil)
		require.NoError(t, err)
		return p
	}
	reservoir, err := rules.ParseProject("reservoir")
	require.NoError(t, err)
	own := func(r *zones.Report) []string {
		var ids []string
		for _, f := range r.Findings {
			ids = append(ids, f.Rule)
		}
		return ids
	}
	opt := &zones.CheckOptions{Date: day, Project: reservoir, Explain: true}
	site := rectangle(t, "S", 0, 0, 1000, 1000) // 100 ha, half of it permanent basic farmland
	r := check(t, of(), site, opt)
	require.NotContains(t, own(r), "boundary-level-outside", "50 ha are other land")
	require.Contains(t, codes(r), "cropland.missing")
	require.Contains(t, own(check(t, of(), rectangle(t, "S", 0, 0, 1210, 1000), opt)), "boundary-level-outside", "71 ha are other land")

	// The layer of cropland holds the permanent basic farmland too.
	r = check(t, of(layer(t, rules.Cropland, rectangle(t, "G", 0, 0, 840, 1000))), site, opt)
	require.NotContains(t, own(r), "cropland-state-council", "34 ha of other cropland")
	require.NotContains(t, codes(r), "cropland.missing")
	r = check(t, of(layer(t, rules.Cropland, rectangle(t, "G", 0, 0, 860, 1000))), site, opt)
	require.Contains(t, own(r), "cropland-state-council", "36 ha of other cropland")
	for _, e := range r.Explain {
		require.NotEmpty(t, e.Rules)
	}
}
