package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

func rulesProgram(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(args, time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), &o, &e)
	return code, o.String(), e.String()
}

// file writes a supplement with one rule on farmland.
func file(t *testing.T, rule string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "supplement.json")
	require.NoError(t, os.WriteFile(name, []byte(`{"schema": "sanxian-ruleset/1", "id": "county", "version": "1", "title": {"zh": "某县补充规则", "en": "rules of a county"},
 "jurisdiction": "371502", "supplements": "cn-2026",
 "parameters": [{"id": "county_share", "value": 3, "unit": "%", "source": "县文件", "verified": false}],
 "citations": [{"id": "county", "title": "《某县文件》", "verified": false}],
 "rules": [`+rule+`]}`), 0o600))
	return name
}

const noHighway = `{"id": "county-highway", "title": {"zh": "交通绕行", "en": "highways go round"}, "line": "permanent_basic_farmland",
  "when": {"class": ["transport"], "national_list": true, "temporary": false, "requests_land": true}, "status": "prohibited", "overrides": ["farmland-major-project", "farmland-replacement-insufficient"],
  "procedure": {"zh": "县内公路一律绕行。", "en": "Highways go round."}, "citations": ["county"]}`

func TestText(t *testing.T) {
	code, out, errs := rulesProgram(t, "check")
	require.Equal(t, 0, code, errs)
	for _, want := range []string{"全国国土空间", "未核实的数值", "永久基本农田\n", "生态保护红线 核心保护区\n", "城镇开发边界以外\n", "【禁止占用】", "土地管理法", "农村村民住宅"} {
		assert.Contains(t, out, want)
	}
	for _, l := range strings.Split(out, "\n") {
		assert.LessOrEqual(t, command.Columns(l), pageWidth+2, l) // what ends a clause may hang over
	}
	code, out, _ = rulesProgram(t, "check", "-lang", "en")
	require.Equal(t, 0, code)
	assert.Contains(t, out, "What every kind of project is answered")
	assert.NotContains(t, out, "补充规则改变")
}

// A supplement shows what it changes, and what nobody has verified in it.
func TestSupplement(t *testing.T) {
	code, out, errs := rulesProgram(t, "check", file(t, noHighway))
	require.Equal(t, 0, code, errs)
	_, changes, _ := strings.Cut(out, "补充规则改变的结论\n")
	changes, _, _ = strings.Cut(changes, "三、")
	assert.Contains(t, changes, "永久基本农田：需国务院批准（farmland-major-project")
	assert.Contains(t, changes, "→ 禁止占用（county-highway")
	assert.Contains(t, changes, "国家高速公路")
	assert.NotContains(t, changes, "输电线路")
	assert.Contains(t, out, "county_share = 3 %")
	assert.Contains(t, out, "《某县文件》")
}

// What does not hold together is refused with its line.
func TestConflict(t *testing.T) {
	code, out, errs := rulesProgram(t, "check", file(t, strings.Replace(noHighway, `, "temporary": false, "requests_land": true`, "", 1)))
	assert.Equal(t, 1, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "county-highway")
	assert.Contains(t, errs, "第 5 行")
	for _, args := range [][]string{{}, {"-date", "x"}, {"check", "-date", "tomorrow"}, {"check", "-format", "html"}, {"check", "-area", "0"}} {
		code, _, errs := rulesProgram(t, args...)
		assert.Equal(t, command.Misused, code, args)
		assert.Contains(t, errs, "rules -h")
	}
	code, _, errs = rulesProgram(t, "check", "missing.json")
	assert.Equal(t, 1, code)
	assert.Contains(t, errs, "missing.json")
	code, out, _ = rulesProgram(t, "check", "-h")
	assert.Equal(t, 0, code)
	assert.Equal(t, help, out)
}

// The table has every kind of project in every place, as the rules answer.
func TestCSV(t *testing.T) {
	code, out, errs := rulesProgram(t, "check", "-format", "csv", "-date", "2026-11-01", file(t, noHighway))
	require.Equal(t, 0, code, errs)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	farmland := 0
	for _, row := range rows[1:] {
		require.Len(t, row, 10)
		if row[2] != "永久基本农田" {
			continue
		}
		farmland++
		p, err := rules.ParseProject(row[0])
		require.NoError(t, err)
		answers := rules.Default().Judge(rules.Question{Line: rules.Farmland, Project: p, Date: "2026-11-01", AreaM2: 10_000})
		before := answers[0].Status.Title().In(message.Chinese)
		if row[9] == "" {
			assert.Equal(t, before, row[3], row[0])
		} else {
			assert.Equal(t, before, row[9], row[0])
			assert.Equal(t, "禁止占用", row[3], row[0])
		}
	}
	assert.Equal(t, len(rules.Projects()), farmland)
}
