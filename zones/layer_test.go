package zones_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/rules"
)

// A plan's own names of fields hold in its snapshot, too.
func TestAliasesOfRegions(t *testing.T) {
	own, err := dialect.Read(strings.NewReader(`{"regions": {"code": ["DM"], "name": ["MC1"]}}`))
	require.NoError(t, err)
	ring := boundary.Ring{{116, 36}, {116.01, 36}, {116.01, 36.01}, {116, 36}}
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{ring}}, nil)
	require.NoError(t, err)
	p, err := boundary.NewProperties("DM", "371502", "MC1", "东昌府区", "XZQDM", "1")
	require.NoError(t, err)
	f := boundary.Feature{ID: "R", Boundary: b, Properties: p}
	ctx := context.Background()
	l, err := zones.NewLayer(ctx, zones.LayerSpec{Line: rules.AdminRegion, Path: "r"}, boundary.All([]boundary.Feature{f}), &zones.LayerOptions{Aliases: dialect.Default().With(own)})
	require.NoError(t, err)
	plan, err := zones.NewPlan(ctx, []*zones.Layer{l}, nil, nil)
	require.NoError(t, err)
	var snapshot bytes.Buffer
	require.NoError(t, plan.WriteSnapshot(&snapshot))
	again, err := zones.ReadSnapshot(context.Background(), &snapshot)
	require.NoError(t, err)
	for _, plan := range []*zones.Plan{plan, again} {
		r, err := plan.Check(ctx, zones.Site{Feature: f}, &zones.CheckOptions{Date: "2026-11-01"})
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
		b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{ring}}, nil)
		require.NoError(t, err)
		p, err := boundary.NewProperties("GKBJLXDM", code)
		require.NoError(t, err)
		all = append(all, boundary.Feature{ID: "F" + code, Boundary: b, Properties: p})
	}
	for _, c := range []struct {
		line  rules.Line
		ids   string
		codes string
	}{
		{rules.VillageBoundary, "F0301 F0302 F", "layer.members layer.members_unknown"},
		{rules.Farmland, "F0202 F0777 F", "layer.members layer.members_kept"},
		{rules.Ecology, "F0777 F", "layer.members layer.members_kept"},
		{rules.Development, "F0101 F0202 F0301 F0302 F0777 F", ""}, // no code is of it
		{"x_all", "F0101 F0202 F0301 F0302 F0777 F", ""},
	} {
		l, err := zones.NewLayer(context.Background(), zones.LayerSpec{Line: c.line, Path: "GKBJ.shp"}, boundary.All(all), nil)
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
