package zones_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// versions are two versions of a plan: N1 gives up its east and takes in some of the
// south, N2 is gone, C1 grows, E changes its sub-zone.
func versions(t testing.TB) (before, after *zones.Plan) {
	const zone, core, general = "城镇集中建设区", "核心保护区", "一般控制区"
	before = planOf(t, nil,
		layer(t, rules.Farmland, rectangle(t, "N1", 0, 0, 100, 100), rectangle(t, "N2", 200, 0, 300, 100), rectangle(t, "N3", 0, 500, 100, 600)),
		layer(t, rules.Ecology, rectangle(t, "E", 0, 900, 100, 1000, "ZRBHDFQ", core)),
		layer(t, rules.Development, rectangle(t, "C1", 400, 0, 600, 100, "GHFQMC", zone)))
	after = planOf(t, nil,
		layer(t, rules.Farmland, rectangle(t, "N1", 0, -20, 60, 100), rectangle(t, "N3", 0, 500, 100, 600)),
		layer(t, rules.Ecology, rectangle(t, "E", 0, 900, 100, 1000, "ZRBHDFQ", general)),
		layer(t, rules.Development, rectangle(t, "C1", 300, 0, 600, 100, "GHFQMC", zone)))
	return before, after
}

func TestMoved(t *testing.T) {
	before, after := versions(t)
	moves, err := zones.Moved(context.Background(), before, after)
	require.NoError(t, err)
	type move struct {
		line       rules.Line
		zone       rules.SubZone
		came, went int
		in, out    float64
	}
	var got []move
	for _, m := range moves {
		got = append(got, move{m.Line, m.SubZone, m.Came, m.Went, round2(amount(t, m.InM2)), round2(amount(t, m.OutM2))})
	}
	assert.Equal(t, []move{
		{rules.Farmland, "", 1, 2, 1200, 14_000},
		{rules.Ecology, rules.Core, 0, 1, 0, 10_000},
		{rules.Ecology, rules.General, 1, 0, 10_000, 0},
		{rules.Development, "", 1, 1, 10_000, 0},
		{rules.Development, rules.Concentrated, 1, 1, 10_000, 0},
	}, got)
	none, err := zones.Moved(context.Background(), after, after)
	require.NoError(t, err)
	require.Empty(t, none)
}

func round2(v float64) float64 { return float64(int(v*100+0.5)) / 100 }

func TestCompare(t *testing.T) {
	before, after := versions(t)
	sites := []zones.Site{
		{Feature: rectangle(t, "freed", 210, 10, 220, 20)},
		{Feature: rectangle(t, "in the boundary now", 310, 10, 320, 20)},
		{Feature: rectangle(t, "taken", 10, -15, 20, -5)},
		{Feature: rectangle(t, "as ever", 10, 510, 20, 520)},
		{Feature: rectangle(t, "of a sub-zone", 10, 910, 20, 920)},
	}
	var changes []*zones.Change
	for c, err := range zones.Compare(context.Background(), before, after, stream(sites, nil), &zones.CheckOptions{Date: day}) {
		require.NoError(t, err)
		changes = append(changes, c)
	}
	require.Len(t, changes, len(sites))
	freed := changes[0]
	assert.Equal(t, zones.VerdictFail, freed.Before)
	assert.NotEqual(t, zones.VerdictFail, freed.After)
	require.Len(t, freed.Lines, 1)
	assert.Equal(t, rules.Farmland, freed.Lines[0].Line)
	assert.Equal(t, rules.Prohibited, freed.Lines[0].Before)
	assert.InDelta(t, 100, amount(t, freed.Lines[0].OverlapBeforeM2), 1e-3)
	assert.Zero(t, amount(t, freed.Lines[0].OverlapAfterM2))
	require.Len(t, freed.Lines[0].Went, 1)
	assert.Equal(t, "N2", freed.Lines[0].Went[0].ID)
	assert.Empty(t, freed.Lines[0].Came)

	assert.Equal(t, zones.VerdictPass, changes[1].After)
	assert.Equal(t, "C1", changes[1].Lines[0].Came[0].ID)
	assert.Equal(t, zones.VerdictFail, changes[2].After)
	assert.Equal(t, "N1", changes[2].Lines[0].Came[0].ID)
	assert.True(t, changes[3].Same())
	assert.False(t, changes[4].Same())
	assert.Len(t, changes[4].Lines, 1)
}

// Each change is what two full reports say, and the stream ends as its input does.
func TestCompareIsTwoChecks(t *testing.T) {
	before, after := versions(t)
	sites := randomSites(t, 700)
	broken := errors.New("broken")
	n := 0
	for c, err := range zones.Compare(context.Background(), before, after, stream(sites, broken), &zones.CheckOptions{Date: day}) {
		if err != nil {
			require.ErrorIs(t, err, broken)
			break
		}
		was, now := check(t, before, sites[n].Feature, nil), check(t, after, sites[n].Feature, nil)
		require.Equal(t, was.Verdict, c.Before)
		require.Equal(t, now.Verdict, c.After)
		differ := 0
		for i := range was.Lines {
			a, b := was.Lines[i], now.Lines[i]
			if a.Status != b.Status || a.OverlapM2 != b.OverlapM2 || a.OutsideM2 != b.OutsideM2 {
				differ++
			}
		}
		require.GreaterOrEqual(t, len(c.Lines), differ)
		n++
	}
	require.Equal(t, len(sites), n)
}
