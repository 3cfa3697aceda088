package open

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/message"
)

var (
	msgOpenGzip    = message.New("open.gzip", "the gzip compression is damaged", "gzip 压缩数据已损坏")
	msgOpenEmpty   = message.New("open.empty", "the file is empty", "文件是空的")
	msgOpenUnknown = message.New("open.unknown", "the file is in none of the formats that are read, Shapefile, GeoJSON, WKT, WKB and survey TXT (界址点); it begins with {text}",
		"文件不是可读取的格式（Shapefile、GeoJSON、WKT、WKB、界址点 TXT），开头为 {text}")
	msgOpenFolder      = message.New("open.folder", "this is a folder; name a file in it", "这是文件夹，请指明其中的文件")
	msgOpenFolderFiles = message.New("open.folder_files", "this is a folder; name a file in it: {files}", "这是文件夹，请指明其中的文件：{files}")
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
			return nil, message.At(err, s.place())
		}
		return s.look(bytes.NewReader(s.content.bytes))
	}
	return s.look(f)
}

func (s *Source) place() message.Place { return message.Place{File: s.Name} }

// without looks for what a name can mean that is not the name of a file: a
// Shapefile without ".shp", or one in a zip.
func (s *Source) without(err error) (*Source, error) {
	if s.besideShapes() {
		s.set()
		return s, nil
	}
	name := s.content.name
	for i := 0; i < len(name); i++ {
		if i+5 > len(name) || !strings.EqualFold(name[i:i+5], ".zip/") {
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
		return nil, message.At(err, s.place())
	}
	found := recognise(head)
	if found.gzip {
		if found, err = insideGzip(io.MultiReader(bytes.NewReader(head), f)); err != nil {
			return nil, message.At(err, s.place())
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
		return nil, msgOpenEmpty.Error(message.ErrSyntax, s.place())
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
	return msgOpenGzip.Error(message.ErrSyntax, message.Place{}).Because(err)
}

func (s *Source) unknown(head []byte) error {
	if ext := strings.ToLower(path.Ext(s.content.name)); ext == ".dbf" {
		return (&foreign{ext, member}).refuse(s.Name)
	}
	text := []rune(decoded(head[:min(len(head), 120)]))
	return msgOpenUnknown.Error(message.ErrSyntax, s.place(),
		"text", strconv.Quote(string(text[:min(len(text), 30)])))
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
	at := message.Place{File: called}
	if len(inside) == 0 {
		return msgOpenFolder.Error(message.ErrSyntax, at)
	}
	return msgOpenFolderFiles.Error(message.ErrSyntax, at, "files", strings.Join(inside, ", "))
}
