package geodesy

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// segmentDistanceByHand looks for the least Distance between points of two
// edges by ternary search, one search inside the other.
func segmentDistanceByHand(a0, a1, b0, b1 [2]float64) float64 {
	search := func(f func(float64) float64) float64 {
		lo, hi := 0.0, 1.0
		for range 40 {
			x, y := lo+(hi-lo)/3, hi-(hi-lo)/3
			if f(x) < f(y) {
				hi = y
			} else {
				lo = x
			}
		}
		return min(f((lo+hi)/2), f(0), f(1))
	}
	return search(func(s float64) float64 {
		p := between(a0, a1, s)
		return search(func(t float64) float64 {
			q := between(b0, b1, t)
			return Distance(p[0], p[1], q[0], q[1])
		})
	})
}

func TestSegmentDistanceAgainstSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	worst := 0.0
	for i := range 60 {
		lat, lon := 18+35*r.Float64(), 73+62*r.Float64()
		away := math.Pow(10, -4+5*r.Float64()) // degrees, to 1 000 km
		point := func(c [2]float64, metres float64) [2]float64 {
			a := r.Float64() * 2 * math.Pi
			return [2]float64{c[0] + metres/111e3*math.Sin(a)/math.Cos(c[1]*degree), c[1] + metres/111e3*math.Cos(a)}
		}
		length := []float64{70, 300}[i%2]
		a0 := [2]float64{lon, lat}
		a1 := point(a0, length)
		b0 := point(a0, 111e3*away)
		b1 := point(b0, length)
		if i%3 == 0 { // side by side
			b0 = [2]float64{a0[0] + 1e-4, a0[1] - 2e-4}
			b1 = [2]float64{a1[0] + 1e-4 + 1e-6*r.Float64(), a1[1] - 2e-4}
		}
		got, want := SegmentDistance(a0, a1, b0, b1), segmentDistanceByHand(a0, a1, b0, b1)
		tol := 0.3e-3 * (length / 70) * (length / 70)
		require.GreaterOrEqual(t, got, want-5e-5) // what the search resolves
		require.LessOrEqual(t, got, want+tol, "%v %v %v %v", a0, a1, b0, b1)
		worst = max(worst, (got-want)/tol)
		require.InDelta(t, got, SegmentDistance(b1, b0, a0, a1), tol)
	}
	t.Logf("worst %.2g of the bound", worst)
}

func TestSegmentDistanceWhereTheyMeet(t *testing.T) {
	a0, a1 := [2]float64{116, 36}, [2]float64{116.0006, 36.0004}
	for _, c := range []struct {
		name   string
		b0, b1 [2]float64
	}{
		{"crossing", [2]float64{116.0001, 36.0003}, [2]float64{116.0004, 36}},
		{"same", a0, a1},
		{"reversed", a1, a0},
		{"sharing an end", a1, [2]float64{116.002, 36}},
		{"point on an end", a0, a0},
		{"collinear overlap", [2]float64{116.0003, 36.0002}, [2]float64{116.0012, 36.0008}},
		{"touching", [2]float64{116.0003, 36.0002}, [2]float64{116.0005, 36}},
	} {
		// 1e-8 for the middle of an edge, which no float64 hits.
		require.InDelta(t, 0, SegmentDistance(a0, a1, c.b0, c.b1), 1e-8, c.name)
		require.InDelta(t, 0, SegmentDistance(c.b0, c.b1, a0, a1), 1e-8, c.name)
	}
	require.Zero(t, SegmentDistance(a0, a1, [2]float64{116.0001, 36.0003}, [2]float64{116.0004, 36}))
	require.Zero(t, SegmentDistance(a0, a1, a1, [2]float64{116.002, 36}))
	require.Zero(t, SegmentDistance([2]float64{0, 0}, [2]float64{0, 4e-4}, [2]float64{0, 2e-4}, [2]float64{4e-4, 2e-4}))
}

func TestSegmentDistanceDegenerateAndSeam(t *testing.T) {
	p, q := [2]float64{116, 36}, [2]float64{116.01, 36.01}
	d := Distance(p[0], p[1], q[0], q[1])
	require.Equal(t, d, SegmentDistance(p, p, q, q))
	require.InDelta(t, d, SegmentDistance(p, p, q, [2]float64{116.012, 36.012}), 1e-9)
	require.InDelta(t, d, SegmentDistance(q, [2]float64{116.012, 36.012}, p, p), 1e-9)
	require.True(t, math.IsNaN(SegmentDistance(p, [2]float64{math.NaN(), 0}, q, q)))

	// Across the line of 180° as anywhere else on the parallel.
	at := func(lon float64) float64 {
		w := func(d float64) float64 { return wrapDegrees(lon + d) }
		return SegmentDistance([2]float64{w(-0.001), 20}, [2]float64{w(0.001), 20}, [2]float64{w(-0.0005), 20.01}, [2]float64{w(0.0005), 20.011})
	}
	require.InDelta(t, at(100), at(180), 1e-6)
}
