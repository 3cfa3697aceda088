package geodesy

import "math"

// Distance returns the length, in metres, of the geodesic (the shortest line
// on the ellipsoid) between two points in degrees.
//
// It is accurate to 20 nm for every pair except those that are nearly
// antipodal (within about 40 km of each other's antipode), where it is
// accurate to 1 µm and takes about 0.1 ms instead of 0.4 µs. It is NaN where an
// argument is NaN or infinite.
func Distance(lon1, lat1, lon2, lat2 float64) float64 {
	lambda := float64(math.Abs(wrapDegrees(lon2-lon1)) * degree)
	s1, c1 := sincosd(lat1)
	s2, c2 := sincosd(lat2)
	p, q := newReduced(s1, c1), newReduced(s2, c2)
	if d, ok := geodesic(p, q, lambda); ok {
		return d
	}
	if math.IsNaN(lambda + s1 + s2) {
		return math.NaN()
	}
	return nearlyAntipodal(s1, c1, p, q, lambda)
}

// reduced is a reduced latitude β, tanβ = (1−f)·tanφ.
type reduced struct{ sin, cos float64 }

func newReduced(sin, cos float64) reduced {
	s := float64((1 - Flattening) * sin)
	h := math.Sqrt(float64(s*s) + float64(cos*cos))
	return reduced{s / h, cos / h}
}

// geodesic solves the inverse problem for a difference of longitude λ in
// [0, π]. It looks for the difference ω on the auxiliary sphere by Vincenty's
// iteration ω ← λ + f·sinα₀·I₃(ω), which shrinks an error about f-fold, and
// reports false where that has no fixed point in [0, π] or comes near it too
// slowly: nearly antipodal points. The integrals are the series to the sixth
// order of C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013),
// equations 15, 17, 18, 23 and 24.
func geodesic(p, q reduced, lambda float64) (metres float64, ok bool) {
	// On a sphere which fits at the mean latitude, ω = λ·a/(N of that latitude).
	m := p.sin + q.sin
	n := p.cos + q.cos
	mm := float64(m * m)
	omega := lambda / float64((1-Flattening)*math.Sqrt(1+float64(secondEccentSq*(mm/(mm+float64(n*n))))))
	if omega > math.Pi {
		omega = lambda
	}
	for range 40 {
		so, co := sincos(omega)
		// The spherical triangle with the pole.
		x := float64(q.cos * so)
		y := float64(p.cos*q.sin) - float64(p.sin*float64(q.cos*co))
		if co > 0 { // lose less to cancellation when the points are close
			y = (float64(p.cos*q.sin) - float64(p.sin*q.cos)) +
				float64(float64(p.sin*q.cos)*(float64(so*so)/(1+co)))
		}
		ss := math.Sqrt(float64(x*x) + float64(y*y))
		cs := float64(p.sin*q.sin) + float64(float64(p.cos*q.cos)*co)
		if ss == 0 {
			return 0, cs > 0
		}
		sa, ca := x/ss, y/ss // of the azimuth at p
		sa0 := float64(sa * p.cos)
		t := float64(sa * p.sin)
		ca0 := math.Sqrt(float64(ca*ca) + float64(t*t))

		// The arc from the node to p, then to q.
		s1, c1 := p.sin, float64(ca*p.cos)
		if h := math.Sqrt(float64(s1*s1) + float64(c1*c1)); h > 0 {
			s1, c1 = s1/h, c1/h
		} else {
			s1, c1 = 0, 1 // along the equator, where the series vanish
		}
		s2 := float64(s1*cs) + float64(c1*ss)
		c2 := float64(c1*cs) - float64(s1*ss)
		sigma := atan2(ss, cs)

		kk := float64(secondEccentSq * float64(ca0*ca0))
		eps := kk / (float64(2*(1+math.Sqrt(1+kk))) + kk)
		a3, c3 := series3(eps)
		i3 := float64(a3 * (sigma + sineDifference(c3[:], s1, c1, s2, c2)))
		rest := lambda - (omega - float64(float64(Flattening*sa0)*i3))
		if math.Abs(rest) <= math.Max(float64(1e-9*ss), 1e-17) {
			// Clairaut: ds/dλ = a·sinα₀. What is left is below R·rest²/ss. And
			// 1e-17 is less than a nanometre, for points as close as that.
			a1, c1s := series1(eps)
			i1 := float64(a1 * (sigma + sineDifference(c1s[:], s1, c1, s2, c2)))
			return float64(SemiMinor*i1) + float64(float64(SemiMajor*sa0)*rest), true
		}
		omega += rest
		if !(omega <= math.Pi) {
			break
		}
	}
	return 0, false
}

// series1 gives A₁ and C₁ of the distance integral.
func series1(e float64) (a float64, c [6]float64) {
	ee := float64(e * e)
	// (1−ε)·A₁ = 1 + ε²/4 + ε⁴/64 + ε⁶/256
	a = (float64(ee*(64+float64(ee*(4+ee))))/256 + 1) / (1 - e)
	d := e
	c[0] = float64(d*(float64(ee*(6-ee))-16)) / 32
	d = float64(d * e)
	c[1] = float64(d*(float64(ee*(64-float64(9*ee)))-128)) / 2048
	d = float64(d * e)
	c[2] = float64(d*(float64(9*ee)-16)) / 768
	d = float64(d * e)
	c[3] = float64(d*(float64(3*ee)-5)) / 512
	d = float64(d * e)
	c[4] = -float64(7*d) / 1280
	d = float64(d * e)
	c[5] = -float64(7*d) / 2048
	return a, c
}

// series3 gives A₃ and C₃ of the longitude integral.
func series3(e float64) (a float64, c [5]float64) {
	const n = ThirdFlattening
	a = -3.0 / 128
	a = (-2*n-3)/64 + float64(e*a)
	a = (-n*n-3*n-1)/16 + float64(e*a)
	a = (3*n*n-n-2)/8 + float64(e*a)
	a = (n-1)/2 + float64(e*a)
	a = 1 + float64(e*a)

	d := e
	r := (2*n+5)/128 + float64(e*(3.0/128))
	r = (-n*n+3*n+3)/64 + float64(e*r)
	r = (1-n*n)/8 + float64(e*r)
	r = (1-n)/4 + float64(e*r)
	c[0] = float64(d * r)
	d = float64(d * e)
	r = (n+3)/128 + float64(e*(5.0/256))
	r = (-3*n*n-2*n+3)/64 + float64(e*r)
	r = (n*n-3*n+2)/32 + float64(e*r)
	c[1] = float64(d * r)
	d = float64(d * e)
	r = (-10*n+9)/384 + float64(e*(7.0/512))
	r = (5*n*n-9*n+5)/192 + float64(e*r)
	c[2] = float64(d * r)
	d = float64(d * e)
	r = (-14*n+7)/512 + float64(e*(7.0/512))
	c[3] = float64(d * r)
	d = float64(d * e)
	c[4] = float64(d * (21.0 / 2560))
	return a, c
}

// sineDifference returns Σ c[l−1]·(sin 2lσ₂ − sin 2lσ₁), by Clenshaw.
func sineDifference(c []float64, s1, c1, s2, c2 float64) float64 {
	z1 := float64(2 * float64((c1-s1)*(c1+s1)))
	z2 := float64(2 * float64((c2-s2)*(c2+s2)))
	var b1, d1, b2, d2 float64
	for j := len(c) - 1; j >= 0; j-- {
		b1, d1 = float64(z1*b1)-d1+c[j], b1
		b2, d2 = float64(z2*b2)-d2+c[j], b2
	}
	return float64(2*float64(b2*float64(s2*c2))) - float64(2*float64(b1*float64(s1*c1)))
}

// nearlyAntipodal returns the distance of two points where the iteration
// fails. Every way from p to q crosses the great circle of all points 90° from
// p (90° on the sphere of geodetic latitudes), so the distance is the least
// sum of two legs over the points of that circle, and the legs, being about a
// quarter of the Earth each, are easy. The sum is a smooth function of the
// direction with few minima: sixteen samples find them, golden section refines
// them. At a minimum an error of 1e-7 in the direction is 1e-9 m in the sum.
func nearlyAntipodal(sin, cos float64, p, q reduced, lambda float64) float64 {
	via := func(theta float64) float64 {
		st, ct := sincos(theta)
		x := -float64(st * sin)
		z := float64(st * cos)
		h := math.Sqrt(float64(x*x) + float64(ct*ct))
		m := newReduced(z, h)
		l := atan2(ct, x)
		rest := math.Abs(lambda - l)
		if rest > math.Pi {
			rest = float64(2*math.Pi) - rest
		}
		d1, ok1 := geodesic(p, m, math.Abs(l))
		d2, ok2 := geodesic(m, q, rest)
		if !ok1 || !ok2 {
			return math.Inf(1)
		}
		return d1 + d2
	}
	const samples, step = 16, math.Pi / 8
	var at [samples]float64
	for i := range at {
		at[i] = via(float64(float64(i) * step))
	}
	least := math.Inf(1)
	for i, f := range at {
		if f <= at[(i+1)%samples] && f <= at[(i+samples-1)%samples] {
			mid := float64(float64(i) * step)
			least = math.Min(least, math.Min(f, minimum(via, mid-step, mid+step)))
		}
	}
	return least
}

// minimum returns the least value that golden section finds between lo and hi.
func minimum(f func(float64) float64, lo, hi float64) float64 {
	const g = 0.6180339887498949
	x1, x2 := hi-float64(g*(hi-lo)), lo+float64(g*(hi-lo))
	f1, f2 := f(x1), f(x2)
	for range 34 {
		if f1 < f2 {
			hi, x2, f2 = x2, x1, f1
			x1 = hi - float64(g*(hi-lo))
			f1 = f(x1)
		} else {
			lo, x1, f1 = x1, x2, f2
			x2 = lo + float64(g*(hi-lo))
			f2 = f(x2)
		}
	}
	return math.Min(f1, f2)
}
