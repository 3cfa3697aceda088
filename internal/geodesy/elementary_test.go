package geodesy

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// ulps returns how many units in the last place of want lie between the two.
func ulps(got, want float64) float64 {
	if got == want {
		return 0
	}
	w := math.Abs(want)
	return math.Abs(got-want) / (math.Nextafter(w, math.Inf(1)) - w)
}

func TestElementaryAgainstMath(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	wide := func() float64 { return math.Ldexp(r.Float64()*2-1, r.IntN(60)-50) }
	for _, f := range []struct {
		name      string
		draw      func() float64
		got, want func(float64) float64
	}{
		{"sin", func() float64 { return r.Float64()*8 - 4 },
			func(x float64) float64 { s, _ := sincos(x); return s }, math.Sin},
		{"cos", func() float64 { return r.Float64()*8 - 4 },
			func(x float64) float64 { _, c := sincos(x); return c }, math.Cos},
		{"sin wide", func() float64 { return r.Float64() * 1e4 },
			func(x float64) float64 { s, _ := sincos(x); return s }, math.Sin},
		{"sind", func() float64 { return r.Float64()*90 - 45 }, sind,
			func(x float64) float64 { return math.Sin(x * degree) }},
		{"atan", wide, atan, math.Atan},
		{"atan near one", func() float64 { return r.Float64() * 4 }, atan, math.Atan},
		// math.Sinh is itself off by 2 here and there, so from Expm1.
		{"sinh", func() float64 { return r.Float64()*20 - 10 },
			func(x float64) float64 { s, _ := sinhcosh(x); return s },
			func(x float64) float64 { t := math.Expm1(math.Abs(x)); return math.Copysign((t+t/(t+1))/2, x) }},
		{"sinh small", func() float64 { return r.Float64()*0.4 - 0.2 },
			func(x float64) float64 { s, _ := sinhcosh(x); return s },
			func(x float64) float64 { t := math.Expm1(math.Abs(x)); return math.Copysign((t+t/(t+1))/2, x) }},
		{"cosh", func() float64 { return r.Float64()*20 - 10 },
			func(x float64) float64 { _, c := sinhcosh(x); return c }, math.Cosh},
		{"asinh", wide, asinh, math.Asinh},
		{"expm1", func() float64 { return r.Float64() * 700 }, expm1, math.Expm1},
		{"expm1 small", func() float64 { return math.Abs(wide()) }, expm1, math.Expm1},
		{"log1p", func() float64 { return math.Abs(wide()) }, log1p, math.Log1p},
		{"log1p one", func() float64 { return r.Float64() * 3 }, log1p, math.Log1p},
	} {
		t.Run(f.name, func(t *testing.T) {
			worst := 0.0
			for range 20000 {
				x := f.draw()
				if want := f.want(x); !math.IsInf(want, 0) {
					d := ulps(f.got(x), want)
					require.LessOrEqual(t, d, 2.0, "at %v", x)
					worst = max(worst, d)
				}
			}
			t.Logf("worst %.1f ulp", worst)
		})
	}
}

func TestAtan2AgainstMath(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		y, x := r.NormFloat64(), r.NormFloat64()
		require.LessOrEqual(t, ulps(atan2(y, x), math.Atan2(y, x)), 2.0, "%v %v", y, x)
	}
	z := math.Copysign(0, -1)
	for _, p := range [][2]float64{{0, 0}, {0, z}, {z, 0}, {z, z}, {1, 0}, {-1, 0}, {1, z}, {0, 1}, {0, -1}, {z, -1}} {
		require.Equal(t, math.Float64bits(math.Atan2(p[0], p[1])), math.Float64bits(atan2(p[0], p[1])), "%v", p)
	}
}

func TestElementaryAtTheEdges(t *testing.T) {
	for q := -8; q <= 8; q++ {
		s, c := sincosd(float64(90 * q))
		require.Equal(t, [2]float64{[]float64{0, 1, 0, -1}[q&3], []float64{1, 0, -1, 0}[q&3]}, [2]float64{s, c})
	}
	require.Equal(t, 1.0, sind(90))
	require.Equal(t, -1.0, sind(-90))
	require.InDelta(t, 0.5, sind(30), 1e-16)
	require.InDelta(t, 0.5, sind(150), 1e-16)
	require.True(t, math.IsInf(expm1(800), 1))
	require.InEpsilon(t, math.Expm1(709.7), expm1(709.7), 1e-14)
	require.True(t, math.IsInf(log1p(math.Inf(1)), 1))
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		s, c := sincosd(x)
		require.True(t, math.IsNaN(s) && math.IsNaN(c))
		s, c = sincos(x)
		require.True(t, math.IsNaN(s) && math.IsNaN(c))
		require.True(t, math.IsNaN(sind(x)))
	}
	require.True(t, math.IsNaN(asinh(math.NaN())))
	require.True(t, math.IsNaN(expm1(math.NaN())))
	require.True(t, math.IsNaN(atan(math.NaN())))
}
