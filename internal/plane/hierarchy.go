package plane

import (
	"math/bits"
	"slices"
)

// A hierarchy is boxes over boxes over things in their order: each node covers
// fanout consecutive nodes of the level below. Order is all the structure there
// is: node i of level k covers the things from i·fanout^k on.
type hierarchy struct {
	levels [][]Box // levels[0] are the boxes of the things
	order  []int32 // which thing each of them is of; nil: their own order
}

const (
	fanShift = 3
	fanout   = 1 << fanShift
)

func newHierarchy(boxes []Box) hierarchy {
	h := hierarchy{levels: [][]Box{boxes}}
	for len(boxes) > 1 {
		up := make([]Box, (len(boxes)+fanout-1)>>fanShift)
		for i := range up {
			up[i] = EmptyBox
		}
		for i, b := range boxes {
			up[i>>fanShift] = up[i>>fanShift].Union(b)
		}
		h.levels = append(h.levels, up)
		boxes = up
	}
	return h
}

// many is from how many things on an order in space pays.
const many = 512

// newSpatialHierarchy is newHierarchy for boxes in any order: many of them are put
// along a Z-order curve first, so that those of one node lie near each other. In
// the order of their left ends they would be strips, of which a window meets all
// that is above and below it.
func newSpatialHierarchy(boxes []Box) hierarchy {
	if len(boxes) < many {
		return newHierarchy(boxes)
	}
	return alongZ(boxes)
}

func alongZ(boxes []Box) hierarchy {
	all := EmptyBox
	for _, b := range boxes {
		all = all.Union(b)
	}
	// 16 bits each way of the place, then the number.
	shift := max(0, bits.Len64(uint64(max(all.MaxX-all.MinX, all.MaxY-all.MinY)))-16)
	keys := make([]uint64, len(boxes))
	for i, b := range boxes {
		x, y := b.MinX+(b.MaxX-b.MinX)/2-all.MinX, b.MinY+(b.MaxY-b.MinY)/2-all.MinY
		keys[i] = (spread(uint64(x)>>shift)|spread(uint64(y)>>shift)<<1)<<32 | uint64(i)
	}
	slices.Sort(keys)
	order, sorted := make([]int32, len(boxes)), make([]Box, len(boxes))
	for i, k := range keys {
		order[i] = int32(uint32(k))
		sorted[i] = boxes[order[i]]
	}
	h := newHierarchy(sorted)
	h.order = order
	return h
}

// spread puts a zero before each of 16 bits.
func spread(v uint64) uint64 {
	v = (v | v<<8) & 0x00ff00ff
	v = (v | v<<4) & 0x0f0f0f0f
	v = (v | v<<2) & 0x33333333
	return (v | v<<1) & 0x55555555
}

// visit calls f with the number of each thing whose box meets the window, in the
// order of the hierarchy, as long as f returns true.
func (h *hierarchy) visit(window Box, f func(i int) bool) bool {
	return h.visitNode(len(h.levels)-1, 0, window, f)
}

func (h *hierarchy) visitNode(level, i int, window Box, f func(i int) bool) bool {
	if !h.levels[level][i].Meets(window) {
		return true
	}
	if level == 0 {
		if h.order != nil {
			i = int(h.order[i])
		}
		return f(i)
	}
	for c := i << fanShift; c < min((i+1)<<fanShift, len(h.levels[level-1])); c++ {
		if !h.visitNode(level-1, c, window, f) {
			return false
		}
	}
	return true
}
