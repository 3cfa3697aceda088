package plane

import (
	"cmp"
	"math"
	"slices"
)

// near is how far to look, in metres, before there is any idea of how far it is; up to
// far a scale is so good that a shorter reach is not worth its search.
const near, far = 10e3, 30e3

// rounding in metres: what a bound and a measured distance may be off.
const rounding = 1e-7

// A Closest looks for least distances from one region. The zero value is ready to
// be set. It is not safe for concurrent use.
type Closest struct {
	a *Region
	m Metric

	b       *Region
	scale   Scale
	scaled  bool    // false: bounds are the metric's
	most    float64 // the result is at most that, or does not count
	best    float64 // that was measured
	nearest int32   // the edge of b that was, −1 for none
	meets   bool
	pairs   []pairOfEdges
	sifted  int // how many pairs were left when they were last sifted

	edges [shortEdges]flatEdge // of the other region's run

	// The region's last run on the paper.
	run    int32 // where it starts, −1 for none
	flat   [shortEdges]flatEdge
	around flatEdge // the box around them
	long   float64  // the square of the longest
}

// pairOfEdges may be the closest: edge a of one region, b of the other. They are at
// least that far apart.
type pairOfEdges struct {
	a, b  int32
	least float64
}

// From sets the region that distances are measured from.
func (c *Closest) From(a *Region, m Metric) { c.a, c.b, c.m, c.run, c.nearest = a, nil, m, -1, -1 }

// AtMost returns an upper bound of the distance to an edge of another region; +Inf if
// there is no scale or the edge is not near.
func (c *Closest) AtMost(edge [2]Point) float64 {
	if c.scale, c.scaled = c.m.Scale(far); !c.scaled {
		return math.Inf(1)
	}
	s, ok := c.onPaper(edge[0])
	t, inside := c.onPaper(edge[1])
	if !ok || !inside {
		return math.Inf(1)
	}
	p, _ := c.onPaper(c.a.points[0])
	q, _ := c.onPaper(c.a.points[1])
	own, e := flatEdgeOf(p, q), flatEdgeOf(s, t)
	return math.Sqrt(min(p.fromSegment(&e), q.fromSegment(&e))) + c.scale.bend(own.length2, e.length2) + c.scale.Short + rounding
}

// Nearest returns the edge that To found last; ok is false if there was none.
func (c *Closest) Nearest() (edge [2]Point, ok bool) {
	if c.nearest < 0 {
		return edge, false
	}
	return [2]Point(c.b.points[c.nearest : c.nearest+2]), true
}

// To returns the least distance between the boundary of the region and that of b, or
// limit, which may be +Inf, if that is not less. Insides do not count: a region
// within another is as far as its boundary is from the other's.
//
// Branch and bound over both trees finds the pairs of edges that may be the
// closest, without measuring any: with the bounds that a scale gives from below and
// from above. Few are left to be measured. Where there is no scale, the metric
// bounds boxes and every pair that is left is measured.
func (c *Closest) To(b *Region, limit float64) float64 {
	if c.b, c.nearest = b, -1; c.a.Empty() || b.Empty() {
		return limit
	}
	for _, reach := range [...]float64{near, limit} {
		if limit <= far {
			reach = limit
		} else if reach > near {
			// No farther than any two points are. Edges may stray from these a little.
			p, q := c.a.points[0], b.points[0]
			reach = min(reach, float64(1.01*c.m.Edges(p, p, q, q))+1)
		}
		if c.scale, c.scaled = c.m.Scale(reach); !c.scaled {
			break
		}
		if d := c.within(reach); d < reach || reach == limit {
			return d
		}
	}
	c.scaled = false
	return c.within(limit)
}

// within returns the least distance, or the limit if that is not less.
func (c *Closest) within(limit float64) float64 {
	c.most, c.best, c.meets, c.pairs, c.sifted = limit, limit, false, c.pairs[:0], 0
	a, ok := c.place(c.a.box)
	b, near := c.place(c.b.box)
	if ok && near && c.bound(&a, &b) < limit {
		c.below(c.a.tree.root(), c.b.tree.root(), &a, &b)
	}
	if c.meets {
		return min(limit, 0)
	}
	if len(c.pairs) == 0 {
		return c.best
	}
	// The shorter the reach, the less slack.
	if s, ok := c.m.Scale(c.most + 1); ok && c.scale.Slack > s.Slack {
		for i := range c.pairs {
			c.pairs[i].least += c.scale.Slack - s.Slack
		}
	}
	if c.sift(); len(c.pairs) > 1 {
		slices.SortFunc(c.pairs, func(p, q pairOfEdges) int { return cmp.Compare(p.least, q.least) })
	}
	for _, p := range c.pairs {
		if p.least > c.best+rounding {
			break
		}
		if d := c.m.Edges(c.a.points[p.a], c.a.points[p.a+1], c.b.points[p.b], c.b.points[p.b+1]); d < c.best {
			c.best, c.nearest = d, p.b
		}
	}
	return c.best
}

// sift drops the pairs that cannot be the closest any more.
func (c *Closest) sift() {
	c.pairs = slices.DeleteFunc(c.pairs, func(p pairOfEdges) bool { return p.least > c.most+rounding })
	c.sifted = len(c.pairs)
}

// A place is a box, and how it is drawn if there is a scale.
type place struct {
	box  Box
	flat [4]float64
}

// place draws a box; ok is false if nothing in it is in reach.
func (c *Closest) place(b Box) (p place, ok bool) {
	if !c.scaled {
		return place{box: b}, true
	}
	if b = b.Intersect(c.scale.Window); b.MinX > b.MaxX || b.MinY > b.MaxY {
		return place{}, false
	}
	return place{b, c.m.FlatBox(b)}, true
}

// bound returns a lower bound of the distance of two places.
func (c *Closest) bound(a, b *place) float64 {
	if !c.scaled {
		return c.m.Boxes(a.box, b.box)
	}
	dx := max(0, b.flat[0]-a.flat[2], a.flat[0]-b.flat[2])
	dy := max(0, b.flat[1]-a.flat[3], a.flat[1]-b.flat[3])
	return math.Sqrt(float64(dx*dx)+float64(dy*dy)) - c.scale.Slack - rounding
}

// A step leads to a child of a node.
type step struct {
	n     node
	at    place
	bound float64
}

// beyond reports whether two boxes are farther from each other than the result.
func (c *Closest) beyond(a, b Box) bool {
	dx := float64(c.scale.East * float64(max(0, b.MinX-a.MaxX, a.MinX-b.MaxX)))
	dy := float64(c.scale.North * float64(max(0, b.MinY-a.MaxY, a.MinY-b.MaxY)))
	most := c.most + rounding
	return float64(dx*dx)+float64(dy*dy) > float64(most*most)
}

// below looks below two nodes, nearest children first.
func (c *Closest) below(x, y node, xAt, yAt *place) {
	if x.level == 0 && y.level == 0 {
		c.runs(c.a.run(x.i), c.b.run(y.i), xAt)
		return
	}
	// Split the taller side; its children are few, so sort by selection.
	var steps [fanout]step
	n := 0
	r, split, other := c.b, y, xAt
	splitA := x.level >= y.level
	if splitA {
		r, split, other = c.a, x, yAt
	}
	boxes, first := r.tree.children(split)
	for i := range boxes {
		s := &steps[n]
		var ok bool
		box := r.full(boxes[i])
		if c.scaled && c.beyond(box, other.box) {
			continue // without drawing it
		}
		if s.at, ok = c.place(box); !ok {
			continue
		}
		if s.bound = c.bound(&s.at, other); s.bound < c.most {
			s.n = node{split.level - 1, first + i}
			n++
		}
	}
	for ; n > 0 && !c.meets; n-- {
		k := 0
		for i := 1; i < n; i++ {
			if steps[i].bound < steps[k].bound {
				k = i
			}
		}
		if steps[k].bound >= c.most {
			return
		}
		if k != n-1 {
			steps[k], steps[n-1] = steps[n-1], steps[k]
		}
		if s := &steps[n-1]; splitA {
			c.below(s.n, y, &s.at, yAt)
		} else {
			c.below(x, s.n, xAt, &s.at)
		}
	}
}

// runs looks at the pairs of edges of two runs; at is where the first is.
func (c *Closest) runs(x, y run, at *place) {
	if !c.scaled {
		for j := y.start; j < y.end; j++ {
			if box := edgeBox(c.b.points[j], c.b.points[j+1]); c.bound(at, &place{box: box}) < c.most {
				c.measure(x, j, box)
			}
		}
		return
	}
	c.draw(x)
	edges, n, long := &c.edges, 0, 0.0
	s, inside := c.onPaper(c.b.points[y.start])
	for j := y.start; j < y.end && !c.meets; j++ {
		box := edgeBox(c.b.points[j], c.b.points[j+1])
		if box.Meets(at.box) && c.meet(x, j, box) {
			return
		}
		t, ok := c.onPaper(c.b.points[j+1])
		if ok && inside {
			e := &edges[n]
			*e = flatEdgeOf(s, t)
			e.number, e.gap2 = j, e.gap(&c.around)
			long = max(long, e.length2)
			n++
		} else { // too long for the paper
			c.measure(x, j, box)
		}
		s, inside = t, ok
	}
	// The nearest first: it lets the others go.
	loss := c.scale.Slack + c.scale.bend(c.long, long) + rounding
	for ; n > 0; n-- {
		k := 0
		for i := 1; i < n; i++ {
			if edges[i].gap2 < edges[k].gap2 {
				k = i
			}
		}
		if d := c.most + loss; edges[k].gap2 > float64(d*d) {
			return
		}
		c.consider(x, &edges[k], loss)
		edges[k] = edges[n-1]
	}
}

// draw draws a run of the region, if that is not the last it has drawn.
func (c *Closest) draw(x run) {
	if c.run == x.start {
		return
	}
	c.run, c.long = x.start, 0
	s, _ := c.onPaper(c.a.points[x.start])
	for i := range x.end - x.start {
		t, _ := c.onPaper(c.a.points[x.start+i+1])
		e := flatEdgeOf(s, t)
		if c.flat[i], s = e, t; i == 0 {
			c.around = e
		}
		c.long = max(c.long, e.length2)
		c.around.low = vector{min(c.around.low.x, e.low.x), min(c.around.low.y, e.low.y)}
		c.around.high = vector{max(c.around.high.x, e.high.x), max(c.around.high.y, e.high.y)}
	}
}

// consider keeps the pairs of edges of a run and an edge that may be the closest; loss
// is what the paper's distances may be too great.
func (c *Closest) consider(x run, e *flatEdge, loss float64) {
	reach := c.most + loss
	for i := range x.end - x.start {
		o := &c.flat[i]
		if e.gap(o) > float64(reach*reach) {
			continue
		}
		d := math.Sqrt(min(e.s.fromSegment(o), e.t.fromSegment(o), o.s.fromSegment(e), o.t.fromSegment(e)))
		if d > reach {
			continue
		}
		c.most = min(c.most, d+loss-c.scale.Slack+c.scale.Short)
		reach = c.most + loss
		if len(c.pairs) >= max(16, 2*c.sifted) {
			c.sift()
		}
		c.pairs = append(c.pairs, pairOfEdges{x.start + i, e.number, d - loss})
	}
}

// onPaper draws a point; inside is false if that is outside the window.
func (c *Closest) onPaper(p Point) (v vector, inside bool) {
	w := &c.scale.Window
	v.x, v.y = c.m.Flat(p)
	return v, w.MinX <= p.X && p.X <= w.MaxX && w.MinY <= p.Y && p.Y <= w.MaxY
}

// meet looks for an edge of a run that meets an edge.
func (c *Closest) meet(x run, j int32, box Box) bool {
	for i := x.start; i < x.end; i++ {
		p, q := c.a.points[i], c.a.points[i+1]
		if edgeBox(p, q).Meets(box) && meet(p, q, c.b.points[j], c.b.points[j+1]) {
			c.meets = true
			return true
		}
	}
	return false
}

// measure measures the pairs of edges of a run and an edge, whose box is given.
func (c *Closest) measure(x run, j int32, box Box) {
	if c.meet(x, j, box) {
		return
	}
	for i := x.start; i < x.end; i++ {
		p, q := c.a.points[i], c.a.points[i+1]
		if c.m.Boxes(edgeBox(p, q), box) < c.most {
			d := c.m.Edges(p, q, c.b.points[j], c.b.points[j+1])
			c.most, c.best = min(c.most, d), min(c.best, d)
		}
	}
}

// meet reports whether two edges share a point, exactly. Their boxes meet.
func meet(p, q, s, t Point) bool {
	apart := func(u, v float64) bool { return u > 0 && v > 0 || u < 0 && v < 0 }
	return !apart(orient(p, q, s), orient(p, q, t)) && !apart(orient(s, t, p), orient(s, t, q))
}
