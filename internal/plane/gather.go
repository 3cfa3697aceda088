package plane

// A nearEdge is the edge from points[at], and its box.
type nearEdge struct {
	box Box
	at  int32
}

// gather lists the edges of a whose boxes meet the window, in order.
func (o *overlap) gather(window Box) {
	o.near = o.near[:0]
	if root := o.a.tree.root(); root.level == 0 {
		o.gatherRun(o.a.run(0), window)
	} else {
		o.gatherBelow(root, o.a.small(window), window)
	}
}

func (o *overlap) gatherBelow(n node, small smallBox, window Box) {
	boxes, first := o.a.tree.children(n)
	for k := range boxes {
		if !boxes[k].meets(&small) {
			continue
		}
		if below := (node{n.level - 1, first + k}); below.level == 0 {
			o.gatherRun(o.a.run(below.i), window)
		} else {
			o.gatherBelow(below, small, window)
		}
	}
}

func (o *overlap) gatherRun(l run, window Box) {
	near := o.near
	p := o.a.points[l.start]
	before := window.side(p)
	for i, q := range o.a.points[l.start+1 : l.end+1] {
		side := window.side(q)
		if before&side == 0 { // not both beyond one side of the window
			near = append(near, nearEdge{edgeBox(p, q), l.start + int32(i)})
		}
		p, before = q, side
	}
	o.near = near
}
