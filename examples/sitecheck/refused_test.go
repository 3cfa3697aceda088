package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/sanxian/sanxian/examples/internal/command"
)

// Bad input is refused with exit code 1 and one message that says where, in
// both languages; the same file is refused as a layer.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	ok := save("ok.geojson", dir, square)
	change := func(old, new string) string { return strings.Replace(square, old, new, 1) }
	out := filepath.Join(dir, "out.json")
	for _, c := range []struct{ name, content, zh, en string }{
		{"missing", "", "文件不存在", "no such file"},
		{"empty", "", "空", "empty"},
		{"cut", square[:120], "第 1 行", "line 1"},
		{"lines", `{"type":"Feature","id":"r","properties":{},"geometry":{"type":"LineString","coordinates":[[116,36],[117,36]]}}`, "图斑 r", "feature r"},
		{"nan", change("[116.001,36.401]", "[116.001,NaN]"), "第 1 环，第 3 点", "ring 1, vertex 3"},
		{"latitude", change("[116.001,36.401]", "[116.001,91]"), "图斑 s1，第 1 个多边形，第 1 环，第 3 点，坐标 (116.001 91)：纬度 91 超过 90 度",
			"feature s1, polygon 1, ring 1, vertex 3, at (116.001 91): latitude 91 is beyond 90 degrees"},
		{"few", change("[116.001,36.4],[116.001,36.401],", ""), "图斑 s1，第 1 个多边形，第 1 环：环只有 2 个不同的点", "feature s1, polygon 1, ring 1: ring has 2 distinct points"},
		{"metres", strings.NewReplacer("116.001", "39500100", "116,", "39500000,", "36.4", "4036000").Replace(square), "看来是 EPSG:4527", "looks like EPSG:4527"},
		{"crs", change(`"features"`, `"crs":{"type":"name","properties":{"name":"EPSG:2056"}},"features"`), "不支持 EPSG:2056", "EPSG:2056 is not supported"},
		{"old", change(`"features"`, `"crs":{"type":"name","properties":{"name":"EPSG:2384"}},"features"`), "EPSG:2384 属于西安 80坐标系", "EPSG:2384 is of Xi'an 80"},
		{"none", `{"type":"FeatureCollection","features":[]}`, "没有要核查的地块", "there are no sites to check"},
	} {
		path := filepath.Join(dir, c.name+".geojson")
		if c.name != "missing" {
			save(c.name+".geojson", dir, c.content)
		}
		for lang, message := range map[string]string{"zh": c.zh, "en": c.en} {
			code, stdout, errs := sitecheck(t, "-farmland", ok, "-site", path, "-format", "json", "-o", out, "-lang", lang)
			assert.Equal(t, command.Failed, code, c.name)
			assert.Empty(t, stdout, c.name)
			assert.Equal(t, 1, strings.Count(errs, "\n"), "one message: %s", errs)
			assert.Contains(t, errs, message, c.name)
			assert.Contains(t, errs, path, c.name)
			assert.NoFileExists(t, out, c.name)
			code, _, errs = sitecheck(t, "-farmland", path, "-site", ok, "-lang", lang)
			assert.Equal(t, command.Failed, code, "%s as a layer", c.name)
			if c.name != "none" {
				assert.Contains(t, errs, message, "%s as a layer", c.name)
			}
			assert.Contains(t, errs, path, "%s as a layer", c.name)
		}
	}
	for _, c := range []struct{ plan, zh, en string }{
		{`{"schema":"sanxian-plan/1","layers":[{"line":"permanent_basic_farmland","path":"gone.geojson"}]}`, "gone.geojson 不存在", "gone.geojson, and there is no such file"},
		{`{"schema":"sanxian-plan/1","layers":[{"line":"farm","path":"ok.geojson"}]}`, `第 1 个图层（ok.geojson）：不认识的控制线 "farm"`, `unknown line "farm"`},
		{`{"schema":"sanxian-plan/1","layrs":[]}`, `没有名为 "layrs" 的成员`, `unknown field "layrs"`},
		{`{"schema":"sanxian-plan/1","layers":[],"caps":[{"id":"c","kind":"most","line":"permanent_basic_farmland"}]}`, `kind 为 "most"，应为`, `kind "most" is not max`},
	} {
		for lang, message := range map[string]string{"zh": c.zh, "en": c.en} {
			code, _, errs := sitecheck(t, "-plan", save("plan.json", dir, c.plan), "-site", ok, "-lang", lang)
			assert.Equal(t, command.Failed, code)
			assert.Contains(t, errs, message)
			assert.Equal(t, 1, strings.Count(errs, "\n"), errs)
		}
	}
}

// What can be repaired is checked, and the report says so.
func TestRepaired(t *testing.T) {
	dir := t.TempDir()
	polygon := `{"type":"Polygon","coordinates":[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.401],[116,36.4]]]}`
	feature := square[strings.Index(square, `{"type":"Feature",`) : len(square)-2]
	twice := `{"type":"MultiPolygon","coordinates":[[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.4]]],[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.4]]]]}`
	for _, c := range []struct{ name, content, code, zh, en string }{
		{"unclosed", strings.Replace(square, ",[116,36.4]]]", "]]", 1), "ring.closed", "环未闭合，已按首点闭合", "ring was not closed"},
		{"repeated", strings.Replace(square, "[116.001,36.4],", "[116.001,36.4],[116.001,36.4],", 1), "ring.repeated", "个顶点与前一点重复", "repeat"},
		{"winding", strings.Replace(square, "[116.001,36.4],[116.001,36.401],[116,36.401]", "[116,36.401],[116.001,36.401],[116.001,36.4]", 1), "ring.direction", "个环方向相反", "ran the other way round"},
		{"ids", strings.Replace(square, feature, feature+","+feature, 1), "feature.id", "编号 s1 重复，本图斑改称 s1#2", "this feature is called s1#2"},
		{"rings", strings.Replace(square, polygon, twice, 1), "ring.equal", "完全相同，只计一次", "counts once"},
	} {
		path := save(c.name+".geojson", dir, c.content)
		for lang, message := range map[string]string{"zh": c.zh, "en": c.en} {
			for _, args := range [][]string{{"-site", path}, {"-farmland", path, "-site", save("ok.geojson", dir, square)}} {
				code, out, errs := sitecheck(t, append(args, "-lang", lang)...)
				assert.Equal(t, command.Done, code, "%s: %s", c.name, errs)
				assert.Contains(t, out, message, c.name)
				_, out, _ = sitecheck(t, append(args, "-format", "json")...)
				assert.Contains(t, out, `"`+c.code+`"`, c.name)
			}
		}
	}
}

// A supplement changes the answer and is named in the report; a rule set that
// is wrong is refused with its place.
func TestRules(t *testing.T) {
	dir := t.TempDir()
	bad := save("bad.json", dir, `{"schema":"sanxian-ruleset/1"}`)
	code, _, errs := sitecheck(t, "-rules", bad)
	assert.Equal(t, command.Failed, code)
	assert.Contains(t, errs, bad)
	code, _, errs = sitecheck(t, "-rules", filepath.Join(dir, "gone.json"))
	assert.Equal(t, command.Failed, code)
	assert.Contains(t, errs, "文件不存在")
	own := filepath.FromSlash("../../zones/rules/cn-2026.json")
	code, _, errs = sitecheck(t, "-rules", own)
	assert.Equal(t, command.Done, code, errs)
}
