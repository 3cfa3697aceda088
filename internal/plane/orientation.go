package plane

import "math"

// A Point is a vertex on the grid. Coordinates are at most MaxCoordinate in
// absolute value.
type Point struct{ X, Y int64 }

// MaxCoordinate bounds coordinates: differences then fit 51 bits, which
// float64 holds exactly, and products of differences fit 102 bits.
const MaxCoordinate = 1 << 49

// orient returns twice the signed area of the triangle p, q, r: positive if r
// lies left of the line from p to q. The sign is exact and 0 means collinear;
// the magnitude is good to a few units in the last place of the products.
func orient(p, q, r Point) float64 {
	ax, ay := float64(q.X-p.X), float64(q.Y-p.Y)
	bx, by := float64(r.X-p.X), float64(r.Y-p.Y)
	l, m := float64(ax*by), float64(ay*bx)
	det := l - m
	// The factors are exact; each product is off by at most half an ulp, and so
	// is the difference: |error| <= 2^-53 (|l| + |m| + |det|) < 2^-51.9 (|l| + |m|).
	if bound := (math.Abs(l) + math.Abs(m)) * 2.4e-16; det > bound || det < -bound {
		return det
	}
	return orientExact(p, q, r).float()
}

func orientExact(p, q, r Point) int128 {
	return mul(q.X-p.X, r.Y-p.Y).sub(mul(q.Y-p.Y, r.X-p.X))
}

// The one rule for ties. Of two regions the second is shifted by (ε, ε²). A
// vertex of the second on an edge (dx, dy) of the first is then to its left if
// dx·ε² − dy·ε > 0; a vertex of the first on an edge of the second, seen from
// that edge, is shifted the other way.

// leftOfFirst reports whether a vertex of the second region is left of the
// edge p, q of the first, given their orientation o.
func leftOfFirst(o float64, p, q Point) bool {
	if o != 0 {
		return o > 0
	}
	return p.Y > q.Y || p.Y == q.Y && q.X > p.X
}

// leftOfSecond reports whether a vertex of the first region is left of the
// edge p, q of the second, given their orientation o.
func leftOfSecond(o float64, p, q Point) bool {
	if o != 0 {
		return o > 0
	}
	return q.Y > p.Y || p.Y == q.Y && p.X > q.X
}
