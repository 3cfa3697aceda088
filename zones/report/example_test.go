package report_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/report"
	"github.com/sanxian/sanxian/zones/rules"
)

// The report of a site that lies across a piece of farmland, of which only the
// head is shown.
func ExampleText() {
	square := func(west, east float64) *boundary.Boundary {
		b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: west, Y: 36.4}, {X: east, Y: 36.4}, {X: east, Y: 36.401}, {X: west, Y: 36.401}}}}, nil)
		if err != nil {
			panic(err)
		}
		return b
	}
	ctx := context.Background()
	layer, err := zones.NewLayer(ctx, zones.LayerSpec{Line: rules.Farmland, Path: "永农.shp", Date: "2026-06-30"},
		boundary.All([]boundary.Feature{{ID: "NT01", Boundary: square(116, 116.001)}}), nil)
	if err != nil {
		panic(err)
	}
	plan, err := zones.NewPlan(ctx, []*zones.Layer{layer}, nil, nil)
	if err != nil {
		panic(err)
	}
	r, err := plan.Check(ctx, zones.Site{Feature: boundary.Feature{ID: "A1", Boundary: square(116.0005, 116.002)}}, &zones.CheckOptions{Date: "2026-11-24"})
	if err != nil {
		panic(err)
	}
	var text strings.Builder
	if err := report.Text(&text, message.Chinese, r); err != nil {
		panic(err)
	}
	for _, line := range strings.SplitN(text.String(), "\n", 8)[3:7] {
		fmt.Println(line)
	}
	// Output:
	// 结论    【不通过】
	// 理由    永久基本农田：禁止占用，涉及 4,977.16 m²（0.4977 公顷，7.47 亩）
	//         生态保护红线：未检查，没有该控制线的图层
	//         城镇开发边界：未检查，没有该控制线的图层
}

// Figures are rounded half-up in decimal, from the figure of the JSON.
func ExampleAreas() {
	area := zones.Known(39_999.3177)
	m2, ha, mu, _ := report.Areas(area)
	fmt.Println(m2, "m²,", ha, "公顷,", mu, "亩")
	// Output: 39999.32 m², 3.9999 公顷, 60.00 亩
}
