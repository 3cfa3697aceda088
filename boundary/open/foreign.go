package open

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/sanxian/sanxian/message"
)

var (
	msgOpenConvert = message.New("open.convert", "the file is {format}, which is not read; convert it first: {command}",
		"文件为 {format} 格式，不能直接读取，请先转换：{command}")
	msgOpenLayers = message.New("open.layers", "this is {format}, which is not read; ogrinfo {name} lists its layers, and ogr2ogr -f GeoJSON LAYER.geojson {name} LAYER converts one of them",
		"这是 {format}，不能直接读取：可用 ogrinfo {name} 列出图层，再用 ogr2ogr -f GeoJSON 图层.geojson {name} 图层 逐层转换")
	msgOpenExport = message.New("open.export", "the file is {format}, which is not read; export it as a Shapefile in CGCS2000 with the software that it comes from",
		"文件为 {format} 格式，不能直接读取，请在原软件中导出为 CGCS2000 的 Shapefile")
	msgOpenUnpack  = message.New("open.unpack", "the file is an archive ({format}); unpack it and name a file in it", "文件是 {format} 压缩包，请先解压，再指明其中的文件")
	msgOpenWebPage = message.New("open.web_page", "the file is a web page; most likely a login or error page was saved in place of the data: download it again",
		"文件是一个网页，可能把登录页或错误页当作数据保存了，请重新下载")
	msgOpenMember = message.New("open.member", "the file is the {extension} of a Shapefile, and there is no .shp beside it",
		"文件是 Shapefile 的 {extension}，但旁边没有同名的 .shp")
	msgOpenDrawing = message.New("open.drawing", "the file is {format}, which is not read; convert it first: {command} with the coordinate system of the drawing in place of EPSG:4527, and with -where \"Layer='NAME'\" for one layer of it. Closed lines become polygons of their own; one inside another cuts out nothing. Lines that are not closed are refused then: close them in the drawing",
		"文件为 {format} 格式，不能直接读取，请先转换：{command}（EPSG:4527 改为图纸的坐标系；只要其中一层时加 -where \"Layer='图层名'\"）。每条闭合线成为单独的面，套在其中的线不会挖洞；未闭合的线会被拒绝，请先在图中闭合")
	msgOpenSheet = message.New("open.sheet", "the file is {format}, a table; save the sheet with the coordinates as CSV, with the columns {columns} (and 地块号 where there are several parcels), and name that file",
		"文件是 {format} 表格：请把坐标所在的工作表另存为 CSV，列名为 {columns}（有多个地块时加 地块号），再读取该 CSV")
	msgOpenDocument = message.New("open.document", "the file is {format}, which holds no geographic data; ask for the Shapefile, GeoJSON or survey TXT (界址点) behind it",
		"文件为 {format}，其中没有空间数据；请取得其背后的 Shapefile、GeoJSON 或界址点 TXT")
)

// A foreign file is of a format that is known and not read.
type foreign struct {
	name string // as people call it, in any language
	way  way
}

// A way is what to do with a foreign file.
type way int

const (
	convert  way = iota // by ogr2ogr
	layers              // by ogr2ogr, layer by layer
	export              // in the software that wrote it
	unpack              // an archive
	document            // no geographic data in it
	webPage             // something went wrong when it was downloaded
	member              // of a Shapefile whose .shp is missing
	drawing             // lines to make polygons of, by ogr2ogr
	sheet               // a table that can be saved as text
)

// Formats by their first bytes.
var magics = []struct {
	magic string
	foreign
}{
	{"SQLite format 3\x00", foreign{"SQLite", layers}},
	{"\x00\x01\x00\x00Standard", foreign{"Access (mdb)", export}},
	{"fgb\x03", foreign{"FlatGeobuf", convert}},
	{"PAR1", foreign{"GeoParquet", convert}},
	{"AutoCAD Binary DXF", foreign{"AutoCAD Binary DXF", export}},
	{"AC10", foreign{"AutoCAD DWG", export}},
	{"WMAP", foreign{"MapGIS", export}},
	{"Rar!\x1a\x07", foreign{"RAR", unpack}},
	{"7z\xbc\xaf\x27\x1c", foreign{"7z", unpack}},
	{"BZh", foreign{"bzip2", unpack}},
	{"\xfd7zXZ\x00", foreign{"xz", unpack}},
	{"\x28\xb5\x2f\xfd", foreign{"zstd", unpack}},
	{"%PDF", foreign{"PDF", document}},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", foreign{"Word / Excel", document}},
	{"\x89PNG", foreign{"PNG", document}},
	{"\xff\xd8\xff", foreign{"JPEG", document}},
	{"II*\x00", foreign{"TIFF", document}},
	{"MM\x00*", foreign{"TIFF", document}},
}

func foreignBinary(head []byte) *foreign {
	for i := range magics {
		if bytes.HasPrefix(head, []byte(magics[i].magic)) {
			f := &magics[i].foreign
			if f.name == "SQLite" && len(head) >= 72 && bytes.HasPrefix(head[68:], []byte("GP")) { // application_id
				return &foreign{"GeoPackage", layers}
			}
			return f
		}
	}
	if len(head) >= 262 && string(head[257:262]) == "ustar" {
		return &foreign{"tar", unpack}
	}
	return nil
}

var csvWithWKT = &foreign{"CSV", convert}

var (
	dxf       = regexp.MustCompile(`^(0\s*\r?\n\s*SECTION|999\s*\r?\n)`)
	crsOfWKT  = regexp.MustCompile(`^(?i)(PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS|COMPD_CS|LOCAL_CS|BOUNDCRS)\s*[\[(]`)
	mapInfo   = regexp.MustCompile(`^(?is)(!table|version\s+\d+\s.*(charset|columns|delimiter|coordsys))`)
	vct       = regexp.MustCompile(`^(?i)(HeadBegin|DataMark\s*[:：])`)
	xmlRoots  = regexp.MustCompile(`(?i)<([a-z]+:)?(kml|gml|featurecollection|html|osm|svg)[\s>]`)
	xmlNamers = map[string]foreign{
		"kml": {"KML", convert}, "gml": {"GML", convert}, "featurecollection": {"GML", convert},
		"html": {"HTML", webPage}, "osm": {"OSM", convert}, "svg": {"SVG", document},
	}
)

func foreignText(text string) *foreign {
	switch {
	case text[0] == '<':
		if m := xmlRoots.FindStringSubmatch(text); m != nil {
			f := xmlNamers[strings.ToLower(m[2])]
			return &f
		}
		if strings.HasPrefix(strings.ToLower(text), "<!doctype html") {
			return &foreign{"HTML", webPage}
		}
		return &foreign{"XML", document}
	case dxf.MatchString(text):
		return &foreign{"DXF", drawing}
	case vct.MatchString(text):
		return &foreign{"VCT", export}
	case mapInfo.MatchString(text):
		return &foreign{"MapInfo", convert}
	case strings.HasPrefix(text, "EXP  "):
		return &foreign{"ArcInfo E00", convert}
	case crsOfWKT.MatchString(text):
		return &foreign{".prj", member}
	}
	return nil
}

// foreignZip tells what a zip without Shapefile is by the names in it.
func foreignZip(names []string) *foreign {
	for _, name := range names {
		lower := strings.ToLower(name)
		switch {
		case strings.HasPrefix(lower, "xl/"):
			return &foreign{"Excel (xlsx)", sheet}
		case strings.HasPrefix(lower, "word/"):
			return &foreign{"Word (docx)", document}
		case strings.HasPrefix(lower, "ppt/"):
			return &foreign{"PowerPoint (pptx)", document}
		case strings.Contains(lower, ".gdb/"):
			return &foreign{"File Geodatabase", layers}
		case lower == "doc.kml":
			return &foreign{"KMZ", convert}
		}
	}
	return nil
}

// refuse returns the error for a foreign file.
func (f *foreign) refuse(name string) error {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	at := message.Place{File: name}
	if ext := strings.ToLower(path.Ext(base)); f.name == "Word / Excel" && (ext == ".xls" || ext == ".et") {
		f = &foreign{"Excel (xls)", sheet}
	}
	switch f.way {
	case convert:
		return msgOpenConvert.Error(message.ErrSyntax, at,
			"format", f.name, "command", "ogr2ogr -f GeoJSON "+stem(base)+".geojson "+base)
	case layers:
		return msgOpenLayers.Error(message.ErrSyntax, at,
			"format", f.name, "name", base)
	case export:
		return msgOpenExport.Error(message.ErrSyntax, at,
			"format", f.name)
	case unpack:
		return msgOpenUnpack.Error(message.ErrSyntax, at,
			"format", f.name)
	case webPage:
		return msgOpenWebPage.Error(message.ErrSyntax, at)
	case drawing:
		return msgOpenDrawing.Error(message.ErrSyntax, at,
			"format", f.name, "command", "ogr2ogr -f GeoJSON -nlt POLYGON -a_srs EPSG:4527 "+stem(base)+".geojson "+base)
	case sheet:
		return msgOpenSheet.Error(message.ErrSyntax, at,
			"format", f.name, "columns", "点号,圈号,X,Y")
	case member:
		return msgOpenMember.Error(message.ErrSyntax, at,
			"extension", f.name)
	}
	return msgOpenDocument.Error(message.ErrSyntax, at,
		"format", f.name)
}

func stem(base string) string { return strings.TrimSuffix(base, path.Ext(base)) }
