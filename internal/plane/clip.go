package plane

// addClipped adds the edges of a region that matter inside a window. What runs
// outside is pulled in to just outside the window, which changes no winding
// number within: two points on one side of the window stay on that side. The
// cost is that of the edges near the window.
func (a *arrangement) addClipped(r *Region, input int, window Box) {
	if r.Empty() || !r.box.Meets(window) {
		return
	}
	if window.Contains(r.box) {
		a.addRegion(r, input)
		return
	}
	c := clipper{r: r, window: window, edge: Box{window.MinX - 2, window.MinY - 2, window.MaxX + 2, window.MaxY + 2}}
	c.node(r.tree.root())
	c.close()
	for _, ring := range c.rings {
		a.addRing(ring, input)
	}
}

type clipper struct {
	r            *Region
	window, edge Box
	ring         []Point
	number       int32
	rings        [][]Point
}

func (c *clipper) node(n node) {
	if !c.r.nodeBox(n).Meets(c.window) {
		// All of it is on one side of the window: only where each ring comes and
		// goes matters.
		if first, last := c.r.span(n); first.ring == last.ring {
			c.far(first.start, last.end, first.ring)
		} else {
			c.far(first.start, c.r.end(int(first.ring))-1, first.ring)
			c.far(c.r.start(int(last.ring)), last.end, last.ring)
		}
		return
	}
	if n.level == 0 {
		c.run(c.r.run(n.i))
		return
	}
	boxes, first := c.r.tree.children(n)
	for k := range boxes {
		c.node(node{n.level - 1, first + k})
	}
}

// far adds a run of edges of which none meets the window.
func (c *clipper) far(start, end, ring int32) {
	c.begin(ring)
	c.add(c.clamp(c.r.points[start]))
	c.add(c.clamp(c.r.points[end]))
}

func (c *clipper) run(l run) {
	c.begin(l.ring)
	for i := l.start; i < l.end; i++ {
		p, q := c.r.points[i], c.r.points[i+1]
		if edgeBox(p, q).Meets(c.window) {
			c.add(p)
			c.add(q)
		} else {
			c.add(c.clamp(p))
			c.add(c.clamp(q))
		}
	}
}

func (c *clipper) clamp(p Point) Point {
	return Point{min(max(p.X, c.edge.MinX), c.edge.MaxX), min(max(p.Y, c.edge.MinY), c.edge.MaxY)}
}

func (c *clipper) begin(ring int32) {
	if ring != c.number {
		c.close()
		c.number = ring
	}
}

func (c *clipper) add(p Point) {
	if n := len(c.ring); n == 0 || c.ring[n-1] != p {
		c.ring = append(c.ring, p)
	}
}

func (c *clipper) close() {
	if len(c.ring) > 2 {
		c.rings = append(c.rings, c.ring)
	}
	c.ring = nil
}
