package rules

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// docs/rules.md is run: its supplement, the table of what it answers, and the
// error that it quotes.
func TestRulesDocument(t *testing.T) {
	b, err := os.ReadFile("../../docs/rules.md")
	require.NoError(t, err)
	text := string(b)
	_, example, ok := strings.Cut(text, "```json\n")
	require.True(t, ok)
	example, _, _ = strings.Cut(example, "```")

	local, err := Read(strings.NewReader(example), "liaocheng.json")
	require.NoError(t, err)
	rules, err := Default().With(local)
	require.NoError(t, err)
	assert.Equal(t, []string{"sd-liaocheng-example 2026.1"}, rules.Name().Supplements)
	days, ok := rules.MaxLayerAgeDays(Farmland)
	assert.True(t, ok)
	assert.Equal(t, 400, days)

	_, table, _ := strings.Cut(text, "|---|---|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	rows := strings.Split(table, "\n")
	assert.Len(t, rows, 7)
	for _, row := range rows {
		t.Run(row, func(t *testing.T) {
			cells := strings.Split(strings.Trim(row, "| "), " | ")
			require.Len(t, cells, 4)
			q := Question{Date: "2026-05-01", AreaM2: 100, Regions: []string{"371502"}}
			q.Project, err = ParseProject(strings.Trim(cells[0], "`"))
			require.NoError(t, err)
			line, place, _ := strings.Cut(cells[1], " ")
			q.Line = Line(line)
			if q.Outside = place == outside; !q.Outside {
				q.SubZone = SubZone(place)
			}
			f := rules.Judge(q)[0]
			assert.Equal(t, Status(cells[2]), f.Status)
			assert.Equal(t, cells[3], f.Rule)
			origin := "cn-2026"
			if local.rule(f.Rule) != nil {
				origin = "sd-liaocheng-example"
			}
			assert.Equal(t, origin, f.Origin)
		})
	}

	// A larger site in the corridor has the further finding, with the figure.
	f := rules.Judge(Question{Line: "river_corridor", Date: "2026-05-01", AreaM2: 5001, Regions: []string{"371502"}})
	require.Len(t, f, 2)
	assert.Contains(t, f[1].Procedure.ZH, "超过0.5公顷")
	assert.Equal(t, "corridor_small_site_ha", f[1].Parameters[0].ID)
	assert.Len(t, rules.Judge(Question{Line: "river_corridor", Date: "2026-05-01", AreaM2: 5000, Regions: []string{"371502"}}), 1)

	// In another city the national rules stand alone.
	other := Question{Line: Development, Outside: true, Project: Project{Class: "industrial"}, Date: "2026-05-01", Regions: []string{"370102"}}
	assert.Equal(t, Conditional, rules.Judge(other)[0].Status)
	other.Regions = nil
	unknown := rules.Judge(other)[0]
	assert.Equal(t, Prohibited, unknown.Status)
	assert.Contains(t, unknown.Remedy.ZH, "行政区未知")
	// The day before, they stand alone in the city too.
	other.Regions, other.Date = []string{"371502"}, "2026-03-31"
	assert.Equal(t, Conditional, rules.Judge(other)[0].Status)

	// The quoted error is what the loader says.
	_, quoted, _ := strings.Cut(text, "```text\n")
	quoted, _, _ = strings.Cut(quoted, "\n```")
	broken := strings.Replace(example, `"overrides": ["outside-special-site"],`, "", 1)
	require.NotEqual(t, example, broken)
	local, err = Read(strings.NewReader(broken), "liaocheng.json")
	require.NoError(t, err)
	_, err = Default().With(local)
	require.ErrorIs(t, err, ErrRules)
	assert.Equal(t, quoted, err.Error())
}

// The example supplements of provinces are merged, and hold in their province only.
func TestProvinces(t *testing.T) {
	const folder = "../../examples/provinces/"
	set := Default()
	for _, name := range []string{"guangdong.json", "jiangxi.json", "xinjiang.json", "expressway.json"} {
		b, err := os.ReadFile(folder + name)
		require.NoError(t, err)
		local, err := Read(strings.NewReader(string(b)), name)
		require.NoError(t, err)
		set, err = set.With(local)
		require.NoError(t, err)
		assert.Contains(t, local.Name().Title.ZH, "示例")
		for _, c := range local.doc.Citations {
			assert.False(t, c.Verified, c.ID)
		}
	}
	for region, want := range map[string][]string{
		"441900": {"redline-activity-5", "redline-protected-area", "gd-redline-prereview", "gd-redline-protected-area"},
		"360100": {"redline-activity-5", "redline-protected-area", "jx-redline-city-first"},
		"650100": {"redline-activity-5", "redline-protected-area", "xj-redline-experts"},
		"371500": {"redline-activity-5", "redline-protected-area"},
	} {
		var got []string
		for _, f := range set.Judge(Question{Line: Ecology, SubZone: General, Project: Project{Class: "tourism", Activity: "visiting"}, Date: "2026-11-23",
			AreaM2: 100, Regions: []string{region}, Others: map[Line]bool{"protected_area": true}}) {
			got = append(got, f.Rule)
		}
		assert.Equal(t, want, got, region)
	}
	expressway := Question{Line: Farmland, Project: Project{Class: "transport", Linear: true, ProvincialList: true}, Date: "2026-11-23", AreaM2: 100, Regions: []string{"370100"}}
	assert.Equal(t, []Status{Prohibited, NeedsApproval}, []Status{Default().Judge(expressway)[0].Status, set.Judge(expressway)[0].Status})
	assert.Equal(t, "provincial_expressway_farmland", set.Judge(expressway)[0].Parameters[0].ID)
	expressway.Regions = []string{"440100"}
	assert.Equal(t, Prohibited, set.Judge(expressway)[0].Status)
	files, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, files, 4)
}
