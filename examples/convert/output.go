package main

import (
	"context"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/boundary/survey"
	"github.com/sanxian/sanxian/boundary/wkb"
	"github.com/sanxian/sanxian/boundary/wkt"
	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
)

// write writes the features where and as the options say.
func write(ctx context.Context, o *options, features iter.Seq2[boundary.Feature, error], stdout io.Writer, note func(message.Note)) error {
	if o.to == "shapefile" && !o.zip {
		if err := command.FolderOf(o.out); err != nil {
			return err
		}
		return shapefile.Write(o.out, features, &shapefile.WriteOptions{Encoding: o.charset, Note: note})
	}
	to := func(w io.Writer) error {
		switch o.to {
		case "geojson", "ndjson":
			return geojson.Write(ctx, w, features, &geojson.WriteOptions{Name: o.out, Note: note, Lines: o.to == "ndjson"})
		case "shapefile":
			name := strings.TrimSuffix(filepath.Base(o.out), filepath.Ext(o.out))
			return shapefile.WriteZip(w, name, features, &shapefile.WriteOptions{Encoding: o.charset, Note: note})
		case "survey":
			return survey.Write(w, features, &survey.WriteOptions{Name: o.out, UTF8: o.charset == "UTF-8", Note: note})
		case "wkb":
			return wkb.Write(w, features, nil)
		}
		return wkt.Write(w, features, nil)
	}
	if o.out == "" {
		return to(stdout)
	}
	return command.Replace(o.out, to)
}

// refuseInput refuses to write over what is read.
func refuseInput(o *options, s *open.Source) error {
	if o.out == "" {
		return nil
	}
	if err := command.NotFolder(o.out); err != nil {
		return err
	}
	outputs := []string{o.out}
	if o.to == "shapefile" && !o.zip {
		outputs = members(o.out)
	}
	inputs := []string{filepath.FromSlash(s.Name), o.in}
	if s.Format == open.Shapefile && !s.Zip {
		inputs = append(inputs, members(filepath.FromSlash(s.Name))...)
	}
	if in := command.Replaced(outputs, inputs); in != "" {
		return command.Words{"-o " + o.out + " 会覆盖输入文件 " + in + "，请换一个名称", "-o " + o.out + " would replace the input " + in + "; choose another name"}
	}
	return nil
}

// members returns the names of the files of a Shapefile.
func members(name string) []string {
	base := name
	if strings.EqualFold(filepath.Ext(name), ".shp") {
		base = strings.TrimSuffix(name, filepath.Ext(name))
	}
	var all []string
	for _, ext := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix"} {
		all = append(all, base+ext, base+strings.ToUpper(ext))
	}
	return all
}
