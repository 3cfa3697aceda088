package zones

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgCapTwice        = message.New("cap.twice", "cap {id} is there twice", "规模指标 {id} 重复")
	msgLayerNoCoverage = message.New("layer.no_coverage", "the plan does not say what the layer covers; it is taken to cover everything",
		"方案未说明图层的覆盖范围，按全覆盖处理")
	msgLayerNoDate = message.New("layer.no_date", "the plan does not say the date of the layer", "方案未说明图层的日期")
)

// ErrPlan is matched by errors about a plan: its file, its layers, its caps.
var ErrPlan = errors.New("zones: unusable plan")

func planError(m *message.Message, pairs ...any) error {
	return m.Error(ErrPlan, message.Place{}, pairs...)
}

// A Plan is the layers, caps and rules that sites are checked against. It is
// immutable and safe for concurrent use: a service keeps an atomic.Pointer to
// it and swaps that when a new plan is in force.
type Plan struct {
	name   string
	layers []*Layer
	caps   []*measuredCap
	rules  *rules.Set
	local  supplements
	edges  boundary.Edges
	// remarks are on the plan as a whole; notes are those of layers, then these.
	remarks []message.Note
	notes   noteBook
}

// NewPlan makes a plan of layers in any order. Several layers of one line count
// as one. Caps are measured here; a nil set is [rules.Default]. What else a plan has
// is added by its methods. Of what a plan gives, the same plan is made:
//
//	again, err := zones.NewPlan(ctx, p.Layers(), p.Caps(), p.Rules())
//	again = again.Named(p.Name()).WithEdges(p.Edges()).WithRemarks(p.Remarks()...)
//	again, err = again.WithSupplements(p.Supplements())
//
// [Plan.WithLayer] changes a layer of a plan and keeps the rest.
func NewPlan(ctx context.Context, layers []*Layer, caps []Cap, set *rules.Set) (*Plan, error) {
	if set == nil {
		set = rules.Default()
	}
	p := &Plan{layers: slices.Clone(layers), rules: set}
	p.gatherNotes()
	seen := map[string]bool{}
	for _, c := range caps {
		if seen[c.ID] {
			return nil, planError(msgCapTwice, "id", strconv.Quote(c.ID))
		}
		seen[c.ID] = true
		m, err := p.measure(ctx, c)
		if err != nil {
			return nil, err
		}
		p.caps = append(p.caps, m)
	}
	return p, nil
}

// gatherNotes makes the notes anew of those of the layers.
func (p *Plan) gatherNotes() {
	p.notes = noteBook{}
	for _, l := range p.layers {
		l.addNotes(&p.notes)
		if l.coverage == nil {
			p.notes.add(msgLayerNoCoverage.Note(message.Place{File: l.spec.Path}))
		}
		if l.spec.Date == "" {
			p.notes.add(msgLayerNoDate.Note(message.Place{File: l.spec.Path}))
		}
	}
	p.notes.add(p.remarks...)
}

// Named returns the plan under a name, which reports give.
func (p *Plan) Named(name string) *Plan {
	q := *p
	q.name = name
	return &q
}

// Name returns the name of the plan.
func (p *Plan) Name() string { return p.name }

// Layers returns the layers.
func (p *Plan) Layers() []*Layer { return slices.Clone(p.layers) }

// Caps returns the caps, as they were given.
func (p *Plan) Caps() []Cap {
	var caps []Cap
	for _, m := range p.caps {
		caps = append(caps, m.Cap)
	}
	return caps
}

// Supplements returns the local rules, as they were given.
func (p *Plan) Supplements() []Supplement { return slices.Clone(p.local.all) }

// Rules returns the rule set.
func (p *Plan) Rules() *rules.Set { return p.rules }

// Edges returns what is a straight edge in the plan's geographic data, for
// reading sites in the same way.
func (p *Plan) Edges() boundary.Edges { return p.edges }

// WithEdges returns the plan with what is a straight edge in its geographic data. What
// was read already stays as it is.
func (p *Plan) WithEdges(e boundary.Edges) *Plan {
	q := *p
	q.edges = e
	return &q
}

// Remarks returns the notes on the plan that are not of one of its layers.
func (p *Plan) Remarks() []message.Note { return slices.Clone(p.remarks) }

// WithRemarks returns the plan with more notes on it as a whole.
func (p *Plan) WithRemarks(notes ...message.Note) *Plan {
	q := *p
	q.remarks = slices.Concat(p.remarks, notes)
	q.gatherNotes()
	return &q
}

// Notes returns what was repaired and assumed while the plan was read.
func (p *Plan) Notes() []ReportNote { return slices.Clone(p.notes.notes) }

// of returns the layers of a line.
func (p *Plan) of(line rules.Line) []*Layer {
	var found []*Layer
	for _, l := range p.layers {
		if l.spec.Line == line {
			found = append(found, l)
		}
	}
	return found
}

// lines returns the lines of reports: the three in the rules' order, then the
// others that have layers.
func (p *Plan) lines() []rules.Line {
	lines := slices.Clone(p.rules.Order())
	for _, l := range rules.ThreeLines {
		if !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
	}
	for _, l := range p.layers {
		if l.spec.Line != rules.AdminRegion && !slices.Contains(lines, l.spec.Line) {
			lines = append(lines, l.spec.Line)
		}
	}
	return lines
}

// overlaps returns what a site shares with the layers of a line, and whether
// the features may share area with each other.
func overlaps(layers []*Layer, site *boundary.Boundary) (found []layerOverlap, doubled bool) {
	var g gathered
	buf := searches.Get().(*[]index.Overlap)
	defer searches.Put(buf)
	for _, l := range layers {
		*buf = l.index.AppendOverlaps((*buf)[:0], site)
		g.add(l, *buf)
	}
	clear(*buf)
	return g.found, g.doubled > 1
}

// searches keep the memory of a search for another one.
var searches = sync.Pool{New: func() any { return new([]index.Overlap) }}

// gathered are overlaps with the layers of a line.
type gathered struct {
	found   []layerOverlap
	doubled int // at least 2: they may share area with each other
}

func (g *gathered) add(l *Layer, overlaps []index.Overlap) {
	if len(overlaps) == 0 {
		return
	}
	if len(g.found) > 0 {
		g.doubled += 2 // features of two layers were never compared
	}
	g.found = slices.Grow(g.found, len(overlaps))
	for _, o := range overlaps {
		zone, words := l.subZone(o.Feature.ID)
		g.found = append(g.found, layerOverlap{o, l, zone, words})
		if l.doubled.Value(o.Feature.ID) {
			g.doubled++
		}
	}
}

// A layerOverlap is what a site shares with a feature of a layer.
type layerOverlap struct {
	index.Overlap
	layer *Layer
	zone  rules.SubZone
	words string // of a sub-zone that is not known
}

// region returns the code and name of a feature that is a region.
func (o *layerOverlap) region() (code, name string) { return o.layer.table.Regions.Of(o.Feature) }

// union returns the area of what overlaps cover of a site: their sum, unless
// they may cover something twice.
func union(ctx context.Context, found []layerOverlap, doubled bool, site *boundary.Boundary) (boundary.Area, error) {
	sum := boundary.Area(0)
	for _, o := range found {
		sum += o.Area
	}
	if doubled && len(found) > 1 {
		covered, err := boundary.CoverArea(ctx, boundaries(found), 1, site)
		if err != nil {
			return 0, fmt.Errorf("zones: %w", err)
		}
		sum = min(sum, covered)
	}
	return min(sum, site.Area()), nil
}

func boundaries(found []layerOverlap) []*boundary.Boundary {
	out := make([]*boundary.Boundary, len(found))
	for i, o := range found {
		out[i] = o.Feature.Boundary
	}
	return out
}

// Version is the version of this module, which reports name.
const Version = "v0.1.0"
