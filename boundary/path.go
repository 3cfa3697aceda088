package boundary

import (
	"math"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
)

// A path puts the edges of a ring on the grid: straight in their frame, with
// equal extra points where longer than the spacing.
type path struct {
	frame   Frame
	spacing float64
	out     []plane.Point
	extra   int // points added so far
}

// maxExtra bounds the extra points of one edge: half of the Earth.
const maxExtra = 300_000

// edge adds p and the extra points towards q, but not q.
//
// Survey practice adds int(length/70) points in equal steps. They are computed
// from the lexicographically smaller end, so that two neighbours get the same
// bits for the edge that they share.
func (t *path) edge(p, q Point) {
	t.out = append(t.out, grid.Of(t.frame.ToLonLat(p)))
	from, to := p, q
	zone := t.frame.zone
	var length float64
	switch {
	case !t.frame.Geographic():
		length = planarLength(p, q)
	case t.frame.edges != (Edges{}):
		zone = t.frame.edges.zone
		from.X, from.Y = zone.Forward(p.X, p.Y)
		to.X, to.Y = zone.Forward(q.X, q.Y)
		length = planarLength(from, to)
	default:
		length = geographicLength(p, q)
	}
	n := int(length / t.spacing)
	if t.extra += n; n == 0 || n > maxExtra {
		return
	}
	swapped := from.X > to.X || from.X == to.X && from.Y > to.Y
	if swapped {
		from, to = to, from
	}
	for i := 1; i <= n; i++ {
		k := i
		if swapped {
			k = n + 1 - i
		}
		share := float64(k) / float64(n+1)
		x := from.X + float64((to.X-from.X)*share)
		y := from.Y + float64((to.Y-from.Y)*share)
		if zone.Valid() {
			x, y = zone.Inverse(x, y)
		}
		t.out = append(t.out, grid.Of(x, y))
	}
}

func planarLength(p, q Point) float64 {
	dx, dy := q.X-p.X, q.Y-p.Y
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
}

// geographicLength returns about the length in metres of an edge given in
// degrees: enough to decide how many extra points it gets.
func geographicLength(p, q Point) float64 {
	east, north := geodesy.LocalScale((p.Y + q.Y) / 2)
	x0, y0 := geodesy.Plane(p.X, p.Y)
	x1, y1 := geodesy.Plane(q.X, q.Y)
	dx, dy := east*(x1-x0), north*(y1-y0)
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
}
