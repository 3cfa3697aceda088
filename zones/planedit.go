package zones

import (
	"context"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var msgPlanWhich = message.New("plan.which", "several layers of the plan could be the {line} of {path} that is to be replaced",
	"方案中有多个图层可能是要替换的{line}图层（{path}）")

// WithLayer returns the plan with a layer in the place of the one that it was edited
// from, [Layer.With], or else of the one with its line and path; a layer of which
// there is none before is added. All else stays: caps, local rules, edges, notes of
// other layers. Local rules and caps over regions follow the regions of the layer. The
// old plan stays as it is and in use.
//
// # Performance
//
// A cap is measured again if it reads the layer's line, unless it is of regions in
// which no shape has changed. That of the whole plan then costs what its features that
// overlap do, where its line has one layer; where it has several, as much as NewPlan.
func (p *Plan) WithLayer(ctx context.Context, l *Layer) (*Plan, error) {
	at, err := p.placeOf(l)
	if err != nil {
		return nil, err
	}
	q := *p
	q.layers = slices.Clone(p.layers)
	var old *Layer
	if at < 0 {
		q.layers = append(q.layers, l)
	} else {
		old, q.layers[at] = q.layers[at], l
	}
	q.gatherNotes()
	q.caps = nil
	for _, m := range p.caps {
		same, err := q.untouched(ctx, m, old, l)
		if err == nil && !same {
			m, err = q.measure(ctx, m.Cap)
		}
		if err != nil {
			return nil, err
		}
		q.caps = append(q.caps, m)
	}
	if l.spec.Line != rules.AdminRegion || !slices.ContainsFunc(p.local.all, func(x Supplement) bool { return len(x.Regions) > 0 }) {
		return &q, nil
	}
	q.local = supplements{}
	return q.WithSupplements(p.local.all)
}

// placeOf returns which layer of the plan a layer is to replace, −1 for none.
func (p *Plan) placeOf(l *Layer) (int, error) {
	for _, same := range []func(*Layer) bool{
		func(x *Layer) bool { return x.name == l.name },
		func(x *Layer) bool {
			return l.spec.Path != "" && x.spec.Line == l.spec.Line && x.spec.Path == l.spec.Path
		},
	} {
		at := slices.IndexFunc(p.layers, same)
		if at < 0 {
			continue
		}
		if slices.ContainsFunc(p.layers[at+1:], same) {
			return 0, planError(msgPlanWhich, "line", l.spec.Line, "path", strconv.Quote(l.spec.Path))
		}
		return at, nil
	}
	return -1, nil
}

// untouched reports whether a cap is what it was now that a layer has taken the place
// of another.
func (p *Plan) untouched(ctx context.Context, m *measuredCap, old, l *Layer) (bool, error) {
	line := l.spec.Line
	measured := m.Line == line || m.Of != nil && m.Of.Line == line || m.counts() == CountIncrement && slices.Contains(rules.StockLines, line)
	if line == rules.AdminRegion && len(m.Regions) > 0 {
		where, _, err := p.unit(ctx, &m.Cap)
		if err != nil || !slices.Equal(where, m.where) {
			return false, err
		}
	}
	if !measured {
		return true, nil
	}
	if m.where == nil || old == nil || old.spec != l.spec || old.coverage != l.coverage {
		return false, nil
	}
	shapes, known := l.since(old)
	return known && !slices.ContainsFunc(shapes, func(b *boundary.Boundary) bool {
		return slices.ContainsFunc(m.where, func(w *boundary.Boundary) bool { return boundary.OverlapArea(b, w) > 0 })
	}), nil
}
