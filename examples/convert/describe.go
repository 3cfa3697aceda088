package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/dialect"
	"github.com/sanxian/sanxian/zones/report"
	"github.com/sanxian/sanxian/zones/rules"
)

// A description writes what was understood, one subject a line.
type description struct {
	w    io.Writer
	lang message.Lang
}

func (d description) pick(zh, en string) string { return d.lang.Pick(zh, en) }

// row writes a line of the description.
func (d description) row(zh, en, format string, args ...any) {
	label := en + ": "
	if d.lang != message.English {
		label = zh + "：" + strings.Repeat("　", max(0, 3-len([]rune(zh))))
	}
	fmt.Fprintf(d.w, "%s%s\n", label, clean(fmt.Sprintf(format, args...)))
}

// clean marks what could steer the terminal, so that a name shows that it has it.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return '�'
		}
		return r
	}, s)
}

func (d description) join(parts []string) string { return strings.Join(parts, d.pick("，", ", ")) }

func (d description) paren(s string) string { return d.pick("（", " (") + s + d.pick("）", ")") }

// source says what kind of file it is.
func (d description) source(s *open.Source) {
	d.row("文件", "File", "%s", s.Name)
	format := []string{s.Format.String()}
	if s.Format == open.Survey {
		format[0] = d.pick("界址点 TXT", "survey TXT (界址点)")
	}
	if s.Gzip {
		format = append(format, d.pick("gzip 压缩", "compressed by gzip"))
	}
	if s.Zip {
		format = append(format, d.pick("压缩包中的 ", "in a zip: ")+s.Layer)
		if more := len(s.Layers) - 1; more > 0 {
			format = append(format, d.pick("另有 ", "beside ")+strings.Join(slices.DeleteFunc(slices.Clone(s.Layers), func(l string) bool { return l == s.Layer }), d.pick("、", ", ")))
		}
	}
	if s.Encoding != "" {
		by := map[string]string{
			"option": d.pick("按 -encoding 指定", "as told by -encoding"), ".cpg": d.pick("依据 .cpg", "by the .cpg"),
			".dbf": d.pick("依据 .dbf 的语言标志", "by the language byte of the .dbf"), "texts": d.pick("根据内容判断", "judged by the texts"),
		}[s.EncodingBy]
		if by != "" {
			by = d.paren(by)
		}
		format = append(format, d.pick("编码 ", "encoding ")+s.Encoding+by)
	}
	d.row("格式", "Format", "%s", d.join(format))
}

// system says the coordinate system and why.
func (d description) system(s *open.Source) {
	if s.FrameBy == "" {
		d.row("坐标系", "Coordinate system", "%s", d.pick("未知，文件中没有图斑", "unknown, there are no features"))
		return
	}
	by := map[open.Origin]string{
		open.ByReader:  d.pick("按 -crs 指定", "as told by -crs"),
		open.ByFile:    d.pick("文件写明", "the file says so"),
		open.ByNumbers: d.pick("根据坐标数值判断", "judged by the coordinates"),
		open.ByFormat:  d.pick("GeoJSON 的规定", "as GeoJSON has it"),
	}[s.FrameBy]
	if s.System != "" {
		by += d.pick("；文件中的名称为 ", "; the file calls it ") + s.System
	}
	d.row("坐标系", "Coordinate system", "%s%s", d.frame(s.Frame), d.paren(by))
	hint := ""
	if s.Frame.Edges() == (boundary.Edges{}) {
		hint = d.paren(d.pick("若原为高斯平面直线，请用 -edges，如 -edges gk39", "if they were drawn in a Gauss-Krüger zone, say so by -edges, such as gk39"))
	}
	d.row("边线", "Edges", "%s%s", d.edges(s.Frame), hint)
}

// frame names a coordinate system in words.
func (d description) frame(f boundary.Frame) string {
	width, zone, prefixed, projected := f.Zone()
	if !projected {
		return "EPSG:4490" + d.pick("，CGCS2000 经纬度", ", CGCS2000 longitude and latitude")
	}
	meridian := 3 * zone
	if width == 6 {
		meridian = 6*zone - 3
	}
	if d.lang == message.English {
		with := "without"
		if prefixed {
			with = "with"
		}
		return fmt.Sprintf("EPSG:%d, CGCS2000 %d-degree Gauss-Krüger zone %d (central meridian %d°), eastings %s zone number", f.EPSG(), width, zone, meridian, with)
	}
	with := "没有"
	if prefixed {
		with = "有"
	}
	return fmt.Sprintf("EPSG:%d，CGCS2000 高斯-克吕格 %d 度带第 %d 带，中央经线 %d°，东坐标前%s带号", f.EPSG(), width, zone, meridian, with)
}

// edges says what is straight between two vertices.
func (d description) edges(f boundary.Frame) string {
	e := f.Edges()
	if e == (boundary.Edges{}) {
		return d.pick("在经纬度上为直线", "straight in longitude and latitude")
	}
	zone := strings.TrimPrefix(strings.TrimPrefix(e.String(), "gk6-"), "gk")
	width := "3"
	if strings.HasPrefix(e.String(), "gk6-") {
		width = "6"
	}
	return d.pick("在 "+width+" 度带第 "+zone+" 带高斯平面上为直线", "straight in the plane of "+width+"-degree Gauss-Krüger zone "+zone)
}

// contents says what the features are.
func (d description) contents(s *summary) {
	if s.features == 0 {
		d.row("图斑", "Features", "0")
		return
	}
	counts := []string{
		d.count(s.features, "个图斑", "features"), d.count(s.polygons, "个多边形", "polygons"),
		d.count(s.holes, "个洞", "holes"), d.count(s.vertices, "个顶点", "vertices"),
	}
	d.row("图斑", "Features", "%s", d.join(counts))
	if len(s.order) > 1 {
		var mixed []string
		for _, f := range s.order {
			mixed = append(mixed, f.String()+d.paren(d.count(s.frames[f], "个图斑", "features")))
		}
		d.row("注意", "Attention", "%s%s", d.pick("文件中有多个坐标系：", "there are several coordinate systems: "), d.join(mixed))
	}
	d.row("面积", "Area", "%s%s", d.area(s.area), d.pick("，各图斑椭球面积之和", ", the sum of the features' legal areas (椭球面积)"))
	d.extent(s)
	if !s.degrees.meets(china) {
		d.row("注意", "Attention", "%s", d.pick("所有图斑都不在中国范围内，请核对坐标系", "no feature is in China: check the coordinate system"))
	}
	d.layer(s)
}

func (d description) count(n int, zh, en string) string {
	if d.lang == message.English && n == 1 {
		en = strings.TrimSuffix(strings.Replace(en, "vertices", "vertexs", 1), "s")
	}
	return thousands(strconv.Itoa(n)) + " " + d.pick(zh, en)
}

// area shows an area in the three units of the field.
func (d description) area(a boundary.Area) string {
	amount := zones.Known(a)
	m2, ha, mu, _ := report.Areas(amount)
	return thousands(m2) + " m²" + d.paren(thousands(ha)+d.pick(" 公顷，", " ha, ")+thousands(mu)+d.pick(" 亩", " mu"))
}

func (d description) extent(s *summary) {
	lonlat := d.pick("经度 ", "longitude ") + span(s.degrees.minX, s.degrees.maxX, 6) + d.pick("，纬度 ", ", latitude ") + span(s.degrees.minY, s.degrees.maxY, 6)
	if s.order[0].Geographic() {
		d.row("范围", "Extent", "%s", lonlat)
		return
	}
	d.row("范围", "Extent", "%s", d.pick("东坐标 ", "easting ")+span(s.box.minX, s.box.maxX, 3)+d.pick("，北坐标 ", ", northing ")+span(s.box.minY, s.box.maxY, 3)+d.paren(lonlat))
}

func span(low, high float64, decimals int) string {
	return strconv.FormatFloat(low, 'f', decimals, 64) + " – " + strconv.FormatFloat(high, 'f', decimals, 64)
}

// layer says which layer of a plan the file is, and which parts of it its
// fields tell apart.
func (d description) layer(s *summary) {
	if s.line != "" {
		d.row("图层", "Layer", "%s%s", s.line.Title().In(d.lang), d.paren(d.pick("按文件名", "by the name of the file")))
	}
	d.tally("分区", "Sub-zones", &s.subZones, s.features, func(zone string) string { return rules.SubZone(zone).Title().In(d.lang) })
	d.tally("管控边界", "Boundaries", &s.members, s.features, func(line string) string {
		if line == "" {
			return d.pick("其他", "other")
		}
		return rules.Line(line).Title().In(d.lang)
	})
}

func (d description) tally(zh, en string, t *tally, features int, name func(key string) string) {
	if len(t.keys) == 0 {
		return
	}
	var parts []string
	for _, key := range t.keys {
		n := t.counts[key]
		features -= n
		if words, unknown := strings.CutPrefix(key, "?"); unknown {
			key = d.pick("不认识的 ", "unknown ") + command.Quote(words)
		} else {
			key = name(key)
		}
		parts = append(parts, key+" "+strconv.Itoa(n))
	}
	if features > 0 {
		parts = append(parts, d.pick("未写明 ", "not stated ")+strconv.Itoa(features))
	}
	d.row(zh, en, "%s%s", d.join(parts), d.paren(d.pick("字段 ", "by ")+strings.Join(t.fields, d.pick("、", ", "))))
}

// fields lists the properties with their types.
func (d description) fields(s *summary) {
	if len(s.fields) == 0 {
		return
	}
	more := ""
	if s.moreFields > 0 {
		more = d.pick("，更多的未统计", ", and more that were not counted")
	}
	d.row("字段", "Fields", "%d%s", len(s.fields), more)
	width := 0
	for _, f := range s.fields {
		width = max(width, command.Columns(clip(f.name)))
	}
	for _, f := range s.fields {
		line := "  " + command.PadRight(clean(clip(f.name)), width+2) + d.kind(f)
		if n := s.features - f.values(); n > 0 && f.values() > 0 {
			line += d.pick(fmt.Sprintf("，%d 个为空", n), fmt.Sprintf(", %d empty", n))
		}
		if len(f.examples) > 0 {
			line += d.pick("，如 ", ", such as ") + clean(strings.Join(f.examples, d.pick("、", ", ")))
		}
		fmt.Fprintln(d.w, line+d.unit(f))
	}
}

func (d description) kind(f *field) string {
	switch n := f.values(); {
	case n == 0:
		return d.pick("全部为空", "all empty")
	case f.numbers == n && f.whole:
		return d.pick("整数", "integer")
	case f.numbers == n:
		return d.pick("数值", "number")
	case f.logicals == n:
		return d.pick("是否", "true or false")
	case f.digits == n:
		return d.pick("文本（数字）", "text (digits)")
	case f.texts == n:
		return d.pick("文本", "text")
	case f.rest == n:
		return d.pick("嵌套数据", "nested data")
	}
	return d.pick("混合类型", "mixed types")
}

// unit compares a field of areas with the geometry.
func (d description) unit(f *field) string {
	most, of := "", 0
	for unit, n := range f.units {
		if of += n; unit != "" && (n > f.units[most] || most == "" || n == f.units[most] && unit < most) {
			most = unit
		}
	}
	switch {
	case of == 0:
		return ""
	case most == "":
		return d.pick("；与图形面积不符，单位不明", "; agrees with the geometry in no unit")
	}
	return fmt.Sprintf(d.pick("；面积，单位%s，%d/%d 与图形相符", "; area in %s, %d of %d agree with the geometry"), dialect.UnitTitle(most).In(d.lang), f.units[most], of)
}

// thousands puts commas into the whole part of a decimal.
func thousands(s string) string {
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

// metres2 shows a small change of area.
func metres2(a boundary.Area) string {
	s := strconv.FormatFloat(math.Abs(float64(a)), 'f', 4, 64)
	switch {
	case s == "0.0000":
		return "0"
	case a < 0:
		return "−" + thousands(s)
	}
	return "+" + thousands(s)
}
