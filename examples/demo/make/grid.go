package main

// A point is a longitude and latitude in units of 1e-7 degree, about 1 cm. All
// shapes are made with whole numbers, so that every machine makes the same.
type point struct{ x, y int64 }

// A polygon is a shell and its holes, not closed.
type polygon [][]point

// random is the splitmix64 generator: small, and the same for ever.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// within returns a number from -n to n.
func (r *random) within(n int64) int64 { return int64(r.next()%uint64(2*n+1)) - n }

// A grid is a net of irregular cells. Neighbours share the vertices of the edge
// between them, because the edge exists only once.
type grid struct {
	nx, ny int
	nodes  map[[2]int]point
	east   map[[2]int][]point // inside of the edge from node (i, j) to (i+1, j)
	north  map[[2]int][]point // inside of the edge from node (i, j) to (i, j+1)
}

// part returns up to 1/n of a length, either way.
func (r *random) part(length, n int64) int64 { return length * r.within(1000) / (1000 * n) }

// newGrid makes nx × ny cells of dx × dy from the south-west corner. Nodes stray
// by up to 1/stray of a cell; every edge has the given number of vertices
// inside.
func newGrid(r *random, corner point, dx, dy int64, nx, ny int, stray int64, vertices int) *grid {
	g := &grid{nx, ny, map[[2]int]point{}, map[[2]int][]point{}, map[[2]int][]point{}}
	for j := range ny + 1 {
		for i := range nx + 1 {
			g.nodes[[2]int{i, j}] = point{corner.x + int64(i)*dx + r.part(dx, stray), corner.y + int64(j)*dy + r.part(dy, stray)}
		}
	}
	edge := func(a, b point) []point {
		var out []point
		n := int64(vertices + 1)
		for k := int64(1); k < n; k++ {
			out = append(out, point{a.x + (b.x-a.x)*k/n + r.part(dx, 4*stray), a.y + (b.y-a.y)*k/n + r.part(dy, 4*stray)})
		}
		return out
	}
	for j := range ny + 1 {
		for i := range nx + 1 {
			at := [2]int{i, j}
			if i < nx {
				g.east[at] = edge(g.nodes[at], g.nodes[[2]int{i + 1, j}])
			}
			if j < ny {
				g.north[at] = edge(g.nodes[at], g.nodes[[2]int{i, j + 1}])
			}
		}
	}
	return g
}

// A side is an edge of a cell, walked with the cell on the left.
type side struct {
	cell     [2]int
	from, to [2]int
}

// sides returns the four sides of a cell, counter-clockwise from the south.
func sides(i, j int) [4]side {
	c := [2]int{i, j}
	se, ne, nw := [2]int{i + 1, j}, [2]int{i + 1, j + 1}, [2]int{i, j + 1}
	return [4]side{{c, c, se}, {c, se, ne}, {c, ne, nw}, {c, nw, c}}
}

// path returns the vertices of a side without its end.
func (g *grid) path(s side) []point {
	out := []point{g.nodes[s.from]}
	inside, reversed := g.east[s.from], false
	switch {
	case s.to[0] < s.from[0]:
		inside, reversed = g.east[s.to], true
	case s.to[1] > s.from[1]:
		inside = g.north[s.from]
	case s.to[1] < s.from[1]:
		inside, reversed = g.north[s.to], true
	}
	for k := range inside {
		if reversed {
			k = len(inside) - 1 - k
		}
		out = append(out, inside[k])
	}
	return out
}

// cell returns one cell as a polygon.
func (g *grid) cell(i, j int) polygon {
	var ring []point
	for _, s := range sides(i, j) {
		ring = append(ring, g.path(s)...)
	}
	return polygon{ring}
}

// outlines joins the cells that belong into polygons, one for each connected
// part, with holes where cells are missing.
func (g *grid) outlines(belongs func(i, j int) bool) []polygon {
	part := map[[2]int]int{}
	parts := 0
	for j := range g.ny {
		for i := range g.nx {
			if belongs(i, j) && part[[2]int{i, j}] == 0 {
				parts++
				g.spread(part, parts, i, j, belongs)
			}
		}
	}
	out := make([]polygon, parts)
	used := map[side]bool{}
	for j := range g.ny {
		for i := range g.nx {
			for _, s := range sides(i, j) {
				if !used[s] && g.outer(s, part) {
					ring := g.trace(s, part, used)
					p := &out[part[s.cell]-1]
					if twiceArea(ring) > 0 { // the shell goes first
						*p = append(polygon{ring}, *p...)
					} else {
						*p = append(*p, ring)
					}
				}
			}
		}
	}
	return out
}

func (g *grid) spread(part map[[2]int]int, n, i, j int, belongs func(i, j int) bool) {
	at := [2]int{i, j}
	if i < 0 || j < 0 || i >= g.nx || j >= g.ny || part[at] != 0 || !belongs(i, j) {
		return
	}
	part[at] = n
	for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		g.spread(part, n, i+d[0], j+d[1], belongs)
	}
}

// outer reports whether a side bounds its part: nothing of it is beyond.
func (g *grid) outer(s side, part map[[2]int]int) bool {
	if part[s.cell] == 0 {
		return false
	}
	beyond := s.cell
	switch {
	case s.to[0] > s.from[0]:
		beyond[1]--
	case s.to[1] > s.from[1]:
		beyond[0]++
	case s.to[0] < s.from[0]:
		beyond[1]++
	default:
		beyond[0]--
	}
	return part[beyond] == 0
}

// trace walks a ring from a side, keeping to the left at nodes where cells meet
// in a point.
func (g *grid) trace(first side, part map[[2]int]int, used map[side]bool) []point {
	var ring []point
	for s := first; !used[s]; {
		used[s] = true
		ring = append(ring, g.path(s)...)
		s = g.after(s, part)
	}
	return ring
}

func (g *grid) after(s side, part map[[2]int]int) side {
	dx, dy := s.to[0]-s.from[0], s.to[1]-s.from[1]
	for _, d := range [3][2]int{{-dy, dx}, {dx, dy}, {dy, -dx}} { // left, on, right
		to := [2]int{s.to[0] + d[0], s.to[1] + d[1]}
		// The cell to the left of the next side.
		c := [2]int{min(s.to[0], to[0]), min(s.to[1], to[1])}
		switch {
		case d[0] < 0: // west: the cell is to the south
			c[1] = s.to[1] - 1
		case d[1] > 0: // north: the cell is to the west
			c[0] = s.to[0] - 1
		}
		next := side{c, s.to, to}
		if g.outer(next, part) {
			return next
		}
	}
	panic("the ring has no next side")
}

func twiceArea(ring []point) int64 {
	var sum int64
	o := ring[0]
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += (p.x-o.x)*(q.y-o.y) - (q.x-o.x)*(p.y-o.y)
	}
	return sum
}
