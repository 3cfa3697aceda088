package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
)

// regional is a supplement for one city with a rule for one of its counties.
const regional = `{"schema": "sanxian-ruleset/1", "id": "city", "version": "1", "title": {"zh": "市", "en": "city"}, "jurisdiction": "CN-37",
 "supplements": "cn-2026", "regions": ["3715"],
 "citations": [{"id": "c", "title": "《办法》", "verified": false}],
 "rules": [
  {"id": "x-city", "title": {"zh": "一", "en": "a"}, "line": "x_dyke", "status": "conditional", "procedure": {"zh": "一", "en": "a"}, "citations": ["c"]},
  {"id": "x-county", "title": {"zh": "二", "en": "b"}, "line": "x_dyke", "regions": ["371524"], "status": "prohibited", "procedure": {"zh": "二", "en": "b"}, "citations": ["c"]}]}`

// A rule may hold in some of the regions of its file.
func TestRegionsOfRules(t *testing.T) {
	local, err := Read(strings.NewReader(regional), "city.json")
	require.NoError(t, err)
	set, err := Default().With(local)
	require.NoError(t, err)
	for _, c := range []struct {
		regions []string
		rule    string
	}{
		{[]string{"371502"}, "x-city"},
		{[]string{"371524100"}, "x-county"},
		{[]string{"371502", "371524"}, "x-county"},
		{[]string{"370100"}, "no_rule"},
		{nil, "x-county"},
	} {
		f := set.Judge(Question{Line: "x_dyke", Date: "2026-11-23", AreaM2: 1, Regions: c.regions})[0]
		assert.Equal(t, c.rule, f.Rule, c.regions)
		assert.Equal(t, c.regions == nil, strings.Contains(f.Remedy.ZH, "所在行政区未知"), c.regions)
	}
	_, err = Read(strings.NewReader(strings.Replace(regional, "371524", "410100", 1)), "city.json")
	var e *message.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "rules.impossible", e.Code)
}

// That the region is not known is said where the answer hangs on it, and nowhere
// else.
func TestUnknownRegion(t *testing.T) {
	for _, c := range []struct {
		line    Line
		project Project
		said    bool
	}{
		{Farmland, Project{}, false},
		{"river_bank_control", Project{Class: "chemical"}, true},
		{"river_bank_control", Project{Class: "transport"}, false},
		{"river_management_area", Project{}, false},
	} {
		f := Default().Judge(Question{Line: c.line, Project: c.project, Date: "2026-11-23", AreaM2: 1})[0]
		assert.Equal(t, c.said, strings.Contains(f.Remedy.ZH, "所在行政区未知"), "%s %s", c.line, c.project.Class)
	}
	assert.Equal(t, []int{0, 1}, Default().lines[Farmland].regionKinds)
}
