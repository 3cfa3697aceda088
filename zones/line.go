package zones

// A Line is a control line of a plan, or another layer that a site is measured
// against. Its value is the word of the JSON.
type Line string

// The three lines, 三线.
const (
	Farmland  Line = "permanent_basic_farmland"   // 永久基本农田
	Ecology   Line = "ecological_red_line"        // 生态保护红线
	Expansion Line = "urban_development_boundary" // 城镇开发边界
)

// Supporting layers, reported where the plan has them.
const (
	Region           Line = "administrative_region"         // 行政区
	VillageBoundary  Line = "village_construction_boundary" // 村庄建设边界
	ExistingLand     Line = "existing_construction_land"    // 存量建设用地
	InefficientLand  Line = "inefficient_land"              // 低效用地
	ReserveFarmland  Line = "reserve_farmland"              // 永久基本农田储备区
	Cropland         Line = "cropland"                      // 耕地
	RiverBank        Line = "river_bank_control"            // 河道岸线管控范围
	RiverCorridor    Line = "river_corridor"                // 黄河生态廊道
	ProtectedArea    Line = "protected_area"                // 自然保护地等
	UrbanSpace       Line = "urban_space"                   // 城镇空间
	AgricultureSpace Line = "agricultural_space"            // 农业空间
	EcologySpace     Line = "ecological_space"              // 生态空间
)

// ThreeLines are the lines that every report names, in the default order.
var ThreeLines = []Line{Farmland, Ecology, Expansion}

// Known reports whether the word names one of the lines above. A layer of the
// user's own has a line that begins with "x_".
func (l Line) Known() bool {
	switch l {
	case Farmland, Ecology, Expansion, Region, VillageBoundary, ExistingLand, InefficientLand, ReserveFarmland, Cropland,
		RiverBank, RiverCorridor, ProtectedArea, UrbanSpace, AgricultureSpace, EcologySpace:
		return true
	}
	return len(l) > 2 && l[:2] == "x_"
}

// shouldContain reports whether a site belongs inside the line's zones, so
// that what lies outside is what matters.
func (l Line) shouldContain() bool { return l == Expansion }

// A SubZone is a part of a line with rules of its own.
type SubZone string

const (
	Core           SubZone = "core"            // 核心保护区
	General        SubZone = "general"         // 一般控制区
	Concentrated   SubZone = "concentrated"    // 城镇集中建设区
	Flexible       SubZone = "flexible"        // 城镇弹性发展区
	SpecialPurpose SubZone = "special_purpose" // 特别用途区
	Other          SubZone = "other"           // not known, or the line has none
)
