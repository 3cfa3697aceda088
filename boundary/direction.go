package boundary

import (
	"cmp"
	"math"
	"slices"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var msgHoleCrosses = message.New("hole.crosses", "a ring crosses the edge of a shell that runs the other way round; it was read as a hole (area changes by {change} m²)",
	"环与方向相反的外环相交，按内环扣除（面积变化 {change} m²）")

// holeShare is how much of a ring must lie in a shell for it to be the shell's hole: a
// choice between a hole drawn over the edge, of which half may stick out, and parts
// that overlap by mistake, of which one must not be cut out of the other.
const holeShare = 0.25

// directHoles tells holes that cross their shell, where nesting is to tell: neither
// ring lies in the other, so that both would be shells. A ring without holes of its
// own is a hole if it runs the other way round than a larger shell of its depth in
// which much of it lies.
func (m *maker) directHoles(kept []*gridRing) error {
	type candidate struct {
		ring *gridRing
		box  plane.Box
		area float64 // signed
	}
	var all []candidate
	hasHoles := map[*gridRing]bool{}
	for _, g := range kept {
		if g.depth%2 == 1 {
			hasHoles[g.shell] = true
			continue
		}
		c := candidate{g, plane.EmptyBox, plane.SignedArea(g.points)}
		for _, p := range g.points {
			c.box = c.box.Add(p)
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.box.MinX, b.box.MinX) })
	changed := false
	for i, a := range all {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		for _, b := range all[i+1:] {
			if b.box.MinX > a.box.MaxX {
				break
			}
			shell, hole := a, b
			if math.Abs(shell.area) < math.Abs(hole.area) {
				shell, hole = hole, shell
			}
			if a.area*b.area >= 0 || shell.ring.depth != hole.ring.depth || hasHoles[hole.ring] || !a.box.Meets(b.box) {
				continue
			}
			share, err := m.share(hole.ring, shell.ring)
			if err != nil {
				return err
			}
			if share > holeShare {
				hole.ring.depth++
				hole.ring.shell = shell.ring
				hasHoles[shell.ring] = true
				m.noteChange(msgHoleCrosses, hole.ring.place(), -share*hole.ring.region.Area()*grid.Unit2, hole.ring.region)
				changed = true
			}
		}
	}
	if changed {
		m.regroup()
	}
	return nil
}

// share returns how much of a ring's area lies in another ring.
func (m *maker) share(ring, other *gridRing) (float64, error) {
	a, err := m.repairRing(ring)
	if err != nil {
		return 0, err
	}
	b, err := m.repairRing(other)
	if err != nil || a.Empty() {
		return 0, err
	}
	return plane.Overlap(a, b) / a.Area(), nil
}
