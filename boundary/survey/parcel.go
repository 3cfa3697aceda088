package survey

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyNoPoints = message.New("survey.no_points", "the parcel has no points", "地块没有界址点")
	msgSurveyRings    = message.New("survey.rings", "the parcel has more than {limit} rings", "地块超过 {limit} 个圈")
	msgSurveyKind     = message.New("survey.kind", "the parcel is declared as {kind}; it was read as an area", "记录图形属性为 {kind}，已按面读取")
	msgSurveyCount    = message.New("survey.count", "the parcel line says {stated} points, but {count} follow: check that the file is whole",
		"地块行写有 {stated} 个界址点，实际有 {count} 行，请核对文件是否完整")
	msgSurveyAreaText = message.New("survey.area_text", "the area {stated} is no number", "地块面积 {stated} 不是数值")
	msgSurveyArea     = message.New("survey.area", "the stated area {stated} and the computed one, {hectares} ha or {m2} m², agree in no unit",
		"所填地块面积 {stated} 与计算面积 {hectares} 公顷（{m2} 平方米）按哪种单位都不相符")
	msgSurveyAreaUnit = message.New("survey.area_unit", "areas are stated in {unit}, as their size shows, and not in hectares (公顷), as the ministry's form has it",
		"从数值看，地块面积的单位是{unit}，而不是部标规定的公顷")
)

// Names of the fields of a parcel line, and of the properties they become.
const (
	FieldPoints  = "界址点数"
	FieldArea    = "地块面积"
	FieldID      = "地块编号"
	FieldName    = "地块名称"
	FieldKind    = "记录图形属性"
	FieldSheet   = "图幅号"
	FieldUse     = "地块用途"
	FieldUseCode = "地类编码"
)

var (
	ministryFields = []string{FieldPoints, FieldArea, FieldID, FieldName, FieldKind, FieldSheet, FieldUse, FieldUseCode}
	// The form of 13 values, as land consolidation has it.
	longFields = append(ministryFields[:8:8], "图斑类型", "地类", "改造前质量等别", "改造后质量等别", "备注")
	// The provincial form has two more fields before the number; what they are
	// called is not known.
	provinceFields = []string{FieldPoints, FieldArea, "字段3", "字段4", FieldID, FieldName, FieldKind, FieldSheet, FieldUse, FieldUseCode}
)

// A parcel is one feature while it is read.
type parcel struct {
	line   int
	fields []string // before "@"; nil without a parcel line
	key    string   // 地块号 of rows without a parcel line
	id     string   // what such rows give as id
	rows   []row
	layout layout           // of the first row; nothing else is expected of the others
	rings  map[string]int32 // ring numbers met
	ring   struct {         // of the row before, to look it up once a ring
		text string
		n    int32
	}
	notes []message.Note
}

// note adds a note once per code, because a file that is wrong in one way is
// wrong in every row, and returns it for a caller who makes it a warning.
func (p *parcel) note(m *message.Message, line int, pairs ...any) *message.Note {
	for i := range p.notes {
		if p.notes[i].Code == m.Code {
			return &message.Note{}
		}
	}
	p.notes = append(p.notes, m.Note(message.Place{Line: line}, pairs...))
	return &p.notes[len(p.notes)-1]
}

// ringNumber returns the same number for the same text: "1", "01" and "1.0" are
// one ring.
func (p *parcel) ringNumber(text string) int32 {
	if text == "" || text == p.ring.text { // an empty one goes on with the ring
		return p.ring.n
	}
	key := fold(text)
	if v, ok := number(text); ok {
		key = strconv.FormatFloat(v, 'g', -1, 64)
	}
	if p.rings == nil {
		p.rings = map[string]int32{}
	}
	n := p.rings[key]
	if n == 0 {
		n = int32(len(p.rings) + 1)
		p.rings[key] = n
	}
	p.ring.text, p.ring.n = text, n
	return n
}

// named returns the fields of the parcel line with their names, in the order of
// the file.
func (p *parcel) named() (names, values []string) {
	if p.fields == nil {
		if p.id == "" {
			return nil, nil
		}
		return []string{FieldID}, []string{p.id}
	}
	known := ministryFields
	switch {
	case len(p.fields) == len(longFields):
		known = longFields
	case !isKind(p.field(4)) && isKind(p.field(6)):
		known = provinceFields
	}
	for i := range p.fields {
		if i < len(known) {
			names = append(names, known[i])
		} else {
			names = append(names, "字段"+strconv.Itoa(i+1))
		}
	}
	return names, p.fields
}

func (p *parcel) field(i int) string { return pick(p.fields, i) }

func isKind(s string) bool { return s == "面" || s == "线" || s == "点" }

// feature turns a parcel into the n-th feature of the file.
func (r *reader) feature(p *parcel, n int) (boundary.Feature, error) {
	var f boundary.Feature
	names, values := p.named()
	fields := map[string]string{}
	pairs := make([]any, 0, 2*len(names))
	for i, name := range names {
		fields[name] = values[i]
		pairs = append(pairs, name, values[i])
	}
	var err error
	if len(pairs) > 0 {
		if f.Properties, err = boundary.NewProperties(pairs...); err != nil {
			return f, err
		}
	}
	given := fields[FieldID]
	if given == "" {
		given = fields[FieldName]
	}
	f.ID = codec.FeatureID(given, f.Properties, n)
	place := message.Place{File: r.opt.Name, Line: p.line, Feature: f.ID}

	if len(p.rows) == 0 {
		return f, msgSurveyNoPoints.Error(boundary.ErrGeometry, place)
	}
	rings := p.assemble()
	if len(rings) > r.limits.Rings {
		return f, msgSurveyRings.Error(message.ErrLimit, place, "limit", r.limits.Rings)
	}
	frame, eastFirst, err := r.orient(p)
	if err != nil {
		return f, message.At(err, place)
	}
	p.checkCount(fields[FieldPoints], rings)
	if kind := fields[FieldKind]; kind == "线" || kind == "点" {
		p.note(msgSurveyKind, p.line, "kind", kind).Warning = true
	}
	var repairs []message.Note
	f.Boundary, repairs, err = boundary.New(r.ctx, frame, polygons(rings, eastFirst), r.build())
	if err != nil { // also where there is no land: few points are how a layout shows that was read wrongly
		var e *message.Error
		if errors.As(err, &e) {
			e.Place = onLine(e.Place, rings)
		}
		return f, message.At(err, place)
	}
	for _, repair := range repairs {
		repair.Place = onLine(repair.Place, rings)
		p.notes = append(p.notes, repair)
	}
	r.checkArea(p, fields[FieldArea], f.Boundary.Area())
	for _, note := range p.notes {
		note.Place = note.Place.Within(place)
		f.Notes = append(f.Notes, note)
	}
	return f, nil
}

// build returns the options of boundary.New: files do not tell shells from
// holes reliably.
func (r *reader) build() *boundary.Options {
	var o boundary.Options
	if r.opt.Build != nil {
		o = *r.opt.Build
	}
	o.ByNesting = true
	return &o
}

// checkCount compares the stated count with the points: with closing points or
// without, as programs differ. 0 and nothing are no statement.
func (p *parcel) checkCount(stated string, rings []ring) {
	v, ok := number(stated)
	if stated == "" || ok && v == 0 {
		return
	}
	open := 0
	for _, rows := range rings {
		open += len(rows)
		if len(rows) > 1 && rows[0].at == rows[len(rows)-1].at {
			open--
		}
	}
	if v != float64(open) && v != float64(open+len(rings)) && v != float64(len(p.rows)) {
		p.note(msgSurveyCount, p.line, "stated", excerpt(stated), "count", len(p.rows)).Warning = true
	}
}

// units of area that programs write, the ministry's first.
var units = []struct {
	name  string
	texts []string
	m2    float64
}{
	{"公顷", []string{"公顷", "hm2", "hm²", "ha"}, 1e4},
	{"平方米", []string{"平方米", "平米", "m2", "m²", "㎡"}, 1},
	{"亩", []string{"亩", "mu"}, 2000.0 / 3},
}

// A statedArea is an area as written.
type statedArea struct {
	value float64
	last  float64 // one unit of the last decimal: files round or truncate
	unit  string  // name of a unit, "" where none is written
}

func readArea(text string) (statedArea, bool) {
	var a statedArea
	s := strings.ToLower(trim(fold(text)))
search:
	for _, u := range units {
		for _, suffix := range u.texts {
			if rest, ok := strings.CutSuffix(s, suffix); ok {
				s, a.unit = trim(rest), u.name
				break search
			}
		}
	}
	v, ok := number(s)
	if !ok || v < 0 {
		return a, false
	}
	a.value, a.last = v, 1
	if _, decimals, ok := strings.Cut(s, "."); ok {
		a.last = math.Pow(10, -float64(len(decimals)))
	}
	return a, true
}

// checkArea compares the stated area with the legal area in the unit that fits
// best, as few files say which it is.
func (r *reader) checkArea(p *parcel, text string, computed boundary.Area) {
	if text == "" {
		return
	}
	stated, ok := readArea(text)
	if !ok {
		p.note(msgSurveyAreaText, p.line, "stated", excerpt(text))
		return
	}
	if stated.value == 0 { // some programs always write 0
		return
	}
	m2 := float64(computed)
	unit, best := "", math.Inf(1)
	for _, u := range units {
		if stated.unit != "" && stated.unit != u.name {
			continue
		}
		off := math.Abs(stated.value*u.m2 - m2)
		if off <= math.Max(r.tolerance*m2, stated.last*u.m2) && off < best {
			unit, best = u.name, off
		}
	}
	switch {
	case unit == "":
		p.note(msgSurveyArea, p.line, "stated", excerpt(text), "hectares", strconv.FormatFloat(computed.Hectares(), 'f', 4, 64), "m2", strconv.FormatFloat(m2, 'f', 2, 64)).Warning = true
	case unit != units[0].name && stated.unit == "":
		r.note(msgSurveyAreaUnit, p.line, "unit", unit)
	}
}
