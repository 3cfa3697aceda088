package boundary

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/sanxian/sanxian/internal/plane"
)

// repair reads rings that do not bound a region: even-odd inside one ring, a
// polygon as the union of its shells less the union of its holes, polygons
// united. Every step that changes the area says where and by how much.
func (m *maker) repair(kept []*gridRing) (*plane.Region, error) {
	groups := m.groups(kept)
	var parts []*plane.Region
	var places []Place
	for _, group := range groups {
		part, err := m.repairPolygon(group)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		places = append(places, group[0].place())
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	united, err := plane.Cover(context.Background(), parts, 1, nil, 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	sum := 0.0
	for _, p := range parts {
		sum += p.Area()
	}
	if lost := (sum - united.Area()) * gridUnit2; lost > noChange {
		at := places[0]
		twice, err := plane.Cover(context.Background(), parts, 2, nil, 0)
		if err == nil && !twice.Empty() {
			at = Place{Point: m.position(twice.Ring(0)[0])}
		}
		m.noteChange("parts.overlap", at, -lost, "polygons of one feature overlap; what they share counts once")
	}
	return united, nil
}

// noChange is the change of area in square metres below which nothing is said:
// it comes from putting vertices on the grid.
const noChange = 1e-5

// groups parts rings into polygons, shells first: as the input has them, or by
// nesting one polygon for all rings of a depth and the holes next to them.
func (m *maker) groups(kept []*gridRing) [][]*gridRing {
	var groups [][]*gridRing
	number := map[int]int{}
	for _, shells := range []bool{true, false} {
		for _, g := range kept {
			if (g.depth%2 == 0) != shells {
				continue
			}
			key := g.polygon
			if m.opt.ByNesting {
				key = g.depth / 2
			}
			i, ok := number[key]
			if !ok {
				i = len(groups)
				number[key] = i
				groups = append(groups, nil)
			}
			groups[i] = append(groups[i], g)
		}
	}
	return groups
}

func (m *maker) repairPolygon(group []*gridRing) (*plane.Region, error) {
	ctx := context.Background()
	var shells, holes []*plane.Region
	shellSum, holeSum := 0.0, 0.0
	for _, g := range group {
		r, err := m.repairRing(g)
		if err != nil {
			return nil, err
		}
		if g.depth%2 == 0 {
			shells = append(shells, r)
			shellSum += r.Area()
		} else {
			holes = append(holes, r)
			holeSum += r.Area()
		}
	}
	shell, err := plane.Cover(ctx, shells, 1, nil, 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	if change := (shell.Area() - shellSum) * gridUnit2; change < -noChange {
		m.noteChange("parts.overlap", group[0].place(), change, "polygons of one feature overlap; what they share counts once")
	}
	if len(holes) == 0 {
		return shell, nil
	}
	hole, err := plane.Cover(ctx, holes, 1, nil, 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	if change := (holeSum - hole.Area()) * gridUnit2; change > noChange {
		m.noteChange("holes.overlap", group[len(group)-1].place(), change, "holes overlap; what they share is cut out once")
	}
	for i, g := range group[len(group)-len(holes):] {
		if out := (holes[i].Area() - plane.Overlap(holes[i], shell)) * gridUnit2; out > noChange {
			m.noteChange("hole.outside", g.place(), out, "a hole lies outside its shell; that part cuts out nothing")
		}
	}
	r, err := plane.Overlay(ctx, plane.Difference, shell, hole, 0)
	return r, tooComplex(err)
}

// repairRing reads a ring that crosses itself or runs back along itself.
func (m *maker) repairRing(g *gridRing) (*plane.Region, error) {
	points := g.points
	signed := plane.SignedArea(points)
	if signed < 0 {
		points = plane.Reversed(points)
	}
	r, err := plane.NewRegion([][]plane.Point{points})
	if err != nil {
		return nil, NewError(ErrGeometry, "geometry.range", g.place(), "{error}", "error", err)
	}
	problems := r.Validate(1)
	if len(problems) == 0 && !r.Empty() {
		return r, nil
	}
	r, err = plane.EvenOdd(context.Background(), points, 0)
	if err != nil {
		return nil, At(tooComplex(err), g.place())
	}
	change := (r.Area() - math.Abs(signed)) * gridUnit2
	at := g.place()
	if len(problems) > 0 {
		at = m.locate(g, problems[0].At)
	}
	switch {
	case len(problems) > 0 && problems[0].Kind == plane.Coincident:
		m.noteChange("ring.spike", at, change, "a ring runs back along itself; that piece encloses nothing")
	default:
		g.crosses = true
		m.noteChange("ring.crosses", at, change, "a ring crosses itself; what lies in an odd number of its turns counts as inside")
	}
	return r, nil
}

// noteChange notes a repair with its change of area in square metres.
func (m *maker) noteChange(code string, at Place, change float64, text string, pairs ...any) {
	n := m.note(code, at, text+" (area changes by {change} m²)", append(pairs, "change", fmt.Sprintf("%+.4f", change))...)
	n.Warning = math.Abs(change) > m.opt.Tolerance
}

// locate adds to the place of a ring the given vertex that a grid point is, or
// after which it lies.
func (m *maker) locate(g *gridRing, p plane.Point) Place {
	at := g.place()
	at.Point = m.position(p)
	ring := m.asGiven(g)
	best := math.Inf(1)
	for k := range len(ring) - 1 {
		a, b := ring[k], ring[k+1]
		dx, dy := b.X-a.X, b.Y-a.Y
		t := 0.0
		if d := dx*dx + dy*dy; d > 0 {
			t = min(max(((at.Point.X-a.X)*dx+(at.Point.Y-a.Y)*dy)/d, 0), 1)
		}
		if d := math.Hypot(at.Point.X-a.X-t*dx, at.Point.Y-a.Y-t*dy); d < best {
			if best, at.Vertex = d, k+1; t > 1-1e-9 {
				at.Vertex = (k+1)%(len(ring)-1) + 1
			}
		}
	}
	return at
}

// asGiven returns the vertices of a ring as they were given, closed.
func (m *maker) asGiven(g *gridRing) Ring {
	first := 0
	if g.polygon > 0 {
		first = int(m.given.polygons[g.polygon-1])
	}
	i := first + g.ring
	start := int32(0)
	if i > 0 {
		start = m.given.ends[i-1]
	}
	return m.given.points[start:m.given.ends[i]]
}

// tooComplex turns the plane's error into this package's.
func tooComplex(err error) error {
	if errors.Is(err, plane.ErrTooComplex) {
		return NewError(ErrTooComplex, "geometry.complex", Place{}, "more than {pairs} pairs of edges, or {crossings} that cross, are near each other",
			"pairs", plane.DefaultPairs, "crossings", plane.DefaultPairs/plane.CrossingShare)
	}
	return err
}
