package shapefile

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"path"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgShapefileNotZip        = message.New("shapefile.not_zip", "this is no readable zip file", "不是可读取的 zip 文件")
	msgShapefileNoShp         = message.New("shapefile.no_shp", "there is no .shp file", "缺少 .shp 文件")
	msgShapefileZipEncrypted  = message.New("shapefile.zip_encrypted", "the zip file is encrypted; unpack it first", "zip 文件已加密，请先解压")
	msgShapefileNoLayer       = message.New("shapefile.no_layer", "there is no Shapefile {layer} in the zip; there are {layers}", "zip 文件中没有 {layer}，只有 {layers}")
	msgShapefileSeveralLayers = message.New("shapefile.several_layers", "the zip holds {count} Shapefiles; choose one of {layers}",
		"zip 文件中有 {count} 个 Shapefile，请从 {layers} 中指定一个")
)

// Open returns the features of the Shapefile name, with or without ".shp", in
// a file system. The other files beside it are found whatever the case of
// their names. Each range over the stream opens and closes the files; it stops
// after the first error.
func Open(ctx context.Context, fsys fs.FS, name string, opt *Options) iter.Seq2[boundary.Feature, error] {
	o := named(opt, name)
	return func(yield func(boundary.Feature, error) bool) {
		found, err := siblings(fsys, name)
		if err != nil {
			yield(boundary.Feature{}, message.At(err, message.Place{File: o.Name}))
			return
		}
		var b bundle
		for ext, p := range found {
			f, err := fsys.Open(p)
			if err != nil {
				yield(boundary.Feature{}, broken(err, message.Place{File: p}, "", 0))
				return
			}
			defer f.Close()
			*b.member(ext) = member{f, p}
		}
		b.shp.name = o.Name
		b.read(ctx, o, yield)
	}
}

// named returns the options with a name for messages.
func named(opt *Options, name string) *Options {
	var o Options
	if opt != nil {
		o = *opt
	}
	if o.Name == "" {
		o.Name = name
	}
	return &o
}

// siblings returns the path of each member by its extension.
func siblings(fsys fs.FS, name string) (map[string]string, error) {
	folder, file := path.Split(path.Clean(name))
	base := file
	if ext := strings.ToLower(path.Ext(file)); (&bundle{}).member(ext) != nil {
		base = file[:len(file)-len(ext)]
	}
	if folder = path.Clean(folder); folder == "" {
		folder = "."
	}
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return nil, &message.Error{Class: message.ErrSyntax, Code: "shapefile.unreadable", Text: "the folder cannot be read", Cause: err}
	}
	found := map[string]string{}
	for _, e := range entries {
		ext := strings.ToLower(path.Ext(e.Name()))
		if e.IsDir() || (&bundle{}).member(ext) == nil {
			continue
		}
		stem := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
		if !strings.EqualFold(stem, base) {
			continue
		}
		// The exact spelling wins over one that differs in case.
		if _, taken := found[ext]; !taken || stem == base {
			found[ext] = path.Join(folder, e.Name())
		}
	}
	if found[".shp"] == "" {
		e := msgShapefileNoShp.Error(message.ErrSyntax, message.Place{})
		e.Cause = fs.ErrNotExist
		return nil, e
	}
	return found, nil
}

// ReadZip returns the features of the Shapefile in a zip. Where there are
// several, Options.Layer says which. Names in GBK, as Windows writes them, are
// understood. Each range over the stream starts anew; it stops after the first
// error.
func ReadZip(ctx context.Context, r io.ReaderAt, size int64, opt *Options) iter.Seq2[boundary.Feature, error] {
	o := named(opt, "zip")
	return func(yield func(boundary.Feature, error) bool) {
		b, closers, err := openZip(r, size, o)
		defer func() {
			for _, c := range closers {
				c.Close()
			}
		}()
		if err != nil {
			yield(boundary.Feature{}, err)
			return
		}
		b.read(ctx, o, yield)
	}
}

// ZipLayers returns the paths, without extension, of the Shapefiles in a zip.
func ZipLayers(r io.ReaderAt, size int64) ([]string, error) {
	sets, err := zipSets(r, size)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(sets))
	for i, s := range sets {
		names[i] = s.name
	}
	return names, nil
}

// A zipSet is one Shapefile in a zip.
type zipSet struct {
	name  string // path without extension
	files map[string]*zip.File
}

func zipSets(r io.ReaderAt, size int64) ([]zipSet, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // paths are never written to
		return nil, msgShapefileNotZip.Error(message.ErrSyntax, message.Place{}).Because(err)
	}
	byStem := map[string]*zipSet{}
	for _, f := range z.File {
		name := zipName(f)
		ext := path.Ext(name)
		if (&bundle{}).member(strings.ToLower(ext)) == nil || strings.HasPrefix(path.Base(name), "._") {
			continue // "._name" holds what macOS knows of a file
		}
		stem := strings.TrimSuffix(name, ext)
		s := byStem[strings.ToLower(stem)]
		if s == nil {
			s = &zipSet{files: map[string]*zip.File{}}
			byStem[strings.ToLower(stem)] = s
		}
		ext = strings.ToLower(ext)
		if s.files[ext] == nil {
			s.files[ext] = f
			if ext == ".shp" {
				s.name = stem
			}
		}
	}
	var sets []zipSet
	for _, s := range byStem {
		if s.files[".shp"] != nil {
			sets = append(sets, *s)
		}
	}
	sort.Slice(sets, func(i, j int) bool { return sets[i].name < sets[j].name })
	return sets, nil
}

// zipName returns the path of an entry. Without the flag for UTF-8 it is in the
// code page of whoever packed it: UTF-8 on macOS, GBK on Windows in China.
func zipName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return strings.ReplaceAll(strings.ToValidUTF8(name, "\ufffd"), `\`, "/")
}

func openZip(r io.ReaderAt, size int64, opt *Options) (b bundle, closers []io.Closer, err error) {
	sets, err := zipSets(r, size)
	if err != nil {
		return b, nil, message.At(err, message.Place{File: opt.Name})
	}
	set, err := chooseSet(sets, opt)
	if err != nil {
		return b, nil, err
	}
	for _, ext := range extensions {
		f := set.files[ext]
		if f == nil {
			continue
		}
		name := opt.Name + "/" + zipName(f)
		const encrypted = 1
		if f.Flags&encrypted != 0 {
			return b, closers, msgShapefileZipEncrypted.Error(message.ErrSyntax, message.Place{File: name})
		}
		c, err := f.Open()
		if err != nil {
			return b, closers, broken(err, message.Place{File: name}, "", 0)
		}
		closers = append(closers, c)
		*b.member(ext) = member{c, name}
	}
	return b, closers, nil
}

func chooseSet(sets []zipSet, opt *Options) (zipSet, error) {
	var names []string
	var fitting []zipSet
	for _, s := range sets {
		names = append(names, s.name)
		if opt.Layer == "" || strings.EqualFold(opt.Layer, s.name) || strings.EqualFold(opt.Layer, path.Base(s.name)) {
			fitting = append(fitting, s)
		}
	}
	if len(fitting) == 1 {
		return fitting[0], nil
	}
	const most = 20
	if len(names) > most {
		names = append(names[:most], "…")
	}
	list, at := strings.Join(names, ", "), message.Place{File: opt.Name}
	switch {
	case len(sets) == 0:
		return zipSet{}, msgShapefileNoShp.Error(message.ErrSyntax, at)
	case len(fitting) == 0:
		return zipSet{}, msgShapefileNoLayer.Error(message.ErrSyntax, at, "layer", opt.Layer, "layers", list)
	}
	return zipSet{}, msgShapefileSeveralLayers.Error(message.ErrSyntax, at, "count", len(fitting), "layers", list)
}
