package rules

import (
	"slices"

	"github.com/sanxian/sanxian/message"
)

// The words for no class and no activity in particular.
const (
	unspecified = "unspecified"
	none        = "none"
)

// Classes lists the classes of projects, the default first.
func Classes() []ProjectKind {
	return choices(classWords, classTitles, func(word string) Project { return Project{Class: word} })
}

// Activities lists the activities, the default first.
func Activities() []ProjectKind {
	return choices(activityWords, activityTitles, func(word string) Project { return Project{Activity: word} })
}

// Programmes lists what a project can say it is part of, none first. The national
// rules judge none of them; those of a province may.
func Programmes() []ProjectKind {
	return choices(programmeWords, programmeTitles, func(word string) Project { return Project{Programme: word} })
}

func choices(words []string, titles map[string]message.Text, of func(string) Project) []ProjectKind {
	all := make([]ProjectKind, len(words))
	for i, w := range words {
		all[i] = ProjectKind{w, titles[w], Project{}}
		if i > 0 { // the first is the default, the zero Project
			all[i].Project = of(w)
		}
	}
	return all
}

func (p Project) class() string    { return orDefault(p.Class, unspecified) }
func (p Project) activity() string { return orDefault(p.Activity, none) }

func (p Project) programme() string { return orDefault(p.Programme, none) }

func (p Project) ownership() string { return orDefault(p.Ownership, ownershipWords[0]) }

// word returns what a project says of a facet whose words are its own.
func (p Project) word(facet string) string {
	switch facet {
	case "class":
		return p.class()
	case "activity":
		return p.activity()
	case "programme":
		return p.programme()
	}
	return p.ownership()
}

var ownershipTitles = map[string]message.Text{"unknown": {"权属未说明", "ownership not said"}, "collective": {"集体土地", "collective land"}, "state": {"国有土地", "state-owned land"}}

func orDefault(word, none string) string {
	if word == "" {
		return none
	}
	return word
}

var classTitles = map[string]message.Text{
	"unspecified":            {"一般建设项目", "construction project"},
	"residential":            {"城镇住宅", "urban housing"},
	"commercial":             {"商业服务业", "commerce and services"},
	"public_facility":        {"公共服务设施", "public facility"},
	"municipal":              {"市政公用设施", "municipal utility"},
	"industrial":             {"工业、仓储", "industry, storage"},
	"chemical":               {"化工项目", "chemical plant"},
	"mining":                 {"采矿", "mining"},
	"tailings":               {"尾矿库", "tailings pond"},
	"transport":              {"交通", "transport"},
	"energy":                 {"能源", "energy"},
	"water":                  {"水利", "water works"},
	"communication":          {"通信", "communication"},
	"defence":                {"军事国防", "defence"},
	"tourism":                {"旅游", "tourism"},
	"village_house":          {"农村村民住宅", "village house"},
	"village_facility":       {"乡（镇）村公共设施、公益事业", "village facility"},
	"village_industry":       {"乡村产业", "village enterprise"},
	"agriculture":            {"农业生产、土地整治", "farming, land consolidation"},
	"ecological_restoration": {"生态修复", "ecological restoration"},
}

// The first ten after "none" are the limited human activities of the ecological
// red line in their order, 自然资发〔2022〕142号.
var activityTitles = map[string]message.Text{
	"none":                  {"一般建设", "ordinary construction"},
	"stewardship":           {"管护巡护、科研监测、防灾救灾、军事国防等活动", "patrol, research, survey, disaster relief, defence"},
	"residents":             {"原住居民生产生活", "life and work of the residents"},
	"archaeology":           {"考古、化石发掘、标本采集、文物保护", "archaeology, fossils, specimens, heritage"},
	"forest_tending":        {"人工商品林抚育采伐、树种更新、竹林经营", "tending of planted forest and bamboo"},
	"visiting":              {"适度参观旅游、科普宣教及配套设施", "moderate visiting and education"},
	"linear_infrastructure": {"必须且无法避让的线性基础设施、通讯、防洪、供水设施", "unavoidable linear infrastructure, communication, flood control, water supply"},
	"mineral_survey":        {"地质调查与矿产资源勘查开采", "geological survey, minerals"},
	"restoration":           {"生态修复", "ecological restoration"},
	"border_works":          {"边界通视道清理、界务工程", "works on the state border"},
	"other_lawful":          {"法律法规规定允许的其他人为活动", "other activity that a law allows"},
	"strategic_mining":      {"战略性矿产等采矿权设置", "mining rights for strategic minerals"},
	"fruit_forestry":        {"发展林果业", "orchards and forestry"},
	"fish_pond":             {"挖塘养鱼", "fish ponds"},
	"extraction":            {"挖砂、采石、采矿、取土、堆放固体废弃物", "digging of sand, stone, ore or soil, waste"},
	"land_consolidation":    {"高标准农田建设、土地整治", "farmland improvement, land consolidation"},
	"crops":                 {"种植粮食等农作物（不改变耕地用途）", "growing grain or other crops"},
	"planting_facility":     {"种植设施（不破坏耕作层）", "planting facility that keeps the plough layer"},
	"farm_building":         {"破坏耕作层的种植设施及附属设施", "planting facility that breaks the plough layer, farm building"},
	"livestock":             {"畜禽、水产养殖设施", "sheds for livestock, fish farm"},
	"seedlings_turf":        {"种植苗木、草皮", "tree seedlings, turf"},
	"greening":              {"绿化造林、绿色通道、挖湖造景", "greening, green belts, ornamental lakes"},
	"photovoltaic":          {"光伏方阵", "photovoltaic array"},
	"photovoltaic_facility": {"光伏发电项目配套设施", "facilities of a photovoltaic plant"},
	"other_energy":          {"光伏以外的能源设施（水电、核电、风电、火电、电网、油气等）", "energy other than photovoltaics"},
	"kiln":                  {"建窑", "kiln"},
	"grave":                 {"建坟", "grave"},
	"hard_to_restore":       {"制梁场、拌合站等难以恢复原种植条件的用地", "casting yard, mixing plant or other use after which land is hard to restore"},
}

var programmeTitles = map[string]message.Text{
	"none":                {"无", "none"},
	"tract_development":   {"成片开发", "development of a tract"},
	"advance_use":         {"先行用地", "use in advance of approval"},
	"land_swap":           {"城乡建设用地增减挂钩", "swap of urban and rural construction land"},
	"whole_area_works":    {"全域土地综合整治", "improvement of a whole area"},
	"land_reserve":        {"土地储备", "land reserve"},
	"historical":          {"历史遗留用地", "land use from before the rules"},
	"reservoir_inundated": {"水库淹没区", "land that a reservoir floods"},
}

var classWords, activityWords, programmeWords = sortedWords(classTitles, unspecified), sortedWords(activityTitles, none), sortedWords(programmeTitles, none)

var _ = message.Words("programme", func(word string) string { return programmeTitles[word].ZH })

// sortedWords puts the default first: an example of a conflict is then as
// ordinary as it can be.
func sortedWords(titles map[string]message.Text, first string) []string {
	words := []string{first}
	for w := range titles {
		if w != first {
			words = append(words, w)
		}
	}
	slices.Sort(words[1:])
	return words
}
