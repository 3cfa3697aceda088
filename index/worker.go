package index

import (
	"context"
)

// stretch is how many sites a worker takes at a time: neighbours on the ground.
const stretch = 64

// How many features the sites of a group may meet: few in any case, or many times
// as many as one of them meets.
const few, many = 5, 2

// A worker checks sites of a window.
type worker struct {
	*window
	query  query
	number int32
	found  []Overlap
	boxes  []box // of the sites of the stretch
	groups []group
}

// A group is sites that are searched for together: how many, the end of their
// candidates, and the box around them.
type group struct {
	sites, near int
	around      box
}

// crowded is the least number of sites of a group that is located as a whole:
// large features then answer for all of them at once.
const crowded = 2

// run takes stretches as long as there are any.
func (k *worker) run(ctx context.Context) {
	k.found = k.found[:0]
	for ctx.Err() == nil {
		from := int(k.next.Add(stretch)) - stretch
		if from >= len(k.order) {
			return
		}
		k.check(k.order[from:min(from+stretch, len(k.order))])
	}
}

// check finds the overlaps of a stretch. It fetches from memory in steps, each for
// all sites and all candidates together.
func (k *worker) check(some []int32) {
	q := &k.query
	q.reset()
	k.boxes, k.groups = k.boxes[:0], k.groups[:0]
	for _, i := range some {
		q.ahead = append(q.ahead, region(k.sites[i]))
		k.boxes = append(k.boxes, k.window.boxes[i])
	}
	q.meter.ReadAhead(q.ahead)
	for rest := k.boxes; len(rest) > 0; {
		n, around := k.neighbours(rest)
		q.search(k.x, around)
		k.groups = append(k.groups, group{n, len(q.near), around})
		rest = rest[n:]
	}
	q.readAhead()
	site, from := 0, 0
	for _, g := range k.groups {
		near := q.near[from:g.near]
		inOrder(near)
		if g.sites >= crowded {
			for i := range near {
				near[i].side = near[i].region.LocateBox(g.around.onGrid())
			}
		}
		for range g.sites {
			i, start := some[site], len(k.found)
			k.found = q.appendOverlaps(k.found, near, region(k.sites[i]), k.boxes[site])
			k.results[i] = found{k.number, int32(start), int32(len(k.found))}
			site++
		}
		from = g.near
	}
}

// neighbours returns how many of the next sites are searched for together, and
// the box around them: as long as that is expected to meet only a few features, or
// not many more than one of the sites does.
func (k *worker) neighbours(boxes []box) (n int, around box) {
	crowd := &k.x.parts[0].crowd
	around = boxes[0]
	most := max(few, many*crowd.met(around))
	for n = 1; n < len(boxes); n++ {
		next := around.union(boxes[n])
		if most = max(most, many*crowd.met(boxes[n])); crowd.met(next) > most {
			break
		}
		around = next
	}
	return n, around
}
