package geodesy

import "math"

// The trigonometric functions. The algorithms and coefficients are those of
// FreeBSD's msun (sine and cosine on [-π/4, π/4]; Copyright 1993 Sun
// Microsystems, freely usable with this notice) and of Cephes (arctangent;
// Stephen L. Moshier). What is new is only that every product is rounded, so
// that no platform fuses it with the addition which follows. Each is within
// 2 units in the last place of package math.

// sincosd returns sine and cosine of an angle in degrees. The reduction to
// the first octants is exact, so multiples of 90° are too.
func sincosd(deg float64) (sin, cos float64) {
	if !(math.Abs(deg) <= 1<<40) {
		return math.NaN(), math.NaN()
	}
	q := math.Floor(deg/90 + 0.5)
	r := float64((deg - float64(90*q)) * degree)
	return quadrant(int64(q), kernelSin(r, 0), kernelCos(r, 0))
}

// sind returns the sine of a latitude in degrees.
func sind(lat float64) float64 {
	if a := math.Abs(lat); a > 45 && a <= 90 {
		return math.Copysign(kernelCos(float64((90-a)*degree), 0), lat)
	} else if a <= 45 {
		return kernelSin(float64(lat*degree), 0)
	}
	s, _ := sincosd(lat)
	return s
}

// sincos returns sine and cosine of an angle in radians, |x| ≤ 2¹⁹, and NaN
// beyond: nothing on Earth is there.
func sincos(x float64) (sin, cos float64) {
	const (
		twoOverPi = 2 / math.Pi
		pio2Head  = 1.57079632673412561417e+00 // the first 33 bits of π/2, so that q·pio2Head is exact
		pio2Tail  = 6.07710050650619224932e-11
	)
	if math.Abs(x) <= math.Pi/4 {
		return kernelSin(x, 0), kernelCos(x, 0)
	}
	if !(math.Abs(x) <= 1<<19) {
		return math.NaN(), math.NaN()
	}
	q := math.Floor(float64(x*twoOverPi) + 0.5)
	r := x - float64(q*pio2Head)
	w := float64(q * pio2Tail)
	hi := r - w
	lo := (r - hi) - w
	return quadrant(int64(q), kernelSin(hi, lo), kernelCos(hi, lo))
}

// quadrant turns sine and cosine by q quarter turns.
func quadrant(q int64, s, c float64) (sin, cos float64) {
	switch q & 3 {
	case 0:
		return s, c
	case 1:
		return c, 0 - s // and not −s, so that there is no −0
	case 2:
		return 0 - s, 0 - c
	}
	return 0 - c, s
}

// kernelSin returns sin(x+lo) for |x| ≤ π/4.
func kernelSin(x, lo float64) float64 {
	const (
		s1 = -1.66666666666666324348e-01
		s2 = 8.33333333332248946124e-03
		s3 = -1.98412698298579493134e-04
		s4 = 2.75573137070700676789e-06
		s5 = -2.50507602534068634195e-08
		s6 = 1.58969099521155010221e-10
	)
	z := float64(x * x)
	r := s5 + float64(z*s6)
	r = s4 + float64(z*r)
	r = s3 + float64(z*r)
	r = s2 + float64(z*r)
	v := float64(z * x)
	if lo == 0 {
		return x + float64(v*(s1+float64(z*r)))
	}
	return x - ((float64(z*(float64(0.5*lo)-float64(v*r))) - lo) - float64(v*s1))
}

// kernelCos returns cos(x+lo) for |x| ≤ π/4.
func kernelCos(x, lo float64) float64 {
	const (
		c1 = 4.16666666666666019037e-02
		c2 = -1.38888888888741095749e-03
		c3 = 2.48015872894767294178e-05
		c4 = -2.75573143513906633035e-07
		c5 = 2.08757232129817482790e-09
		c6 = -1.13596475577881948265e-11
	)
	z := float64(x * x)
	r := c5 + float64(z*c6)
	r = c4 + float64(z*r)
	r = c3 + float64(z*r)
	r = c2 + float64(z*r)
	r = c1 + float64(z*r)
	r = float64(z * r)
	half := float64(0.5 * z)
	w := 1 - half
	return w + (((1 - w) - half) + (float64(z*r) - float64(x*lo)))
}

// atan returns the arctangent of x in radians.
func atan(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a <= 0.66:
		return kernelAtan(x)
	case a > tan3PiOver8:
		a = math.Pi/2 - kernelAtan(1/a) + piTail/2
	case a > 0.66:
		a = math.Pi/4 + kernelAtan((a-1)/(a+1)) + piTail/4
	}
	return math.Copysign(a, x)
}

const (
	tan3PiOver8 = 2.41421356237309504880
	piTail      = 1.2246467991473532072e-16 // π minus the nearest float64
)

// kernelAtan returns the arctangent of |x| ≤ 0.66.
func kernelAtan(x float64) float64 {
	const (
		p0 = -8.750608600031904122785e-01
		p1 = -1.615753718733365076637e+01
		p2 = -7.500855792314704667340e+01
		p3 = -1.228866684490136173410e+02
		p4 = -6.485021904942025371773e+01
		q0 = +2.485846490142306297962e+01
		q1 = +1.650270098316988542046e+02
		q2 = +4.328810604912902668951e+02
		q3 = +4.853903996359136964868e+02
		q4 = +1.945506571482613964425e+02
	)
	z := float64(x * x)
	p := p1 + float64(z*p0)
	p = p2 + float64(z*p)
	p = p3 + float64(z*p)
	p = p4 + float64(z*p)
	q := q0 + z
	q = q1 + float64(z*q)
	q = q2 + float64(z*q)
	q = q3 + float64(z*q)
	q = q4 + float64(z*q)
	return x + float64(x*(float64(z*p)/q))
}

// atan2 returns the angle of the point (x, y) in radians, in [-π, π]. Both
// zero gives 0 or π by the sign of x. It is for finite arguments.
func atan2(y, x float64) float64 {
	var a float64
	if y != 0 {
		if x == 0 {
			return math.Copysign(math.Pi/2, y)
		}
		a = atan(math.Abs(y / x))
	}
	if math.Signbit(x) {
		a = math.Pi - (a - piTail)
	}
	return math.Copysign(a, y)
}
