package rules

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/message"
)

// A Project describes what is to be built, as far as the rules ask. The zero
// value is an ordinary construction project of no particular class that
// requests land, is on no list and is not on existing construction land: the
// description with the fewest exceptions, so that leaving something out never
// makes a site look better than it is.
type Project struct {
	Class    Class    `json:"class,omitempty"`
	Activity Activity `json:"activity,omitempty"` // empty: ordinary construction
	// Linear is a road, railway, pipe, canal or power line, with its bridges and tunnels.
	Linear bool `json:"linear,omitempty"`
	// RequestsLand is whether land inside the line is applied for; nil is yes.
	// A bridge whose piers stand outside only crosses: false.
	RequestsLand *bool `json:"requests_land,omitempty"`
	// Temporary is land used for a time and then restored, 临时用地.
	Temporary bool `json:"temporary,omitempty"`
	// NationalList is a major project that the state lists or plans, 国家重大项目.
	NationalList bool `json:"national_list,omitempty"`
	// ProvincialList is a project on a list of the province, 省级清单.
	ProvincialList bool `json:"provincial_list,omitempty"`
	// StockLand is a site wholly on existing construction land, 存量建设用地.
	StockLand bool `json:"stock_land,omitempty"`
	// Concentrated is a new town, development zone, industrial park or other
	// concentrated urban building, 集中城镇建设.
	Concentrated bool `json:"concentrated,omitempty"`
	// SpecialSite is a small urban site that must be where it is, 有特定选址要求的零星城镇建设用地.
	SpecialSite bool `json:"special_site,omitempty"`
	// Rebuild changes what exists and neither founds nor enlarges, 改建.
	Rebuild bool `json:"rebuild,omitempty"`
	// Replacement is the farmland offered for what is taken, 补划.
	Replacement *Replacement `json:"replacement,omitempty"`
}

// A Class is what kind of thing is built. Its value is the word of the JSON.
type Class string

// Classes of projects.
const (
	Unspecified           Class = "" // written "unspecified" in a condition
	Residential           Class = "residential"
	Commercial            Class = "commercial"
	PublicFacility        Class = "public_facility"
	Municipal             Class = "municipal"
	Industrial            Class = "industrial"
	Chemical              Class = "chemical"
	Mining                Class = "mining"
	Tailings              Class = "tailings"
	Transport             Class = "transport"
	Energy                Class = "energy"
	Water                 Class = "water"
	Communication         Class = "communication"
	Defence               Class = "defence"
	Tourism               Class = "tourism"
	VillageHouse          Class = "village_house"
	VillageFacility       Class = "village_facility"
	VillageIndustry       Class = "village_industry"
	Agriculture           Class = "agriculture"
	EcologicalRestoration Class = "ecological_restoration"
)

// An Activity is what is done, where a rule allows or forbids it by name. The
// first ten are the limited human activities of the ecological red line in
// their order, 自然资发〔2022〕142号.
type Activity string

// Activities.
const (
	OrdinaryConstruction Activity = "" // written "none" in a condition
	Stewardship          Activity = "stewardship"
	Residents            Activity = "residents"
	Archaeology          Activity = "archaeology"
	ForestTending        Activity = "forest_tending"
	Visiting             Activity = "visiting"
	LinearInfrastructure Activity = "linear_infrastructure"
	MineralSurvey        Activity = "mineral_survey"
	Restoration          Activity = "restoration"
	BorderWorks          Activity = "border_works"
	OtherLawful          Activity = "other_lawful"
	StrategicMining      Activity = "strategic_mining"
	FruitForestry        Activity = "fruit_forestry"
	FishPond             Activity = "fish_pond"
	Extraction           Activity = "extraction"
	LandConsolidation    Activity = "land_consolidation"
)

// Replacement is farmland that is to become permanent basic farmland in place
// of what a project takes. Grades are mean quality grades, 平均质量等别, where
// 1 is the best; 0 is unknown.
type Replacement struct {
	AreaM2          float64 `json:"area_m2"`
	Grade           float64 `json:"grade,omitempty"`
	GradeTaken      float64 `json:"grade_taken,omitempty"`
	MaxSlopeDegrees float64 `json:"max_slope_degrees"`
	Stable          bool    `json:"stable"` // can be used as cropland for good, 长期稳定利用
}

// requestsLand resolves the default of RequestsLand.
func (p Project) requestsLand() bool { return p.RequestsLand == nil || *p.RequestsLand }

// Validate reports the first word or figure that is not one of a project.
func (p Project) Validate() error {
	if _, ok := classTitles[p.Class.word()]; !ok {
		return fmt.Errorf("zones: project class %q is not one of %s", p.Class, strings.Join(classWords, ", "))
	}
	if _, ok := activityTitles[p.Activity.word()]; !ok {
		return fmt.Errorf("zones: project activity %q is not one of %s", p.Activity, strings.Join(activityWords, ", "))
	}
	if p.Concentrated && p.SpecialSite {
		return fmt.Errorf("zones: a project cannot be both concentrated and special_site: special sites are single small ones")
	}
	if r := p.Replacement; r != nil {
		for _, v := range []struct {
			name  string
			value float64
		}{{"area_m2", r.AreaM2}, {"grade", r.Grade}, {"grade_taken", r.GradeTaken}, {"max_slope_degrees", r.MaxSlopeDegrees}} {
			if math.IsNaN(v.value) || math.IsInf(v.value, 0) || v.value < 0 {
				return fmt.Errorf("zones: replacement %s is %v, not a number from 0", v.name, v.value)
			}
		}
		if r.MaxSlopeDegrees > 90 {
			return fmt.Errorf("zones: replacement max_slope_degrees is %v, over 90", r.MaxSlopeDegrees)
		}
	}
	return nil
}

// MarshalJSON writes the class also where it is none in particular: an ordinary
// project is {"class":"unspecified"}.
func (p Project) MarshalJSON() ([]byte, error) {
	type plain Project
	p.Class = Class(p.Class.word())
	return json.Marshal(plain(p))
}

// UnmarshalJSON reads a project. An unknown field or word is an error: a
// misspelt description would otherwise be judged as another project.
func (p *Project) UnmarshalJSON(b []byte) error {
	type plain Project
	var v plain
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		return fmt.Errorf("zones: project: %w", err)
	}
	if v.Class == "unspecified" {
		v.Class = Unspecified
	}
	if v.Activity == "none" {
		v.Activity = OrdinaryConstruction
	}
	if err := Project(v).Validate(); err != nil {
		return err
	}
	*p = Project(v)
	return nil
}

// Title describes the project in one line, defaults included.
func (p Project) Title() message.Text {
	zh := []string{classTitles[p.Class.word()].ZH}
	en := []string{classTitles[p.Class.word()].EN}
	if p.Activity != "" {
		zh, en = append(zh, activityTitles[p.Activity.word()].ZH), append(en, activityTitles[p.Activity.word()].EN)
	}
	for _, f := range projectFlags {
		if f.get(p) {
			zh, en = append(zh, f.title.ZH), append(en, f.title.EN)
		}
	}
	switch {
	case p.Temporary:
	case p.requestsLand():
		zh, en = append(zh, "申请用地"), append(en, "requests land")
	default:
		zh, en = append(zh, "不申请用地"), append(en, "requests no land")
	}
	if p.Replacement != nil {
		zh, en = append(zh, "附补划方案"), append(en, "brings replacement farmland")
	}
	return message.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

// A shortfall is a test that replacement farmland fails.
type shortfall string

// shortfalls lists what is wanting in replacement for so many square metres,
// where slope is the limit in degrees. Nothing offered is no shortfall list.
func (r *Replacement) shortfalls(lostM2, slope float64) []shortfall {
	var s []shortfall
	if r.AreaM2 <= 0 || r.AreaM2 < lostM2 {
		s = append(s, "area")
	}
	if r.Grade <= 0 || r.GradeTaken <= 0 || r.Grade > r.GradeTaken {
		s = append(s, "grade")
	}
	if r.MaxSlopeDegrees >= slope {
		s = append(s, "slope")
	}
	if !r.Stable {
		s = append(s, "stable")
	}
	return s
}

// Classes lists the classes of projects, the default first.
func Classes() []Class {
	var all []Class
	for _, w := range classWords {
		all = append(all, Class(w))
	}
	all[0] = Unspecified
	return all
}

// Activities lists the activities, the default first.
func Activities() []Activity {
	var all []Activity
	for _, w := range activityWords {
		all = append(all, Activity(w))
	}
	all[0] = OrdinaryConstruction
	return all
}

// Title names the class.
func (c Class) Title() message.Text { return classTitles[c.word()] }

// Title names the activity.
func (a Activity) Title() message.Text { return activityTitles[a.word()] }

func (c Class) word() string {
	if c == Unspecified {
		return "unspecified"
	}
	return string(c)
}

func (a Activity) word() string {
	if a == OrdinaryConstruction {
		return "none"
	}
	return string(a)
}

// projectFlags are the yes-no fields of a project whose default is no.
var projectFlags = []struct {
	name  string
	title message.Text
	get   func(Project) bool
}{
	{"linear", message.Text{"线性工程", "linear"}, func(p Project) bool { return p.Linear }},
	{"temporary", message.Text{"临时用地", "temporary use"}, func(p Project) bool { return p.Temporary }},
	{"national_list", message.Text{"列入国家重大项目", "national major project"}, func(p Project) bool { return p.NationalList }},
	{"provincial_list", message.Text{"列入省级清单", "on a provincial list"}, func(p Project) bool { return p.ProvincialList }},
	{"stock_land", message.Text{"使用存量建设用地", "on existing construction land"}, func(p Project) bool { return p.StockLand }},
	{"concentrated", message.Text{"集中城镇建设", "concentrated urban building"}, func(p Project) bool { return p.Concentrated }},
	{"special_site", message.Text{"有特定选址要求的零星用地", "small site that must be there"}, func(p Project) bool { return p.SpecialSite }},
	{"rebuild", message.Text{"改建（不新建、不扩建）", "rebuilding only"}, func(p Project) bool { return p.Rebuild }},
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
	"extraction":            {"建窑、建坟、挖砂、采石、采矿、取土、堆放固体废弃物", "kilns, graves, digging of sand, stone, ore or soil, waste"},
	"land_consolidation":    {"高标准农田建设、土地整治", "farmland improvement, land consolidation"},
}

var classWords, activityWords = sortedWords(classTitles, "unspecified"), sortedWords(activityTitles, "none")

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
