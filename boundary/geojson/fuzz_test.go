package geojson_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/message"
)

// FuzzRead: nothing panics, errors are of this module, bytes that come one by
// one read the same, and what is read and written again reads equal.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		collection(feature(polygon), feature(polygon2)),
		withCRS(named("EPSG:4527"), feature(metres)),
		`{"type":"FeatureCollection","features":[` + feature(metres) + `],` + crs4527 + `}`,
		feature(polygon) + "\n" + feature(polygon2) + "\n",
		"\x1e" + feature(polygon) + "\n\x1e" + feature(polygon2),
		"\ufeff" + polygon,
		feature(`{"type":"GeometryCollection","geometries":[` + polygon + `,` + polygon2 + `]}`),
		`{"coordinates":[[` + ring + `,` + hole + `]],"type":"MultiPolygon"}`,
		`{"type":"Feature","id":1.50,"title":"\u540d","properties":{"BSM":"1","a":[{"b":null}]},"geometry":` + polygon + `}`,
		feature(`{"type":"Polygon","coordinates":[[[115,36,1.5],[1.1501e2,36],[115.01,36.01,0,0]]]}`),
	} {
		f.Add([]byte(text))
	}
	// Without extra points on long edges: this is not about making boundaries.
	build := &boundary.Options{Spacing: 1e9}
	limits := boundary.Limits{Bytes: 1 << 16, Vertices: 1000, Rings: 50, Features: 50}
	f.Fuzz(func(t *testing.T, data []byte) {
		opt := &geojson.Options{Reading: boundary.Reading{Limits: limits, Build: build}}
		features, _, err := readFrom(bytes.NewReader(data), opt)
		slow, _, slowErr := readFrom(iotest.OneByteReader(bytes.NewReader(data)), opt)
		if err != nil {
			var e *message.Error
			if !errors.As(err, &e) || strings.TrimSpace(e.Text) == "" && e.Cause == nil {
				t.Fatalf("not a typed error: %v", err)
			}
			// Without a seeker a late crs is not looked up: another error, or
			// features before it.
			require.Error(t, slowErr)
			return
		}
		if slowErr == nil {
			require.Equal(t, features, slow)
		}
		for _, lines := range []bool{false, true} {
			var out bytes.Buffer
			err := geojson.Write(context.Background(), &out, boundary.All(features), &geojson.WriteOptions{Lines: lines})
			if errors.Is(err, boundary.ErrFrame) {
				return // every feature may have a frame of its own
			}
			require.NoError(t, err)
			if lines && len(features) == 0 {
				return
			}
			back, _, err := readFrom(&out, &geojson.Options{Reading: boundary.Reading{Build: build}})
			require.NoError(t, err)
			if !lines {
				requireSame(t, features, back)
			}
			require.Len(t, back, len(features))
		}
	})
}
