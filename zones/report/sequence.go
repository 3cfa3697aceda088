package report

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// WriteSequence writes a sequence, 建设时序, as text: the steps, the state of
// each cap after every step, and the first site to break each cap; where pending sites
// were given, who claims the land of each step. It does not
// repeat the reports of the steps.
func WriteSequence(w io.Writer, lang message.Lang, s *zones.Sequence) error {
	b := bufio.NewWriter(w)
	p := newPage(plain{b}, lang)
	p.title(lang.Pick("建设时序核查", "Sequence of construction"), "")
	p.line(0, SummaryLine(lang, &s.Summary))
	p.heading("各步核查结论", "Steps")
	var rows table
	for i, r := range s.Steps {
		p.row(&rows, r, i+1)
	}
	years := slices.ContainsFunc(s.Steps, func(r *zones.Report) bool { return r.Site.Year != 0 })
	for i := range rows.rows {
		cells := []string{lang.Pick("序", "no.")}
		if years {
			cells = append(cells, lang.Pick("年度", "year"))
		}
		if i > 0 {
			cells[0] = strconv.Itoa(i)
			if years {
				cells[1] = wholeOrNone(s.Steps[i-1].Site.Year)
			}
		}
		rows.rows[i] = append(cells, rows.rows[i]...)
	}
	if len(rows.rows) > 0 {
		rows.right = []bool{true, false, false, true}
		if years {
			rows.right = []bool{true, true, false, false, true}
		}
		p.table(2, &rows)
	}
	p.shared(s)
	if len(s.Steps) > 0 {
		for _, c := range s.Steps[0].Caps {
			p.capSteps(s, c.ID)
		}
	}
	for _, key := range accountsOf(s) {
		p.accountSteps(s, key)
	}
	p.breaks(s)
	p.gap()
	p.rule()
	if len(s.Steps) > 0 {
		p.field(0, p.label(), lang.Pick("声明", "Notice"), p.disclaimer(s.Steps[0].Layers))
	}
	p.rule()
	return b.Flush()
}

// shared writes of each step what land is taken once, and who else claims it.
func (p *page) shared(s *zones.Sequence) {
	for i, r := range s.Steps[:min(len(s.Steps), mostRows)] {
		step := p.lang.Pick("第 "+strconv.Itoa(i+1)+" 步：", "step "+strconv.Itoa(i+1)+": ")
		for _, n := range r.Notes {
			if n.Code == "sequence.overlap" {
				p.field(2, 2, "", step+reportNote(p.lang, n))
			}
		}
		if r.Pending != nil {
			p.field(2, 2, "", step+p.claimed(r.Pending))
			for _, c := range r.Pending.Claims[:min(len(r.Pending.Claims), mostFeatures)] {
				p.field(4, 2, "", strings.TrimSpace(message.Clean(c.ID+"  "+c.Name))+colon(p.lang)+p.claim(c.OverlapM2))
			}
		}
	}
}

func wholeOrNone(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// capSteps writes the state of a cap after every step. What breaks the cap is
// not built, and takes nothing from those after it.
func (p *page) capSteps(s *zones.Sequence, id string) {
	t := table{right: []bool{true, false, true, true, true, true}}
	t.row(p.lang.Pick("序", "no."), p.lang.Pick("地块", "site"), p.lang.Pick("限值", "limit"), p.lang.Pick("此前已用", "used before"),
		p.lang.Pick("本次", "requested"), p.lang.Pick("剩余", "remaining"), p.lang.Pick("结果", "result"))
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
		result := p.lang.Pick("无法判断", "unknown")
		if c.Holds != nil {
			result = p.holds(*c.Holds)
		}
		t.row(append(append([]string{strconv.Itoa(i + 1), cut(siteName(r.Site), 32)}, p.capFigures(c)...), result)...)
	}
	p.gap()
	p.field(2, 0, "", p.capLabel(first)+comma(p.lang)+first.Kind.Title().In(p.lang)+p.lang.Pick("，公顷", ", ha"))
	p.table(2, &t)
}

// An accountKey is an account in one period.
type accountKey struct {
	account string
	period  int
}

// accountsOf returns the accounts that sites of a sequence ask, in the order in
// which they come up.
func accountsOf(s *zones.Sequence) []accountKey {
	var keys []accountKey
	for _, r := range s.Steps {
		for _, q := range r.Quota {
			if k := (accountKey{q.Account, q.Period}); !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// accountSteps writes the state of an account after every step that asks it.
func (p *page) accountSteps(s *zones.Sequence, key accountKey) {
	t := table{right: []bool{true, false, true, true, true}}
	t.row(p.lang.Pick("序", "no."), p.lang.Pick("地块", "site"), p.lang.Pick("台账可用", "in the ledger"),
		p.lang.Pick("本次", "requested"), p.lang.Pick("剩余", "remaining"), p.lang.Pick("结果", "result"))
	for i, r := range s.Steps {
		if i >= mostRows {
			break
		}
		for _, q := range r.Quota {
			if q.Account == key.account && q.Period == key.period {
				t.row(strconv.Itoa(i+1), cut(siteName(r.Site), 32), quotaAmount(q.AvailableHa), quotaAmount(q.RequestedHa), quotaAmount(q.RemainingHa), p.enough(q.Holds))
			}
		}
	}
	p.gap()
	p.field(2, 0, "", p.accountTitle(s, key)+p.lang.Pick("，公顷", ", ha"))
	p.table(2, &t)
}

func (p *page) accountTitle(s *zones.Sequence, key accountKey) string {
	name := message.Clean(key.account)
	for _, r := range s.Steps {
		if name = p.regionName(r, key.account); name != message.Clean(key.account) {
			break
		}
	}
	year := strconv.Itoa(key.period)
	return p.lang.Pick("指标账户 "+name+"，"+year+" 年度", "quota account of "+name+" for "+year)
}

func (p *page) breaks(s *zones.Sequence) {
	p.heading("首先突破指标的地块", "First sites to break a cap or an account")
	if len(s.Broken) == 0 {
		p.line(2, p.lang.Pick("没有地块突破指标", "no site breaks one"))
		return
	}
	for _, b := range s.Broken {
		title, name := message.Clean(b.Cap), message.Clean(b.Site)
		if b.Step < len(s.Steps) {
			name = siteName(s.Steps[b.Step].Site)
		}
		if b.Account != "" {
			title = p.accountTitle(s, accountKey{b.Account, b.Period})
		}
		if b.Step < len(s.Steps) {
			for _, c := range s.Steps[b.Step].Caps {
				if c.ID == b.Cap {
					title = capTitle(p.lang, c)
				}
			}
		}
		p.field(2, 2, "- ", title+colon(p.lang)+
			p.lang.Pick("第 "+strconv.Itoa(b.Step+1)+" 步，地块 "+name+"，超出 ", "step "+strconv.Itoa(b.Step+1)+", site "+name+", over by ")+p.n.area(b.ExcessM2)+
			semi(p.lang)+p.lang.Pick("可容纳 ", "what would fit: ")+p.n.area(b.FitsM2))
	}
	p.field(2, 2, "", p.lang.Pick("突破指标的地块不计入后续各步的已用面积", "a site that breaks one takes nothing from those after it"))
}

// WriteAdmissions writes under which descriptions a site is admissible, and by
// which procedures. The report is of a check that asked for it.
func WriteAdmissions(w io.Writer, lang message.Lang, r *zones.Report) error {
	b := bufio.NewWriter(w)
	p := newPage(plain{b}, lang)
	p.title(siteName(r.Site)+colon(lang)+lang.Pick("哪些项目可以在此建设，走什么程序", "which projects could be built here, and by which procedure"), "")
	for _, l := range r.Lines {
		for _, q := range l.Reasons {
			mark := lang.Pick("[注意] ", "[!] ")
			p.field(0, columns(mark), mark, l.Line.Title().In(lang)+colon(lang)+reason(lang, q)+lang.Pick("；以下未考虑", "; not considered below"))
		}
	}
	if len(r.Admissible) == 0 {
		p.line(0, lang.Pick("所列各类项目都不能在此建设", "no kind of project could"))
	}
	label := p.label() + 2
	for i, g := range r.Admissible {
		p.gap()
		p.field(0, 5, "["+strconv.Itoa(i+1)+"]", g.Status.Title().In(lang))
		seen := map[string]bool{}
		for k, t := range g.Procedures {
			name := ""
			if k == 0 {
				name = lang.Pick("程序", "Procedure")
			}
			if s := said(lang, t); !seen[s] {
				seen[s] = true
				p.field(5, label, name, s)
			}
		}
		for k, kind := range g.Projects {
			name := ""
			if k == 0 {
				name = lang.Pick("项目", "Projects")
			}
			p.field(5, label, name, said(lang, kind.Title)+paren(lang, kind.Kind))
		}
	}
	p.gap()
	p.field(0, 0, "", lang.Pick("项目描述必须属实，不是可以挑选的；报批以事实为准。", "A description must be true to be of use: it is not a choice."))
	return b.Flush()
}
