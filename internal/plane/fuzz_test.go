package plane_test

import (
	"context"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/internal/lab/exact"
	"github.com/sanxian/sanxian/internal/plane"
)

// fuzzScales are what coordinates of fuzzed polygons are multiplied by: small
// ones make degeneracies, the last reaches the end of the range.
var fuzzScales = []int64{1, 2, 3, 10, 1000, 65_537, 1 << 30, 1 << 41}

// fuzzEdges bounds the vertices of an input, and of a region that the oracle is
// asked about, whose cost grows with the cube. Without a bound an input that
// only takes long would be taken for one that hangs.
const fuzzEdges = 32

// decodePolygons reads polygons from fuzzed bytes: a scale, then three bytes a
// vertex, x and y of −127 to 127 and −8 to 7 units more for each in the halves
// of the third. An x of −128 ends a ring, and a polygon if its y is odd. Longer
// inputs than fuzzEdges vertices are not looked at.
func decodePolygons(t *testing.T, data []byte) [][][]plane.Point {
	if len(data) == 0 || len(data) > 1+3*fuzzEdges {
		t.Skip()
	}
	scale := fuzzScales[int(data[0])%len(fuzzScales)]
	var polygons [][][]plane.Point
	var polygon [][]plane.Point
	var ring []plane.Point
	endRing := func() {
		if len(ring) > 0 {
			polygon = append(polygon, ring)
		}
		ring = nil
	}
	endPolygon := func() {
		if endRing(); len(polygon) > 0 {
			polygons = append(polygons, polygon)
		}
		polygon = nil
	}
	for data = data[1:]; len(data) >= 3; data = data[3:] {
		x, y := int64(int8(data[0])), int64(int8(data[1]))
		switch {
		case x == -128 && y%2 != 0:
			endPolygon()
		case x == -128:
			endRing()
		default:
			ring = append(ring, plane.Point{X: x*scale + int64(int8(data[2])>>4), Y: y*scale + int64(int8(data[2]<<4)>>4)})
		}
	}
	endPolygon()
	return polygons
}

// encodePolygons writes what decodePolygons reads, for seeds.
func encodePolygons(scale byte, polygons ...[][][2]int) []byte {
	data := []byte{scale}
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for _, p := range ring {
				data = append(data, byte(int8(p[0])), byte(int8(p[1])), 0)
			}
			data = append(data, 0x80, 0, 0)
		}
		data = append(data, 0x80, 1, 0)
	}
	return data
}

func addPolygonSeeds(f *testing.F) {
	square := [][2]int{{0, 0}, {4, 0}, {4, 4}, {0, 4}}
	bowTie := [][2]int{{0, 0}, {4, 4}, {4, 0}, {0, 4}}
	star := [][2]int{{0, 3}, {7, 3}, {1, 7}, {4, 0}, {6, 7}}
	for scale := range byte(len(fuzzScales)) {
		f.Add(encodePolygons(scale, [][][2]int{square}, [][][2]int{square}))
		f.Add(encodePolygons(scale, [][][2]int{square}, [][][2]int{{{4, 0}, {8, 0}, {8, 2}, {4, 2}}}))                                   // a T-junction
		f.Add(encodePolygons(scale, [][][2]int{{{0, 0}, {8, 0}, {8, 8}, {0, 8}}, {{0, 4}, {4, 8}, {8, 4}, {4, 0}}}, [][][2]int{square})) // a hole that touches
		f.Add(encodePolygons(scale, [][][2]int{bowTie}, [][][2]int{star}))
		f.Add(encodePolygons(scale, [][][2]int{{{0, 0}, {7, 1}, {0, 2}}}, [][][2]int{{{0, 0}, {7, 2}, {1, 3}}}))
		f.Add(encodePolygons(scale, [][][2]int{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{1, 1}, {5, 1}, {5, 5}, {1, 5}}, {{3, 3}, {7, 3}, {7, 7}, {3, 7}}}, [][][2]int{{{2, 2}, {6, 2}, {6, 6}, {2, 6}}}))
		f.Add(encodePolygons(scale, [][][2]int{{{0, 0}, {6, 0}, {3, 0}, {3, 5}}}, [][][2]int{{{0, 0}, {4, 0}, {4, 4}, {8, 4}, {4, 4}, {0, 4}}})) // spikes
	}
}

// decodePair makes two regions of fuzzed polygons, the first and the rest.
func decodePair(t *testing.T, data []byte) (a, b *plane.Region) {
	polygons := decodePolygons(t, data)
	if len(polygons) < 2 {
		t.Skip()
	}
	region := func(polygons [][][]plane.Point) *plane.Region {
		r, err := plane.FromPolygons(context.Background(), polygons)
		require.NoError(t, err)
		if r.Vertices() > fuzzEdges {
			t.Skip()
		}
		return r
	}
	return region(polygons[:1]), region(polygons[1:])
}

func measure(a, b *plane.Region) exact.Areas {
	return exact.Measure(oracleRings(ringsOf(a)), oracleRings(ringsOf(b)), exact.EvenOdd, exact.EvenOdd)
}

// FuzzOverlap holds the area against rational arithmetic.
func FuzzOverlap(f *testing.F) {
	addPolygonSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, b := decodePair(t, data)
		got := plane.Overlap(a, b)
		require.Equal(t, got, plane.Overlap(b, a), "not symmetric")
		want := measure(a, b).Intersection
		require.Equal(t, want.Sign() == 0, got == 0, "%v, exactly %v", got, want)
		require.InDelta(t, ratio(want), got, 1e-9*max(a.Area(), b.Area()))
		require.LessOrEqual(t, got, min(a.Area(), b.Area()))
		require.Equal(t, a.Area(), plane.Overlap(a, a))
	})
}

// FuzzOverlay holds geometry against rational arithmetic, and against the area
// that is found without it.
func FuzzOverlay(f *testing.F) {
	addPolygonSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, b := decodePair(t, data)
		areas := measure(a, b)
		bound := snapBound(a, b)
		for op, want := range map[plane.Op]*big.Rat{plane.Intersection: areas.Intersection, plane.Difference: areas.AOnly, plane.Union: areas.Union} {
			got, err := plane.Overlay(context.Background(), op, a, b, 0)
			require.NoError(t, err)
			requireValid(t, got, "operation %d", op)
			require.InDelta(t, ratio(want), got.Area(), bound, "operation %d", op)
			if op == plane.Difference {
				continue
			}
			back, err := plane.Overlay(context.Background(), op, b, a, 0)
			require.NoError(t, err)
			requireValid(t, back, "operation %d, turned round", op)
			require.InDelta(t, got.Area(), back.Area(), bound, "operation %d, turned round", op)
		}
		got, err := plane.Overlay(context.Background(), plane.Intersection, a, b, 0)
		require.NoError(t, err)
		require.InDelta(t, plane.Overlap(a, b), got.Area(), bound)
		if plane.Overlap(a, b) == 0 {
			require.True(t, got.Empty(), "touching leaves %v", ringsOf(got))
		}
	})
}

// snapBound is how far snap rounding may move an area: a unit times the
// perimeter, and what float64 loses.
func snapBound(regions ...*plane.Region) float64 {
	bound := 1.0
	for _, r := range regions {
		bound += perimeter(r) + 1e-14*r.Area()
	}
	return bound
}

// FuzzRepair reads polygons as they come and holds the result against the
// rules for dirty ones, where the oracle can say them.
func FuzzRepair(f *testing.F) {
	addPolygonSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		polygons := decodePolygons(t, data)
		bound := 1.0
		for _, polygon := range polygons {
			for _, ring := range polygon {
				got, _, err := plane.EvenOdd(context.Background(), ring, 0)
				require.NoError(t, err)
				requireValid(t, got, "ring %v", ring)
				bound += 3*ringLength(ring) + 1e-14*got.Area() // snapped alone, in its polygon, and with the others
			}
		}
		got, err := plane.FromPolygons(context.Background(), polygons)
		require.NoError(t, err)
		require.Empty(t, got.Validate(10))
		again, err := plane.FromPolygons(context.Background(), polygonsOf(got))
		require.NoError(t, err)
		require.Equal(t, got.Area(), again.Area(), "repaired again")
		if want := expectedRepair(polygons); want != nil {
			require.InDelta(t, ratio(want), got.Area(), bound)
		}
	})
}

// expectedRepair returns the exact area of polygons where two sets of rings
// can say what they mean, else nil.
func expectedRepair(polygons [][][]plane.Point) *big.Rat {
	evenOdd := func(a, b [][]plane.Point) exact.Areas {
		return exact.Measure(oracleRings(a), oracleRings(b), exact.EvenOdd, exact.EvenOdd)
	}
	switch {
	case len(polygons) == 1 && len(polygons[0]) <= 2:
		return evenOdd(polygons[0][:1], polygons[0][1:]).AOnly
	case len(polygons) == 2 && len(polygons[0]) == 1 && len(polygons[1]) == 1:
		return evenOdd(polygons[0], polygons[1]).Union
	}
	return nil
}

func polygonsOf(r *plane.Region) [][][]plane.Point {
	var out [][][]plane.Point
	for _, rings := range r.Polygons() {
		var polygon [][]plane.Point
		for _, i := range rings {
			polygon = append(polygon, r.Ring(i))
		}
		out = append(out, polygon)
	}
	return out
}
