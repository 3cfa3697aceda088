package report

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

const (
	pageWidth    = 96 // columns
	mostFeatures = 8  // of a line, named one by one
)

// Text writes the report of one site as text that lines up in a terminal, also
// with message.Chinese characters.
func Text(w io.Writer, lang message.Lang, r *zones.Report) error {
	b := bufio.NewWriter(w)
	p := newPage(plain{b}, lang)
	p.site(r)
	p.sources(r)
	p.notes(r.Notes, 0)
	p.closing(r)
	return b.Flush()
}

// A page writes the parts of a report.
type page struct {
	layout
	lang    message.Lang
	n       numbers
	section int
}

func newPage(out layout, lang message.Lang) *page {
	return &page{layout: out, lang: lang, n: numbers{lang}}
}

// field writes a label and its text, nothing where there is no text.
func (p *page) field(indent, label int, name, text string) {
	if text != "" {
		p.layout.field(indent, label, name, text)
	}
}

// heading begins a section. Sections count as message.Chinese documents count them.
func (p *page) heading(zh, en string) {
	number := []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
	if p.lang == message.English {
		p.layout.heading(strconv.Itoa(p.section+1) + ". " + en)
	} else {
		p.layout.heading(number[p.section] + "、" + zh)
	}
	p.section++
}

// site writes everything about this site alone.
func (p *page) site(r *zones.Report) {
	p.head(r)
	p.body(r)
}

// head writes the verdict, and what it is of.
func (p *page) head(r *zones.Report) {
	p.section = 0
	p.title(p.lang.Pick("三线核查报告", "Report on the three control lines"), p.date(r.Date))
	label := p.label()
	p.field(0, label, p.lang.Pick("结论", "Verdict"), p.lang.Pick("【", "[")+r.Verdict.Title().In(p.lang)+p.lang.Pick("】", "]"))
	for i, s := range p.reasons(r) {
		name := ""
		if i == 0 {
			name = p.lang.Pick("理由", "Because")
		}
		p.field(0, label, name, s)
	}
	p.field(0, label, p.lang.Pick("地块", "Site"), siteName(r.Site))
	p.field(0, label, p.lang.Pick("方案", "Plan"), message.Clean(r.Plan))
	p.field(0, label, p.lang.Pick("面积", "Area"), p.n.area(r.Site.AreaM2)+p.lang.Pick("，CGCS2000 椭球面积", ", on the CGCS2000 ellipsoid"))
	p.field(0, label, p.lang.Pick("项目", "Project"), projectName(p.lang, r.Project))
	for i, g := range r.Site.Regions {
		name := ""
		if i == 0 {
			name = p.lang.Pick("行政区", "Regions")
		}
		p.field(0, label, name, p.region(g))
	}
}

// body writes what the verdict rests on.
func (p *page) body(r *zones.Report) {
	p.controlLines(r)
	p.details(r)
	p.findings(r)
	p.explain(r.Explain)
	p.caps(r.Caps)
	p.quota(r)
	p.pending(r.Pending)
	p.cure(r.Cure)
}

func (p *page) label() int {
	if p.lang == message.English {
		return 10
	}
	return 8
}

func (p *page) date(d rules.Date) string {
	if d == "" {
		return p.lang.Pick("日期未知", "date unknown")
	}
	return message.Clean(string(d))
}

// siteName is the id, with the name that the site's file gives it.
func siteName(s zones.SiteReport) string {
	return strings.TrimSpace(message.Clean(s.ID + "  " + givenName(s)))
}

// givenName is the name of a site by the properties that usually have it.
func givenName(s zones.SiteReport) string { return message.Clean(s.Name()) }

func (p *page) region(g zones.RegionReport) string {
	s := strings.TrimSpace(message.Clean(g.Name+" "+g.Code)) + colon(p.lang) + p.n.metres2(g.AreaM2) + " m²" + paren(p.lang, p.n.percent(g.Share))
	for _, l := range g.Lines {
		if v, ok := l.OverlapM2.Value(); ok && v == 0 {
			continue
		}
		s += semi(p.lang) + l.Line.Title().In(p.lang) + " " + p.n.metres2(l.OverlapM2) + " m²"
	}
	var more []string
	for name, v := range g.Properties.All() {
		if t := g.Properties.Text(name); t != "" && len(v) > 0 && t != g.Name && t != g.Code && len(more) < 4 {
			more = append(more, name+"="+t)
		}
	}
	if len(more) > 0 {
		s += paren(p.lang, message.Clean(strings.Join(more, comma(p.lang))))
	}
	return s
}

// bad reports whether a status keeps a site from passing.
func bad(s rules.Status) bool {
	i := slices.Index(rules.Statuses, s)
	return i >= 0 && i <= slices.Index(rules.Statuses, rules.Conditional)
}

// reasons says what made the verdict, worst first.
func (p *page) reasons(r *zones.Report) []string {
	var out []string
	for _, c := range r.Caps {
		if c.Holds != nil && !*c.Holds {
			out = append(out, p.lang.Pick("突破指标：", "cap broken: ")+capTitle(p.lang, c))
		}
	}
	for _, status := range rules.Statuses {
		if !bad(status) {
			break
		}
		for _, l := range r.Lines {
			if l.Status == status {
				out = append(out, p.lineReasons(l, r)...)
			}
		}
	}
	for _, c := range r.Caps {
		if c.Holds == nil && r.Verdict == zones.VerdictNotChecked {
			out = append(out, p.lang.Pick("指标无法核查：", "cap not checked: ")+capTitle(p.lang, c))
		}
	}
	if len(out) == 0 && r.Verdict == zones.VerdictPass {
		out = append(out, p.lang.Pick("三条控制线均已检查，没有需要避让或报批的占用", "all three lines were checked; nothing is in the way"))
	}
	for _, l := range r.Lines {
		if l.Status == rules.Touching || l.Status == rules.Negligible || l.Status == rules.CrossesWithoutLand {
			s := l.Line.Title().In(p.lang) + colon(p.lang) + l.Status.Title().In(p.lang)
			if a, side := p.inTheWay(l); side != "" {
				s += comma(p.lang) + side + p.n.metres2(a) + " m²"
			}
			out = append(out, s)
		}
	}
	if q := r.Pending; q != nil && len(q.Claims) > 0 {
		out = append(out, p.lang.Pick("在办项目（不影响结论）：", "pending sites (no bearing on the verdict): ")+p.claimed(q))
	}
	for _, n := range r.Notes {
		if n.Code == zones.RepairAccepted {
			out = append(out, reportNote(p.lang, n))
		}
	}
	return out
}

// inTheWay returns the area of a line that matters: what the site takes of it,
// or what of the site lies outside a boundary that should contain it. Side is
// empty where that is nothing.
func (p *page) inTheWay(l zones.LineReport) (a zones.Amount, side string) {
	if _, ok := l.OutsideM2.Value(); ok {
		a, side = l.OutsideM2, p.side(l.Line, true)
	} else {
		a, side = l.OverlapM2, p.side(l.Line, false)
	}
	if v, ok := a.Value(); !ok || v == 0 {
		return a, ""
	}
	return a, side
}

func (p *page) lineReasons(l zones.LineReport, r *zones.Report) []string {
	var out []string
	for _, f := range r.Findings {
		if f.Line == l.Line && bad(f.Status) {
			s := p.about(f) + p.n.area(f.OverlapM2)
			if !slices.Contains(out, s) { // several rules may say the same
				out = append(out, s)
			}
		}
	}
	if l.Status == rules.NotChecked {
		var why []string
		for _, q := range l.Reasons {
			why = append(why, l.Line.Title().In(p.lang)+colon(p.lang)+l.Status.Title().In(p.lang)+comma(p.lang)+reason(p.lang, q))
		}
		out = append(why, out...)
	}
	if len(out) == 0 {
		out = append(out, l.Line.Title().In(p.lang)+colon(p.lang)+l.Status.Title().In(p.lang))
	}
	return out
}

// about says what a finding is of: line, sub-zone, status, and which area.
func (p *page) about(f zones.Finding) string {
	return p.subject(f.Line, f.SubZone) + p.inArea(f.Area) + colon(p.lang) + f.Status.Title().In(p.lang) + comma(p.lang) + p.side(f.Line, f.Outside)
}

// inArea names the supplement whose rules judged, nothing for the plan's own.
func (p *page) inArea(name string) string {
	if name == "" {
		return ""
	}
	return paren(p.lang, message.Clean(name))
}

// side says which part of a site an area is: on one side of a boundary that
// should contain it, or in a line.
func (p *page) side(l rules.Line, outside bool) string {
	switch {
	case outside:
		return p.lang.Pick("界外 ", "outside ")
	case l == rules.Development:
		return p.lang.Pick("界内 ", "inside ")
	}
	return p.lang.Pick("涉及 ", "overlap ")
}

func (p *page) subject(l rules.Line, z rules.SubZone) string {
	s := l.Title().In(p.lang)
	if z != "" && z != rules.Other {
		s += p.lang.Pick(" ", ", ") + z.Title().In(p.lang)
	}
	return s
}
