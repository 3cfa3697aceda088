package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each kind of project that has a name gets an answer on each line, sub-zone
// and date since 2022, never the finding that no rule matches.
func TestRulesAnswerAll(t *testing.T) {
	for _, k := range Projects() {
		require.NoError(t, k.Project.Validate(), k.Kind)
		for l, s := range Default().lines {
			for _, z := range s.facets[facetSubZone].words {
				for _, d := range []Date{"", "2022-01-01", "2022-12-01", "2024-06-01", "2025-12-01", "2026-02-20", "2026-11-23"} {
					for _, outside := range []bool{false, true} {
						if outside && !l.ShouldContain() || l == ReserveFarmland && z != string(Other) || l == "protected_area" && slices.Contains([]string{"concentrated", "flexible", "special_purpose"}, z) {
							continue
						}
						if d != "" && d < s.days[0] { // before the law of a supporting layer
							continue
						}
						f := Default().Judge(Question{Line: l, SubZone: SubZone(z), Outside: outside, Project: k.Project, Date: d, AreaM2: 10})
						assert.NotEqual(t, "no_rule", f[0].Rule, "%s %s %s %s", k.Kind, l, z, d)
					}
				}
			}
		}
	}
}

// The three lines are decided for every project that can be described, from
// the day that the texts begin: nothing falls between two rules.
func TestRulesAreTotal(t *testing.T) {
	for _, l := range ThreeLines {
		s := Default().lines[l]
		var deciding []*rule
		for _, x := range s.rules {
			if !x.adds() {
				deciding = append(deciding, x)
			}
		}
		all := make(box, len(s.facets))
		for i, f := range s.facets {
			all[i] = 1<<len(f.words) - 1
		}
		for i := range s.days { // from 2020-09-22, when the guide defines the sub-zones
			if s.days[i] <= "2020-09-21" {
				all[facetDate] &^= 1 << (i + 1)
			}
		}
		all[facetDate] &^= 1
		if !l.ShouldContain() {
			all[facetPlace] = 1
		}
		left, ok := remainder(all, deciding)
		require.True(t, ok)
		for _, b := range left {
			t.Errorf("%s: no rule for %s", l, s.example(b))
		}
	}
}

// A case below the laws' first day is not checked rather than passed.
func TestRulesBeforeTheFirstDay(t *testing.T) {
	f := Default().Judge(Question{Line: Farmland, Date: "2015-01-01", AreaM2: 1})
	assert.Equal(t, NotChecked, f[0].Status)
	assert.Equal(t, "no_rule", f[0].Rule)
	assert.True(t, strings.HasPrefix(f[0].Procedure.ZH, "未核对"))
}
