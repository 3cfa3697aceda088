package report

import (
	"bufio"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// WriteChanges writes what a new version of a plan changes, as text: what moved in and
// out of each line, then the sites whose answer differs. It returns the sum over the
// sites by their new verdicts, and how many differ.
func WriteChanges(w io.Writer, lang message.Lang, moves []zones.Move, changes iter.Seq2[*zones.Change, error]) (sum *zones.Summary, changed int, err error) {
	b := bufio.NewWriter(w)
	p := newPage(plain{b}, lang)
	p.title(lang.Pick("方案新旧版本对照", "Two versions of a plan"), "")
	p.heading("各线调入、调出", "What moved in and out")
	p.moves(moves)
	p.heading("结论有变化的地块", "Sites whose answer differs")
	sum = zones.NewSummary()
	for c, err := range changes {
		if err != nil {
			return sum, changed, err
		}
		sum.Sites++
		sum.Verdicts[c.After]++
		if !c.Same() {
			changed++
			p.change(c)
		}
	}
	p.gap()
	p.line(2, lang.Pick("共 "+strconv.Itoa(sum.Sites)+" 个地块，"+strconv.Itoa(changed)+" 个有变化", plural(sum.Sites, "site")+", "+strconv.Itoa(changed)+" of which differ"))
	return sum, changed, b.Flush()
}

// moves writes what moved in and out of each line.
func (p *page) moves(moves []zones.Move) {
	if len(moves) == 0 {
		p.line(2, p.lang.Pick("没有变化", "nothing"))
		return
	}
	t := table{right: []bool{false, true, true, true, true, true, true}}
	pick := p.lang.Pick
	t.row(pick("控制线", "line"), pick("调入图斑", "came"), pick("调入 m²", "in m²"), pick("公顷", "ha"), pick("调出图斑", "went"), pick("调出 m²", "out m²"), pick("公顷", "ha"))
	for _, m := range moves {
		name := p.subject(m.Line, m.SubZone)
		if m.SubZone == rules.Other {
			name = m.Line.Title().In(p.lang) + pick(" 分区未注明", ", sub-zone not known")
		}
		t.row(name, strconv.Itoa(m.Came), p.n.metres2(m.InM2), p.n.hectares(m.InM2), strconv.Itoa(m.Went), p.n.metres2(m.OutM2), p.n.hectares(m.OutM2))
	}
	p.table(2, &t)
}

// change writes what differs for a site.
func (p *page) change(c *zones.Change) {
	verdict := c.Before.Title().In(p.lang)
	if c.After != c.Before {
		verdict += " → " + c.After.Title().In(p.lang)
	}
	p.line(2, siteName(c.Site)+colon(p.lang)+verdict)
	for _, l := range c.Lines {
		s := l.Line.Title().In(p.lang) + colon(p.lang) + l.Before.Title().In(p.lang)
		if l.After != l.Before {
			s += " → " + l.After.Title().In(p.lang)
		}
		before, after, side := l.OverlapBeforeM2, l.OverlapAfterM2, p.side(l.Line, false)
		if l.Line.ShouldContain() {
			before, after, side = l.OutsideBeforeM2, l.OutsideAfterM2, p.side(l.Line, true)
		}
		if before != after {
			s += comma(p.lang) + side + p.n.metres2(before) + " → " + p.n.metres2(after) + " m²"
		}
		p.field(4, 0, "", s+p.changed("；调出 ", "; went: ", l.Went)+p.changed("；调入 ", "; came: ", l.Came))
	}
	for _, x := range c.Caps {
		p.field(4, 0, "", p.lang.Pick("规模指标 ", "cap ")+message.Clean(x.ID)+colon(p.lang)+p.held(x.Before)+" → "+p.held(x.After))
	}
}

func (p *page) held(holds *bool) string {
	if holds == nil {
		return p.lang.Pick("无法判断", "unknown")
	}
	return p.holds(*holds)
}

// mostChanged is how many features a text names of a site.
const mostChanged = 5

// changed names features with their areas.
func (p *page) changed(zh, en string, features []zones.FeatureReport) string {
	if len(features) == 0 {
		return ""
	}
	var names []string
	for i, f := range features {
		if i == mostChanged {
			names = append(names, "… +"+strconv.Itoa(len(features)-i))
			break
		}
		names = append(names, message.Clean(f.ID)+" "+p.n.metres2(f.OverlapM2)+" m²")
	}
	return p.lang.Pick(zh, en) + strings.Join(names, p.lang.Pick("、", ", "))
}
