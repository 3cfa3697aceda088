package plane

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"sync"
)

// Overlap returns the area of what a and b share, in square units: 0 exactly
// if and only if their interiors do not meet, and the same bits for either
// order.
//
// # How
//
// Twice the area is the sum, over the pieces of a's boundary inside b and of
// b's inside a, of the cross product of a piece's ends. An edge from p to q
// that starts with winding number w and changes it by s at a crossing c adds
// w·(p×q) + s·(c×q), so crossings need no order along an edge; and the two
// edges that cross in c, with opposite s, add s·c×(q₁−q₂) together.
//
// # Accuracy
//
// Crossings in grid points, and vertices, are summed exactly. Let L be the sum
// of the extents of two edges that properly cross in c, with c measured from a
// point in both boxes. Orientations carry an error below 2^-51.9·L², which
// moves c along its edge and the sum by at most 2·2^-51.9·L²; rounding c and the products
// adds at most 2^-50.5·L·|c|. The bound used is the generous 2^-49·L·(L+|c|)
// a crossing. Where the bounds' sum is more than 1e-10 of the result, which
// takes edges very long for the area between them, the result is evaluated
// again with 512 bits; so it is good to 1e-10 of itself.
//
// # Performance
//
// A search in each tree and the pairs of runs of edges whose boxes meet;
// no allocation in the steady state.
func Overlap(a, b *Region) float64 {
	if a.Empty() || b.Empty() || !a.box.Meets(b.box) {
		return 0
	}
	if order(a, b) > 0 {
		a, b = b, a
	}
	o := overlaps.Get().(*overlap)
	defer overlaps.Put(o)
	return min(o.area(a, b), a.Area(), b.Area())
}

// order puts the region with fewer vertices first, so that a site walks its
// own edges and searches the zone's; equal sizes are ordered by what they hold.
func order(a, b *Region) int {
	if c := cmp.Compare(len(a.points), len(b.points)); c != 0 {
		return c
	}
	return slices.CompareFunc(a.points, b.points, comparePoints)
}

func comparePoints(p, q Point) int {
	if c := cmp.Compare(p.X, q.X); c != 0 {
		return c
	}
	return cmp.Compare(p.Y, q.Y)
}

// goodEnough is the error, as a share of the result, above which a result is
// evaluated again.
const goodEnough = 1e-10

// An overlap is the running sum of one call.
type overlap struct {
	a, b    *Region
	origin  Point
	turns   []int32 // change of winding number in b along each edge of a
	crossed bool    // whether any edges cross
	exact   int128  // twice the area, from vertices and crossings in grid points
	rounded float64 // twice the area, from proper crossings
	scale   float64 // what the error of rounded is proportional to
	proper  int     // number of proper crossings
	near    []int32 // edges of a near the run of b that is being walked

	// The winding number in a at the end of the last run of b, which is where the
	// next run usually starts.
	end   int32
	turn  int
	known bool

	crossings []crossing // where proper crossings are kept, if record is set
	record    bool
}

// A crossing is a proper crossing of the edge a0, a1 of the first region with
// b0, b1 of the second; enters is +1 if the first enters the second there.
type crossing struct {
	a0, a1, b0, b1 Point
	enters         int
}

var overlaps = sync.Pool{New: func() any { return new(overlap) }}

func (o *overlap) area(a, b *Region) float64 {
	o.record = false
	o.sum(a, b)
	total := o.exact.float() + o.rounded
	if o.proper == 0 {
		return total / 2
	}
	bound := float64(o.scale*(0x1p-49+float64(float64(o.proper)*0x1p-53))) + math.Abs(o.exact.float())*0x1p-52
	if total*goodEnough > bound {
		return total / 2
	}
	o.record, o.crossings = true, o.crossings[:0]
	o.sum(a, b)
	return o.precise() / 2
}

func (o *overlap) sum(a, b *Region) {
	o.a, o.b = a, b
	window := a.box.Intersect(b.box)
	o.origin = Point{window.MinX + (window.MaxX-window.MinX)/2, window.MinY + (window.MaxY-window.MinY)/2}
	o.turns = slices.Grow(o.turns[:0], len(a.points))[:len(a.points)]
	clear(o.turns)
	o.exact, o.rounded, o.scale, o.proper, o.crossed, o.known = int128{}, 0, 0, 0, false, false

	if root := b.tree.root(); root.level == 0 {
		o.walkSecond(b.run(0), window)
	} else {
		o.descend(root, b.small(window), window)
	}
	o.walkFirst()
}

// descend walks the runs of b below a node that meet the window.
func (o *overlap) descend(n node, small smallBox, window Box) {
	boxes, first := o.b.tree.children(n)
	for k := range boxes {
		if !boxes[k].meets(&small) {
			continue
		}
		if below := (node{n.level - 1, first + k}); below.level == 0 {
			o.walkSecond(o.b.run(below.i), o.b.full(boxes[k]).Intersect(window))
		} else {
			o.descend(below, small, window)
		}
	}
}

// walkSecond adds a run of edges of b and all crossings on it. The window is
// where a box around the run meets the box of a.
func (o *overlap) walkSecond(l run, window Box) {
	if o.end != l.start {
		o.known = false
	}
	o.end = l.end
	points := o.b.points[l.start : l.end+1]
	p := points[0]
	before := window.side(p)
	gathered := false
	for _, q := range points[1:] {
		side := window.side(q)
		if before&side != 0 {
			o.turn, o.known = 0, true // both beyond one side: q is outside the box of a
			p, before = q, side
			continue
		}
		if !o.known {
			o.turn, o.known = o.a.winding(p, tieForward), true
		}
		if !gathered {
			gathered = true
			o.gather(window)
			if len(o.near) == 0 && o.turn == 0 {
				return // as far as the box of a goes, the run is outside as a whole
			}
		}
		o.addVertex(o.turn, p, q)
		o.turn += o.cross(p, q)
		p, before = q, side
	}
}

// gather lists the edges of a whose boxes meet the window, in order.
func (o *overlap) gather(window Box) {
	o.near = o.near[:0]
	if root := o.a.tree.root(); root.level == 0 {
		o.gatherRun(o.a.run(0), window)
	} else {
		o.gatherBelow(root, o.a.small(window), window)
	}
}

func (o *overlap) gatherBelow(n node, small smallBox, window Box) {
	boxes, first := o.a.tree.children(n)
	for k := range boxes {
		if !boxes[k].meets(&small) {
			continue
		}
		if below := (node{n.level - 1, first + k}); below.level == 0 {
			o.gatherRun(o.a.run(below.i), window)
		} else {
			o.gatherBelow(below, small, window)
		}
	}
}

func (o *overlap) gatherRun(l run, window Box) {
	before := window.side(o.a.points[l.start])
	for i, p := range o.a.points[l.start+1 : l.end+1] {
		side := window.side(p)
		if before&side == 0 { // not both beyond one side of the window
			o.near = append(o.near, l.start+int32(i))
		}
		before = side
	}
}

// side returns a bit for each side of the box that a point lies beyond.
func (b *Box) side(p Point) (bits uint8) {
	if p.X < b.MinX {
		bits = 1
	} else if p.X > b.MaxX {
		bits = 2
	}
	if p.Y < b.MinY {
		bits |= 4
	} else if p.Y > b.MaxY {
		bits |= 8
	}
	return bits
}

// walkFirst adds the edges of a, whose crossings are known by now.
func (o *overlap) walkFirst() {
	for r := range o.a.ends {
		start, end := o.a.start(r), o.a.ends[r]-1
		turn := o.b.winding(o.a.points[start], tieBackward)
		if !o.crossed && turn == 0 {
			continue
		}
		if !o.crossed && turn == 1 && len(o.a.ends) == 1 {
			o.exact = o.exact.add(o.a.area2)
			return
		}
		for i := start; i < end; i++ {
			o.addVertex(turn, o.a.points[i], o.a.points[i+1])
			turn += int(o.turns[i])
		}
	}
}

func (o *overlap) addVertex(turn int, p, q Point) {
	switch turn {
	case 0:
	case 1:
		o.exact = o.exact.add(cross(o.origin, p, q))
	default: // only in regions that are not valid
		for ; turn > 0; turn-- {
			o.exact = o.exact.add(cross(o.origin, p, q))
		}
		for ; turn < 0; turn++ {
			o.exact = o.exact.sub(cross(o.origin, p, q))
		}
	}
}

// cross adds the crossings of the edge p, q of b with the near edges of a and
// returns how the winding number in a changes along it.
func (o *overlap) cross(p, q Point) int {
	turn := 0
	box := edgeBox(p, q)
	for _, i := range o.near {
		a0, a1 := o.a.points[i], o.a.points[i+1]
		if box.side(a0)&box.side(a1) != 0 {
			continue
		}
		o1, o2 := orient(p, q, a0), orient(p, q, a1)
		enters := 1
		switch leftOfSecond(o1, p, q) {
		case leftOfSecond(o2, p, q):
			continue
		case true:
			enters = -1
		}
		o3, o4 := orient(a0, a1, p), orient(a0, a1, q)
		if leftOfFirst(o3, a0, a1) == leftOfFirst(o4, a0, a1) {
			continue
		}
		o.crossed = true
		o.turns[i] += int32(enters)
		turn -= enters
		switch {
		case o1 == 0:
			o.addTouch(enters, a0, a1, q)
		case o2 == 0:
			o.addTouch(enters, a1, a1, q)
		case o3 == 0:
			o.addTouch(enters, p, a1, q)
		case o4 == 0:
			o.addTouch(enters, q, a1, q)
		default:
			o.addProper(crossing{a0, a1, p, q, enters}, o1, o2)
		}
	}
	return turn
}

// addTouch adds a crossing in the grid point c.
func (o *overlap) addTouch(enters int, c, a1, b1 Point) {
	v := mul(c.X-o.origin.X, a1.Y-b1.Y).sub(mul(c.Y-o.origin.Y, a1.X-b1.X))
	if enters > 0 {
		o.exact = o.exact.add(v)
	} else {
		o.exact = o.exact.sub(v)
	}
}

// addProper adds a crossing between grid points; o1 and o2 are the
// orientations of a0 and a1 about the edge of b.
func (o *overlap) addProper(x crossing, o1, o2 float64) {
	o.proper++
	if o.record {
		o.crossings = append(o.crossings, x)
	}
	t := o1 / (o1 - o2) // of opposite signs, so between 0 and 1
	ex, ey := float64(x.a1.X-x.a0.X), float64(x.a1.Y-x.a0.Y)
	cx := float64(x.a0.X-o.origin.X) + float64(t*ex)
	cy := float64(x.a0.Y-o.origin.Y) + float64(t*ey)
	dx, dy := float64(x.a1.X-x.b1.X), float64(x.a1.Y-x.b1.Y)
	o.rounded += float64(float64(x.enters) * (float64(cx*dy) - float64(cy*dx)))
	extent := math.Abs(ex) + math.Abs(ey) + math.Abs(float64(x.b1.X-x.b0.X)) + math.Abs(float64(x.b1.Y-x.b0.Y))
	o.scale += float64(extent * (extent + math.Abs(cx) + math.Abs(cy)))
}

// precise returns twice the area from the recorded crossings, with 512 bits.
// It is positive: the boundaries properly cross.
func (o *overlap) precise() float64 {
	const bits = 512
	sum := new(big.Float).SetPrec(bits).SetInt(o.exact.big())
	var num, den, term big.Int
	for _, x := range o.crossings {
		// c = a0 + o1/(o1−o2)·(a1−a0); c×d over the common denominator.
		d := Point{x.a1.X - x.b1.X, x.a1.Y - x.b1.Y}
		o1 := orientExact(x.b0, x.b1, x.a0)
		den.Set(o1.sub(orientExact(x.b0, x.b1, x.a1)).big())
		start := mul(x.a0.X-o.origin.X, d.Y).sub(mul(x.a0.Y-o.origin.Y, d.X))
		along := mul(x.a1.X-x.a0.X, d.Y).sub(mul(x.a1.Y-x.a0.Y, d.X))
		num.Mul(start.big(), &den)
		num.Add(&num, term.Mul(o1.big(), along.big()))
		if x.enters < 0 {
			num.Neg(&num)
		}
		n := new(big.Float).SetPrec(bits).SetInt(&num)
		sum.Add(sum, n.Quo(n, new(big.Float).SetPrec(bits).SetInt(&den)))
	}
	v, _ := sum.Float64()
	return max(v, 1e-200)
}
