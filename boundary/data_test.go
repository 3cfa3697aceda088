package boundary_test

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
)

// restriction is a real public-law restriction of 122 346 vertices and 554
// holes, with a ring that touches itself.
func restriction(t testing.TB) boundary.Feature {
	f, err := os.Open("../../shared/data/oereb/restriction.geojson")
	if err != nil {
		t.Skip("the restriction is not here")
	}
	defer f.Close()
	features, err := boundary.Collect(geojson.Read(context.Background(), f, nil))
	require.NoError(t, err)
	require.Len(t, features, 1)
	return features[0]
}

func TestRestriction(t *testing.T) {
	r := restriction(t)
	require.InDelta(t, 31_243_321.4, float64(r.Boundary.Area()), 0.1)
	codes := map[string]bool{}
	for _, n := range r.Notes {
		codes[n.Code] = true
		require.False(t, n.Warning)
	}
	require.True(t, codes["ring.touches"], "%v", r.Notes)

	// Making it anew as geometry, as a repair would, changes nothing.
	united, err := boundary.Cover(context.Background(), []*boundary.Boundary{r.Boundary}, 1, nil)
	require.NoError(t, err)
	require.InEpsilon(t, float64(r.Boundary.Area()), float64(united.Area()), 1e-9)
}

// Inside and outside of 1 000 sites across its edges add up to the sites.
func TestSitesInTheRestriction(t *testing.T) {
	r := restriction(t).Boundary
	n := 1000
	if testing.Short() {
		n = 100
	}
	rng := rand.New(rand.NewPCG(9, 9))
	polygons := r.Polygons()
	worst := 0.0
	for range n {
		ring := polygons[0][rng.IntN(len(polygons[0]))]
		c := ring[rng.IntN(len(ring))]
		var site boundary.Ring
		k := 5 + rng.IntN(20)
		for i := range k {
			a, d := 2*math.Pi*float64(i)/float64(k), 0.0002+0.002*rng.Float64()
			site = append(site, boundary.Point{X: c.X + d*math.Cos(a), Y: c.Y + d*math.Sin(a)})
		}
		s, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{site}}, nil)
		require.NoError(t, err)
		in, err := boundary.Intersect(context.Background(), s, r)
		require.NoError(t, err)
		out, err := boundary.Subtract(context.Background(), s, r)
		require.NoError(t, err)
		require.InDelta(t, float64(boundary.OverlapArea(s, r)), float64(in.Area()), 1e-4)
		off := math.Abs(float64(in.Area() + out.Area() - s.Area()))
		worst = max(worst, off)
		require.Less(t, off, 1e-4)
	}
	t.Logf("%d sites close within %.2g m²", n, worst)
}

func BenchmarkIntersect(b *testing.B) {
	r := restriction(b).Boundary
	s, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 8.742, Y: 47.023}, {X: 8.743, Y: 47.023}, {X: 8.743, Y: 47.024}, {X: 8.742, Y: 47.024}}}}, nil)
	require.NoError(b, err)
	b.Run("area", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			boundary.OverlapArea(s, r)
		}
	})
	b.Run("geometry", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			if _, err := boundary.Intersect(context.Background(), s, r); err != nil {
				b.Fatal(err)
			}
		}
	})
}
