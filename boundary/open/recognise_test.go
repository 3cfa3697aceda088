package open

import (
	"context"
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func gbk(s string) string {
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func inUTF16(order binary.AppendByteOrder, s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

const survey1 = "[属性描述]\r\n坐标系=2000国家大地坐标系\r\n[地块坐标]\r\n"

func TestRecognise(t *testing.T) {
	polygon := `{"type":"Polygon"`
	for _, c := range []struct {
		name, head string
		want       Format
	}{
		{"shapefile", "\x00\x00\x27\x0a\x00\x00", Shapefile},
		{"json", `{"type":"FeatureCollection"`, GeoJSON},
		{"json after a mark", "\ufeff \r\n{\n\"type\"", GeoJSON},
		{"json without quotes", `{type: "Feature"`, GeoJSON},
		{"only a brace", "{", GeoJSON},
		{"list", `[{"type"`, GeoJSON},
		{"list of numbers", "[[1,2]]", GeoJSON},
		{"text sequence", "\x1e" + polygon, GeoJSON},
		{"json in utf-16", "\xff\xfe" + inUTF16(binary.LittleEndian, polygon), GeoJSON},
		{"json in utf-16 without mark", inUTF16(binary.BigEndian, polygon), GeoJSON},
		{"wkt", "POLYGON ((1 2, 3 4", WKT},
		{"wkt with id", "S01\tmultipolygon(((1 2", WKT},
		{"wkt with id in Chinese", "地块 1\tPOLYGON Z ((1 2", WKT},
		{"wkt with id in GBK", gbk("地块\tPOLYGONZM((1 2"), WKT},
		{"ewkt", "SRID=4527;POLYGON((", WKT},
		{"ewkt in utf-16", "\xfe\xff" + inUTF16(binary.BigEndian, "SRID=4527;POLYGON(("), WKT},
		{"comment, wkt", "# made by hand\n\nPOLYGON EMPTY", WKT},
		{"a point", "POINT(1 2)", WKT},
		{"hex", "0103000020AF11000001000000", WKB},
		{"hex with id", "12\t\\\\x0106000000010000000103", WKB},
		{"hex, big-endian", "0x000000000600000001", WKB},
		{"hex, ISO Z", "01eb03000001000000", WKB},
		{"binary", "\x01\x03\x00\x00\x00\x01\x00\x00\x00", WKB},
		{"binary, big-endian", "\x00\x20\x00\x00\x06\x00\x00\x11\xaf", WKB},
		{"survey", survey1, Survey},
		{"survey in GBK", gbk(survey1), Survey},
		{"survey in utf-16", inUTF16(binary.LittleEndian, survey1), Survey},
		{"survey, full-width brackets", "【地块坐标】", Survey},
		{"survey, full-width brackets in GBK", gbk("［地块坐标］\r"), Survey},
		{"survey, blank before the section's name", "[ 属性描述 ]", Survey},
		{"header first", "坐标系=2000国家大地坐标系\n4,0.5,1,甲,面,,,,@\n", Survey},
		{"rows", "J1,1,4039550.15,39536880.14", Survey},
		{"rows in braces", "{J1,1,4039550.15,39536880.14}", Survey},
		{"rows, full-width", "Ｊ１，１，４０３９５５０．１５，３９５３６８８０．１４", Survey},
		{"degrees", "115.9 36.4\n116 36.4\n", Survey},
		{"titles", "id,x,y\r1,526656.982,4039550.15\r", Survey},
		{"cass", "1,,409193.7615,4035485.0760,0", Survey},
		{"all digits", "0101,0102", Survey},
		{"last block filled up", "X,Y\n4039550.15,39536880.14\n\x00\x00\x00", Survey},
		// None of them.
		{"words", "All data must respect", ""},
		{"one number", "version 2", ""},
		{"bytes", "\x7fELF\x02\x01\x01\x00\x00", ""},
		{"hex of something else", "0a0b0c0d0e0f101112131415161718", ""},
		{"byte order alone", "\x01\x63\x00\x00\x00\x00\x00\x00\x00", ""},
		{"table", "\x03\x7b\x0b\x18\x24\x00\x00\x00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := recognise([]byte(c.head))
			assert.Equal(t, c.want, got.format)
			assert.Nil(t, got.foreign)
			assert.False(t, got.empty || got.zip || got.gzip)
		})
	}
	for _, empty := range []string{"", " \r\n\t", "\ufeff", "\x00\x00\x00", "\xff\xfe", "\xff\xfe\x0d\x00\x0a\x00"} {
		assert.True(t, recognise([]byte(empty)).empty, "%q", empty)
	}
}

func TestForeign(t *testing.T) {
	gpkg := "SQLite format 3\x00" + strings.Repeat("\x00", 52)
	for _, c := range []struct{ head, want, code string }{
		{gpkg + "GPKG", "GeoPackage", "open.layers"},
		{gpkg + "\x00\x00\x00\x00", "SQLite", "open.layers"},
		{"Rar!\x1a\x07\x01", "RAR", "open.unpack"},
		{"%PDF-1.7", "PDF", "open.document"},
		{"AC1032\x00\x00", "AutoCAD DWG", "open.export"},
		{"  0\r\nSECTION\r\n  2\r\nHEADER", "DXF", "open.drawing"},
		{"999\nmade by\n0\nSECTION", "DXF", "open.drawing"},
		{"AutoCAD Binary DXF\r\n", "AutoCAD Binary DXF", "open.export"},
		{`<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">`, "KML", "open.convert"},
		{"\ufeff<?xml version='1.0'?>\n<wfs:FeatureCollection xmlns", "GML", "open.convert"},
		{"<!DOCTYPE html>\n<title>登录", "HTML", "open.web_page"},
		{"<html lang=zh>", "HTML", "open.web_page"},
		{"<?xml version='1.0'?><plan/>", "XML", "open.document"},
		{"HeadBegin\r\nDataMark:CNSDTF-VCT\r\nVersion:3.0", "VCT", "open.export"},
		{"WMAP`D23\x00\x00", "MapGIS", "open.export"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word / Excel", "open.document"},
		{"Version   450\nCharset \"WindowsSimpChinese\"\nDelimiter \",\"", "MapInfo", "open.convert"},
		{"!table\n!version 300", "MapInfo", "open.convert"},
		{"WKT,BSM\n\"POLYGON ((1 2,3 4\",7", "CSV", "open.convert"},
		{"id,geom\n7,SRID=4527;MULTIPOLYGON Z(((1 2", "CSV", "open.convert"},
		{`PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS[`, ".prj", "open.member"},
		{strings.Repeat("\x00", 257) + "ustar\x00", "tar", "open.unpack"},
		{"\x00\x01\x00\x00Standard Jet DB\x00", "Access (mdb)", "open.export"},
	} {
		t.Run(c.want, func(t *testing.T) {
			got := recognise([]byte(c.head))
			require.NotNil(t, got.foreign)
			assert.Equal(t, c.want, got.foreign.name)
			_, err := File(context.Background(), fstest.MapFS{"a/x.shp.bak": {Data: []byte(c.head)}}, "a/x.shp.bak", nil)
			assert.Equal(t, c.code, codeIn(err), "%v", err)
			assert.Contains(t, err.Error(), "a/x.shp.bak")
		})
	}
}

// FuzzRecognise: whatever the head says is stable, and the file is then opened
// or refused without a panic.
func FuzzRecognise(f *testing.F) {
	for _, seed := range []string{
		"", "{", "[", "\x1e{}", survey1 + "4,,A,,面,,,,@\nJ1,1,4039550.15,39536880.14\n", "SRID=4527;POLYGON((1 2,3 4,5 6,1 2))",
		"0103000020AF1100000100000004000000", "PK\x03\x04", "PK\x05\x06" + strings.Repeat("\x00", 18), "\x1f\x8b\x08\x00\x00\x00\x00\x00", "\x00\x00\x27\x0a",
		"SQLite format 3\x00", "<kml>", "\xff\xfe[\x00", "WKT,a\n\"POLYGON((1 2", "a\tPOLYGON((0 0,1 0,1 1,0 0))",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		found := recognise(b[:min(len(b), headSize)])
		if found.format != "" && found.foreign != nil {
			t.Fatal("both a format and a foreign one")
		}
		fsys := fstest.MapFS{"x": {Data: b}}
		s, err := File(context.Background(), fsys, "x", nil)
		if (s == nil) == (err == nil) {
			t.Fatal("neither a source nor an error")
		}
		if s != nil {
			_ = s.String()
		}
	})
}

// A head that is cut at any byte does not turn one format into another, once it
// is long enough to show any.
func TestCutHeads(t *testing.T) {
	for _, head := range []string{survey1, gbk(survey1 + "35,6.6852,S00,地块0,面,,,,@"), "地块\tSRID=4527;POLYGON((1 2,3 4", "\ufeff{\"a\":\"永久基本农田\"}"} {
		want := recognise([]byte(head)).format
		for n := 1; n < len(head); n++ {
			got := recognise([]byte(head[:n]))
			assert.True(t, got.format == want || got.format == "", "%q: %s", head[:n], got.format)
		}
	}
}

// The real files of the formats are recognised under a name that says nothing.
func TestRecogniseData(t *testing.T) {
	const data = "../../../shared/data"
	if _, err := os.Stat(data); err != nil {
		t.Skip("no test data: " + data)
	}
	want := map[string]Format{".shp": Shapefile, ".shx": Shapefile, ".geojson": GeoJSON, ".json": GeoJSON, ".txt": Survey, ".dbf": "", ".cpg": "", ".prj": ""}
	n := 0
	require.NoError(t, filepath.WalkDir(data, func(name string, d fs.DirEntry, err error) error {
		format, known := want[filepath.Ext(name)]
		if err != nil || d.IsDir() || !known {
			return err
		}
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		head, err := headOf(f)
		require.NoError(t, err)
		assert.Equal(t, format, recognise(head).format, name)
		n++
		return nil
	}))
	require.Greater(t, n, 30)
}
