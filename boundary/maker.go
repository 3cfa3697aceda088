package boundary

import (
	"context"
	"encoding/binary"
	"math"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var (
	msgRingEqual = message.New("ring.equal", "ring repeats ring {ring} of polygon {polygon}; it counts once (area changes by {change} m²)",
		"与第 {polygon} 个多边形第 {ring} 环完全相同，只计一次（面积变化 {change} m²）")
	msgRingFilled = message.New("ring.filled", "ring runs the other way round ring {ring} of polygon {polygon}: one cuts a hole that the other fills, so that neither counts (area changes by {change} m²)",
		"与第 {polygon} 个多边形第 {ring} 环相同而方向相反，一个挖去、一个填补，两者都不计（面积变化 {change} m²）")
	msgGeometryVertices = message.New("geometry.vertices", "{n} vertices are more than one boundary can hold", "有 {n} 个顶点，超过一个图斑所能容纳的数量")
	msgGeometryNoRings  = message.New("geometry.no_rings", "polygon has no rings", "多边形没有环")
	msgGeometryEmpty    = message.New("geometry.empty", "there are no polygons", "没有多边形")
	msgRingClosed       = message.New("ring.closed", "ring was not closed; it now ends where it begins", "环未闭合，已按首点闭合")
	msgGeometryLong     = message.New("geometry.long", "edges are so long that they need more than {n} extra points; check the coordinates", "边线太长，需要插入超过 {n} 个点，请检查坐标是否有误")
	msgRingRepeated     = message.New("ring.repeated", "vertices that repeat the one before count once; there are {n}", "有 {n} 个顶点与前一点重复，只计一次")
	msgGeometryRange    = message.New("geometry.range", "{error}", "坐标超出范围：{error}")
	msgRingTouches      = message.New("ring.touches", "a ring touches itself ({n} times); the area is the same, OGC calls it invalid",
		"环在 {n} 处与自身相接，面积不变，但不合 OGC 规范")
	msgGeometryFlat  = message.New("geometry.flat", "the polygons enclose no area", "图形没有面积")
	msgRingDirection = message.New("ring.direction", "rings that ran the other way round were read by their place; there are {n} (shells run counter-clockwise, holes clockwise)",
		"有 {n} 个环方向相反（应外环逆时针、内环顺时针），已按其位置读取")
)

// A maker turns polygons as given into a Boundary.
type maker struct {
	ctx     context.Context // of the call that makes the boundary
	frame   Frame
	opt     Options
	given   givenRings
	rings   []gridRing
	repairs []message.Note
	left    error           // why the first ring that encloses no land was left out
	doubts  []*plane.Region // land on which other readings of what was repaired differ
	// The given rings as nesting groups them; used when all is read, since places
	// of repairs are those of the input.
	regrouped givenRings
	// How many extra points edges may need, and do so far: hostile coordinates
	// could ask for any number.
	extraLimit, extra int
}

// givenRings are vertices as given, ring after ring, each closed.
type givenRings struct {
	points []Point
	rings
}

// A gridRing is a ring on the grid and where it comes from.
type gridRing struct {
	points  []plane.Point // not closed
	given   int           // number among the rings kept as given
	polygon int           // of the input, from 0
	ring    int           // in the polygon, from 0: the shell
	depth   int           // even: a shell
	shell   *gridRing     // of its polygon, where nesting tells
	region  *plane.Region // once repaired
	crosses bool          // itself, so that it has no direction
	dropped bool          // equal to an earlier ring
}

func (g *gridRing) place() message.Place {
	return message.Place{Polygon: g.polygon + 1, Ring: g.ring + 1}
}

func (m *maker) note(what *message.Message, at message.Place, pairs ...any) *message.Note {
	m.repairs = append(m.repairs, what.Note(at, pairs...))
	return &m.repairs[len(m.repairs)-1]
}

// Extra points that all edges of a feature may need: 140 000 km, of 32 MB, and for
// each vertex the 4 km of the edges of a country's outline.
const (
	extraPoints    = 2_000_000
	extraPerVertex = 64
)

// build reads polygons and makes their region.
func (m *maker) build(polygons []Polygon) (*plane.Region, error) {
	if err := m.read(polygons); err != nil {
		return nil, err
	}
	return m.region()
}

// read screens the coordinates, keeps them, and puts them on the grid.
func (m *maker) read(polygons []Polygon) error {
	n, rings := 0, 0
	for _, p := range polygons {
		rings += len(p)
		for _, ring := range p {
			n += len(ring) + 1
		}
	}
	if n >= math.MaxInt32/2 {
		return msgGeometryVertices.Error(message.ErrLimit, message.Place{}, "n", n)
	}
	m.extraLimit = extraPoints + extraPerVertex*n
	m.given.points = make([]Point, 0, n)
	m.given.ends = make([]int32, 0, rings)
	for i, p := range polygons {
		if len(p) == 0 {
			return msgGeometryNoRings.Error(ErrGeometry, message.Place{Polygon: i + 1})
		}
		for j, ring := range p {
			if err := m.readRing(ring, i, j); err != nil {
				return err
			}
		}
		if n := int32(len(m.given.ends)); n > m.given.size() {
			m.given.polygons = append(m.given.polygons, n)
		}
	}
	switch {
	case len(m.rings) > 0:
		return nil
	case m.left != nil:
		return m.left
	}
	return msgGeometryEmpty.Error(ErrNoLand, message.Place{})
}

// size returns how many rings the polygons have.
func (r *rings) size() int32 {
	if len(r.polygons) == 0 {
		return 0
	}
	return r.polygons[len(r.polygons)-1]
}

func (m *maker) readRing(ring Ring, polygon, number int) error {
	at := message.Place{Polygon: polygon + 1, Ring: number + 1}
	for k := range ring {
		if err := m.frame.check(ring[k]); err != nil {
			at.Vertex, at.Point = k+1, (*message.Position)(&ring[k])
			return message.At(err, at)
		}
	}
	if left, err := m.leaveOut(ring, at); left || err != nil {
		return err
	}
	start := len(m.given.points)
	m.given.points = append(m.given.points, ring...)
	if ring[0] != ring[len(ring)-1] {
		m.given.points = append(m.given.points, ring[0])
		m.note(msgRingClosed, at)
	}
	m.given.ends = append(m.given.ends, int32(len(m.given.points)))

	g := gridRing{given: len(m.given.ends) - 1, polygon: polygon, ring: number}
	t := path{frame: m.frame, spacing: m.opt.Spacing, out: make([]plane.Point, 0, len(ring))}
	given := m.given.points[start:]
	repeated := 0
	for k := range len(given) - 1 {
		if given[k] == given[k+1] {
			if repeated++; repeated == 1 {
				at.Vertex, at.Point = k+2, (*message.Position)(&given[k+1])
			}
			continue
		}
		t.edge(given[k], given[k+1])
		if m.extra+t.extra > m.extraLimit {
			at.Vertex, at.Point = k+1, (*message.Position)(&given[k])
			return msgGeometryLong.Error(message.ErrLimit, at, "n", m.extraLimit)
		}
	}
	m.extra += t.extra
	if repeated > 0 {
		m.note(msgRingRepeated, at, "n", repeated)
	}
	g.points = t.out
	m.rings = append(m.rings, g)
	return nil
}

// region normalises directions, and repairs rings that do not bound a region.
func (m *maker) region() (*plane.Region, error) {
	m.dropEqual()
	kept := m.kept()
	m.sortShells(kept)
	rings := make([][]plane.Point, len(kept))
	for i, g := range kept {
		rings[i] = g.points
		if (plane.SignedArea(g.points) > 0) != (g.depth%2 == 0) {
			rings[i] = plane.Reversed(g.points)
		}
	}
	r, err := plane.NewRegion(rings)
	if err != nil {
		return nil, msgGeometryRange.Error(ErrGeometry, message.Place{}, "error", err)
	}
	problems, touches := r.Examine(1)
	if len(problems) > 0 || r.Rings() < len(kept) {
		if r, err = m.repair(kept); err != nil {
			return nil, err
		}
		m.regroupParts(kept)
	} else if len(touches) > 0 {
		at := m.locate(kept[touches[0].Edges[0].Ring], touches[0].At)
		m.note(msgRingTouches, at, "n", len(touches))
	}
	if !m.opt.ByNesting {
		m.noteDirections(kept)
	}
	if r.Empty() || r.Area() == 0 {
		return nil, msgGeometryFlat.Error(ErrNoLand, message.Place{})
	}
	return r, nil
}

// sortShells says how deep each ring is nested: even is a shell.
func (m *maker) sortShells(kept []*gridRing) {
	if !m.opt.ByNesting {
		for _, g := range kept {
			g.depth = min(g.ring, 1)
		}
		return
	}
	rings := make([][]plane.Point, len(kept))
	for i, g := range kept {
		rings[i] = g.points
	}
	depths := plane.Depths(rings)
	for i, shell := range plane.Shells(rings, depths) {
		kept[i].depth = depths[i]
		kept[i].shell = kept[shell]
	}
	m.regroup()
}

// regroupParts puts holes that turned out to be parts into polygons of their own.
func (m *maker) regroupParts(kept []*gridRing) {
	if m.opt.ByNesting || !slices.ContainsFunc(kept, func(g *gridRing) bool { return g.shell != nil }) {
		return
	}
	shells := map[int]*gridRing{}
	for _, g := range kept {
		if g.ring == 0 {
			shells[g.polygon] = g
		}
		if g.shell == nil {
			g.shell = shells[g.polygon]
		}
	}
	m.regroup()
}

// regroup puts the given rings in the order of polygons that nesting found, each
// shell before its holes; rings that count for nothing are left out.
func (m *maker) regroup() {
	var points []Point
	var ends, polygons []int32
	add := func(g *gridRing) {
		points = append(points, m.asGiven(g)...)
		ends = append(ends, int32(len(points)))
	}
	holes := map[*gridRing][]*gridRing{}
	for i := range m.rings {
		if g := &m.rings[i]; !g.dropped && g.shell != g {
			holes[g.shell] = append(holes[g.shell], g)
		}
	}
	for i := range m.rings {
		g := &m.rings[i]
		if !g.dropped && g.shell == g {
			add(g)
			for _, h := range holes[g] {
				add(h)
			}
			polygons = append(polygons, int32(len(ends)))
		}
	}
	m.regrouped = givenRings{points, rings{ends, polygons}}
}

// position returns a grid point in the frame of the input, rounded.
func (m *maker) position(p plane.Point) *message.Position {
	q := m.frame.rounded(m.frame.FromLonLat(grid.LonLat(p)))
	return (*message.Position)(&q)
}

func (m *maker) kept() []*gridRing {
	out := make([]*gridRing, 0, len(m.rings))
	for i := range m.rings {
		if !m.rings[i].dropped {
			out = append(out, &m.rings[i])
		}
	}
	return out
}

// noteDirections notes rings against RFC 7946: shells counter-clockwise, holes
// clockwise. Of a ring that was read as something else more is said already.
func (m *maker) noteDirections(kept []*gridRing) {
	n := 0
	var first message.Place
	for _, g := range kept {
		if !g.crosses && g.depth == min(g.ring, 1) && (plane.SignedArea(g.points) > 0) != (g.ring == 0) {
			if n++; n == 1 {
				first = g.place()
			}
		}
	}
	if n > 0 {
		m.note(msgRingDirection, first, "n", n)
	}
}

// dropEqual lets a ring that repeats an earlier one of its polygon count once, and a
// polygon of one ring that repeats another. An equal ring of another polygon stays:
// it may fill a hole of the first, and polygons are united.
//
// Where nesting tells holes from shells, an equal ring that runs the other way does
// fill the hole, so that neither counts.
func (m *maker) dropEqual() {
	if len(m.rings) < 2 {
		return
	}
	size := map[int]int{} // rings of each polygon
	for i := range m.rings {
		size[m.rings[i].polygon]++
	}
	seen := make(map[string]*gridRing, len(m.rings))
	for i := range m.rings {
		g := &m.rings[i]
		key := ringKey(g.points)
		if !m.opt.ByNesting && size[g.polygon] > 1 {
			key = strconv.Itoa(g.polygon) + " " + key
		}
		first, ok := seen[key]
		if !ok {
			seen[key] = g
			continue
		}
		g.dropped = true
		area := math.Abs(plane.SignedArea(g.points)) * grid.Unit2
		if m.opt.ByNesting && plane.SignedArea(g.points)*plane.SignedArea(first.points) < 0 {
			first.dropped = true
			delete(seen, key)
			m.noteChange(msgRingFilled, g.place(), area, asRegion(g.points), "ring", first.ring+1, "polygon", first.polygon+1)
			continue
		}
		change := -area
		if g.ring > 0 {
			change = area // a hole
		}
		m.noteChange(msgRingEqual, g.place(), change, asRegion(g.points), "ring", first.ring+1, "polygon", first.polygon+1)
	}
}

// ringKey returns the same string for the same ring from any start, either way.
func ringKey(ring []plane.Point) string {
	least := 0
	for i, p := range ring {
		if q := ring[least]; p.X < q.X || p.X == q.X && p.Y < q.Y {
			least = i
		}
	}
	n := len(ring)
	step := 1
	if before, after := ring[(least+n-1)%n], ring[(least+1)%n]; before.X < after.X || before.X == after.X && before.Y < after.Y {
		step = n - 1
	}
	key := make([]byte, 0, 16*n)
	for i, k := 0, least; i < n; i, k = i+1, (k+step)%n {
		key = binary.LittleEndian.AppendUint64(key, uint64(ring[k].X))
		key = binary.LittleEndian.AppendUint64(key, uint64(ring[k].Y))
	}
	return string(key)
}
