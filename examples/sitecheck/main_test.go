package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
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
	for _, word := range []string{"-plan", "-farmland", "-ecological", "-boundary", "-site", "-project", "-date", "-lang", "-format", "-o ", "-fail-on", "-explain", "-admissible", "-cure", "-sequence", "-adds", "-rules", "-geometry", "national_list", "class=water", "activity=residents", "-crs", "-site-crs", "-edges", "-native", "highway_national"} {
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
		{"-explain=x", "-explain 后面不写值"},
		{"-sequence -admissible", "不能同时使用"},
		{"-geometry", "只能与 -format json"},
		{"-adds lake", "-adds 只能是"},
		{"-edges gk99", "没有 3 度带第 99 带"},
	} {
		code, out, errs := sitecheck(t, strings.Fields(c.args)...)
		assert.Equal(t, misused, code, c.args)
		assert.Empty(t, out, c.args)
		assert.Contains(t, errs, c.message, c.args)
	}
}

const square = `{"type":"FeatureCollection","features":[{"type":"Feature","id":"s1","properties":{},"geometry":{"type":"Polygon","coordinates":[[[116,36.4],[116.001,36.4],[116.001,36.401],[116,36.401],[116,36.4]]]}}]}`

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
			assert.Equal(t, failed, code, c.name)
			assert.Empty(t, stdout, c.name)
			assert.Equal(t, 1, strings.Count(errs, "\n"), "one message: %s", errs)
			assert.Contains(t, errs, message, c.name)
			assert.Contains(t, errs, path, c.name)
			assert.NoFileExists(t, out, c.name)
			code, _, errs = sitecheck(t, "-farmland", path, "-site", ok, "-lang", lang)
			assert.Equal(t, failed, code, "%s as a layer", c.name)
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
			assert.Equal(t, failed, code)
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
				assert.Equal(t, done, code, "%s: %s", c.name, errs)
				assert.Contains(t, out, message, c.name)
				_, out, _ = sitecheck(t, append(args, "-format", "json")...)
				assert.Contains(t, out, `"`+c.code+`"`, c.name)
			}
		}
	}
}

func TestParseProject(t *testing.T) {
	no := false
	for _, c := range []struct {
		text string
		want rules.Project
	}{
		{"", rules.Project{}},
		{"factory", rules.Project{Class: "industrial"}},
		{"highway,national_list,requests_land=no", rules.Project{Class: "transport", Linear: true, NationalList: true, RequestsLand: &no}},
		{"highway，linear=否", rules.Project{Class: "transport"}},
		{"class=water,activity=linear_infrastructure,temporary", rules.Project{Class: "water", Activity: "linear_infrastructure", Temporary: true}},
		{`{"class":"water","linear":true}`, rules.Project{Class: "water", Linear: true}},
	} {
		p, err := parseProject(c.text)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.want, p, c.text)
	}
	for _, bad := range []string{"castle", "highway,fast", "highway,linear=maybe", "class=castle", "activity=fishing", "concentrated,special_site", `{"clas":"x"}`, "@no-such-file"} {
		_, err := parseProject(bad)
		assert.Error(t, err, bad)
	}
	for text, want := range map[string]words{
		"class=castle":              {`class 没有 "castle"，可选的词见 -h`, `class has no "castle"`},
		"concentrated,special_site": {"不能并用", "exclude each other"},
		`{"class":`:                 {"JSON 不完整", "ends too early"},
		`{"clas":"x"}`:              {`没有名为 "clas" 的成员`, `no member "clas"`},
		`{"class":5}`:               {"成员 class 的值不能是 number", "class cannot be a number"},
		`{"class":x}`:               {"不应出现 'x'", "has 'x' where"},
	} {
		_, err := parseProject(text)
		var both words
		require.ErrorAs(t, err, &both)
		assert.Contains(t, both.zh, want.zh)
		assert.Contains(t, both.en, want.en)
	}
	file := save("project.json", t.TempDir(), `{"class":"energy"}`)
	p, err := parseProject("@" + file)
	require.NoError(t, err)
	assert.Equal(t, rules.Project{Class: "energy"}, p)
}

// Each site may bring its own project.
func TestProjectField(t *testing.T) {
	dir := t.TempDir()
	plan := storyPlan(t, dir)
	sites := func(projects ...string) string {
		var all []string
		for i, p := range projects {
			all = append(all, storyFeature("S"+strconv.Itoa(i), 100, 100+float64(i)*100, 50, 50, `"XMLX":`+p))
		}
		return save("sites.geojson", dir, `{"type":"FeatureCollection","features":[`+strings.Join(all, ",")+`]}`)
	}
	code, out, errs := sitecheck(t, "-plan", plan, "-site", sites(`"railway"`, `"highway,requests_land=no"`, `{"class":"industrial"}`, `""`), "-project", "defence", "-project-field", "XMLX", "-format", "json")
	require.Equal(t, done, code, errs)
	var result struct{ Reports []zones.Report }
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	var statuses []rules.Status
	for _, r := range result.Reports {
		statuses = append(statuses, r.Lines[0].Status)
	}
	assert.Equal(t, []rules.Status{rules.NeedsApproval, rules.CrossesWithoutLand, rules.Prohibited, rules.NeedsApproval}, statuses)
	for _, bad := range []string{`"castle"`, `"@/etc/passwd"`, `{"clas":"x"}`} {
		code, _, errs = sitecheck(t, "-plan", plan, "-site", sites(bad), "-project-field", "XMLX")
		assert.Equal(t, failed, code)
		assert.Contains(t, errs, "sites.geojson，图斑 S0，属性 XMLX：")
	}
}

func TestQuestions(t *testing.T) {
	_, out, errs := sitecheck(t, "-explain")
	assert.Empty(t, errs)
	assert.Contains(t, out, "规则推断")
	assert.Contains(t, out, "差一项不符")

	_, out, _ = sitecheck(t, "-cure", "-cure-area", "100")
	assert.Contains(t, out, "避让后")

	_, out, _ = sitecheck(t, "-admissible")
	assert.Equal(t, 5, strings.Count(out, "哪些项目可以在此建设"))
	assert.Contains(t, out, "（highway）")
	_, out, _ = sitecheck(t, "-admissible", "-format", "json")
	var sites struct {
		Sites []struct {
			Admissible []rules.Admission `json:"admissible_as"`
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &sites))
	require.Len(t, sites.Sites, 5)
	assert.NotEmpty(t, sites.Sites[0].Admissible)

	_, out, _ = sitecheck(t, "-format", "json", "-geometry")
	assert.Contains(t, out, `"MultiPolygon"`)
	assert.Contains(t, out, `"project":{"class":"unspecified"}`)
}

// Sites in the order of their years; a proposed enlargement that is too large
// breaks the cap, and the next one has what it left.
func TestSequence(t *testing.T) {
	dir := t.TempDir()
	site := func(id string, year int, east, south string) string {
		return `{"type":"Feature","id":"` + id + `","properties":{"年度":` + strconv.Itoa(year) + `},"geometry":{"type":"Polygon","coordinates":[[[116,` + south + `],[` + east + `,` + south + `],[` + east + `,36.41],[116,36.41],[116,` + south + `]]]}}`
	}
	save("boundary.geojson", dir, square)
	sites := save("sites.geojson", dir, `{"type":"FeatureCollection","features":[`+site("late", 2028, "116.001", "36.409")+","+site("large", 2027, "116.01", "36.402")+","+site("first", 2026, "116.001", "36.409")+"]}")
	plan := save("plan.json", dir, `{"schema":"sanxian-plan/1","layers":[{"line":"urban_development_boundary","path":"boundary.geojson"}],
		"caps":[{"id":"most","title":{"zh":"边界上限","en":"most"},"kind":"max","line":"urban_development_boundary","limit_m2":50000}]}`)
	code, out, errs := sitecheck(t, "-plan", plan, "-site", sites, "-sequence", "-adds", "boundary", "-format", "json")
	require.Equal(t, done, code, errs)
	var seq zones.Sequence
	require.NoError(t, json.Unmarshal([]byte(out), &seq))
	require.Len(t, seq.Steps, 3)
	assert.Equal(t, "first", seq.Steps[0].Site.ID)
	require.Len(t, seq.Broken, 1)
	assert.Equal(t, "large", seq.Broken[0].Site)
	assert.True(t, *seq.Steps[2].Caps[0].Holds)
	code, out, _ = sitecheck(t, "-plan", plan, "-site", sites, "-sequence", "-adds", "boundary", "-fail-on", "fail")
	assert.Equal(t, matched, code)
	assert.Contains(t, out, "边界上限：第 2 步，地块 large，超出")
}

// A supplement changes the answer and is named in the report; a rule set that
// is wrong is refused with its place.
func TestRules(t *testing.T) {
	dir := t.TempDir()
	bad := save("bad.json", dir, `{"schema":"sanxian-ruleset/1"}`)
	code, _, errs := sitecheck(t, "-rules", bad)
	assert.Equal(t, failed, code)
	assert.Contains(t, errs, bad)
	code, _, errs = sitecheck(t, "-rules", filepath.Join(dir, "gone.json"))
	assert.Equal(t, failed, code)
	assert.Contains(t, errs, "文件不存在")
	own := filepath.FromSlash("../../zones/rules/cn-2026.json")
	code, _, errs = sitecheck(t, "-rules", own)
	assert.Equal(t, done, code, errs)
}

// Planners' own files: Shapefiles in a Gauss-Krüger zone with the sites as
// survey TXT, and in longitude and latitude with edges straight in the zone.
func TestPlanningData(t *testing.T) {
	data := filepath.FromSlash("../../../shared/data/planning")
	table, err := os.ReadFile(filepath.Join(data, "expected.tsv"))
	if err != nil {
		t.Skip("the planning data are not here:", err)
	}
	want := map[string]float64{} // of a site and a line
	lines := map[string]string{"YJJBNTBHTB": "permanent_basic_farmland", "STBHHX": "ecological_red_line", "CZKFBJ": "urban_development_boundary"}
	for _, row := range strings.Split(string(table), "\n") {
		cells := strings.Split(strings.TrimSpace(row), "\t")
		if cells[0] == "overlap" {
			layer, _, _ := strings.Cut(cells[2], "/")
			v, err := strconv.ParseFloat(cells[3], 64)
			require.NoError(t, err)
			want[cells[1]+lines[layer]] += v
		}
	}
	for _, c := range [][]string{{"4527", "sites.txt", "auto"}, {"4490", "sites.geojson", "gk39"}} {
		layer := func(name string) string { return filepath.Join(data, c[0], name+".shp") }
		code, out, errs := sitecheck(t, "-farmland", layer("YJJBNTBHTB"), "-ecological", layer("STBHHX"), "-boundary", layer("CZKFBJ"),
			"-site", filepath.Join(data, c[1]), "-edges", c[2], "-format", "json")
		require.Equal(t, done, code, errs)
		var result struct{ Reports []zones.Report }
		require.NoError(t, json.Unmarshal([]byte(out), &result))
		require.Len(t, result.Reports, 32)
		for _, r := range result.Reports {
			for _, l := range r.Lines {
				v, known := l.OverlapM2.Value()
				assert.True(t, known)
				assert.InDelta(t, want[r.Site.ID+string(l.Line)], v, 0.01, "%s: %s %s", c[0], r.Site.ID, l.Line)
			}
		}
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

// The sites may be in another coordinate system than the layers, and not say so.
func TestSiteCRS(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
		return name
	}
	farmland := write("f.geojson", `{"type":"Polygon","coordinates":[[[115.9,36.4],[116.1,36.4],[116.1,36.5],[115.9,36.5],[115.9,36.4]]]}`)
	site := write("s.txt", "[地块坐标]\n4,,A,甲,面,,,,@\nJ1,1,4034400,407000\nJ2,1,4034700,407000\nJ3,1,4034700,407300\nJ1,1,4034400,407000\n")
	code, _, errs := sitecheck(t, "-farmland", farmland, "-site", site)
	require.Equal(t, failed, code)
	require.Contains(t, errs, "请指明坐标系")
	code, _, errs = sitecheck(t, "-crs", "EPSG:4548", "-farmland", farmland, "-site", site)
	require.Equal(t, failed, code)
	require.Contains(t, errs, "只用于地块请写 -site-crs EPSG:4548")
	code, out, errs := sitecheck(t, "-site-crs", "EPSG:4548", "-farmland", farmland, "-site", site)
	require.Equal(t, done, code, errs)
	require.Contains(t, out, "永久基本农田：禁止占用，涉及 44,99")
}

// Conflicts come in the coordinate system of the sites, with the vertices that
// were given to the last bit.
func TestConflictsInTheFrameOfTheSites(t *testing.T) {
	dir := t.TempDir()
	farmland := filepath.Join(dir, "f.geojson")
	require.NoError(t, os.WriteFile(farmland, []byte(`{"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:4527"}},"coordinates":[[[39407100,4034000],[39408000,4034000],[39408000,4035000],[39407100,4035000],[39407100,4034000]]]}`), 0o644))
	site := filepath.Join(dir, "s.txt")
	require.NoError(t, os.WriteFile(site, []byte("[地块坐标]\n4,,A,甲,面,,,,@\nJ1,1,4034400.123456,39407000\nJ2,1,4034700,39407300.654321\nJ3,1,4034400,39407300.7\nJ1,1,4034400.123456,39407000\n"), 0o644))
	for _, args := range [][]string{{"-format", "geojson", "-native", "-o", filepath.Join(dir, "c.geojson")}, {"-format", "shapefile", "-o", filepath.Join(dir, "c.zip")}} {
		code, _, errs := sitecheck(t, append(args, "-farmland", farmland, "-site", site)...)
		require.Equal(t, done, code, errs)
		features, err := open.Features(context.Background(), os.DirFS(dir), filepath.Base(args[len(args)-1]), nil)
		require.NoError(t, err)
		all, err := boundary.Collect(features)
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, 4527, all[0].Boundary.Frame().EPSG())
		require.Equal(t, "A", all[0].Properties.Text("site"))
		require.Equal(t, "permanent_basic_farmland", all[0].Properties.Text("line"))
		ring := all[0].Boundary.Polygons()[0][0]
		require.Contains(t, ring, boundary.Point{X: 39407300.654321, Y: 4034700})
		require.Contains(t, ring, boundary.Point{X: 39407300.7, Y: 4034400})
	}
	code, _, errs := sitecheck(t, "-format", "shapefile")
	require.Equal(t, misused, code)
	require.Contains(t, errs, "-o 冲突.zip")
}
