package geodesy

import "math"

// The authalic integral
//
//	q(φ) = b²/2 · ( s/(1−e²s²) + atanh(e·s)/e ),   s = sinφ
//
// is taken as one power series in e²s². Both terms have one, and their sum is
// short:
//
//	q(φ) = b²·s·Σ (k+1)/(2k+1)·(e²s²)ᵏ
//
// It is preferred to the closed form because all its terms are positive, so
// nothing cancels, and because it needs no logarithm. With e² = 0.0067 the
// first term left out (k = 9) is below 2e-20 of the sum.
const (
	ee = EccentricitySq
	q0 = SemiMinor * SemiMinor / AuthalicRadius
	q1 = q0 * ee * 2 / 3
	q2 = q0 * ee * ee * 3 / 5
	q3 = q0 * ee * ee * ee * 4 / 7
	q4 = q0 * ee * ee * ee * ee * 5 / 9
	q5 = q0 * ee * ee * ee * ee * ee * 6 / 11
	q6 = q0 * ee * ee * ee * ee * ee * ee * 7 / 13
	q7 = q0 * ee * ee * ee * ee * ee * ee * ee * 8 / 15
	q8 = q0 * ee * ee * ee * ee * ee * ee * ee * ee * 9 / 17
)

// Plane returns the equal-area coordinates, in metres, of a point in degrees:
// x = R·λ and y = q(φ)/R (Lambert's cylindrical equal-area projection of the
// ellipsoid). x is linear in longitude, also beyond ±180°.
func Plane(lon, lat float64) (x, y float64) {
	return float64(lon * metrePerDeg), authalicHeight(sind(lat))
}

// LonLat returns the point in degrees of equal-area coordinates in metres. It
// is the inverse of Plane. A y beyond a pole gives the pole.
func LonLat(x, y float64) (lon, lat float64) {
	s := sinOfHeight(y)
	c := cosOfSin(s)
	return x / metrePerDeg, atan2(s, c) / degree
}

// authalicHeight returns q/R, in metres, for the sine of a latitude.
func authalicHeight(s float64) float64 {
	z := float64(s * s)
	p := q7 + float64(z*q8)
	p = q6 + float64(z*p)
	p = q5 + float64(z*p)
	p = q4 + float64(z*p)
	p = q3 + float64(z*p)
	p = q2 + float64(z*p)
	p = q1 + float64(z*p)
	p = q0 + float64(z*p)
	return float64(s * p)
}

// sinOfHeight returns the sine of the latitude at y metres in the plane.
//
// It takes two steps of Newton's method, whose slope is known in closed form,
// dq/ds = b²/(1−e²s²)². The start is within 1e-6 and a step takes an error δ
// to less than 0.014·δ², so what is left is rounding.
func sinOfHeight(y float64) float64 {
	t := y / q0
	if math.Abs(y) >= AuthalicRadius {
		return math.Copysign(1, y)
	}
	u := float64(t * t)
	s := float64(t * (1 - float64(u*((2.0/3)*ee-float64(u*((11.0/15)*ee*ee))))))
	for range 2 {
		w := 1 - float64(ee*float64(s*s))
		s -= float64((authalicHeight(s)-y)*float64(w*w)) / q0
	}
	if math.Abs(s) > 1 {
		return math.Copysign(1, s)
	}
	return s
}

// cosOfSin returns the cosine that belongs to the sine of a latitude.
func cosOfSin(s float64) float64 {
	return math.Sqrt(float64((1 - s) * (1 + s)))
}
