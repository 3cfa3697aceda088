package codec

import (
	"slices"

	"github.com/sanxian/sanxian/boundary"
)

// Turned returns the ring in the direction asked for, and closed. It is the ring
// itself where nothing needs to change.
func Turned(r boundary.Ring, clockwise bool) boundary.Ring {
	if len(r) == 0 {
		return r
	}
	closed := r[0] == r[len(r)-1] && len(r) > 1
	turn := (twiceArea(r) < 0) != clockwise
	if closed && !turn {
		return r
	}
	t := slices.Clone(r)
	if !closed {
		t = append(t, t[0])
	}
	if turn {
		slices.Reverse(t)
	}
	return t
}

// twiceArea is positive counter-clockwise. It is taken about the first vertex,
// which keeps the products small.
func twiceArea(r boundary.Ring) float64 {
	area, o := 0.0, r[0]
	for i := range r {
		p, q := r[i], r[(i+1)%len(r)]
		area += float64((p.X-o.X)*(q.Y-o.Y)) - float64((q.X-o.X)*(p.Y-o.Y))
	}
	return area
}
