package zones

import (
	"context"
	"math"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgLayerMissing    = message.New("layer.missing", "there is no layer of this line", "没有该控制线的图层")
	msgLayerAgeUnknown = message.New("layer.age_unknown", "the rules limit the age of the layer to {limit} days, and its date is not known",
		"规则要求图层不超过 {limit} 天，而图层日期未知")
	msgLayerStale = message.New("layer.stale", "the layer is of {date}, {days} days before the check; the rules allow {limit}",
		"图层日期为 {date}，距核查日期 {days} 天，规则只允许 {limit} 天")
	msgLayerCoverage       = message.New("layer.coverage", "{area} m² of the site lie outside what the layer covers", "地块有 {area} m² 在图层覆盖范围之外")
	msgLayerSubZoneUnknown = message.New("layer.sub_zone_unknown", "sub-zone {words} is not known, and the answer depends on it", "不认识的分区 {words}，而结论取决于分区")
)

// A judgement is what the rules say about a measurement.
type judgement struct {
	status    rules.Status
	reasons   []Reason // why the line was not checked
	zones     []SubZoneReport
	ignored   map[zoneName]bool    // parts below the tolerance
	forbidden []*boundary.Boundary // features that rules prohibit the site in
}

func (j *judgement) notChecked(m *message.Message, pairs ...any) {
	j.status = rules.NotChecked
	j.reasons = append(j.reasons, reason(m, pairs...))
}

func reason(m *message.Message, pairs ...any) Reason {
	n := m.Note(message.Place{}, pairs...)
	return Reason{n.Code, n.Text, n.Values}
}

// judge asks the rules what was measured means.
func (q *inquiry) judge(ctx context.Context, l *lineResult) error {
	l.status = rules.NotInvolved
	if len(l.layers) == 0 {
		l.notChecked(msgLayerMissing)
		return nil
	}
	q.judgeAges(l)
	if l.missing > 0 && !l.tolerance.Negligible(float64(l.missing), float64(q.shape.Area()), math.Inf(1)) {
		l.notChecked(msgLayerCoverage, "area", formatArea(l.missing))
	}
	q.judgeDoubts(l)
	if l.blank() {
		return nil
	}
	if err := q.judgeInside(ctx, l); err != nil {
		return err
	}
	if err := q.judgeOutside(ctx, l); err != nil {
		return err
	}
	if len(l.near) > 0 && l.apart < q.plan.rules.TouchDistance() && !l.line.ShouldContain() {
		l.status = l.status.Worse(rules.Touching)
	}
	return nil
}

// judgeAges makes a line not checked where a layer is older than the rules allow:
// the strictest of those that hold in some part of the site.
func (q *inquiry) judgeAges(l *lineResult) {
	limit, ok := 0, false
	for _, part := range q.parts {
		if days, limited := part.rules.MaxLayerAgeDays(l.line); limited && (!ok || days < limit) {
			limit, ok = days, true
		}
	}
	if !ok {
		return
	}
	for _, x := range l.layers {
		switch days, known := q.opt.Date.Days(x.spec.Date); {
		case !known:
			l.notChecked(msgLayerAgeUnknown, "limit", limit)
		case days > limit:
			l.notChecked(msgLayerStale, "date", x.spec.Date, "days", days, "limit", limit)
		}
	}
}

// judgeDoubts makes a line not checked where what was measured depends on how a
// repaired shape is read, unless repairs are accepted.
func (q *inquiry) judgeDoubts(l *lineResult) {
	t := l.tolerance
	for _, d := range doubts(l.layers, q.shape) {
		switch {
		case t.Negligible(float64(d.area), float64(q.shape.Area()), math.Inf(1)):
		case q.opt.AcceptRepairs:
			l.notes = append(l.notes, d.note())
		default:
			l.notChecked(msgBoundaryRepaired, "what", d.what, "area", formatArea(d.area))
		}
	}
	if q.opt.AcceptRepairs {
		return
	}
	for _, d := range q.doubts {
		l.notChecked(msgBoundaryRepaired, "what", d.what, "area", formatArea(d.area))
	}
}

// judgeInside judges the sub-zones that the site overlaps.
func (q *inquiry) judgeInside(ctx context.Context, l *lineResult) error {
	if len(l.parts) == 0 {
		return nil
	}
	l.ignored = q.negligible(l)
	l.zones = make([]SubZoneReport, 0, len(l.parts))
	for _, p := range l.parts {
		z := SubZoneReport{SubZone: p.zone, Status: rules.Negligible, OverlapM2: Known(p.area), Share: ShareOf(p.area, q.shape.Area())}
		if !l.ignored[p.name()] {
			question := q.question(l.line, p.zone, false, p.area)
			question.SubZoneName = p.words
			var err error
			if z.Status, err = q.ask(ctx, question, p.found); err != nil {
				return err
			}
			if z.Status == rules.NotChecked && p.words != "" {
				l.reasons = append(l.reasons, reason(msgLayerSubZoneUnknown, "words", strconv.Quote(p.words)))
			}
			if z.Status == rules.Prohibited && !l.line.ShouldContain() {
				l.forbidden = append(l.forbidden, boundaries(p.found)...)
			}
		}
		l.zones = append(l.zones, z)
		if z.Status != rules.Negligible || !l.line.ShouldContain() || len(l.parts) == 1 {
			l.status = l.status.Worse(z.Status)
		}
	}
	return nil
}

// negligible returns the parts that are below the tolerance. Each sub-zone is
// tested by itself: otherwise a neighbour's edge along a straight line would be a
// conflict. Where all are negligible but their total is not, none is.
func (q *inquiry) negligible(l *lineResult) map[zoneName]bool {
	tolerance, site := l.tolerance, float64(q.shape.Area())
	small := func(a boundary.Area) bool { return tolerance.Negligible(float64(a), site, l.width) }
	var ignored map[zoneName]bool
	if !slices.ContainsFunc(l.parts, func(p zonePart) bool { return small(p.area) }) {
		return nil
	}
	if small(l.total) || slices.ContainsFunc(l.parts, func(p zonePart) bool { return !small(p.area) }) {
		ignored = make(map[zoneName]bool, len(l.parts))
		for _, p := range l.parts {
			ignored[p.name()] = small(p.area)
		}
	}
	return ignored
}

// judgeOutside judges the part of the site outside a boundary that should contain
// it.
func (q *inquiry) judgeOutside(ctx context.Context, l *lineResult) error {
	if l.outside == 0 {
		return nil
	}
	if l.tolerance.Negligible(float64(l.outside), float64(q.shape.Area()), math.Inf(1)) {
		l.status = l.status.Worse(rules.Negligible)
		return nil
	}
	status, err := q.ask(ctx, q.question(l.line, rules.Other, true, l.outside), l.found)
	l.status = l.status.Worse(status)
	return err
}
