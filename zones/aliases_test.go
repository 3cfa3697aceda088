package zones

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func TestAliasesOfLayers(t *testing.T) {
	a := DefaultAliases()
	for name, line := range map[string]Line{
		"YJJBNTBHTB.shp": Farmland, "data/371502_YJJBNTTB_2023.shp": Farmland, "yjjbnt.zip": Farmland, "东昌府区永久基本农田.geojson": Farmland,
		"STBHHX.shp": Ecology, `D:\数据\生态保护红线(最终).shp`: Ecology, "CZKFBJ-2035.dbf": Expansion, "XZQ": Region,
		"GKBJ.shp": VillageBoundary, "CZJSBJ.shp": VillageBoundary, "GDBHMB": Cropland, "DLTB.shp": "x_land_use",
		"地块.txt": "", "STBHHXX.shp": "", "XZQJX.shp": "",
	} {
		got, _ := a.Line(name)
		assert.Equal(t, line, got, name)
	}
}

func TestAliasesOfSubZones(t *testing.T) {
	own, err := ReadAliases(strings.NewReader(`{"sub_zones": [
		{"line": "ecological_red_line", "field": "FQ", "values": {"甲": "core", "乙": "general"}}]}`))
	require.NoError(t, err)
	a := DefaultAliases().With(own)
	for _, c := range []struct {
		line        Line
		field       string
		properties  []any
		zone        SubZone
		from, words string
	}{
		{Ecology, "", []any{"ZRBHDFQ", "核心保护区"}, Core, "ZRBHDFQ", "核心保护区"},
		{Ecology, "", []any{"ZRBHDFQ", "实验区"}, General, "ZRBHDFQ", "实验区"},
		{Ecology, "", []any{"ZRBHDFQ", "实验地带"}, Other, "ZRBHDFQ", "实验地带"},
		{Ecology, "", []any{"ZRBHDFQ", " "}, Other, "", ""},
		{Ecology, "", []any{"FQ", "甲", "ZRBHDFQ", "一般控制区"}, Core, "FQ", "甲"},
		{Ecology, "", []any{"sub_zone", "general", "FQ", "甲"}, General, "sub_zone", "general"},
		{Ecology, "", []any{"sub_zone", "flexible"}, Other, "sub_zone", "flexible"},
		{Ecology, "NAME", []any{"NAME", "乙"}, General, "NAME", "乙"},
		{Expansion, "", []any{"GHFQDM", "01", "GHFQMC", "城镇集中建设区"}, Concentrated, "GHFQMC", "城镇集中建设区"},
		{Expansion, "", []any{"GHFQDM", "421", "GHFQMC", "?"}, Flexible, "GHFQDM", "421"},
		{Expansion, "", []any{"GHFQDM", "01"}, Other, "GHFQDM", "01"},
		{Farmland, "", []any{"GHFQMC", "特别用途区"}, Other, "", ""},
	} {
		p, err := boundary.NewProperties(c.properties...)
		require.NoError(t, err)
		zone, from, words := a.SubZone(c.line, c.field, p)
		assert.Equal(t, []any{c.zone, c.from, c.words}, []any{zone, from, words}, c.properties)
	}
}

func TestAreaUnit(t *testing.T) {
	const km2 = boundary.Area(1e6)
	gross, net := AreaAlias{Field: "MJ"}, AreaAlias{Field: "YJJBNTMJ", Net: true}
	for stated, unit := range map[float64]string{1e6: "m2", 0.91e6: "m2", 1.2e6: "", 100: "ha", 1500: "mu", 1: "km2", 0.15: "10000mu", 7: ""} {
		assert.Equal(t, unit, gross.Unit(stated, km2), stated)
	}
	assert.Equal(t, "", gross.Unit(0.6e6, km2))
	assert.Equal(t, "m2", net.Unit(0.6e6, km2))
	assert.Equal(t, "ha", net.Unit(60, km2))
}

// A plan's own names of fields hold in its snapshot, too.
func TestAliasesOfRegions(t *testing.T) {
	own, err := ReadAliases(strings.NewReader(`{"regions": {"code": ["DM"], "name": ["MC1"]}}`))
	require.NoError(t, err)
	ring := boundary.Ring{{116, 36}, {116.01, 36}, {116.01, 36.01}, {116, 36}}
	b, _, err := boundary.New(boundary.LonLat, []boundary.Polygon{{ring}}, nil)
	require.NoError(t, err)
	p, err := boundary.NewProperties("DM", "371502", "MC1", "东昌府区", "XZQDM", "1")
	require.NoError(t, err)
	f := boundary.Feature{ID: "R", Boundary: b, Properties: p}
	ctx := context.Background()
	l, err := NewLayer(ctx, LayerSpec{Line: Region, Path: "r"}, boundary.All([]boundary.Feature{f}), &LayerOptions{Aliases: DefaultAliases().With(own)})
	require.NoError(t, err)
	plan, err := NewPlan(ctx, []*Layer{l}, nil, nil)
	require.NoError(t, err)
	var snapshot bytes.Buffer
	require.NoError(t, plan.WriteSnapshot(&snapshot))
	again, err := ReadSnapshot(&snapshot)
	require.NoError(t, err)
	for _, plan := range []*Plan{plan, again} {
		r, err := plan.Check(ctx, Site{Feature: f}, &CheckOptions{Date: "2026-11-01"})
		require.NoError(t, err)
		require.Len(t, r.Site.Regions, 1)
		require.Equal(t, []string{"371502", "东昌府区"}, []string{r.Site.Regions[0].Code, r.Site.Regions[0].Name})
	}
}

// A layer of several boundaries gives each line its own features.
func TestMembers(t *testing.T) {
	var all []boundary.Feature
	for i, code := range []string{"0101", "0202", "0301", "0302", "0777", ""} {
		x := 116 + float64(i)/100
		ring := boundary.Ring{{x, 36}, {x + 0.005, 36}, {x + 0.005, 36.005}, {x, 36}}
		b, _, err := boundary.New(boundary.LonLat, []boundary.Polygon{{ring}}, nil)
		require.NoError(t, err)
		p, err := boundary.NewProperties("GKBJLXDM", code)
		require.NoError(t, err)
		all = append(all, boundary.Feature{ID: "F" + code, Boundary: b, Properties: p})
	}
	for _, c := range []struct {
		line  Line
		ids   string
		codes string
	}{
		{VillageBoundary, "F0301 F0302 F", "layer.members layer.members_unknown"},
		{Farmland, "F0202 F0777 F", "layer.members layer.members_kept"},
		{Ecology, "F0777 F", "layer.members layer.members_kept"},
		{Expansion, "F0101 F0202 F0301 F0302 F0777 F", ""}, // no code is of it
		{"x_all", "F0101 F0202 F0301 F0302 F0777 F", ""},
	} {
		l, err := NewLayer(context.Background(), LayerSpec{Line: c.line, Path: "GKBJ.shp"}, boundary.All(all), nil)
		require.NoError(t, err)
		var ids, codes []string
		for f := range l.Index().All() {
			ids = append(ids, f.ID)
		}
		for _, n := range l.Notes() {
			codes = append(codes, n.Code)
		}
		assert.ElementsMatch(t, strings.Fields(c.ids), ids, c.line)
		assert.Equal(t, c.codes, strings.Join(codes, " "), c.line)
	}
}
