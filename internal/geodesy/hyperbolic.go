package geodesy

import "math"

// The hyperbolic functions, on fdlibm's expm1 and log1p (Copyright 1993 Sun
// Microsystems, freely usable with this notice), with every product rounded.

const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// sinhcosh returns both hyperbolic functions of x.
func sinhcosh(x float64) (sinh, cosh float64) {
	if math.Abs(x) <= 0.5 { // the series, to x¹⁷
		z := float64(x * x)
		p := 1.0/1307674368000 + z/355687428096000
		p = 1.0/6227020800 + float64(z*p)
		p = 1.0/39916800 + float64(z*p)
		p = 1.0/362880 + float64(z*p)
		p = 1.0/5040 + float64(z*p)
		p = 1.0/120 + float64(z*p)
		p = 1.0/6 + float64(z*p)
		s := x + float64(float64(x*z)*p)
		return s, math.Sqrt(1 + float64(s*s))
	}
	t := expm1(math.Abs(x))
	if t > 1<<56 { // e⁻ˣ is lost
		return math.Copysign(t/2, x), t / 2
	}
	u := t / (t + 1)
	return math.Copysign((t+u)/2, x), 1 + float64(t*u)/2
}

// asinh returns the inverse hyperbolic sine of x.
func asinh(x float64) float64 {
	a := math.Abs(x)
	z := float64(a * a)
	return math.Copysign(log1p(a+z/(1+math.Sqrt(1+z))), x)
}

// expm1 returns eˣ − 1 for x ≥ 0.
func expm1(x float64) float64 {
	const (
		q1 = -3.33333333333331316428e-02
		q2 = 1.58730158725481460165e-03
		q3 = -7.93650757867487942473e-05
		q4 = 4.00821782732936239552e-06
		q5 = -2.01099218183624371326e-07
	)
	switch {
	case math.IsNaN(x):
		return x
	case x > 709.78:
		return math.Inf(1)
	}
	var k int
	var c float64
	if x > 0.5*math.Ln2 {
		kf := math.Floor(float64(x/math.Ln2) + 0.5)
		k = int(kf)
		hi := x - float64(kf*ln2Hi)
		lo := float64(kf * ln2Lo)
		x = hi - lo
		c = (hi - x) - lo
	}
	hfx := float64(0.5 * x)
	hxs := float64(x * hfx)
	r := q4 + float64(hxs*q5)
	r = q3 + float64(hxs*r)
	r = q2 + float64(hxs*r)
	r = q1 + float64(hxs*r)
	r = 1 + float64(hxs*r)
	t := 3 - float64(r*hfx)
	e := float64(hxs * ((r - t) / (6 - float64(x*t))))
	if k == 0 {
		return x - (float64(x*e) - hxs)
	}
	e = float64(x*(e-c)) - c
	e -= hxs
	two := math.Float64frombits(uint64(1023+k) << 52) // 2ᵏ
	switch {
	case k == 1:
		if x < -0.25 {
			return -float64(2 * (e - (x + 0.5)))
		}
		return 1 + float64(2*(x-e))
	case k > 56 && k == 1024:
		return float64(float64((1-(e-x))*2) * 0x1p1023)
	case k > 56:
		return float64((1-(e-x))*two) - 1
	case k < 20:
		t := 1 - 1/two
		return float64((t - (e - x)) * two)
	}
	return float64((x - (e + 1/two) + 1) * two)
}

// log1p returns ln(1+x) for x ≥ 0.
func log1p(x float64) float64 {
	const (
		lp1 = 6.666666666666735130e-01
		lp2 = 3.999999999940941908e-01
		lp3 = 2.857142874366239149e-01
		lp4 = 2.222219843214978396e-01
		lp5 = 1.818357216161805012e-01
		lp6 = 1.531383769920937332e-01
		lp7 = 1.479819860511658591e-01
	)
	if math.IsNaN(x) || math.IsInf(x, 1) {
		return x
	}
	f := x
	var k, c float64
	if x >= math.Sqrt2-1 {
		// 1+x = 2ᵏ·(1+f) with 1+f between √½ and √2; c mends the rounding of 1+x.
		u := 1 + x
		bits := math.Float64bits(u)
		exp := int(bits>>52) - 1023
		if exp > 0 {
			c = 1 - (u - x)
		} else {
			c = x - (u - 1)
		}
		c /= u
		m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
		if m > math.Sqrt2 {
			m /= 2
			exp++
		}
		k = float64(exp)
		f = m - 1
	}
	hfsq := float64(0.5 * float64(f*f))
	s := f / (2 + f)
	z := float64(s * s)
	r := lp6 + float64(z*lp7)
	r = lp5 + float64(z*r)
	r = lp4 + float64(z*r)
	r = lp3 + float64(z*r)
	r = lp2 + float64(z*r)
	r = lp1 + float64(z*r)
	r = float64(z * r)
	if k == 0 {
		return f - (hfsq - float64(s*(hfsq+r)))
	}
	return float64(k*ln2Hi) - ((hfsq - (float64(s*(hfsq+r)) + (float64(k*ln2Lo) + c))) - f)
}
