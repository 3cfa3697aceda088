package zones

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

var (
	msgCapRegion   = message.New("cap.region", "cap {id}: no region {region} in the layers of administrative regions", "规模指标 {id}：行政区图层中没有 {region}")
	msgCapUnknown  = message.New("cap.unknown", "cap {id} could not be checked: there is no layer of {line}", "规模指标 {id} 无法核查：没有{line}图层")
	msgCapCoverage = message.New("cap.coverage", "cap {id} could not be checked: the layer of {line} does not cover all of its regions",
		"规模指标 {id} 无法核查：{line}图层没有覆盖其全部行政区")
	msgCapRepaired = message.New("cap.repaired", "cap {id} could not be checked: {area} m² of what it measures depend on how repaired shapes are read, more than remains",
		"规模指标 {id} 无法核查：所量面积中有 {area} m² 取决于有误图形的读法，超过剩余指标")
	msgCapNoStock = message.New("cap.no_stock", "cap {id} could not be checked: there is no layer of existing construction land to measure what was used of {line}",
		"规模指标 {id} 无法核查：没有存量建设用地图层，无法量算{line}内已用的增量")
)

// A measuredCap is a cap and what the plan uses of it.
type measuredCap struct {
	Cap
	where    []*boundary.Boundary // its regions, which share no area; none: everywhere
	used     boundary.Area
	base     boundary.Area // of a ratio
	unknown  string        // code of the note that says why used or base is not known
	doubt    boundary.Area // by which used or the limit may be off, since repaired shapes can be read in several ways
	deducted *Amount       // what 扣除 took off the use, where the layer states any
	// How far the declared use is from what is measured, where both are known.
	difference Amount
}

// measure finds what the plan uses of a cap.
func (p *Plan) measure(ctx context.Context, c Cap) (*measuredCap, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	m := &measuredCap{Cap: c}
	var err error
	if m.where, m.doubt, err = p.unit(ctx, &c); err != nil {
		return nil, err
	}
	if c.counts() == CountIncrement {
		err = m.measureIncrement(ctx, p)
	} else {
		m.used, m.deducted, m.unknown, err = p.measureLine(ctx, c.Line, c.SubZone, m.where, c.Gross)
	}
	if err != nil {
		return nil, err
	}
	if c.UsedM2 == nil {
		m.doubt += doubtIn(m.where, p.of(c.Line))
		if c.counts() == CountIncrement {
			m.doubt += doubtIn(m.where, p.stockLayers())
		}
	} else {
		declared := boundary.Area(*c.UsedM2)
		if m.unknown == "" {
			m.difference = Known(declared - m.used)
		}
		m.used, m.unknown, m.deducted = declared, "", nil
	}
	if c.Kind != CapRatio {
		return m, nil
	}
	if c.BaseM2 != nil {
		m.base = boundary.Area(*c.BaseM2)
		return m, nil
	}
	base, _, unknown, err := p.measureLine(ctx, c.Of.Line, c.Of.SubZone, m.where, c.Gross)
	m.base = base
	m.doubt += boundary.Area(c.Ratio) * doubtIn(m.where, p.of(c.Of.Line))
	if m.unknown == "" {
		m.unknown = unknown
	}
	return m, err
}

// measureLine returns what the features of a line cover of regions, less 扣除;
// unknown says why it cannot be measured.
func (p *Plan) measureLine(ctx context.Context, line rules.Line, zone rules.SubZone, where []*boundary.Boundary, gross bool) (a boundary.Area, deducted *Amount, unknown string, err error) {
	layers := p.of(line)
	if len(layers) == 0 {
		return 0, nil, msgCapUnknown.Code, nil
	}
	if whole, err := p.covers(ctx, layers, where); err != nil || !whole {
		return 0, nil, msgCapCoverage.Code, err
	}
	if a, err = p.coveredArea(ctx, layers, zone, where); err != nil || gross {
		return a, nil, "", err
	}
	off, ok, err := p.deductedArea(ctx, layers, zone, where)
	if ok {
		known := Known(off)
		deducted = &known
	}
	return a - off, deducted, "", err
}

// covers reports whether layers cover all of regions, up to the tolerance of
// their line. What is used in the whole plan is what its layers hold.
func (p *Plan) covers(ctx context.Context, layers []*Layer, where []*boundary.Boundary) (bool, error) {
	var declared []*boundary.Boundary
	for _, l := range layers {
		if l.coverage == nil {
			return true, nil
		}
		declared = append(declared, l.coverage)
	}
	tolerance := p.rules.Tolerance(layers[0].spec.Line)
	for _, w := range where {
		covered, err := boundary.CoverArea(ctx, declared, 1, w)
		if err != nil {
			return false, fmt.Errorf("zones: %w", err)
		}
		if missing := float64(w.Area() - covered); missing > 0 && !tolerance.Negligible(missing, float64(w.Area()), 0) {
			return false, nil
		}
	}
	return true, nil
}

// measureIncrement finds what was built in the line since the start of the plan:
// existing construction land, less that of the start.
func (m *measuredCap) measureIncrement(ctx context.Context, p *Plan) error {
	line, stock := p.of(m.Line), p.stockLayers()
	switch {
	case m.BaseM2 == nil || m.Kind == CapRatio:
		m.unknown = msgCapUnknown.Code // it is declared
		return nil
	case len(line) == 0:
		m.unknown = msgCapUnknown.Code
		return nil
	case len(stock) == 0:
		m.unknown = msgCapNoStock.Code
		return nil
	}
	var parts []*boundary.Boundary // of the line, which may share area
	for _, l := range line {
		for f := range l.index.All() {
			if m.SubZone == "" || l.SubZone(f.ID) == m.SubZone {
				parts = append(parts, f.Boundary)
			}
		}
	}
	where := m.where
	if where == nil {
		where = []*boundary.Boundary{nil}
	}
	built := boundary.Area(0)
	for _, w := range where {
		place, err := boundary.Cover(ctx, parts, 1, w)
		if err != nil {
			return fmt.Errorf("zones: cap %s: %w", m.ID, err)
		}
		if place.Empty() {
			continue
		}
		a, err := p.coveredArea(ctx, stock, "", []*boundary.Boundary{place})
		if err != nil {
			return err
		}
		built += a
	}
	m.used = max(built-boundary.Area(*m.BaseM2), 0)
	return nil
}

// why says why the cap cannot be checked, as a note.
func (m *measuredCap) why() message.Note {
	if m.unknown == "" && m.doubt > 0 {
		return msgCapRepaired.Note(message.Place{}, "id", m.ID, "area", formatArea(m.doubt))
	}
	why := unmeasured[m.unknown]
	if why == nil {
		why = msgCapUnknown
	}
	return why.Note(message.Place{}, "id", m.ID, "line", m.Line)
}

// unmeasured are the reasons for which a cap cannot be checked, by the code that
// is kept in snapshots.
var unmeasured = map[string]*message.Message{msgCapUnknown.Code: msgCapUnknown, msgCapCoverage.Code: msgCapCoverage, msgCapNoStock.Code: msgCapNoStock}

// stockLayers are the layers of what counts as 存量.
func (p *Plan) stockLayers() []*Layer {
	var layers []*Layer
	for _, line := range rules.StockLines {
		layers = append(layers, p.of(line)...)
	}
	return layers
}

// unit returns the regions of a cap, so that no place is in two of them, none for the
// whole plan, and the land that depends on repairs of them.
func (p *Plan) unit(ctx context.Context, c *Cap) (where []*boundary.Boundary, doubt boundary.Area, err error) {
	for _, code := range c.Regions {
		found := p.regionsOf(code)
		if len(found) == 0 {
			return nil, 0, planError(msgCapRegion, "id", c.ID, "region", strconv.Quote(code))
		}
		for _, b := range found {
			if !slices.Contains(where, b) {
				where = append(where, b)
				doubt += b.Doubt().Area()
			}
		}
	}
	for i, a := range where {
		for _, b := range where[:i] {
			if boundary.OverlapArea(a, b) > 0 {
				all, err := boundary.Cover(ctx, where, 1, nil)
				if err != nil {
					return nil, 0, fmt.Errorf("zones: cap %s: %w", c.ID, err)
				}
				return []*boundary.Boundary{all}, doubt, nil
			}
		}
	}
	return where, doubt, nil
}

// coveredArea returns what layers cover of regions, or everywhere, each place
// counted once. The regions share no area.
func (p *Plan) coveredArea(ctx context.Context, layers []*Layer, zone rules.SubZone, where []*boundary.Boundary) (boundary.Area, error) {
	if where != nil {
		total := boundary.Area(0)
		for _, w := range where {
			found, doubled := overlaps(layers, w)
			if zone != "" {
				found = slices.DeleteFunc(found, func(o layerOverlap) bool { return o.zone != zone })
			}
			a, err := union(ctx, found, doubled, w)
			if err != nil {
				return 0, err
			}
			total += a
		}
		return total, nil
	}
	var total exactArea
	var doubled []*boundary.Boundary
	for _, l := range layers {
		if len(layers) == 1 {
			total = l.sums.of(zone).area
		}
		for _, f := range l.features(len(layers) == 1) {
			if zone == "" || l.SubZone(f.ID) == zone {
				doubled = append(doubled, f.Boundary)
			}
		}
	}
	if doubled == nil {
		return total.area(), nil
	}
	a, err := boundary.CoverArea(ctx, doubled, 1, nil)
	if err != nil {
		return 0, fmt.Errorf("zones: %w", err)
	}
	return total.area() + a, nil
}
