package shapefile

import (
	"bytes"
	"context"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/internal/bounded"
	"github.com/sanxian/sanxian/message"
)

var (
	msgShapefileNoDbf    = message.New("shapefile.no_dbf", "there is no .dbf file; the features have no attributes", "缺少 .dbf 文件，要素没有属性")
	msgShapefileEncoding = message.New("shapefile.encoding", "the encoding {encoding} is not known; name GBK, UTF-8, Big5 or a Windows or ISO 8859 code page",
		"不认识编码 {encoding}，请写 GBK、UTF-8、Big5 或 Windows、ISO 8859 代码页")
	msgShapefileEncodingUnused = message.New("shapefile.encoding_unused", "the encoding {encoding} is given, but there is no .dbf file whose texts could be in it; leave it out, or put the .dbf beside the .shp",
		"指定了编码 {encoding}，但没有 .dbf 文件，无文字可用：请去掉编码，或把 .dbf 放在 .shp 旁边")
	msgShapefileCpg = message.New("shapefile.cpg", "the encoding {encoding} in the .cpg file is not known; the attributes are looked at instead",
		"不认识 .cpg 文件中的编码 {encoding}，改为根据属性内容判断")
	msgShapefileTooManyFeatures = message.New("shapefile.too_many_features", "the file has more than {limit} features", "要素超过 {limit} 个")
	msgShapefileDbfShort        = message.New("shapefile.dbf_short", "the attribute table ends after {records} records, but there are more shapes; the files do not belong together or were edited apart",
		"属性表只有 {records} 条记录，但还有图形：.shp 与 .dbf 不是同一套文件，或被分别修改过")
	msgShapefileNoGeometry = message.New("shapefile.no_geometry", "the feature has no geometry", "要素没有图形")
	msgShapefileHeights    = message.New("shapefile.heights", "heights and measures of the vertices are not kept", "未保留顶点的高程和 M 值")
	msgShapefileOrder      = message.New("shapefile.order", "shape {record} calls itself number {number} and the .shx file points elsewhere: the shapes are not in the order of the attributes; rewrite the file first (ogr2ogr new.shp old.shp)",
		"第 {record} 个图形的编号为 {number}，.shx 也指向别处：图形与属性的顺序不一致，请先重写文件（ogr2ogr 新.shp 旧.shp）")
	msgShapefileRecordNumber = message.New("shapefile.record_number", "shape {record} calls itself number {number}; shapes and attributes are joined by their order",
		"第 {record} 个图形的编号为 {number}，图形与属性按顺序对应")
	msgShapefileTrailingBytes = message.New("shapefile.trailing_bytes", "bytes after the last shape are not read", "最后一个图形之后还有多余字节，未读取")
	msgShapefileShpShort      = message.New("shapefile.shp_short", "there are {shapes} shapes, but more records in the attribute table; the .shp file is not whole or does not belong to it",
		"只有 {shapes} 个图形，但属性表中还有记录：.shp 文件不完整，或与 .dbf 不是同一套文件")
	msgShapefileDbfCount = message.New("shapefile.dbf_count", "the header of the attribute table states {stated} records, but there are {records}",
		"属性表文件头写明 {stated} 条记录，实际为 {records} 条")
	msgShapefileShpLength = message.New("shapefile.shp_length", "the header states {stated} bytes, but there are {bytes}", "文件头写明 {stated} 字节，实际为 {bytes} 字节")
	msgShapefileShx       = message.New("shapefile.shx", "the .shx file does not agree with the shapes; it is not needed, and the shapes are read in their order",
		"索引文件 .shx 与图形不符；不需要该文件，已按图形顺序读取")
	msgShapefileShxLength = message.New("shapefile.shx_length", "the header of the .shx file states {stated} shapes, but it lists {listed}", ".shx 文件头写明 {stated} 个图形，实际列出 {listed} 个")
	msgShapefileDeleted   = message.New("shapefile.deleted", "{count} records that are marked as deleted are left out, the first is {first}",
		"略去 {count} 条带删除标记的记录，首条为第 {first} 条")
	msgShapefileFrameOverridden = message.New("shapefile.frame_overridden", "the coordinate system of the file, {declared}, is set aside; the numbers are read as EPSG:{epsg}",
		"未采用文件中的坐标系（{declared}），坐标按 EPSG:{epsg} 读取")
)

// Read returns the features of one Shapefile in the order of the file. The
// stream can be ranged over once. It stops after the first error.
func Read(ctx context.Context, files Files, opt *Options) iter.Seq2[boundary.Feature, error] {
	if opt == nil {
		opt = &Options{}
	}
	base := strings.TrimSuffix(opt.Name, path.Ext(opt.Name))
	b := bundle{
		shp: member{files.SHP, opt.Name}, dbf: member{files.DBF, base + ".dbf"}, shx: member{files.SHX, base + ".shx"},
		prj: member{files.PRJ, base + ".prj"}, cpg: member{files.CPG, base + ".cpg"},
	}
	return func(yield func(boundary.Feature, error) bool) { b.read(ctx, opt, yield) }
}

// A reader joins shapes and attributes to features.
type reader struct {
	ctx     context.Context // of the call; ends making boundaries
	opt     *Options
	remarks codec.Remarks
	build   boundary.Options
	limits  boundary.Limits
	shapes  *shapes
	table   *table // nil: none
	index   *index // nil: none
	crs     projection

	gone       counter
	unlisted   counter // shapes that nothing points to, by their place
	passed     int64   // bytes that belong to no shape
	heights    bool
	outOfOrder bool
}

// A counter counts records that are left out.
type counter struct{ count, first int }

func (c *counter) add(record int) {
	if c.count++; c.count == 1 {
		c.first = record
	}
}

func (b bundle) read(ctx context.Context, opt *Options, yield func(boundary.Feature, error) bool) {
	r, err := b.open(ctx, opt)
	if err != nil {
		yield(boundary.Feature{}, err)
		return
	}
	defer r.remarkSkipped()
	q := codec.NewQueue(yield)
	defer q.Stop()
	for {
		vertices, made, err := r.next()
		if err == nil && q.Add(vertices, made) {
			continue
		}
		if err == io.EOF {
			err = r.finish()
		}
		if more := q.Flush(); more && err != nil {
			yield(boundary.Feature{}, err)
		}
		return
	}
}

func (b bundle) open(ctx context.Context, opt *Options) (*reader, error) {
	r := &reader{ctx: ctx, opt: opt, remarks: codec.NewRemarks(&opt.Reading), limits: codec.Limits(opt.Limits)}
	if opt.Build != nil {
		r.build = *opt.Build
	}
	r.build.ByNesting = true

	if b.shp.Reader == nil {
		return nil, msgShapefileNoShp.Error(message.ErrSyntax, message.Place{File: b.shp.name})
	}
	left := bounded.NewBudget(r.limits.Bytes)
	within := func(in io.Reader) io.Reader { return bounded.NewReader(in, left, tooLong) }
	r.shapes = newShapes(b.shp, r.limits)
	r.shapes.seekIn(b.shp.Reader, within)
	for _, ext := range extensions {
		if m := b.member(ext); m.Reader != nil {
			m.Reader = within(m.Reader)
		}
	}
	err := r.shapes.open(b.shp)
	if err != nil {
		return nil, err
	}
	if r.crs, err = openProjection(b.prj, opt, &r.remarks); err != nil {
		return nil, err
	}
	r.index = openIndex(b.shx)
	declared, err := r.declaredCharset(b.cpg)
	if err != nil {
		return nil, err
	}
	if b.dbf.Reader == nil {
		if opt.Encoding != "" {
			return nil, msgShapefileEncodingUnused.Error(message.ErrSyntax, message.Place{File: b.shp.name}, "encoding", opt.Encoding)
		}
		r.remark(msgShapefileNoDbf)
		r.announce(declared)
		return r, nil
	}
	if r.table, err = openTable(b.dbf, declared, r.remarks.Add); err == nil {
		r.announce(declared)
	}
	return r, err
}

func (r *reader) remark(m *message.Message, pairs ...any) {
	r.remarks.Add(m.Note(message.Place{File: r.shapes.name}, pairs...))
}

// declaredCharset returns the encoding by option or .cpg, nil for neither.
func (r *reader) declaredCharset(m member) (*charset, error) {
	if r.opt.Encoding != "" {
		c, ok := charsetOf(r.opt.Encoding)
		if !ok {
			return nil, msgShapefileEncoding.Error(message.ErrSyntax, message.Place{File: r.shapes.name},
				"encoding", r.opt.Encoding)
		}
		return &c, nil
	}
	if m.Reader == nil {
		return nil, nil
	}
	text, err := io.ReadAll(io.LimitReader(m, 100))
	if err != nil {
		return nil, broken(err, message.Place{File: m.name}, "the encoding", int64(len(text)))
	}
	said := string(bytes.TrimPrefix(text, []byte("\ufeff")))
	said = strings.Trim(strings.ToValidUTF8(said, "\ufffd"), "\x00 \t\r\n")
	c, ok := charsetOf(said)
	if !ok {
		r.remarks.Add(msgShapefileCpg.Note(message.Place{File: m.name},
			"encoding", said))
		return nil, nil
	}
	return &c, nil
}

// next returns what makes the next feature, and of how many vertices, or io.EOF.
func (r *reader) next() (vertices int, made func() (boundary.Feature, error), err error) {
	for {
		end, err := r.advance()
		if err != nil {
			return 0, nil, err
		}
		sh, err := r.shapes.next(end)
		if err != nil {
			return 0, nil, err
		}
		if sh.record > r.limits.Features {
			return 0, nil, msgShapefileTooManyFeatures.Error(message.ErrLimit, r.place(sh), "limit", r.limits.Features)
		}
		if err := r.checkOrder(sh); err != nil {
			return 0, nil, err
		}
		var f boundary.Feature
		if r.table != nil {
			var gone bool
			f.Properties, f.Notes, gone, err = r.table.next(r.place(sh))
			if err == io.EOF {
				err = msgShapefileDbfShort.Error(message.ErrSyntax, message.Place{File: r.table.name, Line: r.table.records},
					"records", r.table.records)
			}
			if err != nil {
				return 0, nil, err
			}
			if gone {
				r.gone.add(sh.record)
				continue
			}
		}
		made, err = r.finishFeature(f, sh)
		for _, ring := range sh.rings {
			vertices += len(ring)
		}
		return vertices, made, err
	}
}

// finishFeature gives a feature its id, and returns what gives it its boundary.
func (r *reader) finishFeature(f boundary.Feature, sh shape) (func() (boundary.Feature, error), error) {
	f.ID = codec.FeatureID("", f.Properties, sh.record)
	at := r.place(sh)
	at.Feature = f.ID
	for i := range f.Notes {
		f.Notes[i].Place = f.Notes[i].Place.Within(at)
	}
	if sh.rings == nil {
		if !r.opt.KeepEmpty {
			return nil, msgShapefileNoGeometry.Error(boundary.ErrGeometry, at)
		}
		return func() (boundary.Feature, error) { return codec.Landless(f, at), nil }, nil
	}
	if sh.kind != typePolygon && !r.heights {
		r.heights = true
		r.remark(msgShapefileHeights)
	}
	first := slices.IndexFunc(sh.rings, func(ring boundary.Ring) bool { return len(ring) > 0 })
	frame, err := r.crs.settle(sh.rings[first][0])
	if err != nil {
		return nil, message.At(err, at)
	}
	ctx, build, keep := r.ctx, r.build, r.opt.KeepEmpty
	return func() (boundary.Feature, error) {
		polygons := make([]boundary.Polygon, len(sh.rings))
		for i := range sh.rings {
			polygons[i] = sh.rings[i : i+1 : i+1] // boundary.New finds the holes
		}
		if err := fits(polygons, frame); err != nil {
			return f, message.At(err, at)
		}
		return codec.Make(ctx, f, at, frame, polygons, &build, keep)
	}, nil
}

func (r *reader) place(sh shape) message.Place {
	return message.Place{File: r.shapes.name, Line: sh.record}
}

// checkOrder compares the number of a shape with its place. Where the index has
// told the place, it is right; one that was set aside is a witness that attributes
// would go to the wrong shapes.
func (r *reader) checkOrder(sh shape) error {
	if int(sh.number) == sh.record {
		return nil
	}
	if r.index != nil && r.index.dropped && sh.number > 0 {
		return msgShapefileOrder.Error(message.ErrSyntax, r.place(sh),
			"record", sh.record, "number", sh.number)
	}
	if !r.outOfOrder {
		r.outOfOrder = true
		r.remark(msgShapefileRecordNumber, "record", sh.record, "number", sh.number)
	}
	return nil
}

// atTrailingBytes reports whether the shapes that the header and the table
// announce are all read, though bytes follow.
func (r *reader) atTrailingBytes() bool {
	s := r.shapes
	if s.at < s.declared || r.table == nil || s.records < r.table.declared {
		return false
	}
	if _, err := s.r.Peek(1); err != nil {
		return false
	}
	if _, err := r.table.r.Peek(len(r.table.record)); err == nil {
		return false // there is a further record, so these may be shapes
	}
	r.remark(msgShapefileTrailingBytes)
	return true
}

// finish looks whether the file was whole.
func (r *reader) finish() error {
	s := r.shapes
	if r.table != nil {
		_, _, _, err := r.table.next(message.Place{})
		if err == nil {
			return msgShapefileShpShort.Error(message.ErrSyntax, message.Place{File: s.name, Line: s.records},
				"shapes", s.records)
		}
		if err != io.EOF {
			return err
		}
		if r.table.declared != s.records {
			r.remarks.Add(msgShapefileDbfCount.Note(message.Place{File: r.table.name},
				"stated", r.table.declared, "records", s.records))
		}
	}
	if s.farthest < s.declared {
		if r.table == nil {
			return broken(io.ErrUnexpectedEOF, s.place(), "the shapes", s.farthest)
		}
		r.remark(msgShapefileShpLength, "stated", s.declared, "bytes", s.farthest)
	}
	r.remarkIndex()
	return nil
}

// remarkIndex says where the index disagreed, and what that came to.
func (r *reader) remarkIndex() {
	switch x := r.index; {
	case x == nil:
	case x.leads:
		r.remark(msgShapefileByIndex, "bytes", r.passed)
		if x.read != x.stated {
			r.remarks.Add(msgShapefileShxLength.Note(message.Place{File: x.name}, "stated", x.stated, "listed", x.read))
		}
	case !x.agreed():
		n := msgShapefileShx.Note(message.Place{File: x.name})
		n.Warning = x.dropped && !x.damaged
		r.remarks.Add(n)
	}
	if r.unlisted.count > 0 {
		r.remarks.Add(msgShapefileUnlisted.Warning(message.Place{File: r.shapes.name}, "count", r.unlisted.count, "first", r.unlisted.first))
	}
}

// remarkSkipped says what was left out, however the reading ended.
func (r *reader) remarkSkipped() {
	if r.gone.count > 0 {
		r.remark(msgShapefileDeleted, "count", r.gone.count, "first", r.gone.first)
	}
}
