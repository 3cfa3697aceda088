package rules

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/message"
)

var (
	msgRulesSchema    = message.New("rules.schema", "{path}: is {schema}; this program reads {want}", "{path}：版本为 {schema}，本程序只读取 {want}")
	msgRulesId        = message.New("rules.id", "{path}: {id} is not an id of lower-case letters, digits, - _ .", "{path}：编号 {id} 只能由小写字母、数字和 - _ . 组成")
	msgRulesText      = message.New("rules.text", "{path}: the text in {language} is empty", "{path}：{language} 文本为空")
	msgRulesRegion    = message.New("rules.region", "{path}: {code} is not a code of 2 to 12 digits", "{path}：{code} 不是 2 至 12 位行政区划代码")
	msgRulesDuplicate = message.New("rules.duplicate", "{path}: {id} is given twice", "{path}：{id} 重复")
	msgRulesRange     = message.New("rules.range", "{path}: {value} is not from {low} to {high}", "{path}：{value} 不在 {low} 至 {high} 之间")
	msgRulesTolerance = message.New("rules.tolerance", "{path}: area_m2 and mean_width_m must be numbers from 0, share from 0 to below 1",
		"{path}：area_m2、mean_width_m 应为不小于 0 的数，share 应不小于 0 且小于 1")
	msgRulesImpossible = message.New("rules.impossible", "{path}: the condition can never hold: {reason}", "{path}：条件永远不能成立：{reason}")
	msgRulesAdds       = message.New("rules.adds", "{path}: a rule with adds_to adds to the status of others: it has no status and no overrides",
		"{path}：带 adds_to 的规则只作补充，不能再写 status 和 overrides")
	msgRulesMissingField = message.New("rules.missing_field", "{path}: {field} is missing", "{path}：缺少字段 {field}")
	msgRulesNoCitation   = message.New("rules.no_citation", "{path}: a rule needs at least one citation", "{path}：每条规则至少引用一项依据")
	msgRulesDate         = message.New("rules.date", "{path}: {date} is not a date such as 2026-11-23", "{path}：{date} 不是日期，应写作 2026-11-23")
	msgRulesUnknownLine  = message.New("rules.unknown_line", "{path}: {word} is not a line; a layer of your own begins with x_",
		"{path}：没有名为 {word} 的控制线；自定义图层以 x_ 开头")
	msgRulesUnknownWord = message.New("rules.unknown_word", "{path}: {word} is not one of {known}", "{path}：{word} 不在可用取值 {known} 之中")
)

// A document is one rule set file, schema/ruleset.schema.json.
type document struct {
	Schema         string              `json:"schema" required:"true"`
	ID             string              `json:"id" required:"true"`
	Version        string              `json:"version" required:"true"`
	Title          message.Text        `json:"title" required:"true"`
	Jurisdiction   string              `json:"jurisdiction" required:"true"`
	Supplements    string              `json:"supplements"` // id of the rule set that this one adds to
	Regions        []string            `json:"regions"`     // codes of the regions where its rules hold
	Effective      effective           `json:"effective"`
	Order          []Line              `json:"order"`
	TouchDistanceM *float64            `json:"touch_distance_m"`
	Tolerances     map[Line]Tolerance  `json:"tolerances"`
	LayerAgeDays   map[Line]int        `json:"layer_age_days"`
	Parameters     []documentParameter `json:"parameters"`
	Citations      []citation          `json:"citations"`
	Rules          []documentRule      `json:"rules"`
	file           string
	raw            []byte         // as it was read
	at             map[string]int // line of each JSON path
}

// effective is a span of days, both included; an empty end is open.
type effective struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

func (e effective) holds(d Date) bool {
	return d == "" && e.To == "" || d != "" && (e.From == "" || d >= e.From) && (e.To == "" || d <= e.To)
}

// meets reports whether two spans share a day.
func (e effective) meets(f effective) bool {
	return (e.To == "" || f.From == "" || f.From <= e.To) && (f.To == "" || e.From == "" || e.From <= f.To)
}

type documentParameter struct {
	ID       string  `json:"id" required:"true"`
	Value    float64 `json:"value" required:"true"`
	Unit     string  `json:"unit"`
	Source   string  `json:"source" required:"true"`
	Verified bool    `json:"verified" required:"true"`
}

type citation struct {
	ID        string    `json:"id" required:"true"`
	Title     string    `json:"title" required:"true"`
	Number    string    `json:"number"`
	Article   string    `json:"article"`
	Date      string    `json:"date"`
	Effective effective `json:"effective"` // a finding cites what was in force on its date
	Verified  bool      `json:"verified" required:"true"`
	Note      string    `json:"note"` // for the next author: what was read, and where
}

// A documentRule is a rule as it is written.
type documentRule struct {
	ID         string       `json:"id" required:"true"`
	Title      message.Text `json:"title" required:"true"`
	Line       Line         `json:"line" required:"true"`
	SubZones   []SubZone    `json:"sub_zones"` // none: all of the line
	Place      string       `json:"place"`     // inside, the default, or outside
	Regions    []string     `json:"regions"`   // codes of the regions where the rule holds, among those of the document
	When       condition    `json:"when"`
	Effective  effective    `json:"effective"`
	Status     Status       `json:"status"`  // of a rule that decides
	AddsTo     []string     `json:"adds_to"` // of a rule that adds to those named, "*" for all of the place
	Overrides  []string     `json:"overrides"`
	Procedure  message.Text `json:"procedure" required:"true"`
	Authority  message.Text `json:"authority"`
	Remedy     message.Text `json:"remedy"`
	Citations  []string     `json:"citations" required:"true"`
	Parameters []string     `json:"parameters"`
}

// ruleStatuses are the statuses that a rule may give. The rest are measured.
var ruleStatuses = []Status{Prohibited, NotChecked, NeedsApproval, NeedsJustification, NeedsRecognition, Conditional,
	CrossesWithoutLand, Within, NotInvolved}

const (
	inside  = "inside"
	outside = "outside"
)

var (
	idPattern          = regexp.MustCompile(`^[a-z0-9][a-z0-9_.-]*$`)
	regionPattern      = regexp.MustCompile(`^[0-9]{2,12}$`)
	placeholderPattern = regexp.MustCompile(`\{([a-z0-9_.-]+)\}`)
)

func (d *document) errorf(path string, m *message.Message, pairs ...any) error {
	line, at := 0, path
	for line = d.at[at]; line == 0 && at != ""; line = d.at[at] { // what is absent is at what should have it
		at = at[:max(strings.LastIndexAny(at, ".["), 0)]
	}
	return pathError(ErrRules, d.file, line, path, m, pairs...)
}

// check tests what can be told from the document alone: words, dates, figures,
// ids.
func (d *document) check() error {
	if d.Schema != schemaName {
		return d.errorf("schema", msgRulesSchema, "schema", d.Schema, "want", schemaName)
	}
	if !idPattern.MatchString(d.ID) {
		return d.errorf("id", msgRulesId, "id", d.ID)
	}
	if strings.TrimSpace(d.Version) == "" {
		return d.errorf("version", msgRulesText, "language", "en")
	}
	if err := d.checkText("title", d.Title); err != nil {
		return err
	}
	if err := d.checkEffective("effective", d.Effective); err != nil {
		return err
	}
	if err := d.checkLines(); err != nil {
		return err
	}
	if err := d.checkTables(); err != nil {
		return err
	}
	ids := map[string]bool{}
	for i := range d.Rules {
		x := &d.Rules[i]
		p := fmt.Sprintf("rules[%d]", i)
		if !idPattern.MatchString(x.ID) {
			return d.errorf(p+".id", msgRulesId, "id", x.ID)
		}
		if ids[x.ID] {
			return d.errorf(p+".id", msgRulesDuplicate, "id", x.ID)
		}
		ids[x.ID] = true
		if x.Effective.From == "" {
			x.Effective.From = d.Effective.From
		}
		if x.Effective.To == "" {
			x.Effective.To = d.Effective.To
		}
		if err := d.checkRule(p, x); err != nil {
			return err
		}
	}
	return nil
}

// checkLines tests what the document says about regions and lines as a whole.
func (d *document) checkLines() error {
	if err := d.checkRegions("regions", d.Regions); err != nil {
		return err
	}
	for i, l := range d.Order {
		p := fmt.Sprintf("order[%d]", i)
		if !l.Known() {
			return d.unknownLine(p, l)
		}
		if slices.Index(d.Order, l) != i {
			return d.errorf(p, msgRulesDuplicate, "id", string(l))
		}
	}
	if t := d.TouchDistanceM; t != nil && !(*t >= 0 && *t <= 10) {
		return d.errorf("touch_distance_m", msgRulesRange, "value", *t, "low", 0, "high", 10)
	}
	for l, t := range d.Tolerances {
		p := join("tolerances", string(l))
		if !l.Known() {
			return d.unknownLine(p, l)
		}
		if !(t.AreaM2 >= 0 && t.Share >= 0 && t.Share < 1 && t.MeanWidthM >= 0) || math.IsInf(t.AreaM2+t.MeanWidthM, 0) {
			return d.errorf(p, msgRulesTolerance)
		}
	}
	for l, n := range d.LayerAgeDays {
		p := join("layer_age_days", string(l))
		if !l.Known() {
			return d.unknownLine(p, l)
		}
		if n <= 0 {
			return d.errorf(p, msgRulesRange, "value", n, "low", 1, "high", "…")
		}
	}
	return nil
}

func (d *document) checkTables() error {
	ids := map[string]bool{}
	for i, c := range d.Citations {
		p := fmt.Sprintf("citations[%d]", i)
		if !idPattern.MatchString(c.ID) {
			return d.errorf(p+".id", msgRulesId, "id", c.ID)
		}
		if ids[c.ID] {
			return d.errorf(p+".id", msgRulesDuplicate, "id", c.ID)
		}
		ids[c.ID] = true
		if strings.TrimSpace(c.Title) == "" {
			return d.errorf(p+".title", msgRulesText, "language", "zh")
		}
		if err := d.checkEffective(p+".effective", c.Effective); err != nil {
			return err
		}
	}
	clear(ids)
	for i, q := range d.Parameters {
		p := fmt.Sprintf("parameters[%d]", i)
		if !idPattern.MatchString(q.ID) {
			return d.errorf(p+".id", msgRulesId, "id", q.ID)
		}
		if ids[q.ID] {
			return d.errorf(p+".id", msgRulesDuplicate, "id", q.ID)
		}
		ids[q.ID] = true
	}
	return nil
}

func (d *document) checkRule(p string, x *documentRule) error {
	if err := d.checkText(p+".title", x.Title); err != nil {
		return err
	}
	if err := d.checkText(p+".procedure", x.Procedure); err != nil {
		return err
	}
	for _, t := range []struct {
		name string
		text message.Text
	}{{".authority", x.Authority}, {".remedy", x.Remedy}} {
		if t.text != (message.Text{}) {
			if err := d.checkText(p+t.name, t.text); err != nil {
				return err
			}
		}
	}
	if !x.Line.Known() {
		return d.unknownLine(p+".line", x.Line)
	}
	if x.Place == "" {
		x.Place = inside
	}
	if x.Place != inside && x.Place != outside {
		return d.unknownWord(p+".place", x.Place, []string{inside, outside})
	}
	if x.Place == outside && !x.Line.ShouldContain() {
		return d.errorf(p+".place", msgRulesImpossible, "reason", message.Text{ZH: string(x.Line) + " 不是应当包含用地的边界", EN: string(x.Line) + " is not a line that should contain a site"})
	}
	for i, s := range x.SubZones {
		if x.Place == outside {
			return d.errorf(p+".sub_zones", msgRulesImpossible, "reason", message.Text{ZH: "边界外没有分区", EN: "there are no sub-zones outside"})
		}
		if words := ruleSubZones(x.Line); !slices.Contains(words, s) {
			return d.unknownWord(fmt.Sprintf("%s.sub_zones[%d]", p, i), string(s), words)
		}
	}
	if err := d.checkEffective(p+".effective", x.Effective); err != nil {
		return err
	}
	if err := d.checkRegions(p+".regions", x.Regions); err != nil {
		return err
	}
	switch {
	case len(x.AddsTo) > 0 && (x.Status != "" || len(x.Overrides) > 0):
		return d.errorf(p, msgRulesAdds)
	case len(x.AddsTo) == 0 && x.Status == "":
		return d.errorf(p, msgRulesMissingField, "field", "status")
	case len(x.AddsTo) == 0 && !slices.Contains(ruleStatuses, x.Status):
		return d.unknownWord(p+".status", string(x.Status), ruleStatuses)
	}
	if len(x.Citations) == 0 {
		return d.errorf(p+".citations", msgRulesNoCitation)
	}
	return d.checkWhen(p+".when", &x.When)
}

// checkRegions tests codes of regions. Those of a rule are among those of its
// document, or around them.
func (d *document) checkRegions(p string, codes []string) error {
	meets := len(codes) == 0 || len(d.Regions) == 0
	for i, c := range codes {
		if !regionPattern.MatchString(c) {
			return d.errorf(fmt.Sprintf("%s[%d]", p, i), msgRulesRegion, "code", c)
		}
		for _, e := range d.Regions {
			meets = meets || strings.HasPrefix(c, e) || strings.HasPrefix(e, c)
		}
	}
	if !meets {
		return d.errorf(p, msgRulesImpossible, "reason", message.Text{ZH: "不在该文件施行的行政区内", EN: "none of these regions is one of the file's"})
	}
	return nil
}

func (d *document) checkText(path string, t message.Text) error {
	for _, v := range [][2]string{{"zh", t.ZH}, {"en", t.EN}} {
		if strings.TrimSpace(v[1]) == "" {
			return d.errorf(path, msgRulesText, "language", v[0])
		}
	}
	return nil
}

func (d *document) checkEffective(path string, e effective) error {
	for _, v := range []struct {
		name string
		date Date
	}{{".from", e.From}, {".to", e.To}} {
		if p, err := ParseDate(string(v.date)); v.date != "" && (err != nil || p != v.date) {
			return d.errorf(path+v.name, msgRulesDate, "date", string(v.date))
		}
	}
	if e.From != "" && e.To != "" && e.To < e.From {
		return d.errorf(path, msgRulesImpossible, "reason", message.Text{ZH: "截止日早于起始日", EN: "it ends before it begins"})
	}
	return nil
}

func (d *document) unknownLine(path string, l Line) error {
	return d.errorf(path, msgRulesUnknownLine, "word", string(l))
}

func (d *document) unknownWord(path, word string, known any) error {
	return d.errorf(path, msgRulesUnknownWord, "word", word,
		"known", strings.Trim(fmt.Sprint(known), "[]"))
}

// ruleSubZones returns the sub-zones that a rule of a line may name. Where a site
// is in one of the first lines' zones without a known sub-zone, the strictest
// of them is taken; the supporting lines can also be written for "other".
func ruleSubZones(l Line) []SubZone {
	switch l {
	case Farmland:
		return []SubZone{Other}
	case Ecology:
		return []SubZone{Core, General}
	case Development:
		return []SubZone{Concentrated, Flexible, SpecialPurpose}
	}
	return append([]SubZone{Other}, l.SubZones()...)
}
