package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func randomBoxes(rng *rand.Rand, n int) []box {
	boxes := make([]box, n)
	for i := range boxes {
		x, y := 1.3e7+rng.Float64()*1e5, 4e6+rng.Float64()*3e4
		boxes[i] = box{minX: x, minY: y, maxX: x + rng.Float64()*rng.Float64()*3000, maxY: y + rng.Float64()*rng.Float64()*3000}
	}
	return boxes
}

// TestTreeFindsAllThatMeet: and what else it finds is a cell away at most.
func TestTreeFindsAllThatMeet(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 15, 16, 17, 255, 256, 257, 5000} {
		boxes := randomBoxes(rng, n)
		tree := newTree(gridAround(boxes), boxes)
		all := boxes[0]
		for _, b := range boxes {
			all = all.union(b)
		}
		const cell = 1e-4 // metres, more than one
		for range 100 {
			b := randomBoxes(rng, 1)[0]
			if rng.IntN(2) == 0 { // at a corner of one, or beyond all
				b.minX, b.minY = boxes[rng.IntN(n)].maxX, boxes[rng.IntN(n)].maxY
				b.maxX, b.maxY = b.minX+rng.Float64()*1e5, b.minY+rng.Float64()*1e5
			}
			wide := box{minX: b.minX - cell, minY: b.minY - cell, maxX: b.maxX + cell, maxY: b.maxY + cell}
			found := tree.search(nil, b)
			require.True(t, slices.IsSorted(found))
			for i := range boxes {
				_, ok := slices.BinarySearch(found, int32(i))
				if boxes[i].meets(b) {
					require.True(t, ok, "box %d of %d", i, n)
				} else if ok && all.union(b) == all { // beyond all, it counts to the border
					require.True(t, boxes[i].meets(wide), "box %d of %d", i, n)
				}
			}
		}
		for i, b := range boxes {
			around := tree.grid.box(tree.levels[0][i])
			require.Equal(t, around, around.union(b))
		}
	}
}

func TestIDTable(t *testing.T) {
	var entries []entry
	for i := range 3000 {
		entries = append(entries, entry{feature: boundary.Feature{ID: fmt.Sprint(i % 1000)}, seq: (i * 7919) % 3000})
	}
	var ids idTable
	lost := ids.fill(entries)
	require.Len(t, lost, 2000)
	require.True(t, slices.IsSorted(lost))
	for i := range 1000 {
		_, number := ids.find(entries, fmt.Sprint(i))
		for j := i; j < len(entries); j += 1000 {
			require.LessOrEqual(t, entries[j].seq, entries[number].seq, "the last of its id stays")
			_, isLost := slices.BinarySearch(lost, int32(j))
			require.Equal(t, j != number, isLost)
		}
	}
	_, number := ids.find(entries, "no such id")
	require.Equal(t, -1, number)
}
