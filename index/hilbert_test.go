package index

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHilbertStepsToNeighbours: the curve goes through every cell of a corner
// once, each step to a cell beside the one before.
func TestHilbertStepsToNeighbours(t *testing.T) {
	const side = 256 // the first side² cells of the curve are such a corner
	cells := make([][2]int, side*side)
	for x := range side {
		for y := range side {
			cells[hilbert(uint32(x), uint32(y))] = [2]int{x + 1, y + 1}
		}
	}
	for i, c := range cells {
		require.NotZero(t, c, "cell %d is left out", i)
		if i > 0 {
			dx, dy := c[0]-cells[i-1][0], c[1]-cells[i-1][1]
			require.Equal(t, 1, dx*dx+dy*dy, "step %d", i)
		}
	}
	require.Equal(t, ^uint32(0), max(hilbert(1<<16-1, 0), hilbert(0, 1<<16-1)), "the curve ends in a corner")
}

func TestOrderIsStable(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	boxes := make([]box, 5000)
	for i := range boxes {
		x, y := float64(rng.IntN(20)), float64(rng.IntN(20))
		boxes[i] = box{minX: x, minY: y, maxX: x, maxY: y}
		if i%100 == 7 {
			boxes[i].maxX = -1 // empty
		}
	}
	order := new(sorter).order(nil, boxes)
	require.Len(t, order, 4950)
	last := map[box]int32{}
	for _, i := range order {
		require.GreaterOrEqual(t, i, last[boxes[i]])
		last[boxes[i]] = i
	}
	sorted := slices.Clone(order)
	slices.Sort(sorted)
	require.Len(t, slices.Compact(sorted), 4950, "each once")
}
