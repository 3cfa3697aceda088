package wkb

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// As psql's \copy wrote it, of a geometry, a bytea and an id with escapes.
const copied = "polygon\t0103000020AF1100000100000004000000000000008CCA824100000000D0CA4E41000000208FCA824100000000D0CA4E41000000208FCA82410000000002CB4E41000000008CCA824100000000D0CA4E41\n" +
	"\n" +
	`a\tb\\c` + "\t" + `\\x010300000001000000040000000000000000005d400000000000004240f2d24d6210005d400000000000004240f2d24d6210005d40e3a59bc4200042400000000000005d400000000000004240` + "\r\n" +
	"010300000001000000040000000000000000005d400000000000004240f2d24d6210005d400000000000004240f2d24d6210005d40e3a59bc4200042400000000000005d400000000000004240"

func collect(text string, r boundary.Reading) ([]boundary.Feature, []message.Note, error) {
	var notes []message.Note
	r.Name = "x.txt"
	r.Note = func(n message.Note) { notes = append(notes, n) }
	features, err := boundary.Collect(Read(context.Background(), iotest.OneByteReader(strings.NewReader(text)), &Options{Reading: r}))
	return features, notes, err
}

func TestRead(t *testing.T) {
	for _, text := range []string{copied, "\ufeff" + copied, copied + "\n\n"} {
		features, notes, err := collect(text, boundary.Reading{})
		require.NoError(t, err)
		require.Len(t, features, 3)
		require.Equal(t, "polygon", features[0].ID)
		require.Equal(t, 4527, features[0].Boundary.Frame().EPSG())
		require.Equal(t, "a\tb\\c", features[1].ID)
		require.Equal(t, "#3", features[2].ID)
		require.Equal(t, 3, features[2].Boundary.Vertices())
		require.Len(t, notes, 1, "what is assumed of all lines is said once")
		require.Equal(t, "crs.recognised", notes[0].Code)
		require.Equal(t, message.Place{File: "x.txt", Line: 3, Feature: "a\tb\\c"}, notes[0].Place)
	}
}

func TestReadRepairs(t *testing.T) {
	open := boundary.Ring{{X: 116, Y: 36}, {X: 116.001, Y: 36}, {X: 116.001, Y: 36.001}}
	text := "A\t" + string(appendHex(nil, appendPolygons(nil, []boundary.Polygon{{open}}, 4490)))
	features, _, err := collect(text, boundary.Reading{})
	require.NoError(t, err)
	require.NotEmpty(t, features[0].Notes)
	at := features[0].Notes[0].Place
	require.Equal(t, "x.txt, line 1, feature A, polygon 1, ring 1", message.Place{File: at.File, Line: at.Line, Feature: at.Feature, Polygon: at.Polygon, Ring: at.Ring}.String())
}

// Line ends within and white space at the end are numbers in a binary file.
func TestReadBinary(t *testing.T) {
	for _, low := range "\n\r\t " {
		y := math.Float64frombits(math.Float64bits(36)&^0xff | uint64(low))
		ring := boundary.Ring{{X: 116, Y: y}, {X: 116.001, Y: 36}, {X: 116.001, Y: 36.001}, {X: 116, Y: y}}
		features, _, err := collect(string(polygonIn(binary.BigEndian, ring)), boundary.Reading{})
		require.NoError(t, err)
		require.Len(t, features, 1)
		require.Equal(t, ring, features[0].Boundary.Polygons()[0][0])
	}
}

func TestReadRefused(t *testing.T) {
	line := MarshalHex(site(t, boundary.LonLat, boundary.Polygon{square(116, 36)}))
	for _, c := range []struct {
		name, text string
		limits     boundary.Limits
		class      error
		code       string
		place      string
		features   int
	}{
		{"null", "A\t" + line + "\nB\t\\N\n", boundary.Limits{}, boundary.ErrGeometry, "rows.null", "x.txt, line 2, feature B", 1},
		{"blank column", "B\t\n", boundary.Limits{}, boundary.ErrGeometry, "rows.null", "x.txt, line 1, feature B", 0},
		{"columns", "A\t1\t" + line, boundary.Limits{}, message.ErrSyntax, "wkb.columns", "x.txt, line 1", 0},
		{"broken", "A\t" + line + "\n\nB\t" + line[:40], boundary.Limits{}, message.ErrSyntax, "wkb.count", "x.txt, line 3, feature B, polygon 1, ring 1", 1},
		{"not hex", "id,geom\n", boundary.Limits{}, message.ErrSyntax, "wkb.start", "x.txt, line 1, feature #1", 0},
		{"features", line + "\n" + line, boundary.Limits{Features: 1}, message.ErrLimit, "rows.features", "x.txt, line 2, feature #2", 1},
		{"line", line + "\n" + line + line, boundary.Limits{Text: len(line) + 1}, message.ErrLimit, "rows.line_long", "x.txt, line 2", 1},
		{"bytes", line + "\n" + line + "\n", boundary.Limits{Bytes: int64(2*len(line)) + 1}, message.ErrLimit, "rows.bytes", "x.txt, line 2", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			features, _, err := collect(c.text, boundary.Reading{Limits: c.limits})
			e := code(t, err, c.class)
			require.Equal(t, c.code, e.Code)
			require.Equal(t, c.place, e.Place.String())
			require.NotContains(t, e.Text, "{")
			require.Len(t, features, c.features)
		})
	}
	_, notes, err := collect("\n", boundary.Reading{})
	require.NoError(t, err)
	require.Equal(t, "rows.no_features", notes[0].Code)

	broken := errors.New("no more")
	_, err = boundary.Collect(Read(context.Background(), io.MultiReader(strings.NewReader(line), iotest.ErrReader(broken)), nil))
	require.ErrorIs(t, err, broken)
	require.Equal(t, "rows.unreadable", code(t, err, message.ErrSyntax).Code)
}

func TestReadStops(t *testing.T) {
	n := 0
	for range Read(context.Background(), strings.NewReader(copied), nil) {
		n++
		break
	}
	require.Equal(t, 1, n)
}

func TestWriteRoundTrip(t *testing.T) {
	b := site(t, boundary.LonLat, boundary.Polygon{square(116, 36)})
	rapid.Check(t, func(t *rapid.T) {
		var want []boundary.Feature
		for _, id := range rapid.SliceOf(rapid.StringMatching("[#a\\\\ \t\r\n一N]{1,4}")).Draw(t, "ids") {
			want = append(want, boundary.Feature{ID: id, Boundary: b})
		}
		var out strings.Builder
		require.NoError(t, Write(&out, boundary.All(want), nil))
		got, err := boundary.Collect(Read(context.Background(), strings.NewReader(out.String()), nil))
		require.NoError(t, err)
		require.Len(t, got, len(want))
		for i := range want {
			require.Equal(t, want[i].ID, got[i].ID)
			require.True(t, same(b.Polygons(), got[i].Boundary.Polygons()))
		}
	})
	refused := errors.New("stop")
	require.ErrorIs(t, Write(io.Discard, func(yield func(boundary.Feature, error) bool) { yield(boundary.Feature{}, refused) }, nil), refused)
}

// FuzzRead holds that Read ends with an error of this module at the most, and
// numbers the lines of its features.
func FuzzRead(f *testing.F) {
	f.Add([]byte(copied))
	f.Add([]byte("A\t\\N\n"))
	f.Add([]byte("\x01\x03\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for g, err := range Read(context.Background(), strings.NewReader(string(in)), &Options{Reading: boundary.Reading{Name: "fuzz", Build: sparse}}) {
			if err != nil {
				var e *message.Error
				require.ErrorAs(t, err, &e)
				require.Equal(t, "fuzz", e.Place.File)
				continue
			}
			require.NotEmpty(t, g.ID)
			require.False(t, g.Boundary.Empty())
		}
	})
}
