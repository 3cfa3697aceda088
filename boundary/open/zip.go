package open

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"iter"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/message"
)

var msgOpenZipNothing = message.New("open.zip_nothing", "the zip holds no Shapefile ({names}); unpack it and name a file in it",
	"压缩包中没有 Shapefile（{names}），请先解压，再指明其中的文件")

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
		return msgOpenZipNothing.Error(message.ErrSyntax, message.Place{},
			"names", strings.Join(names, ", "))
	})
	if err != nil {
		return message.At(err, s.place())
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
				shapefile.ReadZip(s.ctx, r, size, opt)(yield)
				return nil
			})
			if err != nil {
				yield(boundary.Feature{}, message.At(err, s.place()))
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
