package open_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/sanxian/sanxian/boundary/open"
)

const site = `[属性描述]
坐标系=2000国家大地坐标系
带号=39
[地块坐标]
5,1.0000,DK-01,高铁新区,面,,,,@
J1,1,4036000.000,39408000.000
J2,1,4036100.000,39408000.000
J3,1,4036100.000,39408100.000
J4,1,4036000.000,39408100.000
J1,1,4036000.000,39408000.000
`

func ExampleFile() {
	files := fstest.MapFS{"site.txt": {Data: []byte(site)}} // or os.DirFS
	src, err := open.File(context.Background(), files, "site.txt", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(src)
	for f, err := range src.Features() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %s %.4f\n", f.ID, f.Properties.Text("地块名称"), f.Boundary.Area().Hectares())
	}
	// Output:
	// site.txt: survey TXT, UTF-8, EPSG:4527 (by the coordinates)
	// DK-01 高铁新区 0.9998
}

func ExampleFile_refused() {
	files := fstest.MapFS{"plan.kml": {Data: []byte(`<kml xmlns="http://www.opengis.net/kml/2.2">`)}}
	_, err := open.File(context.Background(), files, "plan.kml", nil)
	fmt.Println(err)
	// Output:
	// input: malformed: plan.kml: the file is KML, which is not read; convert it first: ogr2ogr -f GeoJSON plan.geojson plan.kml
}
