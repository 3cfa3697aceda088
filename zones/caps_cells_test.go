package zones_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// A block is a rectangle of cells of 10 m; a ground counts areas cell by cell.
type block struct{ x0, y0, x1, y1 int }

func (b block) has(x, y int) bool { return b.x0 <= x && x < b.x1 && b.y0 <= y && y < b.y1 }

const cells, cell = 10, 10.0

func drawBlocks(t *rapid.T, name string, least, most int) []block {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) block {
		x0, y0 := rapid.IntRange(0, cells-1).Draw(t, "x"), rapid.IntRange(0, cells-1).Draw(t, "y")
		return block{x0, y0, rapid.IntRange(x0+1, cells).Draw(t, "to x"), rapid.IntRange(y0+1, cells).Draw(t, "to y")}
	}), least, most).Draw(t, name)
}

func inAny(blocks []block, x, y int) bool {
	return slices.ContainsFunc(blocks, func(b block) bool { return b.has(x, y) })
}

// TestCapsAgainstCells compares what caps of a sequence say with counting cells:
// regions that overlap, features that overlap and deduct, stock, sites that
// overlap, add and take.
func TestCapsAgainstCells(t *testing.T) {
	feature := func(id string, b block, pairs ...any) boundary.Feature {
		return rectangle(t, id, cell*float64(b.x0), cell*float64(b.y0), cell*float64(b.x1), cell*float64(b.y1), pairs...)
	}
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string, least, most int) (blocks []block) { return drawBlocks(rt, name, least, most) }
		regions, farmland, expansion, stock, sites := draw("regions", 1, 3), draw("farmland", 1, 4), draw("expansion", 1, 2), draw("stock", 1, 2), draw("sites", 1, 5)
		features := func(line rules.Line, blocks []block, pairs func(i int) []any) *zones.Layer {
			var all []boundary.Feature
			for i, b := range blocks {
				var p []any
				if pairs != nil {
					p = pairs(i)
				}
				all = append(all, feature(fmt.Sprint(line, i), b, p...))
			}
			return layer(t, line, all...)
		}
		shares := make([]float64, len(farmland))
		for i := range shares {
			shares[i] = rapid.SampledFrom([]float64{0, 0.1, 0.25}).Draw(rt, "share")
		}
		limit := func(name string) float64 { return 2.5 + 100*float64(rapid.IntRange(0, cells*cells).Draw(rt, name)) }
		base, unit := 300.0, []string{"371500"}
		caps := []zones.Cap{
			{ID: "min", Kind: zones.CapMin, Line: rules.Farmland, Regions: unit, LimitM2: limit("min")},
			{ID: "max", Kind: zones.CapMax, Line: rules.Development, Regions: unit, LimitM2: limit("max")},
			{ID: "reserve", Kind: zones.CapReserve, Line: rules.Development, Regions: unit, LimitM2: limit("reserve"), BaseM2: &base},
		}
		p, err := zones.NewPlan(context.Background(), []*zones.Layer{
			features(rules.AdminRegion, regions, func(i int) []any { return []any{"XZQDM", fmt.Sprint(371502 + i)} }),
			features(rules.Farmland, farmland, func(i int) []any { return []any{"KCXS", shares[i]} }),
			features(rules.Development, expansion, nil), features("existing_construction_land", stock, nil)}, caps, nil)
		require.NoError(t, err)
		adds := make([]rules.Line, len(sites))
		var asked []zones.Site
		for i, b := range sites {
			adds[i] = rapid.SampledFrom([]rules.Line{"", rules.Farmland, rules.Development}).Draw(rt, "adds")
			asked = append(asked, zones.Site{Feature: feature(fmt.Sprint("S", i), b), Adds: adds[i]})
		}
		seq, err := p.CheckSequence(context.Background(), asked, &zones.CheckOptions{Date: day})
		require.NoError(t, err)

		count := func(weigh func(x, y int) float64) (sum float64) {
			for x := range cells {
				for y := range cells {
					if inAny(regions, x, y) {
						sum += cell * cell * weigh(x, y)
					}
				}
			}
			return sum
		}
		is := func(ok bool) float64 {
			if ok {
				return 1
			}
			return 0
		}
		net := func(x, y int) float64 {
			covered, off := false, 0.0
			for i, b := range farmland {
				if b.has(x, y) {
					covered, off = true, max(off, shares[i])
				}
			}
			return is(covered) * (1 - off)
		}
		used := []float64{
			count(net),
			count(func(x, y int) float64 { return is(inAny(expansion, x, y)) }),
			max(count(func(x, y int) float64 { return is(inAny(expansion, x, y) && inAny(stock, x, y)) })-base, 0),
		}
		var built []int
		for i, site := range sites {
			before := func(x, y int, alike func(line rules.Line) bool) bool {
				return slices.ContainsFunc(built, func(k int) bool { return alike(adds[k]) && sites[k].has(x, y) })
			}
			requested := []float64{
				count(func(x, y int) float64 {
					if adds[i] == rules.Farmland {
						return -is(site.has(x, y) && !inAny(farmland, x, y) && !before(x, y, func(l rules.Line) bool { return l == rules.Farmland }))
					}
					return is(site.has(x, y) && !before(x, y, func(l rules.Line) bool { return l != rules.Farmland })) * net(x, y)
				}),
				count(func(x, y int) float64 {
					return is(adds[i] == rules.Development && site.has(x, y) && !inAny(expansion, x, y) && !before(x, y, func(l rules.Line) bool { return l == rules.Development }))
				}),
				count(func(x, y int) float64 {
					return is(site.has(x, y) && inAny(expansion, x, y) && !inAny(stock, x, y) && !before(x, y, func(rules.Line) bool { return true }))
				}),
			}
			fits := true
			for c, r := range seq.Steps[i].Caps {
				remaining := caps[c].LimitM2 - used[c] - requested[c]
				if caps[c].Kind == zones.CapMin {
					remaining = used[c] - requested[c] - caps[c].LimitM2
				}
				at := fmt.Sprintf("site %d, %s", i, r.ID)
				require.InDelta(rt, used[c], amount(t, r.UsedM2), 0.05, at)
				require.InDelta(rt, requested[c], amount(t, r.RequestedM2), 0.05, at)
				require.InDelta(rt, remaining, amount(t, r.RemainingM2), 0.1, at)
				require.Equal(rt, remaining >= 0, *r.Holds, at)
				fits = fits && (remaining >= 0 || requested[c] <= 0)
			}
			if fits {
				built = append(built, i)
				used[0] -= requested[0]
				used[1] += requested[1]
				used[2] += requested[2]
			}
		}
	})
}
