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
	ignored   map[zoneName]bool // parts below the tolerance
	findings  []Finding
	explained []Explanation
	asked     []rules.Asked
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
func (q *inquiry) judge(ctx context.Context, m *measurement) (judgement, error) {
	j := judgement{status: rules.NotInvolved}
	if len(m.layers) == 0 {
		j.notChecked(msgLayerMissing)
		return j, nil
	}
	q.judgeAges(m, &j)
	if t := q.plan.rules.Tolerance(m.line); m.missing > 0 && !t.Negligible(float64(m.missing), float64(q.shape.Area()), math.Inf(1)) {
		j.notChecked(msgLayerCoverage, "area", formatArea(m.missing))
	}
	q.judgeDoubts(m, &j)
	if m.blank() {
		return j, nil
	}
	if err := q.judgeInside(ctx, m, &j); err != nil {
		return j, err
	}
	if err := q.judgeOutside(ctx, m, &j); err != nil {
		return j, err
	}
	if len(m.near) > 0 && m.apart < q.plan.rules.TouchDistance() && !m.line.ShouldContain() {
		j.status = j.status.Worse(rules.Touching)
	}
	return j, nil
}

// judgeAges makes a line not checked where a layer is older than the rules allow:
// the strictest of those that hold in some part of the site.
func (q *inquiry) judgeAges(m *measurement, j *judgement) {
	limit, ok := 0, false
	for _, part := range q.parts {
		if days, limited := part.rules.MaxLayerAgeDays(m.line); limited && (!ok || days < limit) {
			limit, ok = days, true
		}
	}
	if !ok {
		return
	}
	for _, l := range m.layers {
		switch days, known := q.opt.Date.Days(l.spec.Date); {
		case !known:
			j.notChecked(msgLayerAgeUnknown, "limit", limit)
		case days > limit:
			j.notChecked(msgLayerStale, "date", l.spec.Date, "days", days, "limit", limit)
		}
	}
}

// judgeDoubts makes a line not checked where what was measured depends on how a
// repaired shape is read, unless repairs are accepted.
func (q *inquiry) judgeDoubts(m *measurement, j *judgement) {
	t := q.plan.rules.Tolerance(m.line)
	for _, d := range doubts(m.layers, q.shape) {
		switch {
		case t.Negligible(float64(d.area), float64(q.shape.Area()), math.Inf(1)):
		case q.opt.AcceptRepairs:
			m.notes = append(m.notes, d.note())
		default:
			j.notChecked(msgBoundaryRepaired, "what", d.what, "area", formatArea(d.area))
		}
	}
	if q.opt.AcceptRepairs {
		return
	}
	for _, d := range q.doubts {
		j.notChecked(msgBoundaryRepaired, "what", d.what, "area", formatArea(d.area))
	}
}

// judgeInside judges the sub-zones that the site overlaps.
func (q *inquiry) judgeInside(ctx context.Context, m *measurement, j *judgement) error {
	if len(m.parts) == 0 {
		return nil
	}
	j.ignored = q.negligible(m)
	for _, p := range m.parts {
		z := SubZoneReport{SubZone: p.zone, Status: rules.Negligible, OverlapM2: Known(p.area), Share: ShareOf(p.area, q.shape.Area())}
		if !j.ignored[p.name()] {
			question := q.question(m.line, p.zone, false, p.area)
			question.SubZoneName = p.words
			var err error
			if z.Status, err = q.ask(ctx, j, question, p.boundaries); err != nil {
				return err
			}
			if z.Status == rules.NotChecked && p.words != "" {
				j.reasons = append(j.reasons, reason(msgLayerSubZoneUnknown, "words", strconv.Quote(p.words)))
			}
			if z.Status == rules.Prohibited && !m.line.ShouldContain() {
				j.forbidden = append(j.forbidden, p.boundaries...)
			}
		}
		j.zones = append(j.zones, z)
		if z.Status != rules.Negligible || !m.line.ShouldContain() || len(m.parts) == 1 {
			j.status = j.status.Worse(z.Status)
		}
	}
	return nil
}

// negligible returns the parts that are below the tolerance. Each sub-zone is
// tested by itself: otherwise a neighbour's edge along a straight line would be a
// conflict. Where all are negligible but their total is not, none is.
func (q *inquiry) negligible(m *measurement) map[zoneName]bool {
	tolerance, site := q.plan.rules.Tolerance(m.line), float64(q.shape.Area())
	small := func(a boundary.Area) bool { return tolerance.Negligible(float64(a), site, m.width) }
	ignored := map[zoneName]bool{}
	if small(m.total) || slices.ContainsFunc(m.parts, func(p zonePart) bool { return !small(p.area) }) {
		for _, p := range m.parts {
			ignored[p.name()] = small(p.area)
		}
	}
	return ignored
}

// judgeOutside judges the part of the site outside a boundary that should contain
// it.
func (q *inquiry) judgeOutside(ctx context.Context, m *measurement, j *judgement) error {
	if m.outside == 0 {
		return nil
	}
	if q.plan.rules.Tolerance(m.line).Negligible(float64(m.outside), float64(q.shape.Area()), math.Inf(1)) {
		j.status = j.status.Worse(rules.Negligible)
		return nil
	}
	status, err := q.ask(ctx, j, q.question(m.line, rules.Other, true, m.outside), boundaries(m.found))
	j.status = j.status.Worse(status)
	return err
}
