package rules

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A questionCase asks one question of the built-in rules and says what they
// must answer. testdata/cases/README.md describes the format.
type questionCase struct {
	Name     string   `json:"name"`
	Date     Date     `json:"date"`
	Line     Line     `json:"line"`
	SubZone  SubZone  `json:"sub_zone"`
	Outside  bool     `json:"outside"`
	Layers   []Line   `json:"layers"`
	Regions  []string `json:"regions"`
	Area     float64  `json:"area_m2"`
	Cropland float64  `json:"cropland_m2"`
	Other    float64  `json:"other_land_m2"`
	Kind     string   `json:"kind"`
	Project  Project  `json:"project"`
	Expect   struct {
		Status    Status   `json:"status"`
		Authority string   `json:"authority"`
		Rules     []string `json:"rules"`
		Cites     []string `json:"cites"`
		Says      string   `json:"says"`
	} `json:"expect"`
}

// questionCases reads the cases of all topics, by the name of their file.
func questionCases(t *testing.T) map[string][]questionCase {
	names, err := filepath.Glob("../../testdata/cases/law/question-*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	all := map[string][]questionCase{}
	for _, name := range names {
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		var file struct {
			Schema string         `json:"schema"`
			About  string         `json:"about"`
			Cases  []questionCase `json:"cases"`
		}
		dec := json.NewDecoder(f)
		dec.DisallowUnknownFields()
		require.NoError(t, dec.Decode(&file), name)
		require.Equal(t, "sanxian-question-cases/1", file.Schema, name)
		require.NotEmpty(t, file.Cases, name)
		all[strings.TrimSuffix(filepath.Base(name), ".json")] = file.Cases
	}
	return all
}

func (c *questionCase) question() Question {
	q := Question{Line: c.Line, SubZone: c.SubZone, Outside: c.Outside, Project: c.Project, Date: c.Date,
		Regions: c.Regions, AreaM2: c.Area, CroplandM2: c.Cropland, OtherLandM2: c.Other, Others: map[Line]bool{}}
	for _, l := range c.Layers {
		q.Others[l] = true
	}
	return q
}

// TestRuleCases asks every question of the neutral cases. Each rule of the
// built-in set must answer at least one of them.
func TestRuleCases(t *testing.T) {
	hit := map[string]bool{}
	seen := map[string]bool{}
	for topic, cases := range questionCases(t) {
		t.Run(topic, func(t *testing.T) {
			for _, c := range cases {
				assert.False(t, seen[c.Name], "%q is the name of two cases", c.Name)
				seen[c.Name] = true
				t.Run(c.Name, func(t *testing.T) {
					for _, rule := range c.check(t) {
						hit[rule] = true
					}
				})
			}
		})
	}
	assert.GreaterOrEqual(t, len(seen), 140)
	for _, x := range Default().rules {
		assert.True(t, hit[x.ID], "no case hits rule %s", x.ID)
	}
}

// check compares the answer with what the case expects, and returns the rules
// that gave it.
func (c *questionCase) check(t *testing.T) []string {
	if c.Kind != "" {
		p, err := ParseProject(c.Kind)
		require.NoError(t, err)
		assert.Equal(t, p, c.Project, "the kind %s is another project", c.Kind)
	}
	findings := Default().Judge(c.question())
	require.NotEmpty(t, findings)
	assert.Equal(t, c.Expect.Status, findings[0].Status)
	assert.Contains(t, findings[0].Authority.ZH, c.Expect.Authority)
	var asked []string
	var said, cited string
	for _, f := range findings {
		asked = append(asked, f.Rule)
		assert.Equal(t, "cn-2026", f.Origin)
		assert.NotEmpty(t, f.Citations, f.Rule)
		assert.NotContains(t, f.Procedure.ZH+f.Procedure.EN, "{", "a figure is missing")
		said += f.Procedure.ZH + f.Remedy.ZH
		for _, c := range f.Citations {
			cited += c.Title + c.Article + " " + c.Number + "\n"
		}
	}
	assert.Equal(t, c.Expect.Rules, asked)
	for _, want := range c.Expect.Cites {
		assert.Contains(t, cited, want)
	}
	assert.Contains(t, said, c.Expect.Says)
	return asked
}
