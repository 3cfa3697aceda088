package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// What is remembered is what would be answered afresh, also in a set that shares the
// lines of another.
func TestRemembered(t *testing.T) {
	local, err := Read(strings.NewReader(`{"schema": "sanxian-ruleset/1", "id": "town", "version": "1", "title": {"zh": "镇", "en": "town"}, "jurisdiction": "371502", "supplements": "cn-2026",
 "citations": [{"id": "town", "title": "《镇规划》", "verified": false}],
 "rules": [{"id": "town-corridor", "title": {"zh": "廊道", "en": "corridor"}, "line": "x_corridor", "status": "prohibited",
  "procedure": {"zh": "不得建设。", "en": "No building."}, "citations": ["town"]}]}`), "town.json")
	require.NoError(t, err)
	own, err := Default().With(local)
	require.NoError(t, err)
	var lines []Line
	for l := range own.lines {
		lines = append(lines, l)
	}
	dates := []Date{"", "2021-01-01", "2023-06-01", "2026-03-14", "2026-03-15", "2026-11-27"}
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.SampledFrom([]*Set{Default(), own}).Draw(t, "set")
		q := Question{
			Line: rapid.SampledFrom(lines).Draw(t, "line"), SubZone: rapid.SampledFrom([]SubZone{"", Core, General, Concentrated, Flexible, SpecialPurpose, Other}).Draw(t, "zone"),
			SubZoneName: rapid.SampledFrom([]string{"", "别的区"}).Draw(t, "name"), Outside: rapid.Bool().Draw(t, "outside"),
			Project: rapid.SampledFrom(Projects()).Draw(t, "project").Project, Date: rapid.SampledFrom(dates).Draw(t, "date"),
			Others:     map[Line]bool{Cropland: rapid.Bool().Draw(t, "cropland"), "protected_area": rapid.Bool().Draw(t, "protected")},
			Regions:    rapid.SampledFrom([][]string{nil, {"371502"}, {"110101"}, {"371502", "110101"}}).Draw(t, "regions"),
			AreaM2:     rapid.Float64Range(0, 1e6).Draw(t, "area"),
			CroplandM2: rapid.Float64Range(0, 1e6).Draw(t, "cropland m2"), OtherLandM2: rapid.Float64Range(0, 1e6).Draw(t, "other m2"),
		}
		if rapid.Bool().Draw(t, "replacement") {
			q.Project.Replacement = &Replacement{AreaM2: 1e5}
		}
		require.Equal(t, set.judgeAfresh(q), set.Judge(q))
		require.Equal(t, set.judgeAfresh(q), set.Judge(q))
	})
}
