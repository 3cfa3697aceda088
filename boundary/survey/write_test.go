package survey

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

func makeFeature(t require.TestingT, epsg int, id string, polygons []boundary.Polygon, properties ...any) boundary.Feature {
	frame, err := boundary.EPSG(epsg)
	require.NoError(t, err)
	b, _, err := boundary.New(context.Background(), frame, polygons, nil)
	require.NoError(t, err)
	p, err := boundary.NewProperties(properties...)
	require.NoError(t, err)
	return boundary.Feature{ID: id, Boundary: b, Properties: p}
}

func rectangle(x, y, width, height float64) boundary.Ring {
	return boundary.Ring{{X: x, Y: y}, {X: x + width, Y: y}, {X: x + width, Y: y + height}, {X: x, Y: y + height}}
}

func reversed(r boundary.Ring) boundary.Ring {
	out := boundary.Ring{}
	for i := range r {
		out = append(out, r[len(r)-1-i])
	}
	return out
}

// writeText writes features as UTF-8 and returns the text and the notes.
func writeText(t *testing.T, opt WriteOptions, features ...boundary.Feature) (string, []message.Note) {
	t.Helper()
	var out bytes.Buffer
	var notes []message.Note
	opt.UTF8 = true
	opt.Note = func(n message.Note) { notes = append(notes, n) }
	require.NoError(t, Write(&out, boundary.All(features), &opt))
	return strings.ReplaceAll(out.String(), "\r\n", "\n"), notes
}

func codesOf(notes []message.Note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Code)
	}
	return out
}

func TestWrite(t *testing.T) {
	f := makeFeature(t, 4527, "A1", []boundary.Polygon{
		{rectangle(39409000, 4035000, 200, 100), reversed(rectangle(39409050, 4035040, 20, 10))},
		{rectangle(39409000, 4036000, 10, 10)},
	}, FieldName, "甲", FieldUse, "工业", "OBJECTID", 7)
	text, notes := writeText(t, WriteOptions{Producer: "某院", Date: "2026-11-23", Precision: 2}, f)
	want := strings.NewReplacer("=自然资源部", "=某院", "2019-4-19", "2026-11-23", "0,0,0,0,0,0,0", ",,,,,,").Replace(head) +
		`15,` + strconv.FormatFloat(f.Boundary.Area().Hectares(), 'f', 4, 64) + `,A1,甲,面,,工业,,@
J1,1,4035000.00,39409000.00
J2,1,4035000.00,39409200.00
J3,1,4035100.00,39409200.00
J4,1,4035100.00,39409000.00
J1,1,4035000.00,39409000.00
J5,2,4035050.00,39409050.00
J6,2,4035050.00,39409070.00
J7,2,4035040.00,39409070.00
J8,2,4035040.00,39409050.00
J5,2,4035050.00,39409050.00
J9,3,4036000.00,39409000.00
J10,3,4036000.00,39409010.00
J11,3,4036010.00,39409010.00
J12,3,4036010.00,39409000.00
J9,3,4036000.00,39409000.00
`
	require.Equal(t, want, text)
	require.Equal(t, []string{"survey.write_properties"}, codesOf(notes))
	require.Equal(t, "OBJECTID", notes[0].Values["names"])
}

func TestWriteFrames(t *testing.T) {
	square := func(x, y, d float64) []boundary.Polygon { return []boundary.Polygon{{rectangle(x, y, d, d)}} }
	tests := map[string]struct {
		f     boundary.Feature
		opt   WriteOptions
		zone  string
		width string
		first string
		codes []string
	}{
		"prefix":             {makeFeature(t, 4527, "A", square(39409000, 4035000, 60)), WriteOptions{}, "39", "3", "J1,1,4035000.0000,39409000.0000", nil},
		"no prefix":          {makeFeature(t, 4548, "A", square(409000.125, 4035000, 60)), WriteOptions{}, "39", "3", "J1,1,4035000.0000,39409000.1250", []string{"survey.write_prefix"}},
		"no prefix, rounded": {makeFeature(t, 4548, "A", square(409000.12345, 4035000, 60)), WriteOptions{}, "39", "3", "", []string{"survey.write_prefix", "survey.write_rounded"}},
		"six degrees":        {makeFeature(t, 4498, "A", square(20409000, 4035000, 60)), WriteOptions{}, "20", "6", "J1,1,4035000.0000,20409000.0000", nil},
		"rounded":            {makeFeature(t, 4527, "A", square(39409000.12345, 4035000, 60)), WriteOptions{Precision: 3}, "39", "3", "J1,1,4035000.000,39409000.123", []string{"survey.write_rounded"}},
		"degrees":            {makeFeature(t, 4490, "A", square(117.0, 36.5, 0.001)), WriteOptions{Precision: -1}, "39", "3", "J1,1,4041024,39500000", []string{"survey.write_projected", "survey.write_edges"}},
		"west half":          {makeFeature(t, 4490, "A", square(115.49, 36.5, 0.001)), WriteOptions{}, "38", "3", "", []string{"survey.write_projected", "survey.write_edges"}},
		"asked":              {makeFeature(t, 4490, "A", square(115.49, 36.5, 0.001)), WriteOptions{Zone: 39}, "39", "3", "", []string{"survey.write_projected", "survey.write_edges"}},
		"asked wide":         {makeFeature(t, 4490, "A", square(115.49, 36.5, 0.001)), WriteOptions{Zone: 20}, "20", "6", "", []string{"survey.write_projected", "survey.write_edges"}},
		"other zone":         {makeFeature(t, 4526, "A", square(38635000, 4035000, 60)), WriteOptions{Zone: 39}, "39", "3", "", []string{"survey.write_projected", "survey.write_edges"}},
		"comma":              {makeFeature(t, 4527, "A,1\n", square(39409000, 4035000, 60)), WriteOptions{}, "39", "3", "", []string{"survey.write_text"}},
		"merged": {makeFeature(t, 4527, "A", []boundary.Polygon{{{{X: 39409000, Y: 4035000}, {X: 39409060, Y: 4035000}, {X: 39409060.00001, Y: 4035000.00001}, {X: 39409060, Y: 4035060}}}}),
			WriteOptions{}, "39", "3", "", []string{"survey.write_rounded", "survey.write_merged"}},
		"collapsed": {makeFeature(t, 4527, "A", append(square(39409000, 4035000, 60), square(39409500, 4035000, 0.25)...)), WriteOptions{Precision: -1}, "39", "3", "J1,1,4035000,39409000",
			[]string{"survey.write_rounded", "survey.write_merged", "survey.write_collapsed"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text, notes := writeText(t, test.opt, test.f)
			require.Equal(t, test.codes, codesOf(notes))
			for _, n := range notes {
				require.NotContains(t, n.Text, "{")
			}
			require.Contains(t, text, "\n带号="+test.zone+"\n")
			require.Contains(t, text, "\n几度分带="+test.width+"\n")
			require.Contains(t, text, "\n"+test.first)
			r := readText(text, nil)
			require.NoError(t, r.err)
			require.Empty(t, r.codes())
			require.InEpsilon(t, float64(test.f.Boundary.Area()), float64(r.features[0].Boundary.Area()), 0.01)
		})
	}
}

func TestWriteArea(t *testing.T) {
	f := makeFeature(t, 4527, "A", []boundary.Polygon{{rectangle(39500000, 4035000, 100, 57.08967)}})
	for truncate, want := range map[bool]string{false: "0.5709", true: "0.5708"} {
		text, _ := writeText(t, WriteOptions{TruncateArea: truncate}, f)
		require.Contains(t, text, "5,"+want+",A,")
	}
}

func TestWriteRefused(t *testing.T) {
	good := makeFeature(t, 4527, "A", []boundary.Polygon{{rectangle(39409000, 4035000, 60, 60)}})
	rare := good
	rare.ID = "𠮷村"
	abroad := makeFeature(t, 4490, "A", []boundary.Polygon{{rectangle(10, 50, 1, 1)}})
	tests := map[string]struct {
		features []boundary.Feature
		opt      WriteOptions
		class    error
		code     string
	}{
		"charset":  {[]boundary.Feature{good, rare}, WriteOptions{}, message.ErrSyntax, "survey.write_charset"},
		"empty":    {[]boundary.Feature{{ID: "E"}}, WriteOptions{}, boundary.ErrGeometry, "survey.write_empty"},
		"zone":     {[]boundary.Feature{good}, WriteOptions{Zone: 24}, boundary.ErrFrame, "frame.zone"},
		"abroad":   {[]boundary.Feature{abroad}, WriteOptions{}, boundary.ErrFrame, "survey.write_zone"},
		"far":      {[]boundary.Feature{good, abroad}, WriteOptions{}, boundary.ErrFrame, "survey.write_far"},
		"too fine": {[]boundary.Feature{makeFeature(t, 4527, "A", []boundary.Polygon{{rectangle(39409000, 4035000, .1, .1)}})}, WriteOptions{Precision: -1}, boundary.ErrGeometry, "survey.write_empty"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.opt.Name = "out.txt"
			err := Write(&bytes.Buffer{}, boundary.All(test.features), &test.opt)
			require.ErrorIs(t, err, test.class)
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.code, e.Code)
			require.Equal(t, "out.txt", e.Place.File)
			if name == "charset" {
				require.Equal(t, "𠮷村", e.Place.Feature)
			}
		})
	}

	broken := errors.New("the source broke")
	var source iter.Seq2[boundary.Feature, error] = func(yield func(boundary.Feature, error) bool) {
		_ = yield(good, nil) && yield(boundary.Feature{}, broken)
	}
	require.ErrorIs(t, Write(&bytes.Buffer{}, source, nil), broken)

	var out bytes.Buffer
	require.NoError(t, Write(&out, boundary.All(nil), nil))
	r := readText(out.String(), nil)
	require.NoError(t, r.err)
	require.Empty(t, r.features)
}

// What is written is read again: ids, names, vertices to the last bit where the
// decimals suffice.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.IntRange(25, 45).Draw(t, "zone")
		if rapid.Bool().Draw(t, "wide") {
			zone = rapid.IntRange(13, 23).Draw(t, "wide zone")
		}
		prefixed := rapid.Bool().Draw(t, "prefixed")
		frame, err := boundary.GaussKruger(widthOf(zone), zone, prefixed)
		require.NoError(t, err)
		decimals := rapid.IntRange(1, 5).Draw(t, "decimals")
		plain := rapid.StringMatching(`[一-龥A-Za-z0-9 "（），＠=\]-]{0,8}`)

		var features []boundary.Feature
		for range rapid.IntRange(1, 3).Draw(t, "features") {
			x := rapid.Float64Range(250_000, 750_000).Draw(t, "x")
			y := rapid.Float64Range(1_600_000, 5_900_000).Draw(t, "y")
			if prefixed {
				x += float64(zone) * 1e6
			}
			var polygons []boundary.Polygon
			for range rapid.IntRange(1, 3).Draw(t, "parts") {
				n := rapid.IntRange(3, 9).Draw(t, "corners")
				polygon := boundary.Polygon{star(x, y, 100, n, decimals)}
				if rapid.Bool().Draw(t, "hole") {
					polygon = append(polygon, reversed(star(x, y, 40, n, decimals)))
				}
				polygons = append(polygons, polygon)
				x += 300
			}
			b, _, err := boundary.New(context.Background(), frame, polygons, nil)
			require.NoError(t, err)
			p, err := boundary.NewProperties(FieldName, plain.Draw(t, "name"), FieldUseCode, plain.Draw(t, "code"))
			require.NoError(t, err)
			features = append(features, boundary.Feature{ID: plain.Draw(t, "id"), Boundary: b, Properties: p})
		}

		opt := &WriteOptions{UTF8: rapid.Bool().Draw(t, "utf8"), Precision: decimals}
		var out bytes.Buffer
		require.NoError(t, Write(&out, boundary.All(features), opt))
		r := readText(out.String(), nil)
		require.NoError(t, r.err)
		require.Empty(t, r.codes())
		require.Len(t, r.features, len(features))
		for i, f := range r.features {
			given := features[i]
			name := strings.TrimSpace(given.Properties.Text(FieldName))
			require.Equal(t, codec.FeatureID(firstOf(strings.TrimSpace(given.ID), name), nil, i+1), f.ID)
			require.Equal(t, name, f.Properties.Text(FieldName))
			require.Equal(t, strings.TrimSpace(given.Properties.Text(FieldUseCode)), f.Properties.Text(FieldUseCode))
			width, number, prefix, _ := f.Boundary.Frame().Zone()
			require.Equal(t, []any{widthOf(zone), zone, true}, []any{width, number, prefix})
			rings, back := ringsOf(given.Boundary), ringsOf(f.Boundary)
			require.Len(t, back, len(rings))
			for k := range rings {
				for v, p := range rings[k] {
					if !prefixed {
						p.X = round(p.X+float64(zone)*1e6, decimals)
					}
					require.Equal(t, p, back[k][v])
				}
			}
			require.InDelta(t, float64(given.Boundary.Area()), float64(f.Boundary.Area()), 1e-3)
		}
		// What was read is written as it stood, but for blanks and empty ids.
		var again, third bytes.Buffer
		require.NoError(t, Write(&again, boundary.All(r.features), opt))
		require.NoError(t, Write(&third, boundary.All(readText(again.String(), nil).features), opt))
		require.Equal(t, again.String(), third.String())
	})
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func ringsOf(b *boundary.Boundary) (all []boundary.Ring) {
	for _, p := range b.Polygons() {
		all = append(all, p...)
	}
	return all
}

func star(x, y, r float64, n, decimals int) boundary.Ring {
	ring := make(boundary.Ring, n)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		ring[i] = boundary.Point{X: round(x+r*cos, decimals), Y: round(y+r*sin, decimals)}
	}
	return ring
}

// round returns the number nearest to v among those with so many decimals.
func round(v float64, decimals int) float64 {
	out, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
	return out
}
