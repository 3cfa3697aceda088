package plane

// A Metric measures what the plane cannot: how far apart things are on the
// ground. Both functions are symmetric and return 0 for what meets.
type Metric interface {
	// Boxes returns a lower bound of the distance of anything in a from anything
	// in b.
	Boxes(a, b Box) float64
	// Edges returns the distance of the edge a0, a1 from the edge b0, b1.
	Edges(a0, a1, b0, b1 Point) float64
}

// Closest returns the least distance between the boundaries of a and b, or
// limit, which may be +Inf, if that is not less. Insides do not count: a region within another is
// as far as its boundary is from the other's. Branch and bound over both
// trees.
func Closest(a, b *Region, m Metric, limit float64) float64 {
	if a.Empty() || b.Empty() {
		return limit
	}
	c := closest{a: a, b: b, m: m, best: limit}
	c.pair(a.tree.root(), b.tree.root(), m.Boxes(a.box, b.box))
	return c.best
}

type closest struct {
	a, b *Region
	m    Metric
	best float64
}

// pair looks below two nodes, nearest children first; bound is the least
// distance that their boxes allow.
func (c *closest) pair(x, y node, bound float64) {
	if bound >= c.best {
		return
	}
	if x.level == 0 && y.level == 0 {
		c.runs(c.a.run(x.i), c.b.run(y.i))
		return
	}
	// Split the taller side; its children are few, so sort by selection.
	splitA := x.level >= y.level
	type step struct {
		n     node
		bound float64
	}
	var steps [fanout]step
	n := 0
	r, split, other := c.a, x, c.b.nodeBox(y)
	if !splitA {
		r, split, other = c.b, y, c.a.nodeBox(x)
	}
	boxes, first := r.tree.children(split)
	for i := range boxes {
		steps[n] = step{node{split.level - 1, first + i}, c.m.Boxes(r.full(boxes[i]), other)}
		n++
	}
	for ; n > 0; n-- {
		k := 0
		for i := 1; i < n; i++ {
			if steps[i].bound < steps[k].bound {
				k = i
			}
		}
		s := steps[k]
		steps[k] = steps[n-1]
		if splitA {
			c.pair(s.n, y, s.bound)
		} else {
			c.pair(x, s.n, s.bound)
		}
	}
}

func (c *closest) runs(x, y run) {
	for i := x.start; i < x.end; i++ {
		p, q := c.a.points[i], c.a.points[i+1]
		for j := y.start; j < y.end; j++ {
			s, t := c.b.points[j], c.b.points[j+1]
			if edgeBox(p, q).Meets(edgeBox(s, t)) && meet(p, q, s, t) {
				c.best = min(c.best, 0)
				return
			}
			if c.m.Boxes(edgeBox(p, q), edgeBox(s, t)) < c.best {
				c.best = min(c.best, c.m.Edges(p, q, s, t))
			}
		}
	}
}

// meet reports whether two edges share a point, exactly. Their boxes meet.
func meet(p, q, s, t Point) bool {
	apart := func(u, v float64) bool { return u > 0 && v > 0 || u < 0 && v < 0 }
	return !apart(orient(p, q, s), orient(p, q, t)) && !apart(orient(s, t, p), orient(s, t, q))
}
