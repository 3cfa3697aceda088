// Package families makes random pairs of polygons of kinds that are hard for an
// overlay. The same source of random numbers gives the same pair.
package families

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/sanxian/sanxian/internal/plane"
)

// A Pair is two sets of rings, valid for plane.NewRegion.
type Pair struct{ A, B [][]plane.Point }

// A Family makes pairs of one kind; n is about the number of vertices of each.
type Family struct {
	Name string
	Pair func(rng *rand.Rand, n int) Pair
}

// All are the families, easy ones first.
var All = []Family{
	{"stars", stars},
	{"coastlines", coastlines},
	{"coverage", coverage},
	{"lattice", lattice},
	{"collinear", collinear},
	{"needles", needles},
	{"shifted", shifted},
	{"far", far},
	{"touching holes", touchingHoles},
	{"equal", equal},
	{"rectangles", rectangles},
}

type rings = [][]plane.Point

// star returns a ring around a centre with random radii, and sometimes a hole.
func star(rng *rand.Rand, n int, center plane.Point, radius float64) rings {
	ring := func(from, to float64, n int) []plane.Point {
		out := make([]plane.Point, 0, n)
		for i := range n {
			a := 2 * math.Pi * (float64(i) + 0.8*rng.Float64()) / float64(n)
			r := radius * (from + (to-from)*rng.Float64())
			out = append(out, plane.Point{X: center.X + int64(r*math.Cos(a)), Y: center.Y + int64(r*math.Sin(a))})
		}
		return out
	}
	shell := ring(0.55, 1, max(n, 5))
	if rng.IntN(3) > 0 {
		return valid(rings{shell})
	}
	hole := ring(0.1, 0.35, max(n/2, 5))
	slices.Reverse(hole)
	return valid(rings{shell, hole})
}

// valid returns the rings if they bound a region, else their box.
func valid(r rings) rings {
	region, err := plane.NewRegion(r)
	if err == nil && len(region.Validate(1)) == 0 && !region.Empty() {
		return r
	}
	b := plane.EmptyBox
	for _, ring := range r {
		for _, p := range ring {
			b = b.Add(p)
		}
	}
	return rings{box(b.MinX, b.MinY, b.MaxX+1, b.MaxY+1)}
}

func box(x0, y0, x1, y1 int64) []plane.Point {
	return []plane.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
}

func within(rng *rand.Rand, size int64) plane.Point {
	return plane.Point{X: rng.Int64N(2*size+1) - size, Y: rng.Int64N(2*size+1) - size}
}

func stars(rng *rand.Rand, n int) Pair {
	size := int64(1) << (4 + rng.IntN(40))
	return Pair{star(rng, n, within(rng, size), float64(size)), star(rng, n, within(rng, size), float64(size))}
}

// coastlines are fractal: midpoints of edges displaced again and again.
func coastlines(rng *rand.Rand, n int) Pair {
	size := int64(1) << (10 + rng.IntN(30))
	coast := func() rings {
		c := within(rng, size/2)
		ring := box(c.X-size, c.Y-size, c.X+size, c.Y+size)
		for len(ring)*2 <= max(n, 8) {
			next := make([]plane.Point, 0, 2*len(ring))
			for i, p := range ring {
				q := ring[(i+1)%len(ring)]
				d := 0.4 * (rng.Float64() - 0.5)
				m := plane.Point{X: p.X + (q.X-p.X)/2 + int64(d*float64(q.Y-p.Y)), Y: p.Y + (q.Y-p.Y)/2 - int64(d*float64(q.X-p.X))}
				next = append(next, p, m)
			}
			ring = next
		}
		return valid(rings{ring})
	}
	return Pair{coast(), coast()}
}

// coverage returns two neighbours that share vertices, or meet in T-junctions.
func coverage(rng *rand.Rand, n int) Pair {
	size := int64(8) << rng.IntN(40)
	border := make([]plane.Point, 0, n)
	for i := range max(n-2, 2) {
		border = append(border, plane.Point{X: rng.Int64N(size/2+1) - size/4, Y: size * int64(i) / int64(max(n-2, 2)) * 2})
	}
	first, last := border[0], border[len(border)-1]
	left := slices.Clone(border)
	left = append(left, plane.Point{X: -size, Y: last.Y}, plane.Point{X: -size, Y: first.Y})
	right := slices.Clone(border)
	if rng.IntN(2) == 0 { // a T-junction: the right neighbour skips collinear points, or gains one
		for i := len(right) - 1; i > 0; i-- {
			p, q := right[i-1], right[i]
			if (p.X+q.X)%2 == 0 && (p.Y+q.Y)%2 == 0 {
				right = slices.Insert(right, i, plane.Point{X: (p.X + q.X) / 2, Y: (p.Y + q.Y) / 2})
			}
		}
	}
	slices.Reverse(right)
	right = append(right, plane.Point{X: size, Y: first.Y}, plane.Point{X: size, Y: last.Y})
	if rng.IntN(4) == 0 {
		for i := range right {
			right[i].X--
		}
	}
	return Pair{valid(rings{left}), valid(rings{right})}
}

// lattice has all coordinates on three lines each way: every degeneracy.
func lattice(rng *rand.Rand, n int) Pair {
	polygon := func() rings {
		for range 50 {
			ring := make([]plane.Point, 3+rng.IntN(min(n, 7)))
			for i := range ring {
				ring[i] = plane.Point{X: rng.Int64N(3), Y: rng.Int64N(3)}
			}
			if plane.SignedArea(ring) < 0 {
				slices.Reverse(ring)
			}
			if region, err := plane.NewRegion(rings{ring}); err == nil && !region.Empty() && len(region.Validate(1)) == 0 {
				return rings{ring}
			}
		}
		return rings{box(0, 0, 1+rng.Int64N(2), 1+rng.Int64N(2))}
	}
	return Pair{polygon(), polygon()}
}

// collinear has triples of vertices one unit off a line.
func collinear(rng *rand.Rand, n int) Pair {
	dx, dy := 1+rng.Int64N(1<<30), rng.Int64N(1<<30)
	polygon := func() rings {
		ring := []plane.Point{}
		for i := range max(n/2, 2) {
			ring = append(ring, plane.Point{X: dx * int64(i), Y: dy*int64(i) + rng.Int64N(3) - 1})
		}
		top := len(ring) - 1
		ring = append(ring, plane.Point{X: dx * int64(top), Y: dy*int64(top) + rng.Int64N(4) + 2}, plane.Point{X: -rng.Int64N(3), Y: 2 + rng.Int64N(1<<20)})
		return valid(rings{ring})
	}
	return Pair{polygon(), polygon()}
}

// needles are a million units long and one wide.
func needles(rng *rand.Rand, _ int) Pair {
	needle := func() rings {
		p := within(rng, 1_000_000)
		q := plane.Point{X: p.X + rng.Int64N(2_000_001) - 1_000_000, Y: p.Y + rng.Int64N(2_000_001) - 1_000_000}
		if p == q {
			q.X++
		}
		r := q
		if abs(q.X-p.X) > abs(q.Y-p.Y) {
			r.Y++
		} else {
			r.X++
		}
		ring := []plane.Point{p, q, r}
		if plane.SignedArea(ring) < 0 {
			slices.Reverse(ring)
		}
		return valid(rings{ring})
	}
	return Pair{needle(), needle()}
}

func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// shifted is a polygon and its copy one unit, or nothing, away.
func shifted(rng *rand.Rand, n int) Pair {
	a := star(rng, n, plane.Point{}, float64(int64(10)<<rng.IntN(40)))
	d := plane.Point{X: rng.Int64N(3) - 1, Y: rng.Int64N(3) - 1}
	return Pair{a, move(a, d)}
}

func move(r rings, d plane.Point) rings {
	out := make(rings, len(r))
	for i, ring := range r {
		for _, p := range ring {
			out[i] = append(out[i], plane.Point{X: p.X + d.X, Y: p.Y + d.Y})
		}
	}
	return out
}

// far lies at the ends of the range of coordinates.
func far(rng *rand.Rand, n int) Pair {
	const m = plane.MaxCoordinate
	corner := plane.Point{X: m - 1<<20, Y: m - 1<<20}
	if rng.IntN(2) == 0 {
		corner.X = -corner.X
	}
	if rng.IntN(3) == 0 {
		return Pair{star(rng, n, plane.Point{}, m-1), star(rng, n, within(rng, 10), m-100)}
	}
	return Pair{
		move(star(rng, n, within(rng, 1000), 1<<19), corner),
		move(star(rng, n, within(rng, 1000), 1<<19), corner),
	}
}

// touchingHoles are holes that touch the shell and each other in vertices.
func touchingHoles(rng *rand.Rand, n int) Pair {
	unit := int64(2) << rng.IntN(20)
	polygon := func(at plane.Point) rings {
		k := int64(max(2, n/4))
		out := rings{box(0, 0, 2*unit*k, 2*unit)}
		for i := range k {
			x := 2 * unit * i
			hole := []plane.Point{{X: x, Y: unit}, {X: x + unit, Y: unit + unit/2}, {X: x + 2*unit, Y: unit}, {X: x + unit, Y: unit / 2}}
			if i == 0 && rng.IntN(2) == 0 {
				hole[0].X++ // not touching the shell
			}
			out = append(out, hole)
		}
		return valid(move(out, at))
	}
	return Pair{polygon(plane.Point{}), polygon(plane.Point{X: rng.Int64N(4*unit) - 2*unit, Y: rng.Int64N(2*unit) - unit})}
}

func equal(rng *rand.Rand, n int) Pair {
	a := star(rng, n, within(rng, 1<<30), float64(int64(8)<<rng.IntN(30)))
	b := move(a, plane.Point{})
	for i, ring := range b { // the same rings from another start
		k := rng.IntN(len(ring))
		b[i] = append(slices.Clone(ring[k:]), ring[:k]...)
	}
	if rng.IntN(2) == 0 && len(a) > 1 {
		b = rings{reversed(a[1])} // or only the hole
	}
	return Pair{a, b}
}

func reversed(ring []plane.Point) []plane.Point {
	out := slices.Clone(ring)
	slices.Reverse(out)
	return out
}

// rectangles have few distinct coordinates, so that edges coincide.
func rectangles(rng *rand.Rand, _ int) Pair {
	step := int64(1) << rng.IntN(45)
	r := func() rings {
		x, y := step*rng.Int64N(4), step*rng.Int64N(4)
		return rings{box(x, y, x+step*(1+rng.Int64N(4)), y+step*(1+rng.Int64N(4)))}
	}
	return Pair{r(), r()}
}
