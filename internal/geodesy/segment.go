package geodesy

import "math"

// SegmentDistance returns the distance, in metres on the ellipsoid, of two
// short edges a0–a1 and b0–b1 given by their ends, longitude and latitude in
// degrees. It is 0 where they cross, share an end, or touch as far as float64
// degrees can say. An edge may be a single point.
//
// An edge is straight in longitude and latitude. The pair of closest points is
// looked for between the chords of the edges in space, and the result is the
// geodesic between the points of the edges in the same proportion. So it is
// never below the true distance, and above it only as far as a chord strays
// from its edge: the sagitta L²/8R below the surface (0.1 mm for L = 70 m,
// 1.8 mm for 300 m) and L²·tanφ/8R to the side, each once an edge. For two
// edges of 70 m at 53° or less the error is below 0.3 mm.
//
// It is meant for edges of a few hundred metres, away from the poles.
func SegmentDistance(a0, a1, b0, b1 [2]float64) float64 {
	p, q, s, t := NewVertex(a0), NewVertex(a1), NewVertex(b0), NewVertex(b1)
	return EdgeDistance(&p, &q, &s, &t)
}

// A Vertex is an end of edges, prepared for [EdgeDistance].
type Vertex struct {
	at      [2]float64 // longitude and latitude in degrees
	space   [3]float64 // geocentric coordinates on the ellipsoid
	reduced reduced
}

// NewVertex prepares a longitude and latitude in degrees.
func NewVertex(at [2]float64) Vertex {
	sl, cl := sincosd(at[0])
	s, c := sincosd(at[1])
	p := axisDistance(s, c)
	return Vertex{at, [3]float64{float64(p * cl), float64(p * sl), axisHeight(s)}, newReduced(s, c)}
}

// EdgeDistance is [SegmentDistance] of edges whose ends are prepared.
func EdgeDistance(a0, a1, b0, b1 *Vertex) float64 {
	// Longitudes next to that of a0, so that the line of 180° is no seam.
	beside := func(v *Vertex) *Vertex {
		if d := v.at[0] - a0.at[0]; !(math.Abs(d) <= 180) {
			moved := NewVertex([2]float64{a0.at[0] + wrapDegrees(d), v.at[1]})
			return &moved
		}
		return v
	}
	a1, b0, b1 = beside(a1), beside(b0), beside(b1)
	if crosses(a0.at, a1.at, b0.at, b1.at) {
		return 0
	}
	s, t := closest(a0.space, a1.space, b0.space, b1.space)
	p, q := a0, b0
	if s == 1 {
		p = a1
	}
	if t == 1 {
		q = b1
	}
	if (s == 0 || s == 1) && (t == 0 || t == 1) {
		if d, ok := geodesic(p.reduced, q.reduced, float64(math.Abs(wrapDegrees(q.at[0]-p.at[0]))*degree)); ok {
			return d
		}
	}
	u, v := between(a0.at, a1.at, s), between(b0.at, b1.at, t)
	return Distance(u[0], u[1], v[0], v[1])
}

// crosses reports whether two segments of a plane have a point in common.
// Where three points are collinear but for rounding it may say no; the
// distance is then nanometres.
func crosses(a0, a1, b0, b1 [2]float64) bool {
	o1, o2 := orient(a0, a1, b0), orient(a0, a1, b1)
	o3, o4 := orient(b0, b1, a0), orient(b0, b1, a1)
	if opposite(o1, o2) && opposite(o3, o4) {
		return true
	}
	return o1 == 0 && within(a0, a1, b0) || o2 == 0 && within(a0, a1, b1) ||
		o3 == 0 && within(b0, b1, a0) || o4 == 0 && within(b0, b1, a1)
}

func orient(a, b, c [2]float64) float64 {
	return float64((b[0]-a[0])*(c[1]-a[1])) - float64((b[1]-a[1])*(c[0]-a[0]))
}

func opposite(u, v float64) bool { return u < 0 && v > 0 || u > 0 && v < 0 }

// within reports whether c, on the line of a and b, is between them.
func within(a, b, c [2]float64) bool {
	return math.Min(a[0], b[0]) <= c[0] && c[0] <= math.Max(a[0], b[0]) &&
		math.Min(a[1], b[1]) <= c[1] && c[1] <= math.Max(a[1], b[1])
}

// between returns the point at a share t of the way from a to b; the ends are
// exact.
func between(a, b [2]float64, t float64) [2]float64 {
	switch t {
	case 0:
		return a
	case 1:
		return b
	}
	return [2]float64{a[0] + float64(t*(b[0]-a[0])), a[1] + float64(t*(b[1]-a[1]))}
}

// closest returns the shares, in [0, 1], of the closest points of two segments
// in space. (C. Ericson, Real-Time Collision Detection, 5.1.9.)
func closest(p0, p1, q0, q1 [3]float64) (s, t float64) {
	u, v, w := sub(p1, p0), sub(q1, q0), sub(p0, q0)
	a, e := dot(u, u), dot(v, v)
	f := dot(v, w)
	switch {
	case a == 0 && e == 0:
		return 0, 0
	case a == 0:
		return 0, clamp(f / e)
	}
	c := dot(u, w)
	if e == 0 {
		return clamp(-c / a), 0
	}
	b := dot(u, v)
	// For parallel edges any s will do to begin with.
	if den := float64(a*e) - float64(b*b); den > 0 {
		s = clamp((float64(b*f) - float64(c*e)) / den)
	}
	t = (float64(b*s) + f) / e
	switch {
	case t < 0:
		return clamp(-c / a), 0
	case t > 1:
		return clamp((b - c) / a), 1
	}
	return s, t
}

func sub(a, b [3]float64) [3]float64 { return [3]float64{a[0] - b[0], a[1] - b[1], a[2] - b[2]} }

func dot(a, b [3]float64) float64 {
	return float64(a[0]*b[0]) + float64(a[1]*b[1]) + float64(a[2]*b[2])
}

// clamp brings t into [0, 1] and keeps NaN.
func clamp(t float64) float64 {
	switch {
	case t < 0:
		return 0
	case t > 1:
		return 1
	}
	return t
}
