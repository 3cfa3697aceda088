package rules

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
)

// ErrProject is the class of errors of a description of a project.
var ErrProject = message.NewClass("rules: unusable project", "项目描述有误")

var (
	msgProjectClass     = message.New("project.class", "class {class} is not one of {known}", "类别 {class} 不在可用取值 {known} 之中")
	msgProjectActivity  = message.New("project.activity", "activity {activity} is not one of {known}", "活动 {activity} 不在可用取值 {known} 之中")
	msgProjectProgramme = message.New("project.programme", "programme {programme} is not one of {known}", "所属程序 {programme} 不在可用取值 {known} 之中")
	msgProjectOwnership = message.New("project.ownership", "ownership {ownership} is not one of {known}", "权属 {ownership} 不在可用取值 {known} 之中")
	msgProjectSites     = message.New("project.sites", "a project cannot be both concentrated and special_site: special sites are single small ones",
		"项目不能既是 concentrated（集中城镇建设）又是 special_site（有特定选址要求的零星用地）")
	msgProjectFigure = message.New("project.figure", "replacement {name} is {value}, not a number from 0", "补划的 {name} 为 {value}，应为不小于 0 的数")
	msgProjectGrade  = message.New("project.grade", "replacement {name} is {value}, not a grade from {best} (the best) to {worst}; 0 is unknown", "补划的 {name} 为 {value}，应为 {best}（最好）至 {worst} 等，0 为不明")
	msgProjectSlope  = message.New("project.slope", "replacement max_slope_degrees is {value}, over 90", "补划的 max_slope_degrees 为 {value}，超过 90 度")
	msgProjectJSON   = message.New("project.json", "{error}", "{error}")
	msgProjectKind   = message.New("project.kind", "kind {kind} is not one of {known}", "项目种类 {kind} 不在可用取值 {known} 之中")
)

// A Project describes what is to be built, as far as the rules ask. The zero
// value is an ordinary construction project of no particular class that
// requests land, is on no list and is not on existing construction land: the
// description with the fewest exceptions, so that leaving something out never
// makes a site look better than it is.
type Project struct {
	// Class is what kind of thing is built: the word of one of [Classes].
	Class string `json:"class,omitempty"`
	// Activity is what is done, where a rule allows or forbids it by name: the word
	// of one of [Activities]; empty is ordinary construction.
	Activity string `json:"activity,omitempty"`
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
	// Rebuild changes what exists without building new or enlarging, 改建.
	Rebuild bool `json:"rebuild,omitempty"`
	// Ownership is whose the land is that the project takes: "collective" 集体, "state"
	// 国有, or empty where that is not known or it is both.
	Ownership string `json:"ownership,omitempty"`
	// Programme is what the project is part of: the word of one of [Programmes].
	Programme string `json:"programme,omitempty"`
	// Replacement is the farmland offered for what is taken, 补划.
	Replacement *Replacement `json:"replacement,omitempty"`
}

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

// Validate reports the first word or figure that is not one of a project, as an
// error of class ErrProject.
func (p Project) Validate() error {
	if _, ok := classTitles[p.class()]; !ok {
		return projectError(msgProjectClass, "class", strconv.Quote(p.Class), "known", strings.Join(classWords, ", "))
	}
	if _, ok := activityTitles[p.activity()]; !ok {
		return projectError(msgProjectActivity, "activity", strconv.Quote(p.Activity), "known", strings.Join(activityWords, ", "))
	}
	if !slices.Contains(ownershipWords, p.ownership()) {
		return projectError(msgProjectOwnership, "ownership", strconv.Quote(p.Ownership), "known", strings.Join(ownershipWords, ", "))
	}
	if _, ok := programmeTitles[p.programme()]; !ok {
		return projectError(msgProjectProgramme, "programme", strconv.Quote(p.Programme), "known", strings.Join(programmeWords, ", "))
	}
	if p.Concentrated && p.SpecialSite {
		return projectError(msgProjectSites)
	}
	if p.Replacement == nil {
		return nil
	}
	return p.Replacement.validate()
}

func (r *Replacement) validate() error {
	for _, v := range []struct {
		name  string
		value float64
	}{{"area_m2", r.AreaM2}, {"grade", r.Grade}, {"grade_taken", r.GradeTaken}, {"max_slope_degrees", r.MaxSlopeDegrees}} {
		if math.IsNaN(v.value) || math.IsInf(v.value, 0) || v.value < 0 {
			return projectError(msgProjectFigure, "name", v.name, "value", v.value)
		}
	}
	for _, v := range []struct {
		name  string
		value float64
	}{{"grade", r.Grade}, {"grade_taken", r.GradeTaken}} {
		if v.value != 0 && (v.value < bestGrade || v.value > worstGrade) {
			return projectError(msgProjectGrade, "name", v.name, "value", v.value, "best", bestGrade, "worst", worstGrade)
		}
	}
	if r.MaxSlopeDegrees > steepest {
		return projectError(msgProjectSlope, "value", r.MaxSlopeDegrees)
	}
	return nil
}

// steepest is the slope of a wall, in degrees.
const steepest = 90

// Mean quality grades of farmland run from 1 to 15.
const bestGrade, worstGrade = 1, 15

func projectError(m *message.Message, pairs ...any) error {
	return m.Error(ErrProject, message.Place{}, pairs...)
}

// MarshalJSON always writes the class: an ordinary project is
// {"class":"unspecified"}.
func (p Project) MarshalJSON() ([]byte, error) {
	type plain Project
	p.Class = p.class()
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
		return projectError(msgProjectJSON, "error", message.JSONError(err))
	}
	if v.Class == unspecified {
		v.Class = ""
	}
	if v.Activity == none {
		v.Activity = ""
	}
	if v.Programme == none {
		v.Programme = ""
	}
	if v.Ownership == ownershipWords[0] {
		v.Ownership = ""
	}
	if err := Project(v).Validate(); err != nil {
		return err
	}
	*p = Project(v)
	return nil
}

// Title describes the project in one line, defaults included.
func (p Project) Title() message.Text {
	zh := []string{classTitles[p.class()].ZH}
	en := []string{classTitles[p.class()].EN}
	if p.Activity != "" {
		zh, en = append(zh, activityTitles[p.activity()].ZH), append(en, activityTitles[p.activity()].EN)
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
	if t := ownershipTitles[p.ownership()]; p.Ownership != "" {
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	if t := programmeTitles[p.programme()]; p.Programme != "" {
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	if p.Replacement != nil {
		zh, en = append(zh, "附补划方案"), append(en, "brings replacement farmland")
	}
	return message.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

// A shortfall is a test that replacement farmland fails.
type shortfall string

// shortfalls lists the tests that replacement for so many square metres fails,
// where slope is the limit in degrees. Call it only where some is offered.
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
