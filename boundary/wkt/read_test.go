package wkt

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

const polygon = "POLYGON((116 36,116.001 36,116.001 36.001,116 36))"

func collect(text string, r boundary.Reading) ([]boundary.Feature, []message.Note, error) {
	var notes []message.Note
	r.Name = "x.txt"
	r.Note = func(n message.Note) { notes = append(notes, n) }
	features, err := boundary.Collect(Read(context.Background(), iotest.OneByteReader(strings.NewReader(text)), &Options{Reading: r}))
	return features, notes, err
}

func TestRead(t *testing.T) {
	text := "\ufeff# sites of 2026\n" +
		"A-1\tSRID=4490;" + polygon + "\r\n\n \t\n" +
		polygon + "\n" +
		`\#1\ta\\b` + "\t" + polygon + "\n" + // as psql's \copy writes an id
		"SRID=4490;\tPolygon\t((116 36,\t116.001 36,116.001 36.001,116 36))\n" +
		"POLYGON\tZ\t((116 36 1,116.001 36 1,116.001 36.001 1,116 36 1))\n" +
		"POLYGON\tmultipolygon(((116 36,116.001 36,116.001 36.001,116 36)))"
	features, notes, err := collect(text, boundary.Reading{})
	require.NoError(t, err)
	var ids []string
	for _, f := range features {
		ids = append(ids, f.ID)
		require.Equal(t, 3, f.Boundary.Vertices())
		require.Equal(t, 4490, f.Boundary.Frame().EPSG())
	}
	require.Equal(t, []string{"A-1", "#2", "#1\ta\\b", "#4", "#5", "POLYGON"}, ids)
	require.Len(t, notes, 2, "what is assumed of all lines is said once")
	require.Equal(t, "crs.recognised", notes[0].Code)
	require.Equal(t, message.Place{File: "x.txt", Line: 5, Feature: "#2"}, notes[0].Place)
	require.Equal(t, "rows.dimension", notes[1].Code)
}

func TestReadRepairs(t *testing.T) {
	features, _, err := collect("A\tSRID=4490;POLYGON((116 36,116.001 36,116.001 36.001))", boundary.Reading{})
	require.NoError(t, err)
	require.NotEmpty(t, features[0].Notes)
	at := features[0].Notes[0].Place
	require.Equal(t, []any{"x.txt", 1, "A", 1, 1}, []any{at.File, at.Line, at.Feature, at.Polygon, at.Ring})
}

// A comment that may have been meant as a feature is not passed over in
// silence.
func TestReadCommented(t *testing.T) {
	features, notes, err := collect("#1\t"+polygon+"\nB\tSRID=4490;"+polygon, boundary.Reading{})
	require.NoError(t, err)
	require.Len(t, features, 1)
	require.Equal(t, "wkt.commented", notes[0].Code)
	require.Equal(t, 1, notes[0].Place.Line)
	require.True(t, notes[0].Warning)
}

func TestReadRefused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		limits     boundary.Limits
		class      error
		code       string
		place      string
		column     string
		features   int
	}{
		{"null", "A\t" + polygon + "\nB\t\\N\n", boundary.Limits{}, boundary.ErrGeometry, "rows.null", "x.txt, line 2, feature B", "", 1},
		{"blank column", "B\t\n", boundary.Limits{}, boundary.ErrGeometry, "rows.null", "x.txt, line 1, feature B", "", 0},
		{"empty", "B\tPOLYGON EMPTY", boundary.Limits{}, boundary.ErrGeometry, "wkt.empty", "x.txt, line 1, feature B, polygon 1", "16", 0},
		{"columns", "A\t" + polygon + "\tred", boundary.Limits{}, message.ErrSyntax, "wkt.trailing", "x.txt, line 1, feature A", "54", 0},
		{"several lines", "A\tPOLYGON((116 36,\n116.001 36,116.001 36.001,116 36))", boundary.Limits{}, message.ErrSyntax, "wkt.truncated", "x.txt, line 1, feature A, polygon 1, ring 1, vertex 2", "19", 0},
		{"column", "地块\t POLYGON((116 x", boundary.Limits{}, message.ErrSyntax, "wkt.number", "x.txt, line 1, feature 地块, polygon 1, ring 1, vertex 1", "18", 0},
		{"not WKT", "id,geom\n", boundary.Limits{}, message.ErrSyntax, "wkt.keyword", "x.txt, line 1, feature #1", "1", 0},
		{"features", polygon + "\n" + polygon, boundary.Limits{Features: 1}, message.ErrLimit, "rows.features", "x.txt, line 2, feature #2", "", 1},
		{"line", polygon + "\n" + polygon + polygon, boundary.Limits{Text: len(polygon) + 1}, message.ErrLimit, "rows.line_long", "x.txt, line 2", "", 1},
		{"bytes", polygon + "\n" + polygon + "\n", boundary.Limits{Bytes: int64(2*len(polygon)) + 1}, message.ErrLimit, "rows.bytes", "x.txt, line 2", "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			features, _, err := collect(c.text, boundary.Reading{Limits: c.limits})
			e := code(t, err, c.class)
			require.Equal(t, c.code, e.Code)
			require.Equal(t, c.place, e.Place.String())
			require.Equal(t, c.column, e.Values["column"])
			require.Len(t, features, c.features)
		})
	}
	_, notes, err := collect("# none\n", boundary.Reading{})
	require.NoError(t, err)
	require.Equal(t, "rows.no_features", notes[0].Code)

	broken := errors.New("no more")
	_, err = boundary.Collect(Read(context.Background(), io.MultiReader(strings.NewReader(polygon), iotest.ErrReader(broken)), nil))
	require.ErrorIs(t, err, broken)
	require.Equal(t, "rows.unreadable", code(t, err, message.ErrSyntax).Code)
}

func TestReadStops(t *testing.T) {
	n := 0
	for range Read(context.Background(), strings.NewReader(polygon+"\n"+polygon), nil) {
		n++
		break
	}
	require.Equal(t, 1, n)
}

func TestWriteRoundTrip(t *testing.T) {
	b, _, err := Unmarshal(context.Background(), "SRID=4490;"+polygon, nil)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		opt := &WriteOptions{Plain: rapid.Bool().Draw(t, "plain")}
		var want []boundary.Feature
		for _, id := range rapid.SliceOf(rapid.StringMatching("[#a\\\\ \t\r\n一N]{1,4}")).Draw(t, "ids") {
			want = append(want, boundary.Feature{ID: id, Boundary: b})
		}
		var out strings.Builder
		require.NoError(t, Write(&out, boundary.All(want), opt))
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

// FuzzRead holds that Read ends with an error of this module at the most.
func FuzzRead(f *testing.F) {
	f.Add("# c\nA\tSRID=4490;" + polygon + "\n\n" + polygon + "\r\n" + "\\#1\t" + polygon)
	f.Add("A\t\\N\n")
	f.Add("#1\tPOLYGON EMPTY\nPOLYGON\tZ((")
	f.Fuzz(func(t *testing.T, text string) {
		for g, err := range Read(context.Background(), strings.NewReader(text), &Options{Reading: boundary.Reading{Name: "fuzz", Build: sparse}}) {
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
