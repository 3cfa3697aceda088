package plane

// A hierarchy is boxes over boxes over things in their order: each node covers
// fanout consecutive nodes of the level below. Order is all the structure there
// is: node i of level k covers the things from i·fanout^k on.
type hierarchy struct {
	levels [][]Box // levels[0] are the boxes of the things
}

const (
	fanShift = 3
	fanout   = 1 << fanShift
)

func newHierarchy(boxes []Box) hierarchy {
	h := hierarchy{levels: [][]Box{boxes}}
	for len(boxes) > 1 {
		up := make([]Box, (len(boxes)+fanout-1)>>fanShift)
		for i := range up {
			up[i] = EmptyBox
		}
		for i, b := range boxes {
			up[i>>fanShift] = up[i>>fanShift].Union(b)
		}
		h.levels = append(h.levels, up)
		boxes = up
	}
	return h
}

// top returns the number of the highest level, which has one node.
func (h *hierarchy) top() int { return len(h.levels) - 1 }

// children returns the range of nodes of the level below node i of a level.
func (h *hierarchy) children(level, i int) (from, to int) {
	return i << fanShift, min((i+1)<<fanShift, len(h.levels[level-1]))
}

// visit calls f with the number of each thing whose box meets the window, in
// order, as long as f returns true.
func (h *hierarchy) visit(level, i int, window Box, f func(i int) bool) bool {
	if !h.levels[level][i].Meets(window) {
		return true
	}
	if level == 0 {
		return f(i)
	}
	from, to := h.children(level, i)
	for c := from; c < to; c++ {
		if !h.visit(level-1, c, window, f) {
			return false
		}
	}
	return true
}

// A tree is a hierarchy over the edges of a region: leaves are at most
// leafEdges consecutive edges of one ring. It is empty for a region of one
// short ring, which is treated as one leaf.
type tree struct {
	hierarchy
	leaves []leaf
}

// A leaf is the run of edges from points[start] to points[end].
type leaf struct {
	start, end int32
	ring       int32
}

const leafEdges = 16

func (t *tree) build(r *Region) {
	if len(r.ends) == 0 || len(r.ends) == 1 && len(r.points) <= leafEdges+1 {
		return
	}
	n := 0
	for i := range r.ends {
		n += (len(r.Ring(i)) - 1 + leafEdges - 1) / leafEdges
	}
	t.leaves = make([]leaf, 0, n)
	boxes := make([]Box, 0, n)
	for i := range r.ends {
		last := r.ends[i] - 1
		for s := r.start(i); s < last; s += leafEdges {
			e := min(s+leafEdges, last)
			t.leaves = append(t.leaves, leaf{s, e, int32(i)})
			box := EmptyBox
			for _, p := range r.points[s : e+1] {
				box = box.Add(p)
			}
			boxes = append(boxes, box)
		}
	}
	t.hierarchy = newHierarchy(boxes)
}

// span returns the first and the last leaf below node i of a level.
func (t *tree) span(level, i int) (first, last leaf) {
	shift := level * fanShift
	return t.leaves[i<<shift], t.leaves[min((i+1)<<shift, len(t.leaves))-1]
}

// visit calls f for each run of edges whose box meets the window, in order, as
// long as f returns true. Runs next to each other in a ring share a point.
func (r *Region) visit(window Box, f func(l leaf) bool) bool {
	if len(r.tree.leaves) == 0 {
		return len(r.points) == 0 || !r.box.Meets(window) || f(leaf{0, int32(len(r.points) - 1), 0})
	}
	return r.tree.visit(r.tree.top(), 0, window, func(i int) bool { return f(r.tree.leaves[i]) })
}
