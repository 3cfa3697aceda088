package rules

import (
	"strings"

	"github.com/sanxian/sanxian/message"
)

// A Line is a control line of a plan, or another layer that a site is measured
// against. Its value is the word of the JSON.
type Line string

// The three lines, 三线.
const (
	Farmland    Line = "permanent_basic_farmland"   // 永久基本农田
	Ecology     Line = "ecological_red_line"        // 生态保护红线
	Development Line = "urban_development_boundary" // 城镇开发边界
)

// Supporting layers that the library knows more about than their names. Further ones
// are in the table of titles below; all are reported where the plan has them.
const (
	AdminRegion     Line = "administrative_region"         // 行政区
	VillageBoundary Line = "village_construction_boundary" // 村庄建设边界
	ReserveFarmland Line = "reserve_farmland"              // 永久基本农田储备区
	Cropland        Line = "cropland"                      // 耕地
)

// ThreeLines are the lines that every report names, in the default order.
var ThreeLines = []Line{Farmland, Ecology, Development}

// Supporting layers whose sub-zones have names of their own.
const (
	riverBank    Line = "river_bank_control"
	protected    Line = "protected_area"
	nationalPark Line = "national_park"
	scenicArea   Line = "scenic_area"
	waterSource  Line = "water_source"
)

// StockLines are the layers of what counts as 存量, which takes no increment.
var StockLines = []Line{"existing_construction_land", "inefficient_land"}

// lineTitles are the names of the lines.
var lineTitles = map[Line]message.Text{
	Farmland:                       {ZH: "永久基本农田", EN: "permanent basic farmland"},
	Ecology:                        {ZH: "生态保护红线", EN: "ecological red line"},
	Development:                    {ZH: "城镇开发边界", EN: "urban development boundary"},
	AdminRegion:                    {ZH: "行政区", EN: "administrative region"},
	VillageBoundary:                {ZH: "村庄建设边界", EN: "village construction boundary"},
	"existing_construction_land":   {ZH: "存量建设用地", EN: "existing construction land"},
	"inefficient_land":             {ZH: "低效用地", EN: "inefficient land"},
	ReserveFarmland:                {ZH: "永久基本农田储备区", EN: "reserve farmland"},
	Cropland:                       {ZH: "耕地", EN: "cropland"},
	riverBank:                      {ZH: "岸线管控范围", EN: "river bank control area"},
	"river_management_area":        {ZH: "河道管理范围", EN: "river management area"},
	"river_corridor":               {ZH: "黄河生态廊道", EN: "Yellow River corridor"},
	protected:                      {ZH: "自然保护地", EN: "protected area"},
	nationalPark:                   {ZH: "国家公园", EN: "national park"},
	scenicArea:                     {ZH: "风景名胜区", EN: "scenic area"},
	waterSource:                    {ZH: "饮用水水源保护区", EN: "drinking water source"},
	"national_wetland":             {ZH: "国家重要湿地", EN: "wetland of national importance"},
	"wetland":                      {ZH: "湿地", EN: "wetland"},
	"forest":                       {ZH: "林地", EN: "forest land"},
	"class_1_forest":               {ZH: "Ⅰ级保护林地", EN: "class I protected forest"},
	"basic_grassland":              {ZH: "基本草原", EN: "basic grassland"},
	"collective_construction_land": {ZH: "集体经营性建设用地", EN: "collective construction land for business"},
	"urban_space":                  {ZH: "城镇空间", EN: "urban space"},
	"agricultural_space":           {ZH: "农业空间", EN: "agricultural space"},
	"ecological_space":             {ZH: "生态空间", EN: "ecological space"},
}

// ownPrefix begins the names of a user's own layers.
const ownPrefix = "x_"

// Known reports whether the word names one of the lines above. A layer of the
// user's own has a line that begins with "x_".
func (l Line) Known() bool {
	_, known := lineTitles[l]
	return known || len(l) > len(ownPrefix) && strings.HasPrefix(string(l), ownPrefix)
}

// Title names the line, by its word where it is the user's own.
func (l Line) Title() message.Text {
	if t, ok := lineTitles[l]; ok {
		return t
	}
	return message.Text{ZH: string(l), EN: string(l)}
}

// ShouldContain reports whether a site belongs inside the line's zones, so
// that what lies outside is what matters.
func (l Line) ShouldContain() bool { return l == Development }

// SubZones returns the sub-zones that data of the line can have. A user's own
// rules may use any of them for a supporting layer.
func (l Line) SubZones() []SubZone {
	switch l {
	case Farmland:
		return nil
	case Ecology, protected, nationalPark, scenicArea:
		return []SubZone{Core, General}
	case riverBank:
		return []SubZone{MainRiver, Tributary}
	case waterSource:
		return []SubZone{GradeOne, GradeTwo, Quasi}
	case Development:
		return []SubZone{Concentrated, Flexible, SpecialPurpose}
	}
	return []SubZone{Core, General, Concentrated, Flexible, SpecialPurpose}
}

// A SubZone is a part of a line with rules of its own.
type SubZone string

const (
	Core           SubZone = "core"            // 核心保护区
	General        SubZone = "general"         // 一般控制区
	Concentrated   SubZone = "concentrated"    // 城镇集中建设区
	Flexible       SubZone = "flexible"        // 城镇弹性发展区
	SpecialPurpose SubZone = "special_purpose" // 特别用途区
	MainRiver      SubZone = "main_river"      // 干流、重要支流
	Tributary      SubZone = "tributary"       // 其他支流
	GradeOne       SubZone = "grade_one"       // 饮用水水源一级保护区
	GradeTwo       SubZone = "grade_two"       // 饮用水水源二级保护区
	Quasi          SubZone = "quasi"           // 饮用水水源准保护区
	Other          SubZone = "other"           // not known, or the line has none
)

var subZoneTitles = map[SubZone]message.Text{
	Core:           {ZH: "核心保护区", EN: "core protection zone"},
	General:        {ZH: "一般控制区", EN: "general control zone"},
	Concentrated:   {ZH: "城镇集中建设区", EN: "concentrated construction zone"},
	Flexible:       {ZH: "城镇弹性发展区", EN: "flexible development zone"},
	SpecialPurpose: {ZH: "特别用途区", EN: "special purpose zone"},
	MainRiver:      {ZH: "干流、重要支流", EN: "main river or important tributary"},
	Tributary:      {ZH: "其他支流", EN: "other tributary"},
	GradeOne:       {ZH: "一级保护区", EN: "first-grade zone"},
	GradeTwo:       {ZH: "二级保护区", EN: "second-grade zone"},
	Quasi:          {ZH: "准保护区", EN: "quasi-protection zone"},
	Other:          {ZH: "未分区", EN: "no sub-zone"},
}

// Title names the sub-zone.
func (z SubZone) Title() message.Text {
	if t, ok := subZoneTitles[z]; ok {
		return t
	}
	return message.Text{ZH: string(z), EN: string(z)}
}

var (
	_ = message.Words("line", func(word string) string { return Line(word).Title().ZH })
	_ = message.Words("sub_zone", func(word string) string { return SubZone(word).Title().ZH })
)
