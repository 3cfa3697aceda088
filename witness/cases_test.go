package witness

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const cases = "../testdata/cases"

// caseSchema compiles a schema of the neutral cases, which takes the words of
// the law from the schema of reports.
func caseSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	var id string
	for _, file := range []string{"../zones/schema/report.schema.json", filepath.Join(cases, "schema", name+".schema.json")} {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		doc := document(t, data)
		id = doc.(map[string]any)["$id"].(string)
		require.NoError(t, c.AddResource(id, doc))
	}
	s, err := c.Compile(id)
	require.NoError(t, err)
	return s
}

// TestCaseSchemas validates every file of neutral cases.
func TestCaseSchemas(t *testing.T) {
	checked := 0
	for schema, pattern := range map[string]string{"geometry": "geometry/*", "question": "law/question-*", "check": "law/check-*", "plan": "law/plan-*"} {
		s := caseSchema(t, schema)
		names, err := filepath.Glob(filepath.Join(cases, pattern))
		require.NoError(t, err)
		require.NotEmpty(t, names, pattern)
		for _, name := range names {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.NoError(t, s.Validate(document(t, data)), name)
			checked++
		}
	}
	files, err := filepath.Glob(cases + "/[gl]*/*")
	require.NoError(t, err)
	require.Len(t, files, checked, "every file has a schema")
}

// TestBrokenCases puts one fault in a file, which its schema must see.
func TestBrokenCases(t *testing.T) {
	for _, c := range []struct{ schema, file, old, new string }{
		{"geometry", "geometry/repairs.json", `"tolerance": 1e-07,`, ``},
		{"geometry", "geometry/repairs.json", `"frame": "EPSG:4527"`, `"frame": "4527"`},
		{"geometry", "geometry/repairs.json", `"polygon": 1`, `"polygon": 0`},
		{"geometry", "geometry/grid-touching.json", `"relation": "touch"`, `"relation": "touching"`},
		{"geometry", "geometry/grid-touching.json", `"a": "16"`, `"a": "16,0"`},
		{"geometry", "geometry/grid-touching.json", `[[[[4, 0],`, `[[[[4],`},
		{"question", "law/question-cropland.json", `"status": "conditional"`, `"status": "allowed"`},
		{"question", "law/question-cropland.json", `"line": "cropland"`, `"line": "crop"`},
		{"question", "law/question-cropland.json", `"date": "2026-11-23"`, `"date": "today"`},
		{"question", "law/question-cropland.json", `"class": "industrial"`, `"class": "factory"`},
		{"check", "law/check-town.json", `"verdict": "pass"`, `"verdict": "ok"`},
		{"check", "law/check-town.json", `"ecological_red_line":`, `"red_line":`},
		{"check", "law/check-town.json", `"plan": "plan-town.json"`, `"plan": "town"`},
		{"plan", "law/plan-town.json", `"id": "N1", `, ``},
	} {
		data, err := os.ReadFile(filepath.Join(cases, c.file))
		require.NoError(t, err)
		require.Contains(t, string(data), c.old, c.file)
		spoilt := strings.Replace(string(data), c.old, c.new, 1)
		assert.Error(t, caseSchema(t, c.schema).Validate(document(t, []byte(spoilt))), "%s: %s", c.file, c.new)
	}
}
