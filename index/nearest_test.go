package index_test

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

type neighbour struct {
	id       string
	distance float64
}

// neighbours measures all features, nearest first, in their order if equally near.
func neighbours(features []boundary.Feature, site *boundary.Boundary, limit float64) (all []neighbour) {
	for _, f := range features {
		if d := boundary.Distance(site, f.Boundary, math.Inf(1)); d < limit {
			all = append(all, neighbour{f.ID, d})
		}
	}
	slices.SortStableFunc(all, func(a, b neighbour) int { return cmp.Compare(a.distance, b.distance) })
	return all
}

// Nearest says what measuring everything says, to the last bit, whatever was asked
// before: of neighbours, far places, other indexes and older ones.
func TestNearestIsThatOfAllFeatures(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		place := rapid.OneOf(rapid.Map(rapid.IntRange(0, 20), func(n int) float64 { return 50 * float64(n) }), rapid.Float64Range(0, 1000), rapid.Float64Range(-300e3, 300e3))
		side := rapid.SampledFrom([]float64{10, 50, 50, 200, 5000})
		draw := func(n int) (features []boundary.Feature) {
			for i := range n {
				features = append(features, square(t, strconv.Itoa(i), place.Draw(rt, "east"), place.Draw(rt, "north"), side.Draw(rt, "side")))
			}
			return features
		}
		var indexes []*index.Index
		var models [][]boundary.Feature
		for range 2 {
			features := draw(rapid.IntRange(1, 40).Draw(rt, "features"))
			x, err := index.Build(context.Background(), boundary.All(features))
			require.NoError(rt, err)
			gone := strconv.Itoa(rapid.IntRange(0, 50).Draw(rt, "gone"))
			left := slices.DeleteFunc(slices.Clone(features), func(f boundary.Feature) bool { return f.ID == gone })
			indexes, models = append(indexes, x, x.Without(gone)), append(models, features, left)
		}
		var site *boundary.Boundary
		for range 6 {
			if site == nil || rapid.Bool().Draw(rt, "away") {
				site = square(t, "site", place.Draw(rt, "east"), place.Draw(rt, "north"), side.Draw(rt, "side")).Boundary
			}
			i := rapid.IntRange(0, len(indexes)-1).Draw(rt, "index")
			limit := rapid.SampledFrom([]float64{math.Inf(1), math.Inf(1), 0.001, 100, 20e3}).Draw(rt, "limit")
			want := neighbours(models[i], site, limit)
			want = want[:min(len(want), rapid.IntRange(1, 50).Draw(rt, "wanted"))]
			var got []neighbour
			for f, d := range indexes[i].NearestWithin(site, limit) {
				if got = append(got, neighbour{f.ID, d}); len(got) == len(want) {
					break
				}
			}
			require.Equal(rt, want, got)
		}
	})
}
