package index

import (
	"math"
	"slices"

	"github.com/sanxian/sanxian/boundary"
)

// hilbertOrder appends the numbers of the boxes that are not empty in the order
// of a Hilbert curve through their centres, equal ones as they come: neighbours
// in the order are neighbours on the ground.
func hilbertOrder(dst []int32, boxes []boundary.Box) []int32 {
	low, high := math.Inf(1), math.Inf(-1)
	left, right := low, high
	for _, b := range boxes {
		if !b.Empty() {
			left, right = min(left, b.MinX), max(right, b.MaxX)
			low, high = min(low, b.MinY), max(high, b.MaxY)
		}
	}
	// The curve has 2^16 cells a side: in a county, of about a metre.
	scale := (1<<16 - 1) / max(right-left, high-low, 1)
	keys := make([]uint64, 0, len(boxes)) // place on the curve, number
	for i, b := range boxes {
		if b.Empty() {
			continue
		}
		x, y := (b.MinX+b.MaxX)/2-left, (b.MinY+b.MaxY)/2-low
		keys = append(keys, uint64(hilbert(uint32(x*scale), uint32(y*scale)))<<32|uint64(i))
	}
	slices.Sort(keys)
	for _, k := range keys {
		dst = append(dst, int32(uint32(k)))
	}
	return dst
}

// hilbert returns how far along the Hilbert curve of order 16 a cell lies.
func hilbert(x, y uint32) uint32 {
	var d uint32
	for s := uint32(1) << 15; s > 0; s >>= 1 {
		var rx, ry uint32
		if x&s != 0 {
			rx = 1
		}
		if y&s != 0 {
			ry = 1
		}
		d = d<<2 | (3*rx ^ ry)
		if ry == 0 { // turn the quadrant
			if rx == 1 {
				x, y = s-1-x&(s-1), s-1-y&(s-1)
			}
			x, y = y, x
		}
	}
	return d
}
