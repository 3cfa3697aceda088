package wkb

import (
	"database/sql/driver"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func TestValue(t *testing.T) {
	b := site(t, boundary.LonLat, boundary.Polygon{square(116, 36)})
	for _, src := range []any{Marshal(b), MarshalHex(b), []byte(MarshalHex(b)), `\x` + MarshalHex(b)} {
		var v Value
		require.NoError(t, v.Scan(src))
		require.Equal(t, b.Polygons(), v.Boundary.Polygons())
		require.Empty(t, v.Notes)
		out, err := v.Value()
		require.NoError(t, err)
		require.Equal(t, MarshalHex(b), out)
		require.True(t, driver.IsValue(out))
	}

	v := Value{Boundary: b, Notes: make([]message.Note, 1)}
	require.NoError(t, v.Scan(nil))
	require.Equal(t, Value{}, v)
	v.Boundary = b
	require.NoError(t, v.Scan([]byte(nil)))
	require.Equal(t, Value{}, v)
	out, err := v.Value()
	require.NoError(t, err)
	require.Nil(t, out)

	v.Boundary = b
	require.Equal(t, "wkb.source", code(t, v.Scan(42), message.ErrSyntax).Code)
	require.Nil(t, v.Boundary)
	require.Equal(t, "wkb.empty", code(t, v.Scan(MarshalHex(nil)), boundary.ErrGeometry).Code)

	zone, err := boundary.EPSG(4548)
	require.NoError(t, err)
	v.Options = &Options{Reading: boundary.Reading{Frame: &zone}}
	ring := boundary.Ring{{X: 5e5, Y: 4e6}, {X: 500100, Y: 4e6}, {X: 500100, Y: 4000100}, {X: 5e5, Y: 4e6}}
	require.NoError(t, v.Scan(appendPolygons(nil, []boundary.Polygon{{ring}}, 0)))
	require.Equal(t, zone, v.Boundary.Frame())
}
