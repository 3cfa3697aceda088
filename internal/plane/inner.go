package plane

import "slices"

// InnerPoint returns a grid point inside the region, or on its boundary where
// no grid point is inside: the middle of the widest stretch of a horizontal
// line through the middle of the largest ring. The region must not be empty.
func (r *Region) InnerPoint() Point {
	largest, area := 0, 0.0
	for i := range r.Rings() {
		if a := r.RingArea(i); a > area {
			largest, area = i, a
		}
	}
	box := EmptyBox
	for _, p := range r.Ring(largest) {
		box = box.Add(p)
	}
	y := box.MinY + (box.MaxY-box.MinY)/2
	var xs []int64
	r.visit(Box{box.MinX, y, box.MaxX, y}, func(l run) bool {
		for i := l.start; i < l.end; i++ {
			p, q := r.points[i], r.points[i+1]
			if (p.Y > y) != (q.Y > y) {
				t := float64(y-p.Y) / float64(q.Y-p.Y)
				xs = append(xs, p.X+int64(t*float64(q.X-p.X)))
			}
		}
		return true
	})
	slices.Sort(xs)
	best := r.Ring(largest)[0]
	width := int64(-1)
	for i := 0; i+1 < len(xs); i++ {
		m := Point{xs[i] + (xs[i+1]-xs[i])/2, y}
		if w := xs[i+1] - xs[i]; w > width && r.Locate(m) >= 0 {
			best, width = m, w
		}
	}
	return best
}
