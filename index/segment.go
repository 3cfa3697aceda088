package index

import (
	"hash/maphash"
	"math/bits"
	"runtime"
	"slices"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/kin"
)

// A segment is features that are indexed together, once and for all.
type segment struct {
	entries []entry // along a Hilbert curve
	tree    tree
	ids     idTable
	crowd   crowd
}

// An entry is a feature of an index.
type entry struct {
	feature boundary.Feature
	seq     int // order of results
}

func (e *entry) box() box { return boxOf(region(e.feature.Boundary)) }

func bySeq(a, b *entry) int { return a.seq - b.seq }

// newSegment indexes entries, which it sorts along a curve. Of those with equal
// ids all but the last are lost.
func newSegment(entries []entry) (s *segment, lost []int32) {
	boxes := boxesOf(entries)
	order := new(sorter).order(nil, boxes)
	sorted, along := make([]entry, len(order)), make([]box, len(order))
	for k, i := range order {
		sorted[k], along[k] = entries[i], boxes[i]
	}
	return newSortedSegment(sorted, along)
}

func boxesOf(entries []entry) []box {
	boxes := make([]box, len(entries))
	for i := range entries {
		boxes[i] = entries[i].box()
	}
	return boxes
}

// newSortedSegment indexes entries, with their boxes, in the order in which they
// lie.
func newSortedSegment(entries []entry, boxes []box) (s *segment, lost []int32) {
	s = &segment{entries: entries}
	var named sync.WaitGroup
	named.Add(1)
	go func() {
		defer named.Done()
		lost = s.ids.fill(entries)
	}()
	pack(entries)
	s.tree = newTree(gridAround(boxes), boxes)
	s.crowd = crowdOf(boxes)
	named.Wait()
	return s, lost
}

// A crowd says how many of a number of boxes another one meets, if they lie
// evenly.
type crowd struct{ width, height, density float64 }

func crowdOf(boxes []box) (c crowd) {
	n := float64(len(boxes))
	all := boxes[0]
	for _, b := range boxes {
		c.width += (b.maxX - b.minX) / n
		c.height += (b.maxY - b.minY) / n
		all = all.union(b)
	}
	c.density = n / c.reach(all)
	return c
}

// reach returns the area in which the middle of a mean box that meets b lies.
func (c *crowd) reach(b box) float64 {
	return (b.maxX - b.minX + c.width) * (b.maxY - b.minY + c.height)
}

func (c *crowd) met(b box) float64 { return c.density * c.reach(b) }

// pack moves the boundaries of many entries together, on all processors: in
// memory, too, features then lie in the order of the curve.
func pack(entries []entry) {
	if len(entries) < 256 {
		return
	}
	part := max(4096, (len(entries)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for some := range slices.Chunk(entries, part) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			arena := kin.NewArena()
			for i := range some {
				some[i].feature.Boundary = arena.Copy(some[i].feature.Boundary).(*boundary.Boundary)
			}
		}()
	}
	wg.Wait()
}

// An idTable finds entries by id: a hash table of their numbers, which takes an
// eighth of a map with the ids in it.
type idTable struct{ slots []uint64 } // upper half of the hash, number + 1

var seed = maphash.MakeSeed()

// fill puts entries into the table. Of entries with one id, the last in the order
// of results is kept. It returns the numbers of the others, sorted.
func (t *idTable) fill(entries []entry) (lost []int32) {
	t.slots = make([]uint64, 1<<bits.Len(uint(len(entries)+len(entries)/4)))
	for i := range entries {
		slot, old := t.find(entries, entries[i].feature.ID)
		if old >= 0 && entries[old].seq > entries[i].seq {
			lost = append(lost, int32(i))
			continue
		}
		if old >= 0 {
			lost = append(lost, int32(old))
		}
		*slot = maphash.String(seed, entries[i].feature.ID)&^(1<<32-1) | uint64(i+1)
	}
	slices.Sort(lost)
	return lost
}

// find returns the number of the entry with an id and its slot, or −1 and the
// slot for it.
func (t *idTable) find(entries []entry, id string) (slot *uint64, number int) {
	hash := maphash.String(seed, id)
	for at := hash; ; at++ {
		slot = &t.slots[at&uint64(len(t.slots)-1)]
		if *slot == 0 {
			return slot, -1
		}
		if number = int(uint32(*slot)) - 1; *slot>>32 == hash>>32 && entries[number].feature.ID == id {
			return slot, number
		}
	}
}
