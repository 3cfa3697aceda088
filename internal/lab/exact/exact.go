// Package exact computes areas of polygons in rational arithmetic. It is the
// oracle that the overlay is tested against: it shares neither code nor method
// with package plane. It cuts the plane into slabs at the x of every vertex and
// crossing, and is slow: the cost grows with the cube of the number of edges.
//
// Everything is exact, except that a sum of thousands of fractions is rounded
// where its denominator would grow without end: see [Areas].
//
//	a := [][]exact.Point{{{0, 0}, {2, 0}, {2, 2}, {0, 2}}}
//	b := [][]exact.Point{{{1, 1}, {3, 1}, {3, 3}, {1, 3}}}
//	exact.Overlap(a, b) // 1/1
//
// Rings may run either way, cross, and be closed or not.
package exact

import (
	"math/big"
	"slices"
)

// A Point is a vertex with integer coordinates.
type Point struct{ X, Y int64 }

// Areas are the areas of two sets of rings and of their combinations. An area is
// 0 only if there is none. It is exact if its denominator has at most sumBits
// bits; otherwise it is too small by less than 2^-1000.
type Areas struct{ A, B, Intersection, Union, AOnly, BOnly *big.Rat }

// Overlap returns the area of what the insides of a and b share.
func Overlap(a, b [][]Point) *big.Rat {
	return Measure(a, b, EvenOdd, EvenOdd).Intersection
}

// A Rule decides from the winding number of a point, and from the number of
// edges below it, whether the point is inside.
type Rule func(winding, crossings int) bool

// EvenOdd is the rule that a point with an odd number of edges below it is inside.
func EvenOdd(_, crossings int) bool { return crossings%2 != 0 }

// NonZero is the rule that a point with a winding number other than 0 is inside.
func NonZero(winding, _ int) bool { return winding != 0 }

// Measure returns all areas of two sets of rings.
func Measure(a, b [][]Point, ruleA, ruleB Rule) Areas {
	var edges []edge
	for set, rings := range [][][]Point{a, b} {
		for _, ring := range rings {
			for i, p := range ring {
				q := ring[(i+1)%len(ring)]
				if p.X == q.X {
					continue // a vertical edge bounds no slab
				}
				e := edge{p: p, q: q, set: set, up: 1}
				if p.X > q.X {
					e.p, e.q, e.up = q, p, -1
				}
				edges = append(edges, e)
			}
		}
	}
	sum := Areas{new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)}
	cuts := cuts(edges)
	for i := range edges {
		edges[i].from = cutAt(cuts, edges[i].p.X)
		edges[i].to = cutAt(cuts, edges[i].q.X)
	}
	for i := 0; i+1 < len(cuts); i++ {
		sum.slab(edges, i, cuts, ruleA, ruleB)
	}
	return sum
}

// An edge runs from left to right, between two of the cuts; up is +1 if its
// ring runs that way too.
type edge struct {
	p, q     Point
	set      int
	up       int
	from, to int
}

// at returns the y of the edge at an x within it.
func (e *edge) at(x *big.Rat) *big.Rat {
	y := new(big.Rat).Sub(x, rat(e.p.X))
	y.Mul(y, big.NewRat(e.q.Y-e.p.Y, e.q.X-e.p.X))
	return y.Add(y, rat(e.p.Y))
}

func rat(v int64) *big.Rat { return new(big.Rat).SetInt64(v) }

// cuts returns the x of all vertices and crossings, in order, each once.
func cuts(edges []edge) []*big.Rat {
	var xs []*big.Rat
	for i := range edges {
		e := &edges[i]
		xs = append(xs, rat(e.p.X), rat(e.q.X))
		for j := range edges[:i] {
			if x := crossing(e, &edges[j]); x != nil {
				xs = append(xs, x)
			}
		}
	}
	slices.SortFunc(xs, (*big.Rat).Cmp)
	return slices.CompactFunc(xs, func(x, y *big.Rat) bool { return x.Cmp(y) == 0 })
}

// cutAt returns the number of the cut at the x of a vertex.
func cutAt(cuts []*big.Rat, x int64) int {
	i, _ := slices.BinarySearchFunc(cuts, rat(x), (*big.Rat).Cmp)
	return i
}

// crossing returns the x where two edges meet inside both, nil if they do not.
func crossing(e, f *edge) *big.Rat {
	if max(e.p.X, f.p.X) >= min(e.q.X, f.q.X) ||
		max(min(e.p.Y, e.q.Y), min(f.p.Y, f.q.Y)) > min(max(e.p.Y, e.q.Y), max(f.p.Y, f.q.Y)) {
		return nil
	}
	ex, ey := big.NewInt(e.q.X-e.p.X), big.NewInt(e.q.Y-e.p.Y)
	fx, fy := big.NewInt(f.q.X-f.p.X), big.NewInt(f.q.Y-f.p.Y)
	den := det(ex, ey, fx, fy)
	if den.Sign() == 0 {
		return nil
	}
	num := det(big.NewInt(f.p.X-e.p.X), big.NewInt(f.p.Y-e.p.Y), fx, fy)
	x := new(big.Rat).SetFrac(num, den)
	x.Mul(x, new(big.Rat).SetInt(ex))
	x.Add(x, rat(e.p.X))
	if x.Cmp(rat(max(e.p.X, f.p.X))) <= 0 || x.Cmp(rat(min(e.q.X, f.q.X))) >= 0 {
		return nil
	}
	return x
}

func det(ax, ay, bx, by *big.Int) *big.Int {
	d := new(big.Int).Mul(ax, by)
	return d.Sub(d, new(big.Int).Mul(ay, bx))
}

// slab adds what lies between a cut and the next, where edges do not cross:
// trapezoids as wide as the slab and as high as at its middle.
func (s *Areas) slab(edges []edge, number int, cuts []*big.Rat, ruleA, ruleB Rule) {
	from, to := cuts[number], cuts[number+1]
	middle := new(big.Rat).Add(from, to)
	middle.Mul(middle, big.NewRat(1, 2))
	width := new(big.Rat).Sub(to, from)
	type strip struct {
		y *big.Rat
		e *edge
	}
	var strips []strip
	for i := range edges {
		if e := &edges[i]; e.from <= number && number < e.to {
			strips = append(strips, strip{e.at(middle), e})
		}
	}
	slices.SortFunc(strips, func(a, b strip) int { return a.y.Cmp(b.y) })
	var winding, count [2]int
	for i := 0; i+1 < len(strips); i++ {
		e := strips[i].e
		winding[e.set] += e.up
		count[e.set]++
		inA, inB := ruleA(winding[0], count[0]), ruleB(winding[1], count[1])
		if !inA && !inB {
			continue
		}
		area := new(big.Rat).Sub(strips[i+1].y, strips[i].y)
		area.Mul(area, width)
		add := func(in bool, sum *big.Rat) {
			if in {
				sum.Add(sum, area)
				shorten(sum)
			}
		}
		add(inA, s.A)
		add(inB, s.B)
		add(inA && inB, s.Intersection)
		add(true, s.Union)
		add(inA && !inB, s.AOnly)
		add(!inA && inB, s.BOnly)
	}
}

// sumBits is how many bits the denominator of a sum may have.
const sumBits = 1024

// shorten rounds a sum of areas down to a multiple of 2^-sumBits once its
// denominator is longer. That loses less than 2^-sumBits, and no trapezoid is
// so small: of coordinates of 50 bits, a cut has a denominator of at most 103
// bits, a y at a middle 259, and an area 725.
func shorten(sum *big.Rat) {
	if sum.Denom().BitLen() <= sumBits+1 {
		return
	}
	n := new(big.Int).Lsh(sum.Num(), sumBits)
	n.Quo(n, sum.Denom())
	sum.SetFrac(n, new(big.Int).Lsh(big.NewInt(1), sumBits))
}
