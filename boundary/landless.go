package boundary

import (
	"fmt"
	"math"
	"slices"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var (
	msgRingPoints  = message.New("ring.points", "ring has {n} distinct points, needs at least 3", "环只有 {n} 个不同的点，至少需要 3 个")
	msgRingFlat    = message.New("ring.flat", "the points of the ring lie on one line", "环的各点在一条直线上")
	msgRingLeftOut = message.New("ring.left_out", "a ring that encloses no land was left out: {why}", "环没有面积，已略去：{why}")
)

// leaveOut leaves out a ring that encloses no land, with a warning, or refuses it where
// options are strict. What was meant is unknown: its box is in doubt, and a metre
// around it, since a point has none. A hole whose points lie on one line cuts out
// nothing, however it is read.
func (m *maker) leaveOut(ring Ring, at message.Place) (left bool, err error) {
	n := distinct(ring)
	if n == 3 && (at.Ring > 1 || !flat(ring)) {
		return false, nil
	}
	refused, why := msgRingFlat, message.Text{ZH: "各点在一条直线上", EN: "its points lie on one line"}
	if n < 3 {
		refused, why = msgRingPoints, message.Text{ZH: fmt.Sprintf("只有 %d 个不同的点", n), EN: fmt.Sprintf("distinct points: %d", n)}
	}
	err = refused.Error(ErrNoLand, at, "n", n)
	if m.opt.Strict {
		return false, err
	}
	if m.left == nil {
		m.left = err
	}
	m.repairs = append(m.repairs, msgRingLeftOut.Warning(at, "why", why))
	if n > 0 {
		const metre = 1 / grid.Unit
		box := plane.EmptyBox
		for _, p := range ring {
			box = box.Add(grid.Of(m.frame.ToLonLat(p)))
		}
		m.doubts = append(m.doubts, boxRegion(plane.Box{MinX: box.MinX - metre, MinY: box.MinY - metre, MaxX: box.MaxX + metre, MaxY: box.MaxY + metre}))
	}
	return true, nil
}

// flat reports whether all points of a ring lie on one line of the frame.
func flat(ring Ring) bool {
	for i := range ring[1:] {
		// Four differences and two products are rounded, by less than 2^-50 of the
		// products together.
		p, q := ring[i], ring[i+1]
		l, m := (p.X-ring[0].X)*(q.Y-ring[0].Y), (p.Y-ring[0].Y)*(q.X-ring[0].X)
		if math.Abs(l-m) > (math.Abs(l)+math.Abs(m))*0x1p-50 {
			return false
		}
	}
	return true
}

// distinct counts distinct points of a ring, up to three.
func distinct(ring Ring) int {
	var seen [3]Point
	n := 0
	for _, p := range ring {
		if n < 3 && !slices.Contains(seen[:n], p) {
			seen[n] = p
			n++
		}
	}
	return n
}
