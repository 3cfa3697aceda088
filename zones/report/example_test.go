package report_test

import (
	"fmt"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/report"
)

// A file that is refused is explained in the language of its reader.
func ExampleMessage() {
	_, _, err := boundary.New(boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36}, {X: 117, Y: 36}, {X: 117, Y: 91}}}}, nil)
	err = boundary.At(err, boundary.Place{File: "地块.geojson", Feature: "示例1"})
	fmt.Println(report.Message(report.Chinese, err))
	fmt.Println(report.Message(report.English, err))
	// Output:
	// 文件 地块.geojson，图斑 示例1，第 1 个多边形，第 1 环，第 3 点，坐标 (117 91)：纬度 91 超过 90 度
	// 地块.geojson, feature 示例1, polygon 1, ring 1, vertex 3, at (117 91): latitude 91 is beyond 90 degrees
}

// Figures are rounded half-up in decimal, from the figure of the JSON.
func ExampleMu() {
	area := zones.Known(39_999.3177)
	m2, _ := report.SquareMetres(area)
	ha, _ := report.Hectares(area)
	mu, _ := report.Mu(area)
	fmt.Println(m2, "m²,", ha, "公顷,", mu, "亩")
	// Output: 39999.32 m², 3.9999 公顷, 60.00 亩
}
