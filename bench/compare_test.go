package main

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
	"github.com/sanxian/sanxian/boundary"
)

// sums returns what our overlap says of each feature of a work.
func sums(t *testing.T, features, sites []work.Feature) []float64 {
	made := func(f work.Feature) *boundary.Boundary {
		b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{f.Rings}, nil)
		require.NoError(t, err)
		return b
	}
	out := make([]float64, len(features))
	for i, f := range features {
		b := made(f)
		for _, s := range sites {
			out[i] += float64(boundary.OverlapArea(b, made(s)))
		}
	}
	return out
}

// TestSettleFindsTheTruth: exact arithmetic on what is near each site confirms
// ours, and tells which of two is wrong, either way.
func TestSettleFindsTheTruth(t *testing.T) {
	c := work.City{Seed: 1, Scale: 0.001}
	for _, name := range []string{"onezone.100", "onezone.1000", "onezone.100000", "projects"} {
		var features, sites []work.Feature
		switch name {
		case "projects":
			for f := range c.Plan() {
				features = append(features, f)
			}
			for f := range c.Projects() {
				sites = append(sites, f)
			}
		default:
			zone, some := c.OneZone(map[string]int{"onezone.100": 100, "onezone.1000": 1000, "onezone.100000": 100_000}[name])
			features, sites = []work.Feature{zone}, some
		}
		mine := sums(t, features, sites)
		m := engine.Result{Work: name, Sites: len(sites), All: len(sites)}
		r := newResults(engine.Job{City: c}, nil)
		hit := -1
		for i, sum := range mine {
			if sum == 0 || features[i].Kind != work.Farmland && name == "projects" {
				continue
			}
			hit = i
			truth, ok := r.settle(m, i)
			require.True(t, ok, name)
			require.InEpsilon(t, truth, sum, 1e-9, "%s, feature %d", name, i)
		}
		require.GreaterOrEqual(t, hit, 0, name)

		theirs := append([]float64(nil), mine...)
		require.Zero(t, r.compareSums("peer", m, mine, theirs))
		theirs[hit] *= 1.00001
		require.Zero(t, r.compareSums("peer", m, mine, theirs), "the peer is wrong")
		require.Len(t, r.Settled, 1)
		require.Equal(t, 1, r.compareSums("peer", m, theirs, mine), "we are wrong")
	}
}

func TestMedian(t *testing.T) {
	require.Equal(t, 2.0, median([]float64{3, 1, 2}))
	require.Equal(t, 1.5, median([]float64{2, 1}))
}
