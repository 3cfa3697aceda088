package shapefile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgShapefileNotShp       = message.New("shapefile.not_shp", "this is no Shapefile: it does not begin with the file code 9994", "不是 Shapefile：文件头代码不是 9994")
	msgShapefileNotPolygons  = message.New("shapefile.not_polygons", "the file holds {kind}; only polygons have an inside", "文件中是点、线等图形（{kind}），不是面")
	msgShapefileShapeType    = message.New("shapefile.shape_type", "there is no shape type {type}", "不存在的图形类型 {type}")
	msgShapefileRecordLength = message.New("shapefile.record_length", "the record states a length of {length} bytes, too short for a shape",
		"记录长度 {length} 字节过短，放不下图形")
	msgShapefileCounts = message.New("shapefile.counts", "the shape states {parts} parts and {points} points, which cannot be in its record of {length} bytes",
		"图形写明有 {parts} 个部分、{points} 个点，与 {length} 字节的记录不符")
	msgShapefileTooManyRings    = message.New("shapefile.too_many_rings", "the shape has {count} rings, more than the limit of {limit}", "图形有 {count} 个环，超过上限 {limit}")
	msgShapefileTooManyVertices = message.New("shapefile.too_many_vertices", "the shape has {count} vertices, more than the limit of {limit}",
		"图形有 {count} 个顶点，超过上限 {limit}")
	msgShapefileParts = message.New("shapefile.parts", "part {part} does not begin where the part before it ends",
		"第 {part} 个部分与前一部分不衔接")
	msgShapefileTruncated  = message.New("shapefile.truncated", "the file ends after {bytes} bytes inside {where}", "文件不完整，读到 {bytes} 字节处中断")
	msgShapefileUnreadable = message.New("shapefile.unreadable", "the file cannot be read after {bytes} bytes", "文件无法读取")
)

// Shape types of the ESRI Shapefile Technical Description (1998).
const (
	typeNull     = 0
	typePolygon  = 5
	typePolygonZ = 15
	typePolygonM = 25
)

var otherTypes = map[int32]string{
	1: "points", 11: "points", 21: "points",
	3: "lines", 13: "lines", 23: "lines",
	8: "multipoints", 18: "multipoints", 28: "multipoints",
	31: "multipatches",
}

const (
	headerSize       = 100
	recordHeaderSize = 8
	fileCode         = 9994
)

// A shape is one record of a .shp. Nil rings are no geometry.
type shape struct {
	record int   // from 1
	number int32 // as the record header has it
	kind   int32 // shape type
	rings  []boundary.Ring
}

// shapes reads the records of a .shp in file order. The lengths that the
// file states are compared with its bytes, never trusted.
type shapes struct {
	r        *bufio.Reader
	name     string
	limits   boundary.Limits
	declared int64 // length that the header states, in bytes
	at       int64 // place in the file
	farthest int64 // end of what was read
	records  int
	buffer   bytes.Buffer

	// The last record ends at end by its header, and at least after its shape with
	// heights and measures, or where its header and the index agree that it does.
	end, body, least int64
	// seek goes to another place; nil where the file cannot.
	seek func(offset int64) error
}

func newShapes(m member, limits boundary.Limits) *shapes {
	return &shapes{name: m.name, limits: limits}
}

// open reads the file header.
func (s *shapes) open(m member) error {
	s.r = bufio.NewReaderSize(m, 1<<16)
	var h [headerSize]byte
	if err := s.full(h[:]); err != nil {
		return s.broken(err, "the file header")
	}
	if code := binary.BigEndian.Uint32(h[0:]); code != fileCode {
		return s.wrong(msgShapefileNotShp)
	}
	s.declared = 2 * int64(binary.BigEndian.Uint32(h[24:]))
	s.end, s.body, s.least = s.at, s.at, s.at
	kind := int32(binary.LittleEndian.Uint32(h[32:]))
	return s.checkKind(kind)
}

func isPolygon(kind int32) bool {
	return kind == typePolygon || kind == typePolygonZ || kind == typePolygonM
}

func (s *shapes) checkKind(kind int32) error {
	if kind == typeNull || isPolygon(kind) {
		return nil
	}
	if name := otherTypes[kind]; name != "" {
		return msgShapefileNotPolygons.Error(boundary.ErrGeometry, s.place(),
			"kind", name)
	}
	return s.wrong(msgShapefileShapeType, "type", kind)
}

// next returns the shape that begins here and ends at end as the index has it, 0
// for unknown. It leaves the reader after its points.
func (s *shapes) next(end int64) (shape, error) {
	sh := shape{record: s.records + 1}
	s.records++
	var h [recordHeaderSize]byte
	if err := s.full(h[:]); err != nil {
		return shape{}, s.broken(err, "a record header")
	}
	sh.number = int32(binary.BigEndian.Uint32(h[0:]))
	// Content length is in 16-bit words.
	content := 2 * int64(binary.BigEndian.Uint32(h[4:]))
	s.end = s.at + content
	if content = max(content, end-s.at); content < 4 {
		return shape{}, s.wrong(msgShapefileRecordLength, "length", content)
	}
	var kind [4]byte
	err := s.full(kind[:])
	if err != nil {
		return shape{}, s.broken(err, "a shape")
	}
	sh.kind = int32(binary.LittleEndian.Uint32(kind[:]))
	if err := s.checkKind(sh.kind); err != nil {
		return shape{}, err
	}
	points := int64(0)
	if sh.kind != typeNull {
		if sh.rings, points, err = s.polygon(content); err != nil {
			return shape{}, err
		}
	}
	s.body = s.at + heights(sh.kind, points)
	if s.least = s.end; end >= s.at {
		s.least = min(s.end, end)
	}
	return sh, nil
}

// heights returns the most bytes of heights and measures of so many points.
func heights(kind int32, points int64) int64 {
	switch kind {
	case typePolygonZ:
		return 2 * (16 + 8*points)
	case typePolygonM:
		return 16 + 8*points
	}
	return 0
}

// polygonHead are the bytes of type, box and two counts.
const polygonHead = 44

// polygonCounts returns the counts that follow the type.
func polygonCounts(b []byte) (parts, points int64) {
	return int64(binary.LittleEndian.Uint32(b[32:])), int64(binary.LittleEndian.Uint32(b[36:]))
}

// polygonSize returns the least bytes of the content of a polygon.
func polygonSize(parts, points int64) int64 { return polygonHead + 4*parts + 16*points }

// polygon reads parts and points of a polygon whose record states a content
// of so many bytes.
func (s *shapes) polygon(content int64) (rings []boundary.Ring, points int64, err error) {
	if content < polygonHead {
		return nil, 0, s.wrong(msgShapefileRecordLength, "length", content)
	}
	var h [polygonHead - 4]byte
	if err := s.full(h[:]); err != nil {
		return nil, 0, s.broken(err, "a shape")
	}
	parts, points := polygonCounts(h[:])
	if points == 0 {
		return nil, 0, nil
	}
	if polygonSize(parts, points) > content || parts == 0 {
		return nil, 0, s.wrong(msgShapefileCounts, "parts", parts, "points", points, "length", content)
	}
	if parts > int64(s.limits.Rings) {
		return nil, 0, msgShapefileTooManyRings.Error(message.ErrLimit, s.place(), "count", parts, "limit", s.limits.Rings)
	}
	if points > int64(s.limits.Vertices) {
		return nil, 0, msgShapefileTooManyVertices.Error(message.ErrLimit, s.place(), "count", points, "limit", s.limits.Vertices)
	}
	rings, err = s.rings(parts, points)
	return rings, points, err
}

func (s *shapes) rings(parts, points int64) ([]boundary.Ring, error) {
	// The buffer grows as bytes really arrive.
	s.buffer.Reset()
	n, err := io.CopyN(&s.buffer, s.r, 4*parts+16*points)
	s.move(n)
	if err != nil {
		return nil, s.broken(err, "a shape")
	}
	data := s.buffer.Bytes()
	starts, coordinates := data[:4*parts], data[4*parts:]

	all := make([]boundary.Point, points)
	for i := range all {
		all[i] = boundary.Point{
			X: math.Float64frombits(binary.LittleEndian.Uint64(coordinates[16*i:])),
			Y: math.Float64frombits(binary.LittleEndian.Uint64(coordinates[16*i+8:])),
		}
	}
	rings := make([]boundary.Ring, parts)
	from := int64(0)
	for i := range rings {
		to := points
		if i+1 < len(rings) {
			to = int64(binary.LittleEndian.Uint32(starts[4*i+4:]))
		}
		if start := int64(binary.LittleEndian.Uint32(starts[4*i:])); start != from || to < from || to > points {
			return nil, s.wrong(msgShapefileParts, "part", i+1)
		}
		rings[i] = all[from:to:to]
		from = to
	}
	return rings, nil
}

// full reads all of p and counts.
func (s *shapes) full(p []byte) error {
	n, err := io.ReadFull(s.r, p)
	s.move(int64(n))
	return err
}

func (s *shapes) place() message.Place {
	return message.Place{File: s.name, Line: s.records}
}

func (s *shapes) wrong(m *message.Message, pairs ...any) error {
	return m.Error(message.ErrSyntax, s.place(), pairs...)
}

func (s *shapes) broken(err error, where string) error {
	return broken(err, s.place(), where, s.at)
}

// broken is the error of input that ends early or cannot be read.
func broken(err error, at message.Place, where string, offset int64) error {
	var typed *message.Error
	switch {
	case errors.As(err, &typed):
		return message.At(err, at)
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return msgShapefileTruncated.Error(message.ErrSyntax, at,
			"bytes", offset, "where", where)
	}
	e := msgShapefileUnreadable.Error(message.ErrSyntax, at,
		"bytes", offset)
	e.Cause = err
	return e
}
