package geodesy

import "math"

// Zone is a Gauss-Krüger zone (transverse Mercator, scale 1 on the central
// meridian) of CGCS2000. The zero value is no valid zone.
//
//	Width 3, Number 25..45, prefixed:  EPSG 4513..4533
//	Width 3, Number 25..45:            EPSG 4534..4554
//	Width 6, Number 13..23, prefixed:  EPSG 4491..4501
//	Width 6, Number 13..23:            EPSG 4502..4512
type Zone struct {
	Width    int8 // in degrees of longitude, 3 or 6
	Number   int8 // 带号
	Prefixed bool // eastings begin with the number: 500 000 m + Number·1 000 000 m
}

// NewZone returns the zone of a width and number; ok is false if it is not one
// of the official zones listed above.
func NewZone(width, number int, prefixed bool) (z Zone, ok bool) {
	switch {
	case width == 3 && number >= 25 && number <= 45:
	case width == 6 && number >= 13 && number <= 23:
	default:
		return Zone{}, false
	}
	return Zone{int8(width), int8(number), prefixed}, true
}

// Valid reports whether the zone is one of the official zones listed above.
func (z Zone) Valid() bool {
	_, ok := NewZone(int(z.Width), int(z.Number), z.Prefixed)
	return ok
}

// CentralMeridian returns the longitude of the zone's axis in degrees.
func (z Zone) CentralMeridian() float64 {
	if z.Width == 6 {
		return float64(6*int(z.Number) - 3)
	}
	return float64(int(z.Width) * int(z.Number))
}

// falseEasting returns the easting of the central meridian in metres.
func (z Zone) falseEasting() float64 {
	if z.Prefixed {
		return float64(int(z.Number)*1000000 + 500000)
	}
	return 500000
}

// Krüger's series in the third flattening n, to n⁶: from conformal to
// rectifying coordinates (alpha), back (beta), and from conformal to geodetic
// latitude (delta). C. F. F. Karney, Transverse Mercator with an accuracy of a
// few nanometers, J. Geodesy 85 (2011), equations 14, 35 and 36.
const (
	tn  = ThirdFlattening
	tn2 = tn * tn
	tn3 = tn2 * tn
	tn4 = tn3 * tn
	tn5 = tn4 * tn
	tn6 = tn5 * tn

	// rectifyingRadius is the meridian's length over 2π, in metres.
	rectifyingRadius = SemiMajor / (1 + tn) * (1 + tn2/4 + tn4/64 + tn6/256)
)

var (
	alpha = [6]float64{
		tn/2 - tn2*2/3 + tn3*5/16 + tn4*41/180 - tn5*127/288 + tn6*7891/37800,
		tn2*13/48 - tn3*3/5 + tn4*557/1440 + tn5*281/630 - tn6*1983433/1935360,
		tn3*61/240 - tn4*103/140 + tn5*15061/26880 + tn6*167603/181440,
		tn4*49561/161280 - tn5*179/168 + tn6*6601661/7257600,
		tn5*34729/80640 - tn6*3418889/1995840,
		tn6 * 212378941 / 319334400,
	}
	beta = [6]float64{
		tn/2 - tn2*2/3 + tn3*37/96 - tn4/360 - tn5*81/512 + tn6*96199/604800,
		tn2/48 + tn3/15 - tn4*437/1440 + tn5*46/105 - tn6*1118711/3870720,
		tn3*17/480 - tn4*37/840 - tn5*209/4480 + tn6*5569/90720,
		tn4*4397/161280 - tn5*11/504 - tn6*830251/7257600,
		tn5*4583/161280 - tn6*108847/3991680,
		tn6 * 20648693 / 638668800,
	}
	delta = [6]float64{
		tn*2 - tn2*2/3 - tn3*2 + tn4*116/45 + tn5*26/45 - tn6*2854/675,
		tn2*7/3 - tn3*8/5 - tn4*227/45 + tn5*2704/315 + tn6*2323/945,
		tn3*56/15 - tn4*136/35 - tn5*1262/105 + tn6*73814/2835,
		tn4*4279/630 - tn5*332/35 - tn6*399572/14175,
		tn5*4174/315 - tn6*144838/6237,
		tn6 * 601676 / 22275,
	}
)

// Forward returns easting and northing, in metres, of a point in degrees. It
// is good to nanometres within 1 000 km of the central meridian, and of no use
// 80° away from it.
func (z Zone) Forward(lon, lat float64) (easting, northing float64) {
	sl, cl := sincosd(wrapDegrees(lon - z.CentralMeridian()))
	s, c := sincosd(lat)

	// The tangent of the conformal latitude is τ√(1+σ²) − σ√(1+τ²), with
	// σ = sinh(e·atanh(e·sinφ)). All is multiplied by cosφ: no pole to fear.
	sg := conformalSigma(s)
	v := float64(s*math.Sqrt(1+float64(sg*sg))) - sg
	u := float64(c * cl)
	hh := float64(u*u) + float64(v*v)
	h := math.Sqrt(hh)
	sh := float64(c*sl) / h // sinh η'

	// Double angles by algebra.
	sin2 := float64(2*float64(u*v)) / hh
	cos2 := float64((u-v)*(u+v)) / hh
	sinh2 := float64(2 * float64(sh*math.Sqrt(1+float64(sh*sh))))
	cosh2 := 1 + float64(2*float64(sh*sh))

	re, im := clenshaw(&alpha, sin2, cos2, sinh2, cosh2)
	northing = float64(rectifyingRadius * (atan2(v, u) + re))
	easting = float64(rectifyingRadius*(asinh(sh)+im)) + z.falseEasting()
	return easting, northing
}

// Inverse returns the point in degrees at an easting and northing in metres.
// Its domain is that of Forward; far outside it gives numbers of no meaning, or
// NaN. The longitude is within 180° of the central meridian and not wrapped.
func (z Zone) Inverse(easting, northing float64) (lon, lat float64) {
	xi := northing / rectifyingRadius
	eta := (easting - z.falseEasting()) / rectifyingRadius
	s, c := sincos(xi)
	sh, ch := sinhcosh(eta)
	re, im := clenshaw(&beta,
		float64(2*float64(s*c)), float64((c-s)*(c+s)),
		float64(2*float64(sh*ch)), 1+float64(2*float64(sh*sh)))

	s, c = sincos(xi - re)
	sh, _ = sinhcosh(eta - im)
	lon = z.CentralMeridian() + atan2(sh, c)/degree

	// Conformal latitude χ, then φ = χ + Σ delta·sin 2jχ. The divisor
	// sin² + cos² + sinh² is cosh²η'.
	hh := float64(c*c) + float64(sh*sh)
	h := math.Sqrt(hh)
	dd := float64(s*s) + hh
	sum := clenshawReal(&delta, float64(2*float64(s*h))/dd, float64((h-s)*(h+s))/dd)
	return lon, (atan2(s, h) + sum) / degree
}

// conformalSigma returns sinh(e·atanh(e·s)) for the sine of a latitude.
//
// e·atanh(e·s) = e²s·Σ (e²s²)ᵏ/(2k+1) is taken as its series: the argument is
// below 0.082, six terms end below 1e-17 of the sum, and neither e nor a
// logarithm is needed. The result is below 0.0068, where three terms of sinh
// do the same.
func conformalSigma(s float64) float64 {
	z := float64(ee * float64(s*s))
	p := 1.0/13 + z/15
	p = 1.0/11 + float64(z*p)
	p = 1.0/9 + float64(z*p)
	p = 1.0/7 + float64(z*p)
	p = 1.0/5 + float64(z*p)
	p = 1.0/3 + float64(z*p)
	p = 1 + float64(z*p)
	x := float64(float64(ee*s) * p)
	xx := float64(x * x)
	return x + float64(float64(x*xx)*(1.0/6+float64(xx*(1.0/120+xx/5040))))
}

// clenshaw sums a[j−1]·sin(2jζ), j = 1..6, for complex ζ = ξ + iη given by the
// circular functions of 2ξ and the hyperbolic ones of 2η.
func clenshaw(a *[6]float64, sin2, cos2, sinh2, cosh2 float64) (re, im float64) {
	zr := float64(2 * float64(cos2*cosh2))
	zi := -float64(2 * float64(sin2*sinh2))
	var br, bi, cr, ci float64
	for j := 5; j >= 0; j-- {
		tr := float64(zr*br) - float64(zi*bi) - cr + a[j]
		ti := float64(zr*bi) + float64(zi*br) - ci
		br, bi, cr, ci = tr, ti, br, bi
	}
	sr := float64(sin2 * cosh2)
	si := float64(cos2 * sinh2)
	return float64(br*sr) - float64(bi*si), float64(br*si) + float64(bi*sr)
}

// clenshawReal sums a[j−1]·sin(2jχ), j = 1..6, from sin 2χ and cos 2χ.
func clenshawReal(a *[6]float64, sin2, cos2 float64) float64 {
	z := float64(2 * cos2)
	var b, c float64
	for j := 5; j >= 0; j-- {
		b, c = float64(z*b)-c+a[j], b
	}
	return float64(b * sin2)
}
