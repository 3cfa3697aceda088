package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/internal/command"
)

// try runs the program and returns its exit code and what it wrote.
func try(args ...string) (code int, out, errs string) {
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), args, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

const site = `[属性描述]
坐标系=2000国家大地坐标系
带号=39
[地块坐标]
5,1.0000,DK-01,高铁新区,面,,公共设施,,@
J1,1,4036000.0000,39408000.0000
J2,1,4036500.0000,39408000.0000
J3,1,4036500.0000,39408500.1250
J4,1,4036000.0000,39408500.0000
J1,1,4036000.0000,39408000.0000
J1,2,4036100.0000,39408100.0000
J2,2,4036200.0000,39408100.0000
J3,2,4036200.0000,39408200.0000
J1,2,4036100.0000,39408100.0000
`

func file(t *testing.T, name, text string) string {
	name = filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	return name
}

func TestDescribe(t *testing.T) {
	code, out, errs := try(file(t, "a.txt", site))
	require.Equal(t, command.Done, code)
	require.Empty(t, errs)
	for _, line := range []string{
		"格式：　界址点 TXT，编码 UTF-8",
		"坐标系：EPSG:4527，CGCS2000 高斯-克吕格 3 度带第 39 带，中央经线 117°，东坐标前有带号（根据坐标数值判断；文件中的名称为 2000国家大地坐标系）",
		"边线：　在 3 度带第 39 带高斯平面上为直线",
		"图斑：　1 个图斑，1 个多边形，1 个洞，7 个顶点",
		"范围：　东坐标 39408000.000 – 39408500.125，北坐标 4036000.000 – 4036500.000（经度 115.9",
		"字段：　8",
		"  地块名称      文本，如 高铁新区",
		"  图幅号        全部为空",
		"  ! 第 5 行，图斑 DK-01：", // the stated area
	} {
		assert.Contains(t, out, line)
	}
	code, out, _ = try("-lang", "en", file(t, "a.txt", site))
	require.Equal(t, command.Done, code)
	for _, line := range []string{
		"Format: survey TXT (界址点), encoding UTF-8",
		"(judged by the coordinates; the file calls it 2000国家大地坐标系)",
		"Features: 1 feature, 1 polygon, 1 hole, 7 vertices",
		"  地块用途      text, such as 公共设施",
		"  ! line 5, feature DK-01: ",
	} {
		assert.Contains(t, out, line)
	}
}

const redline = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"BSM":"1","ZRBHDFQ":"核心保护区","MJ":0.81,"x":null},"geometry":{"type":"Polygon","coordinates":[[[116,36.4],[116.01,36.4],[116.01,36.41],[116,36.41],[116,36.4]]]}},
{"type":"Feature","properties":{"BSM":"2","ZRBHDFQ":"实验地带","MJ":0.99,"x":{"a":[1]}},"geometry":{"type":"Polygon","coordinates":[[[116.02,36.4],[116.03,36.4],[116.03,36.41],[116.02,36.41],[116.02,36.4]]]}},
{"type":"Feature","properties":{"BSM":"3","MJ":"n","x":true},"geometry":{"type":"Polygon","coordinates":[[[116.04,36.4],[116.05,36.4],[116.05,36.41],[116.04,36.41],[116.04,36.4]]]}}]}`

// The line and its sub-zones are recognised, and the unit trap is caught.
func TestDescribeLayer(t *testing.T) {
	code, out, _ := try(file(t, "371502_STBHHX.json", redline), "-edges", "gk39")
	require.Equal(t, command.Done, code)
	assert.Contains(t, out, "图层：　生态保护红线（按文件名）\n分区：　核心保护区 1，不认识的 \"实验地带\" 1，未写明 1（字段 ZRBHDFQ）\n")
	assert.Contains(t, out, "  MJ       混合类型，如 0.81、0.99、n；面积，单位平方公里，1/2 与图形相符\n")
	assert.Contains(t, out, "  x        混合类型，1 个为空，如 {\"a\":[1]}、true\n")
	assert.Contains(t, out, "  BSM      文本（数字），如 1、2、3\n")
	assert.Contains(t, out, "边线：　在 3 度带第 39 带高斯平面上为直线\n")
	own := file(t, "names.json", `{"layers":[{"line":"ecological_red_line","names":["红线"]}],"sub_zones":[{"line":"ecological_red_line","field":"FQ","values":{"核心保护区":"core"}}]}`)
	_, out, _ = try(file(t, "红线2035.json", strings.ReplaceAll(redline, "ZRBHDFQ", "FQ")), "-aliases", own)
	assert.Contains(t, out, "图层：　生态保护红线（按文件名）\n分区：　核心保护区 1，不认识的 \"实验地带\" 1，未写明 1（字段 FQ）\n")
	code, _, errs := try(file(t, "x.json", redline), "-aliases", file(t, "bad.json", `{"layer":1}`))
	require.Equal(t, command.Failed, code)
	require.Contains(t, errs, "bad.json 有误")
	village := strings.NewReplacer("ZRBHDFQ", "GKBJLXDM", "核心保护区", "0301", "实验地带", "0101").Replace(redline)
	_, out, _ = try(file(t, "GKBJ.json", village))
	assert.Contains(t, out, "图层：　村庄建设边界（按文件名）\n管控边界：村庄建设边界 1，其他 1，未写明 1（字段 GKBJLXDM）\n")
	_, out, _ = try(file(t, "x.json", strings.ReplaceAll(redline, "[116", "[6")))
	assert.Contains(t, out, "都不在中国范围内")
}

func TestConvert(t *testing.T) {
	in := file(t, "a.txt", site)
	want := read(t, in)
	dir := t.TempDir()
	for _, name := range []string{"a.geojson", "a.ndjson", "a.shp", "b.zip", "a.wkt", "a.wkb", "b.txt"} {
		out := filepath.Join(dir, name)
		code, stdout, errs := try("-o", out, in)
		require.Equal(t, command.Done, code, errs)
		require.Empty(t, stdout)
		require.Contains(t, errs, "写出：　"+out)
		got := read(t, out)
		require.Len(t, got, 1)
		require.Equal(t, "DK-01", got[0].ID)
		require.Equal(t, want[0].Boundary.Frame(), got[0].Boundary.Frame())
		require.Equal(t, want[0].Boundary.Area(), got[0].Boundary.Area())
		require.Equal(t, 7, got[0].Boundary.Vertices())
		if name != "a.wkt" && name != "a.wkb" {
			require.Equal(t, "高铁新区", text(got[0], "地块名称"))
		}
		info, err := os.Stat(out)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o644), info.Mode().Perm())
	}
	left, err := filepath.Glob(filepath.Join(dir, ".new-*"))
	require.NoError(t, err)
	require.Empty(t, left)

	code, out, errs := try("-to", "wkt", in)
	require.Equal(t, command.Done, code)
	require.True(t, strings.HasPrefix(out, "DK-01\tSRID=4527;POLYGON"))
	require.Contains(t, errs, "标准输出（wkt）")
}

// text returns a property; a Shapefile has cut its name to ten bytes.
func text(f boundary.Feature, name string) string {
	for n, v := range f.Properties.All() {
		if strings.HasPrefix(name, strings.TrimSuffix(n, "_1")) && strings.Contains(string(v), "高铁") {
			return strings.Trim(string(v), `"`)
		}
	}
	return ""
}

func read(t *testing.T, name string) []boundary.Feature {
	s, err := open.File(context.Background(), command.Disk{}, filepath.ToSlash(name), nil)
	require.NoError(t, err)
	all, err := boundary.Collect(s.Features())
	require.NoError(t, err)
	return all
}

func TestProject(t *testing.T) {
	in := file(t, "a.txt", site)
	before := float64(read(t, in)[0].Boundary.Area())
	dir := t.TempDir()
	convertTo := func(args ...string) ([]boundary.Feature, string) {
		out := filepath.Join(dir, "x.geojson")
		code, _, errs := try(append(args, "-o", out)...)
		require.Equal(t, command.Done, code, errs)
		return read(t, out), errs
	}
	// The zone number alone: the numbers stay.
	got, errs := convertTo(in, "-as", "4548")
	require.Equal(t, boundary.Point{X: 408500.125, Y: 4036500}, got[0].Boundary.Polygons()[0][0][2])
	require.Equal(t, before, float64(got[0].Boundary.Area()))
	require.NotContains(t, errs, "面积合计变化")
	// Degrees: vertices within 0.1 mm there and back, edges another curve.
	got, errs = convertTo(in, "-as", "EPSG:4490")
	plain := float64(got[0].Boundary.Area())
	require.Contains(t, errs, "顶点之间的边线在经纬度上为直线，面积合计变化")
	require.InDelta(t, before, plain, 5)
	require.Greater(t, abs(before-plain), 0.02)
	// With more points they stay where they are.
	dense, errs := convertTo(in, "-as", "EPSG:4490", "-densify")
	require.Contains(t, errs, "个点")
	require.InDelta(t, before, float64(dense[0].Boundary.Area()), 0.02)
	require.Greater(t, dense[0].Boundary.Vertices(), 30)
	// Degrees whose edges are straight in the zone enclose the same.
	out := filepath.Join(dir, "gk.geojson")
	code, _, errs := try("-edges", "gk39", "-as", "4490", "-o", out, in)
	require.Equal(t, command.Done, code)
	require.Contains(t, errs, "-edges gk39")
	code, _, errs = try("-edges", "gk39", "-as", "4527", "-o", filepath.Join(dir, "back.txt"), out)
	require.Equal(t, command.Done, code, errs)
	require.NotContains(t, errs, "面积合计变化")
	back := read(t, filepath.Join(dir, "back.txt"))[0].Boundary
	for i, p := range read(t, in)[0].Boundary.Polygons()[0] {
		for k, q := range p {
			require.InDelta(t, q.X, back.Polygons()[0][i][k].X, 2e-4)
			require.InDelta(t, q.Y, back.Polygons()[0][i][k].Y, 2e-4)
		}
	}
}

func abs(v float64) float64 { return max(v, -v) }

func TestRefused(t *testing.T) {
	in := file(t, "a.txt", site)
	broken := file(t, "b.txt", strings.Replace(site, "39408200.0000\n", "39408200.0000\nJ4,2,4036100\n", 1))
	dir := t.TempDir()
	old := file(t, "old.geojson", "precious")
	for _, c := range []struct {
		name   string
		args   []string
		code   int
		zh, en string
	}{
		{"nothing", nil, command.Misused, "请指明一个文件", "name a file"},
		{"two files", []string{in, "b"}, command.Misused, "多出了 \"b\"", "there is also \"b\""},
		{"missing", []string{filepath.Join(dir, "none")}, command.Failed, "文件不存在", "no such file"},
		{"folder", []string{dir}, command.Failed, "这是文件夹", "this is a folder"},
		{"foreign", []string{file(t, "a.kml", "<kml>")}, command.Failed, "ogr2ogr -f GeoJSON a.geojson a.kml", "ogr2ogr -f GeoJSON a.geojson a.kml"},
		{"unknown format", []string{"-to", "dxf", in}, command.Misused, "-to 只能是", "-to is one of"},
		{"unknown extension", []string{"-o", "x.doc", in}, command.Misused, "看不出格式", "says no format"},
		{"shapefile to standard output", []string{"-to", "shapefile", in}, command.Misused, "一组文件", "set of files"},
		{"as without output", []string{"-as", "4490", in}, command.Misused, "还要用 -o", "name a file with -o"},
		{"densify alone", []string{"-densify", "-to", "wkt", in}, command.Misused, "与 -as 一起", "goes with -as"},
		{"charset", []string{"-charset", "big5", "-to", "survey", in}, command.Misused, "只能是 GBK", "is GBK or UTF-8"},
		{"charset of json", []string{"-charset", "gbk", "-to", "geojson", in}, command.Misused, "可以写成 GBK", "can be written in GBK"},
		{"old datum", []string{"-crs", "2381", in}, command.Misused, "没有公开的转换参数", "no public datum shift"},
		{"no folder", []string{"-o", filepath.Join(dir, "no", "x.wkt"), in}, command.Failed, "没有文件夹", "there is no folder"},
		{"no folder for shapes", []string{"-o", filepath.Join(dir, "no", "x.shp"), in}, command.Failed, "没有文件夹", "there is no folder"},
		{"output is a folder", []string{"-to", "wkt", "-o", dir, in}, command.Failed, "是文件夹", "is a folder"},
		{"output is the input", []string{"-o", in, in}, command.Failed, "会覆盖输入文件", "would replace the input"},
		{"broken", []string{"-o", old, broken}, command.Failed, "第 14 行", "line 14"},
		{"flag", []string{"-x", in}, command.Misused, "没有参数 -x", "there is no flag -x"},
		{"flag without value", []string{in, "-o"}, command.Misused, "参数 -o 后面缺少值", "flag -o needs a value"},
		{"language", []string{"-lang=fr", in}, command.Misused, "-lang 只能是", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := try(c.args...)
			assert.Equal(t, c.code, code, errs)
			assert.Contains(t, errs, c.zh)
			if c.name != "folder" && c.name != "broken" {
				assert.Empty(t, out)
			}
			if c.en != "" {
				code, _, errs = try(append([]string{"-lang", "en"}, c.args...)...)
				assert.Equal(t, c.code, code)
				assert.Contains(t, errs, c.en)
			}
		})
	}
	// What was there before is untouched.
	kept, err := os.ReadFile(old)
	require.NoError(t, err)
	require.Equal(t, "precious", string(kept))
	left, err := os.ReadDir(filepath.Dir(old))
	require.NoError(t, err)
	require.Len(t, left, 1)
}

// No file of a Shapefile is overwritten, whichever of them is named.
func TestShapefileIsNotOverwritten(t *testing.T) {
	dir := t.TempDir()
	shp := filepath.Join(dir, "a.shp")
	code, _, errs := try("-o", shp, file(t, "a.txt", site))
	require.Equal(t, command.Done, code, errs)
	for _, args := range [][]string{{"-o", shp, shp}, {"-o", shp, filepath.Join(dir, "a.dbf")}, {"-to", "wkt", "-o", filepath.Join(dir, "a.prj"), shp}, {"-to", "shapefile", "-o", filepath.Join(dir, "a"), shp}} {
		code, _, errs := try(args...)
		require.Equal(t, command.Failed, code)
		require.Contains(t, errs, "会覆盖输入文件")
	}
}

func TestHelp(t *testing.T) {
	for _, flag := range []string{"-h", "-help", "--help"} {
		code, out, errs := try(flag)
		require.Equal(t, command.Done, code)
		require.Empty(t, errs)
		require.True(t, strings.HasPrefix(out, "convert 说明一个"))
		for _, name := range []string{"-crs", "-edges", "-layer", "-encoding", "-skip-null", "-aliases", "-as", "-densify", "-to", "-o", "-charset", "-lang"} {
			require.Equal(t, 2, strings.Count(out, "\n  "+name+" "), name)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs bytes.Buffer
	require.Equal(t, command.Failed, run(ctx, []string{file(t, "a.txt", site)}, &out, &errs))
	require.Contains(t, errs.String(), "已取消")
}
