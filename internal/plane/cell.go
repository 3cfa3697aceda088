package plane

import "math"

// passesCell reports whether the segment p, q passes the cell around c: the
// square of points that round to c, [c−½, c+½) each way. It is exact.
func passesCell(p, q, c Point) bool {
	dx, dy := q.X-p.X, q.Y-p.Y
	// A centre is at most half the cell's width across the segment away from its
	// line. A cheap test goes first, with the error that orient may have.
	l := math.Abs(float64(float64(dx) * float64(c.Y-p.Y)))
	m := math.Abs(float64(float64(dy) * float64(c.X-p.X)))
	within := (math.Abs(float64(dx))+math.Abs(float64(dy)))*0.5000001 + float64((l+m)*2.4e-16)
	if math.Abs(orient(p, q, c)) > within {
		return false
	}
	// Clip the parameter of p + t(q−p) by the cell and by [0, 1], in units of
	// half a grid unit.
	r := clipRange{low: fraction{0, 1, true}, high: fraction{1, 1, true}}
	return r.clip(2*(c.X-p.X)-1, 2*(c.X-p.X)+1, 2*dx) && r.clip(2*(c.Y-p.Y)-1, 2*(c.Y-p.Y)+1, 2*dy) && r.holds()
}

// A fraction is a bound of a parameter, itself included if closed.
type fraction struct {
	num, den int64 // den > 0
	closed   bool
}

func (f fraction) compare(g fraction) int {
	d := mul(f.num, g.den).sub(mul(g.num, f.den))
	switch {
	case d.negative():
		return -1
	case d.zero():
		return 0
	}
	return 1
}

type clipRange struct{ low, high fraction }

// clip keeps the t with from <= t·d < to. It returns false if there are none.
func (r *clipRange) clip(from, to, d int64) bool {
	switch {
	case d == 0:
		return from <= 0 && 0 < to
	case d > 0:
		r.raise(fraction{from, d, true})
		r.lower(fraction{to, d, false})
	default:
		r.lower(fraction{-from, -d, true})
		r.raise(fraction{-to, -d, false})
	}
	return true
}

func (r *clipRange) raise(f fraction) {
	if c := f.compare(r.low); c > 0 || c == 0 && !f.closed {
		r.low = f
	}
}

func (r *clipRange) lower(f fraction) {
	if c := f.compare(r.high); c < 0 || c == 0 && !f.closed {
		r.high = f
	}
}

func (r *clipRange) holds() bool {
	c := r.low.compare(r.high)
	return c < 0 || c == 0 && r.low.closed && r.high.closed
}
