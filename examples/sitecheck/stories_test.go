package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/examples/internal/command"
)

// storyPlan writes a plan with farmland in the west, a red line beside it, a
// river bank and a village further east, and the development boundary in the
// north. Places are in metres east and north of a corner.
func storyPlan(t *testing.T, dir string) string {
	t.Helper()
	layer := func(line string, features ...string) string {
		save(line+".geojson", dir, `{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+`]}`)
		return fmt.Sprintf(`{"line":%q,"path":"%[1]s.geojson","date":"2026-06-30","source":"合成示例","coverage":"administrative_region.geojson"}`, line)
	}
	return save("plan.json", dir, `{"schema":"sanxian-plan/1","name":"七个故事","layers":[`+strings.Join([]string{
		layer("administrative_region", storyFeature("371524", -1000, -1000, 9000, 8000, `"XZQDM":"371524","XZQMC":"东阿县"`)),
		layer("permanent_basic_farmland", storyFeature("N1", 0, 0, 2000, 2000, "")),
		layer("ecological_red_line", storyFeature("E1", 3000, 0, 1000, 2000, `"ZRBHDFQ":"一般控制区"`)),
		layer("urban_development_boundary", storyFeature("C1", 0, 3000, 2000, 2000, `"GHFQMC":"城镇集中建设区"`)),
		layer("existing_construction_land", storyFeature("X1", 500, 3500, 300, 300, "")),
		layer("river_bank_control", storyFeature("R1", 5000, 0, 500, 2000, "")),
		layer("village_construction_boundary", storyFeature("V1", 6000, 0, 400, 400, "")),
	}, ",")+`]}`)
}

// storyFeature is a rectangle with its south-western corner, width and height.
func storyFeature(id string, x, y, w, h float64, properties string) string {
	lon, lat := func(x float64) float64 { return 116 + x/89_000 }, func(y float64) float64 { return 36.45 + y/111_000 }
	ring, _ := json.Marshal([][2]float64{{lon(x), lat(y)}, {lon(x + w), lat(y)}, {lon(x + w), lat(y + h)}, {lon(x), lat(y + h)}, {lon(x), lat(y)}})
	return fmt.Sprintf(`{"type":"Feature","id":%q,"properties":{%s},"geometry":{"type":"Polygon","coordinates":[%s]}}`, id, properties, ring)
}

// bridge crosses the red line.
var bridge = storyFeature("大桥", 2900, 500, 1200, 30, "")

// stories as planners tell them: what the report says of each, which procedure
// is left, who decides, and what would cure it.
var stories = []struct {
	name, site, project string
	says                []string // in the order in which the report says it
	never               []string
}{
	{"a bridge that requests land in the red line", bridge, "bridge", []string{
		"结论【不通过】", "生态保护红线 一般控制区：禁止占用",
		"程序 生态保护红线内、自然保护地核心保护区外，禁止开发性、生产性建设活动",
		"处理 调整选址避让生态保护红线；确属10类有限人为活动或者国家重大项目的，按相应类别重新核对",
		"自然资发〔2022〕142号",
		"redline-activity-6 有限人为活动第6类（新增建设用地）：差一项不符：活动应为必须且无法避让的线性基础设施",
		"redline-crossing 穿越、跨越生态保护红线且不申请用地：差一项不符：“申请用地”应为否，实为是",
		"redline-national 国家重大项目占用生态保护红线：差一项不符：“列入国家重大项目”应为是，实为否"}, nil},
	{"the same bridge as a limited activity", bridge, "bridge_limited", []string{
		"结论【有条件通过】", "生态保护红线 一般控制区：需省级人民政府认定", "第6类", "报批农用地转用、土地征收时，附省级人民政府出具的",
		"项目符合生态保护红线内允许有限人为活动的认定意见", "审批 省、自治区、直辖市人民政府", "处理 论证无法避让、不破坏生态功能，控制占用规模"}, nil},
	{"a bridge that only crosses", bridge, "bridge_crossing", []string{
		"结论【有条件通过】", "生态保护红线：穿越不申请用地", "在生态保护红线范围内不申请用地；报批材料中如实说明",
		"处理 墩台、塔基、出入口等在红线内占地的，应当按占用重新核对", "redline-general 核心保护区以外禁止开发性、生产性建设：符合，但让位于 redline-crossing"}, []string{"禁止占用"}},
	{"a factory on stock land", storyFeature("老厂房", 550, 3550, 100, 100, ""), "factory_stock", []string{
		"结论【通过】", "三条控制线均已检查", "城镇集中建设区：位于边界内", "使用存量建设用地的，不占用新增建设用地规模和年度新增计划指标",
		"boundary-stock-undeclared 图层显示有存量建设用地，未声明存量：差一项不符：“使用存量建设用地”应为否，实为是"}, []string{"禁止占用", "需国务院批准"}},
	{"a factory outside the boundary", storyFeature("新厂", 4500, 3500, 100, 100, ""), "factory", []string{
		"结论【有条件通过】", "城镇开发边界：有条件，界外", "单个工业、商业项目须属于省级清单允许的、有特定选址要求的零星用地",
		"审批 省级自然资源主管部门（边界外准入清单），用地由有批准权的人民政府批准", "处理 优先进入边界内园区或使用存量、低效用地",
		"outside-concentrated 边界外集中城镇建设：差一项不符"}, []string{"禁止占用"}},
	{"a reservoir that takes farmland and brings its replacement", storyFeature("水库", 1500, 500, 1000, 1000, ""),
		`{"class":"water","national_list":true,"replacement":{"area_m2":520000,"grade":5.8,"grade_taken":6,"max_slope_degrees":6,"stable":true}}`, []string{
			"结论【有条件通过】", "永久基本农田：需国务院批准", "用地预审时论证必要性、合理性和补划可行性；农用地转用、土地征收报国务院批准", "审批 国务院",
			"《中华人民共和国土地管理法》第三十五条", "所附补划方案的面积、平均质量等别、坡度（小于25度）和稳定利用条件符合要求",
			"《基本农田保护条例》第十六条", "耕作层的土壤",
			"farmland-occupation 永久基本农田不得占用：符合，但让位于 farmland-major-project", "没有耕地图层"}, []string{"超过70公顷的，土地征收由国务院批准"}},
	{"the reservoir with too little", storyFeature("水库", 1500, 500, 1000, 1000, ""),
		`{"class":"water","national_list":true,"replacement":{"area_m2":400000,"grade":7,"grade_taken":6,"max_slope_degrees":26,"stable":false}}`, []string{
			"永久基本农田：需国务院批准", "所附补划方案不满足数量和质量相当的要求", "尚不具备报批条件",
			"不足之处：补划面积小于占用面积、平均质量等别低于被占用地块或未填写、坡度超过限值、未说明可长期稳定利用"}, nil},
	{"a chemical plant by the river", storyFeature("化工厂", 5100, 500, 200, 200, ""), "chemical_plant", []string{
		"结论【不通过】", "岸线管控范围：禁止占用", "禁止在黄河干支流岸线管控范围内新建、扩建化工园区和化工项目",
		"处理 迁至岸线管控范围以外的合规化工园区", "法律未规定公里数", "《中华人民共和国黄河保护法》第二十六条（2022-10-30）",
		"riverbank-chemical-rebuild 岸线管控范围内化工项目改建：差一项不符"}, nil},
	{"a village house in its village", storyFeature("民房", 6100, 100, 12, 14, ""), "village_house", []string{
		"结论【有条件通过】", "村庄建设边界 有重叠，无限制", "农村村民住宅不属于城镇建设；位于村庄建设边界内的，由村民以户为单位申请，乡（镇）人民政府审核批准",
		"审批 乡（镇）人民政府", "处理 一户一宅", "《中华人民共和国土地管理法》第六十二条"}, []string{"禁止占用"}},
	{"a village house on farmland", storyFeature("民房", 100, 100, 12, 14, ""), "village_house", []string{
		"结论【不通过】", "农村村民建住宅，应当符合规划，不得占用永久基本农田", "处理 在村庄建设边界内另行选址，优先使用原有宅基地和村内空闲地"}, nil},
}

func TestStories(t *testing.T) {
	dir := t.TempDir()
	plan := storyPlan(t, dir)
	for _, c := range stories {
		t.Run(c.name, func(t *testing.T) {
			site := save("site.geojson", dir, `{"type":"FeatureCollection","features":[`+c.site+`]}`)
			code, out, errs := sitecheck(t, "-plan", plan, "-site", site, "-project", c.project, "-date", "2026-11-26", "-explain")
			require.Equal(t, command.Done, code, errs)
			text := unwrapped(out)
			rest := text
			for _, s := range c.says {
				_, after, ok := strings.Cut(rest, unwrapped(s))
				if assert.True(t, ok, "not said, or not in this order: %s\n%s", s, out) {
					rest = after
				}
			}
			for _, s := range c.never {
				assert.NotContains(t, text, unwrapped(s))
			}
		})
	}
}

// unwrapped is a text without its spaces and line ends.
func unwrapped(s string) string { return strings.Join(strings.Fields(s), "") }

// What could not be checked is never a pass, and the report says why, also
// where it answers which projects could be built.
func TestNotChecked(t *testing.T) {
	dir := t.TempDir()
	plan, err := os.ReadFile(storyPlan(t, dir))
	require.NoError(t, err)
	age := save("age.json", dir, `{"schema":"sanxian-ruleset/1","id":"city","version":"1","supplements":"cn-2026","title":{"zh":"市","en":"city"},"jurisdiction":"CN",
		"layer_age_days":{"ecological_red_line":100},"rules":[]}`)
	save("half.geojson", dir, storyFeature("H", 0, 0, 3500, 9000, ""))
	for _, c := range []struct {
		name, old, new string
		rules          string
		says           string
	}{
		{"no layer", `{"line":"ecological_red_line",`, `{"line":"x_red_line",`, "", "生态保护红线：未检查，没有该控制线的图层"},
		{"old layer", "", "", age, "生态保护红线：未检查，图层日期为 2026-06-30，距核查日期 149 天，规则只允许 100 天"},
		{"half covered", `"coverage":"administrative_region.geojson"},{"line":"urban`, `"coverage":"half.geojson"},{"line":"urban`, "", "m² 在图层覆盖范围之外"},
		{"unknown sub-zone", `{"line":"ecological_red_line",`, `{"sub_zone_field":"id2","line":"ecological_red_line",`, "", "生态保护红线：未检查，不认识的分区 \"甲区\"，而结论取决于分区"},
	} {
		t.Run(c.name, func(t *testing.T) {
			save("ecological_red_line.geojson", dir, storyFeature("E1", 3000, 0, 1000, 2000, `"ZRBHDFQ":"一般控制区","id2":"甲区"`))
			file := save("plan.json", dir, strings.Replace(string(plan), c.old, c.new, 1))
			args := []string{"-plan", file, "-site", save("site.geojson", dir, storyFeature("大桥", 2900, 500, 1200, 30, "")), "-project", "bridge_crossing", "-date", "2026-11-26"}
			if c.rules != "" {
				args = append(args, "-rules", c.rules)
			}
			code, out, errs := sitecheck(t, append(args, "-fail-on", "not_checked")...)
			require.Equal(t, matched, code, errs)
			assert.Contains(t, unwrapped(out), unwrapped(c.says), out)
			assert.Contains(t, out, "【未能判定】")
			_, out, _ = sitecheck(t, append(args, "-admissible")...)
			assert.Contains(t, out, "[注意] 生态保护红线")
			_, out, _ = sitecheck(t, append(args, "-admissible", "-format", "json")...)
			assert.Contains(t, out, `"not_checked":["ecological_red_line"]`)
		})
	}
}
