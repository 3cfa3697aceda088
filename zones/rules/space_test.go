package rules

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/message"
)

// The loader's proof, compared with asking every case: it refuses a set exactly
// if some case has two statuses, some rule decides none, some override is of a
// rule that it never meets, or some rule adds where its target never decides.
func TestRulesProofIsExact(t *testing.T) {
	classes := []string{"unspecified", "industrial", "transport"}
	rapid.Check(t, func(t *rapid.T) {
		type when struct {
			Class     []string `json:"class,omitempty"`
			Temporary *bool    `json:"temporary,omitempty"`
			Linear    *bool    `json:"linear,omitempty"`
		}
		yesNo := rapid.Ptr(rapid.Bool(), true)
		n := rapid.IntRange(2, 5).Draw(t, "rules")
		rules := []map[string]any{}
		for i := range n {
			w := when{Temporary: yesNo.Draw(t, "temporary"), Linear: yesNo.Draw(t, "linear")}
			if rapid.Bool().Draw(t, "any class") {
				w.Class = rapid.SliceOfNDistinct(rapid.SampledFrom(classes), 1, 3, rapid.ID[string]).Draw(t, "class")
			}
			x := map[string]any{"id": fmt.Sprintf("r%d", i), "title": message.Text{"规", "r"}, "line": Farmland, "when": w,
				"status":    rapid.SampledFrom([]Status{Prohibited, Conditional}).Draw(t, "status"),
				"procedure": message.Text{"规", "r"}, "citations": []string{"law"}}
			if j := rapid.IntRange(0, 2*n).Draw(t, "overrides"); j < n && j != i {
				x["overrides"] = []string{fmt.Sprintf("r%d", j)}
			}
			rules = append(rules, x)
		}
		target := rapid.IntRange(0, n-1).Draw(t, "target")
		if rapid.Bool().Draw(t, "adds") {
			rules = append(rules, map[string]any{"id": "adds", "title": message.Text{"规", "r"}, "line": Farmland, "adds_to": []string{fmt.Sprintf("r%d", target)},
				"when": when{Temporary: yesNo.Draw(t, "temporary"), Linear: yesNo.Draw(t, "linear")}, "procedure": message.Text{"规", "r"}, "citations": []string{"law"}})
		}
		doc, err := json.Marshal(map[string]any{"schema": schemaName, "id": "t", "version": "1", "title": message.Text{"规", "r"}, "jurisdiction": "CN",
			"citations": []any{map[string]any{"id": "law", "title": "法", "verified": true}}, "rules": rules})
		require.NoError(t, err)
		set, err := Read(strings.NewReader(string(doc)), "t.json")

		code := ""
		var e *message.Error
		if errors.As(err, &e) {
			if code = e.Code; code == "rules.cycle" {
				t.Skip("which of two rules wins is not defined")
			}
		} else {
			require.NoError(t, err)
		}
		// Ask every case, by the definition and not by boxes.
		ambiguous, decides, meets := false, map[string]bool{}, map[[2]string]bool{}
		parsed, err := parseRules(strings.NewReader(string(doc)), "t.json")
		require.NoError(t, err)
		s, err := newRuleSpace(Farmland, parsed.rules)
		require.NoError(t, err)
		for c := range len(classWords) {
			for b := range 4 {
				var applies []*rule
				p := Project{Class: classWords[c], Temporary: b&1 == 1, Linear: b&2 == 2}
				for _, x := range s.rules {
					w := x.When
					if (len(w.Class) == 0 || slices.Contains(w.Class, classWords[c])) && (w.Temporary == nil || *w.Temporary == p.Temporary) &&
						(w.Linear == nil || *w.Linear == p.Linear) {
						applies = append(applies, x)
					}
				}
				status := Status("")
				for _, x := range applies {
					for _, y := range applies {
						meets[[2]string{x.ID, y.ID}] = true
					}
					if x.adds() || slices.ContainsFunc(applies, func(y *rule) bool { return !y.adds() && y.beats(x) }) {
						continue
					}
					decides[x.ID] = true
					if slices.ContainsFunc(applies, func(y *rule) bool { return slices.Contains(y.AddsTo, x.ID) }) {
						decides["adds"] = true
					}
					ambiguous = ambiguous || status != "" && status != x.Status
					status = x.Status
				}
				if code == "" {
					if p.Class == "unspecified" {
						p.Class = ""
					}
					got := set.Judge(Question{Line: Farmland, Project: p})[0].Status
					if status == "" {
						status = NotChecked
					}
					require.Equal(t, status, got)
				}
			}
		}
		unreachable := len(decides) < len(rules)
		useless := slices.ContainsFunc(s.rules, func(x *rule) bool {
			return slices.ContainsFunc(x.Overrides, func(id string) bool { return !meets[[2]string{x.ID, id}] })
		})
		require.Equal(t, ambiguous || unreachable || useless, code != "", "%s: %s", code, doc)
	})
}
