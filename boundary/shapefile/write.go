package shapefile

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/boundary/internal/crs"
	"github.com/sanxian/sanxian/message"
)

var (
	msgShapefileMixedFrames = message.New("shapefile.mixed_frames", "the feature is in {frame}, the features before it in {other}; a Shapefile has one coordinate system",
		"要素的坐标系为 {frame}，前面的要素为 {other}；一个 Shapefile 只能有一个坐标系")
	msgShapefileNullWritten = message.New("shapefile.null_written", "the feature has no geometry and is written as a null shape", "要素没有图形，写为空图形")
	msgShapefileTooLarge    = message.New("shapefile.too_large", "the {extension} file would pass 2 GiB, which most software does not read; write GeoJSON, or fewer features to a file",
		"{extension} 文件将超过 2 GB，多数软件无法读取；请改用 GeoJSON 或分成几个文件")
)

// WriteOptions say how a Shapefile is written. Nil means the defaults.
type WriteOptions struct {
	// Encoding of names and texts: "UTF-8" (default) or "GBK". A name has ten
	// bytes: three Chinese characters in UTF-8, five in GBK.
	Encoding string
	// Note receives remarks on what did not fit: names and texts that were
	// cut, features without geometry, what rounding has dropped. Nil: dropped.
	Note func(message.Note)
}

// A .shp or .dbf of 2 GiB or more is not read by most software.
const maxFileSize = math.MaxInt32

// Write writes base.shp, .shx, .dbf, .prj and .cpg, base with or without
// ".shp". They replace older files of these names, and spatial indexes of those
// are removed, only after all of them are written.
//
// All features must have one coordinate system, which becomes the .prj; the
// vertices are written bit for bit. The features are held in memory until the
// widths of the fields are known.
func Write(base string, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	for _, ext := range []string{".shp", ".SHP"} {
		base = strings.TrimSuffix(base, ext)
	}
	o, err := prepare(filepath.Base(base), features, opt)
	if err != nil {
		return err
	}
	written := map[string]string{} // temporary name by extension
	defer func() {
		for _, name := range written {
			os.Remove(name)
		}
	}()
	for _, part := range o.parts() {
		f, err := os.CreateTemp(filepath.Dir(base), filepath.Base(base)+".*"+part.extension)
		if err != nil {
			return fmt.Errorf("shapefile: %w", err)
		}
		written[part.extension] = f.Name()
		if err := errors.Join(buffered(f, part.write), f.Chmod(0o644), f.Close()); err != nil {
			return fmt.Errorf("shapefile: %w", err)
		}
	}
	for _, ext := range []string{".sbn", ".sbx", ".qix", ".idm", ".ind"} {
		os.Remove(base + ext)
	}
	// Files that this one does not have would speak for it.
	if written[".prj"] == "" {
		os.Remove(base + ".prj")
	}
	for ext, name := range written {
		if err := os.Rename(name, base+ext); err != nil {
			return fmt.Errorf("shapefile: %w", err)
		}
		delete(written, ext)
	}
	return nil
}

// WriteZip writes the same files as Write into a zip, under the name layer.
func WriteZip(w io.Writer, layer string, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	o, err := prepare(layer, features, opt)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, part := range o.parts() {
		f, err := z.Create(layer + part.extension)
		if err == nil {
			err = buffered(f, part.write)
		}
		if err != nil {
			return fmt.Errorf("shapefile: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("shapefile: %w", err)
	}
	return nil
}

func buffered(w io.Writer, write func(*bufio.Writer)) error {
	b := bufio.NewWriterSize(w, 1<<16)
	write(b)
	return b.Flush() // the first error of any write
}

// An output is a Shapefile whose sizes are known.
type output struct {
	name     string
	features []boundary.Feature
	schema   *schema
	frame    boundary.Frame
	framed   bool // there is a feature with a frame
	box      box
	shpSize  int64
	note     func(message.Note)
}

type part struct {
	extension string
	write     func(*bufio.Writer)
}

func (o *output) parts() []part {
	text := func(s string) func(*bufio.Writer) {
		return func(w *bufio.Writer) { w.WriteString(s) }
	}
	encoding := "UTF-8"
	if o.schema.gbk {
		encoding = "GBK"
	}
	parts := []part{{".shp", o.writeShapes}, {".shx", o.writeIndex}, {".dbf", o.writeTable}, {".cpg", text(encoding)}}
	if o.framed {
		parts = append(parts, part{".prj", text(crs.ESRI(o.frame))})
	}
	return parts
}

func prepare(name string, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) (*output, error) {
	if opt == nil {
		opt = &WriteOptions{}
	}
	gbk, err := writerCharset(opt.Encoding)
	if err != nil {
		return nil, err
	}
	o := &output{name: name, shpSize: headerSize, box: emptyBox}
	o.note = func(n message.Note) {
		if opt.Note != nil {
			n.Place = n.Place.Within(message.Place{File: name})
			opt.Note(n)
		}
	}
	for f, err := range features {
		if err != nil {
			return nil, err
		}
		if err := o.add(f); err != nil {
			return nil, err
		}
	}
	if o.schema, err = inferSchema(o.features, gbk, o.note); err != nil {
		return nil, message.At(err, message.Place{File: name})
	}
	if size := int64(o.schema.recordLength()) * int64(len(o.features)); size > maxFileSize-(1<<16) || o.schema.recordLength() > math.MaxUint16 {
		return nil, o.tooLarge(".dbf", message.Place{File: name})
	}
	return o, nil
}

// add takes a feature in after checking frame and size.
func (o *output) add(f boundary.Feature) error {
	at := message.Place{File: o.name, Line: len(o.features) + 1, Feature: f.ID}
	size := int64(recordHeaderSize + 4)
	if rings := ringsOf(f.Boundary); len(rings) > 0 {
		size = int64(recordHeaderSize + contentSize(rings))
		frame := f.Boundary.Frame().WithEdges(boundary.Edges{})
		if o.framed && frame != o.frame {
			return msgShapefileMixedFrames.Error(boundary.ErrFrame, at,
				"frame", frame, "other", o.frame)
		}
		o.frame, o.framed = frame, true
		o.box.addRings(rings)
	} else {
		n := msgShapefileNullWritten.Warning(at)
		o.note(n)
	}
	if n := f.Boundary.Rounding(); n != nil {
		n := *n
		n.Place = n.Place.Within(at)
		o.note(n)
	}
	if o.shpSize += size; o.shpSize > maxFileSize {
		return o.tooLarge(".shp", at)
	}
	o.features = append(o.features, f)
	return nil
}

func (o *output) tooLarge(extension string, at message.Place) error {
	return msgShapefileTooLarge.Error(message.ErrLimit, at,
		"extension", extension)
}

func (o *output) writeHeader(w *bufio.Writer, size int64) {
	var h [headerSize]byte
	binary.BigEndian.PutUint32(h[0:], fileCode)
	binary.BigEndian.PutUint32(h[24:], uint32(size/2))
	binary.LittleEndian.PutUint32(h[28:], 1000) // version
	binary.LittleEndian.PutUint32(h[32:], typePolygon)
	if o.framed {
		o.box.put(h[36:])
	}
	w.Write(h[:])
}

func (o *output) writeShapes(w *bufio.Writer) {
	o.writeHeader(w, o.shpSize)
	var b []byte
	for i, f := range o.features {
		rings := ringsOf(f.Boundary)
		content := 4
		if len(rings) > 0 {
			content = contentSize(rings)
		}
		b = binary.BigEndian.AppendUint32(b[:0], uint32(i+1))
		b = binary.BigEndian.AppendUint32(b, uint32(content/2))
		w.Write(appendShape(b, rings))
	}
}

func (o *output) writeIndex(w *bufio.Writer) {
	o.writeHeader(w, headerSize+8*int64(len(o.features)))
	at := int64(headerSize)
	for _, f := range o.features {
		content := 4
		if rings := ringsOf(f.Boundary); len(rings) > 0 {
			content = contentSize(rings)
		}
		var entry [8]byte
		binary.BigEndian.PutUint32(entry[0:], uint32(at/2))
		binary.BigEndian.PutUint32(entry[4:], uint32(content/2))
		w.Write(entry[:])
		at += recordHeaderSize + int64(content)
	}
}

func (o *output) writeTable(w *bufio.Writer) {
	s := o.schema
	h := make([]byte, fieldSize, fieldSize*(len(s.fields)+1)+1)
	h[0] = 3 // dBASE III without memo
	// The same input gives the same bytes: the date is that of the format's
	// customary default, not today's.
	h[1], h[2], h[3] = 95, 7, 26
	binary.LittleEndian.PutUint32(h[4:], uint32(len(o.features)))
	binary.LittleEndian.PutUint16(h[8:], uint16(cap(h)))
	binary.LittleEndian.PutUint16(h[10:], uint16(s.recordLength()))
	if s.gbk {
		h[29] = 0x4d
	}
	for _, f := range s.fields {
		var d [fieldSize]byte
		copy(d[:maxName], f.short)
		d[11], d[16], d[17] = f.kind, byte(f.width), byte(f.decimals)
		h = append(h, d[:]...)
	}
	w.Write(append(h, fieldEnd))
	var b []byte
	for i, f := range o.features {
		b = s.appendRecord(b[:0], f, i+1)
		w.Write(b)
	}
	w.WriteByte(fileEnd)
	s.notes(o.note)
}

// ringsOf returns the rings of a boundary as a Shapefile wants them: shells
// clockwise, each followed by its holes counter-clockwise, all closed.
func ringsOf(b *boundary.Boundary) []boundary.Ring {
	if b == nil {
		return nil
	}
	var rings []boundary.Ring
	for _, p := range b.Polygons() {
		for i, r := range p {
			rings = append(rings, codec.Turned(r, i == 0))
		}
	}
	return rings
}

func contentSize(rings []boundary.Ring) int {
	n := 44 + 4*len(rings)
	for _, r := range rings {
		n += 16 * len(r)
	}
	return n
}

func appendShape(b []byte, rings []boundary.Ring) []byte {
	if len(rings) == 0 {
		return binary.LittleEndian.AppendUint32(b, typeNull)
	}
	b = binary.LittleEndian.AppendUint32(b, typePolygon)
	extent := emptyBox
	extent.addRings(rings)
	b = append(b, bytes.Repeat([]byte{0}, 32)...)
	extent.put(b[len(b)-32:])
	points := 0
	for _, r := range rings {
		points += len(r)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(rings)))
	b = binary.LittleEndian.AppendUint32(b, uint32(points))
	start := 0
	for _, r := range rings {
		b = binary.LittleEndian.AppendUint32(b, uint32(start))
		start += len(r)
	}
	for _, r := range rings {
		for _, p := range r {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.X))
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.Y))
		}
	}
	return b
}

// A box is the extent of shapes.
type box struct{ minX, minY, maxX, maxY float64 }

var emptyBox = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

func (b *box) addRings(rings []boundary.Ring) {
	for _, r := range rings {
		for _, p := range r {
			b.minX, b.minY = math.Min(b.minX, p.X), math.Min(b.minY, p.Y)
			b.maxX, b.maxY = math.Max(b.maxX, p.X), math.Max(b.maxY, p.Y)
		}
	}
}

func (b box) put(h []byte) {
	for i, v := range []float64{b.minX, b.minY, b.maxX, b.maxY} {
		binary.LittleEndian.PutUint64(h[8*i:], math.Float64bits(v))
	}
}
