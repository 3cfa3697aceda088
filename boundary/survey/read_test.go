package survey

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

func utf16Text(s string, big bool, mark bool) string {
	var b strings.Builder
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if big {
			b.WriteByte(byte(u >> 8))
			b.WriteByte(byte(u))
		} else {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}

func TestReadNominal(t *testing.T) {
	r := readText(head+plot+strings.ReplaceAll(plot, "A1", "A2"), nil)
	require.NoError(t, r.err)
	require.Len(t, r.features, 2)
	require.Empty(t, r.codes())
	f := r.features[0]
	require.Equal(t, "A1", f.ID)
	require.Equal(t, "A2", r.features[1].ID)
	require.Equal(t, 4527, f.Boundary.Frame().EPSG())
	requirePlot(t, f, plotPoints)
	require.JSONEq(t, `{"界址点数":"5","地块面积":"2.0000","地块编号":"A1","地块名称":"地块甲","记录图形属性":"面","图幅号":"I50G001","地块用途":"工业","地类编码":"0601"}`, string(f.Properties))
	require.Len(t, r.headers, 1)
	require.Equal(t, "UTF-8", r.headers[0].Encoding)
	require.Len(t, r.headers[0].Entries, 10)
	require.Equal(t, "自然资源部", r.headers[0].Get(KeyProducer))
	require.Equal(t, HeaderLine{"属性描述", "带号", "39", 9}, r.headers[0].Entries[7])
}

// Every way to write the same plot reads as the same plot.
func TestReadSamePlot(t *testing.T) {
	file := head + plot
	tests := map[string]string{
		"GBK":                gbk(t, file),
		"GBK CRLF":           gbk(t, strings.ReplaceAll(file, "\n", "\r\n")),
		"CR":                 strings.ReplaceAll(file, "\n", "\r"),
		"no line end":        strings.TrimSuffix(file, "\n"),
		"UTF-8 BOM":          "\ufeff" + file,
		"UTF-16LE":           utf16Text(file, false, true),
		"UTF-16BE":           utf16Text(file, true, true),
		"UTF-16LE CRLF":      utf16Text(strings.ReplaceAll(file, "\n", "\r\n"), false, true),
		"end mark of DOS":    file + "\x1a",
		"no header":          "[地块坐标]\n" + plot,
		"no section":         plot,
		"full-width square":  strings.NewReplacer("[", "［", "]", "］").Replace(file),
		"black brackets":     strings.NewReplacer("[", "【", "]", "】").Replace(file),
		"full-width version": strings.Replace(file, "1.01版本", "1．01版本", 1),
		"extension first":    "[项目信息]\n项目名称=某某厂房\n一行说明,1,2\n" + file,
		"other order":        "[属性描述]\n带号=39\n自定义=x=y\n坐标系=CGCS2000\n\n[地块坐标]\n" + plot,
		"empty zone":         strings.Replace(file, "带号=39", "带号=", 1),
		"zone is width":      strings.Replace(file, "带号=39", "带号=3", 1),
		"分带":                 strings.Replace(file, "几度分带=3", "分带=3度带", 1),
		"no parameters":      strings.Replace(file, "0,0,0,0,0,0,0", ",,,,,,", 1),
		"identity":           strings.Replace(file, "0,0,0,0,0,0,0", "0,0,0,0,0,0,1", 1),
		"full-width digits":  strings.Replace(file, "4035100.00,39409200.00", "４０３５１００．００，３９４０９２００。００", 1),
		"full-width comma":   strings.ReplaceAll(file, ",1,", "，１，"),
		"full-width at":      strings.ReplaceAll(file, "@", "＠"),
		"blanks":             strings.NewReplacer("J", "  J", ",403", ", 403", ",394", " ,\u3000394", ",@", ", @  ").Replace(file),
		"braces":             strings.NewReplacer("J", "{J", "00.00\n", "00.00}\n").Replace(file),
		"trailing comma":     strings.NewReplacer("00.00\n", "00.00,\n", "@\n", "@,\n").Replace(file),
		"blank lines":        strings.ReplaceAll(file, "\n", "\n\n"),
		"tabs":               strings.NewReplacer(",1,", "\t1\t", "0,3", "0\t3").Replace(file),
		"no J":               strings.ReplaceAll(file, "J", ""),
		"J01":                strings.ReplaceAll(file, "\nJ", "\nJ0"),
		"no names":           strings.NewReplacer("J1,", ",", "J2,", ",", "J3,", ",", "J4,", ",").Replace(file),
		"no closing point":   strings.TrimSuffix(file, "J1,1,4035000.00,39409000.00\n"),
		"closed twice":       strings.TrimSuffix(file, "\n") + "\nJ1,1,4035000.00,39409000.00\n",
		"ring 4":             strings.NewReplacer(",1,4", ",4,4").Replace(file),
		"ring nonsense":      strings.NewReplacer(",1,4", ",外,4").Replace(file),
		"ring 1 and 01":      strings.Replace(file, "J3,1,", "J3,01,", 1),
		"empty ring":         strings.Replace(file, "J3,1,", "J3,,", 1),
		"no ring":            strings.ReplaceAll(file, ",1,4", ",4"),
		"fifth field":        strings.ReplaceAll(file, "00.00\n", "00.00,31.5\n"),
		"count open":         strings.Replace(file, "5,2.0000", "4,2.0000", 1),
		"count 0":            strings.Replace(file, "5,2.0000", "0,2.0000", 1),
		"count empty":        strings.Replace(file, "5,2.0000", ",2.0000", 1),
		"area empty":         strings.Replace(file, "5,2.0000", "5,", 1),
		"area 0":             strings.Replace(file, "5,2.0000", "5,0.00", 1),
		"area in text":       strings.Replace(file, "2.0000", "2.0公顷", 1),
		"area in m² text":    strings.Replace(file, "2.0000", "20000 ㎡", 1),
		"area truncated":     strings.Replace(file, "2.0000", "1.9996", 1),
		"comma forgotten":    strings.Replace(file, ",面,I50G001,工业,0601,@", ",面@", 1),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			r := readText(text, nil)
			require.NoError(t, r.err)
			require.Len(t, r.features, 1)
			require.Equal(t, "A1", r.features[0].ID)
			require.Equal(t, "地块甲", r.features[0].Properties.Text(FieldName))
			require.Equal(t, 4527, r.features[0].Boundary.Frame().EPSG())
			requirePlot(t, r.features[0], plotPoints)
			require.Empty(t, r.codes())
		})
	}
}

// What contradicts itself is read, and said.
func TestReadNoted(t *testing.T) {
	file := head + plot
	plain := strings.ReplaceAll(file, ",39409", ",409")
	tests := map[string]struct {
		text, code string
		warning    bool
	}{
		"zone":             {strings.Replace(file, "带号=39", "带号=38", 1), "survey.zone_differs", true},
		"width":            {strings.Replace(file, "几度分带=3", "几度分带=6", 1), "survey.width_differs", true},
		"width of 6":       {strings.NewReplacer(",394", ",204", "带号=39", "带号=20").Replace(file), "survey.width_differs", true},
		"plain zone width": {strings.Replace(plain, "几度分带=3", "几度分带=6", 1), "survey.width_differs", true},
		"WGS84":            {strings.Replace(file, "2000国家大地坐标系", "WGS84坐标系", 1), "survey.wgs84", false},
		"transform":        {strings.Replace(file, "0,0,0,0,0,0,0", "12.5,0,0,0,0,0,0", 1), "survey.transform", true},
		"count":            {strings.Replace(file, "5,2.0000", "66,2.0000", 1), "survey.count", true},
		"count no number":  {strings.Replace(file, "5,2.0000", "五,2.0000", 1), "survey.count", true},
		"area":             {strings.Replace(file, "5,2.0000", "5,2.1", 1), "survey.area", true},
		"area unit":        {strings.Replace(file, "5,2.0000", "5,2公顷", 1), "", false},
		"area wrong unit":  {strings.Replace(file, "5,2.0000", "5,2.0000平方米", 1), "survey.area", true},
		"area in m²":       {strings.Replace(file, "5,2.0000", "5,20000.5", 1), "survey.area_unit", false},
		"area in mu":       {strings.Replace(file, "5,2.0000", "5,30.00", 1), "survey.area_unit", false},
		"area text":        {strings.Replace(file, "5,2.0000", "5,待定", 1), "survey.area_text", false},
		"line":             {strings.Replace(file, ",面,", ",线,", 1), "survey.kind", true},
		"no @":             {strings.Replace(file, ",@", "", 1), "survey.no_at", false},
		"no @, comma":      {strings.Replace(file, "@", "", 1), "survey.no_at", false},
		"UTF-16 unmarked":  {utf16Text(file, false, false), "survey.encoding", false},
		"UTF-16BE, too":    {utf16Text(file, true, false), "survey.encoding", false},
		"bad byte":         {strings.Replace(file, "工业", "工\xff业", 1), "survey.encoding_damaged", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := readText(test.text, nil)
			require.NoError(t, r.err)
			require.Len(t, r.features, 1)
			require.Equal(t, "A1", r.features[0].ID)
			require.Equal(t, "地块甲", r.features[0].Properties.Text(FieldName))
			if test.code == "" {
				require.Empty(t, r.codes())
				return
			}
			n := r.note(t, test.code)
			require.Equal(t, test.warning, n.Warning)
			require.Equal(t, "test.txt", n.Place.File)
			require.NotContains(t, n.Text, "{")
		})
	}
}

func TestReadRefused(t *testing.T) {
	file := head + plot
	tests := map[string]struct {
		text  string
		class error
		code  string
		line  int
	}{
		"empty":             {"", message.ErrSyntax, "survey.not_survey", 0},
		"prose":             {"这是一封信\n没有坐标。\n", message.ErrSyntax, "survey.not_survey", 0},
		"no number":         {strings.Replace(file, "39409200.00\nJ3", "394O9200.00\nJ3", 1), message.ErrSyntax, "survey.number", 15},
		"NaN":               {strings.Replace(file, "4035100.00", "NaN", 1), message.ErrSyntax, "survey.number", 16},
		"hexadecimal":       {strings.Replace(file, "4035100.00", "0x10p4", 1), message.ErrSyntax, "survey.number", 16},
		"overflow":          {strings.Replace(file, "4035100.00", "1e999", 1), message.ErrSyntax, "survey.number", 16},
		"no coordinate":     {strings.Replace(file, "J3,1,4035100.00,39409200.00", "J3,1,4035100.00", 1), message.ErrSyntax, "survey.fields", 16},
		"one field":         {strings.Replace(file, "J3,1,4035100.00,39409200.00", "J3", 1), message.ErrSyntax, "survey.line", 16},
		"prose in points":   {strings.Replace(file, "J3,", "此处有误,", 1) + "说明\n", message.ErrSyntax, "survey.line", 19},
		"Xi'an":             {strings.Replace(file, "2000国家大地坐标系", "1980西安坐标系", 1), boundary.ErrFrame, "survey.datum", 5},
		"80":                {strings.Replace(file, "2000国家大地坐标系", "80国家大地坐标系", 1), boundary.ErrFrame, "survey.datum", 5},
		"Beijing":           {strings.Replace(file, "2000国家大地坐标系", "1954北京坐标系", 1), boundary.ErrFrame, "survey.datum", 5},
		"XA80":              {strings.Replace(file, "2000国家大地坐标系", "XA80", 1), boundary.ErrFrame, "survey.datum", 5},
		"国家80":              {strings.Replace(file, "2000国家大地坐标系", "国家80", 1), boundary.ErrFrame, "survey.datum", 5},
		"BJ54":              {strings.Replace(file, "2000国家大地坐标系", "BJ54", 1), boundary.ErrFrame, "survey.datum", 5},
		"ellipsoid":         {strings.Replace(file, "带号=39", "带号=39\n参考椭球=克拉索夫斯基", 1), boundary.ErrFrame, "survey.datum", 10},
		"code of another":   {strings.Replace(file, "2000国家大地坐标系", "EPSG:2362", 1), boundary.ErrFrame, "survey.datum_unknown", 5},
		"zone in name":      {strings.Replace(file, "2000国家大地坐标系", "CGCS2000 第38带", 1), boundary.ErrFrame, "survey.zone_name", 5},
		"meridian in name":  {strings.Replace(file, "2000国家大地坐标系", "2000国家大地坐标系，中央子午线120°", 1), boundary.ErrFrame, "survey.meridian_zone", 5},
		"minutes in name":   {strings.NewReplacer("2000国家大地坐标系", "2000国家大地坐标系，中央子午线120°40′", "带号=39", "带号=", ",39409", ",409").Replace(file), boundary.ErrFrame, "survey.meridian", 5},
		"local":             {strings.Replace(file, "2000国家大地坐标系", "聊城地方坐标系", 1), boundary.ErrFrame, "survey.datum_unknown", 5},
		"a city's":          {strings.Replace(file, "2000国家大地坐标系", "温州2000坐标系", 1), boundary.ErrFrame, "survey.datum_unknown", 5},
		"a city's letters":  {strings.Replace(file, "2000国家大地坐标系", "WZ2000", 1), boundary.ErrFrame, "survey.datum_unknown", 5},
		"minutes":           {strings.NewReplacer("带号=39", "中央子午线=120°40′", ",39409", ",409").Replace(file), boundary.ErrFrame, "survey.meridian", 9},
		"decimals":          {strings.NewReplacer("带号=39", "中央子午线=120.6667", ",39409", ",409").Replace(file), boundary.ErrFrame, "survey.meridian", 9},
		"half a degree":     {strings.NewReplacer("带号=39", "中央子午线=117.5", ",39409", ",409").Replace(file), boundary.ErrFrame, "survey.meridian", 9},
		"118":               {strings.Replace(file, "带号=39", "中央子午线=118", 1), boundary.ErrFrame, "survey.meridian", 9},
		"another zone's":    {strings.Replace(file, "带号=39", "带号=39\n中央子午线=120", 1), boundary.ErrFrame, "survey.meridian_zone", 10},
		"minutes, seconds":  {"[属性描述]\n坐标系=2000国家大地坐标系\n计量单位=度分秒\n[地块坐标]\n4,,A1,地块一,面,,,,@\nJ1,1,36.2630,115.6130\nJ2,1,36.2630,115.5937\nJ3,1,36.2633,115.5937\nJ1,1,36.2630,115.5930\n", boundary.ErrFrame, "survey.not_sexagesimal", 6},
		"heading":           {"点号,界址坐标甲,界址坐标乙,圈号\nJ1,4035000,39409000,1\nJ2,4035000,39409100,1\nJ3,4035100,39409100,1\n", message.ErrSyntax, "survey.heading", 1},
		"GCJ-02":            {strings.Replace(file, "2000国家大地坐标系", "GCJ-02", 1), boundary.ErrFrame, "survey.encrypted", 5},
		"Mars":              {strings.Replace(file, "2000国家大地坐标系", "火星坐标系（由CGCS2000加偏）", 1), boundary.ErrFrame, "survey.encrypted", 5},
		"BD-09":             {strings.Replace(file, "2000国家大地坐标系", "百度BD09", 1), boundary.ErrFrame, "survey.encrypted", 5},
		"kilometres":        {strings.Replace(file, "计量单位=米", "计量单位=公里", 1), boundary.ErrFrame, "survey.unit", 8},
		"UTM":               {strings.Replace(file, "高斯克吕格", "UTM", 1), boundary.ErrFrame, "survey.projection", 7},
		"no zone":           {strings.NewReplacer("带号=39\n", "", ",39409", ",409").Replace(file), boundary.ErrFrame, "survey.zone", 13},
		"local coordinates": {strings.NewReplacer("4035", "5", ",39409", ",9").Replace(file), boundary.ErrFrame, "survey.axes", 14},
		"two zones":         {strings.Replace(file, "39409200.00\nJ4", "38409200.00\nJ4", 1), boundary.ErrFrame, "survey.zones", 16},
		"one row swapped":   {strings.Replace(file, "4035100.00,39409200.00", "39409200.00,4035100.00", 1), boundary.ErrFrame, "survey.axes_mixed", 16},
		"a digit missing":   {strings.Replace(file, "4035100.00,39409200.00", "4035100.00,3940920.00", 1), boundary.ErrFrame, "survey.axes_mixed", 16},
		"no points":         {head + "0,0,A1,x,面,,,,@\n" + plot, boundary.ErrGeometry, "survey.no_points", 13},
		"two points":        {strings.Join(strings.SplitAfter(file, "\n")[:15], ""), boundary.ErrGeometry, "ring.points", 14},
		"slip in X,Y":       {"4035000,3940900O\n4035000,39409200\n4035100,39409200\n", message.ErrSyntax, "survey.number", 1},
		"slip in X Y":       {"4035000 3940900O\n4035000 39409200\n4035100 39409200\n", message.ErrSyntax, "survey.number", 1},
		"slip after blank":  {"4035000 39409000\n4035000 39409200\n4035100 39409200\n\n4035000 3940900O\n", message.ErrSyntax, "survey.number", 5},
		"rows joined":       {strings.Replace(file, "39409000.00\nJ2,", "39409000.00J2,", 1), message.ErrSyntax, "survey.joined", 14},
		"later rows joined": {strings.Replace(file, "39409200.00\nJ3,", "39409200.00J3,", 1), message.ErrSyntax, "survey.number", 15},
		"rows with a comma": {strings.Replace(file, "39409200.00\nJ3,", "39409200.00,J3,", 1), message.ErrSyntax, "survey.joined", 15},
		"numbers joined":    {strings.ReplaceAll(strings.Replace(file, "39409200.00\nJ3,", "39409200.00J3,", 1), "J", ""), message.ErrSyntax, "survey.joined", 15},
		"X,Y,X,Y":           {"4035000,39409000\n4035000,39409200,4035100,39409200\n", message.ErrSyntax, "survey.joined", 2},
		"parcel and point":  {strings.Replace(file, "@\n", "@", 1), message.ErrSyntax, "survey.joined", 13},
		"point and parcel":  {strings.TrimSuffix(file, "\n") + plot, message.ErrSyntax, "survey.joined", 18},
		"many fields":       {head + plot + strings.Repeat("1,", 70), message.ErrLimit, "survey.fields_many", 19},
		"long header":       {strings.Repeat("a=1\n", maxEntries+1), message.ErrLimit, "survey.header_long", maxEntries + 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := readText(test.text, nil)
			require.ErrorIs(t, r.err, test.class)
			var e *message.Error
			require.ErrorAs(t, r.err, &e)
			assert.Equal(t, test.code, e.Code)
			assert.Equal(t, test.line, e.Place.Line, "%v", e)
			assert.Equal(t, "test.txt", e.Place.File)
			assert.NotContains(t, e.Text, "{")
		})
	}
}

func TestReadFrames(t *testing.T) {
	file := head + plot
	noZone := strings.NewReplacer("带号=39\n", "", ",39409", ",409").Replace(file)
	zone39, err := boundary.EPSG(4527)
	require.NoError(t, err)
	plain39, err := boundary.EPSG(4548)
	require.NoError(t, err)
	tests := map[string]struct {
		text  string
		frame *boundary.Frame
		epsg  int
		code  string
	}{
		"plain":                    {strings.ReplaceAll(file, ",39409", ",409"), nil, 4548, ""},
		"plain, swapped":           {swap(strings.ReplaceAll(file, ",39409", ",409")), nil, 4548, "survey.swapped"},
		"six degrees":              {strings.NewReplacer("几度分带=3", "几度分带=6", "带号=39", "带号=20", ",394", ",204").Replace(file), nil, 4498, ""},
		"six degrees, plain":       {strings.NewReplacer("几度分带=3", "几度分带=6", "带号=39", "带号=20", ",394", ",4").Replace(file), nil, 4509, ""},
		"meridian":                 {strings.NewReplacer("带号=39", "中央子午线=117°", ",39409", ",409").Replace(file), nil, 4548, ""},
		"zone in words":            {strings.NewReplacer("带号=39", "带号=第39带", ",39409", ",409").Replace(file), nil, 4548, ""},
		"given":                    {noZone, &plain39, 4548, ""},
		"given with prefix":        {noZone, &zone39, 4548, "survey.crs_prefix"},
		"given without prefix":     {file, &plain39, 4527, "survey.crs_prefix"},
		"given against the prefix": {strings.ReplaceAll(file, ",39409", ",40009"), &zone39, 4527, "survey.crs_overrules"},
		"given against the datum":  {strings.Replace(file, "2000国家大地坐标系", "1980西安坐标系", 1), &zone39, 4527, "survey.datum_overruled"},
		"given against UTM":        {strings.Replace(file, "高斯克吕格", "UTM", 1), &zone39, 4527, "survey.projection_overruled"},
		"given, low northing":      {strings.ReplaceAll(noZone, "4035", "1135"), &plain39, 4548, "survey.order_assumed"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := readText(test.text, &Options{Reading: boundary.Reading{Frame: test.frame}})
			require.NoError(t, r.err)
			require.Equal(t, test.epsg, r.features[0].Boundary.Frame().EPSG())
			if test.code == "" {
				require.Empty(t, r.codes())
			} else {
				r.note(t, test.code)
			}
		})
	}

	t.Run("given against degrees", func(t *testing.T) {
		r := readText("36.45,115.98\n36.46,115.98\n36.46,115.99\n", &Options{Reading: boundary.Reading{Frame: &zone39}})
		require.ErrorIs(t, r.err, boundary.ErrFrame)
		r = readText(file, &Options{Reading: boundary.Reading{Frame: &boundary.LonLat}})
		require.ErrorIs(t, r.err, boundary.ErrFrame)
	})
}

// swap exchanges the coordinates of point rows.
func swap(file string) string {
	rows := strings.Split(file, "\n")
	for i, line := range rows {
		if f := strings.Split(line, ","); len(f) == 4 && strings.HasPrefix(line, "J") {
			rows[i] = strings.Join([]string{f[0], f[1], f[3], f[2]}, ",")
		}
	}
	return strings.Join(rows, "\n")
}

func TestReadDegrees(t *testing.T) {
	for _, file := range []string{
		head + "4,,A,,面,,,,@\nJ1,1,36.45,115.98\nJ2,1,36.45,115.99\nJ3,1,36.46,115.99\nJ4,1,36.46,115.98\n",
		head + "4,,A,,面,,,,@\nJ1,1,115.98,36.45\nJ2,1,115.99,36.45\nJ3,1,115.99,36.46\nJ4,1,115.98,36.46\n",
	} {
		edges, err := boundary.ParseEdges("gk39")
		require.NoError(t, err)
		r := readText(file, &Options{Reading: boundary.Reading{Edges: edges}})
		require.NoError(t, r.err)
		f := r.features[0].Boundary
		require.True(t, f.Frame().Geographic())
		require.Equal(t, edges, f.Frame().Edges())
		require.Equal(t, boundary.Point{X: 115.98, Y: 36.45}, f.Polygons()[0][0][0])
		r.note(t, "survey.degrees")
	}
}

func TestReadParcelFields(t *testing.T) {
	tests := []struct{ line, id, properties string }{
		{"63,,010031, 32,,,地块1,,@", "010031", `{"界址点数":"63","地块面积":"","地块编号":"010031","地块名称":"32","记录图形属性":"","图幅号":"","地块用途":"地块1","地类编码":""}`},
		{"4,2.0,K1,N1,面,,,@", "K1", `{"界址点数":"4","地块面积":"2.0","地块编号":"K1","地块名称":"N1","记录图形属性":"面","图幅号":"","地块用途":""}`},
		{"4,2.0,K1,N1,面,T,@", "K1", `{"界址点数":"4","地块面积":"2.0","地块编号":"K1","地块名称":"N1","记录图形属性":"面","图幅号":"T"}`},
		{"0,0,330106104,横桥村,D8-003,地块4,面,,,,@", "D8-003", `{"界址点数":"0","地块面积":"0","字段3":"330106104","字段4":"横桥村","地块编号":"D8-003","地块名称":"地块4","记录图形属性":"面","图幅号":"","地块用途":"","地类编码":""}`},
		{"4,2.0,K1,N1,面,T,Y,0601,图,水田,7,6,注,@", "K1", `{"界址点数":"4","地块面积":"2.0","地块编号":"K1","地块名称":"N1","记录图形属性":"面","图幅号":"T","地块用途":"Y","地类编码":"0601","图斑类型":"图","地类":"水田","改造前质量等别":"7","改造后质量等别":"6","备注":"注"}`},
		{"4,2.0,K1,N1,面,T,Y,0601,甲,乙,@", "K1", `{"界址点数":"4","地块面积":"2.0","地块编号":"K1","地块名称":"N1","记录图形属性":"面","图幅号":"T","地块用途":"Y","地类编码":"0601","字段9":"甲","字段10":"乙"}`},
		{"9,2.0,2003-10,双桥乡地块1，东,面,I－50-77-（22）,公共基础设施,,@", "2003-10", `{"界址点数":"9","地块面积":"2.0","地块编号":"2003-10","地块名称":"双桥乡地块1，东","记录图形属性":"面","图幅号":"I－50-77-（22）","地块用途":"公共基础设施","地类编码":""}`},
		{"4，2.0，K1，N1，面，，，，@", "K1", `{"界址点数":"4","地块面积":"2.0","地块编号":"K1","地块名称":"N1","记录图形属性":"面","图幅号":"","地块用途":"","地类编码":""}`},
		{"6,,, 名 ,面, , , ,@", "名", `{"界址点数":"6","地块面积":"","地块编号":"","地块名称":"名","记录图形属性":"面","图幅号":"","地块用途":"","地类编码":""}`},
		{"6,,,,面, , , ,@", "#1", `{"界址点数":"6","地块面积":"","地块编号":"","地块名称":"","记录图形属性":"面","图幅号":"","地块用途":"","地类编码":""}`},
	}
	for _, test := range tests {
		t.Run(test.line, func(t *testing.T) {
			points := strings.SplitAfterN(plot, "\n", 2)[1]
			r := readText(head+test.line+"\n"+points, nil)
			require.NoError(t, r.err)
			require.Equal(t, test.id, r.features[0].ID)
			require.JSONEq(t, test.properties, string(r.features[0].Properties))
		})
	}
}

func TestReadRows(t *testing.T) {
	plain := []boundary.Point{{X: 409000, Y: 4035000}, {X: 409200, Y: 4035000}, {X: 409200, Y: 4035100}, {X: 409000, Y: 4035100}}
	frame, err := boundary.EPSG(4548)
	require.NoError(t, err)
	tests := map[string]struct {
		text  string
		given *boundary.Frame
		ids   []string
		want  []boundary.Point
	}{
		"province": {`1,DK1,1,J1,4035000.00,39409000.00
2,DK1,1,J2,4035000.00,39409200.00
3,DK1,1,J3,4035100.00,39409200.00
4,DK1,1,J4,4035100.00,39409000.00

1,DK2,1,J1,4035000.00,39409000.00
2,DK2,1,J2,4035000.00,39409200.00
3,DK2,1,J3,4035100.00,39409200.00
4,DK2,1,J4,4035100.00,39409000.00
`, nil, []string{"DK1", "DK2"}, plotPoints},
		"province, number once": {`1,DK1,1,J1,4035000.00,39409000.00
2,,,J2,4035000.00,39409200.00
3,,,J3,4035100.00,39409200.00

4,,,J4,4035100.00,39409000.00
`, nil, []string{"DK1"}, plotPoints},
		"words between": {"项目 甲\n总面积 1234\n4035000,39409000\n4035000,39409200\n4035100,39409200\n4035100,39409000\n\n地块乙\n4035000,39409000\n4035000,39409200\n4035100,39409200\n4035100,39409000\n",
			nil, []string{"#1", "#2"}, plotPoints},
		"province, titles": {`序号,地块号,圈号,J点号,X,Y
1,DK1,1,J1,4035000.00,39409000.00
2,DK1,1,J2,4035000.00,39409200.00
3,DK1,1,J3,4035100.00,39409200.00
4,DK1,1,J4,4035100.00,39409000.00
`, nil, []string{"DK1"}, plotPoints},
		"X,Y": {"4035000,39409000\n4035000,39409200\n4035100,39409200\n4035100,39409000\n\n\n4035000,39409000\n4035000,39409200\n4035100,39409200\n4035100,39409000\n",
			nil, []string{"#1", "#2"}, plotPoints},
		"X Y": {"4035000 39409000\n4035000\t39409200\n4035100;39409200\n4035100 39409000", nil, []string{"#1"}, plotPoints},
		"CSV of parcels": {"id,x,y\na,39409000,4035000\na,39409200,4035000\na,39409200,4035100\na,39409000,4035100\n\nb,39409000,4035000\nb,39409200,4035000\nb,39409200,4035100\nb,39409000,4035100\n",
			nil, []string{"a", "b"}, plotPoints},
		"CSV of points": {"id,x,y\n1,39409000,4035000\n2,39409200,4035000\n3,39409200,4035100\n4,39409000,4035100\n1,39409000,4035000\n\n5,39409000,4035000\n6,39409200,4035000\n7,39409200,4035100\n8,39409000,4035100\n",
			nil, []string{"#1", "#2"}, plotPoints},
		"CSV, quoted": {"\"id\",\"x\",\"y\"\r\n\"1\",\"39409000\",\"4035000\"\r\n\"2\",\"39409200\",\"4035000\"\r\n\"3\",\"39409200\",\"4035100\"\r\n\"4\",\"39409000\",\"4035100\"\r\n",
			nil, []string{"#1"}, plotPoints},
		"CASS":                           {"1,,409000,4035000,31.2\n2,K,409200,4035000,31.3\n3,,409200,4035100,0\n4,,409000,4035100,0\n", &frame, []string{"#1"}, plain},
		"header without section":         {"坐标系=CGCS2000\n带号：39\n4035000,409000\n4035000,409200\n4035100,409200\n4035100,409000\n", nil, []string{"#1"}, plain},
		"point rows without parcel line": {"[地块坐标]\nJ1,1,4035000,39409000\nJ2,1,4035000,39409200\nJ3,1,4035100,39409200\nJ4,1,4035100,39409000\n", nil, []string{"#1"}, plotPoints},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := readText(test.text, &Options{Reading: boundary.Reading{Frame: test.given}})
			require.NoError(t, r.err)
			var ids []string
			for _, f := range r.features {
				ids = append(ids, f.ID)
				requirePlot(t, f, test.want)
			}
			require.Equal(t, test.ids, ids)
		})
	}

	t.Run("degrees outside of China by titles", func(t *testing.T) {
		r := readText("lon,lat\n10,50\n10.01,50\n10.01,50.01\n", &Options{Reading: boundary.Reading{Frame: &boundary.LonLat}})
		require.NoError(t, r.err)
		require.Equal(t, boundary.Point{X: 10, Y: 50}, r.features[0].Boundary.Polygons()[0][0][0])
	})
}

func TestReadJoinedFiles(t *testing.T) {
	second := strings.NewReplacer("带号=39", "带号=38", ",39409", ",409", "A1", "B1", "自然资源部", "某局").Replace(head + plot)
	r := readText(head+plot+second, nil)
	require.NoError(t, r.err)
	require.Len(t, r.features, 2)
	require.Equal(t, 4527, r.features[0].Boundary.Frame().EPSG())
	require.Equal(t, 4547, r.features[1].Boundary.Frame().EPSG())
	require.Len(t, r.headers, 2)
	require.Equal(t, "某局", r.headers[1].Get(KeyProducer))
}

func TestReadEmptySection(t *testing.T) {
	r := readText(head, nil)
	require.NoError(t, r.err)
	require.Empty(t, r.features)
	require.True(t, r.note(t, "survey.no_parcels").Warning)
	require.Len(t, r.headers, 1)
}

func TestReadStops(t *testing.T) {
	n := 0
	for range Read(context.Background(), strings.NewReader(head+plot+plot), nil) {
		n++
		break
	}
	require.Equal(t, 1, n)
}

// Degrees, minutes and seconds are read where the header or symbols say so. Digits
// alone that could be either are decimal degrees, with a warning.
func TestSexagesimal(t *testing.T) {
	plot := func(unit string, rows ...string) string {
		text := "[属性描述]\n坐标系=2000国家大地坐标系\n" + unit + "[地块坐标]\n" + ",,A1,地块一,面,,,,@\n"
		for i, r := range rows {
			text += fmt.Sprintf("J%d,1,%s\n", i+1, r)
		}
		return text
	}
	digits := []string{"36.2630,115.5930", "36.2630,115.5937", "36.2633,115.5937", "36.2633,115.5930"}
	for name, c := range map[string]struct {
		text, code string
		area       float64
	}{
		"度分秒":     {plot("计量单位=度分秒\n", digits...), "survey.sexagesimal", 16121.17},
		"DMS":     {plot("计量单位=D.MMSS\n", digits...), "survey.sexagesimal", 16121.17},
		"symbols": {plot("", "36°26′30″,115°59′30″", "36°26′30″,115°59′37″", "36°26'33\",115°59'37\"", "北纬36度26分33.0秒,东经115度59分30秒"), "", 16121.17},
		"nothing": {plot("", digits...), "survey.maybe_sexagesimal", 2090},
		"度":       {plot("计量单位=度\n", digits...), "", 2090},
		"decimal": {plot("", "36.441666667,115.991666667", "36.441666667,115.993611111", "36.4425,115.993611111", "36.4425,115.991666667"), "", 16121.17},
	} {
		r := readText(c.text, nil)
		require.NoError(t, r.err, name)
		require.Len(t, r.features, 1, name)
		require.InEpsilon(t, c.area, float64(r.features[0].Boundary.Area()), 0.1, name)
		if c.area == 16121.17 {
			require.InDelta(t, c.area, float64(r.features[0].Boundary.Area()), 0.01, name)
			lon, lat := r.features[0].Boundary.Polygons()[0][0][0].X, r.features[0].Boundary.Polygons()[0][0][0].Y
			require.InDelta(t, 115+59.0/60+30.0/3600, lon, 1e-8, name)
			require.InDelta(t, 36+26.0/60+30.0/3600, lat, 1e-8, name)
		}
		var found []string
		for _, code := range r.codes() {
			if strings.Contains(code, "sexagesimal") {
				found = append(found, code)
			}
		}
		require.Equal(t, strings.Fields(c.code), append([]string{}, found...), name)
	}
	for _, s := range []string{"36°60′00″", "36°26′60″", "°26′", "36°26′30″W", "1e5°"} {
		_, ok := angle(s)
		require.False(t, ok, s)
	}
}

// The name of the coordinate system may say the zone.
func TestZoneInName(t *testing.T) {
	for _, name := range []string{"EPSG:4548", "CGCS2000 / EPSG:4527", "2000国家大地坐标系 39带", "2000国家大地坐标系第39号带", "2000国家大地坐标系，中央子午线117°", "CGCS2000_3_Degree_GK_CM_117E", "CGCS2000_3_Degree_GK_Zone_39"} {
		r := readText(strings.NewReplacer("2000国家大地坐标系", name, "带号=39", "带号=", ",39409", ",409").Replace(head+plot), nil)
		require.NoError(t, r.err, name)
		require.Equal(t, 4548, r.features[0].Boundary.Frame().EPSG(), name)
	}
}

func TestNational(t *testing.T) {
	for _, name := range []string{
		"2000国家大地坐标系", "2000国家大地坐标系 1985国家高程基准", "2000国家大地坐标系三度带", "2000国家大地坐标系，中央子午线117°", "CGCS2000第39号带",
		"CGCS2000_3_Degree_GK_CM_117E", "EPSG:4490", "2000坐标系（CGCS2000椭球）", "国家2000", "大地2000",
	} {
		require.True(t, isNational(strings.ToUpper(fold(name))), name)
	}
	for _, name := range []string{"XA80", "国家80", "温州2000坐标系", "WZ2000", "地方坐标系", "2000地方坐标系", "聊城", "2000独立坐标系"} {
		require.False(t, isNational(strings.ToUpper(fold(name))), name)
	}
}

// The columns of a table are known by the titles that tables have.
func TestReadTitles(t *testing.T) {
	for _, titles := range []string{
		"点号,X,Y,边长,圈号", "界址点号,纵坐标（x）,横坐标（y）,反算边长（米）,地块圈号", "点名,纵坐标X,横坐标Y,边长,环号",
		"点号,X(北),Y(东),边长,圈号", "点号,北坐标,东坐标,边长,圈号", "J点号,X坐标(m),Y坐标(m),边长,圈号", "点号,X/m,Y/m,边长,圈号", "点号,纵坐标/米,横坐标/米,边长,圈号",
	} {
		var b strings.Builder
		b.WriteString(titles + "\n")
		for i, p := range [][3]int{{0, 0, 1}, {0, 200, 1}, {100, 200, 1}, {100, 0, 1}, {40, 50, 2}, {40, 70, 2}, {20, 70, 2}, {20, 50, 2}} {
			fmt.Fprintf(&b, "J%d,%d,%d,20,%d\n", i+1, 4035000+p[0], 39409000+p[1], p[2])
		}
		r := readText(b.String(), nil)
		require.NoError(t, r.err, titles)
		require.Len(t, r.features, 1, titles)
		require.InDelta(t, 19596.01, float64(r.features[0].Boundary.Area()), 0.01, titles)
	}
}
