package main

import (
	"fmt"

	"github.com/sanxian/sanxian/boundary"
)

// result says what was written and what it does not say any more.
func (d description) result(o *options, s *summary, p *projector, written *notes) {
	frame := boundary.LonLat
	if len(s.order) > 0 {
		frame = s.order[0]
	}
	if p != nil {
		frame = p.to
		d.row("换算", "Into", "%s", d.frame(frame))
		switch {
		case !p.any:
			fmt.Fprintln(d.w, d.pick("  - 坐标数值不变", "  - the numbers of the coordinates stay"))
		default:
			fmt.Fprintln(d.w, d.pick("  - 顶点逐个换算，保留 0.1 毫米", "  - vertices were computed one by one, to 0.1 mm"))
		}
		if p.edges {
			fmt.Fprintf(d.w, d.pick("  - 顶点之间的边线%s，面积合计变化 %s m²，单个图斑最多 %s m²\n", "  - edges are now %s: the areas change by %s m² together, by %s m² at most for one feature\n"),
				d.edges(frame), metres2(p.changed), metres2(p.largest))
			if !p.densify {
				fmt.Fprintln(d.w, d.pick("  - 如要边线位置不变，用 -densify 加点", "  - -densify adds points that keep edges where they are"))
			}
		}
		if p.points > 0 {
			fmt.Fprintf(d.w, d.pick("  - 在边线上加了 %s 个点\n", "  - %s points were added along edges\n"), thousands(fmt.Sprint(p.points)))
		}
	}
	out := o.out
	if out == "" {
		out = d.pick("标准输出", "standard output")
	}
	d.row("写出", "Written", "%s%s", out, d.paren(o.to))
	if frame.Geographic() && frame.Edges() != (boundary.Edges{}) && o.to != "survey" {
		fmt.Fprintf(d.w, d.pick("  - 文件不能记录边线的算法：再次读取时请写 -edges %s\n", "  - the file cannot say what its edges are: read it with -edges %s\n"), frame.Edges())
	}
	switch {
	case frame.Geographic():
	case o.to == "geojson":
		fmt.Fprintln(d.w, d.pick("  - 坐标以米为单位，由 crs 成员说明，GDAL、QGIS 可识别；网页地图请加 -as EPSG:4490", "  - the coordinates are metres, which the crs member says (GDAL and QGIS read it); for web maps add -as EPSG:4490"))
	case o.to == "ndjson":
		fmt.Fprintln(d.w, d.pick("  ! 坐标以米为单位；GDAL、QGIS 会把逐行格式的坐标当作经纬度，给它们用时请加 -as EPSG:4490，或写成 .geojson", "  ! the coordinates are metres; GDAL and QGIS take those of this format for degrees: for them add -as EPSG:4490, or write .geojson"))
	}
	if (o.to == "wkb" || o.to == "wkt") && len(s.fields) > 0 {
		fmt.Fprintln(d.w, d.pick("  - 此格式只有编号和图形，字段没有写出", "  - the format has ids and shapes only: the fields were not written"))
	}
	for _, g := range written.groups {
		n := g.first
		n.Place.File = ""
		d.note(n, g.count)
	}
}
