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

	"github.com/sanxian/sanxian/examples/internal/command"
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
		assert.Equal(t, command.Done, code, name)
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
	assert.Equal(t, command.Done, code)
	assert.Equal(t, 5, strings.Count(out, "<svg"))
	assert.True(t, strings.HasSuffix(out, "</html>\n"))
}

func TestFailOn(t *testing.T) {
	for list, want := range map[string]int{"fail": matched, "not_checked": command.Done, "not_checked,pass": matched, "": command.Done, "nothing": command.Misused} {
		code, _, _ := sitecheck(t, "-fail-on", list)
		assert.Equal(t, want, code, list)
	}
}

func TestHelp(t *testing.T) {
	code, out, errs := sitecheck(t, "-h")
	assert.Equal(t, command.Done, code)
	assert.Empty(t, errs)
	chinese, english, ok := strings.Cut(out, "Usage")
	require.True(t, ok)
	for _, word := range []string{"-plan", "-farmland", "-ecological", "-boundary", "-site", "-pending", "-project", "-date", "-lang", "-format", "-o ", "-fail-on", "-explain", "-admissible", "-cure", "-within", "-no-distances", "-sequence", "-adds", "-rules", "-geometry", "national_list", "class=water", "activity=residents", "-crs", "-site-crs", "-edges", "-native", "highway_national"} {
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
		{"-site-crs EPSG:2056", "不支持 EPSG:2056"},
		{"-cure-area x", "-cure-area 的值不是数字"},
		{"-within -1", "-within 不能小于 0"},
		{"-within far", "-within 的值不是数字"},
		{"-lang en -within 5 -no-distances", "contradict each other"},
		{"-explain=x", "-explain 后面不写值"},
		{"-sequence -admissible", "不能同时使用"},
		{"-geometry", "只能与 -format json"},
		{"-pending p.geojson", "缺少要核查的地块"},
		{"-site s.geojson -pending p.geojson -format geojson", "-pending 只能与 -format"},
		{"-site s.geojson -pending p.geojson -admissible", "不能同时使用"},
		{"-adds lake", "-adds 只能是"},
		{"-edges gk99", "没有 3 度带第 99 带"},
	} {
		code, out, errs := sitecheck(t, strings.Fields(c.args)...)
		assert.Equal(t, command.Misused, code, c.args)
		assert.Empty(t, out, c.args)
		assert.Contains(t, errs, c.message, c.args)
	}
}

const square = `{"type":"FeatureCollection","features":[{"type":"Feature","id":"s1","properties":{},"geometry":{"type":"Polygon","coordinates":[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.401],[116,36.4]]]}}]}`

func TestOutputFile(t *testing.T) {
	dir := t.TempDir()
	site := save("site.geojson", dir, square)
	out := filepath.Join(dir, "out.json")
	code, stdout, stderr := sitecheck(t, "-site", site, "-format", "json", "-o", out)
	assert.Equal(t, command.Done, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "已写入")
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.True(t, json.Valid(data))

	code, _, stderr = sitecheck(t, "-site", site, "-o", site)
	assert.Equal(t, command.Failed, code)
	assert.Contains(t, stderr, "是输入文件，不能覆盖")
	kept, _ := os.ReadFile(site)
	assert.Equal(t, square, string(kept))

	code, _, stderr = sitecheck(t, "-site", site, "-o", filepath.Join(dir, "no", "out.json"))
	assert.Equal(t, command.Failed, code)
	assert.Contains(t, stderr, "没有文件夹")
	left, err := filepath.Glob(filepath.Join(dir, ".new-*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}
