package survey

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// FuzzRead holds that whatever the bytes, Read ends without a panic, with
// errors of this module that name the file, and with no more vertices than the
// bytes can hold.
func FuzzRead(f *testing.F) {
	file := head + plot + hole
	for _, seed := range []string{
		file, gbk(f, file), utf16Text(file, false, true), utf16Text(file, true, false), "\ufeff" + file,
		strings.ReplaceAll(file, "\n", "\r"), strings.ReplaceAll(file, "\n", "\r\n"), swap(file),
		strings.ReplaceAll(file, ",39409", ",409"),
		strings.NewReplacer("[", "【", "]", "】", ",1,", "，１，").Replace(file),
		strings.ReplaceAll(file, ",2,4", ",1,4"),
		strings.Replace(file, "J1,1,4035000.00,39409000.00\nJ5", "J1,3,4035000.00,39409000.00\nJ5", 1),
		head + "4,,A,,面,,,,@\nJ1,1,36.45,115.98\nJ2,1,36.45,115.99\nJ3,1,36.46,115.99\n",
		"[地块坐标]\n0,0,330106104,横桥村,D8-003,地块4,面,,,,@\n1,4035000,39409000\n",
		"1,DK1,1,J1,4035000.00,39409000.00\n2,DK1,1,J2,4035000.00,39409200.00\n3,DK1,1,J3,4035100.00,39409200.00\n\n1,DK2,1,J1,4035000.00,39409000.00\n",
		"id,x,y\na,39409000,4035000\na,39409200,4035000\na,39409200,4035100\nb,39409000,4035000\n",
		"1,,409000,4035000,31.2\n2,K,409200,4035000,31.3\n",
		"4035000 39409000\n4035000\t39409200\n\n4035100;39409200\n",
		"{[地块坐标]}\n{4,2公顷,A,B,面@}\n{J1,1,4035000,39409000}\n",
		"序号,地块号,圈号,J点号,X,Y\n,,,,,\n",
	} {
		f.Add([]byte(seed))
	}
	for _, name := range []string{"survey/C_edcfoshan_polygon-txt_multiplot_MIT.txt", "survey/D_edcfoshan_polygon-txt_README_axis_swapped_MIT.txt"} {
		if b, err := os.ReadFile(filepath.Join("../../../shared/data", name)); err == nil {
			f.Add(b)
		}
	}
	zone, err := boundary.EPSG(4548)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, frame := range []*boundary.Frame{nil, &zone, &boundary.LonLat} {
			opt := &Options{Reading: boundary.Reading{Name: "fuzz.txt", Frame: frame}}
			opt.Note = func(n message.Note) {
				if n.Code == "" || n.Place.File != "fuzz.txt" {
					t.Fatalf("note %+v", n)
				}
			}
			vertices := 0
			for f, err := range Read(context.Background(), strings.NewReader(string(b)), opt) {
				if err != nil {
					var e *message.Error
					if !errors.As(err, &e) || e.Place.File != "fuzz.txt" || e.Code == "" {
						t.Fatalf("error %#v", err)
					}
					continue
				}
				if f.ID == "" || f.Boundary.Empty() {
					t.Fatalf("feature %+v", f)
				}
				vertices += f.Boundary.Vertices()
				for _, n := range f.Notes {
					if n.Place.File == "" || n.Place.Line == 0 || n.Place.Feature != f.ID {
						t.Fatalf("note %+v", n)
					}
				}
			}
			if vertices > len(b) {
				t.Fatalf("%d vertices of %d bytes", vertices, len(b))
			}
		}
	})
}
