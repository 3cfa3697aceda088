package plane

import "math/bits"

// A tree is small boxes over small boxes over runs of edges of a region. Node i
// of level 0 is run i; node i of level k covers the nodes of the level below
// from i·fanout on; the root is not stored, its box is the region's. It is
// empty for a region of one short ring, which counts as one run.
type tree struct {
	boxes []smallBox // level by level, from the runs up
	count int32      // of runs
	shift uint8      // a cell of small boxes is 2^shift wide
}

// A run is the edges from points[start] to points[end], all of one ring.
type run struct {
	start, end int32
	ring       int32
}

const (
	runEdges   = 8
	shortEdges = 12 // a ring of no more is not worth a tree
)

// A smallBox is a box of the region in cells: its own box cut into at most 2^16
// columns and rows. It takes 8 bytes, the children of a node one cache line.
// Cells are half-open, so that comparing cells never excludes what touches;
// different cells decide, equal ones do not.
type smallBox struct{ minX, minY, maxX, maxY uint16 }

func (b *smallBox) meets(c *smallBox) bool {
	return b.minX <= c.maxX && c.minX <= b.maxX && b.minY <= c.maxY && c.minY <= b.maxY
}

// small returns the cells of a box that lies in the region's.
func (r *Region) small(b Box) smallBox {
	s := r.tree.shift
	return smallBox{
		uint16((b.MinX - r.box.MinX) >> s), uint16((b.MinY - r.box.MinY) >> s),
		uint16((b.MaxX - r.box.MinX) >> s), uint16((b.MaxY - r.box.MinY) >> s),
	}
}

// full returns the box that cells cover, as far as the region's box goes.
func (r *Region) full(b smallBox) Box {
	s := r.tree.shift
	at := func(low int64, cell uint16) int64 { return low + int64(cell)<<s }
	last := int64(1)<<s - 1
	return Box{
		at(r.box.MinX, b.minX), at(r.box.MinY, b.minY),
		min(at(r.box.MinX, b.maxX)+last, r.box.MaxX), min(at(r.box.MinY, b.maxY)+last, r.box.MaxY),
	}
}

// layTree lays out the tree of a region whose points, rings and box are known; its
// boxes are not filled in.
func (r *Region) layTree(a *Arena) {
	t := &r.tree
	*t = tree{}
	switch {
	case r.rings != nil:
		r.rings.cut()
		t.count = int32(len(r.rings.runs))
	case len(r.points) <= shortEdges+1:
		return
	default:
		t.count = int32((len(r.points) - 1 + runEdges - 1) / runEdges)
	}
	extent := max(r.box.MaxX-r.box.MinX, r.box.MaxY-r.box.MinY)
	t.shift = uint8(max(bits.Len64(uint64(extent))-16, 0))
	t.boxes = a.newBoxes(t.level(t.root().level))
}

// fillTree fills in the boxes of the tree.
func (r *Region) fillTree() {
	t := &r.tree
	root := t.root()
	for i := range t.boxes[:t.count] {
		l := r.run(i)
		box := EmptyBox
		for _, p := range r.points[l.start : l.end+1] {
			box = box.Add(p)
		}
		t.boxes[i] = r.small(box)
	}
	for level := 1; level < root.level; level++ {
		below, own := t.boxes[t.level(level-1):t.level(level)], t.boxes[t.level(level):t.level(level+1)]
		for i, b := range below {
			u := &own[i>>fanShift]
			if i&(fanout-1) == 0 {
				*u = b
			}
			*u = smallBox{min(u.minX, b.minX), min(u.minY, b.minY), max(u.maxX, b.maxX), max(u.maxY, b.maxY)}
		}
	}
}

// cut cuts the rings into runs.
func (r *rings) cut() {
	n, start := int32(0), int32(0)
	for _, end := range r.ends {
		n += (end - start - 1 + runEdges - 1) / runEdges
		start = end
	}
	r.runs = make([]run, 0, n)
	start = 0
	for i, end := range r.ends {
		for s := start; s < end-1; s += runEdges {
			r.runs = append(r.runs, run{s, min(s+runEdges, end-1), int32(i)})
		}
		start = end
	}
}

// A node is a node of a tree. At level 0 it is a run.
type node struct{ level, i int }

// root returns the node over all runs; in an empty tree that is the one run.
func (t *tree) root() node {
	if t.count == 0 {
		return node{}
	}
	level := 1
	for n := int(t.count); n > fanout; n = (n + fanout - 1) >> fanShift {
		level++
	}
	return node{level, 0}
}

// nodes returns how many nodes a level has.
func (t *tree) nodes(level int) int {
	shift := level * fanShift
	return (int(t.count) + 1<<shift - 1) >> shift
}

// level returns where the boxes of a level begin.
func (t *tree) level(level int) int {
	at := 0
	for l := range level {
		at += t.nodes(l)
	}
	return at
}

// children returns the boxes of a node's children, and the number of the first
// of them on its level.
func (t *tree) children(n node) (boxes []smallBox, first int) {
	below := t.boxes[t.level(n.level-1):]
	first = n.i << fanShift
	return below[first:min(first+fanout, t.nodes(n.level-1))], first
}

// run returns run i. Those of a single ring follow from their number.
func (r *Region) run(i int) run {
	switch last := int32(len(r.points) - 1); {
	case r.rings != nil:
		return r.rings.runs[i]
	case r.tree.count == 0:
		return run{0, last, 0}
	default:
		return run{int32(i) * runEdges, min(int32(i)*runEdges+runEdges, last), 0}
	}
}

// span returns the first and the last run below a node.
func (r *Region) span(n node) (first, last run) {
	shift := n.level * fanShift
	return r.run(n.i << shift), r.run(min((n.i+1)<<shift, int(r.tree.count)) - 1)
}

// nodeBox returns a box around what is below a node.
func (r *Region) nodeBox(n node) Box {
	if n == r.tree.root() {
		return r.box
	}
	return r.full(r.tree.boxes[r.tree.level(n.level)+n.i])
}

// visit calls f for each run of edges whose box meets the window, in order, as
// long as f returns true; it may call it for runs that come close. Runs next to
// each other in a ring share a point.
func (r *Region) visit(window Box, f func(l run) bool) bool {
	if r.Empty() || !r.box.Meets(window) {
		return true
	}
	root := r.tree.root()
	if root.level == 0 {
		return f(r.run(0))
	}
	return r.visitBelow(root, r.small(r.box.Intersect(window)), f)
}

func (r *Region) visitBelow(n node, window smallBox, f func(l run) bool) bool {
	boxes, first := r.tree.children(n)
	for k := range boxes {
		if !boxes[k].meets(&window) {
			continue
		}
		below := node{n.level - 1, first + k}
		if below.level == 0 && !f(r.run(below.i)) || below.level > 0 && !r.visitBelow(below, window, f) {
			return false
		}
	}
	return true
}
