package open_test

import (
	"context"
	"encoding/hex"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/boundary/wkb"
)

// A feature without land is one in every format that can hold it, and a part
// without land takes nothing with it.
func TestEmptyFeatures(t *testing.T) {
	const square = "((116 36, 116.01 36, 116.01 36.01, 116 36.01, 116 36))"
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36}, {X: 116.01, Y: 36}, {X: 116.01, Y: 36.01}, {X: 116, Y: 36.01}}}}, nil)
	require.NoError(t, err)
	whole := hex.EncodeToString(wkb.Append(nil, b, nil))
	empty := "010300000000000000"                 // POLYGON EMPTY
	parts := "010600000002000000" + empty + whole // MULTIPOLYGON of it and a square
	for name, text := range map[string]string{
		"a.wkt": "a\tPOLYGON " + square + "\nb\tPOLYGON EMPTY\nc\tMULTIPOLYGON (EMPTY, " + square + ")\nd\tPOLYGON ((116 36, 117 37))\n",
		"a.txt": "a\t" + whole + "\nb\t" + empty + "\nc\t" + parts + "\nd\t\\N\n",
	} {
		files := fstest.MapFS{name: {Data: []byte(text)}}
		features, err := open.Features(context.Background(), files, name, &boundary.Reading{KeepEmpty: true})
		require.NoError(t, err, name)
		all, err := boundary.Collect(features)
		require.NoError(t, err, name)
		require.Len(t, all, 4, name)
		for i, land := range []bool{true, false, true, false} {
			require.Equal(t, land, !all[i].Boundary.Empty(), "%s %d", name, i)
			if land {
				require.Equal(t, b.Area(), all[i].Boundary.Area(), "%s %d", name, i)
			} else {
				require.Equal(t, "feature.no_land", all[i].Notes[len(all[i].Notes)-1].Code)
			}
		}
		features, err = open.Features(context.Background(), files, name, nil)
		require.NoError(t, err)
		_, err = boundary.Collect(features)
		require.ErrorIs(t, err, boundary.ErrGeometry, name)
	}
}
