package report

import (
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// controlLines writes one row for each line and, below it, for its parts.
func (p *page) controlLines(r *zones.Report) {
	p.heading("控制线", "Control lines")
	t := table{right: []bool{false, false, true, true, true, true}}
	t.row(p.lang.Pick("控制线", "line"), p.lang.Pick("状态", "status"), p.lang.Pick("重叠 m²", "overlap m²"),
		p.lang.Pick("公顷", "ha"), p.lang.Pick("亩", "mu"), p.lang.Pick("占地块", "of the site"))
	area := func(name, status string, a zones.Amount, s zones.Share) {
		t.row(name, status, p.n.metres2(a), p.n.hectares(a), p.n.mu(a), p.n.percent(s))
	}
	part := func(name string, a zones.Amount) {
		if v, ok := a.Value(); ok && v > 0 {
			site, _ := r.Site.AreaM2.Value()
			area("  "+name, "", a, zones.ShareOf(v, site))
		}
	}
	for _, l := range r.Lines {
		status := l.Status.Title().In(p.lang)
		if v, _ := l.OverlapM2.Value(); v > 0 && l.Status == rules.NotInvolved { // no rule restricts it
			status = p.lang.Pick("有重叠，无限制", "overlap, not restricted")
		}
		area(l.Line.Title().In(p.lang), status, l.OverlapM2, l.Share)
		for _, z := range l.SubZones {
			if z.SubZone == rules.Other && len(l.SubZones) == 1 {
				continue // nothing that the line's own row does not say
			}
			area("  "+z.SubZone.Title().In(p.lang), z.Status.Title().In(p.lang), z.OverlapM2, z.Share)
		}
		part(p.lang.Pick("界外", "outside"), l.OutsideM2)
		part(p.lang.Pick("未检查", "not checked"), l.NotCheckedM2)
	}
	p.table(2, &t)
}

// details writes the features of each line, and how far away the others are.
func (p *page) details(r *zones.Report) {
	first := true
	begin := func() {
		if first {
			p.heading("涉及的图斑", "Features involved")
			first = false
		}
	}
	for _, l := range r.Lines {
		t := table{right: []bool{false, false, true, true}, headless: true}
		for i, f := range l.Features {
			if i == mostFeatures {
				break
			}
			p.feature(&t, f)
		}
		more := len(l.Features) - len(t.rows)
		ignored := min(len(l.Ignored), mostFeatures)
		name := l.Line.Title().In(p.lang)
		if len(t.rows) > 0 {
			begin()
			p.line(2, name)
			p.table(4, &t)
			if more > 0 {
				p.line(4, p.lang.Pick("…等 "+strconv.Itoa(len(l.Features))+" 个图斑", "... "+strconv.Itoa(len(l.Features))+" features in all"))
			}
		}
		if ignored > 0 {
			begin()
			p.line(2, name+colon(p.lang)+p.lang.Pick("低于容差，列出但不计", "below the tolerance, listed but not counted"))
			small := table{right: t.right, headless: true}
			for _, f := range l.Ignored[:ignored] {
				p.feature(&small, f)
			}
			p.table(4, &small)
			p.field(4, 0, "", p.tolerance(l.Tolerance))
			if len(l.Ignored) > ignored {
				p.line(4, p.lang.Pick("…等 "+strconv.Itoa(len(l.Ignored))+" 个图斑", "... "+strconv.Itoa(len(l.Ignored))+" features in all"))
			}
		}
		if ignored == 0 && l.Status == rules.Negligible { // what lies outside
			begin()
			p.field(2, 0, "", name+colon(p.lang)+p.tolerance(l.Tolerance))
		}
		if v, ok := l.DoubleCountedM2.Value(); ok && v > 0 {
			begin()
			p.field(2, 0, "", name+colon(p.lang)+p.lang.Pick("图斑之间互相重叠，重复部分 ", "features overlap each other; covered more than once ")+
				p.n.metres2(l.DoubleCountedM2)+p.lang.Pick(" m²，只计一次", " m², counted once"))
		}
		if _, ok := l.DistanceM.Value(); ok {
			begin()
			p.field(2, 0, "", name+colon(p.lang)+p.apart(l))
		}
		if l.NoneWithinM != nil {
			begin()
			p.field(2, 0, "", name+colon(p.lang)+p.lang.Pick(p.n.metres(*l.NoneWithinM)+" m 以内没有图斑", "no feature within "+p.n.metres(*l.NoneWithinM)+" m"))
		}
	}
}

// apart says what a site that overlaps nothing of a line touches, or how far
// away the nearest feature is.
func (p *page) apart(l zones.LineReport) string {
	var names []string
	for _, f := range l.Nearest[:min(len(l.Nearest), mostFeatures)] {
		names = append(names, message.Clean(f.ID))
	}
	ids := strings.Join(names, p.lang.Pick("、", ", "))
	if more := len(l.Nearest) - len(names); more > 0 {
		ids += p.lang.Pick(" 等 "+strconv.Itoa(len(l.Nearest))+" 个图斑", " and "+strconv.Itoa(more)+" more")
	}
	if l.Status == rules.Touching {
		return p.lang.Pick("相接的图斑 ", "touches ") + ids
	}
	if ids != "" {
		ids = " " + ids
	}
	return p.lang.Pick("最近的图斑"+ids+" 相距 ", "the nearest feature"+ids+" is ") + p.n.metres(l.DistanceM) + p.lang.Pick(" m", " m away")
}

// tolerance says below which figures an overlap is let go, and what they are
// worth.
func (p *page) tolerance(t rules.Tolerance) string {
	var limits []string
	if t.AreaM2 > 0 {
		limits = append(limits, p.lang.Pick("面积不超过 ", "area up to ")+figure(t.AreaM2)+" m²")
	}
	if t.Share > 0 {
		limits = append(limits, p.lang.Pick("占地块不足 ", "below ")+figure(t.Share*100)+"%"+p.lang.Pick("", " of the site"))
	}
	if t.MeanWidthM > 0 {
		limits = append(limits, p.lang.Pick("平均宽不足 ", "mean width below ")+figure(t.MeanWidthM)+" m")
	}
	if limits == nil {
		limits = []string{p.lang.Pick("无", "none")}
	}
	s := p.lang.Pick("容差：", "tolerance: ") + strings.Join(limits, p.lang.Pick("，或", ", or "))
	if !t.Verified {
		s += paren(p.lang, p.lang.Pick("惯例数值，未核实", "practice, not law: unverified"))
	}
	return s
}

func (p *page) feature(t *table, f zones.FeatureReport) {
	zone := ""
	if f.SubZone != "" && f.SubZone != rules.Other {
		zone = f.SubZone.Title().In(p.lang)
	}
	row := []string{cut(message.Clean(f.ID), 40), zone, p.n.metres2(f.OverlapM2) + " m²"}
	if v, ok := f.MeanWidthM.Value(); ok && v > 0 {
		row = append(row, p.lang.Pick("平均宽 ", "mean width ")+p.n.metres(f.MeanWidthM)+" m", p.lang.Pick("长 ", "length ")+p.n.metres(f.LengthM)+" m")
	} else {
		row = append(row, "", "")
	}
	if f.At != nil {
		row = append(row, "("+degrees(f.At.Lon)+", "+degrees(f.At.Lat)+")")
	}
	t.row(row...)
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }

// cure writes what is left of the site without its forbidden part.
func (p *page) cure(c *zones.Cure) {
	if c == nil {
		return
	}
	p.heading("避让后", "After cutting the forbidden part off")
	p.line(2, p.lang.Pick("保留 ", "remains ")+p.n.area(c.AreaM2))
	p.line(2, p.lang.Pick("去掉 ", "removed ")+p.n.area(c.RemovedM2))
	t := table{right: []bool{true, true, true}, headless: true}
	for i, piece := range c.Pieces {
		if i == mostFeatures {
			break
		}
		usable := p.lang.Pick("可用", "usable")
		if !piece.Usable {
			usable = p.lang.Pick("太小或太窄", "too small or narrow")
		}
		t.row(strconv.Itoa(i+1), p.n.metres2(piece.AreaM2)+" m²", p.lang.Pick("平均宽 ", "mean width ")+p.n.metres(piece.MeanWidthM)+" m", usable)
	}
	if len(c.Pieces) > 0 {
		p.table(4, &t)
	}
	if len(c.Pieces) > mostFeatures {
		p.line(4, p.lang.Pick("…等 "+strconv.Itoa(len(c.Pieces))+" 块", "... "+strconv.Itoa(len(c.Pieces))+" pieces in all"))
	}
}
