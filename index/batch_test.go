package index_test

import (
	"context"
	"errors"
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
