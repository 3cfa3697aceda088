package boundary

import (
	"errors"
	"math"
	"slices"

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
	msgRingPart = message.New("ring.part", "a ring that is written as a hole lies in no land of its polygon; it counts as a part of its own (area changes by {change} m²)",
		"写作内环的环不在本多边形的地块之内，按单独的一块计入（面积变化 {change} m²）")
	msgRingHole = message.New("ring.hole", "the first ring of a polygon lies in another ring; it was read as a hole (area changes by {change} m²)",
		"多边形的首个环位于另一环之内，按内环扣除（面积变化 {change} m²）")
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
	if m.opt.ByNesting {
		if err := m.directHoles(kept); err != nil {
			return nil, err
		}
	}
	groups := m.groups(kept)
	var parts []*plane.Region
	var places []message.Place
	for len(groups) > 0 {
		group := groups[0]
		part, outside := m.nest(group), []*gridRing(nil)
		if part == nil {
			var err error
			if part, outside, err = m.repairPolygon(group); err != nil {
				return nil, err
			}
		}
		parts = append(parts, part)
		places = append(places, group[0].place())
		groups = groups[1:]
		if len(outside) > 0 {
			groups = append(groups, m.nested(outside)...)
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	united, twice, lost, err := m.unite(parts)
	if err != nil {
		return nil, err
	}
	if lost > noChange {
		at := places[0]
		if !twice.Empty() {
			at = message.Place{Point: m.position(twice.Ring(0)[0])}
		}
		m.noteChange(msgPartsOverlap, at, -lost, twice)
	}
	return united, nil
}

// noChange is the change of area in square metres below which nothing is said:
// it comes from putting vertices on the grid.
const noChange = 1e-5

// groups divides rings into polygons, shells first: as the input has them or, by
// nesting, one polygon for all rings of a depth and the holes next to them.
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

// nest returns the region of a polygon whose rings meet nowhere, as they lie in each
// other: some programs write parts as rings, or a hole before its shell. It is nil
// where rings meet, and where nesting was told already.
func (m *maker) nest(group []*gridRing) *plane.Region {
	if m.opt.ByNesting {
		return nil
	}
	points := make([][]plane.Point, len(group))
	for i, g := range group {
		points[i] = g.points
	}
	depths := plane.Depths(points)
	oriented := slices.Clone(points)
	for i, ring := range points {
		if (plane.SignedArea(ring) > 0) != (depths[i]%2 == 0) {
			oriented[i] = plane.Reversed(ring)
		}
	}
	r, err := plane.NewRegion(oriented)
	if err != nil || r.Rings() < len(group) || len(r.Validate(1)) > 0 {
		return nil
	}
	changed := false
	for i, g := range group {
		hole := depths[i]%2 == 1
		if hole == (g.depth == 1) {
			continue
		}
		g.region = asRegion(g.points)
		if hole {
			m.noteChange(msgRingHole, g.place(), -g.region.Area()*grid.Unit2, g.region)
		} else {
			m.noteChange(msgRingPart, g.place(), g.region.Area()*grid.Unit2, g.region)
		}
		changed = true
	}
	if changed {
		for i, shell := range plane.Shells(points, depths) {
			group[i].depth, group[i].shell = depths[i], group[shell]
		}
	}
	return r
}

// repairPolygon unites the shells of a polygon and cuts out its holes. It returns
// holes that lie outside all shells, unless nesting told them: those are no holes.
func (m *maker) repairPolygon(group []*gridRing) (r *plane.Region, outside []*gridRing, err error) {
	var shells []*plane.Region
	var holes []*gridRing
	for _, g := range group {
		r, err := m.repairRing(g)
		if err != nil {
			return nil, nil, err
		}
		if g.depth%2 == 0 {
			shells = append(shells, r)
		} else {
			holes = append(holes, g)
		}
	}
	shell, twice, lost, err := m.unite(shells)
	if err != nil {
		return nil, nil, err
	}
	if lost > noChange {
		m.noteChange(msgPartsOverlap, group[0].place(), -lost, twice)
	}
	hole, outside, err := m.uniteHoles(holes, shell)
	if err != nil || hole.Empty() {
		return shell, outside, err
	}
	r, err = plane.Overlay(m.ctx, plane.Difference, shell, hole, 0)
	return r, outside, tooComplex(err)
}

// uniteHoles returns what holes cut out of a shell, and those that lie outside it.
func (m *maker) uniteHoles(rings []*gridRing, shell *plane.Region) (hole *plane.Region, outside []*gridRing, err error) {
	var last *gridRing
	var inside []*plane.Region
	for _, g := range rings {
		shared := plane.Overlap(g.region, shell)
		if shared == 0 && !g.region.Empty() && !m.opt.ByNesting {
			outside = append(outside, g)
			continue
		}
		if out := (g.region.Area() - shared) * grid.Unit2; out > noChange {
			beyond, err := plane.Overlay(m.ctx, plane.Difference, g.region, shell, 0)
			if err != nil {
				return nil, nil, tooComplex(err)
			}
			m.noteChange(msgHoleOutside, g.place(), out, beyond)
		}
		last, inside = g, append(inside, g.region)
	}
	hole, twice, lost, err := m.unite(inside)
	if err != nil {
		return nil, nil, err
	}
	if lost > noChange {
		m.noteChange(msgHolesOverlap, last.place(), lost, twice)
	}
	return hole, outside, nil
}

// unite returns the union of regions, what more than one of them covers, and how
// many square metres that is less than their sum.
func (m *maker) unite(regions []*plane.Region) (all, twice *plane.Region, lost float64, err error) {
	if all, err = plane.Cover(m.ctx, regions, 1, nil, 0); err != nil {
		return nil, nil, 0, tooComplex(err)
	}
	sum := 0.0
	for _, r := range regions {
		sum += r.Area()
	}
	if lost = (sum - all.Area()) * grid.Unit2; lost > noChange {
		twice, err = plane.Cover(m.ctx, regions, 2, nil, 0)
	}
	return all, twice, lost, tooComplex(err)
}

// nested makes polygons of rings of one polygon that lie outside its shell, as
// they lie in each other: some programs write the parts of a polygon as its rings.
func (m *maker) nested(outside []*gridRing) [][]*gridRing {
	points := make([][]plane.Point, len(outside))
	for i, g := range outside {
		points[i] = g.points
	}
	depths := plane.Depths(points)
	shells := plane.Shells(points, depths)
	var groups [][]*gridRing
	number := map[int]int{}
	for i, g := range outside {
		g.shell = outside[shells[i]]
		if shells[i] != i {
			continue
		}
		g.depth = 0
		number[i] = len(groups)
		groups = append(groups, []*gridRing{g})
		m.noteChange(msgRingPart, g.place(), g.region.Area()*grid.Unit2, g.region)
	}
	for i, shell := range shells {
		if shell != i {
			groups[number[shell]] = append(groups[number[shell]], outside[i])
		}
	}
	return groups
}

// repairRing reads a ring that crosses itself or runs back along itself.
func (m *maker) repairRing(g *gridRing) (r *plane.Region, err error) {
	if g.region != nil {
		return g.region, nil
	}
	defer func() { g.region = r }()
	points := g.points
	signed := plane.SignedArea(points)
	if signed < 0 {
		points = plane.Reversed(points)
	}
	r, err = plane.NewRegion([][]plane.Point{points})
	if err != nil {
		return nil, msgGeometryRange.Error(ErrGeometry, g.place(), "error", err)
	}
	problems := r.Validate(1)
	if len(problems) == 0 && !r.Empty() {
		return r, nil
	}
	r, disputed, err := plane.EvenOdd(m.ctx, points, 0)
	if err != nil {
		return nil, message.At(tooComplex(err), g.place())
	}
	change := (r.Area() - math.Abs(signed)) * grid.Unit2
	at := g.place()
	if len(problems) > 0 {
		at = m.locate(g, problems[0].At)
	}
	what := msgRingSpike
	if len(problems) == 0 || problems[0].Kind != plane.Coincident {
		what, g.crosses = msgRingCrosses, true
	}
	before := len(m.doubts)
	m.noteChange(what, at, change, disputed)
	if len(m.doubts) > before {
		m.doubts = append(m.doubts, m.exchanged(g))
	}
	return r, nil
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
	start := int32(0)
	if g.given > 0 {
		start = m.given.ends[g.given-1]
	}
	return m.given.points[start:m.given.ends[g.given]]
}

// tooComplex turns the plane's error into this package's.
func tooComplex(err error) error {
	if errors.Is(err, plane.ErrTooComplex) {
		return msgGeometryComplex.Error(ErrTooComplex, message.Place{}, "pairs", plane.DefaultPairs, "crossings", plane.DefaultPairs/plane.CrossingShare)
	}
	return err
}
