package zones

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var msgCroplandMissing = message.New("cropland.missing", "there is no layer of cropland: the land of the site beyond permanent basic farmland, {area} m², counts as other land for the levels of approval",
	"没有耕地图层：地块在永久基本农田以外的 {area} m² 都按“其他土地”判断审批层级；其中耕地超过限额的，审批层级以实际为准")

var msgProjectProgramme = message.New("project.programme_not_judged", "the project is part of {programme:programme}; the national rules have nothing on that, so it is judged as any other project",
	"项目属于{programme}；全国规则没有收录其规定，按一般项目判断，须另行核对")

// An inquiry is one check: the site, what its questions to the rules have in common,
// and what was found so far.
type inquiry struct {
	*series
	site    *Site
	window  *window // that the site is in, and where; nil: it is alone
	number  int
	shape   *boundary.Boundary
	project rules.Project
	others  map[rules.Line]bool // supporting layers that the site overlaps: rules of the three lines depend on them
	codes   []string            // of the regions that the site lies in
	parts   []jurisdiction      // of the site
	land    land
	doubts  []doubtful // that concern all lines
	notes   []message.Note

	lines      []lineResult
	brief      bool         // no more is wanted than a table needs
	reports    []LineReport // of the lines
	findings   []Finding
	explained  []Explanation
	asked      []rules.Asked
	capsFound  capResult
	quotaFound quotaResult
}

// A lineResult is what a check finds out about one line.
type lineResult struct {
	*seriesLine
	measurement
	judgement
	report *LineReport
}

// inquiries are those that are done: a registry makes a million.
var inquiries = sync.Pool{New: func() any { return new(inquiry) }}

// begin begins the check of a site, with memory for the reports of its lines.
func (r *series) begin(s *Site, reports []LineReport) *inquiry {
	q := inquiries.Get().(*inquiry)
	q.series, q.site, q.shape, q.project = r, s, s.Feature.Boundary, r.opt.Project
	if s.Project != nil {
		q.project = *s.Project
	}
	q.lines = slices.Grow(q.lines, len(r.lines))[:len(r.lines)]
	q.reports = reports
	for i := range q.lines {
		l := &q.lines[i]
		l.seriesLine, l.layers, l.report = &r.lines[i], r.lines[i].of, &q.reports[i]
	}
	return q
}

// end keeps the memory of an inquiry for another one.
func (q *inquiry) end() {
	clear(q.parts)
	clear(q.lines)
	clear(q.findings)
	*q = inquiry{parts: q.parts[:0], lines: q.lines[:0], findings: q.findings[:0]}
	inquiries.Put(q)
}

// land divides the site's land for the levels of approval.
type land struct {
	cropland boundary.Area // other than permanent basic farmland
	other    boundary.Area // neither of them
}

// prepare finds what the questions of a site have in common.
func (q *inquiry) prepare(ctx context.Context) error {
	if word := q.project.Programme; word != "" {
		q.notes = append(q.notes, msgProjectProgramme.Warning(message.Place{}, "programme", word))
	}
	for _, l := range q.supporting {
		if q.others == nil {
			q.others = map[rules.Line]bool{}
		}
		found, _ := q.overlaps([]*Layer{l})
		q.others[l.spec.Line] = q.others[l.spec.Line] || len(found) > 0
	}
	regions, _ := q.overlaps(q.regions)
	for _, o := range regions {
		code, _ := o.region()
		q.codes = append(q.codes, code)
	}
	q.findDoubts()
	var err error
	if q.parts, err = q.plan.jurisdictions(ctx, q.parts, q.shape); err != nil {
		return err
	}
	return q.divideLand(ctx)
}

// findDoubts finds what of the site depends on repairs that concern all lines: of the
// site itself, of regions, and of the areas of local rules.
func (q *inquiry) findDoubts() {
	if d := q.shape.Doubt(); d != nil {
		q.doubts = append(q.doubts, doubtful{message.Text{ZH: "地块自身", EN: "the site itself"}, d.Area()})
	}
	q.doubts = append(q.doubts, doubts(q.regions, q.shape)...)
	for _, f := range q.plan.local.doubts {
		if a := boundary.OverlapArea(f.Boundary, q.shape); a > 0 {
			q.doubts = append(q.doubts, doubtful{message.Text{ZH: "地方规则范围 " + f.ID, EN: "the area of the local rules " + f.ID}, a})
		}
	}
	if q.opt.AcceptRepairs {
		for _, d := range q.doubts {
			q.notes = append(q.notes, d.note())
		}
	}
}

// divideLand measures the site's land for the levels of approval, where it is
// large enough for any of them.
func (q *inquiry) divideLand(ctx context.Context) error {
	q.land.other = q.shape.Area()
	limit := math.Inf(1)
	for _, j := range q.parts {
		limit = min(limit, j.rules.LandLimit())
	}
	if float64(q.land.other) <= limit {
		return nil
	}
	site := []*boundary.Boundary{q.shape}
	farmland, err := q.plan.coveredArea(ctx, q.plan.of(rules.Farmland), "", site)
	if err != nil {
		return err
	}
	fields, crops := farmland, q.plan.of(rules.Cropland)
	if len(crops) > 0 { // those of permanent basic farmland are cropland too
		if fields, err = q.plan.coveredArea(ctx, append(crops, q.plan.of(rules.Farmland)...), "", site); err != nil {
			return err
		}
	}
	q.land = land{max(fields-farmland, 0), max(q.shape.Area()-fields, 0)}
	if len(crops) == 0 && float64(q.land.other) > limit {
		q.notes = append(q.notes, msgCroplandMissing.Note(message.Place{}, "area", formatArea(q.land.other)))
	}
	return nil
}

func (q *inquiry) question(line rules.Line, zone rules.SubZone, outside bool, area boundary.Area) rules.Question {
	return rules.Question{Line: line, SubZone: zone, Outside: outside, Project: q.project, Date: q.opt.Date, Others: q.others, Regions: q.codes,
		AreaM2: float64(area), CroplandM2: float64(q.land.cropland), OtherLandM2: float64(q.land.other)}
}
