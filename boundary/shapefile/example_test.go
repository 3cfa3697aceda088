package shapefile_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/shapefile"
)

// parcels are two parcels of permanent basic farmland in 3° zone 39.
func parcels() []boundary.Feature {
	frame, _ := boundary.GaussKruger(3, 39, true)
	var features []boundary.Feature
	for i, id := range []string{"YN001", "YN002"} {
		x, y := 39408000+float64(i)*200, 4036000.0
		ring := boundary.Ring{{X: x, Y: y}, {X: x, Y: y + 100}, {X: x + 200, Y: y + 100}, {X: x + 200, Y: y}}
		b, _, _ := boundary.New(context.Background(), frame, []boundary.Polygon{{ring}}, nil)
		p, _ := boundary.NewProperties("BSM", id, "地类名称", "水浇地", "TBMJ", 20000.5)
		features = append(features, boundary.Feature{ID: id, Boundary: b, Properties: p})
	}
	return features
}

func ExampleOpen() {
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	if err := shapefile.Write(filepath.Join(dir, "YJJBNT.shp"), boundary.All(parcels()), nil); err != nil {
		fmt.Println(err)
	}

	for f, err := range shapefile.Open(context.Background(), os.DirFS(dir), "YJJBNT.shp", nil) {
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(f.ID, f.Properties.Text("地类名"), f.Boundary.Frame())
	}
	// Output:
	// YN001 水浇地 EPSG:4527
	// YN002 水浇地 EPSG:4527
}

func ExampleWrite() {
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	err := shapefile.Write(filepath.Join(dir, "YJJBNT.shp"), boundary.All(parcels()), &shapefile.WriteOptions{
		Encoding: "GBK", // field names of five Chinese characters, and what older software expects
	})
	if err != nil {
		fmt.Println(err)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, name := range names {
		fmt.Println(filepath.Base(name))
	}
	// Output:
	// YJJBNT.cpg
	// YJJBNT.dbf
	// YJJBNT.prj
	// YJJBNT.shp
	// YJJBNT.shx
}

func ExampleReadZip() {
	var upload bytes.Buffer
	if err := shapefile.WriteZip(&upload, "永久基本农田", boundary.All(parcels()), nil); err != nil {
		fmt.Println(err)
	}

	r := bytes.NewReader(upload.Bytes())
	layers, _ := shapefile.ZipLayers(r, r.Size())
	fmt.Println(layers)
	for f, err := range shapefile.ReadZip(context.Background(), r, r.Size(), &shapefile.Options{Layer: layers[0]}) {
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(f.ID, string(f.Properties))
	}
	// Output:
	// [永久基本农田]
	// YN001 {"BSM":"YN001","地类名":"水浇地","TBMJ":20000.5}
	// YN002 {"BSM":"YN002","地类名":"水浇地","TBMJ":20000.5}
}

// A file in a coordinate system without a public way to CGCS2000 is refused,
// unless the caller knows better.
func ExampleRead() {
	const xian80 = `GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	var zipped bytes.Buffer
	_ = shapefile.WriteZip(&zipped, "a", boundary.All(parcels()), nil)
	shp := open(zipped.Bytes(), "a.shp")

	opt := &shapefile.Options{}
	opt.Name = "a.shp"
	for _, err := range shapefile.Read(context.Background(), shapefile.Files{SHP: shp, PRJ: bytes.NewReader([]byte(xian80))}, opt) {
		if err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// boundary: unsupported coordinate system: a.prj: GCS_Xian_1980 is Xi'an 1980 (西安80), from which there is no public shift to CGCS2000; ask the surveying authority for the data in CGCS2000, or name the coordinate system yourself (-crs) if the file is wrong about it
}

func open(zipped []byte, name string) io.Reader {
	z, _ := zip.NewReader(bytes.NewReader(zipped), int64(len(zipped)))
	f, _ := z.Open(name)
	return f
}
