package plane

// A hierarchy is boxes over boxes over things in their order: each node covers
// fanout consecutive nodes of the level below. Order is all the structure there
// is: node i of level k covers the things from i·fanout^k on.
type hierarchy struct {
	levels [][]Box // levels[0] are the boxes of the things
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

// visit calls f with the number of each thing whose box meets the window, in
// order, as long as f returns true.
func (h *hierarchy) visit(window Box, f func(i int) bool) bool {
	return h.visitNode(len(h.levels)-1, 0, window, f)
}

func (h *hierarchy) visitNode(level, i int, window Box, f func(i int) bool) bool {
	if !h.levels[level][i].Meets(window) {
		return true
	}
	if level == 0 {
		return f(i)
	}
	for c := i << fanShift; c < min((i+1)<<fanShift, len(h.levels[level-1])); c++ {
		if !h.visitNode(level-1, c, window, f) {
			return false
		}
	}
	return true
}
