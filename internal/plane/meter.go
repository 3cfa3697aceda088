package plane

import "math"

// A Meter measures overlaps, one after the other, in memory of its own. The zero
// value is ready. It is not safe for concurrent use.
type Meter struct {
	o    overlap
	seen int64 // uses what was read ahead, so that the compiler keeps the reads
}

// Overlap is [Overlap].
func (m *Meter) Overlap(a, b *Region) float64 {
	if a.Empty() || b.Empty() || !a.box.Meets(b.box) {
		return 0
	}
	m.o.limit = math.MaxInt
	return m.o.measure(a, b)
}

// ReadAhead brings into the processor's cache what Overlap will read of regions
// that lie anywhere in memory. The memory answers reads that do not wait for each
// other about as fast as one of them: so all headers are read first, then what lies
// behind them. Worth it for some tens of regions that are measured right after.
func (m *Meter) ReadAhead(regions []*Region) {
	for _, r := range regions {
		m.seen += r.box.MinX + int64(len(r.points)) + r.area2.hi
	}
	for _, r := range regions {
		m.readAhead(r)
	}
}

// readAhead reads the points of a region, if there are not many, and the top of
// its tree.
func (m *Meter) readAhead(r *Region) {
	const line, most = 4, 72 // points
	for i := 0; i < min(len(r.points), most); i += line {
		m.seen += r.points[i].X
	}
	for i := max(len(r.tree.boxes)-2*fanout, 0); i < len(r.tree.boxes); i += fanout {
		m.seen += int64(r.tree.boxes[i].minX)
	}
}
