package report

import (
	"fmt"

	"github.com/sanxian/sanxian/zones"
)

// A Lang is the language of what people read.
type Lang string

const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// ParseLang reads "zh" or "en".
func ParseLang(s string) (Lang, error) {
	switch l := Lang(s); l {
	case Chinese, English:
		return l, nil
	}
	return "", fmt.Errorf("report: %q is not a language; write zh or en", s)
}

// words is a text in both languages.
type words struct{ zh, en string }

// say returns the text in the language; anything but English is Chinese.
func (l Lang) say(w words) string {
	if l == English {
		return w.en
	}
	return w.zh
}

func (l Lang) pick(zh, en string) string { return l.say(words{zh, en}) }

// text returns a text of a rule set, in the other language where it has only
// that.
func (l Lang) text(t zones.Text) string {
	s := l.pick(t.ZH, t.EN)
	if s == "" {
		s = t.ZH + t.EN
	}
	return clean(s)
}

// join puts parts of a sentence together.
func (l Lang) comma() string { return l.pick("，", ", ") }
func (l Lang) semi() string  { return l.pick("；", "; ") }
func (l Lang) colon() string { return l.pick("：", ": ") }

// paren puts s in brackets, with the space that English wants before them.
func (l Lang) paren(s string) string { return l.pick("（", " (") + s + l.pick("）", ")") }

var lineNames = map[zones.Line]words{
	zones.Farmland:         {"永久基本农田", "permanent basic farmland"},
	zones.Ecology:          {"生态保护红线", "ecological red line"},
	zones.Expansion:        {"城镇开发边界", "urban development boundary"},
	zones.Region:           {"行政区", "administrative region"},
	zones.VillageBoundary:  {"村庄建设边界", "village construction boundary"},
	zones.ExistingLand:     {"存量建设用地", "existing construction land"},
	zones.InefficientLand:  {"低效用地", "inefficient land"},
	zones.ReserveFarmland:  {"永久基本农田储备区", "reserve farmland"},
	zones.Cropland:         {"耕地", "cropland"},
	zones.RiverBank:        {"河道岸线管控范围", "river bank control area"},
	zones.RiverCorridor:    {"黄河生态廊道", "Yellow River corridor"},
	zones.ProtectedArea:    {"自然保护地", "protected area"},
	zones.UrbanSpace:       {"城镇空间", "urban space"},
	zones.AgricultureSpace: {"农业空间", "agricultural space"},
	zones.EcologySpace:     {"生态空间", "ecological space"},
}

// LineName returns the name of a line, the word itself for a line of the
// user's own.
func LineName(lang Lang, l zones.Line) string {
	if w, ok := lineNames[l]; ok {
		return lang.say(w)
	}
	return clean(string(l))
}

var subZoneNames = map[zones.SubZone]words{
	zones.Core:           {"核心保护区", "core protection zone"},
	zones.General:        {"一般控制区", "general control zone"},
	zones.Concentrated:   {"城镇集中建设区", "concentrated construction zone"},
	zones.Flexible:       {"城镇弹性发展区", "flexible development zone"},
	zones.SpecialPurpose: {"特别用途区", "special purpose zone"},
	zones.Other:          {"未分区", "no sub-zone"},
}

// SubZoneName returns the name of a sub-zone.
func SubZoneName(lang Lang, z zones.SubZone) string {
	if w, ok := subZoneNames[z]; ok {
		return lang.say(w)
	}
	return clean(string(z))
}

var unitNames = map[string]words{
	"m2": {"平方米", "m²"}, "ha": {"公顷", "ha"}, "mu": {"亩", "mu"}, "km2": {"平方公里", "km²"}, "10000mu": {"万亩", "10 000 mu"},
}

// UnitName returns the name of a unit of area that zones.AreaAlias.Unit gives.
func UnitName(lang Lang, unit string) string {
	if w, ok := unitNames[unit]; ok {
		return lang.say(w)
	}
	return clean(unit)
}

var statusNames = map[zones.Status]words{
	zones.Prohibited:         {"禁止占用", "prohibited"},
	zones.NotChecked:         {"未检查", "not checked"},
	zones.NeedsApproval:      {"需国务院批准", "needs State Council approval"},
	zones.NeedsJustification: {"需不可避让论证", "needs unavoidability proof"},
	zones.NeedsRecognition:   {"需省级人民政府认定", "needs provincial recognition"},
	zones.Conditional:        {"有条件", "conditional"},
	zones.CrossesWithoutLand: {"穿越不申请用地", "crosses, requests no land"},
	zones.Negligible:         {"低于容差", "below tolerance"},
	zones.Touching:           {"仅相接", "touching only"},
	zones.Within:             {"位于边界内", "inside the boundary"},
	zones.NotInvolved:        {"不涉及", "not involved"},
}

// StatusName returns a status in words.
func StatusName(lang Lang, s zones.Status) string {
	if w, ok := statusNames[s]; ok {
		return lang.say(w)
	}
	return clean(string(s))
}

var verdictNames = map[zones.Verdict]words{
	zones.VerdictFail:        {"不通过", "FAIL"},
	zones.VerdictNotChecked:  {"未能判定", "NOT CHECKED"},
	zones.VerdictConditional: {"有条件通过", "CONDITIONAL"},
	zones.VerdictPass:        {"通过", "PASS"},
}

// VerdictName returns a verdict in words.
func VerdictName(lang Lang, v zones.Verdict) string {
	if w, ok := verdictNames[v]; ok {
		return lang.say(w)
	}
	return clean(string(v))
}

var capNames = map[zones.CapKind]words{
	zones.CapMax: {"上限", "at most"},
	zones.CapMin: {"下限", "at least"},
	"ratio":      {"比例上限", "ratio"},
	"reserve":    {"分期预留", "reserve"},
}

func capName(lang Lang, k zones.CapKind) string {
	if w, ok := capNames[k]; ok {
		return lang.say(w)
	}
	return clean(string(k))
}
