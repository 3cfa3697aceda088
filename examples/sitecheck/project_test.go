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
)

func TestParseProject(t *testing.T) {
	no := false
	for _, c := range []struct {
		text string
		want zones.Project
	}{
		{"", zones.Project{}},
		{"factory", zones.Project{Class: zones.Industrial}},
		{"highway,national_list,requests_land=no", zones.Project{Class: zones.Transport, Linear: true, NationalList: true, RequestsLand: &no}},
		{"highway，linear=否", zones.Project{Class: zones.Transport}},
		{"class=water,activity=linear_infrastructure,temporary", zones.Project{Class: zones.Water, Activity: zones.LinearInfrastructure, Temporary: true}},
		{`{"class":"water","linear":true}`, zones.Project{Class: zones.Water, Linear: true}},
	} {
		p, err := parseProject(c.text)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.want, p, c.text)
	}
	for _, bad := range []string{"castle", "highway,fast", "highway,linear=maybe", "class=castle", "activity=fishing", "concentrated,special_site", `{"clas":"x"}`, "@no-such-file"} {
		_, err := parseProject(bad)
		assert.Error(t, err, bad)
	}
	for text, want := range map[string]command.Words{
		"class=castle":              {`class 没有 "castle"，可选的词见 -h`, `class has no "castle"`},
		"concentrated,special_site": {"不能并用", "exclude each other"},
		`{"class":`:                 {"JSON 不完整", "ends too early"},
		`{"clas":"x"}`:              {`没有名为 "clas" 的成员`, `no member "clas"`},
		`{"class":5}`:               {"成员 class 的值不能是 number", "class cannot be a number"},
		`{"class":x}`:               {"不应出现 'x'", "has 'x' where"},
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
	assert.Equal(t, zones.Project{Class: zones.Energy}, p)
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
	var statuses []zones.Status
	for _, r := range result.Reports {
		statuses = append(statuses, r.Lines[0].Status)
	}
	assert.Equal(t, []zones.Status{zones.NeedsApproval, zones.CrossesWithoutLand, zones.Prohibited, zones.NeedsApproval}, statuses)
	for _, bad := range []string{`"castle"`, `"@/etc/passwd"`, `{"clas":"x"}`} {
		code, _, errs = sitecheck(t, "-plan", plan, "-site", sites(bad), "-project-field", "XMLX")
		assert.Equal(t, command.Failed, code)
		assert.Contains(t, errs, "sites.geojson，图斑 S0，属性 XMLX：")
	}
}
