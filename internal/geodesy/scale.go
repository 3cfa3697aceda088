package geodesy

import "math"

// A Vicinity is a box of the plane and what lies around it. Distances from the box
// are bounded with a few products each: by [Vicinity.Bound], and by distances on the
// paper that [Vicinity.Flat] draws it on. It is not safe for concurrent use.
type Vicinity struct {
	box       [4]float64 // minX, minY, maxX, maxY in plane metres
	low, high float64    // the least and the greatest distance of the box from the axis, in metres
	tall      float64    // metres from the middle to the box's farther side, at most

	x, y       float64 // the middle
	p, sin     float64 // its distance from the axis, the sine of its latitude
	m1, m2, m3 float64 // the series of the way along the meridian

	worth [len(reaches)][2]float64 // East and North of the scales that Bound has asked for
	known int                      // how many they are
}

// Around returns the vicinity of a box: minX, minY, maxX, maxY in plane metres.
func Around(box [4]float64) Vicinity {
	v := Vicinity{box: box, x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2}
	v.sin = sinOfHeight(v.y)
	cos := cosOfSin(v.sin)
	v.p = axisDistance(v.sin, cos)
	v.low, v.high = v.p, v.p
	if half := (box[3] - box[1]) / 2; half > 0 {
		// A small box is not worth more sines: p changes by no more than the way, which
		// is half·R/p about.
		v.tall = float64(1.25*float64(half*AuthalicRadius)) / v.p
		if v.low, v.high = v.p-v.tall, min(v.p+v.tall, SemiMajor); !(v.tall <= float64(v.p/10)) {
			v.low = fromAxis(math.Abs(v.y) + half)
			v.high = fromAxis(math.Max(0, math.Abs(v.y)-half))
			v.tall = float64(half*AuthalicRadius) / v.low
		}
	}

	// One more metre of way along the meridian is R/p of plane, dp = −sinφ, dsinφ =
	// cosφ/M: that gives the derivatives.
	w := 1 - float64(EccentricitySq*float64(v.sin*v.sin))
	bent := float64(cos*float64(w*math.Sqrt(w))) / minMeridianRadius
	k := AuthalicRadius / v.p
	v.m1 = k
	v.m2 = float64(float64(k*k)*v.sin) / v.p / 2
	v.m3 = float64(float64(float64(k*k)*k)*(float64(bent*v.p)+float64(3*float64(v.sin*v.sin)))) / float64(v.p*v.p) / 6
	return v
}

// fromAxis returns the distance from the axis at a height of the plane.
func fromAxis(y float64) float64 {
	s := sinOfHeight(y)
	return axisDistance(s, cosOfSin(s))
}

// A Scale says what differences in the plane and distances on the paper of
// [Vicinity.Flat] are worth on the ground, up to a reach.
type Scale struct {
	// East and North are metres of one plane metre, from below: a point that differs from
	// one in the box by dx and dy is √((East·dx)² + (North·dy)²) away or more, or farther
	// than the reach.
	East, North float64
	// Window is a box of the plane, in metres, that holds everything in reach and half a
	// kilometre or more around that.
	Window [4]float64
	// Slack is how much farther two points, one in the box and one in the window, may be
	// from each other on the paper than on the ground, and Short how much nearer, in metres.
	Slack, Short float64
	// Bend times the square of an edge's length in metres is more than what lies
	// between its geodesic, its chord in space, and its lines that are straight in the
	// plane, in longitude and latitude, or on the paper.
	Bend float64
}

// margin is how far around the reach a scale holds, in metres, and steep the greatest
// part of its distance from the axis that it may reach.
const (
	margin = 1000
	steep  = 0.1
)

// Scale returns the scale for a reach in metres. ok is false where the line of 180°
// may be within the reach, where the reach, or the box, is more than a tenth of the
// distance from the axis, and for what is not a number: there [BoxDistanceBound] is
// for.
//
// Let p = N·cosφ, the distance from the axis. An element of way on the ground is
//
//	ds² = (p·dλ)² + (M·dφ)² = (p/R·dx)² + (R/p·dy)²
//
// since x = R·λ, and y = q(φ)/R with dq = M·N·cosφ·dφ. On a way that begins in the
// box and is shorter than the reach, p stays between low − reach and high + reach: a
// distance from a line in space changes by no more than the way. There
//
//	ds² ≥ (East·dx)² + (North·dy)²  with  East = (low − reach)/R, North = R/(high + reach)
//
// and what holds for each element holds for the whole, as the sum of vectors is no
// longer than the sum of their lengths. A way that is not shorter than the reach is
// at least that long.
//
// Slack and Short: see Flat. With h the reach, its margin, and the height of the box,
// the series is off by 27·(h·p₂/p₁)⁴/24p₁³, where p₁ and p₂ are the least and the
// greatest p; that is less than 2h·(h/p₁)³, which is Short. The cone makes a way of at
// most 1.5·h longer by at most h²/2Mp of it, less than h³/Mp. Slack is both.
//
// Bend: a line straight in longitude and latitude is off one that is straight in
// the plane by at most Δφ²/8·|y″|, |y″| ≤ 1.03·M²/R; on the ground, R/p times that,
// less than L²/7p. A chord is off its geodesic by L²/8M, a parallel by L²/8p at
// most. All of them together are less than 2L²/p.
func (v *Vicinity) Scale(reach float64) (s Scale, ok bool) {
	reach += margin
	h := reach + float64(2*v.tall)
	low, high := v.low-reach, math.Min(v.high+reach, SemiMajor)
	if !(h <= float64(steep*v.low)) || !(float64((v.box[2]-v.box[0])*v.high) <= float64(steep*AuthalicRadius*v.low)) {
		return Scale{}, false
	}
	// No way in reach changes x or y by more.
	wide, tall := float64(reach*AuthalicRadius)/low, float64(reach*high)/AuthalicRadius
	s.Window = [4]float64{v.box[0] - wide, v.box[1] - tall, v.box[2] + wide, v.box[3] + tall}
	t := h / low
	s.Short = float64(2 * float64(float64(h*t)*float64(t*t)))
	s.Slack = float64(float64(h*t)*(h/minMeridianRadius)) + s.Short
	s.Bend = 2 / low
	const rounded = 1 - 1e-12
	s.East, s.North = float64(low*(rounded/AuthalicRadius)), (rounded*AuthalicRadius)/high
	return s, s.Window[0] > -circumference/2 && s.Window[2] < circumference/2
}

// Flat returns where a point of the plane, in metres, is drawn so that distances
// from the box are about distances on paper. It is for points in the window of a scale.
//
// Let m be the way along the meridian from the middle of the box. If p were P = p₀ −
// m·sinφ₀, the ground would be the cone that touches it there, and a cone unrolls:
// a point lies P/sinφ₀ from the tip, at the angle θ = λ·sinφ₀. As p″ = −cosφ/M, p is
// less than P, by at most m²/2M: every way is at least as long unrolled, and a
// shortest one longer by at most m²/2Mp of it. m is taken as three terms of its
// series in y; |m⁗| < 27·R⁴/p⁷.
func (v *Vicinity) Flat(x, y float64) (east, north float64) {
	m := v.along(y)
	g, r := v.turn(x)
	k := v.p - float64(m*v.sin)
	return float64(k * g), m + float64(k*r)
}

// along is m.
func (v *Vicinity) along(y float64) float64 {
	dy := y - v.y
	return float64(dy * (v.m1 + float64(dy*(v.m2+float64(dy*v.m3)))))
}

// turn returns sin θ/sinφ₀ and (1 − cos θ)/sinφ₀, which have a limit at the equator.
func (v *Vicinity) turn(x float64) (g, r float64) {
	w := float64((x - v.x) * (1 / AuthalicRadius))
	t := float64(w * v.sin)
	tt := float64(t * t)
	// The series of sin θ/θ and (1 − cos θ)/θ², for |θ| < 0.2.
	g = 1 - float64(tt*(1.0/6-float64(tt*(1.0/120-float64(tt*(1.0/5040-float64(tt*(1.0/362880))))))))
	r = 0.5 - float64(tt*(1.0/24-float64(tt*(1.0/720-float64(tt*(1.0/40320))))))
	return float64(w * g), float64(float64(w*t) * r)
}

// FlatBox returns a box on the paper around what Flat makes of a box in the window.
func (v *Vicinity) FlatBox(b [4]float64) [4]float64 {
	south, north := v.along(b[1]), v.along(b[3])
	most, least := v.p-float64(south*v.sin), v.p-float64(north*v.sin)
	if least > most {
		most, least = least, most
	}
	g0, r0 := v.turn(b[0])
	g1, r1 := v.turn(b[2])
	if r0 > r1 {
		r0, r1 = r1, r0
	}
	if g0 < 0 && g1 > 0 { // across the meridian of the middle
		r0, r1 = min(r0, 0), max(r1, 0)
	}
	low := func(g float64) float64 { return min(float64(most*g), float64(least*g)) }
	high := func(g float64) float64 { return max(float64(most*g), float64(least*g)) }
	return [4]float64{low(g0), south + low(r0), high(g1), north + high(r1)}
}

// reaches are the distances up to which one scale each is used, in metres: it is the
// better, the shorter it reaches.
var reaches = [...]float64{10e3, 60e3, 300e3}

// Bound returns a lower bound, in metres, of the distance to a box of the plane, as
// [BoxDistanceBound] does but faster.
func (v *Vicinity) Bound(c [4]float64) float64 {
	dx := max(0, c[0]-v.box[2], v.box[0]-c[2])
	dy := max(0, c[1]-v.box[3], v.box[1]-c[3])
	least := 0.0
	for i, reach := range reaches {
		if i == v.known {
			s, ok := v.Scale(reach)
			if !ok {
				break
			}
			v.worth[i] = [2]float64{s.East, s.North}
			v.known++
		}
		east, north := float64(v.worth[i][0]*dx), float64(v.worth[i][1]*dy)
		least = max(least, math.Sqrt(float64(east*east)+float64(north*north))-1e-7)
		if least < reach {
			return least
		}
		least = reach
	}
	return max(least, BoxDistanceBound(v.box, c))
}
