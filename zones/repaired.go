package zones

import (
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/message"
)

var (
	msgBoundaryRepaired = message.New("boundary.repaired", "the shape of {what} has a fault that can be read in more than one way, and {area} m² of the site depend on the reading; have the shape corrected, or accept the repair (-accept-repairs)",
		"{what}的图形有误，读法不止一种，地块有 {area} m² 取决于读法；请改正图形，或声明接受修复结果（-accept-repairs）")
	msgRepairAccepted = message.New(RepairAccepted, "the repair of {what} was accepted as asked: {area} m² of the site depend on how its shape is read",
		"已按要求接受{what}的修复结果：地块有 {area} m² 取决于其图形的读法")
)

// RepairAccepted is the code of the note that says which repair was accepted as asked,
// [CheckOptions.AcceptRepairs].
const RepairAccepted = "boundary.repair_accepted"

// doubtful is land of a site that depends on how a repaired shape is read.
type doubtful struct {
	what message.Text // whose shape it is
	area boundary.Area
}

// note says it where repairs are accepted.
func (d doubtful) note() message.Note {
	return msgRepairAccepted.Warning(message.Place{}, "what", d.what, "area", formatArea(d.area))
}

// appendDoubt appends the land that depends on how the shape of a feature is read,
// if there is any.
func appendDoubt(dst []boundary.Feature, f boundary.Feature) []boundary.Feature {
	if d := f.Boundary.Doubt(); d != nil {
		dst = append(dst, boundary.Feature{ID: f.ID, Boundary: d})
	}
	return dst
}

// doubts returns what of a site depends on repairs of layers and of what they cover.
func doubts(layers []*Layer, site *boundary.Boundary) (found []doubtful) {
	for _, l := range layers {
		if o := l.doubts.AppendOverlaps(nil, site); len(o) > 0 {
			found = append(found, ofFeatures(o))
		}
		if a := boundary.OverlapArea(l.coverage.Doubt(), site); a > 0 {
			found = append(found, doubtful{message.Text{ZH: "图层覆盖范围 " + l.spec.Coverage, EN: "the coverage " + l.spec.Coverage}, a})
		}
	}
	return found
}

// doubtIn returns how much of layers depends on repairs, in regions or everywhere.
func doubtIn(where []*boundary.Boundary, layers []*Layer) (total boundary.Area) {
	for _, l := range layers {
		if where == nil {
			for f := range l.doubts.All() {
				total += f.Boundary.Area()
			}
		}
		for _, w := range where {
			for o := range l.doubts.Overlaps(w) {
				total += o.Area
			}
		}
	}
	return total
}

// ofFeatures adds up the land in doubt of features.
func ofFeatures(found []index.Overlap) (d doubtful) {
	id, n := strconv.Quote(found[0].Feature.ID), strconv.Itoa(len(found))
	if d.what = (message.Text{ZH: "图斑 " + id, EN: "feature " + id}); len(found) > 1 {
		d.what.ZH += " 等 " + n + " 个图斑"
		d.what.EN += " and others, " + n + " in all,"
	}
	for _, o := range found {
		d.area += o.Area
	}
	return d
}

// repaired reports whether the report depends on how repaired shapes are read.
func (r *Report) repaired() bool {
	return slices.ContainsFunc(r.Notes, func(n ReportNote) bool { return n.Code == RepairAccepted }) ||
		slices.ContainsFunc(r.Lines, func(l LineReport) bool {
			return slices.ContainsFunc(l.Reasons, func(x Reason) bool { return x.Code == msgBoundaryRepaired.Code })
		})
}
