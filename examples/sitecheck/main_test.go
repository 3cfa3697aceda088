package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

var today = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// sitecheck runs the program.
func sitecheck(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), args, &stdout, &stderr, today)
	return code, stdout.String(), stderr.String()
}

func save(name, dir, content string) string {
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		panic(err)
	}
	return path
}

func TestDemo(t *testing.T) {
	for name, args := range map[string][]string{
		"demo.zh.txt":  nil,
		"demo.en.txt":  {"-lang", "en"},
		"demo.json":    {"-format", "json"},
		"demo.geojson": {"-format", "geojson"},
		"demo.zh.csv":  {"-format", "csv"},
	} {
		code, out, errs := sitecheck(t, args...)
		assert.Equal(t, done, code, name)
		assert.Empty(t, errs, name)
		path := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(path, []byte(out), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err, "run go test ./examples/sitecheck -update")
		assert.Equal(t, string(want), out, "%s: run go test ./examples/sitecheck -update if this is meant", name)
	}
}

func TestDemoPage(t *testing.T) {
	code, out, _ := sitecheck(t, "-format", "html")
	assert.Equal(t, done, code)
	assert.Equal(t, 5, strings.Count(out, "<svg"))
	assert.True(t, strings.HasSuffix(out, "</html>\n"))
}

func TestFailOn(t *testing.T) {
	for list, want := range map[string]int{"fail": matched, "not_checked": done, "not_checked,pass": matched, "": done, "nothing": misused} {
		code, _, _ := sitecheck(t, "-fail-on", list)
		assert.Equal(t, want, code, list)
	}
}

func TestHelp(t *testing.T) {
	code, out, errs := sitecheck(t, "-h")
	assert.Equal(t, done, code)
	assert.Empty(t, errs)
	chinese, english, ok := strings.Cut(out, "Usage")
	require.True(t, ok)
	for _, word := range []string{"-plan", "-farmland", "-ecological", "-boundary", "-site", "-project", "-date", "-lang", "-format", "-o ", "-fail-on", "-explain", "-crs", "-edges", "highway_national"} {
		assert.Contains(t, chinese, word)
		assert.Contains(t, english, word)
	}
	assert.Less(t, strings.Index(out, "用法"), strings.Index(out, "Usage"), "Chinese first")
}

func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, message string }{
		{"-x", "没有参数 -x"},
		{"-date", "参数 -date 后面缺少值"},
		{"-date 2026-13-01", `-date "2026-13-01" 不是日期`},
		{"-lang fr", "-lang 只能是 zh 或 en"},
		{"-lang en -format xml", "-format is one of"},
		{"-project house", `-project "house" 不是可选的项目类型`},
		{"-fail-on bad", `不认识结论 "bad"`},
		{"sites.geojson", "例如 -site sites.geojson"},
		{"-farmland f.geojson", "缺少要核查的地块"},
		{"-plan p.json -farmland f.geojson -site s.geojson", "不能再用 -farmland"},
		{"-crs EPSG:2056", "不支持 EPSG:2056"},
		{"-edges gk99", "没有 3 度带第 99 带"},
	} {
		code, out, errs := sitecheck(t, strings.Fields(c.args)...)
		assert.Equal(t, misused, code, c.args)
		assert.Empty(t, out, c.args)
		assert.Contains(t, errs, c.message, c.args)
	}
}

const square = `{"type":"FeatureCollection","features":[{"type":"Feature","id":"s1","properties":{},"geometry":{"type":"Polygon","coordinates":[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.401],[116,36.4]]]}}]}`

// Bad input is refused with exit code 1 and one message that says where.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	ok := save("ok.geojson", dir, square)
	change := func(old, new string) string { return strings.Replace(square, old, new, 1) }
	for _, c := range []struct{ name, content, message string }{
		{"missing", "", "文件不存在"},
		{"empty", "", "空"},
		{"cut", square[:120], "第 1 行"},
		{"lines", `{"type":"Feature","id":"r","properties":{},"geometry":{"type":"LineString","coordinates":[[116,36],[117,36]]}}`, "图斑 r"},
		{"nan", change("[116.001,36.401]", "[116.001,NaN]"), "第 1 环，第 3 点"},
		{"latitude", change("[116.001,36.401]", "[116.001,91]"), "第 1 环，第 3 点，坐标 (116.001 91)：纬度 91 超过 90 度"},
		{"few", change("[116.001,36.4],[116.001,36.401],", ""), "环只有 2 个不同的点"},
		{"metres", strings.NewReplacer("116.001", "39500100", "116,", "39500000,", "36.4", "4036000").Replace(square), "看来是 EPSG:4527"},
		{"crs", change(`"features"`, `"crs":{"type":"name","properties":{"name":"EPSG:2056"}},"features"`), "不支持 EPSG:2056"},
		{"none", `{"type":"FeatureCollection","features":[]}`, "没有要核查的地块"},
	} {
		path := filepath.Join(dir, c.name+".geojson")
		if c.name != "missing" {
			save(c.name+".geojson", dir, c.content)
		}
		code, out, errs := sitecheck(t, "-farmland", ok, "-site", path, "-format", "json", "-o", filepath.Join(dir, "out.json"))
		assert.Equal(t, failed, code, c.name)
		assert.Empty(t, out, c.name)
		assert.Equal(t, 1, strings.Count(errs, "\n"), "one message: %s", errs)
		assert.Contains(t, errs, c.message, c.name)
		assert.Contains(t, errs, path, c.name)
		assert.NoFileExists(t, filepath.Join(dir, "out.json"), c.name)
		if c.name != "none" {
			code, _, _ = sitecheck(t, "-farmland", path, "-site", ok)
			assert.Equal(t, failed, code, "%s as a layer", c.name)
		}
	}
	for _, c := range []struct{ plan, message string }{
		{`{"schema":"sanxian-plan/1","layers":[{"line":"permanent_basic_farmland","path":"gone.geojson"}]}`, "gone.geojson：文件不存在"},
		{`{"schema":"sanxian-plan/1","layers":[{"line":"farm","path":"ok.geojson"}]}`, `不认识的控制线 "farm"`},
		{`{"schema":"sanxian-plan/1","layrs":[]}`, `没有名为 "layrs" 的成员`},
	} {
		code, _, errs := sitecheck(t, "-plan", save("plan.json", dir, c.plan), "-site", ok)
		assert.Equal(t, failed, code)
		assert.Contains(t, errs, c.message)
	}
}

// Data files switch the demo off whole, and what was repaired is in the report.
func TestOwnFiles(t *testing.T) {
	dir := t.TempDir()
	site := save("site.geojson", dir, strings.Replace(square, ",[116,36.4]]]", "]]", 1))
	code, out, errs := sitecheck(t, "-site", site, "-format", "json")
	assert.Equal(t, done, code, errs)
	var result struct {
		Reports []struct {
			Verdict string
			Site    struct{ ID string }
			Lines   []struct {
				Status    string
				OverlapM2 *float64 `json:"overlap_m2"`
			}
			Layers []any
			Notes  []struct{ Code string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	require.Len(t, result.Reports, 1)
	r := result.Reports[0]
	assert.Equal(t, "not_checked", r.Verdict)
	assert.Empty(t, r.Layers)
	for _, l := range r.Lines {
		assert.Equal(t, "not_checked", l.Status)
		assert.Nil(t, l.OverlapM2)
	}
	assert.Contains(t, out, `"ring.closed"`)
}

func TestOutputFile(t *testing.T) {
	dir := t.TempDir()
	site := save("site.geojson", dir, square)
	out := filepath.Join(dir, "out.json")
	code, stdout, stderr := sitecheck(t, "-site", site, "-format", "json", "-o", out)
	assert.Equal(t, done, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "已写入")
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.True(t, json.Valid(data))

	code, _, stderr = sitecheck(t, "-site", site, "-o", site)
	assert.Equal(t, failed, code)
	assert.Contains(t, stderr, "是输入文件，不能覆盖")
	kept, _ := os.ReadFile(site)
	assert.Equal(t, square, string(kept))

	code, _, stderr = sitecheck(t, "-site", site, "-o", filepath.Join(dir, "no", "out.json"))
	assert.Equal(t, failed, code)
	assert.Contains(t, stderr, "没有文件夹")
	left, err := filepath.Glob(filepath.Join(dir, ".sitecheck-*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}

// A real restriction with 122 346 vertices and 554 holes.
func TestRealRestriction(t *testing.T) {
	data := filepath.FromSlash("../../../shared/data/oereb")
	if _, err := os.Stat(data); err != nil {
		t.Skip("the real data are not here:", err)
	}
	code, out, errs := sitecheck(t, "-ecological", filepath.Join(data, "restriction.geojson"), "-site", filepath.Join(data, "sites.geojson"), "-format", "json")
	require.Equal(t, done, code, errs)
	var result struct {
		Reports []struct {
			Verdict string
			Lines   []struct {
				Line, Status string
				OverlapM2    *float64 `json:"overlap_m2"`
				DistanceM    *float64 `json:"distance_m"`
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	require.Len(t, result.Reports, 2)
	for i, r := range result.Reports {
		assert.NotEqual(t, "pass", r.Verdict)
		for _, l := range r.Lines {
			if l.Line != "ecological_red_line" {
				assert.Equal(t, "not_checked", l.Status)
				assert.Nil(t, l.OverlapM2)
			} else if i == 0 {
				assert.InDelta(t, 39_999.3, *l.OverlapM2, 0.1)
			} else {
				assert.Zero(t, *l.OverlapM2)
				assert.Greater(t, *l.DistanceM, 0.0)
			}
		}
	}
}
