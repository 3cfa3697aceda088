package shapefile

import (
	"bytes"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/crs"
)

// Read returns the features of one Shapefile in the order of the file. The
// stream can be ranged over once. It stops after the first error.
func Read(files Files, opt *Options) iter.Seq2[boundary.Feature, error] {
	if opt == nil {
		opt = &Options{}
	}
	base := strings.TrimSuffix(opt.Name, path.Ext(opt.Name))
	b := bundle{
		shp: member{files.SHP, opt.Name}, dbf: member{files.DBF, base + ".dbf"}, shx: member{files.SHX, base + ".shx"},
		prj: member{files.PRJ, base + ".prj"}, cpg: member{files.CPG, base + ".cpg"},
	}
	return func(yield func(boundary.Feature, error) bool) { b.read(opt, yield) }
}

// A reader joins shapes and attributes to features.
type reader struct {
	opt    *Options
	build  boundary.Options
	limits boundary.Limits
	shapes *shapes
	table  *table // nil: none
	index  *index // nil: none
	crs    projection

	nulls, gone counter
	heights     bool
	outOfOrder  bool
}

// A counter counts records that are left out.
type counter struct{ count, first int }

func (c *counter) add(record int) {
	if c.count++; c.count == 1 {
		c.first = record
	}
}

func (b bundle) read(opt *Options, yield func(boundary.Feature, error) bool) {
	r, err := b.open(opt)
	if err != nil {
		yield(boundary.Feature{}, err)
		return
	}
	defer r.remarkSkipped()
	q := boundary.NewQueue(yield)
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

func (b bundle) open(opt *Options) (*reader, error) {
	r := &reader{opt: opt, limits: opt.Limits.WithDefaults()}
	if opt.Build != nil {
		r.build = *opt.Build
	}
	r.build.ByNesting = true

	if b.shp.Reader == nil {
		return nil, boundary.NewError(boundary.ErrSyntax, "shapefile.no_shp", boundary.Place{File: b.shp.name}, "there is no .shp file")
	}
	left := &budget{left: r.limits.Bytes, limit: r.limits.Bytes}
	for _, ext := range extensions {
		if m := b.member(ext); m.Reader != nil {
			m.Reader = limited{m.Reader, left}
		}
	}
	var err error
	if r.shapes, err = openShapes(b.shp, r.limits); err != nil {
		return nil, err
	}
	if r.crs, err = openProjection(b.prj, opt); err != nil {
		return nil, err
	}
	r.index = openIndex(b.shx)
	declared, err := r.declaredCharset(b.cpg)
	if err != nil {
		return nil, err
	}
	if b.dbf.Reader == nil {
		r.remark("shapefile.no_dbf", "there is no .dbf file; the features have no attributes")
		r.announce(declared)
		return r, nil
	}
	if r.table, err = openTable(b.dbf, declared, r.opt.Remark); err == nil {
		r.announce(declared)
	}
	return r, err
}

func (r *reader) remark(code, template string, pairs ...any) {
	r.opt.Remark(boundary.NewNote(code, boundary.Place{File: r.shapes.name}, template, pairs...))
}

// declaredCharset returns the encoding by option or .cpg, nil for neither.
func (r *reader) declaredCharset(m member) (*charset, error) {
	if r.opt.Encoding != "" {
		c, ok := charsetOf(r.opt.Encoding)
		if !ok {
			return nil, boundary.NewError(boundary.ErrSyntax, "shapefile.encoding", boundary.Place{File: r.shapes.name},
				"the encoding {encoding} is not known; name GBK, UTF-8, Big5 or a Windows or ISO 8859 code page", "encoding", r.opt.Encoding)
		}
		return &c, nil
	}
	if m.Reader == nil {
		return nil, nil
	}
	text, err := io.ReadAll(io.LimitReader(m, 100))
	if err != nil {
		return nil, broken(err, boundary.Place{File: m.name}, "the encoding", int64(len(text)))
	}
	said := string(bytes.TrimPrefix(text, []byte("\ufeff")))
	said = strings.Trim(strings.ToValidUTF8(said, "\ufffd"), "\x00 \t\r\n")
	c, ok := charsetOf(said)
	if !ok {
		r.opt.Remark(boundary.NewNote("shapefile.cpg", boundary.Place{File: m.name},
			"the encoding {encoding} in the .cpg file is not known; the attributes are looked at instead", "encoding", said))
		return nil, nil
	}
	return &c, nil
}

// next returns what makes the next feature, and of how many vertices, or io.EOF.
func (r *reader) next() (vertices int, made func() (boundary.Feature, error), err error) {
	for {
		if r.atTrailingBytes() {
			return 0, nil, io.EOF
		}
		sh, err := r.shapes.next()
		if err != nil {
			return 0, nil, err
		}
		if sh.record > r.limits.Features {
			return 0, nil, boundary.NewError(boundary.ErrLimit, "shapefile.too_many_features", r.place(sh), "the file has more than {limit} features", "limit", r.limits.Features)
		}
		if err := r.checkOrder(sh); err != nil {
			return 0, nil, err
		}
		var f boundary.Feature
		if r.table != nil {
			var gone bool
			f.Properties, f.Notes, gone, err = r.table.next(r.place(sh))
			if err == io.EOF {
				err = boundary.NewError(boundary.ErrSyntax, "shapefile.dbf_short", boundary.Place{File: r.table.name, Line: r.table.records},
					"the attribute table ends after {records} records, but there are more shapes; the files do not belong together or were edited apart", "records", r.table.records)
			}
			if err != nil {
				return 0, nil, err
			}
			if gone {
				r.gone.add(sh.record)
				continue
			}
		}
		if sh.rings == nil && r.opt.SkipNull {
			r.nulls.add(sh.record)
			continue
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
	f.ID = boundary.FeatureID("", f.Properties, sh.record)
	at := r.place(sh)
	at.Feature = f.ID
	for i := range f.Notes {
		f.Notes[i].Place = f.Notes[i].Place.Within(at)
	}
	if sh.rings == nil {
		return nil, boundary.NewError(boundary.ErrGeometry, "shapefile.no_geometry", at, "the feature has no geometry")
	}
	if sh.kind != typePolygon && !r.heights {
		r.heights = true
		r.remark("shapefile.heights", "heights and measures of the vertices are not kept")
	}
	frame, err := r.crs.settle(sh.rings[0][0])
	if err != nil {
		return nil, boundary.At(err, at)
	}
	build := r.build
	return func() (boundary.Feature, error) {
		polygons := make([]boundary.Polygon, len(sh.rings))
		for i := range sh.rings {
			polygons[i] = sh.rings[i : i+1 : i+1] // boundary.New finds the holes
		}
		if err := fits(polygons, frame); err != nil {
			return f, boundary.At(err, at)
		}
		b, repairs, err := boundary.New(frame, polygons, &build)
		if err != nil {
			return f, boundary.At(err, at)
		}
		for _, n := range repairs {
			n.Place = n.Place.Within(at)
			f.Notes = append(f.Notes, n)
		}
		f.Boundary = b
		return f, nil
	}, nil
}

func (r *reader) place(sh shape) boundary.Place {
	return boundary.Place{File: r.shapes.name, Line: sh.record}
}

// checkOrder compares the shape with its two witnesses. Software that edits in
// place appends a grown shape at the end and corrects the index; attributes
// would then go to the wrong shapes.
func (r *reader) checkOrder(sh shape) error {
	agrees := r.index.agrees(sh)
	if int(sh.number) == sh.record {
		return nil
	}
	if r.index != nil && !agrees && sh.number > 0 {
		return boundary.NewError(boundary.ErrSyntax, "shapefile.order", r.place(sh),
			"shape {record} calls itself number {number} and the .shx file points elsewhere: the shapes are not in the order of the attributes; rewrite the file first (ogr2ogr new.shp old.shp)", "record", sh.record, "number", sh.number)
	}
	if !r.outOfOrder {
		r.outOfOrder = true
		r.remark("shapefile.record_number", "shape {record} calls itself number {number}; shapes and attributes are joined by their order", "record", sh.record, "number", sh.number)
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
	r.remark("shapefile.trailing_bytes", "bytes after the last shape are not read")
	return true
}

// finish looks whether the file was whole.
func (r *reader) finish() error {
	s := r.shapes
	if r.table != nil {
		_, _, _, err := r.table.next(boundary.Place{})
		if err == nil {
			return boundary.NewError(boundary.ErrSyntax, "shapefile.shp_short", boundary.Place{File: s.name, Line: s.records},
				"there are {shapes} shapes, but more records in the attribute table; the .shp file is not whole or does not belong to it", "shapes", s.records)
		}
		if err != io.EOF {
			return err
		}
		if r.table.declared != s.records {
			r.opt.Remark(boundary.NewNote("shapefile.dbf_count", boundary.Place{File: r.table.name},
				"the header of the attribute table states {stated} records, but there are {records}", "stated", r.table.declared, "records", s.records))
		}
	}
	if s.at < s.declared {
		if r.table == nil {
			return broken(io.ErrUnexpectedEOF, s.place(), "the shapes", s.at)
		}
		r.remark("shapefile.shp_length", "the header states {stated} bytes, but there are {bytes}", "stated", s.declared, "bytes", s.at)
	}
	if r.index != nil && (r.index.differs != 0 || !r.index.ended()) {
		r.opt.Remark(boundary.NewNote("shapefile.shx", boundary.Place{File: r.index.name},
			"the .shx file does not agree with the shapes; it is not needed, and the shapes are read in their order"))
	}
	return nil
}

// remarkSkipped says what was left out, however the reading ended.
func (r *reader) remarkSkipped() {
	if r.gone.count > 0 {
		r.remark("shapefile.deleted", "{count} records that are marked as deleted are left out, the first is {first}", "count", r.gone.count, "first", r.gone.first)
	}
	if r.nulls.count > 0 {
		n := boundary.NewNote("shapefile.nulls_skipped", boundary.Place{File: r.shapes.name}, "{count} records without geometry are left out, the first is {first}", "count", r.nulls.count, "first", r.nulls.first)
		n.Warning = true
		r.opt.Remark(n)
	}
}

// A projection finds the frame of the coordinates.
type projection struct {
	opt      *Options
	frame    boundary.Frame
	declared bool // by the .prj or the caller
	given    bool // by the caller, which is final
	settled  bool // compared with numbers of the file
	name     string
	text     []byte // of the .prj
}

func openProjection(m member, opt *Options) (projection, error) {
	p := projection{opt: opt, name: m.name, given: opt.Frame != nil}
	if p.given {
		p.frame, p.declared = opt.InFrame(*opt.Frame), true
	}
	if m.Reader == nil {
		return p, nil
	}
	at := boundary.Place{File: m.name}
	text, err := io.ReadAll(io.LimitReader(m, crs.MaxBytes+1))
	if err != nil {
		return p, broken(err, at, "the coordinate system", int64(len(text)))
	}
	p.text = text
	f, notes, err := crs.Frame(text)
	if p.given {
		if err != nil || f != p.frame.WithEdges(boundary.Edges{}) {
			opt.Remark(boundary.NewNote("shapefile.frame_overridden", at,
				"the coordinate system of the file, {declared}, is set aside; the numbers are read as EPSG:{epsg}", "declared", describe(f, err, text), "epsg", p.frame.EPSG()))
		}
		return p, nil
	}
	if err != nil {
		return p, boundary.At(err, at)
	}
	for _, n := range notes {
		n.Place = n.Place.Within(at)
		opt.Remark(n)
	}
	p.frame, p.declared = f, true
	return p, nil
}

// describe names the coordinate system of a .prj that is set aside.
func describe(f boundary.Frame, err error, text []byte) string {
	if err == nil {
		return f.String()
	}
	if name := crs.Name(text); name != "" {
		return name
	}
	return "which is unreadable"
}

// settle returns the frame of the file. Its first point decides what the .prj
// left open.
func (p *projection) settle(first boundary.Point) (boundary.Frame, error) {
	if !p.settled {
		p.settled = true
		switch {
		case p.declared:
			f, n := crs.Reconcile(p.frame, first)
			p.frame = f
			if n != nil {
				n.Place.File = p.name
				p.opt.Remark(*n)
			}
		default:
			f, n, err := crs.Recognise(first)
			if err != nil {
				return f, boundary.At(err, boundary.Place{Polygon: 1, Ring: 1})
			}
			p.frame = f
			p.opt.Remark(n)
		}
	}
	if p.given { // in place of which InFrame would put what was given
		return p.frame, nil
	}
	return p.opt.InFrame(p.frame), nil
}

// fits looks whether every point can be in the frame.
func fits(polygons []boundary.Polygon, frame boundary.Frame) error {
	for i, polygon := range polygons {
		for j, ring := range polygon {
			for k, point := range ring {
				if err := crs.Check(frame, point); err != nil {
					return boundary.At(err, boundary.Place{Polygon: i + 1, Ring: j + 1, Vertex: k + 1})
				}
			}
		}
	}
	return nil
}
