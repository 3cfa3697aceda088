package ground

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
)

// star draws a region about a place in degrees, of a radius in metres.
func star(t *rapid.T, lon, lat, radius float64) *plane.Region {
	n := rapid.IntRange(3, 40).Draw(t, "vertices")
	var ring []plane.Point
	for k := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(n))
		r := radius * float64(rapid.IntRange(300, 1000).Draw(t, "radius")) / 111e6
		ring = append(ring, grid.Of(
			max(-180, min(180, lon+r*cos/max(0.01, math.Cos(lat*math.Pi/180)))), max(-90, min(90, lat+r*sin))))
	}
	region, err := plane.NewRegion([][]plane.Point{ring})
	require.NoError(t, err)
	return region
}

// brute measures all edges of one region against all of the other.
func brute(a, b *plane.Region) float64 {
	if a.Locate(b.Ring(0)[0]) >= 0 || b.Locate(a.Ring(0)[0]) >= 0 {
		return 0
	}
	at := func(p plane.Point) [2]float64 {
		lon, lat := grid.LonLat(p)
		return [2]float64{lon, lat}
	}
	least := math.Inf(1)
	p, q := a.Ring(0), b.Ring(0)
	for i := range len(p) - 1 {
		for j := range len(q) - 1 {
			if meet(p[i], p[i+1], q[j], q[j+1]) {
				return 0
			}
			least = min(least, geodesy.SegmentDistance(at(p[i]), at(p[i+1]), at(q[j]), at(q[j+1])))
		}
	}
	return least
}

func meet(p, q, s, t plane.Point) bool {
	side := func(a, b, c plane.Point) int {
		mul := func(x, y int64) *big.Int { return new(big.Int).Mul(big.NewInt(x), big.NewInt(y)) }
		return mul(b.X-a.X, c.Y-a.Y).Cmp(mul(b.Y-a.Y, c.X-a.X))
	}
	overlap := func(a, b, c, d int64) bool { return max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d)) }
	return overlap(p.X, q.X, s.X, t.X) && overlap(p.Y, q.Y, s.Y, t.Y) &&
		side(p, q, s)*side(p, q, t) <= 0 && side(s, t, p)*side(s, t, q) <= 0
}

// The distance is that of the closest pair of edges, to the last bit, wherever on
// Earth, however far, whatever was measured before; and so are those below a limit.
func TestDistanceIsThatOfAllEdges(t *testing.T) {
	var site Site
	apart := 0
	rapid.Check(t, func(t *rapid.T) {
		lon := rapid.OneOf(rapid.Float64Range(73, 135), rapid.Float64Range(-180, 180), rapid.Float64Range(179.9, 180)).Draw(t, "lon")
		lat := rapid.OneOf(rapid.Float64Range(18, 53), rapid.Float64Range(-85, 85), rapid.Float64Range(-0.01, 0.01)).Draw(t, "lat")
		size := rapid.SampledFrom([]float64{5, 50, 500, 3000}).Draw(t, "size")
		other := rapid.SampledFrom([]float64{5, 50, 500, 3000, 100e3}).Draw(t, "other size")
		away := math.Pow(10, float64(rapid.IntRange(-10, 60).Draw(t, "away"))/10)
		turn := rapid.Float64Range(0, 2*math.Pi).Draw(t, "turn")
		a := star(t, lon, lat, size)
		away = (away + rapid.SampledFrom([]float64{0, 0.5, 1, 1}).Draw(t, "share")*(size+other)) / 111e3
		b := star(t, max(-180, min(180, lon+away*math.Cos(turn)/max(0.05, math.Cos(lat*math.Pi/180)))), max(-88, min(88, lat+away*math.Sin(turn))), other)
		want := brute(a, b)
		if want > 0 {
			apart++
		}
		site.Set(a)
		if got := site.Distance(b, math.Inf(1)); got != want {
			t.Fatalf("%v, not %v", got, want)
		}
		if edge, ok := site.Nearest(); ok {
			require.GreaterOrEqual(t, site.AtMost(edge), want)
			site.Set(a)
			require.GreaterOrEqual(t, site.AtMost(edge), want)
		}
		require.LessOrEqual(t, site.Bound(metres(b.Box())), want)
		limit := want * rapid.SampledFrom([]float64{0.5, 1, 1.000001, 2}).Draw(t, "limit")
		got := site.Distance(b, limit)
		if want < limit || want == 0 && got == 0 {
			require.Equal(t, want, got, "below %v", limit)
		} else {
			require.True(t, math.IsInf(got, 1), "%v below %v", got, limit)
		}
	})
	t.Logf("%d pairs apart", apart)
	require.Positive(t, apart)
}
