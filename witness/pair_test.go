package witness

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/lab/exact"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/witness/geos"
)

// operations are those whose areas are compared, in the order of plane.Op.
var operations = []string{"intersection", "difference", "union"}

// A pair is two polygons in units of their own, as an engine of float64 takes
// them.
type pair [2][]boundary.Polygon

// pairOf returns a pair of a family. Grid units are exact in float64.
func pairOf(t *testing.T, f families.Pair) pair {
	var p pair
	for i, rings := range [][][]plane.Point{f.A, f.B} {
		r, err := plane.NewRegion(rings)
		require.NoError(t, err)
		if _, touches := r.Examine(1); len(touches) > 0 {
			// A ring that touches itself is no fault here, but GEOS wants it parted.
			r, err = plane.Normalize(context.Background(), rings, 0)
			require.NoError(t, err)
		}
		p[i] = regionPolygons(r)
	}
	return p
}

// nearlyCoincident returns a triangle and a rectangle on one edge, of which one
// end differs in the last bit of one coordinate: the kind of case that engines
// with floating-point nodes decide wrong.
func nearlyCoincident(rng *rand.Rand) pair {
	n := []float64{20, 100, 400, 2000}[rng.IntN(4)]
	whole := func(v float64) float64 { return math.Round(v * rng.Float64()) }
	p := boundary.Point{X: 1 + whole(n), Y: 1 + whole(n)}
	d := 1 + whole(n/2)
	q := boundary.Point{X: p.X + d, Y: p.Y - d}
	if rng.IntN(2) == 0 {
		q = boundary.Point{X: whole(n), Y: whole(n) + n + 1}
	}
	moved, third := p, p
	towards := math.Inf(2*rng.IntN(2) - 1)
	length := (1 + whole(n)) * float64(2*rng.IntN(2)-1)
	if rng.IntN(2) == 0 {
		moved.X, third.X = math.Nextafter(p.X, towards), p.X+length
	} else {
		moved.Y, third.Y = math.Nextafter(p.Y, towards), p.Y+length
	}
	dx, dy := q.X-p.X, q.Y-p.Y
	if rng.IntN(2) == 0 {
		dx, dy = -dx, -dy
	}
	return pair{
		{{{q, moved, third}}},
		{{{p, q, {X: q.X - dy, Y: q.Y + dx}, {X: p.X - dy, Y: p.Y + dx}}}},
	}
}

// bounds returns the largest coordinate, and the least power of two that makes
// all coordinates integers.
func (p pair) bounds() (largest float64, exponent int) {
	for _, polygons := range p {
		for _, polygon := range polygons {
			for _, ring := range polygon {
				for _, q := range ring {
					for _, v := range []float64{q.X, q.Y} {
						largest = max(largest, math.Abs(v))
						for math.Ldexp(v, exponent) != math.Trunc(math.Ldexp(v, exponent)) {
							exponent++
						}
					}
				}
			}
		}
	}
	return largest, exponent
}

// scaled returns the pair in units of 2^-exponent.
func scaled(polygons []boundary.Polygon, exponent int) [][][]plane.Point {
	var out [][][]plane.Point
	for _, p := range polygons {
		var rings [][]plane.Point
		for _, ring := range p {
			var points []plane.Point
			for _, q := range ring {
				points = append(points, plane.Point{X: int64(math.RoundToEven(math.Ldexp(q.X, exponent))), Y: int64(math.RoundToEven(math.Ldexp(q.Y, exponent)))})
			}
			rings = append(rings, points)
		}
		out = append(out, rings)
	}
	return out
}

// areas are those of the three operations in the pair's own square units:
// ours, on the finest grid that holds the pair, the exact ones of the points as
// given, and how far both may be apart: 1e-9 of the larger polygon or the grid
// unit times the perimeters.
func (p pair) areas(t *testing.T) (ours [3]float64, exactly func() [3]float64, allowed float64) {
	largest, needed := p.bounds()
	_, e := math.Frexp(largest)
	grid := min(49-e, needed)
	var regions [2]*plane.Region
	for i, polygons := range p {
		var err error
		regions[i], err = plane.FromPolygons(context.Background(), scaled(polygons, grid))
		require.NoError(t, err)
	}
	a, b := regions[0], regions[1]
	ours[plane.Intersection] = plane.Overlap(a, b)
	for op := plane.Difference; op <= plane.Union; op++ {
		r, err := plane.Overlay(context.Background(), op, a, b, 0)
		require.NoError(t, err)
		ours[op] = r.Area()
	}
	for op := range ours {
		ours[op] = math.Ldexp(ours[op], -2*grid)
	}
	allowed = math.Ldexp(max(1e-9*max(a.Area(), b.Area()), perimeter(a)+perimeter(b)), -2*grid)
	return ours, func() [3]float64 { return p.exactAreas(needed) }, allowed
}

// exactAreas asks the oracle about the points as given.
func (p pair) exactAreas(exponent int) [3]float64 {
	var rings [2][][]exact.Point
	for i, polygons := range p {
		for _, polygon := range scaled(polygons, exponent) {
			for _, ring := range polygon {
				var points []exact.Point
				for _, q := range ring {
					points = append(points, exact.Point(q))
				}
				rings[i] = append(rings[i], points)
			}
		}
	}
	m := exact.Measure(rings[0], rings[1], exact.EvenOdd, exact.EvenOdd)
	var out [3]float64
	out[plane.Intersection], _ = m.Intersection.Float64()
	out[plane.Difference], _ = m.AOnly.Float64()
	out[plane.Union], _ = m.Union.Float64()
	for op := range out {
		out[op] = math.Ldexp(out[op], -2*exponent)
	}
	return out
}

// ask asks GEOS for the area of an operation.
func (p pair) ask(e *geos.Engine, op int) (float64, error) {
	return e.Area(geos.Op(op), wkb(p[0]), wkb(p[1]))
}
