package zones_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// dirty is a feature of rings as they come, in the place of rectangle.
func dirty(t testing.TB, id string, polygons ...boundary.Polygon) boundary.Feature {
	t.Helper()
	f := boundary.Feature{ID: id}
	zone, err := boundary.EPSG(4527)
	require.NoError(t, err)
	for _, p := range polygons {
		for _, ring := range p {
			for i := range ring {
				ring[i].X += 39500000
				ring[i].Y += 4036000
			}
		}
	}
	f.Boundary, f.Notes, err = boundary.New(context.Background(), zone, polygons, nil)
	require.NoError(t, err)
	require.NotNil(t, f.Boundary.Doubt(), id)
	return f
}

// bowTie is a square of 100 m whose corners were written in the wrong order.
func bowTie(t testing.TB, id string, x, y float64) boundary.Feature {
	return dirty(t, id, boundary.Polygon{{{X: x, Y: y}, {X: x + 100, Y: y + 100}, {X: x + 100, Y: y}, {X: x, Y: y + 100}}})
}

// TestRepairedIsNotPass holds the rule that no verdict is pass on land that a
// repair gave or took: in layers of every line, in what they cover, in regions, in
// areas of local rules, and in the site itself.
func TestRepairedIsNotPass(t *testing.T) {
	farmland, ecology := layer(t, rules.Farmland, rectangle(t, "N", 0, 0, 10, 10)), layer(t, rules.Ecology, rectangle(t, "E", 0, 0, 10, 10))
	whole := rectangle(t, "C", -1000, -1000, 1000, 1000, "GHFQMC", "城镇集中建设区")
	boundaries := layer(t, rules.Development, whole)
	// Between the lobes, which no reading but that of swapped corners covers.
	between, beside := rectangle(t, "S", 540, 505, 560, 515), rectangle(t, "S", 700, 500, 800, 600)
	tie := bowTie(t, "B", 500, 500)
	twice := dirty(t, "T", boundary.Polygon{{{X: -1000, Y: -1000}, {X: 1000, Y: -1000}, {X: 1000, Y: 1000}, {X: -1000, Y: 1000}}},
		boundary.Polygon{{{X: 530, Y: 500}, {X: 600, Y: 500}, {X: 600, Y: 600}, {X: 530, Y: 600}}})
	twice.Properties = whole.Properties
	local, err := planOf(t, nil, farmland, ecology, boundaries).WithSupplements([]zones.Supplement{{Name: "村", Rules: localPlan(t, "village", "village_house", ""), Where: []*boundary.Boundary{tie.Boundary}}})
	require.NoError(t, err)
	plans := map[string]*zones.Plan{
		"farmland":    planOf(t, nil, layer(t, rules.Farmland, tie), ecology, boundaries),
		"ecology":     planOf(t, nil, farmland, layer(t, rules.Ecology, tie), boundaries),
		"boundary":    planOf(t, nil, farmland, ecology, layer(t, rules.Development, twice)),
		"supporting":  planOf(t, nil, farmland, ecology, boundaries, layer(t, "x_noise", tie)),
		"coverage":    planOf(t, nil, layerOf(t, zones.LayerSpec{Line: rules.Farmland, Path: "n"}, &zones.LayerOptions{Coverage: twice.Boundary}, rectangle(t, "N", 0, 0, 10, 10)), ecology, boundaries),
		"local rules": local,
		"region":      planOf(t, nil, farmland, ecology, boundaries, layer(t, rules.AdminRegion, tie)),
	}
	for name, plan := range plans {
		for _, p := range []*zones.Plan{plan, reread(t, plan)} {
			r := check(t, p, between, nil)
			assert.Equal(t, zones.VerdictNotChecked, r.Verdict, name)
			found := false
			for _, l := range r.Lines {
				for _, reason := range l.Reasons {
					found = found || reason.Code == "boundary.repaired"
				}
			}
			assert.True(t, found, name)
			besides := check(t, p, beside, nil)
			assert.Equal(t, zones.VerdictPass, besides.Verdict, "%s %v", name, besides.Findings)

			r = check(t, p, between, &zones.CheckOptions{Date: day, AcceptRepairs: true})
			assert.Equal(t, zones.VerdictPass, r.Verdict, name)
			assert.Contains(t, codes(r), "boundary.repair_accepted", name)
			assert.NotContains(t, codes(check(t, p, beside, &zones.CheckOptions{Date: day, AcceptRepairs: true})), "boundary.repair_accepted", name)
		}
	}

	// What is prohibited in any reading stays so.
	r := check(t, plans["farmland"], rectangle(t, "S", 590, 540, 610, 560), nil)
	assert.Equal(t, zones.VerdictFail, r.Verdict)

	// The site itself.
	plan := planOf(t, nil, farmland, ecology, boundaries)
	assert.Equal(t, zones.VerdictNotChecked, check(t, plan, tie, nil).Verdict)
	r = check(t, plan, tie, &zones.CheckOptions{Date: day, AcceptRepairs: true})
	assert.Equal(t, zones.VerdictPass, r.Verdict)
	assert.Contains(t, codes(r), "boundary.repair_accepted")

	s := zones.NewSummary()
	s.Add(r)
	s.Add(check(t, plan, tie, nil))
	s.Add(check(t, plan, beside, nil))
	assert.Equal(t, 2, s.Repaired)
}

// TestRepairedCap: a cap that holds by less than what repairs leave open could not
// be checked.
func TestRepairedCap(t *testing.T) {
	tie := bowTie(t, "B", 500, 500) // 5 000 m², of which 2 500 in doubt, and 5 000 more
	for limit, holds := range map[float64]any{4000: false, 6000: nil, 12499: nil, 12600: true} {
		cap := zones.Cap{ID: "c", Kind: zones.CapMax, Line: rules.Development, LimitM2: limit}
		plan := planOf(t, []zones.Cap{cap}, layer(t, rules.Farmland), layer(t, rules.Ecology), layer(t, rules.Development, tie))
		for _, p := range []*zones.Plan{plan, reread(t, plan)} {
			r := check(t, p, rectangle(t, "S", 800, 800, 810, 810), nil)
			require.Len(t, r.Caps, 1)
			if holds == nil {
				assert.Nil(t, r.Caps[0].Holds, limit)
				assert.Contains(t, codes(r), "cap.repaired", limit)
				assert.NotEqual(t, zones.VerdictPass, r.Verdict)
				continue
			}
			require.NotNil(t, r.Caps[0].Holds, limit)
			assert.Equal(t, holds, *r.Caps[0].Holds, limit)
		}
	}
}

// A feature without land has its box in doubt, where it has one.
func TestFeaturesWithoutLand(t *testing.T) {
	zone, err := boundary.EPSG(4527)
	require.NoError(t, err)
	p := func(x, y float64) boundary.Point { return boundary.Point{X: 39500000 + x, Y: 4036000 + y} }
	line, _, err := boundary.New(context.Background(), zone, []boundary.Polygon{{{p(500, 500), p(550, 550), p(600, 600)}}}, nil)
	require.ErrorIs(t, err, boundary.ErrNoLand)
	farmland := layer(t, rules.Farmland, boundary.Feature{ID: "L", Boundary: line}, boundary.Feature{ID: "null"}, rectangle(t, "N", 0, 0, 10, 10))
	require.Equal(t, 1, farmland.Index().Len())
	require.Len(t, farmland.Notes(), 1)
	plan := planOf(t, nil, farmland, layer(t, rules.Ecology, rectangle(t, "E", 0, 0, 10, 10)),
		layer(t, rules.Development, rectangle(t, "C", -1000, -1000, 1000, 1000, "GHFQMC", "城镇集中建设区")))
	for _, p := range []*zones.Plan{plan, reread(t, plan)} {
		assert.Equal(t, zones.VerdictNotChecked, check(t, p, rectangle(t, "S", 510, 580, 520, 590), nil).Verdict)
		assert.Equal(t, zones.VerdictPass, check(t, p, rectangle(t, "S", 610, 580, 620, 590), nil).Verdict)
	}
}

func reread(t testing.TB, p *zones.Plan) *zones.Plan {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, p.WriteSnapshot(&b))
	again, err := zones.ReadSnapshot(context.Background(), &b)
	require.NoError(t, err)
	return again
}
