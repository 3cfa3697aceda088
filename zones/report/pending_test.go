package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// claimedBy gives a report pending sites.
func claimedBy(r *zones.Report, of int, double zones.Amount, total zones.Amount, claims ...zones.PendingClaim) *zones.Report {
	site, _ := r.Site.AreaM2.Value()
	r.Pending = &zones.PendingReport{Sites: of, OverlapM2: total, DoubleCountedM2: double, Claims: claims}
	for i, c := range claims {
		if v, ok := c.OverlapM2.Value(); ok {
			claims[i].Share = zones.ShareOf(v, site)
		}
	}
	if v, ok := total.Value(); ok {
		r.Pending.Share = zones.ShareOf(v, site)
	}
	return r
}

// A report with something in every section, and pending sites: text, page, table and
// sequence say who claims the land, in both languages.
func TestPending(t *testing.T) {
	m2 := zones.Known[float64]
	all := []*zones.Report{
		claimedBy(full(t), 57, m2(250.5), m2(5_000.25),
			zones.PendingClaim{ID: "ZB-2026-003", Name: "测试\x1b[31m学校", OverlapM2: m2(5_000.25)}, zones.PendingClaim{ID: "=ZB", OverlapM2: m2(250.5)}),
		claimedBy(passing(), 1, m2(0), m2(0.004), zones.PendingClaim{ID: "A", OverlapM2: m2(0.004)}),
		claimedBy(passing(), 12, m2(0), m2(0)),
		claimedBy(unknown(), 3, zones.Amount{}, zones.Amount{}, zones.PendingClaim{ID: "A", OverlapM2: m2(7)}, zones.PendingClaim{ID: "B"}),
		claimedBy(unknown(), 3, zones.Amount{}, zones.Amount{}),
		passing(),
	}
	for _, lang := range []message.Lang{message.Chinese, message.English} {
		var b bytes.Buffer
		for _, r := range all {
			require.NoError(t, Text(&b, lang, r))
		}
		golden(t, "pending."+string(lang)+".txt", b.Bytes())
		assert.NotContains(t, b.String(), "\x1b")
		b.Reset()
		_, err := WriteTable(&b, lang, CSV, stream(all...))
		require.NoError(t, err)
		golden(t, "pending."+string(lang)+".csv", b.Bytes())
		b.Reset()
		_, err = WriteHTML(&b, lang, func(yield func(Sheet, error) bool) { yield(Sheet{Report: all[0]}, nil) })
		require.NoError(t, err)
		assert.Contains(t, b.String(), lang.Pick("在办项目</h2>", "Pending sites</h2>"))
		assert.Contains(t, b.String(), "ZB-2026-003")
		b.Reset()
		require.NoError(t, WriteSequence(&b, lang, &zones.Sequence{Steps: all[:3]}))
		assert.Contains(t, b.String(), "ZB-2026-003")
		assert.Equal(t, 3, strings.Count(b.String(), lang.Pick("个在办项目比对", "pending site")))
	}
}
