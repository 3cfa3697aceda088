package survey_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/survey"
	"github.com/sanxian/sanxian/message"
)

func ExampleRead() {
	file := `[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
[地块坐标]
5,2.0,东-01,东地块,面,,工业,,@
J1,1,4035000.00,39409000.00
J2,1,4035000.00,39409200.00
J3,1,4035100.00,39409200.00
J4,1,4035100.00,39409000.00
J1,1,4035000.00,39409000.00
`
	opt := &survey.Options{Reading: boundary.Reading{
		Name: "site.txt",
		Note: func(n message.Note) { fmt.Println(n) },
	}}
	for parcel, err := range survey.Read(context.Background(), strings.NewReader(file), opt) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %s: %.2f 公顷 in %v\n", parcel.ID, parcel.Properties.Text(survey.FieldName),
			parcel.Boundary.Area().Hectares(), parcel.Boundary.Frame())
	}
	// Output:
	// site.txt, line 9: the header says zone 38, but the eastings begin with 39; the prefix was believed
	// 东-01 东地块: 2.00 公顷 in EPSG:4527
}

func ExampleWrite() {
	zone39, err := boundary.EPSG(4527)
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _, err := boundary.New(context.Background(), zone39, []boundary.Polygon{{{
		{X: 39409000, Y: 4035000}, {X: 39409200, Y: 4035000}, {X: 39409200, Y: 4035100}, {X: 39409000, Y: 4035100},
	}}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	features := []boundary.Feature{{ID: "A1", Boundary: site}}
	// UTF-8 to be legible here; survey programs expect GBK, the default.
	var file strings.Builder
	err = survey.Write(&file, boundary.All(features), &survey.WriteOptions{UTF8: true, Precision: 2, Date: "2026-11-23"})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.ReplaceAll(file.String(), "\r\n", "\n"))
	// Output:
	// [属性描述]
	// 格式版本号=1.01版本
	// 数据产生单位=
	// 数据产生日期=2026-11-23
	// 坐标系=2000国家大地坐标系
	// 几度分带=3
	// 投影类型=高斯克吕格
	// 计量单位=米
	// 带号=39
	// 精度=0.01
	// 转换参数=,,,,,,
	// [地块坐标]
	// 5,1.9996,A1,,面,,,,@
	// J1,1,4035000.00,39409000.00
	// J2,1,4035000.00,39409200.00
	// J3,1,4035100.00,39409200.00
	// J4,1,4035100.00,39409000.00
	// J1,1,4035000.00,39409000.00
}
