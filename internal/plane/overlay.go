package plane

import "context"

// An Op is a boolean operation on two regions.
type Op uint8

const (
	Intersection Op = iota // in both
	Difference             // in the first, not in the second
	Union                  // in one or both
)

// Overlay returns the result of an operation as a region of simple rings on the
// grid: [Region.Polygons] parts it into shells and their holes. Its area is
// that of the exact result up to 0.71 units times the perimeters of a and b. Limit
// bounds the pairs of edges whose boxes meet; 0 means DefaultPairs.
//
// # Performance
//
// n log n and the pairs of edges whose boxes meet, n being the edges of the
// first region and those of the second in its box; for Union, all edges.
func Overlay(ctx context.Context, op Op, a, b *Region, limit int) (*Region, error) {
	arr := newArrangement(ctx, limit)
	arr.addRegion(a, 0)
	if op == Union {
		arr.addRegion(b, 1)
	} else {
		arr.addClipped(b, 1, a.Box())
	}
	switch op {
	case Intersection:
		return arr.build(func(a, b int32) bool { return a > 0 && b > 0 })
	case Difference:
		return arr.build(func(a, b int32) bool { return a > 0 && b <= 0 })
	}
	return arr.build(func(a, b int32) bool { return a > 0 || b > 0 })
}

// Cover returns what at least times regions cover, within a window region if
// that is not nil.
func Cover(ctx context.Context, regions []*Region, times int, window *Region, limit int) (*Region, error) {
	arr := newArrangement(ctx, limit)
	for _, r := range regions {
		if window == nil {
			arr.addRegion(r, 0)
		} else {
			arr.addClipped(r, 0, window.Box())
		}
	}
	n := int32(times)
	if window == nil {
		return arr.build(func(a, _ int32) bool { return a >= n })
	}
	arr.addRegion(window, 1)
	return arr.build(func(a, b int32) bool { return a >= n && b > 0 })
}

// EvenOdd returns the region of a ring that may cross itself: what lies inside
// an odd number of its turns. Disputed is where the winding number is neither 0 nor
// 1, so that reading it by another rule, non-zero or positive, may differ.
func EvenOdd(ctx context.Context, ring []Point, limit int) (inside, disputed *Region, err error) {
	arr := newArrangement(ctx, limit)
	arr.addRing(ring, 0)
	if err := arr.node(); err != nil {
		return nil, nil, err
	}
	s := newSweep(arr.segments)
	inside = assemble(s, func(a, _ int32) bool { return a%2 != 0 })
	return inside, assemble(s, func(a, _ int32) bool { return a != 0 && a != 1 }), nil
}

// Normalize returns the region that rings bound by winding number above 0, with
// simple rings: for rings that no longer bound a region since they were rounded.
func Normalize(ctx context.Context, rings [][]Point, limit int) (*Region, error) {
	arr := newArrangement(ctx, limit)
	for _, ring := range rings {
		arr.addRing(ring, 0)
	}
	return arr.build(func(a, _ int32) bool { return a > 0 })
}

func newArrangement(ctx context.Context, limit int) *arrangement {
	if limit <= 0 {
		limit = DefaultPairs
	}
	return &arrangement{ctx: ctx, limit: limit}
}

func (a *arrangement) build(inside func(a, b int32) bool) (*Region, error) {
	if err := a.node(); err != nil {
		return nil, err
	}
	return assemble(newSweep(a.segments), inside), nil
}

// Polygons returns the numbers of the rings of each polygon, shell first, of a
// region that an overlay has made.
func (r *Region) Polygons() [][]int {
	var out [][]int
	for i := range r.Rings() {
		if SignedArea(r.Ring(i)) > 0 || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	return out
}
