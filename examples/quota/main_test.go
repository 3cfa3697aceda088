package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/zones/quota"
)

func call(t *testing.T, args ...string) (out, errs string, status int) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(""), &o, &e)
	return o.String(), e.String(), status
}

// areas are all members of an object whose names end in _ha.
func areas(t *testing.T, row map[string]any, prefix string, into map[string]quota.Hectares) {
	for name, v := range row {
		switch v := v.(type) {
		case json.Number:
			require.Regexp(t, `^-?\d+\.\d{4}$`, v.String(), name)
			h, err := quota.ParseHectares(v.String())
			require.NoError(t, err)
			into[prefix+name] = h
		case map[string]any:
			areas(t, v, prefix+name+".", into)
		}
	}
}

func TestDemoJSONCloses(t *testing.T) {
	out, _, status := call(t, "-format", "json")
	require.Zero(t, status)
	var doc struct {
		Synthetic bool
		Units     []map[string]any
		Total     map[string]any
	}
	d := json.NewDecoder(strings.NewReader(out))
	d.UseNumber()
	require.NoError(t, d.Decode(&doc))
	require.True(t, doc.Synthetic)
	require.Len(t, doc.Units, 8)
	total := map[string]quota.Hectares{}
	areas(t, doc.Total, "", total)
	sums := map[string]quota.Hectares{}
	closes := func(a map[string]quota.Hectares) {
		require.Equal(t, a["balance_ha"], a["advance_ha"]+a["earned_ha"]-a["deducted_ha"]-a["used_ha"]-a["reserved_ha"])
		require.Equal(t, a["used_ha"]+a["reserved_ha"], a["stages.quota_issued_ha"]+a["stages.land_acquisition_ha"]+a["stages.land_supply_ha"]+a["stages.property_registered_ha"])
		require.Equal(t, a["net_ha"], a["surplus_ha"]-a["to_earn_ha"])
	}
	for _, u := range doc.Units {
		a := map[string]quota.Hectares{}
		areas(t, u, "", a)
		closes(a)
		for name, v := range a {
			sums[name] += v
		}
	}
	closes(total)
	require.Equal(t, total, sums)
	require.NotZero(t, total["to_earn_ha"], "someone in the demo should be behind")
}

var numberCell = regexp.MustCompile(`-?\d+\.\d{4}`)

// TestDemoTextCloses adds up every table that is printed and looks at how its
// columns line up.
func TestDemoTextCloses(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		out, _, status := call(t, "-lang", lang)
		require.Zero(t, status)
		tables := 0
		var sums []quota.Hectares
		own, width := 0, 0
		for _, line := range strings.Split(out, "\n") {
			if strings.HasPrefix(line, "  ---") {
				own++
				width = command.Columns(line)
				continue
			}
			if own == 0 {
				continue
			}
			require.LessOrEqual(t, command.Columns(line), width)
			var cells []quota.Hectares
			for _, text := range numberCell.FindAllString(line, -1) {
				h, err := quota.ParseHectares(text)
				require.NoError(t, err)
				cells = append(cells, h)
			}
			if own == 2 {
				require.Equal(t, sums, cells, line)
				tables++
				own, sums = 0, nil
				continue
			}
			if sums == nil {
				sums = make([]quota.Hectares, len(cells))
			}
			require.Len(t, cells, len(sums), line)
			for i := range cells {
				sums[i] += cells[i]
			}
		}
		require.Equal(t, 5, tables)
	}
}

// Who is ahead stands in order, and a way that the unit has no land for says so.
func TestDemoOutlook(t *testing.T) {
	out, _, status := call(t)
	require.Zero(t, status)
	require.Contains(t, out, "盈余由多到少：东昌府区 15.6140，东阿县 14.5224，")
	require.Contains(t, out, "莘县：还须挣回 23.0316 公顷，即再处置批而未供 46.0632 公顷，或闲置 46.0632 公顷（年末闲置只有 20.1000 公顷，不够）。")
}

func TestDemoCSVCloses(t *testing.T) {
	name := filepath.Join(t.TempDir(), "台账.csv")
	out, _, status := call(t, "-format", "csv", "-o", name)
	require.Zero(t, status)
	require.Empty(t, out)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	text, found := strings.CutPrefix(string(data), "\uFEFF")
	require.True(t, found, "Excel needs the byte order mark")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 10)
	for c := 3; c < len(rows[0])-1; c++ {
		var sum quota.Hectares
		for _, row := range rows[1:9] {
			h, err := quota.ParseHectares(row[c])
			require.NoError(t, err)
			sum += h
		}
		require.Equal(t, sum.String(), rows[9][c], rows[0][c])
	}
}

func TestUsage(t *testing.T) {
	out, _, status := call(t, "-h")
	require.Zero(t, status)
	require.Contains(t, out, "用法")
	for _, args := range [][]string{{"-x"}, {"a"}, {"-format", "xml"}, {"-lang", "fr"}, {"-year", "-1"}, {"-rates", "a"}, {"-units", "a"}} {
		out, errs, status := call(t, args...)
		require.Equal(t, 2, status, args)
		require.Empty(t, out)
		require.NotEmpty(t, errs)
	}
}

func TestOwnEntries(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		return name
	}
	const head = "编号,事项,区划代码,上级代码,计划年度,日期,面积（公顷）,项目\n"
	rates := file("r.json", `{"illegal_use": "1"}`)

	// A town below its county, a city with an account of its own, a deduction
	// that the account cannot bear.
	own := file("own.csv", head+
		"1,预支,371500,,2025,2025-01-01,7,\n2,预支,371521,371500,2025,2025-01-01,5,\n3,预支,371521100,371521,2025,2025-01-01,2,\n"+
		"4,违法用地扣减,371521,371500,2025,2025-02-01,6.5,\n5,预支,371522,371500,2024,2024-01-01,1,\n")
	out, errs, status := call(t, "-entries", own, "-rates", rates, "-format", "csv", "-lang", "en")
	require.Zero(t, status, errs)
	require.Contains(t, out, "2025,371521,Yanggu,7.0000,0.0000,5.0000,0.0000,0.0000,2.0000,1.5000,")
	require.Contains(t, out, "2025,371500,Liaocheng (own),7.0000,")
	require.Contains(t, out, "2025,,Total,14.0000,0.0000,5.0000,0.0000,0.0000,9.0000,1.5000,")
	require.NotContains(t, out, "demo")
	out, _, status = call(t, "-entries", own, "-rates", rates, "-year", "2024")
	require.Zero(t, status)
	require.Contains(t, out, "聊城市 2024 年度")
	require.NotContains(t, out, "合成")

	for text, want := range map[string]string{
		head + "a,预支,371521,,2025,2025-01-01,5.0000x,\n":                                  "第 2 行",
		head + "a,闲置处置,371521,,2025,2025-01-01,5,\n":                                      "未给出",
		head + "a,预支,371521,,2025,2025-01-01,5,\nb,预留,371521,,2025,2025-01-01,5.0001,P\n": "尚缺 0.0001 公顷",
		head + "a,预支,371521,,2025,2025-01-01,5,\na,预支,371521,,2025,2025-01-01,6,\n":       "已有另一笔记录",
		head: "没有台账记录",
	} {
		out, errs, status := call(t, "-entries", file("bad.csv", text), "-rates", rates)
		require.Equal(t, 1, status)
		require.Empty(t, out)
		require.Contains(t, errs, "bad.csv")
		require.Contains(t, errs, want)
	}
	_, errs, status = call(t, "-entries", own, "-rates", file("r2.json", "{\n\"advance\": 1}"))
	require.Equal(t, 1, status)
	require.Contains(t, errs, "r2.json")
	_, errs, status = call(t, "-entries", own, "-rates", rates, "-units", file("u.json", `[{"code": "371521", "nam": "x"}]`))
	require.Equal(t, 1, status)
	require.Contains(t, errs, "u.json")
	_, errs, status = call(t, "-entries", own, "-rates", rates, "-year", "1999")
	require.Equal(t, 1, status)
	require.Contains(t, errs, "1999")
	_, _, status = call(t, "-entries", filepath.Join(dir, "none.csv"))
	require.Equal(t, 1, status)
}
