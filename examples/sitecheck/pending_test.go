package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/zones"
)

// plots are squares of a thousandth of a degree, each so many of them east of 116°.
func plots(east map[string]string) string {
	var all []string
	for id, x := range east {
		all = append(all, `{"type":"Feature","id":"`+id+`","properties":{"XMMC":"项目`+id+`"},"geometry":{"type":"Polygon","coordinates":[[[116.00`+x+`0,36.4],[116.00`+x+`9,36.4],[116.00`+x+`9,36.401],[116.00`+x+`0,36.401],[116.00`+x+`0,36.4]]]}}`)
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(all, ",") + `]}`
}

func TestPending(t *testing.T) {
	dir := t.TempDir()
	site := save("site.geojson", dir, plots(map[string]string{"A": "1"}))
	pending := save("pending.geojson", dir, plots(map[string]string{"A": "1", "B": "1", "far": "5"}))
	_, plain, _ := sitecheck(t, "-site", site, "-format", "json")
	assert.NotContains(t, plain, `"pending"`)
	code, out, errs := sitecheck(t, "-site", site, "-pending", pending, "-format", "json", "-fail-on", "pass")
	require.Equal(t, command.Done, code, errs)
	var result struct{ Reports []zones.Report }
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	p := result.Reports[0].Pending
	assert.Equal(t, 2, p.Sites)
	require.Len(t, p.Claims, 1)
	assert.Equal(t, "项目B", p.Claims[0].Name)
	assert.Equal(t, result.Reports[0].Site.AreaM2, p.Claims[0].OverlapM2)

	for _, args := range [][]string{{}, {"-lang", "en"}, {"-format", "csv"}, {"-format", "html"}, {"-sequence"}} {
		_, out, errs := sitecheck(t, append([]string{"-site", site, "-pending", pending}, args...)...)
		assert.Empty(t, errs)
		assert.Contains(t, out, "B", args)
		assert.Regexp(t, "在办项目|[Pp]ending site", out, args)
	}

	twice := save("twice.geojson", dir, strings.Replace(plots(map[string]string{"B": "1", "C": "1"}), `"id":"C"`, `"id":"B"`, 1))
	code, _, errs = sitecheck(t, "-site", site, "-pending", twice)
	assert.Equal(t, command.Failed, code)
	assert.Contains(t, errs, `编号 "B" 重复`)
	code, _, errs = sitecheck(t, "-site", site, "-pending", save("none.geojson", dir, "{"))
	assert.Equal(t, command.Failed, code)
	assert.Contains(t, errs, "none.geojson")
	code, _, errs = sitecheck(t, "-site", site, "-pending", pending, "-o", pending)
	assert.Equal(t, command.Failed, code)
	assert.Contains(t, errs, "是输入文件")
	code, _, errs = sitecheck(t, "-farmland", site, "-site", site, "-pending", pending, "-site-crs", "EPSG:2")
	assert.Equal(t, command.Misused, code, errs)
}
