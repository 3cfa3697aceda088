package boundary

import "github.com/sanxian/sanxian/internal/plane"

// A Meter measures overlaps of many boundaries, one after the other, in memory of
// its own. The zero value is ready. It is not safe for concurrent use.
type Meter struct{ plane plane.Meter }

// OverlapArea is [OverlapArea].
func (m *Meter) OverlapArea(a, b *Boundary) Area {
	if a.Empty() || b.Empty() {
		return 0
	}
	return Area(m.plane.Overlap(&a.region, &b.region) * gridUnit2)
}

// ReadAhead brings into the processor's cache what OverlapArea will read of
// boundaries that lie anywhere in memory, which answers many reads at once in
// little more than the time of one. Worth it for some tens of boundaries that
// are measured right after.
func (m *Meter) ReadAhead(boundaries []*Boundary) {
	for _, b := range boundaries {
		if b != nil {
			m.plane.ReadHeader(&b.region)
		}
	}
	for _, b := range boundaries {
		if b != nil {
			m.plane.ReadAhead(&b.region)
		}
	}
}
