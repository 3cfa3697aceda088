package shapefile

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func feature(t require.TestingT, id string, epsg int, polygons []boundary.Polygon, properties ...any) boundary.Feature {
	f, err := boundary.EPSG(epsg)
	require.NoError(t, err)
	b, _, err := boundary.New(context.Background(), f, polygons, nil)
	require.NoError(t, err)
	p, err := boundary.NewProperties(properties...)
	require.NoError(t, err)
	return boundary.Feature{ID: id, Boundary: b, Properties: p}
}

func reversed(r boundary.Ring) boundary.Ring {
	var out boundary.Ring
	for i := len(r) - 1; i >= 0; i-- {
		out = append(out, r[i])
	}
	return out
}

// roundTrip writes a zip and reads it.
func roundTrip(t require.TestingT, features []boundary.Feature, opt *WriteOptions) []boundary.Feature {
	var b bytes.Buffer
	require.NoError(t, WriteZip(&b, "layer", boundary.All(features), opt))
	back, err := boundary.Collect(ReadZip(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()), nil))
	require.NoError(t, err)
	require.Len(t, back, len(features))
	return back
}

func TestWriteDirections(t *testing.T) {
	// As GeoJSON has it: shell counter-clockwise, hole clockwise; and unclosed.
	shell, hole := reversed(square(e0, n0, 100)), square(e0+10, n0+10, 50)
	f := feature(t, "x", 4527, []boundary.Polygon{{shell, hole[:4]}}, "BSM", "x")
	rings := ringsOf(f.Boundary)
	require.Len(t, rings, 2)
	assert.Equal(t, square(e0, n0, 100), rings[0])
	assert.Equal(t, reversed(hole), rings[1])
	// The feature's own vertices are untouched.
	assert.Equal(t, shell, f.Boundary.Polygons()[0][0])
}

func TestWriteFields(t *testing.T) {
	at := []boundary.Polygon{{square(e0, n0, 100)}}
	long := strings.Repeat("界", 100)
	features := []boundary.Feature{
		feature(t, "1", 4527, at, "BSM", "1", "面积", 12.5, "count", 3, "ok", true, "mixed", 1, "永久基本农田图斑", "a", "永久基本农田面积", "b", "tiny", 1e-7, "code", []byte(nil), "long", long, "huge", 1e300, "digits", 0),
		feature(t, "2", 4527, at, "BSM", "2", "面积", -3, "count", nil, "ok", nil, "mixed", "x", "object", map[string]int{"a": 1}, "tiny", 2),
	}
	features[0].Properties = bytes.Replace(features[0].Properties, []byte(`"digits":0`), []byte(`"digits":12345678901234567890`), 1)

	var notes []message.Note
	back := roundTrip(t, features, &WriteOptions{Note: func(n message.Note) { notes = append(notes, n) }})
	cut := strings.Repeat("界", 84)
	assert.Equal(t, `{"BSM":"1","面积":12.5,"count":3,"ok":true,"mixed":"1","永久基":"a","永久_1":"b","tiny":0.0000001,"code":"","long":"`+cut+`","huge":"1e+300","digits":"12345678901234567890","object":""}`, string(back[0].Properties))
	assert.Equal(t, `{"BSM":"2","面积":-3.0,"count":null,"ok":null,"mixed":"x","永久基":"","永久_1":"","tiny":2.0000000,"code":"","long":"","huge":"","digits":"","object":"{\"a\":1}"}`, string(back[1].Properties))
	assert.Equal(t, []string{"shapefile.name_cut", "shapefile.name_cut", "shapefile.text_cut"}, codes(notes))

	notes = nil
	back = roundTrip(t, []boundary.Feature{feature(t, "1", 4527, at, "永久基本农田图斑", "龍é€界", "b", "ࠀ", "面积", 1, "名称", "x", "B", 2)}, &WriteOptions{Encoding: "gbk", Note: func(n message.Note) { notes = append(notes, n) }})
	assert.Equal(t, `{"ID":"1","永久基本农":"龍é€界","b":"?","面积":1,"名称":"x","B_1":2}`, string(back[0].Properties))
	assert.Equal(t, []string{"shapefile.name_cut", "shapefile.name_cut", "shapefile.not_in_encoding"}, codes(notes))
}

func TestWriteIDs(t *testing.T) {
	at := []boundary.Polygon{{square(e0, n0, 100)}}
	// An id that no property holds gets a field.
	back := roundTrip(t, []boundary.Feature{feature(t, "A-1", 4527, at, "name", "x"), feature(t, "A-2", 4527, at, "name", "y")}, nil)
	assert.Equal(t, []string{"A-1", "A-2"}, []string{back[0].ID, back[1].ID})
	assert.Equal(t, `{"ID":"A-2","name":"y"}`, string(back[1].Properties))
	// One that comes back by itself does not.
	back = roundTrip(t, []boundary.Feature{feature(t, "#1", 4527, at, "name", "x")}, nil)
	assert.Equal(t, `{"name":"x"}`, string(back[0].Properties))
	// A table needs a field.
	back = roundTrip(t, []boundary.Feature{feature(t, "#1", 4527, at)}, nil)
	assert.Equal(t, `{"ID":"#1"}`, string(back[0].Properties))
}

func TestWriteRefuses(t *testing.T) {
	a := feature(t, "a", 4527, []boundary.Polygon{{square(e0, n0, 100)}})
	b := feature(t, "b", 4490, []boundary.Polygon{{square(116, 36, 0.01)}})
	err := WriteZip(io.Discard, "x", boundary.All([]boundary.Feature{a, b}), nil)
	assert.ErrorIs(t, err, boundary.ErrFrame)
	var e *message.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "b", e.Place.Feature)

	many := make([]any, 0, 512)
	for i := range 256 {
		many = append(many, strings.Repeat("x", i+1), i)
	}
	c := feature(t, "c", 4527, []boundary.Polygon{{square(e0, n0, 100)}}, many...)
	assert.ErrorIs(t, WriteZip(io.Discard, "x", boundary.All([]boundary.Feature{c}), nil), message.ErrLimit)

	assert.Error(t, WriteZip(io.Discard, "x", boundary.All(nil), &WriteOptions{Encoding: "Big5"}))
	broken := errors.New("no more")
	assert.ErrorIs(t, WriteZip(io.Discard, "x", func(yield func(boundary.Feature, error) bool) { yield(boundary.Feature{}, broken) }, nil), broken)
	assert.ErrorIs(t, WriteZip(failing{broken}, "x", boundary.All(nil), nil), broken)
}

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWriteNull(t *testing.T) {
	var notes []message.Note
	var b bytes.Buffer
	require.NoError(t, WriteZip(&b, "x", boundary.All([]boundary.Feature{{ID: "nowhere"}}), &WriteOptions{Note: func(n message.Note) { notes = append(notes, n) }}))
	assert.Equal(t, []string{"shapefile.null_written"}, codes(notes))
	features, err := boundary.Collect(ReadZip(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()), &Options{Reading: boundary.Reading{KeepEmpty: true}}))
	require.NoError(t, err)
	require.Len(t, features, 1)
	assert.True(t, features[0].Boundary.Empty())

	b.Reset()
	require.NoError(t, WriteZip(&b, "x", boundary.All(nil), nil))
	features, err = boundary.Collect(ReadZip(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()), nil))
	require.NoError(t, err)
	assert.Empty(t, features)
}

func TestWriteFiles(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "plan.qix") // the index of an older plan.shp
	require.NoError(t, os.WriteFile(old, []byte("old"), 0o644))
	features := []boundary.Feature{feature(t, "1", 4527, []boundary.Polygon{{square(e0, n0, 100)}}, "BSM", "1")}
	for range 2 { // the second time over the first
		require.NoError(t, Write(filepath.Join(dir, "plan.shp"), boundary.All(features), nil))
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	assert.Equal(t, []string{"plan.cpg", "plan.dbf", "plan.prj", "plan.shp", "plan.shx"}, names)

	// Names in any case are found, and every range starts anew.
	require.NoError(t, os.Rename(filepath.Join(dir, "plan.shp"), filepath.Join(dir, "Plan.SHP")))
	require.NoError(t, os.Rename(filepath.Join(dir, "plan.dbf"), filepath.Join(dir, "PLAN.Dbf")))
	stream := Open(context.Background(), os.DirFS(dir), "plan", nil)
	for range 2 {
		back, err := boundary.Collect(stream)
		require.NoError(t, err)
		assert.Equal(t, features[0].Properties, back[0].Properties)
		assert.Equal(t, features[0].Boundary.Polygons(), back[0].Boundary.Polygons())
	}

	_, err = boundary.Collect(Open(context.Background(), os.DirFS(dir), "other.shp", nil))
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = boundary.Collect(Open(context.Background(), os.DirFS(dir), "none/other.shp", nil))
	assert.ErrorIs(t, err, os.ErrNotExist)

	// A failure leaves nothing behind and the old files alone.
	broken := errors.New("no more")
	err = Write(filepath.Join(dir, "plan"), func(yield func(boundary.Feature, error) bool) { yield(boundary.Feature{}, broken) }, nil)
	assert.ErrorIs(t, err, broken)
	assert.Error(t, Write(filepath.Join(dir, "none", "plan"), boundary.All(features), nil))
	names, _ = filepath.Glob(filepath.Join(dir, "*"))
	assert.Len(t, names, 5)
}

// The same features give the same bytes.
func TestWriteDeterministic(t *testing.T) {
	features := []boundary.Feature{feature(t, "1", 4527, []boundary.Polygon{{square(e0, n0, 100)}}, "BSM", "1", "x", 1.5)}
	var a, b bytes.Buffer
	require.NoError(t, WriteZip(&a, "x", boundary.All(features), nil))
	require.NoError(t, WriteZip(&b, "x", boundary.All(features), nil))
	assert.Equal(t, a.Bytes(), b.Bytes())
}

func TestZip(t *testing.T) {
	files := map[string][]byte{
		".shp": shp(5, polygon(5, square(e0, n0, 100))), ".DBF": dbf(0, bsm, []string{"a"}), ".prj": prj(t, 4527),
	}
	pack := func(nonUTF8 bool, stems ...string) *bytes.Reader {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, stem := range stems {
			for ext, data := range files {
				w, err := z.CreateHeader(&zip.FileHeader{Name: stem + ext, Method: zip.Deflate, NonUTF8: nonUTF8})
				require.NoError(t, err)
				_, err = w.Write(data)
				require.NoError(t, err)
			}
		}
		require.NoError(t, z.Close())
		return bytes.NewReader(b.Bytes())
	}
	gbkName, err := simplifiedchinese.GBK.NewEncoder().String(`规划\永农`)
	require.NoError(t, err)
	cases := []struct {
		name  string
		zip   *bytes.Reader
		layer string
		code  string
	}{
		{"one", pack(false, "a"), "", ""},
		{"one in a folder, beside what macOS adds", pack(false, "x/a", "__MACOSX/x/._a"), "", ""},
		{"several", pack(false, "a", "b"), "", "shapefile.several_layers"},
		{"one of several", pack(false, "x/a", "y/b"), "B", ""},
		{"same name in two folders", pack(false, "x/a", "y/a"), "a", "shapefile.several_layers"},
		{"by path", pack(false, "x/a", "y/a"), "y/a", ""},
		{"not there", pack(false, "a"), "b", "shapefile.no_layer"},
		{"name in GBK", pack(true, gbkName, "b"), "永农", ""},
		{"empty", pack(false), "", "shapefile.no_shp"},
		{"no zip", bytes.NewReader([]byte("PK nonsense")), "", "shapefile.not_zip"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			features, err := boundary.Collect(ReadZip(context.Background(), c.zip, c.zip.Size(), &Options{Layer: c.layer}))
			if c.code == "" {
				require.NoError(t, err)
				assert.Len(t, features, 1)
				return
			}
			var e *message.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, c.code, e.Code)
		})
	}
	names, err := ZipLayers(cases[2].zip, cases[2].zip.Size())
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b"}, names)
}

// A small zip of much: the bytes that come out of it are limited.
func TestZipBomb(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("a.shp")
	require.NoError(t, err)
	head := shp(5, polygon(5, square(e0, n0, 100)))
	be.PutUint32(head[104:], 0x7fffffff)
	_, err = w.Write(head)
	require.NoError(t, err)
	zeros := make([]byte, 1<<20)
	for range 64 {
		_, err = w.Write(zeros)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	opt := &Options{}
	opt.Limits.Bytes = 1 << 20
	_, err = boundary.Collect(ReadZip(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()), opt))
	assert.ErrorIs(t, err, message.ErrLimit)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		epsg := rapid.SampledFrom([]int{4490, 4527, 4548, 4498, 4509}).Draw(t, "epsg")
		f, err := boundary.EPSG(epsg)
		require.NoError(t, err)
		x, y, unit := 116.0, 36.0, 1e-5
		if !f.Geographic() {
			p := f.FromLonLat(116.5, 36)
			x, y, unit = p.X, p.Y, 1
		}
		ordinate := rapid.Float64Range(1, 50)
		text := rapid.StringMatching(`[A-Za-z永久基本农田"\\,]{0,20}`)
		var features []boundary.Feature
		for i := range rapid.IntRange(1, 5).Draw(t, "features") {
			w, h := ordinate.Draw(t, "w")*unit, ordinate.Draw(t, "h")*unit
			x0 := x + float64(i)*100*unit
			shell := boundary.Ring{{X: x0, Y: y}, {X: x0 + w, Y: y}, {X: x0 + w, Y: y + h}, {X: x0, Y: y + h}, {X: x0, Y: y}}
			hole := boundary.Ring{{X: x0 + w/4, Y: y + h/4}, {X: x0 + w/4, Y: y + h/2}, {X: x0 + w/2, Y: y + h/2}, {X: x0 + w/4, Y: y + h/4}}
			polygon := boundary.Polygon{shell}
			if rapid.Bool().Draw(t, "hole") {
				polygon = append(polygon, hole)
			}
			features = append(features, feature(t, "", epsg, []boundary.Polygon{polygon},
				"BSM", rapid.StringMatching(`[A-Z0-9]{1,12}`).Draw(t, "id"), "文字", text.Draw(t, "text"), "n", rapid.Int32().Draw(t, "n"), "yes", rapid.Bool().Draw(t, "yes")))
			features[i].ID = features[i].Properties.Text("BSM")
		}
		back := roundTrip(t, features, &WriteOptions{Encoding: rapid.SampledFrom([]string{"", "GBK"}).Draw(t, "encoding")})
		for i, f := range features {
			g := back[i]
			assert.Equal(t, f.ID, g.ID)
			assert.Equal(t, string(f.Properties), string(g.Properties))
			assert.Equal(t, f.Boundary.Frame(), g.Boundary.Frame())
			assert.Equal(t, ringsOf(f.Boundary), ringsOf(g.Boundary), "vertices bit for bit")
			assert.Equal(t, f.Boundary.Area(), g.Boundary.Area())
		}
	})
}
