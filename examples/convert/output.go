package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/boundary/survey"
	"github.com/sanxian/sanxian/boundary/wkb"
	"github.com/sanxian/sanxian/boundary/wkt"
	"github.com/sanxian/sanxian/message"
)

// write writes the features where and as the options say.
func write(ctx context.Context, o *options, features iter.Seq2[boundary.Feature, error], stdout io.Writer, note func(message.Note)) error {
	if o.to == "shapefile" && !o.zip {
		if err := folderOf(o.out); err != nil {
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
	return replaceFile(o.out, to)
}

// refuseInput refuses to write over what is read.
func refuseInput(o *options, s *open.Source) error {
	if o.out == "" {
		return nil
	}
	if info, err := os.Stat(o.out); err == nil && info.IsDir() {
		return words{"-o " + o.out + " 是文件夹，请写文件名", "-o " + o.out + " is a folder; name a file"}
	}
	outputs := []string{o.out}
	if o.to == "shapefile" && !o.zip {
		outputs = members(o.out)
	}
	inputs := []string{filepath.FromSlash(s.Name), o.in}
	if s.Format == open.Shapefile && !s.Zip {
		inputs = append(inputs, members(filepath.FromSlash(s.Name))...)
	}
	for _, out := range outputs {
		a, err := os.Stat(out)
		if err != nil {
			continue // not there yet
		}
		for _, in := range inputs {
			if b, err := os.Stat(in); err == nil && os.SameFile(a, b) {
				return words{"-o " + o.out + " 会覆盖输入文件 " + in + "，请换一个名称", "-o " + o.out + " would replace the input " + in + "; choose another name"}
			}
		}
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

func folderOf(name string) error {
	dir := filepath.Dir(name)
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return words{"-o " + name + "：没有文件夹 " + dir, "-o " + name + ": there is no folder " + dir}
	}
	return nil
}

// replaceFile writes a file beside its place and moves it there when it is
// whole.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	if err := folderOf(name); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() { // a device or a pipe
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, ".convert-*")
	if err != nil {
		return words{"-o " + name + "：不能在文件夹 " + dir + " 中写文件", "-o " + name + ": no file can be written in the folder " + dir}
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if old, err := os.Stat(name); err == nil {
		mode = old.Mode().Perm()
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
