package zones_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// A checkFile holds sites that are checked against plans, with what the report
// must say. testdata/cases/README.md describes the format.
type checkFile struct {
	Schema string `json:"schema"`
	About  string `json:"about"`
	caseGround
	Plan  casePlan    `json:"plan"` // of all cases that have none of their own
	Cases []checkCase `json:"cases"`
}

type checkCase struct {
	Name    string           `json:"name"`
	Plan    casePlan         `json:"plan"`
	Date    rules.Date       `json:"date"`
	Site    [][][][2]float64 `json:"site"`
	Kind    string           `json:"kind"`
	Project rules.Project    `json:"project"`
	Expect  struct {
		Verdict zones.Verdict                 `json:"verdict"`
		Notes   []string                      `json:"notes"`
		Lines   map[rules.Line]map[string]any `json:"lines"`
	} `json:"expect"`
}

// A caseGround says where coordinates are: points of the frame less the origin.
type caseGround struct {
	Frame  string     `json:"frame"`
	Origin [2]float64 `json:"origin"`
}

func (g caseGround) boundary(t *testing.T, polygons [][][][2]float64) *boundary.Boundary {
	code, err := strconv.Atoi(strings.TrimPrefix(g.Frame, "EPSG:"))
	require.NoError(t, err)
	frame, err := boundary.EPSG(code)
	require.NoError(t, err)
	var given []boundary.Polygon
	for _, rings := range polygons {
		var polygon boundary.Polygon
		for _, points := range rings {
			var ring boundary.Ring
			for _, p := range points {
				ring = append(ring, boundary.Point{X: g.Origin[0] + p[0], Y: g.Origin[1] + p[1]})
			}
			polygon = append(polygon, ring)
		}
		given = append(given, polygon)
	}
	b, repairs, err := boundary.New(context.Background(), frame, given, nil)
	require.NoError(t, err)
	require.Empty(t, repairs)
	return b
}

// A casePlan lists layers, or is the name of a file that does.
type casePlan struct {
	file   string
	Layers []caseLayer `json:"layers"`
}

type caseLayer struct {
	Line     rules.Line       `json:"line"`
	Date     rules.Date       `json:"date"`
	Coverage [][][][2]float64 `json:"coverage"`
	Features []struct {
		ID         string              `json:"id"`
		Properties boundary.Properties `json:"properties"`
		Polygons   [][][][2]float64    `json:"polygons"`
	} `json:"features"`
}

func (p *casePlan) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &p.file) == nil {
		return nil
	}
	type plain casePlan
	return json.Unmarshal(data, (*plain)(p))
}

func (p casePlan) open(t *testing.T, g caseGround) *zones.Plan {
	if p.file != "" {
		var file struct {
			Schema  string   `json:"schema"`
			About   string   `json:"about"`
			Drawing []string `json:"drawing"`
			caseGround
			Layers []caseLayer `json:"layers"`
		}
		readCases(t, filepath.Join(lawCases, p.file), &file)
		require.Equal(t, "sanxian-case-plan/1", file.Schema)
		p, g = casePlan{Layers: file.Layers}, file.caseGround
	}
	require.NotEmpty(t, p.Layers)
	var layers []*zones.Layer
	for _, l := range p.Layers {
		var opt zones.LayerOptions
		if l.Coverage != nil {
			opt.Coverage = g.boundary(t, l.Coverage)
		}
		var features []boundary.Feature
		for _, f := range l.Features {
			features = append(features, boundary.Feature{ID: f.ID, Properties: f.Properties, Boundary: g.boundary(t, f.Polygons)})
		}
		layers = append(layers, layerOf(t, zones.LayerSpec{Line: l.Line, Path: string(l.Line), Date: l.Date}, &opt, features...))
	}
	plan, err := zones.NewPlan(context.Background(), layers, nil, nil)
	require.NoError(t, err)
	return plan
}

const lawCases = "../testdata/cases/law"

// readCases decodes a file, which may have no other members than v.
func readCases(t *testing.T, name string, v any) {
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	dec := json.NewDecoder(f)
	dec.DisallowUnknownFields()
	require.NoError(t, dec.Decode(v), name)
}

// TestCheckCases checks the sites of the neutral cases against their plans.
func TestCheckCases(t *testing.T) {
	names, err := filepath.Glob(lawCases + "/check-*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	seen := map[string]bool{}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".json"), func(t *testing.T) {
			var file checkFile
			readCases(t, name, &file)
			require.Equal(t, "sanxian-check-cases/1", file.Schema)
			require.NotEmpty(t, file.Cases)
			for _, c := range file.Cases {
				assert.False(t, seen[c.Name], "%q is the name of two cases", c.Name)
				seen[c.Name] = true
				plan := c.Plan
				if plan.file == "" && plan.Layers == nil {
					plan = file.Plan
				}
				t.Run(c.Name, func(t *testing.T) { c.check(t, plan.open(t, file.caseGround), file.caseGround) })
			}
		})
	}
	assert.GreaterOrEqual(t, len(seen), 30)
}

func (c *checkCase) check(t *testing.T, plan *zones.Plan, g caseGround) {
	if c.Kind != "" {
		p, err := rules.ParseProject(c.Kind)
		require.NoError(t, err)
		assert.Equal(t, p, c.Project, "the kind %s is another project", c.Kind)
	}
	site := zones.Site{Feature: boundary.Feature{ID: "site", Boundary: g.boundary(t, c.Site)}}
	report, err := plan.Check(context.Background(), site, &zones.CheckOptions{Date: c.Date, Project: c.Project})
	require.NoError(t, err)
	assert.Equal(t, c.Expect.Verdict, report.Verdict)
	for _, code := range c.Expect.Notes {
		assert.Contains(t, codes(report), code)
	}
	asked := map[rules.Line][]any{}
	for _, f := range report.Findings {
		asked[f.Line] = append(asked[f.Line], f.Rule)
	}
	require.NotEmpty(t, c.Expect.Lines)
	for l, want := range c.Expect.Lines {
		require.Contains(t, want, "status")
		checkMembers(t, line(t, report, l), want, asked[l])
	}
}

// checkMembers compares members of a line's report, as it is in JSON, with
// those expected: words, null and 0 as they are, areas to 0.01 m² and other figures
// to a thousandth.
func checkMembers(t *testing.T, r zones.LineReport, want map[string]any, asked []any) {
	data, err := json.Marshal(r)
	require.NoError(t, err)
	var got map[string]any
	require.NoError(t, json.Unmarshal(data, &got))
	_, far := r.DistanceM.Value()
	if overlap, known := r.OverlapM2.Value(); known && !(r.Line == rules.Development && overlap == 0) {
		assert.Equal(t, overlap == 0, far, "%s: a distance where nothing overlaps", r.Line)
	}
	reasons := []any{}
	for _, x := range r.Reasons {
		reasons = append(reasons, x.Code)
	}
	got["reasons"] = reasons
	if asked != nil {
		got["rules"] = asked
	}
	for member, value := range want {
		require.Contains(t, got, member, "%s", r.Line)
		if figure, ok := value.(float64); ok && figure != 0 {
			allowed := 1e-3
			if strings.HasSuffix(member, "_m2") {
				allowed = 1e-2
			}
			assert.InDelta(t, figure, got[member], allowed, "%s: %s", r.Line, member)
			continue
		}
		assert.Equal(t, value, got[member], "%s: %s", r.Line, member)
	}
	if want["rules"] == nil {
		assert.Empty(t, asked, "%s: a rule that the case does not name", r.Line)
	}
}
