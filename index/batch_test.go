package index_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

func TestBatchIsInTheOrderOfTheSites(t *testing.T) {
	x, err := index.Build(context.Background(), boundary.All(grid(t, 10)))
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(5, 6))
	var sites []*boundary.Boundary
	for range 500 {
		sites = append(sites, square(t, "", rng.Float64()*500, rng.Float64()*500, 5+rng.Float64()*60).Boundary)
	}
	sites[17] = nil
	for _, opt := range []*index.BatchOptions{nil, {Workers: 3, Window: 64}, {Workers: 1, Window: 7}} {
		i := 0
		for got, err := range x.Batch(context.Background(), stream(sites, nil), opt) {
			require.NoError(t, err)
			require.Equal(t, x.AppendOverlaps(nil, sites[i]), append([]index.Overlap(nil), got...), "site %d", i)
			i++
		}
		require.Equal(t, len(sites), i)
	}
}

func stream(sites []*boundary.Boundary, last error) func(func(*boundary.Boundary, error) bool) {
	return func(yield func(*boundary.Boundary, error) bool) {
		for _, s := range sites {
			if !yield(s, nil) {
				return
			}
		}
		if last != nil {
			yield(nil, last)
		}
	}
}

func TestBatchEndsWithTheFirstError(t *testing.T) {
	x, err := index.Build(context.Background(), boundary.All(grid(t, 2)))
	require.NoError(t, err)
	broken := errors.New("broken")
	sites := []*boundary.Boundary{square(t, "", 0, 0, 10).Boundary, square(t, "", 0, 0, 10).Boundary}
	n := 0
	var failed error
	for _, err := range x.Batch(context.Background(), stream(sites, broken), nil) {
		if failed = err; err == nil {
			n++
		}
	}
	require.Equal(t, 2, n, "what came before the error is answered")
	require.ErrorIs(t, failed, broken)

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range x.Batch(ctx, stream(sites, nil), nil) {
		require.ErrorIs(t, err, context.Canceled)
	}
	for range x.Batch(context.Background(), stream(sites, nil), nil) {
		break // stopping early is no harm
	}
}

// TestBatchAmongLargeFeatures: groups of sites are located in large features as a
// whole, one by one they are not; the areas are the same, to the last bit.
func TestBatchAmongLargeFeatures(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	x := new(index.Index)
	for i := range 20 {
		x = x.With(rough(t, rng, fmt.Sprint(i), rng.Float64()*200, rng.Float64()*200, 150))
	}
	var sites []*boundary.Boundary
	for range 3000 {
		sites = append(sites, square(t, "", rng.Float64()*300-50, rng.Float64()*300-50, 1+rng.Float64()*10).Boundary)
	}
	for _, opt := range []*index.BatchOptions{nil, {Workers: 1}, {Workers: 4, Window: 500}} {
		i, inside := 0, 0
		for got, err := range x.Batch(context.Background(), stream(sites, nil), opt) {
			require.NoError(t, err)
			require.Equal(t, x.AppendOverlaps(nil, sites[i]), append([]index.Overlap(nil), got...), "site %d", i)
			for _, o := range got {
				if o.Area == sites[i].Area() {
					inside++
				}
			}
			i++
		}
		require.Equal(t, len(sites), i)
		require.Greater(t, inside, 100)
	}
}

func TestBatchOfAnEmptyIndex(t *testing.T) {
	site := square(t, "", 0, 0, 10).Boundary
	n := 0
	for got, err := range new(index.Index).Batch(context.Background(), stream([]*boundary.Boundary{site, nil}, nil), nil) {
		require.NoError(t, err)
		require.Empty(t, got)
		n++
	}
	require.Equal(t, 2, n)
}

// TestBatchThatWasLeft: what was yielded last stays as it is when another batch
// runs.
func TestBatchThatWasLeft(t *testing.T) {
	x, err := index.Build(context.Background(), boundary.All(grid(t, 10)))
	require.NoError(t, err)
	sites := []*boundary.Boundary{square(t, "", 75, 75, 50).Boundary, square(t, "", 175, 75, 50).Boundary}
	for _, workers := range []int{1, 2} {
		opt := &index.BatchOptions{Workers: workers, Window: 1}
		var kept []index.Overlap
		for got, err := range x.Batch(context.Background(), stream(sites, nil), opt) {
			require.NoError(t, err)
			kept = got
			break
		}
		want := append([]index.Overlap(nil), kept...)
		for range x.Batch(context.Background(), stream(sites[1:], nil), opt) {
		}
		require.Len(t, kept, 4)
		require.Equal(t, want, kept)
	}
}

// rough is a feature of 60 vertices with radii between 0.7 and 1 times the one
// given about a place.
func rough(t testing.TB, rng *rand.Rand, id string, east, north, radius float64) boundary.Feature {
	f := square(t, id, east, north, 1)
	at := f.Boundary.Polygons()[0][0][0]
	var ring boundary.Ring
	for i := range 60 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / 60)
		r := radius * (0.7 + 0.3*rng.Float64())
		ring = append(ring, boundary.Point{X: at.X + r*cos, Y: at.Y + r*sin})
	}
	b, _, err := boundary.New(context.Background(), f.Boundary.Frame(), []boundary.Polygon{{ring}}, nil)
	require.NoError(t, err)
	f.Boundary = b
	return f
}
