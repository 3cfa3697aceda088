package shapefile

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func TestGeometry(t *testing.T) {
	outer, hole, island := square(e0, n0, 100), square(e0+10, n0+10, 50), square(e0+20, n0+20, 10)
	for _, kind := range []int{5, 15, 25} {
		features, notes, err := readAll(shp(kind, polygon(kind, outer, hole, island)), dbf(0, bsm, []string{"a"}), nil, prj(t, 4527), nil, nil)
		require.NoError(t, err)
		require.Len(t, features, 1)
		f := features[0]
		assert.Equal(t, "a", f.ID)
		assert.Equal(t, 4527, f.Boundary.Frame().EPSG())
		// 7 600 m² of grid; the ellipsoid takes some permille.
		assert.InEpsilon(t, 100*100-50*50+10*10, float64(f.Boundary.Area()), 0.01)
		assert.Equal(t, []boundary.Polygon{{outer, hole}, {island}}, f.Boundary.Polygons())
		if kind == 5 {
			assert.Empty(t, notes)
		} else {
			assert.Equal(t, []string{"shapefile.heights"}, codes(notes))
		}
	}
}

func TestAttributes(t *testing.T) {
	fields := []dbfField{{"TEXT", 'C', 8}, {"NUM", 'N', 8}, {"FLT", 'F', 10}, {"DAY", 'D', 8}, {"YES", 'L', 1}, {"MEMO", 'M', 10}, {"TEXT", 'C', 2}}
	rows := [][]string{
		{`a "b"`, "   12.50", "-.5", "20240630", "T", "", "x"},
		{" lead", "********", "1.5e+03", "", "?", "", ""},
		{"nul\x00rest", "007", "+3.", "00000000", "n", "", ""},
		{"tab\t", "1,5", "", "2024", "Y", "", "<&>"},
	}
	var shapes [][]byte
	for i := range rows {
		shapes = append(shapes, polygon(5, square(e0+float64(200*i), n0, 100)))
	}
	features, notes, err := readAll(shp(5, shapes...), dbf(0, fields, rows...), nil, prj(t, 4527), nil, nil)
	require.NoError(t, err)
	var got []string
	for i, f := range features {
		got = append(got, string(f.Properties))
		assert.Equal(t, "#"+string(rune('1'+i)), f.ID)
	}
	assert.Equal(t, []string{
		`{"TEXT":"a \"b\"","NUM":12.50,"FLT":-0.5,"DAY":"20240630","YES":true,"TEXT_2":"x"}`,
		`{"TEXT":" lead","NUM":null,"FLT":1.5e+03,"DAY":null,"YES":null,"TEXT_2":""}`,
		`{"TEXT":"nul","NUM":"007","FLT":3,"DAY":null,"YES":false,"TEXT_2":""}`,
		`{"TEXT":"tab\t","NUM":"1,5","FLT":null,"DAY":"2024","YES":true,"TEXT_2":"<&"}`,
	}, got)
	assert.Equal(t, []string{"shapefile.field_renamed", "shapefile.fields_not_read"}, codes(notes))
}

func TestEncoding(t *testing.T) {
	const gbk, utf = "\xd3\xc0\xbe\xc3\xbb\xf9\xb1\xbe", "永久基本"
	cases := []struct {
		name, cpg, option, value string
		driver                   byte
		want                     string
		file, feature            string // codes of the notes
	}{
		{"cpg says GBK", "GBK\r\n", "", gbk, 0, utf, "", ""},
		{"cpg says 936", "ANSI 936", "", gbk, 0, utf, "", ""},
		{"cpg says UTF-8", "UTF-8", "", utf, 0x4d, utf, "", ""},
		{"driver says GBK", "", "", gbk, 0x4d, utf, "", ""},
		{"driver says GBK, texts are UTF-8", "", "", utf, 0x4d, utf, "shapefile.driver_wrong", ""},
		{"driver says GBK, texts could be either", "", "", "\xc1\xaa\xcd\xa8", 0x4d, "联通", "", ""},
		{"found GBK", "", "", gbk, 0x57, utf, "shapefile.encoding_detected", ""},
		{"found UTF-8", "", "", utf, 0, utf, "shapefile.encoding_detected", ""},
		{"western driver means nothing", "", "", gbk, 0x03, utf, "shapefile.encoding_detected", ""},
		{"option over cpg", "UTF-8", "gb2312", gbk, 0, utf, "", ""},
		{"option says GBK and is wrong", "", "GBK", utf, 0, "姘镐箙鍩烘湰", "shapefile.encoding_doubtful", ""},
		{"cpg says UTF-8 and is wrong", "UTF-8", "", gbk, 0, utf, "", "shapefile.not_utf8"},
		{"cpg unknown", "KLINGON", "", gbk, 0, utf, "shapefile.cpg shapefile.encoding_detected", ""},
		{"Big5", "950", "", "\xa5\xc3\xa4\x5b", 0, "永久", "", ""},
		{"latin", "ISO-8859-1", "", "caf\xe9", 0, "café", "", ""},
		{"cut inside GBK", "GBK", "", gbk[:7], 0, "永久基", "", "shapefile.text_ends_inside_character"},
		{"cut inside UTF-8", "UTF-8", "", utf[:11], 0, "永久基", "", "shapefile.text_ends_inside_character"},
		{"no characters at all", "GBK", "", "a\xff\xffb", 0, "a\ufffd\ufffdb", "", "shapefile.text_damaged"},
		{"ascii tells nothing", "", "", "abc", 0, "abc", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var cpg []byte
			if c.cpg != "" {
				cpg = []byte(c.cpg)
			}
			fields := []dbfField{{"NAME", 'C', len(c.value)}}
			features, notes, err := readAll(shp(5, polygon(5, square(e0, n0, 100))), dbf(c.driver, fields, []string{c.value}), nil, prj(t, 4527), cpg, &Options{Reading: boundary.Reading{Encoding: c.option}})
			require.NoError(t, err)
			assert.Equal(t, c.want, features[0].Properties.Text("NAME"))
			assert.Equal(t, c.file, strings.Join(codes(notes), " "))
			assert.Equal(t, c.feature, strings.Join(codes(features[0].Notes), " "))
		})
	}
	_, _, err := readAll(shp(5), nil, nil, nil, nil, &Options{Reading: boundary.Reading{Encoding: "klingon"}})
	assert.ErrorIs(t, err, message.ErrSyntax)
}

// Two Chinese characters in GBK can be UTF-8 by accident; the rest of the file
// tells.
func TestEncodingOfLiantong(t *testing.T) {
	fields := []dbfField{{"NAME", 'C', 10}}
	a, b := polygon(5, square(e0, n0, 100)), polygon(5, square(e0+200, n0, 100))
	features, _, err := readAll(shp(5, a, b), dbf(0, fields, []string{"\xc1\xaa\xcd\xa8"}, []string{"\xb9\xab\xcb\xbe"}), nil, prj(t, 4527), nil, nil)
	require.NoError(t, err)
	assert.Equal(t, "联通", features[0].Properties.Text("NAME"))
	assert.Equal(t, "公司", features[1].Properties.Text("NAME"))
}

func TestSkipped(t *testing.T) {
	square1 := polygon(5, square(e0, n0, 100))
	s := shp(5, square1, null(), square1, polygon(5))
	d := dbf(0, bsm, []string{"a"}, []string{"b"}, []string{"c", "deleted"}, []string{"d"})

	features, _, err := readAll(s, d, nil, prj(t, 4527), nil, nil)
	var e *message.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "shapefile.no_geometry", e.Code)
	at := message.Place{File: "test.shp", Line: 2, Feature: "b"}
	assert.Equal(t, at, e.Place)
	assert.ErrorIs(t, err, boundary.ErrGeometry)
	assert.Len(t, features, 1)

	features, notes, err := readAll(s, d, shx(s), prj(t, 4527), nil, &Options{Reading: boundary.Reading{KeepEmpty: true}})
	require.NoError(t, err)
	require.Len(t, features, 3)
	assert.Equal(t, []string{"shapefile.deleted"}, codes(notes))
	for i, empty := range []bool{false, true, true} {
		assert.Equal(t, empty, features[i].Boundary.Empty())
	}
	assert.Equal(t, []string{"feature.no_land"}, codes(features[1].Notes))
	assert.Equal(t, at, features[1].Notes[0].Place)
}

func TestFrames(t *testing.T) {
	frame := func(code int) *boundary.Frame { f, err := boundary.EPSG(code); require.NoError(t, err); return &f }
	zone39, plain, degrees := square(e0, n0, 100), square(408000, n0, 100), square(115.98, 36.45, 0.01)
	cases := []struct {
		name  string
		ring  boundary.Ring
		prj   []byte
		given *boundary.Frame
		epsg  int
		code  string // of the error or the only note
	}{
		{"prj", zone39, prj(t, 4527), nil, 4527, ""},
		{"degrees", degrees, prj(t, 4490), nil, 4490, ""},
		{"no prj", zone39, nil, nil, 4527, "crs.recognised"},
		{"no prj, degrees", degrees, nil, nil, 4490, "crs.recognised"},
		{"no prj, no zone", plain, nil, nil, 0, "crs.zone_unknown"},
		{"no prj, but told", plain, nil, frame(4548), 4548, ""},
		{"metres in degrees", zone39, prj(t, 4490), nil, 0, "crs.not_degrees"},
		{"degrees in metres", degrees, prj(t, 4527), nil, 0, "crs.not_metres"},
		{"another zone", zone39, prj(t, 4526), nil, 0, "crs.zone_differs"},
		{"another zone, but told", zone39, prj(t, 4526), frame(4527), 4527, "shapefile.frame_overridden"},
		{"told what cannot be", zone39, prj(t, 4527), frame(4490), 0, "crs.not_degrees"},
		{"prefix missing", plain, prj(t, 4527), nil, 4548, "crs.prefix_differs"},
		{"unreadable prj", zone39, []byte("PROJCS["), nil, 0, "crs.malformed"},
		{"unreadable prj, but told", zone39, []byte("PROJCS["), frame(4527), 4527, "shapefile.frame_overridden"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			opt := &Options{}
			opt.Frame = c.given
			features, notes, err := readAll(shp(5, polygon(5, c.ring)), dbf(0, bsm, []string{"a"}), nil, c.prj, nil, opt)
			if c.epsg == 0 {
				var e *message.Error
				require.ErrorAs(t, err, &e)
				assert.Equal(t, c.code, e.Code)
				assert.NotEmpty(t, e.Place.File)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.epsg, features[0].Boundary.Frame().EPSG())
			assert.Equal(t, c.code, strings.Join(codes(notes), " "))
		})
	}

	// The first point settles the frame; all must fit it.
	_, _, err := readAll(shp(5, polygon(5, zone39), polygon(5, square(e0+200, n0, 10), plain)), dbf(0, bsm, []string{"a"}, []string{"b"}), nil, nil, nil, nil)
	var e *message.Error
	require.ErrorAs(t, err, &e)
	e.Place.Point = nil
	assert.Equal(t, message.Place{File: "test.shp", Line: 2, Feature: "b", Polygon: 2, Ring: 1, Vertex: 1}, e.Place)
}

func TestDamaged(t *testing.T) {
	one := polygon(5, square(e0, n0, 100))
	good, table := shp(5, one, one), dbf(0, bsm, []string{"a"}, []string{"b"})
	change := func(b []byte, at int, v ...byte) []byte {
		c := append([]byte(nil), b...)
		copy(c[at:], v)
		return c
	}
	ff := []byte{0xff, 0xff, 0xff, 0xff}
	second := 100 + 8 + len(one)
	cases := []struct {
		name     string
		shp, dbf []byte
		code     string
		line     int
	}{
		{"empty", []byte{}, table, "shapefile.truncated", 0},
		{"no shapefile", change(good, 0, 1), table, "shapefile.not_shp", 0},
		{"points", change(good, 32, 1), table, "shapefile.not_polygons", 0},
		{"no such type", change(good, 32, 99), table, "shapefile.shape_type", 0},
		{"record of points", change(good, second+8, 1), table, "shapefile.not_polygons", 2},
		{"ends in a record header", good[:second+3], table, "shapefile.truncated", 2},
		{"ends in a shape", good[:len(good)-5], table, "shapefile.truncated", 2},
		{"ends between shapes", good[:second], table, "shapefile.shp_short", 1},
		{"ends between shapes, no table", good[:second], nil, "shapefile.truncated", 1},
		{"a record of 8 GB", change(good, 104, ff...), table, "shapefile.truncated", 1},
		{"an empty record", change(good, 104, 0, 0, 0, 1), table, "shapefile.record_length", 1},
		{"a short record", change(good, 104, 0, 0, 0, 9), table, "shapefile.record_length", 1},
		{"4 billion parts", change(good, 100+8+36, ff...), table, "shapefile.counts", 1},
		{"4 billion points", change(good, 100+8+40, ff...), table, "shapefile.counts", 1},
		{"a billion points in a record of 8 GB", change(change(good, 104, ff...), 100+8+40, 0, 0, 0, 0x10), table, "shapefile.too_many_vertices", 1},
		{"a million points in a record of 8 GB", change(change(good, 104, ff...), 100+8+40, 0, 0, 0x10, 0), table, "shapefile.truncated", 1},
		{"points without a part", change(good, 100+8+36, 0), table, "shapefile.counts", 1},
		{"parts out of order", change(good, 100+8+44, 3), table, "shapefile.parts", 1},
		{"trailing bytes that are no shape", append(append([]byte(nil), good...), "garbage"...), nil, "shapefile.truncated", 3},
		{"no shp", nil, table, "shapefile.no_shp", 0},

		{"table empty", good, []byte{}, "shapefile.truncated", 0},
		{"table without records", good, dbf(0, bsm), "shapefile.dbf_short", 0},
		{"table short", good, dbf(0, bsm, []string{"a"}), "shapefile.dbf_short", 1},
		{"table long", shp(5, one), table, "shapefile.shp_short", 1},
		{"table cut", good, table[:len(table)-4], "shapefile.truncated", 2},
		{"table header cut", good, table[:50], "shapefile.truncated", 0},
		{"record length 0", good, change(table, 10, 0, 0), "shapefile.dbf_header", 0},
		{"record length too small", good, change(table, 10, 5, 0), "shapefile.dbf_header", 0},
		{"record length too large", good, change(table, 10, 12, 0), "shapefile.dbf_record", 2},
		{"record length huge", good, change(table, 10, 0xff, 0xff), "shapefile.truncated", 1},
		{"header length too small", good, change(table, 8, 3, 0), "shapefile.dbf_header", 0},
		{"header length huge", good, change(table, 8, 0xff, 0xff), "shapefile.truncated", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readAll(c.shp, c.dbf, nil, prj(t, 4527), nil, nil)
			var e *message.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, c.code, e.Code, e.Error())
			assert.Equal(t, c.line, e.Place.Line, e.Error())
			assert.NotEmpty(t, e.Place.File)
			assert.NotContains(t, e.Text, "{")
		})
	}
}

func TestTolerated(t *testing.T) {
	one, other := polygon(5, square(e0, n0, 100)), polygon(5, square(e0+200, n0, 100))
	good, table := shp(5, one, other), dbf(0, bsm, []string{"a"}, []string{"b"})
	change := func(b []byte, at int, v ...byte) []byte {
		c := append([]byte(nil), b...)
		copy(c[at:], v)
		return c
	}
	second := 100 + 8 + len(one)
	cases := []struct {
		name          string
		shp, dbf, shx []byte
		note          string
	}{
		{"whole", good, table, shx(good), ""},
		{"no table", good, nil, nil, "shapefile.no_dbf"},
		{"header length wrong", change(good, 24, 0, 1, 0, 0), table, nil, "shapefile.shp_length"},
		{"header length zero", change(good, 24, 0, 0, 0, 0), table, nil, ""},
		{"trailing bytes", append(append([]byte(nil), good...), "garbage"...), table, nil, "shapefile.trailing_bytes"},
		{"table states fewer", good, change(table, 4, 1), nil, "shapefile.dbf_count"},
		{"table states more", good, change(table, 4, 0xff, 0xff, 0xff, 0xff), nil, "shapefile.dbf_count"},
		{"table without end mark", good, table[:len(table)-1], nil, ""},
		{"index damaged", good, table, []byte("nonsense"), "shapefile.shx"},
		{"index short", good, table, shx(good)[:108], "shapefile.shx"},
		{"index long", good, table, append(shx(good), 0, 0, 0, 0, 0, 0, 0, 0), "shapefile.shx"},
		{"numbers from 0", change(change(good, 100, 0, 0, 0, 0), second, 0, 0, 0, 1), table, shx(good), "shapefile.record_number"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			features, notes, err := readAll(c.shp, c.dbf, c.shx, prj(t, 4527), nil, nil)
			require.NoError(t, err)
			assert.Len(t, features, 2)
			assert.Equal(t, c.note, strings.Join(codes(notes), " "))
		})
	}
}

func TestLimits(t *testing.T) {
	one := polygon(5, square(e0, n0, 100), square(e0+200, n0, 100))
	good, table := shp(5, one, one), dbf(0, bsm, []string{"a"}, []string{"b"})
	for name, c := range map[string]struct {
		limits boundary.Limits
		code   string
	}{
		"bytes":    {boundary.Limits{Bytes: 300}, "shapefile.bytes"},
		"features": {boundary.Limits{Features: 1}, "shapefile.too_many_features"},
		"vertices": {boundary.Limits{Vertices: 9}, "shapefile.too_many_vertices"},
		"rings":    {boundary.Limits{Rings: 1}, "shapefile.too_many_rings"},
	} {
		opt := &Options{}
		opt.Limits = c.limits
		_, _, err := readAll(good, table, nil, prj(t, 4527), nil, opt)
		require.ErrorIs(t, err, message.ErrLimit, name)
		var e *message.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, c.code, e.Code)
	}
	opt := &Options{}
	opt.Limits.Bytes = int64(len(good) + len(table) + len(prj(t, 4527)))
	_, _, err := readAll(good, table, nil, prj(t, 4527), nil, opt)
	assert.NoError(t, err, "the limit itself is allowed")
}

// A reader that fails is not the end of a file.
func TestReadError(t *testing.T) {
	good := shp(5, polygon(5, square(e0, n0, 100)))
	broken := errors.New("disk on fire")
	for _, at := range []int{0, 50, 100, 120, 200} {
		files := Files{SHP: io.MultiReader(bytes.NewReader(good[:at]), failing{broken})}
		_, err := boundary.Collect(Read(context.Background(), files, nil))
		assert.ErrorIs(t, err, broken)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzRead(f *testing.F) {
	one := polygon(5, square(e0, n0, 100), square(e0+10, n0+10, 20))
	f.Add(shp(5, one, null()), dbf(0x4d, bsm, []string{"a"}, []string{"b", "deleted"}), []byte(nil), prj(f, 4527))
	f.Add(shp(15, polygon(15, square(115.98, 36.45, 0.01))), dbf(0, []dbfField{{"\xc3\xfb", 'C', 3}, {"N", 'N', 5}, {"D", 'D', 8}, {"L", 'L', 1}, {"M", 'M', 10}}, []string{"\xc3\xfb\xc3", "*****", "20240101", "T", ""}), shx(shp(15, polygon(15, square(115.98, 36.45, 0.01)))), prj(f, 4490))
	f.Add(shp(25, polygon(25, square(e0, n0, 1))), []byte(nil), []byte("x"), []byte(nil))
	for _, l := range departures() {
		f.Add(l.shp, tableOf(l.listed), l.shx, prj(f, 4527))
		f.Add(l.shp, []byte(nil), l.shx, prj(f, 4527))
	}
	f.Fuzz(func(t *testing.T, shp, dbf, shx, prj []byte) {
		limits := boundary.Limits{Vertices: 10000, Rings: 1000}
		opt := &Options{Reading: boundary.Reading{KeepEmpty: len(shx)%2 == 0}}
		opt.Limits = limits
		// A flipped bit makes an edge of thousands of kilometres; extra points
		// on it are not what is tested here.
		opt.Build = &boundary.Options{Spacing: 1e6}
		if len(dbf) == 0 {
			dbf = nil
		}
		if len(prj) == 0 {
			prj = nil
		}
		features, notes, err := readAll(shp, dbf, shx, prj, nil, opt)
		for _, n := range notes {
			require.NotContains(t, n.Code, " ")
		}
		if err != nil {
			var e *message.Error
			require.ErrorAs(t, err, &e)
		}
		// What a stream gives is what a file gives, if both can be read.
		if passed, _, failed := readStream(shp, dbf, shx, prj, opt); err == nil && failed == nil {
			require.Equal(t, len(features), len(passed))
			for i := range features {
				require.Equal(t, features[i].Boundary.Polygons(), passed[i].Boundary.Polygons())
			}
		}
		for _, f := range features {
			require.NotNil(t, f.Boundary)
			_, err := f.Properties.MarshalJSON()
			require.NoError(t, err)
		}
		// What is read can be written, and reads back as the same vertices.
		var zipped bytes.Buffer
		require.NoError(t, WriteZip(&zipped, "again", boundary.All(features), nil))
		again, err := boundary.Collect(ReadZip(context.Background(), bytes.NewReader(zipped.Bytes()), int64(zipped.Len()), opt))
		require.NoError(t, err)
		require.Len(t, again, len(features))
		for i := range again {
			require.Equal(t, features[i].Boundary.Vertices(), again[i].Boundary.Vertices())
		}
	})
}
