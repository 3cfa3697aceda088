package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A ruleCaseRow asks one question of the built-in rules. What it wants was
// written from the texts of the law: the status that follows, who decides, and
// the articles that say so. Authority and cites are parts of what is said.
type ruleCaseRow struct {
	name      string
	kind      string // of Projects, unless project is given
	project   Project
	line      Line
	zone      SubZone
	outside   bool
	date      Date // empty: 2026-11-23
	layers    []Line
	area      float64 // of the overlap, m²; 0: 1000
	crop      float64
	other     float64
	status    Status
	authority string
	cites     []string
	says      string // part of what some finding says in Chinese
}

const (
	state = "国务院"
	lack  = "" // nobody can permit what is prohibited
)

var hectare = 10_000.0

func replaced(area, grade, taken, slope float64, stable bool) *Replacement {
	return &Replacement{AreaM2: area, Grade: grade, GradeTaken: taken, MaxSlopeDegrees: slope, Stable: stable}
}

var ruleCases = []ruleCaseRow{
	// 永久基本农田：土地管理法第三十五条，任何单位和个人不得擅自占用或者改变其用途。
	{name: "ordinary project on farmland", line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	{name: "farmland before the order 17", line: Farmland, date: "2025-09-30", status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	{name: "farmland on the day of order 17", line: Farmland, date: "2025-10-01", status: Prohibited, cites: []string{"令第17号"}},
	{name: "factory on farmland", kind: "factory", line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	{name: "factory on stock land drawn as farmland", kind: "factory_stock", line: Farmland, layers: []Line{"existing_construction_land"}, status: Prohibited, cites: []string{"永久基本农田保护红线管理办法》第二十三条"}, says: "错划"},
	{name: "farmland is kept by law", line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十三条"}},
	{name: "housing on farmland", kind: "residential", line: Farmland, status: Prohibited, cites: []string{"粮食安全保障法》第十条"}},
	{name: "housing on farmland before the food security law", kind: "residential", line: Farmland, date: "2024-05-31", status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	{name: "road on no list on farmland", kind: "highway", line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	{name: "provincial road on farmland", project: Project{Class: "transport", Linear: true, ProvincialList: true}, line: Farmland, status: Prohibited, cites: []string{"自然资规〔2018〕3号"}, says: "未核实"},
	// 国家能源、交通、水利、军事设施等重点建设项目……必须经国务院批准。
	{name: "national road on farmland", kind: "highway_national", line: Farmland, status: NeedsApproval, authority: state, cites: []string{"土地管理法》第三十五条", "土地管理法》第四十四条第二款", "土地管理法》第四十六条", "实施条例》第二十四条"}},
	{name: "railway on farmland in 2022", kind: "railway", line: Farmland, date: "2022-06-01", status: NeedsApproval, authority: state, cites: []string{"土地管理法》第三十五条", "基本农田保护条例》第十六条"}},
	{name: "power line on the plan", kind: "power_line_national", line: Farmland, status: NeedsApproval, authority: state, cites: []string{"土地管理法》第三十五条"}},
	{name: "military facility", kind: "defence", line: Farmland, status: NeedsApproval, authority: state, cites: []string{"土地管理法》第三十五条"}},
	{name: "national project of another class", project: Project{Class: "industrial", NationalList: true}, line: Farmland, status: NeedsApproval, authority: state, cites: []string{"土地管理法》第三十五条"}, says: "确认"},
	{name: "national project takes topsoil", kind: "railway", line: Farmland, status: NeedsApproval, authority: state, cites: []string{"实施条例》第十一条"}, says: "耕作层"},
	// 补划：数量和质量相当。
	{name: "reservoir without replacement", kind: "reservoir", line: Farmland, area: 10 * hectare, status: NeedsApproval, authority: state, cites: []string{"基本农田保护条例》第十六条"}, says: "补充划入数量和质量相当"},
	{name: "reservoir with enough replacement", project: Project{Class: "water", NationalList: true, Replacement: replaced(10*hectare, 6, 6, 15, true)}, line: Farmland, area: 10 * hectare, status: NeedsApproval, authority: state, cites: []string{"基本农田保护条例》第十六条", "永久基本农田保护红线管理办法》第二十四条"}, says: "符合要求"},
	{name: "replacement too small", project: Project{Class: "water", NationalList: true, Replacement: replaced(9*hectare, 6, 6, 15, true)}, line: Farmland, area: 10 * hectare, status: NeedsApproval, authority: state, cites: []string{"基本农田保护条例》第十六条"}, says: "补划面积小于占用面积"},
	{name: "replacement of worse grade", project: Project{Class: "water", NationalList: true, Replacement: replaced(11*hectare, 8, 6, 15, true)}, line: Farmland, area: 10 * hectare, status: NeedsApproval, authority: state, cites: []string{"基本农田保护条例》第十六条"}, says: "质量等别"},
	{name: "replacement on a slope of 25 degrees", project: Project{Class: "water", NationalList: true, Replacement: replaced(11*hectare, 6, 6, 25, true)}, line: Farmland, area: 10 * hectare, status: NeedsApproval, authority: state, cites: []string{"基本农田保护条例》第十六条"}, says: "坡度超过限值"},
	{name: "national project also meets the reserve", kind: "railway", line: Farmland, layers: []Line{ReserveFarmland}, status: NeedsApproval, authority: state, cites: []string{"令第17号"}, says: "储备区"},
	{name: "farmland on the Yellow River", kind: "factory", line: Farmland, layers: []Line{"river_corridor"}, status: Prohibited, cites: []string{"黄河保护法》第二十五条"}},
	{name: "bridge only crosses farmland", kind: "bridge_crossing", line: Farmland, status: CrossesWithoutLand, cites: []string{"土地管理法》第三十五条"}, says: "不申请用地"},
	{name: "factory that says it requests no land", project: Project{Class: "industrial", RequestsLand: &noLand}, line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	// 临时用地：一般不超过二年；能源、交通、水利不超过四年；一年内复垦。
	{name: "temporary land on farmland", kind: "temporary", line: Farmland, status: Conditional, authority: "县级以上", cites: []string{"土地管理法》第五十七条", "实施条例》第二十条"}, says: "不超过2年"},
	{name: "temporary land of a road", kind: "temporary_infrastructure", line: Farmland, status: Conditional, authority: "县级以上", cites: []string{"实施条例》第二十条"}, says: "不超过4年"},
	{name: "temporary land of a national railway", project: Project{Class: "transport", NationalList: true, Temporary: true}, line: Farmland, status: Conditional, authority: "县级以上", cites: []string{"实施条例》第二十条"}, says: "不超过4年"},
	{name: "temporary soil pit on farmland", project: Project{Class: "mining", Activity: "extraction", Temporary: true}, line: Farmland, status: Prohibited, cites: []string{"基本农田保护条例》第十七条"}},
	// 第三十七条：禁止发展林果业和挖塘养鱼；第六十二条：建住宅不得占用永久基本农田。
	{name: "orchard on farmland", kind: "orchard", line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十七条", "实施条例》第十二条", "基本农田保护条例》第十七条"}},
	{name: "fish pond on farmland", kind: "fish_pond", line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十七条"}},
	{name: "sand pit on farmland", kind: "quarry", line: Farmland, status: Prohibited, cites: []string{"基本农田保护条例》第十七条"}},
	{name: "village house on farmland", kind: "village_house", line: Farmland, status: Prohibited, cites: []string{"土地管理法》第六十二条"}},
	{name: "strategic mine after order 17", kind: "strategic_mine", line: Farmland, date: "2025-10-01", status: Conditional, authority: "自然资源主管部门", cites: []string{"永久基本农田保护红线管理办法》第二十二条"}},
	{name: "strategic mine before order 17", kind: "strategic_mine", line: Farmland, date: "2025-09-30", status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	{name: "strategic mine with land on the surface", project: Project{Class: "mining", Activity: "strategic_mining"}, line: Farmland, status: Prohibited, cites: []string{"土地管理法》第三十五条"}},
	{name: "farmland improvement", kind: "farmland_restoration", line: Farmland, status: Conditional, authority: "农业农村", cites: []string{"土地管理法》第三十五条"}},

	// 生态保护红线。
	{name: "ordinary project in the core", line: Ecology, zone: Core, status: Prohibited, cites: []string{"142号", "国务院令第830号"}},
	{name: "core before the new regulation", line: Ecology, zone: Core, date: "2026-03-14", status: Prohibited, cites: []string{"自然保护区条例》（2017年修订）第十八条", "自然保护区条例》（2017年修订）第三十二条"}, says: "核心区、缓冲区、实验区"},
	{name: "national road in the core", kind: "highway_national", line: Ecology, zone: Core, status: Prohibited, cites: []string{"142号"}},
	{name: "patrol station in the core", kind: "patrol_station", line: Ecology, zone: Core, status: Prohibited, cites: []string{"142号"}},
	// 核心保护区：2026年3月15日起允许线性基础设施无害化穿越；此前核心区、缓冲区内禁止修筑道路、桥梁（中新社2026年3月16日）。
	{name: "tunnel under the core", kind: "tunnel", line: Ecology, zone: Core, status: NeedsJustification, authority: "林业和草原", cites: []string{"国务院令第830号", "第二十六条、第二十七条"}, says: "未核实"},
	{name: "tunnel under the core the day before", kind: "tunnel", line: Ecology, zone: Core, date: "2026-03-14", status: Prohibited, cites: []string{"（2017年修订）第十八条"}},
	{name: "bridge that needs land in the core", kind: "bridge_limited", line: Ecology, zone: Core, status: Prohibited, cites: []string{"142号"}},
	{name: "ordinary project in the red line", line: Ecology, zone: General, status: Prohibited, cites: []string{"142号"}, says: "禁止开发性、生产性建设活动"},
	{name: "factory in the red line", kind: "factory", line: Ecology, zone: General, status: Prohibited, cites: []string{"142号"}},
	{name: "red line under the opinion of 2019", line: Ecology, zone: General, date: "2021-05-01", status: Prohibited, cites: []string{"厅字〔2019〕48号"}},
	{name: "unknown sub-zone of the red line", kind: "visiting", line: Ecology, zone: Other, status: Prohibited, cites: []string{"142号"}, says: "从严按核心保护区判断"},
	{name: "bridge requests land in the red line", kind: "bridge", line: Ecology, zone: General, status: Prohibited, cites: []string{"142号"}},
	{name: "bridge as a limited activity", kind: "bridge_limited", line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"142号", "第6类"}, says: "认定意见"},
	{name: "bridge of the state's plan", kind: "railway", line: Ecology, zone: General, status: NeedsJustification, authority: "省级人民政府出具论证意见", cites: []string{"142号"}, says: "不可避让"},
	{name: "bridge only crosses the red line", kind: "bridge_crossing", line: Ecology, zone: General, status: CrossesWithoutLand, says: "在生态保护红线范围内不申请用地", cites: []string{"142号"}},
	{name: "limited bridge that only crosses", project: Project{Class: "transport", Linear: true, Activity: "linear_infrastructure", RequestsLand: &noLand}, line: Ecology, zone: General, status: CrossesWithoutLand, cites: []string{"142号"}},
	{name: "patrol station in the red line", kind: "patrol_station", line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第1类"}},
	{name: "archaeology", kind: "archaeology", line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第3类"}},
	{name: "bamboo with a forest road", project: Project{Class: "agriculture", Activity: "forest_tending"}, line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第4类"}},
	{name: "tending without land", kind: "forest_tending", line: Ecology, zone: General, status: Conditional, authority: "市、县", cites: []string{"142号"}},
	{name: "visiting", kind: "visiting", line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第5类"}},
	{name: "tourism of no kind", kind: "tourism", line: Ecology, zone: General, status: Prohibited, cites: []string{"142号"}},
	{name: "water supply", kind: "water_works", line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第6类"}},
	{name: "prospecting", kind: "mineral_survey", line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第7类"}},
	{name: "mine", kind: "mine", line: Ecology, zone: General, status: Prohibited, cites: []string{"142号"}},
	{name: "restoration with land", project: Project{Class: "ecological_restoration", Activity: "restoration"}, line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第8类"}},
	{name: "border works", kind: "border_works", line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第9类"}},
	{name: "other lawful activity", project: Project{Activity: "other_lawful"}, line: Ecology, zone: General, status: NeedsRecognition, authority: "省", cites: []string{"第10类"}},
	{name: "limited activity in 2021", kind: "visiting", line: Ecology, zone: General, date: "2021-05-01", status: Conditional, authority: "省", cites: []string{"厅字〔2019〕48号"}},
	{name: "village house rebuilt in the red line", kind: "village_house_stock", line: Ecology, zone: General, status: Conditional, authority: "市、县", cites: []string{"第2类"}, says: "不扩大现有建设用地"},
	{name: "residents who enlarge", project: Project{Class: "village_house", Activity: "residents"}, line: Ecology, zone: General, status: Prohibited, cites: []string{"第2类"}},
	{name: "new village house in the red line", kind: "village_house", line: Ecology, zone: General, status: Prohibited, cites: []string{"142号"}},
	{name: "temporary land in the red line", kind: "temporary", line: Ecology, zone: General, status: Prohibited, cites: []string{"142号"}},
	{name: "temporary land of a limited activity", project: Project{Class: "water", Activity: "linear_infrastructure", Temporary: true}, line: Ecology, zone: General, status: Conditional, authority: "县级以上", cites: []string{"142号", "土地管理法》第五十七条"}},
	{name: "temporary land of a national project", project: Project{Class: "transport", NationalList: true, Temporary: true}, line: Ecology, zone: General, status: Conditional, authority: "县级以上", cites: []string{"142号"}},
	{name: "red line inside a protected area", kind: "visiting", line: Ecology, zone: General, layers: []Line{"protected_area"}, status: NeedsRecognition, authority: "省", cites: []string{"142号"}, says: "风景名胜区"},

	// 城镇开发边界内。
	{name: "housing in the concentrated zone", kind: "residential", line: Development, zone: Concentrated, status: Within, authority: "市、县", cites: []string{"实施条例》第十四条", "自然资规〔2026〕1号"}},
	{name: "concentrated zone under the notice of 2023", kind: "residential", line: Development, zone: Concentrated, date: "2025-06-01", status: Within, authority: "市、县", cites: []string{"自然资发〔2023〕193号"}, says: "80%"},
	{name: "concentrated zone before both", kind: "factory", line: Development, zone: Concentrated, date: "2022-01-01", status: Within, authority: "市、县", cites: []string{"土地管理法》第四十四条第三款"}},
	{name: "park in the concentrated zone", kind: "industrial_park", line: Development, zone: Concentrated, status: Within, cites: []string{"实施条例》第十四条"}},
	{name: "stock land in the concentrated zone", kind: "factory_stock", line: Development, zone: Concentrated, status: Within, cites: []string{"实施条例》第十五条"}, says: "不占用新增"},
	{name: "old plant turned into a science park", kind: "factory_stock", line: Development, zone: Concentrated, layers: []Line{"inefficient_land"}, status: Within, authority: "市、县", cites: []string{"实施条例》第十五条"}, says: "城镇低效用地再开发"},
	{name: "housing in the flexible zone", kind: "residential", line: Development, zone: Flexible, status: Conditional, authority: "原审批机关", cites: []string{"市级国土空间总体规划编制指南"}, says: "15%"},
	{name: "park path in the special zone", kind: "visiting", line: Development, zone: SpecialPurpose, status: Conditional, authority: "市、县", cites: []string{"市级国土空间总体规划编制指南"}},
	{name: "housing in the special zone", kind: "residential", line: Development, zone: SpecialPurpose, status: Conditional, authority: "原审批机关", cites: []string{"自然资规〔2026〕1号"}, says: "原则上不得"},
	{name: "new town in the special zone", project: Project{Class: "public_facility", Concentrated: true}, line: Development, zone: SpecialPurpose, status: Prohibited, cites: []string{"自然资规〔2026〕1号"}},
	{name: "old factory in the special zone", kind: "factory_stock", line: Development, zone: SpecialPurpose, status: Conditional, cites: []string{"自然资规〔2026〕1号"}},
	{name: "unknown sub-zone of the boundary", kind: "residential", line: Development, zone: Other, status: Conditional, cites: []string{"自然资规〔2026〕1号"}, says: "分区未注明，从严按"},
	{name: "park in an unknown sub-zone", kind: "industrial_park", line: Development, zone: Other, status: Prohibited, cites: []string{"自然资规〔2026〕1号"}, says: "从严按特别用途区判断"},
	{name: "over 70 ha of other land inside", kind: "factory", line: Development, zone: Concentrated, other: 70.01 * hectare, status: Within, cites: []string{"土地管理法》第四十六条"}, says: "超过70公顷"},

	// 城镇开发边界外：从不因此当然禁止。
	{name: "ordinary project outside", line: Development, outside: true, status: Conditional, authority: "省级", cites: []string{"自然资规〔2026〕1号", "土地管理法》第四十四条第四款"}},
	{name: "ordinary project outside in 2021", line: Development, outside: true, date: "2021-06-01", status: Conditional, cites: []string{"厅字〔2019〕48号"}},
	{name: "factory outside before the notice of 2023", kind: "factory", line: Development, outside: true, date: "2023-10-07", status: Conditional, authority: state, cites: []string{"土地管理法》第四十四条第四款"}, says: "当时没有专门的边界外准入规定"},
	{name: "factory outside on the day of the notice", kind: "factory", line: Development, outside: true, date: "2023-10-08", status: Conditional, authority: "省级", cites: []string{"自然资发〔2023〕193号"}},
	{name: "factory outside", kind: "factory", line: Development, outside: true, status: Conditional, authority: "省级", cites: []string{"自然资规〔2026〕1号"}, says: "有特定选址要求"},
	{name: "factory on stock land outside", kind: "factory_stock", line: Development, outside: true, layers: []Line{"existing_construction_land"}, status: Conditional, authority: "市、县", cites: []string{"实施条例》第十四条"}, says: "不新增建设用地"},
	{name: "stock land that no layer shows", kind: "factory_stock", line: Development, outside: true, status: Conditional, cites: []string{"实施条例》第十四条"}, says: "须举证"},
	{name: "inefficient land outside", kind: "factory_stock", line: Development, outside: true, layers: []Line{"existing_construction_land", "inefficient_land"}, status: Conditional, cites: []string{"实施条例》第十五条"}, says: "低效用地再开发"},
	{name: "industrial park outside", kind: "industrial_park", line: Development, outside: true, status: Prohibited, cites: []string{"自然资规〔2026〕1号"}, says: "新城新区、开发区、非农产业园区"},
	{name: "industrial park outside under 193", kind: "industrial_park", line: Development, outside: true, date: "2024-01-01", status: Prohibited, cites: []string{"自然资发〔2023〕193号"}},
	{name: "industrial park on stock land outside", project: Project{Class: "industrial", Concentrated: true, StockLand: true}, line: Development, outside: true, status: Prohibited, cites: []string{"自然资规〔2026〕1号"}},
	{name: "housing outside in 2025", kind: "residential", line: Development, outside: true, date: "2026-02-10", status: Prohibited, cites: []string{"自然资发〔2023〕193号"}},
	{name: "housing outside from 2026", kind: "residential", line: Development, outside: true, date: "2026-02-11", status: Conditional, authority: "省级", cites: []string{"自然资规〔2026〕1号"}, says: "未核实"},
	{name: "road outside", kind: "highway", line: Development, outside: true, status: Conditional, authority: state, cites: []string{"土地管理法》第四十四条第四款", "实施条例》第二十四条"}},
	{name: "national road outside, on the map", kind: "highway_national", line: Development, outside: true, date: "2026-03-16", status: Conditional, authority: state, cites: []string{"自然资源要素保障"}, says: "不再办理用地预审"},
	{name: "provincial road outside, on the map", project: Project{Class: "transport", Linear: true, ProvincialList: true}, line: Development, outside: true, status: Conditional, authority: state, cites: []string{"自然资源要素保障"}},
	{name: "sewage works outside", kind: "municipal", line: Development, outside: true, status: Conditional, authority: "省级", cites: []string{"土地管理法》第四十四条第四款"}, says: "单独选址"},
	{name: "small site that must be outside", kind: "special_site", line: Development, outside: true, status: Conditional, authority: "省级", cites: []string{"自然资规〔2026〕1号"}, says: "扩展倍数"},
	{name: "village house inside the village boundary", kind: "village_house", line: Development, outside: true, layers: []Line{VillageBoundary}, status: Conditional, authority: "乡（镇）人民政府", cites: []string{"土地管理法》第六十二条", "实施条例》第三十四条"}},
	{name: "village house beyond the village boundary", kind: "village_house", line: Development, outside: true, status: Conditional, authority: "乡（镇）人民政府", cites: []string{"土地管理法》第六十二条"}, says: "须先核实是否符合村庄规划"},
	{name: "village clinic", kind: "village_facility", line: Development, outside: true, status: Conditional, authority: "县级以上", cites: []string{"土地管理法》第六十一条"}},
	{name: "village workshop", kind: "village_industry", line: Development, outside: true, status: Conditional, authority: "县级以上", cites: []string{"土地管理法》第六十条"}},
	{name: "temporary land outside", kind: "temporary", line: Development, outside: true, status: Conditional, authority: "县级以上", cites: []string{"土地管理法》第五十七条"}},
	{name: "farmland improvement outside", kind: "farmland_restoration", line: Development, outside: true, status: NotInvolved, cites: []string{"实施条例》第三条"}},
	{name: "over 70 ha of other land outside", kind: "power_plant", line: Development, outside: true, other: 71 * hectare, status: Conditional, authority: state, cites: []string{"土地管理法》第四十六条"}, says: "超过70公顷"},
	{name: "just 70 ha of other land outside", kind: "power_plant", line: Development, outside: true, other: 70 * hectare, status: Conditional, cites: []string{"土地管理法》第四十四条第四款"}},

	// 耕地：第三十条、第四十六条。
	{name: "factory on cropland", kind: "factory", line: Cropland, crop: 5 * hectare, status: Conditional, authority: "省", cites: []string{"土地管理法》第三十条", "实施条例》第八条"}, says: "以省域为单位"},
	{name: "factory on cropland in 2024", kind: "factory", line: Cropland, crop: 5 * hectare, date: "2024-12-31", status: Conditional, cites: []string{"土地管理法》第三十条"}, says: "按建设项目挂钩"},
	{name: "factory on cropland inside the planned town", kind: "factory", line: Cropland, status: Conditional, authority: "原批准规划的机关", cites: []string{"土地管理法》第四十四条第三款"}},
	{name: "just 35 ha of cropland", kind: "highway", line: Cropland, crop: 35 * hectare, status: Conditional, cites: []string{"土地管理法》第三十条"}},
	{name: "over 35 ha of cropland", kind: "highway", line: Cropland, crop: 35.0001 * hectare, status: NeedsApproval, authority: state, cites: []string{"土地管理法》第四十六条"}, says: "超过35公顷"},
	{name: "temporary use of cropland", kind: "temporary", line: Cropland, crop: 40 * hectare, status: Conditional, authority: "县级以上", cites: []string{"实施条例》第二十条"}},
	{name: "bridge over cropland", kind: "bridge_crossing", line: Cropland, status: CrossesWithoutLand, cites: []string{"土地管理法》第四十四条"}},
	{name: "soil pit on cropland", kind: "quarry", line: Cropland, status: Prohibited, cites: []string{"土地管理法》第三十七条"}},
	{name: "orchard on cropland", kind: "orchard", line: Cropland, status: Conditional, authority: "县级", cites: []string{"实施条例》第十二条", "自然资发〔2021〕166号"}, says: "未核实"},
	{name: "land consolidation on cropland", kind: "farmland_restoration", line: Cropland, status: NotInvolved, cites: []string{"土地管理法》第三十七条"}},
	{name: "factory on the reserve", kind: "factory", line: ReserveFarmland, status: Conditional, authority: "市、县", cites: []string{"土地管理法》第三十条"}},

	// 黄河保护法第二十六条、第六十七条。
	{name: "chemical plant by the river", kind: "chemical_plant", line: "river_bank_control", status: Prohibited, cites: []string{"黄河保护法》第二十六条"}, says: "法律未规定公里数"},
	{name: "chemical plant by the river before the law", kind: "chemical_plant", line: "river_bank_control", date: "2023-03-31", status: Conditional, cites: []string{"水法》第三十八条"}},
	{name: "chemical plant rebuilt", kind: "chemical_rebuild", line: "river_bank_control", status: Conditional, authority: "生态环境", cites: []string{"黄河保护法》第二十六条"}},
	{name: "tailings pond by the river", kind: "tailings_pond", line: "river_bank_control", status: Prohibited, cites: []string{"黄河保护法》第二十六条"}},
	{name: "tailings pond made safer", project: Project{Class: "tailings", Rebuild: true}, line: "river_bank_control", status: Conditional, authority: "应急管理", cites: []string{"黄河保护法》第二十六条"}},
	{name: "bridge on the river bank", kind: "bridge", line: "river_bank_control", status: Conditional, authority: "水行政主管部门", cites: []string{"黄河保护法》第六十七条"}, says: "防洪标准"},

	// 自然保护地：两套分区。
	{name: "core of a protected area", line: "protected_area", zone: Core, status: Prohibited, cites: []string{"国务院令第830号"}},
	{name: "core or buffer before 15 March 2026", line: "protected_area", zone: Core, date: "2026-03-14", status: Prohibited, cites: []string{"（2017年修订）第二十七条", "（2017年修订）第二十八条"}},
	{name: "tunnel under the core of a protected area", kind: "tunnel", line: "protected_area", zone: Core, status: NeedsJustification, authority: "林业和草原", cites: []string{"第二十六条、第二十七条"}},
	{name: "tunnel under the core zone in 2025", kind: "tunnel", line: "protected_area", zone: Core, date: "2025-01-01", status: Prohibited, cites: []string{"（2017年修订）第二十七条"}},
	{name: "mine in the experimental zone", kind: "mine", line: "protected_area", zone: General, date: "2025-01-01", status: Prohibited, cites: []string{"（2017年修订）第二十六条"}, says: "开矿"},
	{name: "general control zone", kind: "highway", line: "protected_area", zone: General, status: Conditional, authority: "林业和草原", cites: []string{"国务院令第830号"}},
	{name: "road in the experimental zone", kind: "highway", line: "protected_area", zone: General, date: "2025-01-01", status: Conditional, authority: "林业和草原", cites: []string{"（2017年修订）第三十二条"}},
	{name: "chemical plant in the experimental zone", kind: "chemical_plant", line: "protected_area", zone: General, date: "2025-01-01", status: Prohibited, cites: []string{"（2017年修订）第三十二条"}},
	{name: "unzoned reserve in 2025", line: "protected_area", zone: Other, date: "2025-01-01", status: Prohibited, cites: []string{"（2017年修订）第三十条"}},
	{name: "protected area of unknown zone", line: "protected_area", zone: Other, status: NotChecked, cites: []string{"142号"}, says: "不能判断"},
}

func (c ruleCaseRow) question(t *testing.T) Question {
	q := Question{Line: c.line, SubZone: c.zone, Outside: c.outside, Project: c.project, Date: c.date,
		AreaM2: c.area, CroplandM2: c.crop, OtherLandM2: c.other, Others: map[Line]bool{}}
	if c.kind != "" {
		p, err := ParseProject(c.kind)
		require.NoError(t, err)
		q.Project = p
	}
	if q.Date == "" {
		q.Date = "2026-11-23"
	}
	if q.AreaM2 == 0 {
		q.AreaM2 = 1000
	}
	for _, l := range c.layers {
		q.Others[l] = true
	}
	return q
}

func TestRuleCases(t *testing.T) {
	hit := map[string]bool{}
	names := map[string]bool{}
	for _, c := range ruleCases {
		require.False(t, names[c.name], c.name)
		names[c.name] = true
		t.Run(c.name, func(t *testing.T) {
			findings := Default().Judge(c.question(t))
			require.NotEmpty(t, findings)
			assert.Equal(t, c.status, findings[0].Status)
			assert.Contains(t, findings[0].Authority.ZH, c.authority)
			var said, cited string
			for _, f := range findings {
				hit[f.Rule] = true
				assert.Equal(t, "cn-2026", f.Origin)
				assert.NotEmpty(t, f.Citations, f.Rule)
				assert.NotContains(t, f.Procedure.ZH+f.Procedure.EN, "{", "a figure is missing")
				said += f.Procedure.ZH + f.Remedy.ZH
				for _, c := range f.Citations {
					cited += c.Title + c.Article + " " + c.Number + "\n"
				}
			}
			for _, want := range c.cites {
				assert.Contains(t, cited, want)
			}
			assert.Contains(t, said, c.says)
		})
	}
	assert.GreaterOrEqual(t, len(ruleCases), 60)
	for _, x := range Default().rules {
		assert.True(t, hit[x.ID], "no case hits rule %s", x.ID)
	}
}

// Each kind of project that has a name gets an answer on each line, sub-zone
// and date since 2022, never the finding that no rule matches.
func TestRulesAnswerAll(t *testing.T) {
	for _, k := range Projects() {
		require.NoError(t, k.Project.Validate(), k.Kind)
		for l, s := range Default().lines {
			for _, z := range s.facets[facetSubZone].words {
				for _, d := range []Date{"", "2022-01-01", "2022-12-01", "2024-06-01", "2025-12-01", "2026-02-20", "2026-11-23"} {
					for _, outside := range []bool{false, true} {
						if outside && !l.ShouldContain() || l == ReserveFarmland && z != string(Other) || l == "protected_area" && slices.Contains([]string{"concentrated", "flexible", "special_purpose"}, z) {
							continue
						}
						f := Default().Judge(Question{Line: l, SubZone: SubZone(z), Outside: outside, Project: k.Project, Date: d, AreaM2: 10})
						assert.NotEqual(t, "no_rule", f[0].Rule, "%s %s %s %s", k.Kind, l, z, d)
					}
				}
			}
		}
	}
}

// The three lines are decided for every project that can be described, from
// the day that the texts begin: nothing falls between two rules.
func TestRulesAreTotal(t *testing.T) {
	for _, l := range ThreeLines {
		s := Default().lines[l]
		var deciding []*rule
		for _, x := range s.rules {
			if !x.adds() {
				deciding = append(deciding, x)
			}
		}
		all := make(box, len(s.facets))
		for i, f := range s.facets {
			all[i] = 1<<len(f.words) - 1
		}
		for i := range s.days { // from 2020-09-22, when the guide defines the sub-zones
			if s.days[i] <= "2020-09-21" {
				all[facetDate] &^= 1 << (i + 1)
			}
		}
		all[facetDate] &^= 1
		if !l.ShouldContain() {
			all[facetPlace] = 1
		}
		left, ok := remainder(all, deciding)
		require.True(t, ok)
		for _, b := range left {
			t.Errorf("%s: no rule for %s", l, s.example(b))
		}
	}
}

// A case below the laws' first day is not checked rather than passed.
func TestRulesBeforeTheFirstDay(t *testing.T) {
	f := Default().Judge(Question{Line: Farmland, Date: "2015-01-01", AreaM2: 1})
	assert.Equal(t, NotChecked, f[0].Status)
	assert.Equal(t, "no_rule", f[0].Rule)
	assert.True(t, strings.HasPrefix(f[0].Procedure.ZH, "未核对"))
}
