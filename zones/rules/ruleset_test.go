package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
)

func TestDefaultRules(t *testing.T) {
	r := Default()
	assert.Same(t, r, Default())
	n := r.Name()
	assert.Equal(t, "cn-2026", n.ID)
	assert.Equal(t, "CN", n.Jurisdiction)
	assert.NotNil(t, n.Supplements)
	assert.Len(t, r.Digest(), 64)
	assert.Equal(t, []Line{Farmland, Ecology, Development}, r.Order())
	assert.Equal(t, 0.001, r.TouchDistance())
	_, limited := r.MaxLayerAgeDays(Farmland)
	assert.False(t, limited)
	for _, x := range r.rules {
		for _, id := range x.Citations {
			c, ok := r.citation(x, id)
			require.True(t, ok)
			assert.NotEmpty(t, c.Title)
		}
	}
}

// Unverified figures may be said; they may not decide.
func TestRulesDecideByVerifiedFiguresOnly(t *testing.T) {
	r := Default()
	for _, x := range r.rules {
		for what, over := range x.When.overs() {
			for id := range over {
				assert.True(t, r.parameters[id].Verified, "rule %s: %s %s", x.ID, what, id)
			}
		}
	}
	for _, id := range []string{"increment_kept_15th_plan", "increment_kept_16th_plan", "increment_yearly_share", "flexible_max_share", "boundary_special_justification_ratio", "boundary_ring_min_ha", "expansion_factor_max"} {
		p, ok := r.parameters[id]
		assert.True(t, ok, id)
		assert.False(t, p.Verified, id)
	}
}

// minimal is the least rule set with something to break.
const minimal = `{
  "schema": "sanxian-ruleset/1",
  "id": "test",
  "version": "1",
  "title": {"zh": "测试", "en": "test"},
  "jurisdiction": "CN",
  "parameters": [{"id": "limit", "value": 2, "unit": "公顷", "source": "测试", "verified": false}],
  "citations": [{"id": "law", "title": "《测试法》", "verified": true}, {"id": "old", "title": "《旧法》", "effective": {"to": "2020-12-31"}, "verified": true}],
  "rules": [
    {"id": "all", "title": {"zh": "全部", "en": "all"}, "line": "permanent_basic_farmland", "status": "prohibited",
     "procedure": {"zh": "禁止。", "en": "Forbidden."}, "citations": ["law"]},
    {"id": "roads", "title": {"zh": "道路", "en": "roads"}, "line": "permanent_basic_farmland", "when": {"class": ["transport"]}, "status": "needs_approval",
     "procedure": {"zh": "报批。", "en": "Apply."}, "citations": ["law"]},
    {"id": "temporary", "title": {"zh": "临时", "en": "temporary"}, "line": "permanent_basic_farmland", "when": {"temporary": true}, "status": "conditional", "overrides": ["roads"],
     "procedure": {"zh": "不超过{limit}公顷。", "en": "At most {limit} ha."}, "citations": ["law"], "parameters": ["limit"]},
    {"id": "large", "title": {"zh": "大", "en": "large"}, "line": "permanent_basic_farmland", "when": {"area_over": {"limit": true}}, "adds_to": ["roads"],
     "procedure": {"zh": "说明。", "en": "Say so."}, "citations": ["law"]}
  ]
}`

func TestReadRulesErrors(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		class          error
		code           string
		says           []string
	}{
		{"not JSON", `"id": "test"`, `"id": test`, message.ErrSyntax, "rules.syntax", []string{"line 3"}},
		{"cut off", "\n  ]\n}", "", message.ErrSyntax, "rules.truncated", nil},
		{"more after it", "\n  ]\n}", "\n  ]\n} []", message.ErrSyntax, "rules.trailing", []string{"more after"}},
		{"key twice", `"version": "1"`, `"version": "1", "version": "2"`, message.ErrSyntax, "rules.duplicate_key", []string{"line 4", "version"}},
		{"unknown field", `"status": "needs_approval"`, `"state": "needs_approval"`, message.ErrSyntax, "rules.unknown_field", []string{"line 12", "rules[1].state"}},
		{"unknown condition", `{"temporary": true}`, `{"temporarily": true}`, message.ErrSyntax, "rules.unknown_field", []string{"rules[2].when.temporarily"}},
		{"wrong type", `"temporary": true`, `"temporary": "yes"`, message.ErrSyntax, "rules.type", []string{"rules[2].when.temporary", "true or false"}},
		{"missing field", `"line": "permanent_basic_farmland", "status": "prohibited"`, `"status": "prohibited"`, message.ErrSyntax, "rules.missing_field", []string{"rules[0]", "line"}},
		{"another schema", `sanxian-ruleset/1`, `sanxian-ruleset/9`, ErrRules, "rules.schema", nil},
		{"unknown status", `"needs_approval"`, `"need_approval"`, ErrRules, "rules.unknown_word", []string{"line 12", "rules[1].status", "need_approval"}},
		{"measured status", `"needs_approval"`, `"negligible"`, ErrRules, "rules.unknown_word", nil},
		{"unknown class", `["transport"]`, `["transports"]`, ErrRules, "rules.unknown_word", []string{"rules[1].when.class[0]", "transports"}},
		{"unknown line", `"line": "permanent_basic_farmland", "when": {"class"`, `"line": "farmland", "when": {"class"`, ErrRules, "rules.unknown_line", []string{"farmland"}},
		{"sub-zone of another line", `"when": {"class": ["transport"]}`, `"sub_zones": ["core"]`, ErrRules, "rules.unknown_word", []string{"core"}},
		{"outside of farmland", `"when": {"class": ["transport"]}`, `"place": "outside"`, ErrRules, "rules.impossible", nil},
		{"empty list", `["transport"]`, `[]`, ErrRules, "rules.impossible", []string{"rules[1].when.class", "can never hold"}},
		{"dates reversed", `"status": "needs_approval"`, `"status": "needs_approval", "effective": {"from": "2026-02-01", "to": "2026-01-01"}`, ErrRules, "rules.impossible", nil},
		{"no such day", `"status": "needs_approval"`, `"status": "needs_approval", "effective": {"from": "2026-02-30"}`, ErrRules, "rules.date", []string{"2026-02-30"}},
		{"rule twice", `"id": "roads"`, `"id": "all"`, ErrRules, "rules.duplicate", nil},
		{"unknown citation", `"citations": ["law"]}`, `"citations": ["lore"]}`, ErrRules, "rules.unknown_citation", []string{"line 11", "rules[0].citations[0]", "lore"}},
		{"no citation", `"citations": ["law"]}`, `"citations": []}`, ErrRules, "rules.no_citation", nil},
		{"citation not in force", `"citations": ["law"]}`, `"citations": ["old"]}`, ErrRules, "rules.citation_gap", nil},
		{"citation never in force", "\"status\": \"needs_approval\",\n     \"procedure\": {\"zh\": \"报批。\", \"en\": \"Apply.\"}, \"citations\": [\"law\"]}",
			"\"status\": \"needs_approval\", \"effective\": {\"from\": \"2021-01-01\"},\n     \"procedure\": {\"zh\": \"报批。\", \"en\": \"Apply.\"}, \"citations\": [\"law\", \"old\"]}", ErrRules, "rules.citation_date", []string{"old", "roads"}},
		{"unknown parameter", `"parameters": ["limit"]`, `"parameters": ["limits"]`, ErrRules, "rules.unknown_parameter", nil},
		{"figure not listed", `, "parameters": ["limit"]`, ``, ErrRules, "rules.placeholder", []string{"limit"}},
		{"unit", `"unit": "公顷"`, `"unit": "年"`, ErrRules, "rules.unit", []string{"年"}},
		{"overrides nothing", `"overrides": ["roads"]`, `"overrides": ["rails"]`, ErrRules, "rules.unknown_rule", []string{"rails"}},
		{"overrides itself", `"overrides": ["roads"]`, `"overrides": ["temporary"]`, ErrRules, "rules.wrong_rule", nil},
		{"adds and decides", `"adds_to": ["roads"]`, `"adds_to": ["roads"], "status": "prohibited"`, ErrRules, "rules.adds", nil},
		// One word makes it ambiguous, or makes a rule unreachable.
		{"ambiguous", `, "overrides": ["roads"]`, ``, ErrRules, "rules.ambiguous", []string{"temporary", "roads", "class transport", "temporary true"}},
		{"ambiguous by a wider condition", `"when": {"class": ["transport"]}`, `"when": {}`, ErrRules, "rules.ambiguous", []string{"all", "roads"}},
		{"unreachable", `"title": {"zh": "道路", "en": "roads"}, "line": "permanent_basic_farmland", "when": {"class": ["transport"]}`,
			`"title": {"zh": "道路", "en": "roads"}, "line": "permanent_basic_farmland", "when": {"class": ["transport"], "temporary": true}`, ErrRules, "rules.unreachable", []string{"roads", "temporary", "class transport"}},
		{"unreachable by a narrower rule for each case", `"when": {"class": ["transport"]}`, `"when": {"temporary": false}`, ErrRules, "rules.unreachable", []string{"all"}},
		{"override of a rule that it never meets", `"when": {"class": ["transport"]}`, `"when": {"class": ["transport"], "temporary": false}`, ErrRules, "rules.useless_override", []string{"rules[2].overrides[0]", "temporary", "roads"}},
		{"adds where nothing decides", `{"area_over": {"limit": true}}`, `{"area_over": {"limit": true}, "class": ["water"]}`, ErrRules, "rules.never_adds", []string{"rules[3].adds_to[0]", "large", "roads"}},
		{"adds to what another rule takes", `{"area_over": {"limit": true}}`, `{"area_over": {"limit": true}, "temporary": true}`, ErrRules, "rules.never_adds", []string{"large"}},
		{"cycle", `"when": {"class": ["transport"]}`, `"when": {"class": ["transport"]}, "overrides": ["temporary"]`, ErrRules, "rules.cycle", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Contains(t, minimal, c.old)
			_, err := Read(strings.NewReader(strings.Replace(minimal, c.old, c.new, 1)), "mine.json")
			require.ErrorIs(t, err, c.class)
			var e *message.Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, c.code, e.Code, err.Error())
			assert.Equal(t, "mine.json", e.Place.File)
			assert.Positive(t, e.Place.Line)
			assert.NotContains(t, e.Text, "{", "a value is missing")
			for _, s := range c.says {
				assert.Contains(t, err.Error(), s)
			}
		})
	}
	_, err := Read(strings.NewReader(minimal), "mine.json")
	require.NoError(t, err)
	_, err = Read(strings.NewReader(strings.Repeat("[", 100)), "deep.json")
	assert.Error(t, err)
}

// A change of one word in the built-in rules is found.
func TestDefaultRulesBroken(t *testing.T) {
	var compact bytes.Buffer
	require.NoError(t, json.Compact(&compact, cn2026))
	for _, c := range []struct{ name, old, new, code string }{
		{"an override forgotten outside", `"overrides":["outside-residential-193","outside-residential",`, `"overrides":["outside-residential",`, "rules.ambiguous"},
		{"an override forgotten", `"overrides":["farmland-other-major","farmland-temporary-2020","farmland-temporary","farmland-temporary-use"]`, `"overrides":["farmland-temporary-2020","farmland-temporary","farmland-temporary-use"]`, "rules.ambiguous"},
		{"an activity misspelt", `"activity":["stewardship"]`, `"activity":["steward"]`, "rules.unknown_word"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.True(t, strings.Contains(compact.String(), c.old))
			_, err := Read(strings.NewReader(strings.Replace(compact.String(), c.old, c.new, 1)), "cn-2026.json")
			var e *message.Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, c.code, e.Code, err.Error())
		})
	}
}

// Without one of the overrides of the built-in rules the loader refuses the set,
// or no case changes: both rules have the same status, or a third comes before.
func TestDefaultRulesOverrides(t *testing.T) {
	refused, dropped := 0, 0
	all := questionCases(t)
	for i, x := range Default().rules {
		for k := range x.Overrides {
			set, err := parseRules(bytes.NewReader(cn2026), "cn-2026.json")
			require.NoError(t, err)
			set.rules[i].Overrides = slices.Delete(slices.Clone(x.Overrides), k, k+1)
			dropped++
			if err := set.compile(); err != nil {
				require.ErrorIs(t, err, ErrRules)
				refused++
				continue
			}
			for _, cases := range all {
				for _, c := range cases {
					require.Equal(t, c.Expect.Status, set.Judge(c.question())[0].Status, "%s without %s: %s", x.ID, x.Overrides[k], c.Name)
				}
			}
		}
	}
	require.Greater(t, refused, dropped/2)
	t.Logf("%d of %d refused", refused, dropped)
}

func readRules(t *testing.T, s string) *Set {
	t.Helper()
	r, err := Read(strings.NewReader(s), "local.json")
	require.NoError(t, err)
	return r
}

// supplement makes a supplement to the minimal set from its middle.
func supplement(id, middle string) string {
	return fmt.Sprintf(`{"schema": "sanxian-ruleset/1", "id": %q, "version": "7", "title": {"zh": "补充", "en": "more"}, "jurisdiction": "CN-37", "supplements": "test", %s}`, id, middle)
}

func TestRulesWith(t *testing.T) {
	base := readRules(t, minimal)
	local := readRules(t, supplement("city", `"touch_distance_m": 0.5, "order": ["ecological_red_line"],
		"tolerances": {"permanent_basic_farmland": {"area_m2": 5, "verified": true}},
		"parameters": [{"id": "limit", "value": 3, "unit": "公顷", "source": "市", "verified": true}],
		"citations": [{"id": "law", "title": "《市规》", "verified": false}],
		"rules": [{"id": "city-roads", "title": {"zh": "市道", "en": "city roads"}, "line": "permanent_basic_farmland", "when": {"class": ["transport"]},
			"status": "conditional", "overrides": ["roads"], "procedure": {"zh": "市批。", "en": "City."}, "citations": ["law"]}]`))
	// Alone it answers nothing.
	assert.Equal(t, NotChecked, local.Judge(Question{Line: Farmland})[0].Status)
	_, err := local.With(base)
	require.ErrorIs(t, err, ErrRules)

	// It takes the place of roads for good: it names it, so that is meant.
	whole, err := base.With(local)
	require.NoError(t, err)
	assert.Equal(t, "city-roads", whole.Judge(Question{Line: Farmland, Project: Project{Class: "transport"}})[0].Rule)
	assert.Equal(t, "roads", base.Judge(Question{Line: Farmland, Project: Project{Class: "transport"}})[0].Rule)

	narrower := supplement("city", `"touch_distance_m": 0.5, "order": ["ecological_red_line"],
		"tolerances": {"permanent_basic_farmland": {"area_m2": 5, "verified": true}},
		"parameters": [{"id": "limit", "value": 3, "unit": "公顷", "source": "市", "verified": true}],
		"citations": [{"id": "law", "title": "《市规》", "verified": false}],
		"rules": [{"id": "city-roads", "title": {"zh": "市道", "en": "city roads"}, "line": "permanent_basic_farmland", "when": {"class": ["transport"], "provincial_list": true},
			"status": "conditional", "overrides": ["roads"], "procedure": {"zh": "市批。", "en": "City."}, "citations": ["law"]}]`)
	merged, err := base.With(readRules(t, narrower))
	require.NoError(t, err)
	assert.Equal(t, 0.5, merged.TouchDistance())
	assert.Equal(t, 0.001, base.TouchDistance(), "the base stays as it was")
	assert.Equal(t, []Line{Ecology}, merged.Order())
	assert.Equal(t, Tolerance{AreaM2: 5, Verified: true}, merged.Tolerance(Farmland))
	assert.NotEqual(t, base.Digest(), merged.Digest())

	f := merged.Judge(Question{Line: Farmland, Project: Project{Class: "transport", ProvincialList: true}})
	require.Len(t, f, 1)
	assert.Equal(t, "city-roads", f[0].Rule)
	assert.Equal(t, "city", f[0].Origin)
	assert.Equal(t, "《市规》", f[0].Citations[0].Title, "a rule cites from its own table first")
	f = merged.Judge(Question{Line: Farmland, Project: Project{Class: "transport"}, AreaM2: 25_000})
	assert.Equal(t, "test", f[0].Origin)
	assert.Len(t, f, 1, "25 000 m² are over 2 ha, but not over the city's 3")
	assert.Len(t, base.Judge(Question{Line: Farmland, Project: Project{Class: "transport"}, AreaM2: 25_000}), 2)
	assert.Contains(t, merged.Judge(Question{Line: Farmland, Project: Project{Temporary: true}})[0].Procedure.ZH, "不超过3公顷")

	// It is milder than what it overrides, and every report says so.
	notes := merged.DateNotes("2026-01-01", nil)
	require.Len(t, notes, 1)
	assert.Equal(t, "rules.loosened", notes[0].Code)
	assert.Contains(t, notes[0].Text, "city-roads")

	_, err = merged.With(readRules(t, narrower))
	assert.ErrorContains(t, err, "already merged")
	_, err = merged.With(readRules(t, supplement("town", `"rules": [{"id": "roads", "title": {"zh": "镇", "en": "town"}, "line": "permanent_basic_farmland",
		"status": "prohibited", "procedure": {"zh": "禁止。", "en": "No."}, "citations": ["law"]}]`)))
	assert.ErrorContains(t, err, "already a rule of test")
	_, err = Default().With(readRules(t, narrower))
	assert.ErrorContains(t, err, "not a supplement to cn-2026")
}

// 49 town plans, each a supplement over its own area.
func TestRulesManyRegions(t *testing.T) {
	r := readRules(t, minimal)
	for i := range 49 {
		code := fmt.Sprintf("371502%03d", i)
		var err error
		r, err = r.With(readRules(t, supplement("town-"+code, fmt.Sprintf(`"regions": [%q], "rules": [{"id": "town-%s", "title": {"zh": "镇", "en": "town"},
			"line": "x_town_park", "status": "conditional", "procedure": {"zh": "第%d镇。", "en": "Town."}, "citations": ["law"]}]`, code, code, i))))
		require.NoError(t, err)
	}
	q := Question{Line: "x_town_park", Regions: []string{"371502017003"}}
	f := r.Judge(q)
	require.Len(t, f, 1)
	assert.Equal(t, "town-371502017", f[0].Origin)
	q.Regions = []string{"371503"}
	assert.Equal(t, NotChecked, r.Judge(q)[0].Status, "no rule of that town")
	q.Regions = []string{"371502017003", "371503"}
	assert.Equal(t, NotChecked, r.Judge(q)[0].Status, "the worst of the regions")
	q.Regions = nil
	assert.Contains(t, r.Judge(q)[0].Remedy.ZH, "行政区未知")
}

func TestRulesDateNotes(t *testing.T) {
	codes := func(d Date) (codes []string) {
		for _, n := range Default().DateNotes(d, nil) {
			codes = append(codes, n.Code)
			assert.NotContains(t, n.Text, "{")
		}
		return codes
	}
	assert.Equal(t, []string{"rules.date_unknown"}, codes(""))
	assert.Equal(t, []string{"rules.expired"}, codes("2026-11-23"))
	assert.Equal(t, []string{"rules.expired", "rules.not_yet"}, codes("2025-01-15"))
	assert.Equal(t, []string{"rules.set_not_yet", "rules.not_yet"}, codes("2019-12-31"))
	n := Default().DateNotes("2026-11-23", nil)[0]
	assert.Contains(t, n.Text, ", … +")
	// Without a date the newest rules hold.
	q := Question{Line: Development, Outside: true, Project: Project{Class: "residential"}}
	assert.Equal(t, "outside-residential", Default().Judge(q)[0].Rule)
}

func TestRulesNoLineNoFinding(t *testing.T) {
	assert.Empty(t, Default().Judge(Question{Line: "urban_space"}))
	assert.Empty(t, Default().Judge(Question{Line: "existing_construction_land"}))
	assert.Empty(t, Default().Judge(Question{Line: "x_mine"}))
	f := readRules(t, minimal).Judge(Question{Line: Ecology})
	require.Len(t, f, 1, "one of the three lines is never passed over")
	assert.Equal(t, NotChecked, f[0].Status)
	f = Default().Judge(Question{Line: Farmland, Project: Project{Class: "castle"}})
	assert.Equal(t, NotChecked, f[0].Status)
}

func TestTolerance(t *testing.T) {
	assert.Equal(t, Tolerance{AreaM2: 1}, Default().Tolerance(Farmland))
	assert.Equal(t, Tolerance{AreaM2: 1}, Default().Tolerance("river_bank_control"))
	for _, c := range []struct {
		t                 Tolerance
		area, site, width float64
		want              bool
	}{
		{Tolerance{AreaM2: 1}, 1, 1e4, 0, true},
		{Tolerance{AreaM2: 1}, 1.0001, 1e4, 0, false},
		{Tolerance{}, 1e-6, 1e4, 0, false},
		{Tolerance{Share: 0.001}, 9.99, 1e4, 0, true},
		{Tolerance{Share: 0.001}, 10, 1e4, 0, false},
		{Tolerance{MeanWidthM: 0.1}, 50, 1e4, 0.09, true},
		{Tolerance{MeanWidthM: 0.1}, 50, 1e4, 0, false}, // not measured
	} {
		assert.Equal(t, c.want, c.t.Negligible(c.area, c.site, c.width), "%+v", c)
	}
}

func TestRulesExplain(t *testing.T) {
	bridge, err := ParseProject("bridge")
	require.NoError(t, err)
	q := Question{Line: Ecology, SubZone: General, Project: bridge, Date: "2026-11-23"}
	find := func(id string) Trace {
		for _, x := range Default().Explain(q) {
			if x.Rule == id {
				return x
			}
		}
		t.Fatal(id)
		return Trace{}
	}
	assert.Equal(t, decides, find("redline-general").Outcome)
	x := find("redline-crossing")
	assert.Equal(t, nearly, x.Outcome)
	assert.Equal(t, []message.Text{{"“申请用地”应为否，实为是", "requests_land must be false, is true"}}, x.Failed)
	assert.Equal(t, nearly, find("redline-national").Outcome)
	assert.Equal(t, unmatched, find("redline-temporary").Outcome)
	assert.Contains(t, find("redline-activity-2019").In(message.Chinese), "施行至2022-08-15")

	q.Project, _ = ParseProject("bridge_crossing")
	x = find("redline-general")
	assert.Equal(t, overridden, x.Outcome)
	assert.Equal(t, "redline-crossing", x.By)
	assert.Equal(t, "redline-general no development in the red line: applies, but behind redline-crossing", x.In(message.English))

	assert.Len(t, Default().Explain(q), len(Default().lines[Ecology].rules))
	assert.Nil(t, Default().Explain(Question{Line: "urban_space"}))
}

// put asks the built-in rules.
func put(questions ...Question) (all []Asked) {
	for _, q := range questions {
		all = append(all, Asked{Default(), q})
	}
	return all
}

func TestAdmissible(t *testing.T) {
	// A site half in the red line, all of it outside the boundary.
	groups := Admissible(put(
		Question{Line: Ecology, SubZone: General, Date: "2026-11-23", AreaM2: 500},
		Question{Line: Development, Outside: true, Date: "2026-11-23", AreaM2: 1000}))
	by := map[string]Admission{}
	for _, g := range groups {
		assert.NotContains(t, []Status{Prohibited, NotChecked}, g.Status)
		assert.Len(t, g.Procedures, len(g.Rules))
		for _, k := range g.Projects {
			by[k.Kind] = g
		}
	}
	assert.Contains(t, by["bridge_crossing"].Rules, "redline-crossing")
	assert.Equal(t, NeedsJustification, by["railway"].Status)
	assert.Equal(t, NeedsRecognition, by["visiting"].Status)
	assert.NotContains(t, by, "factory")
	assert.NotContains(t, by, "unspecified")
	assert.True(t, slices.IsSortedFunc(groups, func(a, b Admission) int {
		return slices.Index(Statuses, b.Status) - slices.Index(Statuses, a.Status)
	}))
	assert.Len(t, Admissible(nil), 1, "no line met: everything in one group")
}

func TestProject(t *testing.T) {
	b, err := json.Marshal(Project{})
	require.NoError(t, err)
	assert.Equal(t, `{"class":"unspecified"}`, string(b))
	for _, k := range Projects() {
		p, err := ParseProject(k.Kind)
		require.NoError(t, err)
		b, err := json.Marshal(p)
		require.NoError(t, err)
		var back Project
		require.NoError(t, json.Unmarshal(b, &back), string(b))
		assert.Equal(t, p, back)
		assert.NotEmpty(t, p.Title().ZH)
	}
	p, _ := ParseProject("bridge_crossing")
	*p.RequestsLand = true // a caller's copy
	p, _ = ParseProject("bridge_crossing")
	assert.False(t, *p.RequestsLand)
	assert.Equal(t, message.Text{"交通、线性工程、不申请用地", "transport, linear, requests no land"}, p.Title())
	p.Ownership, p.Programme = "state", "advance_use"
	assert.Equal(t, message.Text{"交通、线性工程、不申请用地、国有土地、先行用地", "transport, linear, requests no land, state-owned land, use in advance of approval"}, p.Title())
	assert.Equal(t, message.Text{"一般建设项目、申请用地", "construction project, requests land"}, Project{}.Title())

	_, err = ParseProject("castle")
	assert.ErrorContains(t, err, "highway")
	for _, c := range []struct{ json, says string }{
		{`{"class": "castle"}`, `"castle"`},
		{`{"activity": "fishing"}`, `"fishing"`},
		{`{"ownership": "mine"}`, `"mine"`},
		{`{"programme": "mine"}`, `"mine"`},
		{`{"clas": "transport"}`, "clas"},
		{`{"replacement": {"area_m2": -1}}`, "area_m2"},
		{`{"replacement": {"area_m2": 1, "max_slope_degrees": 91}}`, "91"},
		{`{"replacement": {"area_m2": 1, "grade": 0.5, "grade_taken": 6, "max_slope_degrees": 6}}`, "0.5"},
		{`{"replacement": {"area_m2": 1, "grade": 6, "grade_taken": 99, "max_slope_degrees": 6}}`, "99"},
		{`{"concentrated": true, "special_site": true}`, "both"},
	} {
		assert.ErrorContains(t, json.Unmarshal([]byte(c.json), &p), c.says)
	}
	require.NoError(t, json.Unmarshal([]byte(`{"class": "unspecified", "activity": "none", "ownership": "unknown", "programme": "none"}`), &p))
	assert.Equal(t, Project{}, p)
}

// The schema and the loader know the same fields and words. That the schema is
// one, and that the built-in rules are valid by it, is tested with a validator
// outside this module.
func TestRuleSetSchema(t *testing.T) {
	b, err := os.ReadFile("../schema/ruleset.schema.json")
	require.NoError(t, err)
	var schema struct {
		Properties map[string]any
		Required   []string
		Defs       map[string]struct {
			Enum       []string
			Properties map[string]any
			Required   []string
		} `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(b, &schema))
	fields := func(v any) (names, required []string) {
		for i := range reflect.TypeOf(v).NumField() {
			tag := reflect.TypeOf(v).Field(i).Tag
			name := tag.Get("json")
			if name != "" {
				names = append(names, name)
			}
			if tag.Get("required") != "" {
				required = append(required, name)
			}
		}
		return names, required
	}
	keys := func(m map[string]any) (keys []string) {
		for k := range m {
			keys = append(keys, k)
		}
		return keys
	}
	names, required := fields(document{})
	assert.ElementsMatch(t, names, keys(schema.Properties))
	assert.ElementsMatch(t, required, schema.Required)
	for name, v := range map[string]any{"rule": documentRule{}, "citation": citation{}, "parameter": documentParameter{}, "condition": condition{}, "effective": effective{}, "tolerance": Tolerance{}} {
		names, required := fields(v)
		assert.ElementsMatch(t, names, keys(schema.Defs[name].Properties), name)
		assert.ElementsMatch(t, required, schema.Defs[name].Required, name)
	}
	assert.ElementsMatch(t, classWords, schema.Defs["class"].Enum)
	assert.ElementsMatch(t, activityWords, schema.Defs["activity"].Enum)
	var statuses []string
	for _, s := range ruleStatuses {
		statuses = append(statuses, string(s))
	}
	assert.Equal(t, statuses, schema.Defs["status"].Enum)
}

func FuzzReadRules(f *testing.F) {
	f.Add([]byte(minimal))
	f.Add([]byte(supplement("city", `"regions": ["37"], "rules": []`)))
	f.Add([]byte(`{"schema": "sanxian-ruleset/1"`))
	f.Add(bytes.ReplaceAll([]byte(minimal), []byte("farmland"), []byte("\xff")))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Read(bytes.NewReader(b), "fuzz.json")
		if err != nil {
			return
		}
		if f := r.Judge(Question{Line: Farmland, Date: "2026-01-01", AreaM2: 30_000}); len(f) == 0 {
			t.Fatal("no finding for one of the three lines")
		}
		r.Explain(Question{Line: Farmland})
		r.DateNotes("2026-01-01", nil)
	})
}

func BenchmarkRuleSetWith(b *testing.B) {
	local, err := Read(strings.NewReader(strings.Replace(supplement("village", `"rules": [{"id": "village-park", "title": {"zh": "村", "en": "village"},
		"line": "x_village_park", "status": "conditional", "procedure": {"zh": "村。", "en": "Village."}, "citations": ["land-law-62"]}]`), `"test"`, `"cn-2026"`, 1)), "village.json")
	require.NoError(b, err)
	b.ReportAllocs()
	for range b.N {
		if _, err := Default().With(local); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	road, _ := ParseProject("highway_national")
	b.ReportAllocs()
	for range b.N {
		Default().Judge(Question{Line: Farmland, Date: "2026-11-23", AreaM2: 100, Project: road})
	}
}

func ExampleSet_Judge() {
	bridge, _ := ParseProject("bridge_crossing")
	for _, f := range Default().Judge(Question{Line: Ecology, SubZone: General, Project: bridge, Date: "2026-11-23", AreaM2: 820}) {
		fmt.Println(f.Status, f.Rule)
		fmt.Println(f.Procedure.ZH)
	}
	// Output:
	// crosses_without_land redline-crossing
	// 项目穿越、跨越生态保护红线，在生态保护红线范围内不申请用地；报批材料中如实说明。
}

func ExampleAdmissible() {
	site := []Asked{{Default(), Question{Line: Farmland, Date: "2026-11-23", AreaM2: 5000}}}
	for _, a := range Admissible(site) {
		if a.Status == NeedsApproval {
			fmt.Println(a.Rules[0])
			for _, k := range a.Projects {
				fmt.Println("-", k.Title.ZH)
			}
		}
	}
	// Output:
	// farmland-major-project
	// - 国家高速公路、国道（列入国家级规划）
	// - 铁路（列入国家级规划）
	// - 输电线路（列入国家级规划）
	// - 水库（列入国家级规划）
	// - 军事设施（国家重点建设项目）
}
