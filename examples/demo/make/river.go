package main

// A band is a bundle of lines that run along a river side by side. All lines
// have a vertex at every station, so that strips between two lines share
// theirs.
type band struct {
	lines [][]point // from the left bank outwards to the right
}

// newBand draws lines at the given offsets (units to the left of the river)
// along a course of way points. The river wanders, the lines stray a little.
func newBand(r *random, course []point, step int64, offsets []int64, wander, stray int64) *band {
	var stations []point
	for k := range len(course) - 1 {
		a, b := course[k], course[k+1]
		n := max((b.x-a.x)/step, 1)
		for i := range n {
			stations = append(stations, point{a.x + (b.x-a.x)*i/n, a.y + (b.y-a.y)*i/n})
		}
	}
	stations = append(stations, course[len(course)-1])
	b := &band{make([][]point, len(offsets))}
	var drift int64
	for _, s := range stations {
		drift = drift*9/10 + r.within(wander)
		for k, o := range offsets {
			d := o + drift + r.within(stray)
			b.lines[k] = append(b.lines[k], point{s.x - d*3/5, s.y + d*4/5})
		}
	}
	return b
}

// strip returns what lies between two lines from one station to another,
// counter-clockwise; left is the line farther to the left.
func (b *band) strip(left, right, from, to int) polygon {
	ring := append([]point{}, b.lines[right][from:to+1]...)
	for i := to; i >= from; i-- {
		ring = append(ring, b.lines[left][i])
	}
	return polygon{ring}
}

// hole returns a ring between two lines, away from both, clockwise: percent of
// the way from the right line to the left one.
func (b *band) hole(left, right, from, to int, low, high int64) []point {
	at := func(i int, percent int64) point {
		p, q := b.lines[right][i], b.lines[left][i]
		return point{p.x + (q.x-p.x)*percent/100, p.y + (q.y-p.y)*percent/100}
	}
	var ring []point
	for i := from; i <= to; i++ {
		ring = append(ring, at(i, high))
	}
	for i := to; i >= from; i-- {
		ring = append(ring, at(i, low))
	}
	return ring
}
