package geojson

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonEmptyFile = message.New("geojson.empty_file", "the file is empty", "文件是空的")
	msgGeojsonTrailing  = message.New("geojson.trailing", "more follows after the end of the data, from byte {offset}", "数据结束之后还有多余内容（自第 {offset} 字节起）")
	msgGeojsonUtf16     = message.New("geojson.utf16", "the text is UTF-16; GeoJSON is always UTF-8, convert the file first",
		"文件是 UTF-16 编码；GeoJSON 只能用 UTF-8，请先转换编码")
	msgGeojsonList = message.New("geojson.list", "this is a list of features without the collection around it: put {before} before it and {after} after it",
		"文件是图斑的列表，缺少外面的 FeatureCollection：请在开头加上 {before}，在结尾加上 {after}")
	msgGeojsonNoFeaturesMember = message.New("geojson.no_features_member", "the FeatureCollection has no features member", "FeatureCollection 没有 features 成员")
	msgGeojsonNoFeatures       = message.New("geojson.no_features", "the FeatureCollection has no features", "FeatureCollection 中没有要素")
)

// Read returns the features of a GeoJSON file in the order of the file, reading
// no more than some hundred ahead. It ends after the first error. The stream can
// be ranged over once.
//
// Where in is an io.Seeker, a crs that comes after the features is looked up
// when the first of them turns out to need one.
func Read(ctx context.Context, in io.Reader, opt *Options) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		q := codec.NewQueue(yield)
		defer q.Stop()
		r := newReader(ctx, in, opt, q)
		err := r.texts()
		if more := q.Flush(); more && err != nil {
			yield(boundary.Feature{}, message.At(err, message.Place{File: r.opt.Name}))
		}
	}
}

// errStopped says that the caller wants no more features.
var errStopped = errors.New("geojson: stopped")

type reader struct {
	ctx         context.Context // of the call; ends making boundaries
	in          io.Reader
	opt         Options
	scanner     *scanner
	maxVertices int
	queue       *codec.Queue
	remarks     codec.Remarks // on the file as a whole

	number     int  // of features so far
	records    bool // texts begin with a record separator
	whole      bool // a collection was read that can only be the whole file
	text       int  // number of the text that is being read
	collection collection

	shape  *shape       // of the feature being read
	crs    *declaration // of a geometry in it
	opened int          // brackets that coordinates has consumed already
}

// A collection is what is known of the FeatureCollection being read.
type collection struct {
	features int          // read so far
	crs      *declaration // nil: none so far
	assumed  bool         // features were read without a crs
}

func newReader(ctx context.Context, in io.Reader, opt *Options, q *codec.Queue) *reader {
	r := &reader{ctx: ctx, in: in, queue: q, shape: newShape()}
	if opt != nil {
		r.opt = *opt
	}
	r.remarks = codec.NewRemarks(&r.opt.Reading)
	limits := codec.Limits(r.opt.Limits)
	r.scanner = newScanner(in, limits)
	r.scanner.name = r.opt.Name
	r.maxVertices = min(limits.Vertices, math.MaxInt32/2)
	return r
}

// remark passes on a note on the file, once.
func (r *reader) remark(m *message.Message, pairs ...any) {
	r.remarks.Add(m.Note(message.Place{Line: r.scanner.line}, pairs...))
}

func (r *reader) warn(m *message.Message, pairs ...any) {
	r.remarks.Add(m.Warning(message.Place{Line: r.scanner.line}, pairs...))
}

// texts reads the file: one GeoJSON text, or one a line (newline-delimited) or
// after each record separator (RFC 8142).
func (r *reader) texts() error {
	s := r.scanner
	if err := codec.FixedEncoding(&r.opt.Reading); err != nil {
		return err
	}
	if err := r.byteOrderMark(); err != nil {
		return err
	}
	for {
		line, separated := s.line, false
		for s.peek() == 0x1e {
			s.pos++
			separated = true
		}
		first := r.text == 0
		r.records = r.records || first && separated
		switch {
		case s.peek() == '{' && !r.whole && (first || separated || s.line > line):
			r.text++
			if err := r.topLevel(); err != nil {
				return err
			}
		case s.pos == s.end && s.err == io.EOF:
			if first {
				return msgGeojsonEmptyFile.Error(message.ErrSyntax, message.Place{})
			}
			return nil
		case first && s.listOfFeatures():
			return s.syntax(msgGeojsonList, "before", `{"type":"FeatureCollection","features":`, "after", "}")
		case first || s.pos == s.end:
			return s.unexpected("a GeoJSON object")
		default:
			return r.trailing()
		}
	}
}

func (r *reader) trailing() error {
	return r.scanner.syntax(msgGeojsonTrailing, "offset", r.scanner.offset())
}

// byteOrderMark skips the mark of UTF-8 and refuses those of UTF-16.
func (r *reader) byteOrderMark() error {
	s := r.scanner
	s.have(3)
	switch b := s.buf[s.pos:s.end]; {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		s.pos += 3
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return s.syntax(msgGeojsonUtf16)
	}
	return nil
}

// topLevel reads one GeoJSON text.
func (r *reader) topLevel() error {
	r.collection = collection{}
	r.begin()
	o := object{role: topRole}
	if err := r.object(&o); err != nil {
		if o.geometry || o.kind == "Feature" {
			return r.inFeature(err, &o)
		}
		return err
	}
	if o.seen&featuresMember != 0 || o.kind == "FeatureCollection" {
		return r.endCollection(&o)
	}
	if o.kind != "Feature" {
		if err := r.checkGeometry(&o); err != nil {
			return err
		}
	}
	r.number++
	return r.feature(&o)
}

func (r *reader) endCollection(o *object) error {
	s := r.scanner
	r.whole = !r.records
	switch {
	case o.kind == "":
		return s.syntax(msgGeojsonNoType)
	case o.seen&featuresMember == 0:
		return s.syntax(msgGeojsonNoFeaturesMember)
	case r.collection.features == 0:
		r.remark(msgGeojsonNoFeatures)
	}
	return nil
}

// begin forgets the feature before.
func (r *reader) begin() {
	r.shape.reset()
	r.crs = nil
}
