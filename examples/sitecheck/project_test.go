package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

func TestParseProject(t *testing.T) {
	no := false
	for _, c := range []struct {
		text string
		want rules.Project
	}{
		{"", rules.Project{}},
		{"factory", rules.Project{Class: "industrial"}},
		{"highway,national_list,requests_land=no", rules.Project{Class: "transport", Linear: true, NationalList: true, RequestsLand: &no}},
		{"highway，linear=否", rules.Project{Class: "transport"}},
		{"class=water,activity=linear_infrastructure,temporary", rules.Project{Class: "water", Activity: "linear_infrastructure", Temporary: true}},
		{"highway,ownership=state", rules.Project{Class: "transport", Linear: true, Ownership: "state"}},
		{"factory,programme=land_swap", rules.Project{Class: "industrial", Programme: "land_swap"}},
		{"factory,ownership=unknown", rules.Project{Class: "industrial"}},
		{`{"class":"water","linear":true}`, rules.Project{Class: "water", Linear: true}},
	} {
		p, err := parseProject(c.text)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.want, p, c.text)
	}
	for _, bad := range []string{"castle", "highway,fast", "highway,linear=maybe", "class=castle", "activity=fishing", "ownership=mine", "programme=mine", "concentrated,special_site", `{"clas":"x"}`, "@no-such-file"} {
		_, err := parseProject(bad)
		assert.Error(t, err, bad)
	}
	for text, want := range map[string]command.Words{
		"class=castle":              {`类别 "castle" 不在可用取值`, `class "castle" is not one of`},
		"concentrated,special_site": {"不能既是", "cannot be both"},
		`{"class":`:                 {"JSON 不完整", "ends too early"},
		`{"clas":"x"}`:              {`没有名为 "clas" 的成员`, `unknown field "clas"`},
		`{"class":5}`:               {"成员 class 的值不能是 number", "member class cannot be number"},
		`{"class":x}`:               {"不应出现 'x'", "invalid character 'x'"},
	} {
		_, err := parseProject(text)
		var both command.Words
		require.ErrorAs(t, err, &both)
		assert.Contains(t, both.ZH, want.ZH)
		assert.Contains(t, both.EN, want.EN)
	}
	file := save("project.json", t.TempDir(), `{"class":"energy"}`)
	p, err := parseProject("@" + file)
	require.NoError(t, err)
	assert.Equal(t, rules.Project{Class: "energy"}, p)
}

// Each site may bring its own project.
func TestProjectField(t *testing.T) {
	dir := t.TempDir()
	plan := storyPlan(t, dir)
	sites := func(projects ...string) string {
		var all []string
		for i, p := range projects {
			all = append(all, storyFeature("S"+strconv.Itoa(i), 100, 100+float64(i)*100, 50, 50, `"XMLX":`+p))
		}
		return save("sites.geojson", dir, `{"type":"FeatureCollection","features":[`+strings.Join(all, ",")+`]}`)
	}
	code, out, errs := sitecheck(t, "-plan", plan, "-site", sites(`"railway"`, `"highway,requests_land=no"`, `{"class":"industrial"}`, `""`), "-project", "defence", "-project-field", "XMLX", "-format", "json")
	require.Equal(t, command.Done, code, errs)
	var result struct{ Reports []zones.Report }
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	var statuses []rules.Status
	for _, r := range result.Reports {
		statuses = append(statuses, r.Lines[0].Status)
	}
	assert.Equal(t, []rules.Status{rules.NeedsApproval, rules.CrossesWithoutLand, rules.Prohibited, rules.NeedsApproval}, statuses)
	for _, bad := range []string{`"castle"`, `"@/etc/passwd"`, `{"clas":"x"}`} {
		code, _, errs = sitecheck(t, "-plan", plan, "-site", sites(bad), "-project-field", "XMLX")
		assert.Equal(t, command.Failed, code)
		assert.Contains(t, errs, "sites.geojson，图斑 S0，属性 XMLX：")
	}
}
