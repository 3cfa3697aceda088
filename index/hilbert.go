package index

import (
	"slices"
)

// A sorter orders boxes along a Hilbert curve. It keeps its memory for the next
// time.
type sorter struct{ keys, spare []uint64 }

// order appends the numbers of the boxes that are not empty in the order of a
// Hilbert curve through their centres, equal ones as they come: neighbours in
// the order are neighbours on the ground.
func (s *sorter) order(dst []int32, boxes []box) []int32 {
	g := gridAround(boxes)
	s.keys = slices.Grow(s.keys[:0], len(boxes))
	for i, b := range boxes {
		if b.empty() {
			continue
		}
		// The curve has 2^16 cells a side: in a county, of about a metre.
		x, y := g.column((b.minX+b.maxX)/2)>>16, g.row((b.minY+b.maxY)/2)>>16
		s.keys = append(s.keys, uint64(hilbert(x, y))<<32|uint64(i))
	}
	s.sort()
	for _, k := range s.keys {
		dst = append(dst, int32(uint32(k)))
	}
	return dst
}

// sort sorts the keys by their upper halves, digit by digit from the lowest,
// which keeps equal ones in order.
func (s *sorter) sort() {
	const digit = 11 // bits
	if len(s.keys) <= 64 {
		slices.Sort(s.keys) // lower halves rise, so equal upper ones stay in order; clearing counters takes longer
		return
	}
	s.spare = slices.Grow(s.spare[:0], len(s.keys))[:len(s.keys)]
	for shift := 32; shift < 64; shift += digit {
		var starts [1 << digit]int32
		for _, k := range s.keys {
			starts[k>>shift&(1<<digit-1)]++
		}
		sum := int32(0)
		for d, n := range starts {
			starts[d] = sum
			sum += n
		}
		for _, k := range s.keys {
			at := &starts[k>>shift&(1<<digit-1)]
			s.spare[*at] = k
			*at++
		}
		s.keys, s.spare = s.spare, s.keys
	}
}

// hilbert returns how far along the Hilbert curve of order 16 a cell lies.
func hilbert(x, y uint32) uint32 {
	d, turn := uint32(0), uint32(0)
	for shift := 12; shift >= 0; shift -= 4 {
		step := hilbertSteps[turn<<8|x>>shift&15<<4|y>>shift&15]
		d = d<<8 | uint32(step.along)
		turn = uint32(step.turn)
	}
	return d
}

// A hilbertStep is where one of 16 by 16 cells lies along the curve through
// them, and how the curve within the cell is turned.
type hilbertStep struct{ along, turn uint8 }

// hilbertSteps are the steps of the four ways in which the curve is turned:
// mirrored at one diagonal, at the other, or at both.
var hilbertSteps = func() (steps [4 << 8]hilbertStep) {
	for i := range steps {
		turn, x, y := uint8(i>>8), i>>4&15, i&15
		along := uint8(0)
		for bit := 3; bit >= 0; bit-- {
			rx, ry := uint8(x>>bit&1), uint8(y>>bit&1)
			if turn&1 != 0 {
				rx, ry = ry, rx
			}
			if turn&2 != 0 {
				rx, ry = 1-rx, 1-ry
			}
			along = along<<2 | (3*rx ^ ry)
			if ry == 0 {
				turn ^= 1 | rx<<1
			}
		}
		steps[i] = hilbertStep{along, turn}
	}
	return steps
}()
