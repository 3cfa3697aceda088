package plane

// A vector is in metres on the paper.
type vector struct{ x, y float64 }

func (v vector) minus(w vector) vector { return vector{v.x - w.x, v.y - w.y} }

func (v vector) dot(w vector) float64 { return float64(v.x*w.x) + float64(v.y*w.y) }

func (v vector) square() float64 { return v.dot(v) }

// fromSegment returns the square of the distance of v from an edge.
func (v vector) fromSegment(e *flatEdge) float64 {
	to := v.minus(e.s)
	switch t := to.dot(e.along); {
	case t <= 0:
		return to.square()
	case t >= e.length2:
		return v.minus(e.t).square()
	default:
		k := t / e.length2
		return to.minus(vector{float64(k * e.along.x), float64(k * e.along.y)}).square()
	}
}

// A flatEdge is an edge on the paper, from s to t, and the box around it.
type flatEdge struct {
	s, t, along vector
	low, high   vector
	length2     float64 // the square of its length
	gap2        float64 // the square of its distance from what it is compared with, at least
	number      int32
}

func flatEdgeOf(s, t vector) flatEdge {
	e := flatEdge{s: s, t: t, along: t.minus(s), low: s, high: t}
	e.length2 = e.along.square()
	if s.x > t.x {
		e.low.x, e.high.x = t.x, s.x
	}
	if s.y > t.y {
		e.low.y, e.high.y = t.y, s.y
	}
	return e
}

// gap returns the square of the distance of the boxes around two edges.
func (e *flatEdge) gap(o *flatEdge) float64 {
	var d vector
	switch {
	case e.low.x > o.high.x:
		d.x = e.low.x - o.high.x
	case o.low.x > e.high.x:
		d.x = o.low.x - e.high.x
	}
	switch {
	case e.low.y > o.high.y:
		d.y = e.low.y - o.high.y
	case o.low.y > e.high.y:
		d.y = o.low.y - e.high.y
	}
	return d.square()
}
