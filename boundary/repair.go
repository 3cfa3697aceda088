package boundary

import (
	"errors"
	"fmt"
	"math"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var (
	msgPartsOverlap = message.New("parts.overlap", "polygons of one feature overlap; what they share counts once (area changes by {change} m²)",
		"同一图斑的多边形互相重叠，重叠部分只计一次（面积变化 {change} m²）")
	msgHolesOverlap = message.New("holes.overlap", "holes overlap; what they share is cut out once (area changes by {change} m²)",
		"内环互相重叠，重叠部分只扣除一次（面积变化 {change} m²）")
	msgHoleOutside = message.New("hole.outside", "a hole lies outside its shell; that part cuts out nothing (area changes by {change} m²)",
		"内环在外环之外，该部分不扣除（面积变化 {change} m²）")
	msgRingSpike = message.New("ring.spike", "a ring runs back along itself; that piece encloses nothing (area changes by {change} m²)",
		"环沿自身折返，该段没有面积（面积变化 {change} m²）")
	msgRingCrosses = message.New("ring.crosses", "a ring crosses itself; what lies in an odd number of its turns counts as inside (area changes by {change} m²)",
		"环自相交，按奇偶规则读取：绕行奇数圈处为内（面积变化 {change} m²）")
)

var msgGeometryComplex = message.New("geometry.complex", "more than {pairs} pairs of edges, or {crossings} that cross, are near each other",
	"相互靠近的边线超过 {pairs} 对，或相交的超过 {crossings} 对")

// repair reads rings that do not bound a region: even-odd inside one ring, a
// polygon as the union of its shells less the union of its holes, polygons
// united. Every step that changes the area says where and by how much.
func (m *maker) repair(kept []*gridRing) (*plane.Region, error) {
	groups := m.groups(kept)
	var parts []*plane.Region
	var places []message.Place
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
	united, err := plane.Cover(m.ctx, parts, 1, nil, 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	sum := 0.0
	for _, p := range parts {
		sum += p.Area()
	}
	if lost := (sum - united.Area()) * grid.Unit2; lost > noChange {
		at := places[0]
		twice, err := plane.Cover(m.ctx, parts, 2, nil, 0)
		if err == nil && !twice.Empty() {
			at = message.Place{Point: m.position(twice.Ring(0)[0])}
		}
		m.noteChange(msgPartsOverlap, at, -lost)
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
	shell, err := plane.Cover(m.ctx, shells, 1, nil, 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	if change := (shell.Area() - shellSum) * grid.Unit2; change < -noChange {
		m.noteChange(msgPartsOverlap, group[0].place(), change)
	}
	if len(holes) == 0 {
		return shell, nil
	}
	hole, err := plane.Cover(m.ctx, holes, 1, nil, 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	if change := (holeSum - hole.Area()) * grid.Unit2; change > noChange {
		m.noteChange(msgHolesOverlap, group[len(group)-1].place(), change)
	}
	for i, g := range group[len(group)-len(holes):] {
		if out := (holes[i].Area() - plane.Overlap(holes[i], shell)) * grid.Unit2; out > noChange {
			m.noteChange(msgHoleOutside, g.place(), out)
		}
	}
	r, err := plane.Overlay(m.ctx, plane.Difference, shell, hole, 0)
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
		return nil, msgGeometryRange.Error(ErrGeometry, g.place(), "error", err)
	}
	problems := r.Validate(1)
	if len(problems) == 0 && !r.Empty() {
		return r, nil
	}
	r, err = plane.EvenOdd(m.ctx, points, 0)
	if err != nil {
		return nil, message.At(tooComplex(err), g.place())
	}
	change := (r.Area() - math.Abs(signed)) * grid.Unit2
	at := g.place()
	if len(problems) > 0 {
		at = m.locate(g, problems[0].At)
	}
	switch {
	case len(problems) > 0 && problems[0].Kind == plane.Coincident:
		m.noteChange(msgRingSpike, at, change)
	default:
		g.crosses = true
		m.noteChange(msgRingCrosses, at, change)
	}
	return r, nil
}

// noteChange notes a repair with its change of area in square metres.
func (m *maker) noteChange(what *message.Message, at message.Place, change float64, pairs ...any) {
	n := m.note(what, at, append(pairs, "change", fmt.Sprintf("%+.4f", change))...)
	n.Warning = math.Abs(change) > m.opt.Tolerance
}

// locate adds to the place of a ring the given vertex that a grid point is, or
// after which it lies.
func (m *maker) locate(g *gridRing, p plane.Point) message.Place {
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
		return msgGeometryComplex.Error(ErrTooComplex, message.Place{}, "pairs", plane.DefaultPairs, "crossings", plane.DefaultPairs/plane.CrossingShare)
	}
	return err
}
