package plane

import "math"

// A Point is a vertex on the grid. Coordinates are at most MaxCoordinate in
// absolute value.
type Point struct{ X, Y int64 }

// MaxCoordinate bounds coordinates: differences then fit 51 bits, which
// float64 holds exactly, and products of differences fit 102 bits.
const MaxCoordinate = 1 << 49

// A Box is a closed rectangle. A box with MinX > MaxX is empty.
type Box struct{ MinX, MinY, MaxX, MaxY int64 }

// EmptyBox meets nothing and is the start of a union.
var EmptyBox = Box{math.MaxInt64, math.MaxInt64, math.MinInt64, math.MinInt64}

// Meets reports whether two boxes share a point.
func (b Box) Meets(c Box) bool {
	return b.MinX <= c.MaxX && c.MinX <= b.MaxX && b.MinY <= c.MaxY && c.MinY <= b.MaxY
}

// Contains reports whether c lies in b.
func (b Box) Contains(c Box) bool {
	return b.MinX <= c.MinX && c.MaxX <= b.MaxX && b.MinY <= c.MinY && c.MaxY <= b.MaxY
}

// Add returns the smallest box around b and p.
func (b Box) Add(p Point) Box {
	return Box{min(b.MinX, p.X), min(b.MinY, p.Y), max(b.MaxX, p.X), max(b.MaxY, p.Y)}
}

// Union returns the smallest box around b and c.
func (b Box) Union(c Box) Box {
	return Box{min(b.MinX, c.MinX), min(b.MinY, c.MinY), max(b.MaxX, c.MaxX), max(b.MaxY, c.MaxY)}
}

// Intersect returns what b and c share, empty if nothing.
func (b Box) Intersect(c Box) Box {
	return Box{max(b.MinX, c.MinX), max(b.MinY, c.MinY), min(b.MaxX, c.MaxX), min(b.MaxY, c.MaxY)}
}

func edgeBox(p, q Point) Box {
	return Box{min(p.X, q.X), min(p.Y, q.Y), max(p.X, q.X), max(p.Y, q.Y)}
}

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
