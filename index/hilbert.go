package index

import (
	"cmp"
	"slices"

	"github.com/sanxian/sanxian/boundary"
)

// sortHilbert puts entries in the order of a Hilbert curve through their
// centres, so that neighbours in the tree are neighbours in memory.
func sortHilbert(entries []*entry) {
	if len(entries) < 3 {
		return
	}
	type keyed struct {
		key uint64
		e   *entry
	}
	b := entries[0].box
	for _, e := range entries {
		b = boundary.Box{MinX: min(b.MinX, e.box.MinX), MinY: min(b.MinY, e.box.MinY), MaxX: max(b.MaxX, e.box.MaxX), MaxY: max(b.MaxY, e.box.MaxY)}
	}
	side := max(b.MaxX-b.MinX, b.MaxY-b.MinY, 1)
	cell := func(v, low float64) uint32 { return uint32((v - low) / side * (1<<31 - 1)) }
	sorted := make([]keyed, len(entries))
	for i, e := range entries {
		x, y := (e.box.MinX+e.box.MaxX)/2, (e.box.MinY+e.box.MaxY)/2
		sorted[i] = keyed{hilbert(cell(x, b.MinX), cell(y, b.MinY)), e}
	}
	slices.SortStableFunc(sorted, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	for i, k := range sorted {
		entries[i] = k.e
	}
}

// hilbert returns how far along the Hilbert curve of order 31 a cell lies.
func hilbert(x, y uint32) uint64 {
	var d uint64
	for s := uint32(1) << 30; s > 0; s >>= 1 {
		var rx, ry uint32
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		d = d<<2 | uint64(3*rx^ry)
		if ry == 0 { // turn the quadrant
			if rx == 1 {
				x, y = s-1-x&(s-1), s-1-y&(s-1)
			}
			x, y = y, x
		}
	}
	return d
}
