package geodesy

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// areaTrapezoid is the official area, in square metres, between an edge and a
// reference meridian (国土调查办发〔2008〕32号; series A to E, powers of the first
// eccentricity, with the values of CGCS2000). Degrees in; dL is the mean
// difference of longitude to the meridian.
func areaTrapezoid(dL, lat1, lat2 float64) float64 {
	const (
		e2 = EccentricitySq
		e4 = e2 * e2
		e6 = e4 * e2
		e8 = e4 * e4
	)
	k := [5]float64{
		1 + 3.0/6*e2 + 30.0/80*e4 + 35.0/112*e6 + 630.0/2304*e8,
		1.0/6*e2 + 15.0/80*e4 + 21.0/112*e6 + 420.0/2304*e8,
		3.0/80*e4 + 7.0/112*e6 + 180.0/2304*e8,
		1.0/112*e6 + 45.0/2304*e8,
		5.0 / 2304 * e8,
	}
	dB, bm := (lat2-lat1)*degree, (lat1+lat2)/2*degree
	sum, sign := 0.0, 1.0
	for i, c := range k {
		j := float64(2*i + 1)
		sum += sign * c * math.Sin(j*dB/2) * math.Cos(j*bm)
		sign = -sign
	}
	return 2 * SemiMinor * SemiMinor * dL * degree * sum
}

// officialArea sums the trapezoids of a ring of lon, lat points, with the
// reference meridian through its first point to lose no digits.
func officialArea(ring [][2]float64) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum -= areaTrapezoid((p[0]-ring[0][0]+q[0]-ring[0][0])/2, p[1], q[1])
	}
	return math.Abs(sum)
}

// planeArea is the shoelace of the same ring in the plane.
func planeArea(ring [][2]float64) float64 {
	x0, y0 := Plane(ring[0][0], ring[0][1])
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		px, py := Plane(p[0], p[1])
		qx, qy := Plane(q[0], q[1])
		sum += (px-x0)*(qy-y0) - (qx-x0)*(py-y0)
	}
	return math.Abs(sum) / 2
}

func TestAuthalicRadius(t *testing.T) {
	e := math.Sqrt(EccentricitySq)
	q90 := SemiMinor * SemiMinor / 2 * (1/(1-EccentricitySq) + math.Atanh(e)/e)
	require.InEpsilon(t, math.Sqrt(q90), AuthalicRadius, 1e-15)
	require.InDelta(t, 6356752.3141403561, SemiMinor, 1e-9)
	require.InDelta(t, 0.006694380022901, EccentricitySq, 1e-15)
	_, y := Plane(0, 90)
	require.InEpsilon(t, AuthalicRadius, y, 3e-16)
}

func TestPlaneAgainstClosedForm(t *testing.T) {
	e := math.Sqrt(EccentricitySq)
	for lat := -90.0; lat <= 90; lat += 0.37 {
		s := math.Sin(lat * degree)
		q := SemiMinor * SemiMinor / 2 * (s/(1-EccentricitySq*s*s) + math.Atanh(e*s)/e)
		x, y := Plane(116.3, lat)
		require.InDelta(t, q/AuthalicRadius, y, 4e-9)
		require.InDelta(t, 116.3*degree*AuthalicRadius, x, 4e-9)
	}
}

func TestPlaneRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lon := rapid.Float64Range(-180, 180).Draw(t, "lon")
		lat := rapid.Float64Range(-88.5, 88.5).Draw(t, "lat")
		x, y := Plane(lon, lat)
		lon2, lat2 := LonLat(x, y)
		if math.Abs(lon2-lon) > 1e-13 || math.Abs(lat2-lat) > 1e-12 {
			t.Fatalf("%v %v came back as %v %v", lon, lat, lon2, lat2)
		}
		x2, y2 := Plane(lon2, lat2)
		if math.Abs(x2-x) > 1e-8 || math.Abs(y2-y) > 4e-9 {
			t.Fatalf("%v %v came back as %v %v", x, y, x2, y2)
		}
	})
	for _, lat := range []float64{90, -90} {
		_, y := Plane(10, lat)
		_, back := LonLat(0, y)
		require.InDelta(t, lat, back, 2e-6)
	}
	_, lat := LonLat(0, 7e6)
	require.Equal(t, 90.0, lat)
	_, lat = LonLat(0, math.NaN())
	require.True(t, math.IsNaN(lat))
}

func TestShoelaceIsTheOfficialFormula(t *testing.T) {
	one := [][2]float64{{116, 36}, {117, 36}, {117, 37}, {116, 37}}
	require.InDelta(t, 9941644196.754, planeArea(one), 0.005)
	require.InDelta(t, 9941644196.749, officialArea(one), 0.005)

	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		size := math.Pow(10, -2+3*r.Float64()) // degrees: 1 km and more
		lon, lat := 73+62*r.Float64(), 18+35*r.Float64()
		var ring [][2]float64
		for i := range 12 {
			a, d := float64(i)*math.Pi/6, size*(0.3+0.2*r.Float64())
			ring = append(ring, [2]float64{lon + d*math.Cos(a), lat + d*math.Sin(a)})
		}
		require.InEpsilon(t, officialArea(ring), planeArea(ring), 1e-9)
	}
}

// Squares that are straight in zone 39, with an extra point every 70 m at
// most, as survey practice has it.
func TestAreaOfSquaresInZone39(t *testing.T) {
	z := Zone{Width: 3, Number: 39, Prefixed: true}
	for _, c := range []struct {
		northing, easting, side, want, tol float64
	}{
		{4036000, 39408000, 100, 9997.9178, 1e-4},
		{4036000, 39408000, 1000, 999793.8133, 1e-3},
		{4036000, 39499950, 100, 10000, 1e-4},
		{4036000, 39360000, 10000, 99955104.20, 1e-2},
	} {
		var ring [][2]float64
		n := int(c.side/70) + 1
		corner := [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}
		for k := range 4 {
			p, q := corner[k], corner[k+1]
			for i := range n {
				f := float64(i) / float64(n)
				lon, lat := z.Inverse(c.easting+c.side*(p[0]+f*(q[0]-p[0])), c.northing+c.side*(p[1]+f*(q[1]-p[1])))
				ring = append(ring, [2]float64{lon, lat})
			}
		}
		require.InDelta(t, c.want, planeArea(ring), c.tol, "side %v", c.side)
		require.InDelta(t, c.want, officialArea(ring), c.tol, "side %v", c.side)
	}
	lon, lat := z.Inverse(39408000, 4036000)
	require.InDelta(t, 36.45030973, lat, 6e-9)
	require.InDelta(t, 115.97378391, lon, 6e-9)
}

func TestLocalScale(t *testing.T) {
	for lat := -80.0; lat <= 80; lat += 9.5 {
		e, n := LocalScale(lat)
		require.InEpsilon(t, 1, e*n, 1e-15)
		const d = 1e-4
		x0, y0 := Plane(100, lat-d)
		x1, y1 := Plane(100+2*d, lat+d)
		require.InEpsilon(t, Distance(100, lat-d, 100, lat+d)/(y1-y0), n, 1e-8)
		require.InEpsilon(t, Distance(100, lat, 100+2*d, lat)/(x1-x0), e, 1e-8)
	}
	e, n := LocalScale(90)
	require.Zero(t, e)
	require.True(t, math.IsInf(n, 1))
}
