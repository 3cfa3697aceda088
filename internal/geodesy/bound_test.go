package geodesy

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// boxOf returns the plane's box of two corners in degrees.
func boxOf(lon1, lat1, lon2, lat2 float64) [4]float64 {
	x1, y1 := Plane(lon1, lat1)
	x2, y2 := Plane(lon2, lat2)
	return [4]float64{min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)}
}

func TestBoxDistanceBoundIsALowerBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := math.Pow(10, rapid.Float64Range(-6, 2).Draw(t, "scale"))
		lon := rapid.Float64Range(-180, 180)
		lat := rapid.OneOf(rapid.Float64Range(-90, 90), rapid.Float64Range(15, 56), rapid.Float64Range(89.9, 90))
		off := rapid.Float64Range(-scale, scale)
		keep := func(v, lim float64) float64 { return max(-lim, min(lim, v)) }
		lo, la := lon.Draw(t, "lon"), lat.Draw(t, "lat")
		var p [4][2]float64
		for i := range p {
			p[i] = [2]float64{keep(lo+off.Draw(t, "dx"), 180), keep(la+off.Draw(t, "dy"), 90)}
		}
		a := boxOf(p[0][0], p[0][1], p[1][0], p[1][1])
		b := boxOf(p[2][0], p[2][1], p[3][0], p[3][1])
		bound := BoxDistanceBound(a, b)
		if back := BoxDistanceBound(b, a); back != bound {
			t.Fatalf("%v one way, %v the other", bound, back)
		}
		share := rapid.SampledFrom([]float64{0, 0.3, 0.5, 1})
		for range 20 {
			s := [4]float64{share.Draw(t, "s"), share.Draw(t, "s"), share.Draw(t, "s"), share.Draw(t, "s")}
			mix := func(u, v, k float64) float64 { return u + k*(v-u) }
			d := Distance(mix(p[0][0], p[1][0], s[0]), mix(p[0][1], p[1][1], s[1]),
				mix(p[2][0], p[3][0], s[2]), mix(p[2][1], p[3][1], s[3]))
			if d < bound {
				t.Fatalf("points %v m apart, boxes said to be %v", d, bound)
			}
		}
	})
}

// Boxes of single points: the bound is below their distance, for pairs of
// every kind, and close to it where it must be.
func TestBoxDistanceBoundOfPoints(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for _, p := range pairs(r, 40000) {
		p[0], p[2] = wrapDegrees(p[0]), wrapDegrees(p[2])
		bound := BoxDistanceBound(boxOf(p[0], p[1], p[0], p[1]), boxOf(p[2], p[3], p[2], p[3]))
		require.LessOrEqual(t, bound, Distance(p[0], p[1], p[2], p[3]), "%v", p)
	}
}

func TestBoxDistanceBoundIsTight(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	worst := 1.0
	for range 20000 {
		// Two boxes of up to 1 km, up to 50 km apart, between 18° and 53°.
		lon, lat := 75+58*r.Float64(), 18+35*r.Float64()
		a, d := r.Float64()*2*math.Pi, math.Pow(10, -2+3.7*r.Float64()) // km
		lon2, lat2 := lon+d/111.4*math.Sin(a)/math.Cos(lat*degree), lat+d/111.4*math.Cos(a)
		if lat2 > 53.5 {
			continue
		}
		w := func() float64 { return r.Float64() / 111 * min(1, d/4) }
		p := [4]float64{lon - w(), lat - w(), lon + w(), lat + w()}
		q := [4]float64{lon2 - w(), lat2 - w(), lon2 + w(), lat2 + w()}
		bound := BoxDistanceBound(boxOf(p[0], p[1], p[2], p[3]), boxOf(q[0], q[1], q[2], q[3]))
		if bound == 0 {
			continue
		}
		// The least distance is between points of these candidates at most.
		least := math.Inf(1)
		for _, y := range []float64{p[1], p[3], math.Max(p[1], math.Min(p[3], q[1])), math.Max(p[1], math.Min(p[3], q[3]))} {
			for _, v := range []float64{q[1], q[3], math.Max(q[1], math.Min(q[3], y))} {
				for _, x := range []float64{p[0], p[2], math.Max(p[0], math.Min(p[2], q[0]))} {
					u := math.Max(q[0], math.Min(q[2], x))
					least = min(least, Distance(x, y, u, v))
				}
			}
		}
		require.LessOrEqual(t, bound, least)
		require.GreaterOrEqual(t, bound, 0.99*least-1e-6, "%v %v", p, q)
		worst = min(worst, bound/least)
	}
	t.Logf("at least %.4f of the distance", worst)
}

func TestBoxDistanceBoundCases(t *testing.T) {
	a := boxOf(115, 35, 117, 37)
	require.Zero(t, BoxDistanceBound(a, a))
	require.Zero(t, BoxDistanceBound(a, boxOf(117, 37, 118, 38)), "a corner in common")
	require.Zero(t, BoxDistanceBound(a, boxOf(116, 36, 116, 36)))
	nan := math.NaN()
	require.Zero(t, BoxDistanceBound(a, [4]float64{nan, nan, nan, nan}))
	require.Zero(t, BoxDistanceBound([4]float64{1, 1, 0, 0}, a), "inverted")
	require.Zero(t, BoxDistanceBound([4]float64{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}, a))

	// Across the line of 180°, and side by side with heights of a county.
	d := Distance(179.9, 20, -179.9, 20)
	bound := BoxDistanceBound(boxOf(179, 20, 179.9, 20), boxOf(-179.9, 20, -179, 20))
	require.InEpsilon(t, d, bound, 1e-3)
	d = Distance(117, 37, 117.2, 37)
	bound = BoxDistanceBound(a, boxOf(117.2, 30, 118, 37.5))
	require.InEpsilon(t, d, bound, 1e-3)
	require.LessOrEqual(t, bound, d)
}
