package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/examples/internal/command"
)

// mislabelled writes the square as a Shapefile in GBK whose .cpg says Big5.
func mislabelled(t *testing.T, dir, name string) string {
	t.Helper()
	in, err := os.Open(save("square.geojson", dir, square))
	require.NoError(t, err)
	defer in.Close()
	all, err := boundary.Collect(geojson.Read(context.Background(), in, nil))
	require.NoError(t, err)
	all[0].ID = "永久基本农田"
	all[0].Properties, err = boundary.NewProperties("BSM", "永久基本农田", "MC", "永久基本农田保护图斑")
	require.NoError(t, err)
	path := filepath.Join(dir, name)
	require.NoError(t, shapefile.Write(path, boundary.All(all), &shapefile.WriteOptions{Encoding: "GBK"}))
	require.NoError(t, os.WriteFile(path[:len(path)-3]+"cpg", []byte("BIG5"), 0o600))
	return path
}

// The encoding that is given counts, whatever .cpg and .dbf say.
func TestEncoding(t *testing.T) {
	dir := t.TempDir()
	shp, plain := mislabelled(t, dir, "a.shp"), save("plain.geojson", dir, square)
	plan := func(encoding, path string) string {
		return save("plan.json", dir, `{"schema":"sanxian-plan/1","layers":[{"line":"permanent_basic_farmland","path":"`+path+`"`+encoding+`}]}`)
	}
	const name = "永久基本农田"
	for _, c := range []struct {
		title   string
		args    []string
		legible bool
	}{
		{"layer as the file says", []string{"-farmland", shp, "-site", plain}, false},
		{"layer", []string{"-farmland", shp, "-site", plain, "-encoding", "GBK"}, true},
		{"site as the file says", []string{"-farmland", plain, "-site", shp}, false},
		{"site", []string{"-farmland", plain, "-site", shp, "-site-encoding", "gbk"}, true},
		{"both", []string{"-farmland", shp, "-site", shp, "-encoding", "GB18030"}, true},
		{"plan", []string{"-plan", plan(`,"encoding":"GBK"`, "a.shp"), "-site", plain}, true},
	} {
		code, out, errs := sitecheck(t, append(c.args, "-format", "json")...)
		require.Equal(t, command.Done, code, "%s: %s", c.title, errs)
		if c.legible {
			assert.Contains(t, out, `"`+name+`"`, c.title)
		} else {
			assert.NotContains(t, out, `"`+name+`"`, c.title)
		}
	}
	code, out, errs := sitecheck(t, "-plan", plan("", "plain.geojson"), "-site", shp, "-encoding", "GBK", "-format", "json")
	require.Equal(t, command.Done, code, errs)
	assert.Contains(t, out, `"`+name+`"`, "with -plan it is for the sites")
}

// An encoding that could be of nothing is refused.
func TestEncodingUnused(t *testing.T) {
	dir := t.TempDir()
	shp, plain := mislabelled(t, dir, "a.shp"), save("plain.geojson", dir, square)
	bare := filepath.Join(dir, "bare.shp")
	content, err := os.ReadFile(shp)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(bare, content, 0o600))
	txt := save("a.txt", dir, "J1,4035000,39409000\nJ2,4035100,39409000\nJ3,4035100,39409100\n")
	wkt := save("a.wkt", dir, "POLYGON((116 36.4,116.001 36.4,116.001 36.401,116 36.4))")
	plan := save("plan.json", dir, `{"schema":"sanxian-plan/1","layers":[{"line":"permanent_basic_farmland","path":"plain.geojson","encoding":"GBK"}]}`)
	for _, c := range []struct {
		code   int
		zh, en string
		args   []string
	}{
		{command.Failed, "plain.geojson：指定了编码 GBK", "plain.geojson: the encoding GBK is given", []string{"-farmland", plain, "-site", shp, "-encoding", "GBK"}},
		{command.Failed, "-site-encoding", "-site-encoding", []string{"-farmland", plain, "-site", shp, "-encoding", "GBK"}},
		{command.Failed, "只有 Shapefile", "only the attributes of a Shapefile", []string{"-farmland", shp, "-site", plain, "-site-encoding", "GBK"}},
		{command.Failed, "a.txt：指定了编码", "a.txt: the encoding", []string{"-farmland", shp, "-site", txt, "-site-encoding", "GBK"}},
		{command.Failed, "a.wkt：指定了编码", "a.wkt: the encoding", []string{"-farmland", shp, "-site", wkt, "-site-encoding", "GBK"}},
		{command.Failed, "只有 Shapefile", "only the attributes of a Shapefile", []string{"-plan", plan, "-site", plain}},
		{command.Failed, "没有 .dbf", "there is no .dbf", []string{"-farmland", bare, "-site", plain, "-encoding", "GBK"}},
		{command.Failed, "不认识编码 klingon", "the encoding klingon is not known", []string{"-farmland", shp, "-site", plain, "-encoding", "klingon"}},
		{command.Misused, "演示", "demo", []string{"-encoding", "GBK"}},
	} {
		for lang, text := range map[string]string{"zh": c.zh, "en": c.en} {
			code, _, errs := sitecheck(t, append(c.args, "-lang", lang)...)
			assert.Equal(t, c.code, code, "%v %s", c.args, errs)
			assert.Contains(t, errs, text, "%v", c.args)
		}
	}
}
