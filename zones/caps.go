package zones

import (
	"math"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgCapNoID    = message.New("cap.no_id", "a cap has no id", "规模指标缺少 id")
	msgCapFigure  = message.New("cap.figure", "cap {id}: {name} {value} is not 0 or more", "规模指标 {id} 有误：{name} 为 {value}，应不小于 0")
	msgCapOfRatio = message.New("cap.of_ratio", "cap {id}: ratio, of and base_m2 are of the kind ratio",
		"规模指标 {id} 有误：ratio、of、base_m2 只用于 kind 为 ratio 的指标")
	msgCapRatio = message.New("cap.ratio", "cap {id}: kind ratio needs a ratio of 0 or more and one of of and base_m2",
		"规模指标 {id} 有误：kind 为 ratio 时，须写明不小于 0 的 ratio，并写明 of 或 base_m2 之一")
	msgCapLine = message.New("cap.line", "cap {id}: unknown line {word}", "规模指标 {id} 有误：不认识的控制线 {word}")
	msgCapKind = message.New("cap.kind", "cap {id}: kind {kind} is not max, min, ratio or reserve",
		"规模指标 {id} 有误：kind 为 {kind}，应为 max、min、ratio 或 reserve")
	msgCapKeep = message.New("cap.keep", "cap {id}: keep needs a day and either a share or area_m2 above 0",
		"规模指标 {id} 有误：keep 的每一项须写明日期，并写明大于 0 的 share 或 area_m2 之一")
	msgCapKeepKind = message.New("cap.keep_kind", "cap {id}: keep is of the kind reserve", "规模指标 {id} 有误：keep 只用于 kind 为 reserve 的指标")
	msgCapKeepSum  = message.New("cap.keep_sum", "cap {id}: keep adds up to more than the whole", "规模指标 {id} 有误：keep 各项之和超过全部限额")
	msgCapSubZone  = message.New("cap.sub_zone", "cap {id}: {line} has no sub-zone {word}", "规模指标 {id} 有误：{line}没有分区 {word}")
	msgCapCounts   = message.New("cap.counts", "cap {id}: counts {counts} is not overlap, addition or increment",
		"规模指标 {id} 有误：counts 为 {counts}，应为 overlap、addition 或 increment")
	msgCapIncrement = message.New("cap.increment", "cap {id}: increments need used_m2, what was used so far, or base_m2, the existing construction land at the start",
		"规模指标 {id} 有误：计增量的指标须写明 used_m2（已用面积）或 base_m2（期初存量建设用地面积）")
)

// A CapKind is how a cap limits an area.
type CapKind string

const (
	// CapMax: the area may not exceed the limit, such as 城镇开发边界 ≤ 222 km².
	CapMax CapKind = "max"
	// CapMin: the area may not fall below the limit, such as the 永农 task.
	CapMin CapKind = "min"
	// CapRatio: the area may not exceed a share of another, such as 弹性发展区 of
	// 集中建设区, or an expansion over a base year.
	CapRatio CapKind = "ratio"
	// CapReserve: shares or areas of the limit are kept for later periods.
	CapReserve CapKind = "reserve"
)

var capTitles = map[CapKind]message.Text{
	CapMax:     {ZH: "上限", EN: "at most"},
	CapMin:     {ZH: "下限", EN: "at least"},
	CapRatio:   {ZH: "比例上限", EN: "ratio"},
	CapReserve: {ZH: "分期预留", EN: "reserve"},
}

// Title says the kind in words.
func (k CapKind) Title() message.Text {
	if t, ok := capTitles[k]; ok {
		return t
	}
	return message.Text{ZH: string(k), EN: string(k)}
}

// CapCounts says what a site takes from a cap.
type CapCounts string

const (
	// CountOverlap: how much of the line the site overlaps; for a min cap. A site
	// that is to become part of the line adds to the cap instead.
	CountOverlap CapCounts = "overlap"
	// CountAddition: what a site that is itself to become part of the line
	// ([Site.Adds]) adds to it; for a max or ratio cap.
	CountAddition CapCounts = "addition"
	// CountIncrement: how much of the site lies in the line and not on existing
	// construction land or inefficient land, 增量; for a reserve cap. Its use is
	// declared, or measured: existing construction land in the line, less what
	// there was at the start of the plan (BaseM2).
	CountIncrement CapCounts = "increment"
)

// A Cap limits the area of a line, or of a sub-zone of it, in regions or in
// the whole plan. What is used is measured from geometry, each place counted
// once and less what its layer states as 扣除, unless it is declared.
type Cap struct {
	ID      string        `json:"id"`
	Title   message.Text  `json:"title"`
	Kind    CapKind       `json:"kind"`
	Line    rules.Line    `json:"line"`
	SubZone rules.SubZone `json:"sub_zone,omitempty"`
	// Regions are codes or names, as one unit: what several of them cover counts
	// once. A code that is no region itself stands for the regions below it, such
	// as 371500 for its counties. None: the whole plan.
	Regions   []string         `json:"regions,omitempty"`
	LimitM2   float64          `json:"limit_m2,omitempty"` // of max, min, reserve
	Ratio     float64          `json:"ratio,omitempty"`    // of ratio: the limit is Ratio times Of, or BaseM2
	Of        *CapBase         `json:"of,omitempty"`
	BaseM2    *float64         `json:"base_m2,omitempty"` // of ratio: the base year's area; of increments: existing construction land at the start
	Keep      []CapKeep        `json:"keep,omitempty"`    // of reserve
	UsedM2    *float64         `json:"used_m2,omitempty"` // declared, in place of what is measured
	Gross     bool             `json:"gross,omitempty"`   // 扣除 is not taken off
	Counts    CapCounts        `json:"counts,omitempty"`  // none: as the kind has it
	Citations []rules.Citation `json:"citations,omitempty"`
}

// CapBase is the area that a ratio refers to.
type CapBase struct {
	Line    rules.Line    `json:"line"`
	SubZone rules.SubZone `json:"sub_zone,omitempty"`
}

// CapKeep is the part of a limit that is kept for use from a day on: a share of
// it, or an area. It states a plan period's part, or what must be left at a
// year's end.
type CapKeep struct {
	From   rules.Date `json:"from"`
	Share  float64    `json:"share,omitempty"`
	AreaM2 float64    `json:"area_m2,omitempty"`
}

func (c *Cap) counts() CapCounts {
	switch {
	case c.Counts != "":
		return c.Counts
	case c.Kind == CapMin:
		return CountOverlap
	case c.Kind == CapReserve:
		return CountIncrement
	}
	return CountAddition
}

// validate refuses a cap that says nothing, or contradicts itself.
func (c *Cap) validate() error {
	if c.ID == "" {
		return planError(msgCapNoID)
	}
	refuse := func(m *message.Message, pairs ...any) error {
		return planError(m, append([]any{"id", strconv.Quote(c.ID)}, pairs...)...)
	}
	switch c.Kind {
	case CapMax, CapMin, CapReserve:
		if !fromZero(c.LimitM2) {
			return refuse(msgCapFigure, "name", "limit_m2", "value", c.LimitM2)
		}
		if c.Ratio != 0 || c.Of != nil || c.BaseM2 != nil && c.counts() != CountIncrement {
			return refuse(msgCapOfRatio)
		}
	case CapRatio:
		if !fromZero(c.Ratio) || (c.Of == nil) == (c.BaseM2 == nil) {
			return refuse(msgCapRatio)
		}
		if c.Of != nil && !c.Of.Line.Known() {
			return refuse(msgCapLine, "word", strconv.Quote(string(c.Of.Line)))
		}
	default:
		return refuse(msgCapKind, "kind", strconv.Quote(string(c.Kind)))
	}
	for _, k := range c.Keep {
		if _, err := rules.ParseDate(string(k.From)); err != nil || !fromZero(k.Share) || !fromZero(k.AreaM2) || (k.Share == 0) == (k.AreaM2 == 0) {
			return refuse(msgCapKeep)
		}
	}
	switch {
	case c.Kind != CapReserve && c.Keep != nil:
		return refuse(msgCapKeepKind)
	case c.kept("") > c.LimitM2*(1+sharesSum):
		return refuse(msgCapKeepSum)
	case !c.Line.Known():
		return refuse(msgCapLine, "word", strconv.Quote(string(c.Line)))
	case c.SubZone != "" && !slices.Contains(c.Line.SubZones(), c.SubZone):
		return refuse(msgCapSubZone, "line", c.Line, "word", strconv.Quote(string(c.SubZone)))
	case c.BaseM2 != nil && !fromZero(*c.BaseM2):
		return refuse(msgCapFigure, "name", "base_m2", "value", *c.BaseM2)
	case c.UsedM2 != nil && !fromZero(*c.UsedM2):
		return refuse(msgCapFigure, "name", "used_m2", "value", *c.UsedM2)
	case !slices.Contains([]CapCounts{"", CountOverlap, CountAddition, CountIncrement}, c.Counts):
		return refuse(msgCapCounts, "counts", strconv.Quote(string(c.Counts)))
	case c.counts() == CountIncrement && c.UsedM2 == nil && (c.BaseM2 == nil || c.Kind == CapRatio):
		return refuse(msgCapIncrement)
	}
	return nil
}

// sharesSum is how far the sum of shares such as 0.35 + 0.65 may exceed 1, since
// floating point rounds.
const sharesSum = 1e-12

func fromZero(v float64) bool { return v >= 0 && !math.IsInf(v, 0) }

// kept returns how much of the limit may not be used yet on a day. An unknown
// day is before all others.
func (c *Cap) kept(day rules.Date) float64 {
	kept := 0.0
	for _, k := range c.Keep {
		if k.From > day {
			kept += float64(c.LimitM2*k.Share) + k.AreaM2
		}
	}
	return kept
}

// limit returns what the cap allows on a day, given the base of a ratio.
func (c *Cap) limit(day rules.Date, base boundary.Area) boundary.Area {
	if c.Kind == CapRatio {
		return boundary.Area(c.Ratio * float64(base))
	}
	return boundary.Area(max(c.LimitM2-c.kept(day), 0))
}
