package zones_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

// A modelLayer is a layer and the features that it should be made of, as they were
// given, and those that it leaves out.
type modelLayer struct {
	spec     zones.LayerSpec
	opt      zones.LayerOptions
	features []boundary.Feature
	layer    *zones.Layer
}

// A modelPlan is a plan that is edited beside what it should be made of.
type modelPlan struct {
	t      testing.TB
	layers []*modelLayer
	caps   []zones.Cap
	local  []zones.Supplement
	plan   *zones.Plan
	n      int // features so far
}

func (m *modelPlan) scratch() *zones.Plan {
	var all []*zones.Layer
	for _, x := range m.layers {
		o := x.opt
		l, err := zones.NewLayer(context.Background(), x.spec, boundary.All(x.features), &o)
		require.NoError(m.t, err)
		all = append(all, l)
	}
	return m.assembled(all)
}

func (m *modelPlan) assembled(layers []*zones.Layer) *zones.Plan {
	p, err := zones.NewPlan(context.Background(), layers, m.caps, nil)
	require.NoError(m.t, err)
	note := message.Note{Code: "edges.lonlat", Text: "a remark"}
	p, err = p.Named("方案").WithRemarks(note).WithEdges(boundary.LonLat.Edges()).WithSupplements(m.local)
	require.NoError(m.t, err)
	return p
}

const side = 12 // cells of a model's town, 50 m each

// attributes are what features of a line may say, right and wrong.
var attributes = map[rules.Line][][]any{
	rules.Farmland: {nil, {"KCXS", 0.1}, {"KCXS", 7}, {"KCXS", 0.25, "TBMJ", 2500}, {"MJ", 0.25, "TBMJ", 11}, {"MJ", 0.5}, {"MJ", 3, "DCMJ", 2},
		{"GKBJLXDM", "0202"}, {"GKBJLXDM", "0301"}, {"GKBJLXDM", "0102", "MJ", 1}, {"GKBJLXDM", "0777"}, {"GKBJLXDM", "0888"}},
	rules.Ecology: {nil, {"ZRBHDFQ", "核心保护区"}, {"ZRBHDFQ", "一般控制区", "MJ", 0.0025}, {"ZRBHDFQ", "缓冲区"}, {"FQ1", "甲"}, {"FQ1", "乙"},
		{"ZRBHDFQ", "", "ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", ""}, {"ZRBHDFQ", "无", "ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", ""}},
	rules.Development:            {nil, {"GHFQMC", "城镇集中建设区"}, {"GHFQMC", "城镇集中建设区", "MJ", 2500}, {"GHFQMC", "城镇弹性发展区"}, {"GHFQDM", "430"}, {"GHFQMC", "别的"}},
	rules.VillageBoundary:        {nil, {"GKBJLXDM", "0301"}, {"GKBJLXDM", "0202"}, {"GKBJLXDM", "0777"}},
	"existing_construction_land": {nil},
	"x_own":                      {nil, {"MJ", 9}},
}

// draw draws a feature of a line: a rectangle of cells, at times a bow-tie, or no land.
func (m *modelPlan) draw(t *rapid.T, line rules.Line, id string) boundary.Feature {
	x, y := rapid.IntRange(0, side-1).Draw(t, "x"), rapid.IntRange(0, side-1).Draw(t, "y")
	pairs := rapid.SampledFrom(attributes[line]).Draw(t, "attributes")
	var f boundary.Feature
	switch rapid.IntRange(0, 11).Draw(t, "kind") {
	case 0:
		f = bowTie(m.t, id, 50*float64(x), 50*float64(y))
	case 1:
		f = boundary.Feature{ID: id}
	case 2:
		f = boundary.Feature{ID: id, Boundary: new(boundary.Boundary), Notes: []message.Note{{Code: "x.note", Text: "as read", Warning: true}}}
	default:
		w, h := rapid.IntRange(1, 4).Draw(t, "w"), rapid.IntRange(1, 4).Draw(t, "h")
		f = rectangle(m.t, id, 50*float64(x), 50*float64(y), 50*float64(x+w), 50*float64(y+h))
		if rapid.IntRange(0, 4).Draw(t, "note") == 0 {
			f.Notes = []message.Note{{Code: "x.read", Text: "read in part"}}
		}
	}
	properties, err := boundary.NewProperties(pairs...)
	require.NoError(m.t, err)
	f.Properties = properties
	return f
}

func (m *modelPlan) region(code string, x0, x1 int) boundary.Feature {
	return rectangle(m.t, code, 50*float64(x0), 0, 50*float64(x1), 50*side, "XZQDM", code, "XZQMC", "县"+code)
}

func newModelPlan(tb testing.TB, t *rapid.T) *modelPlan {
	m := &modelPlan{t: tb}
	own, err := dialect.Read(strings.NewReader(`{"sub_zones": [{"line": "ecological_red_line", "field": "FQ1", "values": {"甲": "core"}}], "regions": {"code": ["DM"], "name": []}}`))
	require.NoError(tb, err)
	aliases := dialect.Default().With(own)
	half := rectangle(tb, "", 0, 0, 450, 1000).Boundary
	for _, line := range []rules.Line{rules.Farmland, rules.Ecology, rules.Development, "existing_construction_land", rules.VillageBoundary, "x_own", rules.Farmland} {
		x := &modelLayer{spec: zones.LayerSpec{Line: line, Path: fmt.Sprint(line, len(m.layers))}}
		if rapid.Bool().Draw(t, "aliases") {
			x.opt.Aliases = aliases
		}
		if line != rules.Development && rapid.IntRange(0, 3).Draw(t, "coverage") == 0 {
			x.spec.Coverage, x.opt.Coverage = "half", half
		}
		if rapid.IntRange(0, 3).Draw(t, "date") == 0 {
			x.spec.Date = "2026-01-01"
		}
		x.opt.DropProperties = rapid.IntRange(0, 3).Draw(t, "drop") == 0
		if rapid.Bool().Draw(t, "file note") {
			x.opt.Notes = []message.Note{{Code: "x.file", Text: "of the file", Place: message.Place{File: x.spec.Path}}}
		}
		if line == rules.Farmland && len(m.layers) > 0 && rapid.Bool().Draw(t, "one farmland") {
			continue
		}
		for range rapid.IntRange(0, 6).Draw(t, "features") {
			x.features = append(x.features, m.draw(t, line, m.id(t, x, true)))
		}
		m.layers = append(m.layers, x)
	}
	m.layers = append(m.layers, &modelLayer{spec: zones.LayerSpec{Line: rules.AdminRegion, Path: "XZQ"}, features: []boundary.Feature{m.region("371502", 0, 5), m.region("371503", 5, side)}})
	base := 4000.0
	m.caps = []zones.Cap{
		{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 10_000},
		{ID: "gross", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 10_000, Gross: true, Regions: []string{"371502"}},
		{ID: "west", Kind: zones.CapMax, Line: rules.Development, LimitM2: 40_000, Regions: []string{"371502"}},
		{ID: "city", Kind: zones.CapMax, Line: rules.Development, LimitM2: 90_000, Regions: []string{"371500"}},
		{ID: "flexible", Kind: zones.CapRatio, Line: rules.Development, SubZone: rules.Flexible, Of: &zones.CapBase{Line: rules.Development, SubZone: rules.Concentrated}, Ratio: 0.15},
		{ID: "stock", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 20_000, BaseM2: &base},
		{ID: "stock-east", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 20_000, BaseM2: &base, Regions: []string{"371503"}},
	}
	set, err := rules.Read(strings.NewReader(villagePlan), "village.json")
	require.NoError(tb, err)
	m.local = []zones.Supplement{{Name: "村", Rules: set, Regions: []string{"371503"}, Where: []*boundary.Boundary{rectangle(tb, "", 0, 0, 100, 100).Boundary}}}
	m.plan = m.scratch()
	for i, l := range m.plan.Layers() {
		m.layers[i].layer = l
	}
	return m
}

// id draws an id that the layer has, or a new one.
func (m *modelPlan) id(t *rapid.T, x *modelLayer, fresh bool) string {
	if !fresh && len(x.features) > 0 && rapid.IntRange(0, 3).Draw(t, "old") > 0 {
		return rapid.SampledFrom(x.features).Draw(t, "feature").ID
	}
	m.n++
	return fmt.Sprint("F", m.n)
}

// edit changes a layer of the plan and of the model.
func (m *modelPlan) edit(t *rapid.T) {
	ctx := context.Background()
	x := rapid.SampledFrom(m.layers).Draw(t, "layer")
	gone := map[string]bool{}
	var batch []boundary.Feature
	var err error
	if x.spec.Line == rules.AdminRegion {
		at := rapid.IntRange(1, side-1).Draw(t, "border")
		batch = []boundary.Feature{m.region("371502", 0, at), m.region("371503", at, side)}
		batch = batch[rapid.IntRange(0, 1).Draw(t, "one"):]
	} else {
		for range rapid.IntRange(0, 3).Draw(t, "batch") {
			if id := m.id(t, x, false); !slices.ContainsFunc(batch, func(f boundary.Feature) bool { return f.ID == id }) {
				batch = append(batch, m.draw(t, x.spec.Line, id))
			}
		}
	}
	for _, f := range batch {
		gone[f.ID] = true
	}
	if x.spec.Line == rules.AdminRegion || rapid.IntRange(0, 2).Draw(t, "with") > 0 {
		x.layer, err = x.layer.With(ctx, boundary.All(batch))
	} else {
		x.layer, err = x.layer.Without(ctx, slices.Collect(maps.Keys(gone))...)
		batch = nil
	}
	require.NoError(m.t, err)
	x.features = append(slices.DeleteFunc(slices.Clone(x.features), func(f boundary.Feature) bool { return gone[f.ID] }), batch...)
	m.plan, err = m.plan.WithLayer(ctx, x.layer)
	require.NoError(m.t, err)
}

// sites are drawn once for both plans.
func (m *modelPlan) sites(t *rapid.T) (all []zones.Site) {
	for range 3 {
		f := m.draw(t, "x_own", "S")
		f.Notes = nil
		s := zones.Site{Feature: f}
		if rapid.IntRange(0, 2).Draw(t, "adds") == 0 {
			s.Adds, s.AddsSubZone = rules.Development, rules.Flexible
		}
		all = append(all, s)
	}
	return all
}

func bytesOf(t testing.TB, p *zones.Plan, s []zones.Site, accept bool) string {
	var all []string
	for _, x := range s {
		r, err := p.Check(context.Background(), x, &zones.CheckOptions{Date: day, Explain: true, Geometry: true, AcceptRepairs: accept})
		require.NoError(t, err)
		b, err := json.Marshal(r)
		require.NoError(t, err)
		all = append(all, string(b))
	}
	return strings.Join(all, "\n")
}

// Random plans are edited at random. After each edit the plan says of random sites, to
// the byte, what a plan from scratch says, its layers have the same notes, and its
// snapshot is the same; plans of before have not changed. Then the plan goes on from
// its snapshot, or from its own parts.
func TestEditsEqualScratch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := newModelPlan(t, rt)
		sites := m.sites(rt)
		first, before := m.plan, bytesOf(t, m.plan, sites, true)
		for range rapid.IntRange(1, 6).Draw(rt, "edits") {
			m.edit(rt)
			want, now := m.scratch(), m.sites(rt)
			for i, l := range want.Layers() {
				require.Equal(t, l.Notes(), m.plan.Layers()[i].Notes())
			}
			require.Equal(t, want.Notes(), m.plan.Notes())
			require.Equal(t, bytesOf(t, want, now, false), bytesOf(t, m.plan, now, false))
			require.Equal(t, bytesOf(t, want, now, true), bytesOf(t, m.plan, now, true))
			switch rapid.IntRange(0, 5).Draw(rt, "goes on from") {
			case 0:
				m.use(reread(t, m.plan))
			case 1:
				m.use(m.apart())
			}
		}
		require.Equal(t, before, bytesOf(t, first, sites, true))
	})
}

func (m *modelPlan) use(p *zones.Plan) {
	m.plan = p
	for i, l := range p.Layers() {
		m.layers[i].layer = l
	}
}

// apart takes the plan apart and puts it together again.
func (m *modelPlan) apart() *zones.Plan {
	ctx := context.Background()
	var layers []*zones.Layer
	for _, l := range m.plan.Layers() {
		again, err := zones.NewLayer(ctx, l.Spec(), l.Features(), l.Options())
		require.NoError(m.t, err)
		layers = append(layers, again)
	}
	p, err := zones.NewPlan(ctx, layers, m.plan.Caps(), m.plan.Rules())
	require.NoError(m.t, err)
	p, err = p.Named(m.plan.Name()).WithEdges(m.plan.Edges()).WithRemarks(m.plan.Remarks()...).WithSupplements(m.plan.Supplements())
	require.NoError(m.t, err)
	return p
}

// A plan that is taken apart and put together again says the same, to the byte.
func TestApartAndTogether(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := newModelPlan(t, rt)
		sites := m.sites(rt)
		again := m.apart()
		require.Equal(t, bytesOf(t, m.plan, sites, true), bytesOf(t, again, sites, true))
		var a, b bytes.Buffer
		require.NoError(t, m.plan.WriteSnapshot(&a))
		require.NoError(t, again.WriteSnapshot(&b))
		require.True(t, bytes.Equal(a.Bytes(), b.Bytes()))
		require.Equal(t, bytesOf(t, m.plan, sites, false), bytesOf(t, reread(t, again), sites, false))
	})
}

// A cap of a region is measured again where only what a repair left open reaches into
// the region.
func TestEditInDoubt(t *testing.T) {
	ctx := context.Background()
	region := rectangle(t, "371502", 540, 570, 560, 700, "XZQDM", "371502") // between the lobes of the tie
	c := zones.Cap{ID: "c", Kind: zones.CapMax, Line: rules.Development, LimitM2: 1, Regions: []string{"371502"}}
	development := layer(t, rules.Development, rectangle(t, "A", 0, 0, 10, 10))
	plan := planOf(t, []zones.Cap{c}, layer(t, rules.Farmland), layer(t, rules.Ecology), development, layer(t, rules.AdminRegion, region))
	holds := func(p *zones.Plan) *bool {
		caps := check(t, p, rectangle(t, "S", 800, 800, 810, 810), nil).Caps
		require.Len(t, caps, 1)
		return caps[0].Holds
	}
	require.True(t, *holds(plan))
	with, err := development.With(ctx, boundary.All([]boundary.Feature{bowTie(t, "B", 500, 500)}))
	require.NoError(t, err)
	edited, err := plan.WithLayer(ctx, with)
	require.NoError(t, err)
	assert.Nil(t, holds(edited))
	without, err := with.Without(ctx, "B")
	require.NoError(t, err)
	edited, err = edited.WithLayer(ctx, without)
	require.NoError(t, err)
	assert.True(t, *holds(edited))
}

// A layer that could take the place of several, and one that lacks what it names, are
// refused; several features of one id are kept.
func TestEditRefused(t *testing.T) {
	ctx := context.Background()
	one, two := layer(t, rules.Farmland, rectangle(t, "A", 0, 0, 10, 10)), layer(t, rules.Farmland, rectangle(t, "B", 20, 0, 30, 10))
	spec := one.Spec()
	spec.Path = "same.geojson"
	of := func() *zones.Layer { return layerOf(t, spec, nil, rectangle(t, "A", 0, 0, 10, 10)) }
	_, err := planOf(t, nil, of(), of()).WithLayer(ctx, of())
	require.ErrorIs(t, err, zones.ErrPlan)
	assert.ErrorContains(t, err, "same.geojson")
	spec.Coverage = "surveyed.geojson"
	_, err = zones.NewLayer(ctx, spec, boundary.All(nil), nil)
	require.ErrorIs(t, err, zones.ErrPlan)
	assert.ErrorContains(t, err, "surveyed.geojson")
	more, err := one.With(ctx, boundary.All([]boundary.Feature{rectangle(t, "B", 20, 0, 30, 10), rectangle(t, "B", 40, 0, 50, 10)}))
	require.NoError(t, err)
	assert.Equal(t, 3, more.Index().Len())
	assert.Len(t, more.Notes(), 1)
	p, err := planOf(t, nil, one, two).WithLayer(ctx, more)
	require.NoError(t, err)
	assert.Len(t, p.Layers(), 2)
}
