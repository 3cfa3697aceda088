package boundary_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// fuzzed reads polygons from bytes, three a vertex: metres east and north of a
// corner, and tenths of a millimetre more for each in the halves of the third. An
// x of −128 ends a ring, and a polygon if its y is odd. The first byte says how
// long a metre is.
func fuzzed(data []byte) []boundary.Polygon {
	scale := []float64{0.0001, 0.01, 1, 100}[data[0]%4]
	var polygons []boundary.Polygon
	polygon, ring := boundary.Polygon{}, boundary.Ring{}
	for data = data[1:]; len(data) >= 3; data = data[3:] {
		x, y := int8(data[0]), int8(data[1])
		if x != -128 {
			ring = append(ring, boundary.Point{
				X: 39500000 + scale*float64(x) + 1e-4*float64(int8(data[2])>>4),
				Y: 4036000 + scale*float64(y) + 1e-4*float64(int8(data[2]<<4)>>4)})
			continue
		}
		polygon, ring = append(polygon, ring), nil
		if y%2 != 0 {
			polygons, polygon = append(polygons, polygon), nil
		}
	}
	return append(polygons, append(polygon, ring))
}

// FuzzNew makes boundaries of dirty polygons. Each is refused with a place, or
// its notes say where and how the area changed, and what is made of it is valid
// in its frame.
func FuzzNew(f *testing.F) {
	end := []byte{0x80, 1, 0}
	bowTie := []byte{0, 0, 0, 4, 4, 0, 4, 0, 0, 0, 4, 0}
	square := []byte{0, 0, 0, 9, 0, 0, 9, 9, 0, 0, 9, 0}
	hole := []byte{0x80, 0, 0, 2, 2, 0, 2, 5, 0, 5, 5, 0, 5, 2, 0}
	spike := []byte{0, 0, 0, 6, 0, 0, 3, 0, 0, 3, 5, 0}
	for scale := range byte(4) {
		for nesting := range byte(2) {
			head := []byte{scale + nesting*4}
			f.Add(slices.Concat(head, bowTie))
			f.Add(slices.Concat(head, square, hole, end, bowTie))
			f.Add(slices.Concat(head, square, hole, hole, end, square, end, spike))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 || len(data) > 100 {
			t.Skip() // a longer input only takes longer
		}
		frame := zone39(t)
		b, repairs, err := boundary.New(context.Background(), frame, fuzzed(data), &boundary.Options{ByNesting: data[0]&4 != 0})
		if err != nil {
			var e *message.Error
			require.True(t, errors.As(err, &e), "%v", err)
			return
		}
		require.Positive(t, b.Area())
		warned := false
		for _, n := range repairs {
			require.NotZero(t, n.Place, "%v", n)
			warned = warned || n.Warning && n.Values["why"] != "distinct points: 0" // which has no place at all
			if change, ok := n.Values["change"]; ok {
				v, err := strconv.ParseFloat(change, 64)
				require.NoError(t, err)
				if math.Abs(v) > 1+1e-4 { // the text is rounded
					require.True(t, n.Warning, "%v", n)
				}
			}
		}
		require.Equal(t, warned, b.Doubt() != nil, "%v", repairs)
		clean, err := boundary.Cover(context.Background(), []*boundary.Boundary{b}, 1, nil)
		require.NoError(t, err)
		require.InDelta(t, float64(b.Area()), float64(clean.Area()), 1e-7*(1+b.Perimeter()))
		if clean.Empty() {
			return // a needle thinner than the grid
		}
		if len(clean.Polygons()) == 0 {
			require.NotNil(t, clean.Rounding())
			return
		}
		// Long edges nearer to each other than the chords of their extra points may
		// still cross in the plane, and a needle may be flat; no more.
		within := 4e-4 * (1 + b.Perimeter())
		again, repairs, err := boundary.New(context.Background(), frame, clean.Polygons(), nil)
		if err != nil {
			require.LessOrEqual(t, float64(b.Area()), within, "%v: %v", err, clean.Polygons())
			return
		}
		for _, n := range repairs {
			if change, ok := n.Values["change"]; ok {
				v, err := strconv.ParseFloat(change, 64)
				require.NoError(t, err)
				require.LessOrEqual(t, math.Abs(v), within, "%v: %v", n, clean.Polygons())
			}
		}
		if clean.Rounding() == nil {
			require.InDelta(t, float64(b.Area()), float64(again.Area()), within)
		}
	})
}
