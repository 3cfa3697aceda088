package boundary

import (
	"context"
	"math"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var msgGeometryRounded = message.New("geometry.rounded",
	"rounding to {unit} drops what is thinner: {before} rings became {after} (area {change} m²)",
	"坐标取整到 {unit} 后，更窄的部分不再表示：{before} 个环变为 {after} 个（面积变化 {change} m²）")

// Resolution of computed vertices: 0.1 mm in a projected frame, 1e-9° (also
// about 0.1 mm) in longitude and latitude.
const (
	metreSteps  = 1e4
	degreeSteps = 1e9
)

// fromRegion makes a boundary of a result in the plane, in a frame: vertices
// that one of the sources was given stay bit for bit, extra points on what was
// one edge are left out, others are rounded. Where that leaves rings that
// cross in the frame, all are rounded and put right there.
func fromRegion(ctx context.Context, r *plane.Region, f Frame, sources ...*Boundary) (*Boundary, error) {
	out := &Boundary{frame: f, region: *r, computed: true}
	if r.Empty() {
		return out, nil
	}
	known := newOrigins(r, f, sources)
	var all, rings []Ring
	for i := range r.Rings() {
		ring := known.ring(r.Ring(i), false)
		if len(ring) < 4 { // a sliver
			ring = known.ring(r.Ring(i), true)
		}
		all = append(all, ring)
		if len(ring) >= 4 {
			rings = append(rings, ring)
		}
	}
	valid := validInFrame(rings)
	if !valid {
		var err error
		if rings, err = normalizeInFrame(ctx, rings, f.steps()); err != nil {
			return nil, err
		}
	} else {
		rings = withoutNeedles(rings, f.steps())
	}
	if !valid || len(rings) < len(all) {
		out.rounding = roundingNote(f, float64(out.Area()), all, rings)
	}
	var made givenRings
	for _, ring := range rings {
		if ringArea(ring) > 0 && len(made.ends) > 0 {
			made.polygons = append(made.polygons, int32(len(made.ends)))
		}
		made.points = append(made.points, ring...)
		made.ends = append(made.ends, int32(len(made.points)))
	}
	if len(made.ends) > 0 {
		made.polygons = append(made.polygons, int32(len(made.ends)))
	}
	out.setRings(made.points, made.rings)
	return out, nil
}

// withoutNeedles drops rings between given vertices that are thinner than a
// hundredth of the resolution, which readers cannot tell from nothing: some take
// such a shell for a hole.
func withoutNeedles(rings []Ring, steps float64) []Ring {
	var kept []Ring
	inShell := false
	for _, ring := range rings {
		area := ringArea(ring)
		wide := 2*math.Abs(area) > ringLength(ring)*0.01/steps
		if area > 0 {
			inShell = wide
		}
		if wide && inShell {
			kept = append(kept, ring)
		}
	}
	return kept
}

func ringLength(ring Ring) float64 {
	sum := 0.0
	for k := range len(ring) - 1 {
		sum += math.Hypot(ring[k+1].X-ring[k].X, ring[k+1].Y-ring[k].Y)
	}
	return sum
}

// Rounding returns a note on what the polygons of a computed boundary lack
// since they were rounded to 0.1 mm or 1e-9°: pieces thinner than that count in
// the area and are in no file. It is nil where they lack nothing.
func (b *Boundary) Rounding() *message.Note {
	if b == nil {
		return nil
	}
	return b.rounding
}

// Rounded returns polygons in a frame with all vertices rounded to 0.1 mm or
// 1e-9°, and valid there: where rounding breaks that it is put right by snap
// rounding, which drops what is thinner, as the note says if it is not nil. It is
// for writers that have moved vertices to another frame. It fails with
// ErrTooComplex only.
func Rounded(f Frame, polygons []Polygon) (valid []Polygon, dropped *message.Note, err error) {
	var rings, rounded []Ring
	for _, p := range polygons {
		var polygon Polygon
		for _, ring := range p {
			points := make(Ring, len(ring))
			for k, q := range ring {
				points[k] = f.rounded(q)
			}
			polygon = append(polygon, points)
		}
		valid = append(valid, polygon)
		rings, rounded = append(rings, p...), append(rounded, polygon...)
	}
	if validInFrame(rounded) {
		return valid, nil, nil
	}
	valid = nil
	normal, err := normalizeInFrame(context.Background(), rounded, f.steps())
	if err != nil {
		return nil, nil, err
	}
	for _, ring := range normal {
		if ringArea(ring) > 0 {
			valid = append(valid, nil)
		}
		valid[len(valid)-1] = append(valid[len(valid)-1], ring)
	}
	return valid, roundingNote(f, f.legalArea(rings), rings, normal), nil
}

// roundingNote says what rounding has dropped of an area in square metres, at
// the thinnest ring; nil if there are as many rings as before, and the area is
// what moving vertices by half of the resolution each way can make it.
func roundingNote(f Frame, area float64, before, after []Ring) *message.Note {
	moved, length := 0.0, 0.0 // in the frame
	for _, ring := range after {
		moved += ringArea(ring)
	}
	thinnest := f.rounded(before[0][0])
	least := math.Inf(1)
	for _, ring := range before {
		round := ringLength(ring)
		moved -= ringArea(ring)
		length += round
		if width := math.Abs(ringArea(ring)) / round; width < least {
			thinnest, least = f.rounded(ring[0]), width
		}
	}
	if len(before) == len(after) && math.Abs(moved) <= length/f.steps()*math.Sqrt2/2 {
		return nil
	}
	unit := "0.1 mm"
	if f.Geographic() {
		unit = "1e-9°"
	}
	n := msgGeometryRounded.Note(message.Place{Point: (*message.Position)(&thinnest)}, "unit", unit, "before", len(before), "after", len(after), "change", strconv.FormatFloat(f.legalArea(after)-area, 'g', 2, 64))
	return &n
}

// legalArea returns the legal area in square metres that rings enclose.
func (f Frame) legalArea(rings []Ring) float64 {
	sum := 0.0
	for _, ring := range rings {
		t := path{frame: f, spacing: DefaultSpacing}
		for k := range len(ring) - 1 {
			t.edge(ring[k], ring[k+1])
		}
		sum += plane.SignedArea(t.out) * gridUnit2
	}
	return sum
}

func (f Frame) steps() float64 {
	if f.Geographic() {
		return degreeSteps
	}
	return metreSteps
}

// rounded returns a point at the frame's resolution.
func (f Frame) rounded(p Point) Point {
	steps := f.steps()
	return Point{math.Round(p.X*steps)/steps + 0, math.Round(p.Y*steps)/steps + 0} // + 0: not -0
}

func ringArea(ring Ring) float64 {
	sum := 0.0
	for i := range ring[1:] {
		p, q := ring[i], ring[i+1]
		sum += (p.X-ring[0].X)*(q.Y-ring[0].Y) - (p.Y-ring[0].Y)*(q.X-ring[0].X)
	}
	return sum / 2
}

func onSteps(rings []Ring, origin Point, steps float64) [][]plane.Point {
	out := make([][]plane.Point, len(rings))
	for i, ring := range rings {
		for _, p := range ring {
			out[i] = append(out[i], plane.Point{X: int64(math.Round((p.X - origin.X) * steps)), Y: int64(math.Round((p.Y - origin.Y) * steps))})
		}
	}
	return out
}

// validInFrame reports whether rings bound a region in the frame's own plane,
// each touching itself nowhere, the inside of each polygon in one piece. It is
// asked on as fine a grid as the extent allows: over less than 2 degrees or
// 4 000 km that holds every bit.
func validInFrame(rings []Ring) bool {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for _, p := range ring {
			low = Point{min(low.X, p.X), min(low.Y, p.Y)}
			high = Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	low = Point{math.Floor(low.X), math.Floor(low.Y)}
	_, e := math.Frexp(max(high.X-low.X, high.Y-low.Y))
	r, err := plane.NewRegion(onSteps(rings, low, math.Ldexp(1, 48-e)))
	if err != nil || r.Rings() < len(rings) {
		return false
	}
	problems, touches := r.Examine(1)
	return len(problems) == 0 && len(touches) == 0 && !r.Pinched()
}

// normalizeInFrame rounds rings to the resolution and puts right what that
// breaks, by the same snap rounding as in the plane.
func normalizeInFrame(ctx context.Context, rings []Ring, steps float64) ([]Ring, error) {
	r, err := plane.NewRegion(onSteps(rings, Point{}, steps))
	if err != nil {
		return nil, msgGeometryRange.Error(ErrGeometry, message.Place{}, "error", err)
	}
	var grid [][]plane.Point
	for i := range r.Rings() {
		grid = append(grid, r.Ring(i))
	}
	n, err := plane.Normalize(ctx, grid, 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	var out []Ring
	for i := range n.Rings() {
		var ring Ring
		for _, p := range n.Ring(i) {
			ring = append(ring, Point{float64(p.X) / steps, float64(p.Y) / steps})
		}
		out = append(out, ring)
	}
	return out, nil
}

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
	for _, end := range b.layout().ends {
		for k := start; k+1 < end; k++ {
			p, q := b.points[k], b.points[k+1]
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
			if g := toGrid(b.frame.ToLonLat(q)); sameCoordinates(b.frame, o.frame) {
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
			lon, lat := fromGrid(p)
			q := f.FromLonLat(lon, lat)
			low = Point{min(low.X, q.X), min(low.Y, q.Y)}
			high = Point{max(high.X, q.X), max(high.Y, q.Y)}
		}
	}
	slack := Point{(high.X-low.X)/n + 1/f.steps()*1e3, (high.Y-low.Y)/n + 1/f.steps()*1e3}
	return [2]Point{{low.X - slack.X, low.Y - slack.Y}, {high.X + slack.X, high.Y + slack.Y}}
}

// ring returns a closed ring of the plane in the frame. Unless they shall stay
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
			lon, lat := fromGrid(g)
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

// edgeLength returns the geodesic length in metres of an edge of the plane.
func edgeLength(p, q plane.Point) float64 {
	lon0, lat0 := fromGrid(p)
	lon1, lat1 := fromGrid(q)
	return geodesy.Distance(lon0, lat0, lon1, lat1)
}
