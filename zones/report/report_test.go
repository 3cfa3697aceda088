package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file under testdata, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run go test ./zones/report -update")
	assert.Equal(t, string(want), string(got), "run go test ./zones/report -update if this is meant")
}

func properties(t *testing.T, pairs ...any) boundary.Properties {
	p, err := boundary.NewProperties(pairs...)
	require.NoError(t, err)
	return p
}

// full is a report with something in every field.
func full(t *testing.T) *zones.Report {
	yes, no := true, false
	m2 := zones.Known[float64]
	site := 39_999.3177
	share := func(v float64) zones.Share { return zones.ShareOf(v, site) }
	law := rules.Citation{Title: "中华人民共和国土地管理法", Article: "第三十五条", Date: "2019-08-26", Verified: true}
	r := &zones.Report{
		Schema: "sanxian-report/1", Verdict: zones.VerdictFail, Date: "2026-11-24", Library: "v0.1.0",
		Site: zones.SiteReport{ID: "A-1", AreaM2: m2(site), Properties: properties(t, "XMMC", "测试\x1b[31m项目"), Regions: []zones.RegionReport{
			{Code: "371502", Name: "东昌府区", AreaM2: m2(30_000), Share: share(30_000), Lines: []zones.RegionLine{{Line: rules.Farmland, OverlapM2: m2(12_345.675)}},
				Properties: properties(t, "XZQMC", "东昌府区", "责任规划师", "第一小组")},
			{Code: "371524", Name: "东阿县", AreaM2: m2(9_999.3177), Share: share(9_999.3177)},
		}},
		Project: rules.Project{Class: "transport", Linear: true},
		Lines: []zones.LineReport{
			{Line: rules.Farmland, Status: rules.Prohibited, OverlapM2: m2(12_345.675), DoubleCountedM2: m2(5.5), NotCheckedM2: m2(0), Share: share(12_345.675),
				SubZones: []zones.SubZoneReport{{SubZone: rules.Other, Status: rules.Prohibited, OverlapM2: m2(12_345.675), Share: share(12_345.675)}}},
			{Line: rules.Ecology, Status: rules.Negligible, OverlapM2: m2(0.4321), DoubleCountedM2: m2(0), NotCheckedM2: m2(0), Share: share(0.4321),
				SubZones: []zones.SubZoneReport{{SubZone: rules.General, Status: rules.Negligible, OverlapM2: m2(0.4321), Share: share(0.4321)}},
				Ignored:  []zones.FeatureReport{{ID: "HX-9", SubZone: rules.General, OverlapM2: m2(0.4321), MeanWidthM: m2(0.0123), LengthM: m2(35.13), At: &zones.Location{Lon: 116.1234567, Lat: 36.5}}}},
			{Line: rules.Development, Status: rules.NotChecked, OverlapM2: m2(20_000), DoubleCountedM2: m2(0), OutsideM2: m2(15_000), NotCheckedM2: m2(4_999.3177), Share: share(20_000),
				SubZones: []zones.SubZoneReport{{SubZone: rules.Concentrated, Status: rules.Within, OverlapM2: m2(18_000), Share: share(18_000)}, {SubZone: rules.Flexible, Status: rules.Conditional, OverlapM2: m2(2_000), Share: share(2_000)}},
				Features: []zones.FeatureReport{{ID: "KF-1", SubZone: rules.Concentrated, OverlapM2: m2(18_000)}, {ID: "KF-2", SubZone: rules.Flexible, OverlapM2: m2(2_000)}},
				Reasons:  []zones.Reason{{Code: "layer.coverage", Text: "4999.3177 m² of the site lie outside what the layer covers", Values: map[string]string{"area": "4999.3177"}}}},
			{Line: "x_noise", Status: rules.NotInvolved, OverlapM2: m2(0), DistanceM: m2(1234.567), Share: share(0), Nearest: []zones.NearReport{{ID: "Z-7", SubZone: rules.Other, DistanceM: m2(1234.567)}}},
		},
		Findings: []zones.Finding{
			{Rule: "farmland", Origin: "cn", Line: rules.Farmland, Status: rules.Prohibited, OverlapM2: m2(12_345.675),
				Procedure: message.Text{ZH: "任何单位和个人不得擅自占用或者改变用途。", EN: "Nobody may occupy it."}, Authority: message.Text{ZH: "国务院", EN: "State Council"},
				Remedy: message.Text{ZH: "避让。", EN: "Move the site."}, Citations: []rules.Citation{law, {Title: "永久基本农田保护红线管理办法", Number: "令第17号"}},
				Parameters: []rules.Parameter{{ID: "share_max", Value: 0.15, Unit: "share", Source: "市级指南附件"}}},
			{Rule: "flexible", Origin: "cn", Line: rules.Development, SubZone: rules.Flexible, Status: rules.Conditional, OverlapM2: m2(2_000), Procedure: message.Text{ZH: "只有中文"}},
			{Rule: "outside", Origin: "cn", Line: rules.Development, Outside: true, Area: "东阿县补充规则", Status: rules.Conditional, OverlapM2: m2(15_000)},
		},
		Caps: []zones.CapReport{
			{ID: "max", Title: message.Text{ZH: "城镇开发边界不超过 222 平方公里", EN: "boundary at most 222 km²"}, Kind: zones.CapMax, Line: rules.Development, Region: "371502",
				LimitM2: m2(222e6), UsedM2: m2(221.99e6), RequestedM2: m2(20_000), RemainingM2: m2(-10_000), Difference: m2(-12.5), Holds: &no, Citations: []rules.Citation{law}},
			{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: m2(1e8), UsedM2: m2(1.1e8), RequestedM2: m2(0), RemainingM2: m2(1e7), Holds: &yes},
			{ID: "unknown", Kind: zones.CapRatio, Line: rules.Development, SubZone: rules.Flexible, LimitM2: m2(1)},
		},
		RuleSet: rules.SetName{ID: "cn", Version: "1", Title: message.Text{ZH: "测试规则", EN: "test rules"}, Jurisdiction: "CN", Supplements: []string{"sd 2"}},
		Layers: []zones.LayerReport{
			{Line: rules.Farmland, Source: "市自然资源和规划局", Date: "2026-06-30", Version: "2026.1", Digest: strings.Repeat("0123456789abcdef", 4), Features: 12_345},
			{Line: rules.Development, Source: "boundary.geojson", Digest: "ff"},
		},
		Notes: []zones.ReportNote{
			{Code: "ring.closed", Text: "ring was not closed; it now ends where it begins", Place: &message.Place{File: "a.geojson", Line: 3, Feature: "A-1", Ring: 2}, Count: 3},
			{Code: "layer.no_date", Text: "the plan does not say the date of the layer", Place: &message.Place{File: "boundary.geojson"}, Count: 1, Warning: true},
			{Code: "unheard.of", Text: "something that is not in the table", Count: 2},
		},
		Plan: "测试方案",
		Quota: []zones.QuotaReport{
			{Region: "371502", Account: "3715", Period: 2026, RequestedHa: "1.5000", AvailableHa: "1234.0000", RemainingHa: "1232.5000", Holds: true},
			{Region: "371524", Account: "371524", Period: 2026, RequestedHa: "1.0000", AvailableHa: "0.2500", RemainingHa: "-0.7500"},
		},
		Explain: []zones.Explanation{
			{Line: rules.Farmland, SubZone: rules.Other, Rules: []rules.Trace{
				{Rule: "farmland", Origin: "cn", Title: message.Text{ZH: "不得占用", EN: "no use"}, Status: rules.Prohibited, Outcome: "decides"},
				{Rule: "more", Origin: "cn", Title: message.Text{ZH: "补充", EN: "addition"}, Outcome: "adds"},
				{Rule: "general", Origin: "cn", Title: message.Text{ZH: "一般", EN: "general"}, Outcome: "overridden", By: "farmland"},
				{Rule: "list", Origin: "cn", Title: message.Text{ZH: "重大项目", EN: "major project"}, Outcome: "nearly", Failed: []message.Text{{ZH: "“列入国家重大项目”应为是，实为否", EN: "national_list must be true, is false"}}},
				{Rule: "other", Origin: "cn", Outcome: "unmatched"}}},
			{Line: rules.Development, SubZone: rules.Other, Outside: true, Area: "东阿县补充规则"},
		},
		Cure: &zones.Cure{AreaM2: m2(27_653.6427), RemovedM2: m2(12_345.675), Pieces: []zones.CurePiece{{AreaM2: m2(27_600), MeanWidthM: m2(80), Usable: true}, {AreaM2: m2(53.6427), MeanWidthM: m2(0.5)}}},
	}
	for _, id := range []string{"T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10"} {
		r.Lines[0].Features = append(r.Lines[0].Features, zones.FeatureReport{ID: id, SubZone: rules.Other, OverlapM2: m2(1235.1175)})
	}
	r.Lines[1].Tolerance = rules.Tolerance{AreaM2: 1, Share: 0.001, MeanWidthM: 0.05}
	r.Lines[2].OutsideGeometry = json.RawMessage(`{"type":"MultiPolygon","coordinates":[[[[116.0015,36.0015],[116.002,36.0015],[116.002,36.002],[116.0015,36.0015]]]]}`)
	r.Cure.Geometry = json.RawMessage(`{"type":"MultiPolygon","coordinates":[[[[116,36.001],[116.002,36.001],[116.002,36.002],[116,36.002],[116,36.001]]]]}`)
	r.Lines[0].Geometry = json.RawMessage(`{"type":"MultiPolygon","coordinates":[[[[116,36],[116.001,36],[116.001,36.001],[116,36]]]]}`)
	return r
}

// passing is a report with little in it.
func passing() *zones.Report {
	m2 := zones.Known[float64]
	r := &zones.Report{Schema: "sanxian-report/1", Verdict: zones.VerdictPass, Date: "2026-11-24", Site: zones.SiteReport{ID: "=B<2>", AreaM2: m2(100)}}
	for _, l := range rules.ThreeLines {
		r.Lines = append(r.Lines, zones.LineReport{Line: l, Status: rules.NotInvolved, OverlapM2: m2(0), Share: zones.ShareOf(0.0, 100.0)})
	}
	r.Lines[2] = zones.LineReport{Line: rules.Development, Status: rules.Within, OverlapM2: m2(100), OutsideM2: m2(0), Share: zones.ShareOf(1.0, 1.0)}
	return r
}

// unknown is a report without any layer.
func unknown() *zones.Report {
	r := &zones.Report{Schema: "sanxian-report/1", Verdict: zones.VerdictNotChecked, Site: zones.SiteReport{ID: "C", AreaM2: zones.Known(100.0)}}
	for _, l := range rules.ThreeLines {
		r.Lines = append(r.Lines, zones.LineReport{Line: l, Status: rules.NotChecked, Reasons: []zones.Reason{{Code: "layer.missing", Text: "there is no layer of this line"}}})
	}
	return r
}

func stream(reports ...*zones.Report) iter.Seq2[*zones.Report, error] {
	return func(yield func(*zones.Report, error) bool) {
		for _, r := range reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestText(t *testing.T) {
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		for name, r := range map[string]*zones.Report{"full": full(t), "passing": passing(), "unknown": unknown()} {
			var b bytes.Buffer
			require.NoError(t, Text(&b, lang, r))
			golden(t, name+"."+string(lang)+".txt", b.Bytes())
			assert.NotContains(t, b.String(), "\x1b")
			assert.NotContains(t, b.String(), "\u00a0")
		}
	}
}

func TestBatch(t *testing.T) {
	all := func() iter.Seq2[*zones.Report, error] { return stream(full(t), passing(), unknown(), passing()) }
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		var b bytes.Buffer
		s, err := WriteText(&b, lang, all())
		require.NoError(t, err)
		golden(t, "batch."+string(lang)+".txt", b.Bytes())
		assert.Equal(t, 4, s.Sites)
		b.Reset()
		_, err = WriteTable(&b, lang, CSV, all())
		require.NoError(t, err)
		golden(t, "batch."+string(lang)+".csv", b.Bytes())
	}
	var b bytes.Buffer
	_, err := WriteGeoJSON(&b, all())
	require.NoError(t, err)
	require.True(t, json.Valid(b.Bytes()))
	golden(t, "batch.geojson", b.Bytes())
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	s, err := WriteJSON(&b, stream(full(t), unknown(), passing()))
	require.NoError(t, err)
	assert.Equal(t, 3, s.Sites)
	var out struct {
		Reports []json.RawMessage
		Summary struct {
			Sites     int
			Verdicts  map[string]int
			OverlapM2 map[string]*float64 `json:"overlap_m2"`
		}
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &out))
	assert.Len(t, out.Reports, 3)
	assert.Equal(t, map[string]int{"pass": 1, "conditional": 0, "not_checked": 1, "fail": 1}, out.Summary.Verdicts)
	assert.Equal(t, 20_100.0, *out.Summary.OverlapM2["urban_development_boundary"])
	assert.Contains(t, b.String(), `"=B<2>"`, "people's texts are not escaped")

	b.Reset()
	_, err = WriteJSON(&b, stream())
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b.Bytes(), &out))
	assert.Empty(t, out.Reports)
}

// What comes before an error is written, and the error comes back.
func TestStreamError(t *testing.T) {
	refused := errors.New("refused")
	broken := func(yield func(*zones.Report, error) bool) {
		_ = yield(passing(), nil) && yield(nil, refused)
	}
	for name, write := range map[string]func(*bytes.Buffer) (*zones.Summary, error){
		"text":    func(b *bytes.Buffer) (*zones.Summary, error) { return WriteText(b, message.Chinese, broken) },
		"json":    func(b *bytes.Buffer) (*zones.Summary, error) { return WriteJSON(b, broken) },
		"geojson": func(b *bytes.Buffer) (*zones.Summary, error) { return WriteGeoJSON(b, broken) },
		"csv":     func(b *bytes.Buffer) (*zones.Summary, error) { return WriteTable(b, message.Chinese, CSV, broken) },
	} {
		var b bytes.Buffer
		s, err := write(&b)
		assert.ErrorIs(t, err, refused, name)
		assert.Equal(t, 1, s.Sites, name)
		assert.NotEmpty(t, b.String(), name)
		assert.False(t, json.Valid(b.Bytes()), "%s: half a result must not look whole", name)
	}
}
