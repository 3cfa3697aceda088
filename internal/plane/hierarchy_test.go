package plane

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// someRings draws rings that nest, cross, touch, repeat and lie apart.
func someRings(t *rapid.T) [][]Point {
	rings := make([][]Point, rapid.IntRange(1, 12).Draw(t, "rings"))
	for i := range rings {
		x, y := rapid.Int64Range(-40, 40).Draw(t, "x"), rapid.Int64Range(-40, 40).Draw(t, "y")
		w, h := rapid.Int64Range(1, 60).Draw(t, "w"), rapid.Int64Range(1, 60).Draw(t, "h")
		ring := []Point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}
		if rapid.Bool().Draw(t, "skew") {
			ring[2].X += rapid.Int64Range(-9, 9).Draw(t, "dx")
			ring[3].Y += rapid.Int64Range(-9, 9).Draw(t, "dy")
		}
		rings[i] = ring
	}
	return rings
}

// TestOrderOfHierarchy holds an overlay to the same result, ring by ring, whatever
// the order in which its edges are looked for.
func TestOrderOfHierarchy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rings := someRings(t)
		overlay := func(order func([]Box) hierarchy) *Region {
			a := newArrangement(context.Background(), 0)
			for i, ring := range rings {
				a.addRing(ring, i%2)
			}
			a.merge()
			boxes := make([]Box, len(a.segments))
			for i := range a.segments {
				boxes[i] = a.segments[i].box()
			}
			if len(boxes) > 0 {
				h := order(boxes)
				crossings, err := a.crossings(&h)
				require.NoError(t, err)
				require.NoError(t, a.snap(&h, crossings))
			}
			return assemble(newSweep(a.segments), func(a, b int32) bool { return a > 0 && b <= 0 })
		}
		want, got := overlay(newHierarchy), overlay(alongZ)
		require.Equal(t, want.points, got.points)
		require.Equal(t, want.rings, got.rings)
		require.Equal(t, want.area2, got.area2)
	})
}

// TestDepthsByArea holds the depths of rings that cross to the comparison of all
// pairs.
func TestDepthsByArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b ringList
		var kept []int
		for i, ring := range someRings(t) {
			if SignedArea(ring) < 0 {
				ring = Reversed(ring)
			}
			if b.add(ring) {
				kept = append(kept, i)
			}
		}
		all := b.region(nil)
		want, got := make([]int, 12), make([]int, 12)
		for i := range all.Rings() {
			for j := range all.Rings() {
				r, _ := NewRegion([][]Point{all.Ring(i)})
				s, _ := NewRegion([][]Point{all.Ring(j)})
				if i != j && s.box.Contains(r.box) && s.Area() > r.Area() && Overlap(r, s) >= r.Area() {
					want[kept[i]]++
				}
			}
		}
		all.depthsByArea(kept, got)
		require.Equal(t, want, got)
	})
}

// TestVisit finds the boxes that meet a window in either hierarchy.
func TestVisit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		box := rapid.Custom(func(t *rapid.T) Box {
			x, y := rapid.Int64Range(-MaxCoordinate, MaxCoordinate).Draw(t, "x"), rapid.Int64Range(-MaxCoordinate, MaxCoordinate).Draw(t, "y")
			return Box{x, y, min(x+rapid.Int64Range(0, MaxCoordinate).Draw(t, "w"), MaxCoordinate), min(y+rapid.Int64Range(0, 99).Draw(t, "h"), MaxCoordinate)}
		})
		boxes := rapid.SliceOfN(box, 1, 100).Draw(t, "boxes")
		window := box.Draw(t, "window")
		var want, got []int
		for i, b := range boxes {
			if b.Meets(window) {
				want = append(want, i)
			}
		}
		h := alongZ(boxes)
		h.visit(window, func(i int) bool { got = append(got, i); return true })
		slices.Sort(got)
		require.Equal(t, want, got)
	})
}
