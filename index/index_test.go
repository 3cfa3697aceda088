package index_test

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/internal/kin"
)

// square is a feature of a side in metres, its corner east and north of a place
// in zone 39.
func square(t testing.TB, id string, east, north, side float64) boundary.Feature {
	f, err := boundary.EPSG(4527)
	require.NoError(t, err)
	x, y := 39500000+east, 4036000+north
	b, _, err := boundary.New(context.Background(), f, []boundary.Polygon{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}}, nil)
	require.NoError(t, err)
	return boundary.Feature{ID: id, Boundary: b}
}

func grid(t testing.TB, n int) []boundary.Feature {
	var all []boundary.Feature
	for i := range n {
		for j := range n {
			all = append(all, square(t, fmt.Sprintf("%d-%d", i, j), 50*float64(i), 50*float64(j), 50))
		}
	}
	return all
}

func idsOf(overlaps iter.Seq[index.Overlap]) []string {
	var ids []string
	for o := range overlaps {
		ids = append(ids, o.Feature.ID)
	}
	return ids
}

func TestOverlaps(t *testing.T) {
	x, err := index.Build(context.Background(), boundary.All(grid(t, 10)))
	require.NoError(t, err)
	require.Equal(t, 100, x.Len())
	site := square(t, "site", 75, 75, 50).Boundary
	sum := boundary.Area(0)
	for o := range x.Overlaps(site) {
		sum += o.Area
		require.InEpsilon(t, 625, float64(o.Area), 1e-6)
	}
	require.InDelta(t, float64(site.Area()), float64(sum), 1e-4)
	require.Equal(t, []string{"1-1", "1-2", "2-1", "2-2"}, idsOf(x.Overlaps(site)))
	require.Equal(t, []string{"3-4"}, idsOf(x.Overlaps(square(t, "", 150, 200, 50).Boundary)), "neighbours that touch do not overlap")
	require.Empty(t, idsOf(x.Overlaps(nil)))
	require.Empty(t, idsOf((*index.Index)(nil).Overlaps(site)))
}

func TestChangesLeaveTheOldIndexValid(t *testing.T) {
	old, err := index.Build(context.Background(), boundary.All(grid(t, 3)))
	require.NoError(t, err)
	site := square(t, "site", 25, 25, 50).Boundary
	before := idsOf(old.Overlaps(site))
	more := old.With(square(t, "new", 30, 30, 10), square(t, "0-0", 1000, 0, 50))
	fewer := more.Without("1-1", "no such id")
	require.Equal(t, before, idsOf(old.Overlaps(site)))
	require.Equal(t, []string{"0-1", "1-0", "1-1", "new"}, idsOf(more.Overlaps(site)))
	require.Equal(t, []string{"0-1", "1-0", "new"}, idsOf(fewer.Overlaps(site)))
	require.Equal(t, []int{9, 10, 9}, []int{old.Len(), more.Len(), fewer.Len()})
	_, found := fewer.Get("1-1")
	require.False(t, found)
	f, found := more.Get("0-0")
	require.True(t, found)
	require.Empty(t, idsOf(new(index.Index).Overlaps(f.Boundary)))
}

// TestModel runs changes beside a plain map.
func TestModel(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	x := new(index.Index)
	model := map[string]boundary.Feature{}
	var order []string
	forget := func(id string) {
		delete(model, id)
		order = slices.DeleteFunc(order, func(o string) bool { return o == id })
	}
	for step := range 300 {
		var add []boundary.Feature
		for range rng.IntN(4) {
			f := square(t, fmt.Sprint(rng.IntN(40)), rng.Float64()*500, rng.Float64()*500, 20+rng.Float64()*80)
			add = append(add, f)
			forget(f.ID)
			model[f.ID] = f
			order = append(order, f.ID)
		}
		x = x.With(add...)
		gone := fmt.Sprint(rng.IntN(40))
		forget(gone)
		x = x.Without(gone)
		require.Equal(t, len(model), x.Len(), "step %d", step)
		var all []string
		for f := range x.All() {
			all = append(all, f.ID)
		}
		require.Equal(t, order, all, "step %d", step)
		again := kin.FromWalk(x.Len(), kin.Walk(x)).(*index.Index)
		require.Equal(t, slices.Collect(x.All()), slices.Collect(again.All()), "step %d", step)
		site := square(t, "site", rng.Float64()*500, rng.Float64()*500, 60).Boundary
		got := map[string]boundary.Area{}
		for o := range x.Overlaps(site) {
			got[o.Feature.ID] = o.Area
		}
		want := map[string]boundary.Area{}
		for id, f := range model {
			if a := boundary.OverlapArea(site, f.Boundary); a > 0 {
				want[id] = a
			}
		}
		require.Equal(t, want, got, "step %d", step)
		last, n := 0.0, 0
		for f, d := range x.Nearest(site) {
			require.Equal(t, boundary.Distance(site, model[f.ID].Boundary, math.Inf(1)), d)
			require.GreaterOrEqual(t, d, last, "step %d", step)
			last, n = d, n+1
		}
		require.Equal(t, len(model), n)
	}
}

func TestNearest(t *testing.T) {
	x, err := index.Build(context.Background(), boundary.All([]boundary.Feature{
		square(t, "far", 5000, 0, 10), square(t, "near", 30, 0, 10), square(t, "inside", 5, 5, 1), square(t, "touching", -10, 0, 10),
	}))
	require.NoError(t, err)
	var ids []string
	var distances []float64
	for f, d := range x.Nearest(square(t, "site", 0, 0, 10).Boundary) {
		ids = append(ids, f.ID)
		distances = append(distances, d)
	}
	require.Equal(t, []string{"near", "far"}, ids[2:])
	require.ElementsMatch(t, []string{"inside", "touching"}, ids[:2])
	require.Zero(t, distances[0])
	require.Zero(t, distances[1])
	require.InDelta(t, 20, distances[2], 1e-3)
	require.InDelta(t, 4990, distances[3], 1e-2)
}

func TestPlaces(t *testing.T) {
	x, err := index.Build(context.Background(), boundary.All(grid(t, 3)))
	require.NoError(t, err)
	f, _ := x.Get("1-1")
	lon, lat, ok := f.Boundary.InnerPoint()
	require.True(t, ok)
	var at []string
	for f := range x.At(lon, lat) {
		at = append(at, f.ID)
	}
	require.Equal(t, []string{"1-1"}, at)
	for range x.At(200, 0) {
		t.Error("there is no longitude 200")
	}
	n := 0
	for range x.In(f.Boundary.Bounds()) {
		n++
	}
	require.Equal(t, 9, n, "neighbours' bounds touch")
	for range x.In(s2.RectFromLatLng(s2.LatLngFromDegrees(0, 0))) {
		t.Error("nothing is there")
	}
}

func TestPairs(t *testing.T) {
	features := append(grid(t, 5), square(t, "over", 25, 25, 50))
	x, err := index.Build(context.Background(), boundary.All(features))
	require.NoError(t, err)
	pairs, err := x.Pairs(context.Background())
	require.NoError(t, err)
	var others []string
	for _, p := range pairs {
		require.Equal(t, "over", p.B.ID)
		require.InEpsilon(t, 625, float64(p.Area), 1e-6)
		others = append(others, p.A.ID)
	}
	require.Equal(t, []string{"0-0", "0-1", "1-0", "1-1"}, others)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = x.Pairs(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

// TestSwapWhileAsked: readers ask while a writer publishes new indexes.
func TestSwapWhileAsked(t *testing.T) {
	var current atomic.Pointer[index.Index]
	x, err := index.Build(context.Background(), boundary.All(grid(t, 4)))
	require.NoError(t, err)
	current.Store(x)
	site := square(t, "site", 75, 75, 50).Boundary
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 200 {
				x := current.Load()
				n := 0
				for range x.Overlaps(site) {
					n++
				}
				if n < 4 {
					t.Errorf("%d overlaps", n)
				}
				x.With(boundary.Feature{ID: "lost"}) // copies of one index do not disturb each other
			}
		}()
	}
	for i := range 50 {
		current.Store(current.Load().With(square(t, fmt.Sprint(i), 80, 80, 5)))
	}
	wg.Wait()
}

// Of a changed index, the pairs that the new features are in, with those that are left
// of the old, are all pairs.
func TestPairsOf(t *testing.T) {
	ctx := context.Background()
	x, err := index.Build(ctx, boundary.All(append(grid(t, 5), square(t, "over", 25, 25, 50), square(t, "far", 130, 130, 30))))
	require.NoError(t, err)
	keys := func(pairs []index.Pair, keep func(p index.Pair) bool) (all []string) {
		for _, p := range pairs {
			if keep(p) {
				all = append(all, p.A.ID+" "+p.B.ID+" "+fmt.Sprint(p.Area))
			}
		}
		return all
	}
	before, err := x.Pairs(ctx)
	require.NoError(t, err)
	y := x.With(square(t, "over", 40, 40, 20), square(t, "new", 30, 30, 100))
	changed := func(p index.Pair) bool {
		return slices.Contains([]string{"over", "new"}, p.A.ID) || slices.Contains([]string{"over", "new"}, p.B.ID)
	}
	all, err := y.Pairs(ctx)
	require.NoError(t, err)
	some, err := y.PairsOf(ctx, "over", "new", "over", "none")
	require.NoError(t, err)
	every := func(index.Pair) bool { return true }
	require.Equal(t, keys(all, changed), keys(some, every), "in order")
	require.ElementsMatch(t, keys(all, every), append(keys(before, func(p index.Pair) bool { return !changed(p) }), keys(some, every)...))
	none, err := y.PairsOf(ctx)
	require.NoError(t, err)
	require.Empty(t, none)
}
