package index

import (
	"math"
)

// A tree is a packed R-tree: boxes of numbered things level by level, the things
// themselves first; box i of a level covers those of the level below from
// i·fanout on. The highest level has at most fanout boxes.
type tree struct {
	grid   cellGrid
	levels [][]cells
}

const fanout = 16 // boxes of a node: four cache lines

// newTree makes the tree of things whose boxes lie in a good order: neighbours
// near each other.
func newTree(g cellGrid, boxes []box) tree {
	level := make([]cells, len(boxes))
	for i, b := range boxes {
		level[i] = g.cells(b)
	}
	t := tree{g, [][]cells{level}}
	for len(level) > fanout {
		above := make([]cells, (len(level)+fanout-1)/fanout)
		for i, c := range level {
			if u := &above[i/fanout]; i%fanout == 0 {
				*u = c
			} else {
				*u = cells{min(u.minX, c.minX), min(u.minY, c.minY), max(u.maxX, c.maxX), max(u.maxY, c.maxY)}
			}
		}
		t.levels = append(t.levels, above)
		level = above
	}
	return t
}

// search appends the numbers of the things whose boxes meet a box, in order; and
// of some that only come close.
func (t *tree) search(dst []int32, box box) []int32 {
	c := t.grid.cells(box)
	return t.searchNode(dst, &c, len(t.levels)-1, 0)
}

// searchNode searches the boxes of a level that start at first.
func (t *tree) searchNode(dst []int32, c *cells, level, first int) []int32 {
	boxes := t.levels[level]
	boxes = boxes[first:min(first+fanout, len(boxes))]
	for i := range boxes {
		switch {
		case !boxes[i].meet(c):
		case level == 0:
			dst = append(dst, int32(first+i))
		default:
			dst = t.searchNode(dst, c, level-1, (first+i)*fanout)
		}
	}
	return dst
}

// cells is a box in cells of a grid, those at its borders included: comparing
// cells never excludes what touches.
type cells struct{ minX, minY, maxX, maxY uint32 }

func (a *cells) meet(b *cells) bool {
	return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY
}

// A cellGrid cuts a square into 2^32 by 2^32 cells. What lies beyond the square
// counts to the cells at its border.
type cellGrid struct{ left, low, perMetre float64 }

// gridAround returns a grid over all boxes.
func gridAround(boxes []box) cellGrid {
	left, right := math.Inf(1), math.Inf(-1)
	low, high := left, right
	for _, b := range boxes {
		if !b.empty() {
			left, right = min(left, b.minX), max(right, b.maxX)
			low, high = min(low, b.minY), max(high, b.maxY)
		}
	}
	return cellGrid{left, low, math.MaxUint32 / max(right-left, high-low, 1)}
}

func (g *cellGrid) cells(b box) cells {
	return cells{g.column(b.minX), g.row(b.minY), g.column(b.maxX), g.row(b.maxY)}
}

func (g *cellGrid) column(x float64) uint32 { return cell((x - g.left) * g.perMetre) }
func (g *cellGrid) row(y float64) uint32    { return cell((y - g.low) * g.perMetre) }

func cell(v float64) uint32 {
	switch {
	case !(v > 0):
		return 0
	case v >= math.MaxUint32:
		return math.MaxUint32
	}
	return uint32(v)
}

// box returns a box around cells, a cell too large each way for what rounding
// may do.
func (g *cellGrid) box(c cells) box {
	return box{
		minX: g.left + (float64(c.minX)-1)/g.perMetre, minY: g.low + (float64(c.minY)-1)/g.perMetre,
		maxX: g.left + (float64(c.maxX)+2)/g.perMetre, maxY: g.low + (float64(c.maxY)+2)/g.perMetre,
	}
}
