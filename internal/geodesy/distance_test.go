package geodesy

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// pairs draws pairs of points of every kind that has ever been hard.
func pairs(r *rand.Rand, n int) [][4]float64 {
	var out [][4]float64
	for i := range n {
		p := [4]float64{r.Float64()*360 - 180, math.Asin(r.Float64()*2-1) / degree}
		switch near := math.Pow(10, -14*r.Float64()); i % 8 {
		case 0: // anywhere
			p[2], p[3] = r.Float64()*360-180, math.Asin(r.Float64()*2-1)/degree
		case 1: // close
			p[2], p[3] = p[0]+near*r.NormFloat64(), p[1]+near*r.NormFloat64()
		case 2: // nearly antipodal
			p[2], p[3] = p[0]+180+near*r.NormFloat64(), -p[1]+near*r.NormFloat64()
		case 3: // along the equator
			p[1], p[2], p[3] = 0, p[0]+360*r.Float64(), 0
		case 4: // along a meridian
			p[2], p[3] = p[0], r.Float64()*180-90
		case 5: // opposite meridians
			p[2], p[3] = p[0]+180, r.Float64()*180-90
		case 6: // from near one pole to near the other
			p[1], p[2], p[3] = 90-near, r.Float64()*360-180, -90+near*r.Float64()
		case 7: // near the equator, half the world apart
			p[1], p[2], p[3] = near*(r.Float64()-0.5), p[0]+179+r.Float64(), near*(r.Float64()-0.5)
		}
		p[1], p[3] = math.Max(-90, math.Min(90, p[1])), math.Max(-90, math.Min(90, p[3]))
		out = append(out, p)
	}
	return out
}

func TestDistanceVectors(t *testing.T) {
	// Lengths by GeographicLib's GeodSolve on this ellipsoid.
	for _, c := range []struct{ lon1, lat1, lon2, lat2, want float64 }{
		{115.98, 36.45, 116.01, 36.47, 3486.668470984},
		{116, 36, 117, 36, 90163.292436648},
		{116, 36, 116, 37, 110968.304438231},
		{75.2, 18.1, 134.9, 53.4, 6412392.928182079},
		{116.3, 39.9, -73.9, 40.7, 11018869.670361433},
		{0, 0, 179, 0, 19926188.851995971},
		{0, 0, 179.5, 0.5, 19936288.578833293},
		{0, 0, 179.7, 0, 19995624.889837425},
		{0, 0, 180, 0, 20003931.458460927},
		{0, 30, 179.9, -29.9, 19992090.302165657},
		{0, 30, 180, -30, 20003931.458460927},
		{10, 90, 20, -90, 20003931.458460927},
		{0, 89.99, 170, -89.98, 20002781.081627369},
		{179.9, 10, -179.9, 10, 21927.872477948},
		{116, 36, 116.0000001, 36.0000001, 0.014297339},
	} {
		got := Distance(c.lon1, c.lat1, c.lon2, c.lat2)
		require.InDelta(t, c.want, got, 1e-6, "%v", c)
		require.InDelta(t, got, Distance(c.lon2, c.lat2, c.lon1, c.lat1), 1e-6, "%v", c)
	}
	require.Zero(t, Distance(116, 36, 116, 36))
	require.Zero(t, Distance(116, 36, 116-360, 36))
	require.Zero(t, Distance(0, 90, 120, 90))
	require.True(t, math.IsNaN(Distance(math.NaN(), 1, 2, 3)))
	require.True(t, math.IsNaN(Distance(0, 1, 2, math.Inf(1))))
	require.True(t, math.IsNaN(Distance(math.Inf(-1), 1, 2, 3)))
}

func TestDistanceAgainstGeographicLib(t *testing.T) {
	ps := pairs(rand.New(rand.NewPCG(9, 10)), 4000)
	var in bytes.Buffer
	for _, p := range ps { // no exponents: an e would mean east
		fmt.Fprintf(&in, "%.20f %.20f %.20f %.20f\n", p[1], p[0], p[3], p[2])
	}
	out := witness(t, in.Bytes(), "GeodSolve", "-i", "-p", "10", "-e", "6378137", "1/298.257222101")
	var worst [2]float64
	for _, p := range ps {
		var az1, az2, want float64
		_, err := fmt.Fscan(out, &az1, &az2, &want)
		require.NoError(t, err)
		kind, tol := 0, 2e-8
		if want > 19.9e6 {
			kind, tol = 1, 1e-6
		}
		got := Distance(p[0], p[1], p[2], p[3])
		worst[kind] = max(worst[kind], math.Abs(got-want))
		require.InDelta(t, want, got, tol, "%v", p)
	}
	t.Logf("worst %.2g m, nearly antipodal %.2g m", worst[0], worst[1])
}
