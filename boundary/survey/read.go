package survey

import (
	"context"
	"io"
	"iter"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyParcels   = message.New("survey.parcels", "the file has more than {limit} parcels", "文件超过 {limit} 个地块")
	msgSurveyNoParcels = message.New("survey.no_parcels", "the section of coordinates is empty", "[地块坐标] 下没有地块")
	msgSurveyNotSurvey = message.New("survey.not_survey", "the file has neither parcels nor rows of coordinates: it is no survey file (界址点 TXT)",
		"文件中既没有地块，也没有坐标行，不是界址点 TXT 文件")
	msgSurveyNoAt       = message.New("survey.no_at", "the parcel line does not end in @", "地块行没有以 @ 结尾")
	msgSurveyFieldsMany = message.New("survey.fields_many", "the line has more than {limit} fields", "这一行超过 {limit} 个字段")
	msgSurveyHeaderLong = message.New("survey.header_long", "the header has more than {limit} lines", "文件头超过 {limit} 行")
	msgSurveyJoined     = message.New("survey.joined", "a line end is missing: field {field}, {text}, is a coordinate of a point that should have a line of its own",
		"缺少换行：第 {field} 个字段 {text} 是另一个界址点的坐标，该点应另起一行")
	msgSurveyLine   = message.New("survey.line", "{text} is neither a parcel line, which ends in @, nor a point", "{text} 既不是以 @ 结尾的地块行，也不是界址点行")
	msgSurveyPoints = message.New("survey.points", "the parcel has more than {limit} points", "地块超过 {limit} 个界址点")
)

// Options say how a file is read. Nil means the defaults.
type Options struct {
	boundary.Reading

	// AreaTolerance is the share of the computed area by which a stated area
	// may differ before a note is made; default 0.01, the survey rule.
	AreaTolerance float64

	// Header receives each header before the first parcel under it; nil: dropped.
	Header func(Header)
}

// Read returns the parcels of a survey file in the order of the file, reading
// one at a time. It ends after the first error.
func Read(ctx context.Context, in io.Reader, opt *Options) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		r := newReader(ctx, in, opt)
		if err := codec.FixedEncoding(&r.opt.Reading); err != nil {
			yield(boundary.Feature{}, err)
			return
		}
		for {
			f, err := r.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(boundary.Feature{}, message.At(err, message.Place{File: r.opt.Name}))
				return
			}
			if !yield(f, nil) {
				return
			}
		}
	}
}

// kinds of sections.
type part int

const (
	top         part = iota // before any section, or in [属性描述]
	extension               // [项目信息], [扩展信息] and the like
	coordinates             // [地块坐标]
)

type reader struct {
	opt       Options
	limits    boundary.Limits
	tolerance float64
	lines     *lines
	ctx       context.Context // of the call; ends making boundaries
	remarks   codec.Remarks   // on the file as a whole

	header    Header
	announced bool         // Options.Header knows it
	used      bool         // a parcel was read under it
	declared  *declaration // what it says of the coordinates, once asked
	section   string
	part      part
	sections  bool // a coordinate section was seen

	open        *parcel // the one being read
	titled      bool    // a line of column titles was seen
	heading     string  // a line of titles that was not understood
	headingLine int
	layout      layout // of rows without a parcel line; x < 0 until known
	groups      *bool  // whether layout.id names parcels; nil until two rows tell
	parcels     int    // complete
}

func newReader(ctx context.Context, in io.Reader, opt *Options) *reader {
	r := &reader{ctx: ctx, layout: noLayout}
	if opt != nil {
		r.opt = *opt
	}
	r.remarks = codec.NewRemarks(&r.opt.Reading)
	r.limits = codec.Limits(r.opt.Limits)
	if r.tolerance = r.opt.AreaTolerance; r.tolerance == 0 {
		r.tolerance = 0.01
	}
	r.lines = newLines(in, r.limits, r.remarks.Add)
	return r
}

// note passes on a remark on the file.
func (r *reader) note(m *message.Message, line int, pairs ...any) {
	r.remarks.Add(m.Note(message.Place{Line: line}, pairs...))
}

func (r *reader) warn(m *message.Message, line int, pairs ...any) {
	r.remarks.Add(m.Warning(message.Place{Line: line}, pairs...))
}

// next returns the next feature, io.EOF after the last.
func (r *reader) next() (boundary.Feature, error) {
	p, err := r.scan()
	if err != nil {
		return boundary.Feature{}, err
	}
	if r.parcels++; r.parcels > r.limits.Features {
		return boundary.Feature{}, msgSurveyParcels.Error(message.ErrLimit, message.Place{Line: p.line},
			"limit", r.limits.Features)
	}
	return r.feature(p, r.parcels)
}

// scan reads lines until a parcel is complete.
func (r *reader) scan() (*parcel, error) {
	for {
		text, err := r.lines.next()
		if err == io.EOF {
			if p := r.take(nil); p != nil {
				return p, nil
			}
			return nil, r.end()
		}
		if err != nil {
			return nil, err
		}
		p, err := r.line(clean(text))
		if err != nil {
			return nil, message.At(err, message.Place{Line: r.lines.number})
		}
		if p != nil {
			return p, nil
		}
	}
}

// end returns io.EOF, or an error where the file has shown nothing of a survey
// file at all.
func (r *reader) end() error {
	if len(r.header.Entries) > 0 {
		r.announce()
	}
	switch {
	case r.parcels > 0:
	case r.sections:
		r.warn(msgSurveyNoParcels, r.lines.number)
	default:
		return msgSurveyNotSurvey.Error(message.ErrSyntax, message.Place{})
	}
	return io.EOF
}

// take returns the open parcel and opens another.
func (r *reader) take(next *parcel) *parcel {
	done := r.open
	r.open = next
	return done
}

// line takes one line and returns the parcel that ended before it, if one did.
func (r *reader) line(text string) (*parcel, error) {
	if text == "" {
		return r.blank(), nil
	}
	if name, ok := section(text); ok {
		return r.enter(name), nil
	}
	if fields, ok := parcelFields(text); ok {
		return r.begin(fields)
	}
	inHeader := r.part != coordinates && r.open == nil
	if inHeader {
		if key, value, ok := keyValue(text); ok {
			return nil, r.entry(key, value)
		}
	}
	fields := split(text)
	if len(fields) > maxFields {
		return nil, tooManyFields(fields)
	}
	if l, ok := titles(fields); ok {
		r.layout, r.titled, r.groups, r.heading = l, true, nil, ""
		return nil, nil
	}
	if untitled(fields) && r.open == nil {
		r.heading, r.headingLine = text, r.lines.number
	}
	if inHeader && (r.part == extension || !r.rowLike(text, fields)) {
		return nil, r.entry("", text)
	}
	if r.part == coordinates && !r.headless() && !plausible(fields, 2) {
		if fields := cut(text, func(c rune) bool { return c == ',' }); parcelLike(fields) {
			r.note(msgSurveyNoAt, r.lines.number)
			if last := len(fields) - 1; fields[last] == "" { // the place of the @
				fields = fields[:last]
			}
			return r.begin(fields)
		}
	}
	return r.point(fields)
}

// rowLike tells a row from words outside of [地块坐标]. In doubt it is a row.
func (r *reader) rowLike(text string, fields []string) bool {
	n, most := 0, 0.0
	for _, f := range fields {
		if v, ok := number(f); ok {
			n, most = n+1, max(most, v)
		}
	}
	sure := r.used || has(text, ',', "，") || len(fields) > 1 && most >= 1e5
	return n >= 2 || n == 1 && sure || len(thousands.FindAllString(text, 2)) == 2 || manyPoints(fields)
}

// headless reports whether rows without a parcel line are being read.
func (r *reader) headless() bool { return r.open != nil && r.open.fields == nil }

// blank ends a parcel only where nothing else tells parcels apart.
func (r *reader) blank() *parcel {
	if r.headless() && r.open.key == "" {
		return r.take(nil)
	}
	return nil
}

// enter begins a section. One that is not of coordinates begins a new header
// once parcels were read under the old one: files are sometimes joined.
func (r *reader) enter(name string) *parcel {
	done := r.take(nil)
	r.section = name
	r.layout, r.titled, r.groups = noLayout, false, nil
	if strings.Contains(name, "坐标") && !strings.Contains(name, "坐标系") {
		r.part, r.sections = coordinates, true
		return done
	}
	r.part = extension
	if name == "属性描述" {
		r.part = top
	}
	if r.used {
		r.header, r.used, r.announced, r.declared = Header{}, false, false, nil
	}
	return done
}

func (r *reader) entry(key, value string) error {
	if len(r.header.Entries) >= maxEntries {
		return msgSurveyHeaderLong.Error(message.ErrLimit, message.Place{}, "limit", maxEntries)
	}
	r.announced, r.declared = false, nil
	r.header.Entries = append(r.header.Entries, HeaderLine{Section: r.section, Key: key, Value: value, Line: r.lines.number})
	return nil
}

// begin opens a parcel with a parcel line.
func (r *reader) begin(fields []string) (*parcel, error) {
	if len(fields) > maxFields {
		return nil, tooManyFields(fields)
	}
	for i := range fields { // an area and a number may be as large, but not both with decimals
		if large(fields, i) && large(fields, i+1) && plausible(fields, i) {
			return nil, joined(fields, i)
		}
	}
	r.announce()
	r.used = true
	return r.take(&parcel{line: r.lines.number, fields: fields}), nil
}

// joined returns the error for a line that would lose a point.
func joined(fields []string, i int) error {
	return msgSurveyJoined.Error(message.ErrSyntax, message.Place{},
		"field", i+1, "text", excerpt(fields[i]))
}

func (r *reader) announce() {
	if r.announced {
		return
	}
	r.announced = true
	r.header.Encoding = r.lines.encoding
	if r.opt.Header != nil {
		h := r.header
		h.Entries = append([]HeaderLine(nil), h.Entries...)
		r.opt.Header(h)
	}
}

// point adds a row to the open parcel, or ends it and opens another.
func (r *reader) point(fields []string) (*parcel, error) {
	if len(fields) < 2 {
		return nil, msgSurveyLine.Error(message.ErrSyntax, message.Place{},
			"text", excerpt(strings.Join(fields, ",")))
	}
	var l layout
	switch {
	case r.open != nil && !r.headless() && !r.titled:
		l = layoutOf(fields, true)
		if first := &r.open.layout; len(r.open.rows) == 0 {
			*first = l
		} else if !plausible(fields, l.x) || l.x > first.x+1 { // something is missing or wrong
			l = *first
		}
	case r.layout.x < 0 && r.heading != "":
		return nil, msgSurveyHeading.Error(message.ErrSyntax, message.Place{Line: r.headingLine},
			"heading", excerpt(r.heading))
	case r.layout.x < 0:
		r.layout = layoutOf(fields, false)
		fallthrough
	default:
		l = r.layout
	}
	if err := runTogether(fields, l.x); err != nil {
		return nil, err
	}
	at, err := l.point(fields)
	if err != nil {
		return nil, err
	}
	if i := l.another(fields, at, r.open != nil && !r.headless()); i >= 0 && !r.titled {
		return nil, joined(fields, i)
	}
	var done *parcel
	if r.open == nil || r.headless() {
		done = r.group(l, fields)
	}
	p := r.open
	if len(p.rows) >= r.limits.Vertices {
		return nil, msgSurveyPoints.Error(message.ErrLimit, message.Place{}, "limit", r.limits.Vertices)
	}
	name := pick(fields, l.name)
	if l.name < 0 && !r.grouping() {
		name = pick(fields, l.id)
	}
	p.rows = append(p.rows, row{name: name, at: at, symbols: hasSymbols(pick(fields, l.x)), ring: p.ringNumber(pick(fields, l.ring)), line: r.lines.number})
	return done, nil
}

func (r *reader) grouping() bool { return r.groups != nil && *r.groups }

// group opens a parcel for a row without a parcel line, where the row does not
// belong to the open one: by the number of the parcel, or by an id that proves
// to be such a number because the first two rows share it.
func (r *reader) group(l layout, fields []string) *parcel {
	key, id := pick(fields, l.parcel), pick(fields, l.id)
	p := r.open
	if p == nil {
		r.announce()
		r.used = true
		r.open = &parcel{line: r.lines.number, key: key, id: key}
		if r.grouping() {
			r.open.key, r.open.id = id, id
		} else if key == "" && r.groups == nil {
			r.open.id = id // until the second row tells
		}
		return nil
	}
	if r.groups == nil && l.parcel < 0 && l.id >= 0 {
		same := id == p.id && id != ""
		r.groups = &same
		p.id = ""
		if same {
			p.key, p.id = id, id
			p.rows[0].name = ""
		}
	}
	if r.grouping() {
		key = id
	}
	if key == "" || key == p.key { // some write the number on the first row only
		return nil
	}
	return r.take(&parcel{line: r.lines.number, key: key, id: key})
}
