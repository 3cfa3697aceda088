package report

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// findings writes what the rules say: the procedure, who decides, and the law.
func (p *page) findings(r *zones.Report) {
	if len(r.Findings) == 0 {
		return
	}
	p.heading("规则与依据", "Rules and their basis")
	label := p.label() + 2
	last, n := "", 0
	for _, f := range r.Findings {
		about := p.about(f) + p.n.metres2(f.OverlapM2) + " m²"
		if about != last { // several rules may say the same of one part
			last, n = about, n+1
			p.field(2, 4, "["+strconv.Itoa(n)+"]", about)
		}
		p.field(6, label, p.lang.Pick("规则", "Rule"), message.Clean(strings.Trim(f.Origin+"/"+f.Rule, "/")))
		p.text(label, p.lang.Pick("程序", "Procedure"), f.Procedure)
		p.text(label, p.lang.Pick("审批", "Authority"), f.Authority)
		p.text(label, p.lang.Pick("处理", "Remedy"), f.Remedy)
		p.citations(6, label, f.Citations)
		for _, q := range f.Parameters {
			p.field(6, label, p.lang.Pick("参数", "Figure"), p.parameter(q))
		}
	}
}

func (p *page) text(label int, name string, t message.Text) {
	if s := said(p.lang, t); s != "" {
		p.field(6, label, name, s)
	}
}

func (p *page) citations(indent, label int, citations []rules.Citation) {
	for i, c := range citations {
		name := ""
		if i == 0 {
			name = p.lang.Pick("依据", "Basis")
		}
		p.field(indent, label, name, p.citation(c))
	}
}

func (p *page) citation(c rules.Citation) string {
	s := message.Clean(c.Title)
	if s != "" && !strings.HasPrefix(s, "《") && p.lang != message.English {
		s = "《" + s + "》"
	}
	if c.Article != "" {
		s += p.lang.Pick("", ", ") + message.Clean(c.Article)
	}
	var more []string
	for _, t := range []string{c.Number, c.Date} {
		if t != "" {
			more = append(more, message.Clean(t))
		}
	}
	if !c.Verified {
		more = append(more, p.lang.Pick("未核实", "unverified"))
	}
	if len(more) > 0 {
		s += paren(p.lang, strings.Join(more, comma(p.lang)))
	}
	return s
}

func (p *page) parameter(q rules.Parameter) string {
	s := message.Clean(q.ID) + " = " + figure(q.Value)
	if q.Unit != "" {
		s += " " + message.Clean(q.Unit)
	}
	var more []string
	if !q.Verified {
		more = append(more, p.lang.Pick("未核实", "unverified"))
	}
	if q.Source != "" {
		more = append(more, message.Clean(q.Source))
	}
	if len(more) > 0 {
		s += paren(p.lang, strings.Join(more, comma(p.lang)))
	}
	return s
}

// caps writes the area caps, in 公顷 as plans have them.
func (p *page) caps(caps []zones.CapReport) {
	if len(caps) == 0 {
		return
	}
	p.heading("规模指标（公顷）", "Area caps (ha)")
	t := table{right: []bool{false, false, true, true, true, true}}
	t.row(p.lang.Pick("指标", "cap"), p.lang.Pick("类型", "kind"), p.lang.Pick("限值", "limit"), p.lang.Pick("已用", "used"),
		p.lang.Pick("本次", "requested"), p.lang.Pick("剩余", "remaining"), p.lang.Pick("结果", "result"))
	for _, c := range caps {
		result := p.lang.Pick("无法判断", "unknown")
		if c.Holds != nil {
			result = p.holds(*c.Holds)
		}
		t.row(append(append([]string{cut(capTitle(p.lang, c), 44), c.Kind.Title().In(p.lang)}, p.capFigures(c)...), result)...)
	}
	p.table(2, &t)
	for _, c := range caps {
		if v, ok := c.Difference.Value(); ok && v != 0 {
			p.field(2, 0, "", p.capLabel(c)+colon(p.lang)+p.lang.Pick("方案填写的已用面积与图形相差 ", "the declared use differs from the shapes by ")+p.n.metres2(c.Difference)+" m²")
		}
		if c.Deducted != nil {
			p.field(2, 0, "", p.capLabel(c)+colon(p.lang)+p.lang.Pick("已用面积已减去图层中的扣除 ", "the use is less what the layer deducts (扣除), ")+p.n.metres2(*c.Deducted)+" m²")
		}
		for _, cited := range c.Citations {
			p.field(2, 0, "", p.capLabel(c)+colon(p.lang)+p.citation(cited))
		}
	}
}

// capFigures are limit, used, requested and remaining in hectares. What remains
// is of the rounded figures, so that every row closes to the last digit.
func (p *page) capFigures(c zones.CapReport) []string {
	left, known := c.RemainingM2.Value()
	remaining := p.n.unknown()
	if known {
		unit := func(a zones.Amount) float64 {
			v, _ := a.Value()
			m2, _ := strconv.ParseFloat(round(v, 4, 1, 1, 0), 64)
			return m2
		}
		rest := unit(c.LimitM2) - unit(c.UsedM2) - unit(c.RequestedM2)
		if c.Kind == zones.CapMin {
			rest = unit(c.UsedM2) - unit(c.RequestedM2) - unit(c.LimitM2)
		}
		if remaining = p.n.hectares(zones.Known(rest)); rest >= 0 && left < 0 {
			remaining = "<0" // by less than a square metre
		}
	}
	return []string{p.n.hectares(c.LimitM2), p.n.hectares(c.UsedM2), p.n.hectares(c.RequestedM2), remaining}
}

func (p *page) holds(ok bool) string {
	if ok {
		return p.lang.Pick("满足", "holds")
	}
	return p.lang.Pick("突破", "BROKEN")
}

// quota writes what the site would take from which account.
func (p *page) quota(r *zones.Report) {
	if len(r.Quota) == 0 {
		return
	}
	p.heading("指标账户（公顷）", "Quota accounts (ha)")
	t := table{right: []bool{false, false, false, true, true, true}}
	t.row(p.lang.Pick("行政区", "region"), p.lang.Pick("账户", "account"), p.lang.Pick("年度", "period"), p.lang.Pick("本次", "requested"),
		p.lang.Pick("可用", "available"), p.lang.Pick("剩余", "remaining"), p.lang.Pick("结果", "result"))
	for _, q := range r.Quota {
		t.row(p.regionName(r, q.Region), p.regionName(r, q.Account), strconv.Itoa(q.Period), quotaAmount(q.RequestedHa), quotaAmount(q.AvailableHa), quotaAmount(q.RemainingHa), p.enough(q.Holds))
	}
	p.table(2, &t)
}

func (p *page) enough(ok bool) string {
	if ok {
		return p.lang.Pick("足够", "enough")
	}
	return p.lang.Pick("不足", "SHORT")
}

func quotaAmount(n json.Number) string { return group(message.Clean(n.String())) }

// regionName is a region's code, with its name where the site lies in it.
func (p *page) regionName(r *zones.Report, code string) string {
	for _, region := range r.Site.Regions {
		if region.Code == code && region.Name != "" {
			return message.Clean(region.Name) + paren(p.lang, message.Clean(code))
		}
	}
	return message.Clean(code)
}

// explain says which of the rules that were asked apply, which nearly do and
// why not; those that fail in more than one condition are only counted.
func (p *page) explain(all []zones.Explanation) {
	if len(all) == 0 {
		return
	}
	p.heading("规则推断", "How the rules were applied")
	for _, e := range all {
		zone := e.SubZone
		if e.Outside { // asked without a sub-zone
			zone = ""
		}
		about := p.subject(e.Line, zone) + p.inArea(e.Area)
		if e.Line == rules.Development {
			about += comma(p.lang) + strings.TrimSpace(p.side(e.Line, e.Outside))
		}
		p.field(2, 0, "", about)
		rest := 0
		for _, t := range e.Rules {
			if t.Outcome == "unmatched" {
				rest++
				continue
			}
			p.field(4, columns(outcomeMarks[t.Outcome]), outcomeMarks[t.Outcome], p.trace(t))
		}
		if rest > 0 {
			p.field(4, 2, "", p.lang.Pick("另有 "+strconv.Itoa(rest)+" 条规则不适用", plural(rest, "other rule")+" did not apply"))
		}
	}
}

// outcomeMarks tell at a glance the rules that hold from those that do not.
var outcomeMarks = map[string]string{"decides": "* ", "adds": "+ ", "overridden": "- ", "nearly": "- "}

func (p *page) trace(t rules.Trace) string { return message.Clean(t.In(p.lang)) }

// capTitle is the cap's title, else its id.
func capTitle(lang message.Lang, c zones.CapReport) string {
	if s := said(lang, c.Title); s != "" {
		return s
	}
	return message.Clean(c.ID)
}

// capLabel is the cap's title and what it counts: line, sub-zone and regions.
func (p *page) capLabel(c zones.CapReport) string {
	what := p.subject(c.Line, c.SubZone)
	if c.Region != "" {
		what += comma(p.lang) + p.lang.Pick("行政区 ", "region ") + message.Clean(c.Region)
	}
	return capTitle(p.lang, c) + paren(p.lang, what)
}

// sources writes the layers and the rules that the answer rests on.
func (p *page) sources(r *zones.Report) {
	p.heading("数据与规则", "Data and rules")
	t := table{right: []bool{false, false, false, true}}
	t.row(p.lang.Pick("图层", "layer"), p.lang.Pick("日期", "date"), p.lang.Pick("版本", "version"), p.lang.Pick("图斑数", "features"),
		p.lang.Pick("摘要 SHA-256", "digest SHA-256"), p.lang.Pick("来源", "source"))
	for _, l := range r.Layers {
		t.row(l.Line.Title().In(p.lang), p.date(l.Date), cut(message.Clean(l.Version), 12), group(strconv.Itoa(l.Features)), cut(shortDigest(l.Digest), 14), cut(message.Clean(l.Source), 40))
	}
	if len(r.Layers) > 0 {
		p.table(2, &t)
	}
	label := p.label() + 2
	p.field(2, label, p.lang.Pick("规则集", "Rules"), p.ruleSet(r.RuleSet))
	if r.Library != "" {
		p.field(2, label, p.lang.Pick("程序库", "Library"), message.Clean(r.Library))
	}
}

func shortDigest(s string) string {
	s = strings.TrimPrefix(message.Clean(s), "sha256:")
	return s[:min(len(s), 12)]
}

func (p *page) ruleSet(r rules.SetName) string {
	var parts []string
	for _, s := range []string{said(p.lang, r.Title), r.ID, r.Version, r.Jurisdiction} {
		if s != "" {
			parts = append(parts, message.Clean(s))
		}
	}
	s := strings.Join(parts, comma(p.lang))
	if len(r.Supplements) > 0 {
		s += semi(p.lang) + p.lang.Pick("补充规则 ", "supplemented by ") + message.Clean(strings.Join(r.Supplements, comma(p.lang)))
	}
	return s
}

// notes writes the remarks, warnings first. Same says how many more were
// already said above.
func (p *page) notes(notes []zones.ReportNote, same int) {
	if len(notes) == 0 && same == 0 {
		return
	}
	p.heading("说明", "Notes")
	write := func(warning bool, mark string) {
		for _, n := range notes {
			if n.Warning == warning {
				p.field(2, columns(mark), mark, reportNote(p.lang, n))
			}
		}
	}
	write(true, p.lang.Pick("[注意] ", "[!] "))
	write(false, "- ")
	if same > 0 {
		p.field(2, 2, "- ", p.lang.Pick("另有 "+strconv.Itoa(same)+" 条说明与前面的地块相同", strconv.Itoa(same)+" more as for the sites above"))
	}
}

// closing writes the verdict once more, and what it is worth.
func (p *page) closing(r *zones.Report) {
	p.gap()
	p.rule()
	p.field(0, p.label(), p.lang.Pick("结论", "Verdict"), siteName(r.Site)+colon(p.lang)+p.lang.Pick("【", "[")+r.Verdict.Title().In(p.lang)+p.lang.Pick("】", "]"))
	p.field(0, p.label(), p.lang.Pick("声明", "Notice"), p.disclaimer(r.Layers))
	p.rule()
}

// disclaimer says what the result is not, and how old the data are.
func (p *page) disclaimer(layers []zones.LayerReport) string {
	s := p.lang.Pick("结果供参考，不代表审批意见。", "For reference; this is not an approval. ")
	var dates []string
	for _, l := range layers {
		dates = append(dates, l.Line.Title().In(p.lang)+" "+p.date(l.Date))
	}
	if len(dates) == 0 {
		return s + p.lang.Pick("没有任何图层数据。", "There were no layers.")
	}
	return s + p.lang.Pick("数据截至：", "Data as of: ") + strings.Join(dates, comma(p.lang)) + p.lang.Pick("。", ".")
}
