package boundary_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/kin"
)

func TestBoundariesInAnArenaAreTheSame(t *testing.T) {
	square := func(x, y, side float64) boundary.Ring {
		return boundary.Ring{{X: x, Y: y}, {X: x + side, Y: y}, {X: x + side, Y: y + side}, {X: x, Y: y + side}, {X: x, Y: y}}
	}
	hole := square(116.001, 36.001, 0.001)
	for i, j := 0, len(hole)-1; i < j; i, j = i+1, j-1 {
		hole[i], hole[j] = hole[j], hole[i]
	}
	var large boundary.Ring
	for i := range 1500 {
		large = append(large, boundary.Point{X: 116 + 0.00001*float64(i), Y: 36})
	}
	large = append(large, boundary.Point{X: 116.01, Y: 36.01}, large[0])
	var all []*boundary.Boundary
	for _, polygons := range [][]boundary.Polygon{
		{{square(116, 36, 0.003)}},
		{{square(116, 36, 0.003), hole}},
		{{square(116, 36, 0.001)}, {square(116.002, 36, 0.001)}},
		{{large}},
	} {
		b, _, err := boundary.New(context.Background(), boundary.LonLat, polygons, nil)
		require.NoError(t, err)
		all = append(all, b)
	}
	all = append(all, nil, new(boundary.Boundary))
	arena := kin.NewArena()
	var packed []*boundary.Boundary
	for _, b := range all {
		packed = append(packed, arena.Copy(b).(*boundary.Boundary))
		require.Same(t, packed[len(packed)-1], arena.Copy(packed[len(packed)-1]).(*boundary.Boundary), "copied once only")
	}
	for i, b := range packed {
		require.Equal(t, all[i].Empty(), b.Empty())
		require.Equal(t, all[i].Polygons(), b.Polygons())
		require.Equal(t, all[i].Area(), b.Area())
		for j := range packed {
			require.Equal(t, boundary.OverlapArea(all[i], all[j]), boundary.OverlapArea(b, packed[j]))
		}
		if b != nil {
			require.Equal(t, kin.AppendBinary(nil, all[i]), kin.AppendBinary(nil, b))
		}
	}
}
