package dialect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

func TestAliasesOfLayers(t *testing.T) {
	a := Default()
	for name, line := range map[string]rules.Line{
		"YJJBNTBHTB.shp": rules.Farmland, "data/371502_YJJBNTTB_2023.shp": rules.Farmland, "yjjbnt.zip": rules.Farmland, "东昌府区永久基本农田.geojson": rules.Farmland,
		"STBHHX.shp": rules.Ecology, `D:\数据\生态保护红线(最终).shp`: rules.Ecology, "CZKFBJ-2035.dbf": rules.Development, "XZQ": rules.AdminRegion,
		"GKBJ.shp": rules.VillageBoundary, "CZJSBJ.shp": rules.VillageBoundary, "GDBHMB": rules.Cropland, "DLTB.shp": "x_land_use",
		"地块.txt": "", "STBHHXX.shp": "", "XZQJX.shp": "",
	} {
		got, _ := a.Line(name)
		assert.Equal(t, line, got, name)
	}
}

func TestAliasesOfSubZones(t *testing.T) {
	own, err := Read(strings.NewReader(`{"sub_zones": [
		{"line": "ecological_red_line", "field": "FQ", "values": {"甲": "core", "乙": "general"}}]}`))
	require.NoError(t, err)
	a := Default().With(own)
	for _, c := range []struct {
		line        rules.Line
		field       string
		properties  []any
		zone        rules.SubZone
		from, words string
	}{
		{rules.Ecology, "", []any{"ZRBHDFQ", "核心保护区"}, rules.Core, "ZRBHDFQ", "核心保护区"},
		{rules.Ecology, "", []any{"ZRBHDFQ", "实验区"}, rules.General, "ZRBHDFQ", "实验区"},
		{rules.Ecology, "", []any{"ZRBHDFQ", "实验地带"}, rules.Other, "ZRBHDFQ", "实验地带"},
		{rules.Ecology, "", []any{"ZRBHDFQ", " "}, rules.Other, "", ""},
		{rules.Ecology, "", []any{"ZRBHDMC", "", "ZRBHDJB", " ", "ZRBHDLX", nil, "ZRBHDFQ", ""}, rules.General, "ZRBHDFQ", ""},
		{rules.Ecology, "ZRBHDFQ", []any{"ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", ""}, rules.General, "ZRBHDFQ", ""},
		{rules.Ecology, "FQ2", []any{"ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", "", "FQ2", ""}, rules.Other, "", ""},
		{rules.Ecology, "", []any{"ZRBHDMC", []string{"x"}, "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", ""}, rules.Other, "", ""},
		{rules.Ecology, "", []any{"ZRBHDMC", "无", "ZRBHDJB", "/", "ZRBHDLX", "否", "ZRBHDFQ", "无"}, rules.General, "ZRBHDFQ", ""},
		{rules.Ecology, "", []any{"ZRBHDMC", "某自然保护区", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", ""}, rules.Other, "", ""},
		{rules.Ecology, "", []any{"ZRBHDMC", "", "ZRBHDJB", "国家级", "ZRBHDLX", "", "ZRBHDFQ", "无"}, rules.Other, "", ""},
		{rules.Ecology, "", []any{"ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", "1"}, rules.Other, "ZRBHDFQ", "1"},
		{rules.Ecology, "", []any{"ZRBHDMC", "", "ZRBHDFQ", ""}, rules.Other, "", ""}, // not all fields are there
		{rules.Ecology, "", []any{"FQ", "丙", "ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", ""}, rules.Other, "FQ", "丙"},
		{rules.Ecology, "", []any{"HXMC", "某山自然保护区核心区", "ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", ""}, rules.Other, "", ""}, // another field speaks
		{rules.Ecology, "", []any{"HXMC", "某山水源涵养", "ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", ""}, rules.General, "ZRBHDFQ", ""},
		{"protected_area", "", []any{"ZRBHDMC", "", "ZRBHDJB", "", "ZRBHDLX", "", "ZRBHDFQ", ""}, rules.Other, "", ""},
		{rules.Ecology, "", []any{"FQ", "甲", "ZRBHDFQ", "一般控制区"}, rules.Core, "FQ", "甲"},
		{rules.Ecology, "", []any{"sub_zone", "general", "FQ", "甲"}, rules.General, "sub_zone", "general"},
		{rules.Ecology, "", []any{"sub_zone", "flexible"}, rules.Other, "sub_zone", "flexible"},
		{rules.Ecology, "NAME", []any{"NAME", "乙"}, rules.General, "NAME", "乙"},
		{"water_source", "JB", []any{"JB", "二级保护区"}, rules.GradeTwo, "JB", "二级保护区"},
		{"water_source", "JB", []any{"JB", "三级"}, rules.Other, "JB", "三级"},
		{"river_bank_control", "HL", []any{"HL", "重要支流"}, rules.MainRiver, "HL", "重要支流"},
		{"river_bank_control", "", []any{"sub_zone", "core"}, rules.Other, "sub_zone", "core"},
		{"scenic_area", "", []any{"景区分区", "核心景区"}, rules.Core, "景区分区", "核心景区"},
		{rules.Development, "", []any{"GHFQDM", "01", "GHFQMC", "城镇集中建设区"}, rules.Concentrated, "GHFQMC", "城镇集中建设区"},
		{rules.Development, "", []any{"GHFQDM", "421", "GHFQMC", "?"}, rules.Flexible, "GHFQDM", "421"},
		{rules.Development, "", []any{"GHFQDM", "411", "GHFQMC", "城镇集中建设区"}, rules.Concentrated, "GHFQMC", "城镇集中建设区"},
		{rules.Development, "", []any{"GHFQDM", "430", "GHFQMC", "城镇集中建设区"}, rules.Other, "GHFQMC, GHFQDM", "城镇集中建设区, 430"},
		{rules.Development, "", []any{"GHFQDM", "01"}, rules.Other, "GHFQDM", "01"},
		{rules.Farmland, "", []any{"GHFQMC", "特别用途区"}, rules.Other, "", ""},
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
