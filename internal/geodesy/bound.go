package geodesy

import "math"

// BoxDistanceBound returns a lower bound, in metres, of the distance on the
// ellipsoid between two boxes of the plane, each minX, minY, maxX, maxY in
// plane metres. It is 0 if they meet, and 0 for boxes that are inverted or not
// numbers. It never exceeds the true distance, anywhere on Earth, also across
// the line of 180°. For small boxes less than 50 km apart, at latitudes to
// 53°, it is within 1 % of it.
//
// A box of the plane is a box of longitude and latitude, so all the bound
// needs is the gap g in longitude, the gap in latitude, and how far each box
// lies from the equator. Let p = N·cosφ, the distance to the axis, which is
// least where |φ| is greatest, and m the chord of the meridian over the gap in
// latitude; chords of the meridian grow with the gap. Then each of these holds:
//
//  1. The chord of the two points in space: c² ≥ m² + 4·p₁·p₂·sin²(g/2).
//  2. The distance of a point to the half-plane of the other's meridian:
//     p·sin g, or p itself for g ≥ 90°, for the box with the greater p.
//  3. The way itself: a way of length s stays at latitudes |φ| ≤ φ(s), so
//     s² ≥ m² + (p(φ(s))·g)² =: B(s)². B falls as s grows, so s ≥ min(L, B(L))
//     for any L; L = B(0) gives B(B(0)).
//
// The greatest of them is returned. The first serves far boxes, the second
// boxes side by side, the third near boxes that are tall.
func BoxDistanceBound(a, b [4]float64) float64 {
	if !(a[0] <= a[2] && a[1] <= a[3] && b[0] <= b[2] && b[1] <= b[3]) {
		return 0
	}
	dx := math.Max(0, math.Max(b[0]-a[2], a[0]-b[2]))
	round := circumference - (math.Max(a[2], b[2]) - math.Min(a[0], b[0]))
	g := math.Max(0, math.Min(dx, round)) / AuthalicRadius
	gapY := math.Max(b[1]-a[3], a[1]-b[3])
	if !(g > 0) && !(gapY > 0) {
		return 0
	}
	topA := sinOfHeight(math.Max(math.Abs(a[1]), math.Abs(a[3])))
	topB := sinOfHeight(math.Max(math.Abs(b[1]), math.Abs(b[3])))
	cosA, cosB := cosOfSin(topA), cosOfSin(topB)

	m := 0.0
	switch {
	case b[1] > a[3]:
		m = meridianChord(sinOfHeight(a[3]), sinOfHeight(b[1]))
	case a[1] > b[3]:
		m = meridianChord(sinOfHeight(b[3]), sinOfHeight(a[1]))
	}
	bound := m
	if g > 0 {
		pA, pB := axisDistance(topA, cosA), axisDistance(topB, cosB)
		sh, ch := sincos(g / 2)
		chord := math.Sqrt(float64(m*m) + float64(float64(4*float64(pA*pB))*float64(sh*sh)))
		plane := math.Max(pA, pB)
		if g < math.Pi/2 {
			plane = float64(plane * float64(2*float64(sh*ch)))
		}
		bound = math.Max(bound, math.Max(chord, plane))
		bound = math.Max(bound, wayBound(topA, cosA, topB, cosB, m, g))
	}
	// Rounding: a plane y is worth 1 nm, which is 1/cosφ of that on the ground.
	bound -= 1e-8 + 1e-8/math.Max(math.Min(cosA, cosB), 1e-8) + float64(1e-14*bound)
	if bound > 0 {
		return bound
	}
	return 0
}

// meridianChord returns the length of the chord between two latitudes of a
// meridian, given by their sines.
func meridianChord(s1, s2 float64) float64 {
	p := axisDistance(s1, cosOfSin(s1)) - axisDistance(s2, cosOfSin(s2))
	z := axisHeight(s1) - axisHeight(s2)
	return math.Sqrt(float64(p*p) + float64(z*z))
}

// wayBound is the third bound: B(B(0)), given sine and cosine of the greatest
// |latitude| of each box.
//
// A way of length s from the box nearer to the equator, of top latitude φ₁,
// to the other, of φ₂ = φ₁ + D, spends at most u = s/Mmin on latitude, and is
// never farther than t from one end and u − t from the other: so it stays
// below φ₁ + u, and below φ₁ + (D + u)/2.
func wayBound(s1, c1, s2, c2, m, g float64) float64 {
	if s1 > s2 {
		s1, c1, s2, c2 = s2, c2, s1, c1
	}
	width := func(p float64) float64 {
		w := float64(p * g)
		return math.Sqrt(float64(m*m) + float64(w*w))
	}
	first := width(axisDistance(s1, c1))
	u := first / minMeridianRadius
	rise := u
	// sin D, and arcsin x ≤ x + x³/4 for x ≤ 1/2.
	if d := float64(s2*c1) - float64(c2*s1); d >= 0 && d <= 0.5 && float64(c1*c2)+float64(s1*s2) > 0 {
		d += float64(float64(d*d)*d) / 4
		rise = math.Min(u, (d+u)/2)
	}
	// cos(φ₁+rise) from below, by cos ≥ 1 − x²/2 and sin ≤ x.
	c := float64(c1*(1-float64(rise*rise)/2)) - float64(s1*rise)
	if !(c > 0) {
		return m
	}
	return math.Min(first, width(axisDistance(cosOfSin(c), c)))
}
