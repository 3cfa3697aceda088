package boundary

import (
	"math"
	"slices"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
)

// origins knows where vertices of a result come from.
type origins struct {
	frame Frame
	given map[plane.Point]Point // vertices as given, in the frame
	extra map[plane.Point]bool  // points that were added along an edge
}

func newOrigins(r *plane.Region, f Frame, sources []*Boundary) *origins {
	o := &origins{f, map[plane.Point]Point{}, map[plane.Point]bool{}}
	box := r.Box()
	box = plane.Box{MinX: box.MinX - 1, MinY: box.MinY - 1, MaxX: box.MaxX + 1, MaxY: box.MaxY + 1}
	for _, b := range sources {
		if !b.Empty() && b.region.Box().Meets(box) {
			o.addSource(b, box)
		}
	}
	return o
}

// addSource looks at the given vertices and edges near the result. Which are
// near is asked in the source's own coordinates, which is cheap.
func (o *origins) addSource(b *Boundary, box plane.Box) {
	near := frameBox(b.frame, box)
	t := path{frame: b.frame, spacing: DefaultSpacing}
	start := int32(0)
	points, l := b.given()
	for _, end := range l.ends {
		for k := start; k+1 < end; k++ {
			p, q := points[k], points[k+1]
			if max(p.X, q.X) < near[0].X || min(p.X, q.X) > near[1].X || max(p.Y, q.Y) < near[0].Y || min(p.Y, q.Y) > near[1].Y {
				continue
			}
			t.out = t.out[:0]
			t.edge(p, q)
			for i, g := range t.out {
				if i > 0 {
					o.extra[g] = true
				} else if sameCoordinates(b.frame, o.frame) {
					o.given[g] = p
				}
			}
			if g := grid.Of(b.frame.ToLonLat(q)); sameCoordinates(b.frame, o.frame) {
				o.given[g] = q
			}
		}
		start = end
	}
}

func sameCoordinates(f, g Frame) bool { return f.zone == g.zone }

// frameBox returns a box in a frame around a box of the plane, with some slack.
func frameBox(f Frame, box plane.Box) [2]Point {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	const n = 8
	for i := range n + 1 {
		for j := range n + 1 {
			p := plane.Point{X: box.MinX + (box.MaxX-box.MinX)/n*int64(i), Y: box.MinY + (box.MaxY-box.MinY)/n*int64(j)}
			lon, lat := grid.LonLat(p)
			q := f.FromLonLat(lon, lat)
			low = Point{min(low.X, q.X), min(low.Y, q.Y)}
			high = Point{max(high.X, q.X), max(high.Y, q.Y)}
		}
	}
	slack := Point{(high.X-low.X)/n + 1/f.steps()*1e3, (high.Y-low.Y)/n + 1/f.steps()*1e3}
	return [2]Point{{low.X - slack.X, low.Y - slack.Y}, {high.X + slack.X, high.Y + slack.Y}}
}

// ring returns a closed ring of the plane in the frame. Unless they must stay
// apart, a computed vertex within two steps of the resolution of a given one
// beside it is that one: rounding could make the edge between them turn back.
func (o *origins) ring(points []plane.Point, apart bool) Ring {
	points = points[:len(points)-1]
	n := len(points)
	at := make([]Point, n)       // in the frame
	straight := make([]Point, n) // where edges are straight
	given := make([]bool, n)
	plain := make([]bool, n) // an extra point, which may be left out
	for i, g := range points {
		p, ok := o.given[g]
		if !ok {
			lon, lat := grid.LonLat(g)
			p = o.frame.FromLonLat(lon, lat)
			plain[i] = o.extra[g]
		}
		straight[i], given[i] = o.frame.straighten(p), ok
		if at[i] = p; !ok {
			at[i] = o.frame.rounded(p)
		}
	}
	first := max(slices.Index(given, true), 0)
	for first < n-1 && plain[first] { // start where the ring cannot be simplified
		first++
	}
	within := 2 / o.frame.steps()
	near := func(p, q Point) bool { return !apart && math.Abs(p.X-q.X) < within && math.Abs(p.Y-q.Y) < within }
	out := Ring{at[first]}
	last := first
	for k := 1; k < n; k++ {
		i := (first + k) % n
		next := (i + 1) % n
		switch {
		case plain[i] && onLine(straight[last], straight[next], straight[i], 2/o.frame.straightSteps()):
			continue
		case at[i] == at[last],
			!given[i] && given[last] && near(at[i], at[last]),
			!given[i] && given[next] && near(at[i], at[next]):
			continue
		}
		out = append(out, at[i])
		last = i
	}
	if len(out) > 1 && out[len(out)-1] == out[0] {
		return out
	}
	return append(out, out[0])
}

// straighten returns a point in the coordinates in which the frame's edges are
// straight.
func (f Frame) straighten(p Point) Point {
	if f.Geographic() && f.edges != (Edges{}) {
		x, y := f.edges.zone.Forward(p.X, p.Y)
		return Point{x, y}
	}
	return p
}

func (f Frame) straightSteps() float64 {
	if f.Geographic() && f.edges == (Edges{}) {
		return degreeSteps
	}
	return metreSteps
}

// onLine reports whether p is within a distance of the segment a, b.
func onLine(a, b, p Point, within float64) bool {
	dx, dy := b.X-a.X, b.Y-a.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return false
	}
	along := ((p.X-a.X)*dx + (p.Y-a.Y)*dy) / length
	across := ((p.X-a.X)*dy - (p.Y-a.Y)*dx) / length
	return along > 0 && along < length && math.Abs(across) <= within
}
