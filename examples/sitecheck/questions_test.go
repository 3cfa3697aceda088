package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

// -against says what a new version of a plan changes.
func TestAgainst(t *testing.T) {
	dir := t.TempDir()
	square := func(x, y, size float64) string {
		return fmt.Sprintf("[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]", x, y, x+size, y, x+size, y+size, x, y+size, x, y)
	}
	write := func(name, coordinates, id string) {
		text := `{"type":"FeatureCollection","features":[{"type":"Feature","id":"` + id + `","properties":{"GHFQMC":"城镇集中建设区"},"geometry":{"type":"Polygon","coordinates":` + coordinates + `}}]}`
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("old.geojson", square(116, 36, 0.01), "N")
	write("new.geojson", square(116.005, 36, 0.01), "N")
	write("red.geojson", square(117, 37, 0.01), "E")
	write("boundary.geojson", square(115.9, 35.9, 0.3), "C")
	write("site.geojson", square(116.001, 36.001, 0.001), "S")
	for _, version := range []string{"old", "new"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, version+".json"), []byte(`{"schema":"sanxian-plan/1","layers":[
{"line":"permanent_basic_farmland","path":"`+version+`.geojson"},{"line":"ecological_red_line","path":"red.geojson"},{"line":"urban_development_boundary","path":"boundary.geojson"}]}`), 0o600))
	}
	args := []string{"-plan", filepath.Join(dir, "new.json"), "-against", filepath.Join(dir, "old.json"), "-site", filepath.Join(dir, "site.geojson")}
	code, out, errs := sitecheck(t, args...)
	require.Equal(t, 0, code, errs)
	for _, want := range []string{"永久基本农田         1", "S：不通过 → 通过", "永久基本农田：禁止占用 → 不涉及", "调出 N ", "共 1 个地块，1 个有变化"} {
		require.Contains(t, out, want)
	}
	code, out, errs = sitecheck(t, append(args, "-format", "json", "-fail-on", "pass")...)
	require.Equal(t, 3, code, errs)
	var all struct {
		Moves   []zones.Move
		Sites   int
		Changes []zones.Change
	}
	require.NoError(t, json.Unmarshal([]byte(out), &all))
	require.Len(t, all.Moves, 1)
	require.Equal(t, all.Moves[0].InM2, all.Moves[0].OutM2)
	require.Equal(t, 1, all.Sites)
	require.Equal(t, zones.VerdictFail, all.Changes[0].Before)
	for _, more := range [][]string{{"-format", "csv"}, {"-cure"}, {"-sequence"}, {"-admissible"}} {
		code, _, _ := sitecheck(t, append(slices.Clone(args), more...)...)
		require.Equal(t, 2, code, more)
	}
	code, _, errs = sitecheck(t, "-against", "old.json", "-site", "site.geojson")
	require.Equal(t, 2, code)
	require.Contains(t, errs, "-plan")
}
