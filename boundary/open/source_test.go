package open

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/message"
)

func codeIn(err error) string {
	var e *message.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

const square = `POLYGON((39408000 4036000,39408100 4036000,39408100 4036100,39408000 4036100,39408000 4036000))`

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// shapes returns a Shapefile with one square as files under base.
func shapes(t *testing.T, base string) fstest.MapFS {
	dir := t.TempDir()
	require.NoError(t, shapefile.Write(filepath.Join(dir, "x"), squares(t), nil))
	m := fstest.MapFS{}
	for _, ext := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg"} {
		b, err := os.ReadFile(filepath.Join(dir, "x"+ext))
		require.NoError(t, err)
		m[base+ext] = &fstest.MapFile{Data: b}
	}
	return m
}

func squares(t *testing.T) func(func(boundary.Feature, error) bool) {
	s, err := File(context.Background(), files("x", "A-1\tSRID=4527;"+square+"\n"), "x", nil)
	require.NoError(t, err)
	return s.Features()
}

func zipped(t *testing.T, m fstest.MapFS) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, f := range m {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write(f.Data)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.String()
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func TestUnderstood(t *testing.T) {
	gk, err := boundary.EPSG(4527)
	require.NoError(t, err)
	header := "[属性描述]\n坐标系=2000国家大地坐标系\n带号=39\n[地块坐标]\n4,1,A-1,,面,,,,@\n"
	geo := `{"type":"Feature","id":"A-1","geometry":{"type":"Polygon","coordinates":[[[116,36],[116.001,36],[116.001,36.001],[116,36]]]}}`
	for _, c := range []struct {
		name, text string
		opt        *Options
		want       string
	}{
		{"wkt", square, nil, "x: WKT, EPSG:4527 (by the coordinates)"},
		{"ewkt", "SRID=4527;" + square, nil, "x: WKT, EPSG:4527 (by the file)"},
		{"told", square, &Options{Reading: boundary.Reading{Frame: &gk}}, "x: WKT, EPSG:4527 (as told)"},
		{"utf-16", "\xff\xfe" + inUTF16(binary.LittleEndian, square), nil, "x: WKT, UTF-16LE, EPSG:4527 (by the coordinates)"},
		{"gzip", gzipped(square), nil, "x: WKT, gzip, EPSG:4527 (by the coordinates)"},
		{"geojson", geo, nil, "x: GeoJSON, UTF-8, EPSG:4490 (by the format)"},
		{"geojson in utf-16", "\xfe\xff" + inUTF16(binary.BigEndian, geo), nil, "x: GeoJSON, UTF-16BE, EPSG:4490 (by the format)"},
		{"crs", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4548"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[408000,4036000],[408100,4036000],[408100,4036100],[408000,4036000]]]}}]}`, nil,
			"x: GeoJSON, UTF-8, EPSG:4548 (by the file)"},
		{"late crs", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[408000,4036000],[408100,4036000],[408100,4036100],[408000,4036000]]]}}],"crs":{"type":"name","properties":{"name":"EPSG:4548"}}}`, nil,
			"x: GeoJSON, UTF-8, EPSG:4548 (by the file)"},
		{"no features", `{"type":"FeatureCollection","features":[]}`, nil, "x: GeoJSON, UTF-8, no features"},
		{"survey", header + "J1,1,4036000,408000\nJ2,1,4036100,408000\nJ3,1,4036100,408100\n", nil, "x: survey TXT, UTF-8, EPSG:4548 (by the file)"},
		{"survey with prefix", gbk(header + "J1,1,4036000,39408000\nJ2,1,4036100,39408000\nJ3,1,4036100,39408100\n"), nil, "x: survey TXT, GB18030, EPSG:4527 (by the coordinates)"},
		{"survey in utf-16", "\xff\xfe" + inUTF16(binary.LittleEndian, header+"J1,1,36,116\nJ2,1,36,116.001\nJ3,1,36.001,116.001\n"), nil, "x: survey TXT, UTF-16LE, EPSG:4490 (by the coordinates)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := File(context.Background(), files("x", c.text), "x", c.opt)
			require.NoError(t, err)
			assert.Equal(t, c.want, s.String())
			// Twice: each range opens the file anew.
			for range 2 {
				all, err := boundary.Collect(s.Features())
				require.NoError(t, err)
				assert.Equal(t, s.FrameBy != "", len(all) == 1)
			}
		})
	}
}

func TestRemarksGoWhereTheyBelong(t *testing.T) {
	var got []message.Note
	opt := &Options{Reading: boundary.Reading{Note: func(n message.Note) { got = append(got, n) }}}
	s, err := File(context.Background(), files("x", square), "x", opt)
	require.NoError(t, err)
	require.Len(t, s.Notes, 1)
	require.Equal(t, "crs.recognised", s.Notes[0].Code)
	require.Empty(t, got)
	_, err = boundary.Collect(s.Features())
	require.NoError(t, err)
	require.Equal(t, s.Notes, got)
}

func TestShapefileByAnyMember(t *testing.T) {
	m := shapes(t, "plan/STBHHX")
	m["plan/STBHHX.shp.xml"] = &fstest.MapFile{Data: []byte("<metadata/>")}
	for _, name := range []string{"STBHHX.shp", "STBHHX.dbf", "STBHHX.shx", "STBHHX.prj", "STBHHX.cpg", "STBHHX.shp.xml", "STBHHX", "stbhhx.SHP", "STBHHX.DBF"} {
		t.Run(name, func(t *testing.T) {
			if m["plan/"+name] == nil && name != "STBHHX" {
				m["plan/"+name] = m["plan/STBHHX"+strings.ToLower(filepath.Ext(name))] // as a file system that ignores case has it
				defer delete(m, "plan/"+name)
			}
			s, err := File(context.Background(), m, "plan/"+name, nil)
			require.NoError(t, err)
			require.Equal(t, Shapefile, s.Format)
			require.Equal(t, ByFile, s.FrameBy)
			require.Equal(t, "CGCS2000_3_Degree_GK_Zone_39", s.System)
			all, err := boundary.Collect(s.Features())
			require.NoError(t, err)
			require.Len(t, all, 1)
			require.Equal(t, "A-1", all[0].ID)
		})
	}
	// The shapes alone, under another name.
	s, err := File(context.Background(), fstest.MapFS{"download": m["plan/STBHHX.shp"]}, "download", nil)
	require.NoError(t, err)
	require.Equal(t, ByNumbers, s.FrameBy)

	for _, name := range []string{"a.dbf", "a.prj"} {
		_, err = File(context.Background(), fstest.MapFS{name: m["plan/STBHHX"+filepath.Ext(name)]}, name, nil)
		require.Equal(t, "open.member", codeIn(err), "%v", err)
	}
}

func TestZip(t *testing.T) {
	one, two := shapes(t, "规划/STBHHX"), shapes(t, "CZKFBJ")
	both := fstest.MapFS{}
	for name, f := range one {
		both[name] = f
	}
	for name, f := range two {
		both[name] = f
	}
	fsys := files("one.zip", zipped(t, one), "two.ZIP", zipped(t, both), "x.xlsx", zipped(t, files("xl/workbook.xml", "<x/>", "[Content_Types].xml", "<x/>")),
		"gdb.zip", zipped(t, files("数据.gdb/a00000001.gdbtable", "x")), "txt.zip", zipped(t, files("地块.txt", survey1)), "empty.zip", zipped(t, nil), "cut.zip", zipped(t, one)[:300])
	for _, c := range []struct{ name, layer, want, code string }{
		{"one.zip", "", "规划/STBHHX", ""},
		{"one.zip/规划/STBHHX.shp", "", "规划/STBHHX", ""},
		{"two.ZIP", "czkfbj", "CZKFBJ", ""},
		{"two.ZIP/STBHHX.shp", "", "规划/STBHHX", ""},
		{"two.ZIP/STBHHX", "", "规划/STBHHX", ""},
		{"two.ZIP", "", "", "shapefile.several_layers"},
		{"two.ZIP/DLTB.shp", "", "", "shapefile.no_layer"},
		{"x.xlsx", "", "", "open.sheet"},
		{"gdb.zip", "", "", "open.layers"},
		{"txt.zip", "", "", "open.zip_nothing"},
		{"empty.zip", "", "", "open.zip_nothing"},
		{"cut.zip", "", "", "shapefile.not_zip"},
	} {
		t.Run(c.name+c.layer, func(t *testing.T) {
			s, err := File(context.Background(), fsys, c.name, &Options{Layer: c.layer})
			require.Equal(t, c.code, codeIn(err), "%v", err)
			if err != nil {
				return
			}
			require.True(t, s.Zip)
			require.Equal(t, c.want, s.Layer)
			all, err := boundary.Collect(s.Features())
			require.NoError(t, err)
			require.Len(t, all, 1)
		})
	}
	_, err := File(context.Background(), fsys, "none.zip/a.shp", nil)
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestRefused(t *testing.T) {
	fsys := files("empty.shp", "", "blank.txt", "\r\n\r\n", "words", "hello", "broken.shp", strings.Repeat("not a shapefile at all ", 9), "dir/a.txt", survey1, "g.gdb/a0001.gdbtable", "x", "other/x.doc", "x",
		"tar.gz", gzipped(string(make([]byte, 257))+"ustar"), "cut.gz", gzipped(square)[:20], "bad.gz", "\x1f\x8bxx", "shp.gz", gzipped("\x00\x00\x27\x0a"))
	for name, code := range map[string]string{
		"empty.shp": "shapefile.truncated", "blank.txt": "open.empty", "words": "open.unknown", "broken.shp": "shapefile.not_shp",
		"dir": "open.folder_files", "g.gdb": "open.layers", "other": "open.folder",
		"tar.gz": "open.unpack", "bad.gz": "open.gzip", "shp.gz": "open.unpack",
	} {
		_, err := File(context.Background(), fsys, name, nil)
		assert.Equal(t, code, codeIn(err), "%v", err)
		assert.ErrorIs(t, err, message.ErrSyntax)
		assert.Contains(t, err.Error(), name)
	}
	_, err := File(context.Background(), fsys, "cut.gz", nil)
	require.Error(t, err)
	_, err = File(context.Background(), fsys, "missing", nil)
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// A gzip that unpacks to far more than it is takes no memory for it.
func TestGzipBomb(t *testing.T) {
	bomb := gzipped("[地块坐标]\n" + string(bytes.Repeat([]byte("属性描述:1\n"), 4<<20)))
	_, err := File(context.Background(), files("x", bomb), "x", &Options{Reading: boundary.Reading{Limits: boundary.Limits{Bytes: 1 << 20}}})
	require.Error(t, err)
}

// onlyOnce is a file system of one pipe.
type onlyOnce struct {
	fstest.MapFS
	opened *int
}

func (o onlyOnce) Open(name string) (fs.File, error) {
	*o.opened++
	return o.MapFS.Open(name)
}

func TestPipe(t *testing.T) {
	for _, text := range []string{square, zipped(t, shapes(t, "a"))} {
		opened := 0
		fsys := onlyOnce{fstest.MapFS{"p": {Data: []byte(text), Mode: fs.ModeNamedPipe}}, &opened}
		s, err := File(context.Background(), fsys, "p", nil)
		require.NoError(t, err)
		all, err := boundary.Collect(s.Features())
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, 1, opened)
		_, err = File(context.Background(), fsys, "p", &Options{Reading: boundary.Reading{Limits: boundary.Limits{Bytes: 10}}})
		require.ErrorIs(t, err, message.ErrLimit)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	features, err := Features(ctx, files("x", square+"\n"+square+"\n"), "x", nil)
	require.NoError(t, err)
	n := 0
	for _, err = range features {
		if err != nil {
			break
		}
		n++
		cancel()
	}
	require.Equal(t, 1, n)
	require.ErrorIs(t, err, context.Canceled)
	_, err = Features(ctx, files("x", square), "x", nil)
	require.ErrorIs(t, err, context.Canceled)
}
