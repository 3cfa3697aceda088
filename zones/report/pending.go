package report

import (
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// pending writes which other pending sites claim land of the site.
func (p *page) pending(r *zones.PendingReport) {
	if r == nil {
		return
	}
	p.heading("在办项目", "Pending sites")
	p.field(2, 0, "", p.claimed(r))
	t := table{right: []bool{false, false, true, true}, headless: true}
	for i, c := range r.Claims {
		if i == mostRows {
			break
		}
		t.row(cut(message.Clean(c.ID), 40), cut(message.Clean(c.Name), 32), p.claim(c.OverlapM2), p.n.percent(c.Share))
	}
	if len(t.rows) > 0 {
		p.table(4, &t)
	}
	if len(r.Claims) > mostRows {
		p.line(4, p.lang.Pick("…等 "+strconv.Itoa(len(r.Claims))+" 个项目", "... "+strconv.Itoa(len(r.Claims))+" sites in all"))
	}
	if v, ok := r.DoubleCountedM2.Value(); ok && v > 0 {
		p.field(2, 0, "", p.lang.Pick("在办项目之间互相重叠，重复部分 ", "pending sites overlap each other; claimed more than once ")+
			p.n.metres2(r.DoubleCountedM2)+p.lang.Pick(" m²，只计一次", " m², counted once"))
	}
	if len(r.Claims) > 0 {
		p.field(2, 0, "", p.lang.Pick("在办项目的重叠仅供参考，不影响结论", "what others claim is for information and does not bear on the verdict"))
	}
}

func (p *page) claim(a zones.Amount) string {
	if _, ok := a.Value(); !ok {
		return p.lang.Pick("面积未知", "area unknown")
	}
	return p.n.metres2(a) + " m²"
}

// claimed says in a sentence who else claims the land. That nobody does is worth as
// much as the number of sites that were asked.
func (p *page) claimed(r *zones.PendingReport) string {
	n := strconv.Itoa(len(r.Claims))
	asked := p.lang.Pick("与其他 "+strconv.Itoa(r.Sites)+" 个在办项目比对：", "of "+plural(r.Sites, "other pending site")+": ")
	switch _, known := r.OverlapM2.Value(); {
	case !known && len(r.Claims) == 0:
		return asked + p.lang.Pick("重叠未知", "what they claim is unknown")
	case len(r.Claims) == 0:
		return asked + p.lang.Pick("没有重叠", "none claims the land")
	case !known:
		return asked + p.lang.Pick(n+" 个与本地块重叠，合计面积未知", n+claims(len(r.Claims))+"land of the site, how much together is unknown")
	}
	return asked + p.lang.Pick(n+" 个与本地块重叠，合计 ", n+claims(len(r.Claims))) + p.n.area(r.OverlapM2) + p.lang.Pick("，占地块 ", ", ") + p.n.percent(r.Share) + p.lang.Pick("", " of the site")
}

func claims(n int) string {
	if n == 1 {
		return " claims "
	}
	return " claim "
}

// claimants are the ids of those who claim land of the site, each with its area.
func (p *page) claimants(r *zones.PendingReport) string {
	var all []string
	for _, c := range r.Claims {
		all = append(all, message.Clean(c.ID)+" "+p.claim(c.OverlapM2))
	}
	return strings.Join(all, semi(p.lang))
}
