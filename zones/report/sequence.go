package report

import (
	"bufio"
	"io"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/zones"
)

// WriteSequence writes a sequence, 建设时序, as text: the steps, the state of
// each cap after every step, and the first site to break each cap. It does not
// repeat the reports of the steps.
func WriteSequence(w io.Writer, lang Lang, s *zones.Sequence) error {
	b := bufio.NewWriter(w)
	p := newPage(b, lang)
	p.rule("=")
	p.line(lang.pick("建设时序核查", "Sequence of construction"))
	p.rule("=")
	p.line(SummaryLine(lang, &s.Summary))
	p.heading("各步核查结论", "Steps")
	var rows table
	for i, r := range s.Steps {
		p.row(&rows, r, i+1)
	}
	number := func(row int) string {
		if row == 0 {
			return lang.pick("序", "no.")
		}
		return strconv.Itoa(row)
	}
	for i := range rows.rows {
		rows.rows[i] = append([]string{number(i)}, rows.rows[i]...)
	}
	if len(rows.rows) > 0 {
		rows.right = []bool{true, false, false, true}
		p.lines(2, rows.lines())
	}
	if len(s.Steps) > 0 {
		for _, c := range s.Steps[0].Caps {
			p.capSteps(s, c.ID)
		}
	}
	p.breaks(s)
	p.line()
	p.rule("-")
	if len(s.Steps) > 0 {
		p.field(0, p.label(), lang.pick("声明", "Notice"), p.disclaimer(s.Steps[0].Layers))
	}
	p.rule("-")
	return b.Flush()
}

// capSteps writes the state of a cap after every step. What breaks the cap is
// not built, and takes nothing from those after it.
func (p *page) capSteps(s *zones.Sequence, id string) {
	t := table{right: []bool{true, false, true, true, true, true}}
	t.row(p.lang.pick("序", "no."), p.lang.pick("地块", "site"), p.lang.pick("限值", "limit"), p.lang.pick("此前已用", "used before"),
		p.lang.pick("本次", "requested"), p.lang.pick("剩余", "remaining"), p.lang.pick("结果", "result"))
	var first zones.CapReport
	for i, r := range s.Steps {
		at := slices.IndexFunc(r.Caps, func(c zones.CapReport) bool { return c.ID == id })
		if at < 0 || i >= mostRows {
			continue
		}
		c := r.Caps[at]
		if i == 0 {
			first = c
		}
		result := p.lang.pick("无法判断", "unknown")
		if c.Holds != nil {
			result = p.holds(*c.Holds)
		}
		t.row(strconv.Itoa(i+1), cut(siteName(r.Site), 32), p.n.hectares(c.LimitM2), p.n.hectares(c.UsedM2), p.n.hectares(c.RequestedM2), p.n.hectares(c.RemainingM2), result)
	}
	p.line()
	p.field(2, 0, "", p.capLabel(first)+p.lang.comma()+capName(p.lang, first.Kind)+p.lang.pick("，公顷", ", ha"))
	p.lines(2, t.lines())
}

func (p *page) breaks(s *zones.Sequence) {
	p.heading("首先突破指标的地块", "First sites to break a cap")
	if len(s.Broken) == 0 {
		p.line("  ", p.lang.pick("没有地块突破指标", "no site breaks a cap"))
		return
	}
	for _, b := range s.Broken {
		title := clean(b.Cap)
		if b.Step < len(s.Steps) {
			for _, c := range s.Steps[b.Step].Caps {
				if c.ID == b.Cap {
					title = capTitle(p.lang, c)
				}
			}
		}
		p.field(2, 2, "- ", title+p.lang.colon()+
			p.lang.pick("第 "+strconv.Itoa(b.Step+1)+" 步，地块 "+clean(b.Site)+"，超出 ", "step "+strconv.Itoa(b.Step+1)+", site "+clean(b.Site)+", over by ")+p.n.area(b.ExcessM2)+
			p.lang.semi()+p.lang.pick("可容纳 ", "what would fit: ")+p.n.area(b.FitsM2))
	}
	p.field(2, 2, "", p.lang.pick("突破指标的地块不计入后续各步的已用面积", "a site that breaks a cap takes nothing from those after it"))
}

// WriteAdmissions writes under which descriptions a site is admissible, and by
// which procedures.
func WriteAdmissions(w io.Writer, lang Lang, r *zones.Report, groups []zones.Admission) error {
	b := bufio.NewWriter(w)
	p := newPage(b, lang)
	p.rule("=")
	p.line(siteName(r.Site), lang.colon(), lang.pick("哪些项目可以在此建设，走什么程序", "which projects could be built here, and by which procedure"))
	p.rule("=")
	for _, l := range r.Lines {
		if l.Status == zones.NotChecked {
			for _, s := range p.lineReasons(l, &zones.Report{}) {
				p.field(0, columns(lang.pick("[注意] ", "[!] ")), lang.pick("[注意] ", "[!] "), s+lang.pick("；以下未考虑", "; not considered below"))
			}
		}
	}
	if len(groups) == 0 {
		p.line(lang.pick("所列各类项目都不能在此建设", "no kind of project could"))
	}
	label := p.label() + 2
	for i, g := range groups {
		p.line()
		p.field(0, 5, "["+strconv.Itoa(i+1)+"]", StatusName(lang, g.Status))
		seen := map[string]bool{}
		for k, t := range g.Procedures {
			name := ""
			if k == 0 {
				name = lang.pick("程序", "Procedure")
			}
			if s := lang.text(t); !seen[s] {
				seen[s] = true
				p.field(5, label, name, s)
			}
		}
		for k, kind := range g.Projects {
			name := ""
			if k == 0 {
				name = lang.pick("项目", "Projects")
			}
			p.field(5, label, name, lang.text(kind.Title)+lang.paren(kind.Kind))
		}
	}
	p.line()
	p.field(0, 0, "", lang.pick("项目描述必须属实，不是可以挑选的；报批以事实为准。", "A description must be true to be of use: it is not a choice."))
	return b.Flush()
}
