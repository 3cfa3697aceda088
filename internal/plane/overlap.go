package plane

import (
	"cmp"
	"context"
	"fmt"
	"math"
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
// Crossings in grid points, and vertices, are summed exactly. A proper crossing
// adds a0×d exactly and t·(e×d) rounded, where e = a1−a0, d = a1−b1 and t is
// where the edge b0, b1 with f = b1−b0 cuts a0, a1. Let L be the sum of the
// extents of e and f. The orientations behind t are off by less than 2^-52.9·L²,
// which moves t by that over |e×f|; and |e×d| is at most |e×f|, so that the sum
// is off by less than 2^-52.9·L² however flat the crossing is. Rounding t and the
// product adds less than 2^-52·L², as |e×f| is below L²/4. The bound used is
// 2^-51·L² a crossing, and one rounding for their sum, which is compensated.
//
// Where the bound is more than 1e-10 of the result, which takes edges very long
// for the area between them, the result is evaluated again with all bits; so it
// is good to 1e-10 of itself.
//
// # Performance
//
// A search in each tree and the pairs of runs of edges whose boxes meet;
// no allocation in the steady state.
func Overlap(a, b *Region) float64 {
	area, _ := OverlapWithin(context.Background(), a, b, math.MaxInt)
	return area
}

// OverlapWithin is Overlap that can be cancelled, and that fails with
// ErrTooComplex where the boxes of more than limit pairs of edges meet; 0 means
// DefaultPairs. A crossing that is evaluated with all bits counts
// as CrossingShare pairs.
func OverlapWithin(ctx context.Context, a, b *Region, limit int) (float64, error) {
	if a.Empty() || b.Empty() || !a.box.Meets(b.box) {
		return 0, nil
	}
	o := overlaps.Get().(*overlap)
	defer overlaps.Put(o)
	if o.ctx, o.limit = ctx, limit; limit == 0 {
		o.limit = DefaultPairs
	}
	area := o.measure(a, b)
	o.ctx = nil
	return area, o.err
}

// measure returns the area of what two regions share whose boxes meet.
func (o *overlap) measure(a, b *Region) float64 {
	if order(a, b) > 0 {
		a, b = b, a
	}
	area := o.area(a, b)
	if o.proper {
		area = min(area, a.Area(), b.Area()) // which rounding may exceed
	}
	return area
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
	turns   []int32    // change of winding number in b along each edge of a
	crossed bool       // whether any edges cross
	exact   int128     // twice the area: all that is whole
	near    []nearEdge // of a, near the run of b that is being walked

	// What proper crossings add to that: rounded, with the error of the sum, and
	// what the bound is proportional to; or all bits of it, if precise is set.
	rounded, lost float64
	scale         float64
	proper        bool
	precise       bool
	fraction      fixed

	ctx   context.Context
	limit int // of pairs of edges
	pairs int
	err   error

	// The winding number in a at the end of the last run of b, which is where the
	// next run usually starts.
	end   int32
	turn  int
	known bool
}

var overlaps = sync.Pool{New: func() any { return new(overlap) }}

func (o *overlap) area(a, b *Region) float64 {
	o.precise = false
	o.sum(a, b)
	if o.err != nil {
		return 0
	}
	total := o.exact.float() + (o.rounded + o.lost)
	if !o.proper {
		return total / 2
	}
	bound := o.scale*0x1p-51 + (math.Abs(o.exact.float())+math.Abs(o.rounded))*0x1p-51
	if total*goodEnough > bound {
		return total / 2
	}
	o.precise = true
	o.sum(a, b)
	// It is positive: the boundaries properly cross.
	return max(o.fraction.float(o.exact), 1e-200) / 2
}

func (o *overlap) sum(a, b *Region) {
	o.a, o.b = a, b
	window := a.box.Intersect(b.box)
	o.origin = Point{window.MinX + (window.MaxX-window.MinX)/2, window.MinY + (window.MaxY-window.MinY)/2}
	o.turns = slices.Grow(o.turns[:0], len(a.points))[:len(a.points)]
	clear(o.turns)
	o.exact, o.rounded, o.lost, o.scale, o.proper, o.crossed, o.known = int128{}, 0, 0, 0, false, false, false
	o.pairs, o.err = 0, nil
	if o.precise {
		o.fraction.reset()
	}

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
	if o.stopped() {
		return
	}
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

// stopped reports whether the sum has been given up.
func (o *overlap) stopped() bool {
	switch {
	case o.err != nil:
	case o.pairs > o.limit:
		o.err = fmt.Errorf("%w: over %d pairs", ErrTooComplex, o.limit)
	case o.ctx != nil:
		o.err = o.ctx.Err()
	}
	return o.err != nil
}

// side returns a bit for each side of the box that a point lies beyond, without
// branches, which would be guessed wrong.
func (b *Box) side(p Point) uint64 {
	return negative(p.X-b.MinX) | negative(b.MaxX-p.X)<<1 | negative(p.Y-b.MinY)<<2 | negative(b.MaxY-p.Y)<<3
}

func negative(v int64) uint64 { return uint64(v) >> 63 }

// walkFirst adds the edges of a, whose crossings are known by now.
func (o *overlap) walkFirst() {
	if o.stopped() {
		return
	}
	for r := range o.a.Rings() {
		start, end := o.a.start(r), o.a.end(int(r))-1
		turn := o.b.winding(o.a.points[start], tieBackward)
		if !o.crossed && turn == 0 {
			continue
		}
		if !o.crossed && turn == 1 && o.a.Rings() == 1 {
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
	for k := range o.near {
		near := &o.near[k]
		if (box.MaxX-near.box.MinX)|(near.box.MaxX-box.MinX)|(box.MaxY-near.box.MinY)|(near.box.MaxY-box.MinY) < 0 {
			continue // they do not meet
		}
		o.pairs++
		i := near.at
		a0, a1 := o.a.points[i], o.a.points[i+1]
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
			o.addProper(enters, a0, a1, p, q, o1, o2)
		}
	}
	return turn
}

// addTouch adds a crossing in the grid point c.
func (o *overlap) addTouch(enters int, c, a1, b1 Point) {
	o.add(enters, mul(c.X-o.origin.X, a1.Y-b1.Y).sub(mul(c.Y-o.origin.Y, a1.X-b1.X)))
}

func (o *overlap) add(enters int, v int128) {
	if enters > 0 {
		o.exact = o.exact.add(v)
	} else {
		o.exact = o.exact.sub(v)
	}
}

// addProper adds a crossing c between grid points; o1 and o2 are the
// orientations of a0 and a1 about the edge of b. With c = a0 + t·e that is
// a0×d + t·(e×d).
func (o *overlap) addProper(enters int, a0, a1, b0, b1 Point, o1, o2 float64) {
	o.proper = true
	o.addTouch(enters, a0, a1, b1)
	ex, ey, dx, dy := a1.X-a0.X, a1.Y-a0.Y, a1.X-b1.X, a1.Y-b1.Y
	along := mul(ex, dy).sub(mul(ey, dx))
	if o.precise {
		o.pairs += CrossingShare
		num := orientExact(b0, b1, a0)
		o.fraction.add(enters, num, along, num.sub(orientExact(b0, b1, a1)))
		return
	}
	t := o1 / (o1 - o2) // of opposite signs, so between 0 and 1
	v := float64(float64(enters)*t) * along.float()
	sum := o.rounded + v
	if math.Abs(o.rounded) >= math.Abs(v) {
		o.lost += (o.rounded - sum) + v
	} else {
		o.lost += (v - sum) + o.rounded
	}
	o.rounded = sum
	extent := float64(abs(ex) + abs(ey) + abs(b1.X-b0.X) + abs(b1.Y-b0.Y))
	o.scale += float64(extent * extent)
}

func abs(v int64) int64 { return max(v, -v) }

const fractionBits = 448
