package plane

import "math"

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
