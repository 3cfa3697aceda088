package rules

import (
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
)

// A ProjectKind is a description that people ask for by name.
type ProjectKind struct {
	Kind    string       `json:"kind"`
	Title   message.Text `json:"title"`
	Project Project      `json:"project"`
}

// Projects lists the kinds of projects that have a name, the default first.
func Projects() []ProjectKind {
	kinds := make([]ProjectKind, len(projectKinds))
	for i, k := range projectKinds {
		kinds[i] = k
		kinds[i].Project = k.Project.clone()
	}
	return kinds
}

// ParseProject returns the project of a kind, such as "highway"; an empty kind
// is the ordinary project.
func ParseProject(kind string) (Project, error) {
	if kind == "" {
		return Project{}, nil
	}
	names := make([]string, len(projectKinds))
	for i, k := range projectKinds {
		if names[i] = k.Kind; k.Kind == kind {
			return k.Project.clone(), nil
		}
	}
	return Project{}, projectError(msgProjectKind, "kind", strconv.Quote(kind), "known", strings.Join(names, ", "))
}

func (p Project) clone() Project {
	if p.RequestsLand != nil {
		v := *p.RequestsLand
		p.RequestsLand = &v
	}
	if p.Replacement != nil {
		v := *p.Replacement
		p.Replacement = &v
	}
	return p
}

var noLand = false

var projectKinds = []ProjectKind{
	{"unspecified", message.Text{"一般建设项目", "construction project"}, Project{}},
	{"residential", message.Text{"城镇住宅小区", "urban housing"}, Project{Class: "residential"}},
	{"commercial", message.Text{"商业服务业项目", "commerce and services"}, Project{Class: "commercial"}},
	{"public_facility", message.Text{"学校、医院等公共服务设施", "school, hospital or other public facility"}, Project{Class: "public_facility"}},
	{"municipal", message.Text{"污水处理厂等市政公用设施", "sewage works or other utility"}, Project{Class: "municipal"}},
	{"special_site", message.Text{"有特定选址要求的零星城镇建设用地", "small urban site that must be there"}, Project{Class: "municipal", SpecialSite: true}},
	{"factory", message.Text{"工厂（新增用地）", "factory on new land"}, Project{Class: "industrial"}},
	{"factory_stock", message.Text{"工厂（使用存量建设用地）", "factory on existing construction land"}, Project{Class: "industrial", StockLand: true}},
	{"industrial_park", message.Text{"产业园区、开发区、新城新区", "industrial park, development zone, new town"}, Project{Class: "industrial", Concentrated: true}},
	{"chemical_plant", message.Text{"化工项目（新建、扩建）", "chemical plant, new or enlarged"}, Project{Class: "chemical"}},
	{"chemical_rebuild", message.Text{"化工项目（原址改建）", "chemical plant, rebuilt in place"}, Project{Class: "chemical", StockLand: true, Rebuild: true}},
	{"highway", message.Text{"公路", "road"}, Project{Class: "transport", Linear: true}},
	{"highway_national", message.Text{"国家高速公路、国道（列入国家级规划）", "national road on the state's plan"}, Project{Class: "transport", Linear: true, NationalList: true}},
	{"railway", message.Text{"铁路（列入国家级规划）", "railway on the state's plan"}, Project{Class: "transport", Linear: true, NationalList: true}},
	{"bridge", message.Text{"桥梁（申请用地）", "bridge that requests land"}, Project{Class: "transport", Linear: true}},
	{"bridge_limited", message.Text{"桥梁（申请用地，属有限人为活动）", "bridge that requests land, as a limited human activity"}, Project{Class: "transport", Linear: true, Activity: "linear_infrastructure"}},
	{"bridge_crossing", message.Text{"桥梁（仅跨越，不申请用地）", "bridge that only crosses"}, Project{Class: "transport", Linear: true, RequestsLand: &noLand}},
	{"tunnel", message.Text{"隧道（仅穿越，不申请用地）", "tunnel that only crosses"}, Project{Class: "transport", Linear: true, RequestsLand: &noLand}},
	{"power_line", message.Text{"输电线路", "power line"}, Project{Class: "energy", Linear: true}},
	{"power_line_national", message.Text{"输电线路（列入国家级规划）", "power line on the state's plan"}, Project{Class: "energy", Linear: true, NationalList: true}},
	{"power_plant", message.Text{"电站、变电站等能源设施（光伏以外）", "power station or substation, not photovoltaic"}, Project{Class: "energy", Activity: "other_energy"}},
	{"reservoir", message.Text{"水库（列入国家级规划）", "reservoir on the state's plan"}, Project{Class: "water", NationalList: true}},
	{"water_works", message.Text{"防洪、供水设施", "flood control or water supply"}, Project{Class: "water", Activity: "linear_infrastructure"}},
	{"defence", message.Text{"军事设施（国家重点建设项目）", "military facility on the state's plan"}, Project{Class: "defence", NationalList: true}},
	{"village_house", message.Text{"农村村民住宅", "village house"}, Project{Class: "village_house"}},
	{"village_house_stock", message.Text{"农村村民住宅（原宅基地翻建）", "village house rebuilt on its plot"}, Project{Class: "village_house", Activity: "residents", StockLand: true, Rebuild: true}},
	{"village_facility", message.Text{"乡（镇）村公共设施", "village facility"}, Project{Class: "village_facility"}},
	{"village_industry", message.Text{"乡村产业项目", "village enterprise"}, Project{Class: "village_industry"}},
	{"mine", message.Text{"采矿项目", "mine"}, Project{Class: "mining"}},
	{"strategic_mine", message.Text{"战略性矿产采矿权（不申请地表用地）", "mining right for a strategic mineral, no surface land"}, Project{Class: "mining", Activity: "strategic_mining", RequestsLand: &noLand}},
	{"mineral_survey", message.Text{"地质调查与矿产勘查", "geological survey and prospecting"}, Project{Class: "mining", Activity: "mineral_survey"}},
	{"tailings_pond", message.Text{"尾矿库", "tailings pond"}, Project{Class: "tailings"}},
	{"tourism", message.Text{"旅游设施", "tourist facility"}, Project{Class: "tourism"}},
	{"visiting", message.Text{"适度参观旅游、科普设施", "moderate visiting and education"}, Project{Class: "tourism", Activity: "visiting"}},
	{"patrol_station", message.Text{"管护巡护、科研监测设施", "patrol or research station"}, Project{Class: "public_facility", Activity: "stewardship"}},
	{"archaeology", message.Text{"考古与文物保护", "archaeology and heritage"}, Project{Class: "public_facility", Activity: "archaeology"}},
	{"forest_tending", message.Text{"人工商品林抚育采伐", "tending of planted forest"}, Project{Class: "agriculture", Activity: "forest_tending", RequestsLand: &noLand}},
	{"border_works", message.Text{"界务工程", "works on the state border"}, Project{Class: "defence", Activity: "border_works"}},
	{"temporary", message.Text{"施工临时用地", "temporary land for construction"}, Project{Temporary: true}},
	{"temporary_infrastructure", message.Text{"能源、交通、水利工程临时用地", "temporary land for energy, transport or water works"}, Project{Class: "transport", Temporary: true}},
	{"farmland_restoration", message.Text{"高标准农田、土地整治", "farmland improvement"}, Project{Class: "agriculture", Activity: "land_consolidation", RequestsLand: &noLand}},
	{"ecological_restoration", message.Text{"生态修复工程", "ecological restoration"}, Project{Class: "ecological_restoration", Activity: "restoration", RequestsLand: &noLand}},
	{"orchard", message.Text{"林果业", "orchard"}, Project{Class: "agriculture", Activity: "fruit_forestry", RequestsLand: &noLand}},
	{"fish_pond", message.Text{"挖塘养鱼", "fish pond"}, Project{Class: "agriculture", Activity: "fish_pond", RequestsLand: &noLand}},
	{"quarry", message.Text{"挖砂、采石、取土场", "sand, stone or soil pit"}, Project{Class: "mining", Activity: "extraction"}},
	{"crops", message.Text{"种植粮食等农作物", "growing grain or other crops"}, Project{Class: "agriculture", Activity: "crops", RequestsLand: &noLand}},
	{"greenhouse", message.Text{"大棚等种植设施（不破坏耕作层）", "greenhouse that keeps the plough layer"}, Project{Class: "agriculture", Activity: "planting_facility", RequestsLand: &noLand}},
	{"farm_building", message.Text{"农业设施（破坏耕作层）", "farm building"}, Project{Class: "agriculture", Activity: "farm_building", RequestsLand: &noLand}},
	{"livestock", message.Text{"畜禽、水产养殖设施", "sheds for livestock, fish farm"}, Project{Class: "agriculture", Activity: "livestock", RequestsLand: &noLand}},
	{"seedlings_turf", message.Text{"苗木、草皮种植", "tree seedlings, turf"}, Project{Class: "agriculture", Activity: "seedlings_turf", RequestsLand: &noLand}},
	{"greening", message.Text{"绿化造林、绿色通道、挖湖造景", "greening, green belt, ornamental lake"}, Project{Activity: "greening"}},
	{"photovoltaic", message.Text{"光伏方阵", "photovoltaic array"}, Project{Class: "energy", Activity: "photovoltaic"}},
	{"photovoltaic_facility", message.Text{"光伏发电项目配套设施", "facilities of a photovoltaic plant"}, Project{Class: "energy", Activity: "photovoltaic_facility"}},
	{"kiln", message.Text{"砖瓦窑", "kiln"}, Project{Class: "industrial", Activity: "kiln"}},
	{"grave", message.Text{"坟墓", "grave"}, Project{Activity: "grave"}},
	{"mixing_plant", message.Text{"拌合站、制梁场（临时用地）", "mixing plant or casting yard on temporary land"}, Project{Class: "transport", Activity: "hard_to_restore", Temporary: true}},
	{"data_centre", message.Text{"数据中心", "data centre"}, Project{Class: "industrial"}},
	{"filling_station", message.Text{"加油（气）站、充换电站", "filling or charging station"}, Project{Class: "commercial"}},
}
