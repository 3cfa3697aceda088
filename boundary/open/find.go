package open

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/shapefile"
)

// find recognises a file without reading features.
func find(ctx context.Context, fsys fs.FS, name string, opt *Options) (*Source, error) {
	s := &Source{ctx: ctx}
	if opt != nil {
		s.opt = *opt
	}
	if s.opt.Name == "" {
		s.opt.Name = name
	}
	s.Name, s.content = s.opt.Name, content{fsys: fsys, name: name}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := fsys.Open(name)
	if err != nil {
		return s.without(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, folder(fsys, name, s.Name)
	}
	if !info.Mode().IsRegular() {
		if s.content.bytes, err = readAll(f, s.opt.Limits); err != nil {
			return nil, boundary.At(err, s.place())
		}
		return s.look(bytes.NewReader(s.content.bytes))
	}
	return s.look(f)
}

func (s *Source) place() boundary.Place { return boundary.Place{File: s.Name} }

// without looks for what a name can mean that is not the name of a file: a
// Shapefile without ".shp", or one in a zip.
func (s *Source) without(err error) (*Source, error) {
	if s.besideShapes() {
		s.set()
		return s, nil
	}
	name := s.content.name
	for i := 0; i < len(name); i++ {
		if !strings.HasPrefix(strings.ToLower(name[i:]), ".zip/") {
			continue
		}
		end := i + len(".zip")
		info, missing := fs.Stat(s.content.fsys, name[:end])
		if missing != nil || info.IsDir() {
			continue
		}
		s.opt.Layer = strings.TrimSuffix(name[end+1:], path.Ext(name))
		if s.Name == name {
			s.Name, s.opt.Name = name[:end], name[:end]
		}
		s.content.name = name[:end]
		return s, s.zip()
	}
	return nil, err
}

// look recognises a file by its head.
func (s *Source) look(f io.Reader) (*Source, error) {
	head, err := headOf(f)
	if err != nil {
		return nil, boundary.At(err, s.place())
	}
	found := recognise(head)
	if found.gzip {
		if found, err = insideGzip(io.MultiReader(bytes.NewReader(head), f)); err != nil {
			return nil, boundary.At(err, s.place())
		}
		s.Gzip, s.content.gzip = true, true
	}
	switch known := found.format != "" || found.zip; {
	case found.format == Shapefile, !known && s.shapefileMember():
		s.set()
		return s, nil
	case found.zip:
		return s, s.zip()
	case found.foreign != nil:
		return nil, found.foreign.refuse(s.Name)
	case found.empty:
		return nil, boundary.NewError(boundary.ErrSyntax, "open.empty", s.place(), "the file is empty")
	case !known:
		return nil, s.unknown(head)
	}
	s.Format = found.format
	if found.utf16 != "" {
		s.Encoding = found.utf16
		if s.Format != Survey { // which decodes for itself, and says so
			s.content.utf16 = found.utf16
		}
	} else if s.Format == GeoJSON {
		s.Encoding = "UTF-8"
	}
	return s, nil
}

func headOf(r io.Reader) ([]byte, error) {
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return head[:n], err
}

// insideGzip recognises compressed text. Shapefiles and archives in gzip are
// not read.
func insideGzip(r io.Reader) (finding, error) {
	z, err := gzip.NewReader(r)
	var head []byte
	if err == nil {
		head, err = headOf(z)
	}
	if err != nil && len(head) == 0 {
		return finding{}, damagedGzip(err)
	}
	found := recognise(head)
	if found.zip || found.gzip || found.format == Shapefile {
		found = finding{foreign: &foreign{"gzip", unpack}}
	}
	return found, nil
}

func damagedGzip(err error) error {
	return &boundary.Error{Class: boundary.ErrSyntax, Code: "open.gzip", Text: "the gzip compression is damaged", Cause: err}
}

func (s *Source) unknown(head []byte) error {
	if ext := strings.ToLower(path.Ext(s.content.name)); ext == ".dbf" {
		return (&foreign{ext, member}).refuse(s.Name)
	}
	text := []rune(decoded(head[:min(len(head), 120)]))
	return boundary.NewError(boundary.ErrSyntax, "open.unknown", s.place(),
		"the file is in none of the formats that are read, Shapefile, GeoJSON, WKT, WKB and survey TXT (界址点); it begins with {text}",
		"text", strconv.Quote(string(text[:min(len(text), 30)])))
}

// shapefileMember reports whether the file belongs to a Shapefile by its name.
func (s *Source) shapefileMember() bool {
	if s.Gzip || s.content.bytes != nil {
		return false
	}
	switch ext := strings.ToLower(path.Ext(s.content.name)); ext {
	case ".shp": // its reader says best what is wrong with it
		return true
	case ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".xml":
		return s.besideShapes()
	}
	return false
}

// shapesName returns the path of the .shp that a file of a Shapefile belongs to.
func shapesName(name string) string {
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".shp":
		return name
	case ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix":
		return strings.TrimSuffix(name, ext) + ".shp"
	case ".xml": // name.shp.xml
		return shapesName(strings.TrimSuffix(name, ext))
	}
	return name + ".shp"
}

// besideShapes reports whether there is a .shp of the same name, in any case.
func (s *Source) besideShapes() bool {
	dir, base := path.Split(path.Clean(shapesName(s.content.name)))
	entries, err := fs.ReadDir(s.content.fsys, path.Clean(dir))
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !e.IsDir() && strings.EqualFold(e.Name(), base) {
			return true
		}
	}
	return false
}

// set makes the source a Shapefile with the files beside it.
func (s *Source) set() {
	s.Format = Shapefile
	c := s.content
	if c.bytes == nil && (strings.EqualFold(path.Ext(c.name), ".shp") || s.besideShapes()) {
		if s.Name == c.name {
			s.Name = shapesName(c.name)
			s.opt.Name = s.Name
		}
		s.shapes = func(opt *shapefile.Options) iter.Seq2[boundary.Feature, error] {
			return shapefile.Open(c.fsys, shapesName(c.name), opt)
		}
		return
	}
	// The shapes alone, under a name that says nothing.
	s.shapes = func(opt *shapefile.Options) iter.Seq2[boundary.Feature, error] {
		return func(yield func(boundary.Feature, error) bool) {
			in, err := c.open(s.ctx)
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			defer in.Close()
			shapefile.Read(shapefile.Files{SHP: in.Reader}, opt)(yield)
		}
	}
}

// zip makes the source a Shapefile in a zip.
func (s *Source) zip() error {
	err := s.inZip(func(r io.ReaderAt, size int64) (err error) {
		if s.Layers, err = shapefile.ZipLayers(r, size); err != nil || len(s.Layers) > 0 {
			return err
		}
		names, err := zipNames(r, size)
		if err != nil {
			return err
		}
		if f := foreignZip(names); f != nil {
			return f.refuse(s.Name)
		}
		const most = 5
		if len(names) > most {
			names = append(names[:most], "…")
		}
		return boundary.NewError(boundary.ErrSyntax, "open.zip_nothing", boundary.Place{},
			"the zip holds no Shapefile ({names}); unpack it and name a file in it", "names", strings.Join(names, ", "))
	})
	if err != nil {
		return boundary.At(err, s.place())
	}
	s.Format, s.Zip, s.Layer = Shapefile, true, s.opt.Layer
	for _, l := range s.Layers {
		if len(s.Layers) == 1 && s.Layer == "" || strings.EqualFold(path.Base(l), s.Layer) {
			s.Layer = l
			break
		}
	}
	s.shapes = func(opt *shapefile.Options) iter.Seq2[boundary.Feature, error] {
		return func(yield func(boundary.Feature, error) bool) {
			err := s.inZip(func(r io.ReaderAt, size int64) error {
				shapefile.ReadZip(r, size, opt)(yield)
				return nil
			})
			if err != nil {
				yield(boundary.Feature{}, boundary.At(err, s.place()))
			}
		}
	}
	return nil
}

// inZip opens the zip for random access.
func (s *Source) inZip(use func(io.ReaderAt, int64) error) error {
	c := s.content
	if c.bytes != nil {
		return use(bytes.NewReader(c.bytes), int64(len(c.bytes)))
	}
	f, err := c.fsys.Open(c.name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	r, size, err := readerAt(f, info.Size(), s.opt.Limits)
	if err != nil {
		return err
	}
	return use(r, size)
}

// zipNames returns the names of the files in a zip.
func zipNames(r io.ReaderAt, size int64) ([]string, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	var names []string
	for _, f := range z.File {
		name := f.Name
		if !utf8.ValidString(name) { // packed by Windows in China
			name, _ = simplifiedchinese.GB18030.NewDecoder().String(name)
		}
		if name = strings.ReplaceAll(name, `\`, "/"); !strings.HasSuffix(name, "/") {
			names = append(names, name)
		}
	}
	return names, nil
}

// folder says what to do with a folder.
func folder(fsys fs.FS, name, called string) error {
	entries, _ := fs.ReadDir(fsys, name)
	var inside []string
	for _, e := range entries {
		ext := strings.ToLower(path.Ext(e.Name()))
		if ext == ".gdbtable" || ext == ".gdbtablx" {
			return (&foreign{"File Geodatabase", layers}).refuse(called)
		}
		switch ext {
		case ".shp", ".geojson", ".json", ".txt", ".zip", ".wkt":
			inside = append(inside, e.Name())
		}
	}
	const most = 10
	if len(inside) > most {
		inside = append(inside[:most], "…")
	}
	at := boundary.Place{File: called}
	if len(inside) == 0 {
		return boundary.NewError(boundary.ErrSyntax, "open.folder", at, "this is a folder; name a file in it")
	}
	return boundary.NewError(boundary.ErrSyntax, "open.folder_files", at, "this is a folder; name a file in it: {files}", "files", strings.Join(inside, ", "))
}
