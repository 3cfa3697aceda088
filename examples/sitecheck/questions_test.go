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

func TestQuestions(t *testing.T) {
	_, out, errs := sitecheck(t, "-explain")
	assert.Empty(t, errs)
	assert.Contains(t, out, "规则推断")
	assert.Contains(t, out, "差一项不符")

	_, out, _ = sitecheck(t, "-cure", "-cure-area", "100")
	assert.Contains(t, out, "避让后")

	_, out, _ = sitecheck(t, "-admissible")
	assert.Equal(t, 5, strings.Count(out, "哪些项目可以在此建设"))
	assert.Contains(t, out, "（highway）")
	_, out, _ = sitecheck(t, "-admissible", "-format", "json")
	var sites struct {
		Sites []struct {
			Admissible []rules.Admission `json:"admissible_as"`
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &sites))
	require.Len(t, sites.Sites, 5)
	assert.NotEmpty(t, sites.Sites[0].Admissible)

	_, out, _ = sitecheck(t, "-format", "json", "-geometry")
	assert.Contains(t, out, `"MultiPolygon"`)
	assert.Contains(t, out, `"project":{"class":"unspecified"}`)
}

// How far to look for the nearest features, and what is said of them.
func TestDistances(t *testing.T) {
	_, whole, _ := sitecheck(t, "-lang", "en")
	require.Contains(t, whole, " m away")
	_, out, errs := sitecheck(t, "-lang", "en", "-within", "5")
	assert.Empty(t, errs)
	assert.Contains(t, out, "no feature within 5.00 m")
	_, out, _ = sitecheck(t, "-within", "5")
	assert.Contains(t, out, "5.00 m 以内没有图斑")
	_, out, _ = sitecheck(t, "-format", "json", "-within", "5")
	assert.Contains(t, out, `"none_within_m":5,`)
	_, out, _ = sitecheck(t, "-lang", "en", "-within", "1e6")
	assert.Equal(t, whole, out)

	_, out, errs = sitecheck(t, "-lang", "en", "-no-distances")
	assert.Empty(t, errs)
	assert.NotContains(t, out, " m away")
	assert.NotContains(t, out, "no feature within")
	assert.Equal(t, strings.Count(whole, "touches"), strings.Count(out, "touches"))
}

// Sites in the order of their years; a proposed enlargement that is too large
// breaks the cap, and the next one has what it left.
func TestSequence(t *testing.T) {
	dir := t.TempDir()
	site := func(id string, year int, east, south string) string {
		return `{"type":"Feature","id":"` + id + `","properties":{"年度":` + strconv.Itoa(year) + `},"geometry":{"type":"Polygon","coordinates":[[[116,` + south + `],[` + east + `,` + south + `],[` + east + `,36.41],[116,36.41],[116,` + south + `]]]}}`
	}
	save("boundary.geojson", dir, square)
	sites := save("sites.geojson", dir, `{"type":"FeatureCollection","features":[`+site("late", 2028, "116.001", "36.409")+","+site("large", 2027, "116.01", "36.402")+","+site("first", 2026, "116.001", "36.409")+"]}")
	plan := save("plan.json", dir, `{"schema":"sanxian-plan/1","layers":[{"line":"urban_development_boundary","path":"boundary.geojson"}],
		"caps":[{"id":"most","title":{"zh":"边界上限","en":"most"},"kind":"max","line":"urban_development_boundary","limit_m2":50000}]}`)
	code, out, errs := sitecheck(t, "-plan", plan, "-site", sites, "-sequence", "-adds", "boundary", "-format", "json")
	require.Equal(t, command.Done, code, errs)
	var seq zones.Sequence
	require.NoError(t, json.Unmarshal([]byte(out), &seq))
	require.Len(t, seq.Steps, 3)
	assert.Equal(t, "first", seq.Steps[0].Site.ID)
	require.Len(t, seq.Broken, 1)
	assert.Equal(t, "large", seq.Broken[0].Site)
	assert.True(t, *seq.Steps[2].Caps[0].Holds)
	code, out, _ = sitecheck(t, "-plan", plan, "-site", sites, "-sequence", "-adds", "boundary", "-fail-on", "fail")
	assert.Equal(t, matched, code)
	assert.Contains(t, out, "边界上限：第 2 步，地块 large，超出")
}
