package witness

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/report"
	"github.com/sanxian/sanxian/zones/rules"
)

// schema compiles a published schema, or a definition of one: "report",
// "report#/$defs/batch".
func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	name, fragment, _ := strings.Cut(name, "#")
	file := "../zones/schema/" + name + ".schema.json"
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	require.NoError(t, err)
	id := doc.(map[string]any)["$id"].(string)
	require.NoError(t, c.AddResource(id, doc))
	if fragment != "" {
		id += "#" + fragment
	}
	s, err := c.Compile(id)
	require.NoError(t, err)
	return s
}

// document decodes JSON as the validator wants it.
func document(t *testing.T, data []byte) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	return doc
}

func encoded(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return document(t, data)
}

// TestSchemas validates what the library and its examples publish.
func TestSchemas(t *testing.T) {
	t.Run("golden reports", func(t *testing.T) {
		batch, one := schema(t, "report#/$defs/batch"), schema(t, "report")
		n := 0
		for _, folder := range []string{"../examples/*/testdata/*.json", "../zones/report/testdata/*.json", "../zones/testdata/*.json"} {
			names, err := filepath.Glob(folder)
			require.NoError(t, err)
			for _, name := range names {
				data, err := os.ReadFile(name)
				require.NoError(t, err)
				switch doc := document(t, data).(map[string]any); {
				case doc["reports"] != nil:
					assert.NoError(t, batch.Validate(doc), name)
				case doc["schema"] == "sanxian-report/1":
					assert.NoError(t, one.Validate(doc), name)
				default:
					continue
				}
				n++
			}
		}
		require.Positive(t, n)
		t.Logf("%d files", n)
	})
	t.Run("plan", func(t *testing.T) {
		data, err := fs.ReadFile(demo.Files, demo.Plan)
		require.NoError(t, err)
		assert.NoError(t, schema(t, "plan").Validate(document(t, data)))
		assert.NoError(t, schema(t, "plan").Validate(encoded(t, fullPlan())))
		assert.NoError(t, fullPlanIsRead(t))
	})
	t.Run("rule sets", func(t *testing.T) {
		names, err := filepath.Glob("../zones/rules/*.json")
		require.NoError(t, err)
		require.NotEmpty(t, names)
		for _, name := range names {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.NoError(t, schema(t, "ruleset").Validate(document(t, data)), name)
		}
		text, err := os.ReadFile("../docs/rules.md")
		require.NoError(t, err)
		_, example, ok := strings.Cut(string(text), "```json\n")
		require.True(t, ok)
		example, _, _ = strings.Cut(example, "```")
		assert.NoError(t, schema(t, "ruleset").Validate(document(t, []byte(example))), "docs/rules.md")
	})
}

// TestMadeReports validates the reports of every kind of project on the demo
// data, and has GEOS judge their geometry.
func TestMadeReports(t *testing.T) {
	one := schema(t, "report")
	statuses, verdicts := map[rules.Status]int{}, map[zones.Verdict]int{}
	var all []*zones.Report
	for r := range madeReports(t) {
		all = append(all, r)
		require.NoError(t, one.Validate(encoded(t, r)), "%s: %+v", r.Site.ID, r.Project)
		verdicts[r.Verdict]++
		for _, l := range r.Lines {
			statuses[l.Status]++
		}
	}
	for _, s := range rules.Statuses {
		assert.Positive(t, statuses[s], "no report has the status %s", s)
	}
	for _, v := range zones.Verdicts {
		assert.Positive(t, verdicts[v], "no report has the verdict %s", v)
	}
	t.Logf("%d reports with %v, %v", len(all), verdicts, statuses)

	var text bytes.Buffer
	_, err := report.WriteJSON(&text, func(yield func(*zones.Report, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	})
	require.NoError(t, err)
	require.NoError(t, schema(t, "report#/$defs/batch").Validate(document(t, text.Bytes())))

	plan, sites := demoPlan(t)
	sequence, err := plan.CheckSequence(context.Background(), sites, &zones.CheckOptions{Date: "2026-11-24", Accounts: quota.New(nil).Accounts()})
	require.NoError(t, err)
	require.NotEmpty(t, sequence.Broken, "the ledger is empty")
	require.NoError(t, schema(t, "report#/$defs/sequence").Validate(encoded(t, sequence)))

	t.Run("geometry", func(t *testing.T) {
		e := openGEOS(t)
		n := 0
		for _, r := range all {
			shapes := []json.RawMessage{}
			for _, l := range r.Lines {
				shapes = append(shapes, l.Geometry, l.OutsideGeometry)
			}
			if r.Cure != nil {
				shapes = append(shapes, r.Cure.Geometry)
			}
			for _, g := range shapes {
				if g == nil {
					continue
				}
				reason, err := e.ValidGeoJSON(g)
				require.NoError(t, err)
				assert.Empty(t, reason, "%s: %s", r.Site.ID, g)
				n++
			}
		}
		t.Logf("%d geometries of reports", n)
	})
}

// open opens a GeoJSON file of the demo.
func open(_ context.Context, fsys fs.FS, name string, r *boundary.Reading) (iter.Seq2[boundary.Feature, error], error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	return func(yield func(boundary.Feature, error) bool) {
		defer f.Close()
		geojson.Read(context.Background(), f, &geojson.Options{Reading: *r})(yield)
	}, nil
}

func demoPlan(t *testing.T) (*zones.Plan, []zones.Site) {
	ctx := context.Background()
	plan, err := zones.OpenPlan(ctx, demo.Files, demo.Plan, open, nil)
	require.NoError(t, err)
	features, err := open(ctx, demo.Files, demo.Sites, &boundary.Reading{Edges: plan.Edges()})
	require.NoError(t, err)
	all, err := boundary.Collect(features)
	require.NoError(t, err)
	var sites []zones.Site
	for _, f := range all {
		sites = append(sites, zones.Site{Feature: f})
	}
	return plan, sites
}

// madeReports are reports of every kind of project at several sites, with all
// that can be asked for, and of plans without layers.
func madeReports(t *testing.T) iter.Seq[*zones.Report] {
	ctx := context.Background()
	plan, sites := demoPlan(t)
	// A site far away, where nothing is covered, and one that holds a farmland parcel.
	away, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 120, Y: 30}, {X: 120.001, Y: 30}, {X: 120.001, Y: 30.001}}}}, nil)
	require.NoError(t, err)
	sites = append(sites, zones.Site{Feature: boundary.Feature{ID: "away", Boundary: away}})
	for _, l := range plan.Layers() {
		for f := range l.Index().All() {
			p, err := boundary.NewProperties("name", "a parcel")
			require.NoError(t, err)
			sites = append(sites, zones.Site{Feature: boundary.Feature{ID: string(l.Spec().Line), Boundary: f.Boundary, Properties: p}, Adds: l.Spec().Line})
			break
		}
	}
	pending := new(zones.Pending)
	for _, s := range sites { // each claims its own land, and a second application the same
		_, err := pending.Insert(s)
		require.NoError(t, err)
		s.Feature.ID += " again"
		_, err = pending.Insert(s)
		require.NoError(t, err)
	}
	empty, err := zones.NewPlan(ctx, nil, []zones.Cap{{ID: "unknown", Kind: zones.CapMax, Line: rules.Development, LimitM2: 1}}, nil)
	require.NoError(t, err)
	return func(yield func(*zones.Report) bool) {
		for _, s := range sites {
			for _, k := range rules.Projects() {
				opt := &zones.CheckOptions{Date: "2026-11-23", Project: k.Project, Geometry: true, Explain: true, Admissible: true, Cure: &zones.CureOptions{MinAreaM2: 100, MinWidthM: 2}, Pending: pending}
				r, err := plan.Check(ctx, s, opt)
				require.NoError(t, err)
				if !yield(r) {
					return
				}
			}
			r, err := empty.Check(ctx, s, nil)
			require.NoError(t, err)
			if !yield(r) {
				return
			}
		}
	}
}

// fullPlan has something in every field.
func fullPlan() *zones.PlanFile {
	base, used := 5e6, 3e6
	law := []rules.Citation{{Title: "规划", Number: "1", Article: "2", Date: "2026-01-01", Verified: true}}
	return &zones.PlanFile{Schema: "sanxian-plan/1", Name: "市级规划", Rules: "rules.json", Aliases: "aliases.json", Edges: "gk39",
		Layers: []zones.LayerSpec{
			{Line: rules.Ecology, Path: "a.shp", Source: "局", Date: "2026-06-30", Version: "1", Coverage: "b.shp", SubZoneField: "FQ", CRS: "EPSG:4527", Edges: "auto", Encoding: "GBK"},
			{Line: "x_noise", Path: "noise.geojson", SubZone: rules.Other},
		},
		Caps: []zones.Cap{
			{ID: "max", Title: message.Text{ZH: "规模"}, Kind: zones.CapMax, Line: rules.Development, Regions: []string{"371502"}, LimitM2: 222e6, UsedM2: &used, Counts: zones.CountAddition, Citations: law},
			{ID: "min", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 1e9},
			{ID: "ratio", Kind: zones.CapRatio, Line: rules.Development, SubZone: rules.Flexible, Ratio: 0.15, Of: &zones.CapBase{Line: rules.Development, SubZone: rules.Concentrated}},
			{ID: "base", Kind: zones.CapRatio, Line: rules.Development, Ratio: 1.3, BaseM2: &base},
			{ID: "reserve", Kind: zones.CapReserve, Line: rules.Development, LimitM2: 1e6, UsedM2: &base, Gross: true, Keep: []zones.CapKeep{{From: "2030-01-01", Share: 0.4}, {From: "2028-01-01", AreaM2: 500}}},
		},
		Supplements: []zones.SupplementSpec{{Name: "村", Rules: "village.json", Regions: []string{"371502001"}}, {Rules: "own.json", Area: "area.geojson"}},
	}
}

// fullPlanIsRead reports whether the loader takes what the schema takes.
func fullPlanIsRead(t *testing.T) error {
	data, err := json.Marshal(fullPlan())
	require.NoError(t, err)
	_, err = zones.ReadPlanFile(bytes.NewReader(data), "plan.json")
	return err
}

// TestBrokenDocuments has one fault each, which a schema must see.
func TestBrokenDocuments(t *testing.T) {
	var good *zones.Report
	for r := range madeReports(t) {
		if r.Verdict == zones.VerdictFail && len(r.Caps) > 0 {
			good = r
			break
		}
	}
	require.NotNil(t, good)
	data, err := json.Marshal(good)
	require.NoError(t, err)
	plan, err := json.Marshal(fullPlan())
	require.NoError(t, err)
	own, err := os.ReadFile("../zones/rules/cn-2026.json")
	require.NoError(t, err)
	type object = map[string]any
	at := func(doc any, path ...any) any {
		for _, step := range path {
			switch s := step.(type) {
			case string:
				doc = doc.(object)[s]
			case int:
				doc = doc.([]any)[s]
			}
		}
		return doc
	}
	for _, c := range []struct {
		schema, name string
		data         []byte
		spoil        func(doc any)
	}{
		{"report", "unknown member", data, func(d any) { d.(object)["remark"] = "" }},
		{"report", "other version", data, func(d any) { d.(object)["schema"] = "sanxian-report/2" }},
		{"report", "no verdict", data, func(d any) { delete(d.(object), "verdict") }},
		{"report", "unknown verdict", data, func(d any) { d.(object)["verdict"] = "ok" }},
		{"report", "date of another form", data, func(d any) { d.(object)["date"] = "23.11.2026" }},
		{"report", "lines null", data, func(d any) { d.(object)["lines"] = nil }},
		{"report", "a line missing", data, func(d any) { d.(object)["lines"] = at(d, "lines").([]any)[1:] }},
		{"report", "a line twice", data, func(d any) { at(d, "lines", 0).(object)["line"] = at(d, "lines", 1, "line") }},
		{"report", "unknown line", data, func(d any) { at(d, "lines", 0).(object)["line"] = "farmland" }},
		{"report", "unknown status", data, func(d any) { at(d, "lines", 0).(object)["status"] = "allowed" }},
		{"report", "area as text", data, func(d any) { at(d, "site").(object)["area_m2"] = "1" }},
		{"report", "negative area", data, func(d any) { at(d, "site").(object)["area_m2"] = -1 }},
		{"report", "share over 1", data, func(d any) { at(d, "lines", 0).(object)["share"] = 1.5 }},
		{"report", "member of a line missing", data, func(d any) { delete(at(d, "lines", 0).(object), "distance_m") }},
		{"report", "cap holds as text", data, func(d any) { at(d, "caps", 0).(object)["holds"] = "yes" }},
		{"report", "digest cut", data, func(d any) { at(d, "layers", 0).(object)["digest"] = "abc" }},
		{"report", "place as text", data, func(d any) { at(d, "notes", 0).(object)["place"] = "a.geojson" }},
		{"report", "count of 0", data, func(d any) { at(d, "notes", 0).(object)["count"] = 0 }},
		{"report", "geometry of another type", data, func(d any) { at(d, "cure", "geometry").(object)["type"] = "Polygon" }},
		{"report", "claim without area", data, func(d any) { delete(at(d, "pending", "claims", 0).(object), "overlap_m2") }},
		{"report", "number of pending sites below 0", data, func(d any) { at(d, "pending").(object)["sites"] = -1 }},
		{"plan", "unknown member", plan, func(d any) { d.(object)["layer"] = []any{} }},
		{"plan", "no schema", plan, func(d any) { delete(d.(object), "schema") }},
		{"plan", "no layers", plan, func(d any) { delete(d.(object), "layers") }},
		{"plan", "layer without a path", plan, func(d any) { delete(at(d, "layers", 0).(object), "path") }},
		{"plan", "unknown line", plan, func(d any) { at(d, "layers", 0).(object)["line"] = "red_line" }},
		{"plan", "own line without a name", plan, func(d any) { at(d, "layers", 1).(object)["line"] = "x_" }},
		{"plan", "unknown edges", plan, func(d any) { d.(object)["edges"] = "gk46" }},
		{"plan", "date of another form", plan, func(d any) { at(d, "layers", 0).(object)["date"] = "June" }},
		{"plan", "cap without a limit", plan, func(d any) { delete(at(d, "caps", 0).(object), "limit_m2") }},
		{"plan", "cap of an unknown kind", plan, func(d any) { at(d, "caps", 0).(object)["kind"] = "most" }},
		{"plan", "ratio of two bases", plan, func(d any) { at(d, "caps", 2).(object)["base_m2"] = 1 }},
		{"plan", "ratio of none", plan, func(d any) { delete(at(d, "caps", 3).(object), "base_m2") }},
		{"plan", "max with a ratio", plan, func(d any) { at(d, "caps", 0).(object)["ratio"] = 1 }},
		{"plan", "max with a base", plan, func(d any) { at(d, "caps", 0).(object)["base_m2"] = 1 }},
		{"plan", "increments of no use and no base", plan, func(d any) { delete(at(d, "caps", 4).(object), "used_m2") }},
		{"plan", "a share and an area kept", plan, func(d any) { at(d, "caps", 4, "keep", 0).(object)["area_m2"] = 1 }},
		{"plan", "nothing kept", plan, func(d any) { delete(at(d, "caps", 4, "keep", 0).(object), "share") }},
		{"plan", "max that keeps", plan, func(d any) { at(d, "caps", 0).(object)["keep"] = []any{} }},
		{"plan", "negative limit", plan, func(d any) { at(d, "caps", 0).(object)["limit_m2"] = -1 }},
		{"plan", "supplement without rules", plan, func(d any) { delete(at(d, "supplements", 0).(object), "rules") }},
		{"ruleset", "unknown member", own, func(d any) { d.(object)["remark"] = "" }},
		{"ruleset", "no id", own, func(d any) { delete(d.(object), "id") }},
		{"ruleset", "rule of an unknown line", own, func(d any) { at(d, "rules", 0).(object)["line"] = "red_line" }},
		{"ruleset", "rule of an unknown status", own, func(d any) { at(d, "rules", 0).(object)["status"] = "allowed" }},
		{"ruleset", "rule without a citation", own, func(d any) { at(d, "rules", 0).(object)["citations"] = []any{} }},
	} {
		t.Run(c.schema+" "+c.name, func(t *testing.T) {
			s, doc := schema(t, c.schema), document(t, c.data)
			require.NoError(t, s.Validate(doc))
			c.spoil(doc)
			require.Error(t, s.Validate(doc))
		})
	}
}

// TestSchemaFields compares the members of Go types with those of the schemas,
// so that a new field is described before it is written.
func TestSchemaFields(t *testing.T) {
	for name, types := range map[string]map[string]any{
		"report": {
			"": zones.Report{}, "site": zones.SiteReport{}, "region": zones.RegionReport{}, "region_line": zones.RegionLine{}, "project": rules.Project{},
			"replacement": rules.Replacement{}, "line_report": zones.LineReport{}, "sub_zone_report": zones.SubZoneReport{}, "feature": zones.FeatureReport{},
			"tolerance": rules.Tolerance{}, "point": zones.Location{}, "reason": zones.Reason{}, "finding": zones.Finding{}, "text": message.Text{},
			"citation": rules.Citation{}, "parameter": rules.Parameter{}, "cap": zones.CapReport{}, "rule_set": rules.SetName{}, "layer": zones.LayerReport{},
			"place": message.Place{}, "note": zones.ReportNote{}, "quota": zones.QuotaReport{}, "cure": zones.Cure{}, "pending": zones.PendingReport{}, "pending_claim": zones.PendingClaim{}, "explanation": zones.Explanation{},
			"summary": zones.Summary{}, "sequence": zones.Sequence{},
		},
		"plan": {"": zones.PlanFile{Schema: "sanxian-plan/1"}, "layer": zones.LayerSpec{}, "cap": zones.Cap{}, "citation": rules.Citation{}, "text": message.Text{}, "supplement": zones.SupplementSpec{}},
	} {
		data, err := os.ReadFile("../zones/schema/" + name + ".schema.json")
		require.NoError(t, err)
		type definition struct {
			Properties map[string]any `json:"properties"`
			Required   []string       `json:"required"`
		}
		var s struct {
			definition
			Defs map[string]definition `json:"$defs"`
		}
		require.NoError(t, json.Unmarshal(data, &s))
		for def, v := range types {
			d := s.definition
			if def != "" {
				d = s.Defs[def]
			}
			var members, always []string
			for i := range reflect.TypeOf(v).NumField() {
				member, options, _ := strings.Cut(reflect.TypeOf(v).Field(i).Tag.Get("json"), ",")
				if member == "-" {
					continue
				}
				if members = append(members, member); !strings.Contains(options, "omitempty") {
					always = append(always, member)
				}
			}
			assert.ElementsMatch(t, members, slices.Collect(maps.Keys(d.Properties)), "%s: %s", name, def)
			if name == "report" {
				assert.ElementsMatch(t, always, d.Required, "%s: %s is required", name, def)
			}
		}
	}
}
