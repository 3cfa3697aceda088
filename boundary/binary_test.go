package boundary_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/message"
)

func TestBinaryRoundTrip(t *testing.T) {
	edges, err := boundary.StraightInZone(3, 39)
	require.NoError(t, err)
	for _, f := range []boundary.Frame{zone39(t), boundary.LonLat, boundary.LonLat.WithEdges(edges)} {
		given := []boundary.Polygon{{box(0, 0, 300, 100), hole(10, 10, 20, 20)}, {box(400, 0, 410, 10)}}
		for _, p := range given {
			for _, r := range p {
				for i := range r {
					if f.Geographic() {
						lon, lat := zone39(t).ToLonLat(r[i])
						r[i] = boundary.Point{X: lon, Y: lat}
					}
				}
			}
		}
		b, _, err := boundary.New(context.Background(), f, given, nil)
		require.NoError(t, err)
		data := append(kin.AppendBinary(nil, b), "after"...)
		shape, rest, err := kin.NewArena().Parse(data)
		require.NoError(t, err)
		back := shape.(*boundary.Boundary)
		require.Equal(t, "after", string(rest))
		require.Equal(t, b.Frame(), back.Frame())
		require.Equal(t, b.Polygons(), back.Polygons())
		require.Equal(t, b.Area(), back.Area())
		require.Equal(t, b.Area(), boundary.OverlapArea(b, back))
		for n := range len(data) - len("after") {
			_, _, err := kin.NewArena().Parse(data[:n])
			require.Error(t, err, "%d bytes of %d", n, len(data))
		}
	}
}

// FuzzBinary: no bytes make it panic or take much memory.
func FuzzBinary(f *testing.F) {
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36}, {X: 116.001, Y: 36}, {X: 116, Y: 36.001}}}}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(kin.AppendBinary(nil, b))
	f.Add([]byte{3, 39, 1, 0, 0, 1, 1, 255, 255, 255, 127})
	f.Fuzz(func(t *testing.T, data []byte) {
		shape, _, err := kin.NewArena().Parse(data)
		if err != nil {
			require.ErrorIs(t, err, message.ErrSyntax)
			return
		}
		b := shape.(*boundary.Boundary)
		boundary.OverlapArea(b, b)
		b.Polygons()
	})
}
