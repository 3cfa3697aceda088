package shapefile

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"

	"github.com/sanxian/sanxian/message"
)

var (
	msgShapefileChain = message.New("shapefile.chain", "no shape begins at byte {offset}, where number {record} is due, and there is no sound .shx file to say where it is; get all files of the Shapefile (.shp, .shx, .dbf), unchanged, from where it comes",
		"第 {record} 个图形应从第 {offset} 字节开始，但该处没有图形，也没有完好的 .shx 说明其位置：请向来源索取未经改动的全套文件（.shp、.shx、.dbf）")
	msgShapefileBackwards = message.New("shapefile.backwards", "the .shx file lists the shapes in another order than they have in the .shp, which can be read from a folder only: unpack the file first, or rewrite it (ogr2ogr new.shp old.shp)",
		".shx 所列图形的次序与 .shp 中的不同，这种文件只能从文件夹读取：请先解压，或重写文件（ogr2ogr 新.shp 旧.shp）")
	msgShapefilePointer = message.New("shapefile.pointer", "the .shx file says that shape {record} begins at byte {offset}, where none does: it is damaged, or of another .shp. Get all files again; if the .shp is sound, move the .shx away, and the shapes are read in their order",
		".shx 写明第 {record} 个图形从第 {offset} 字节开始，但该处没有图形：.shx 已损坏，或属于另一个 .shp。请重新取得全套文件；若 .shp 完好，移走 .shx 后即按图形顺序读取")
	msgShapefileOverlap = message.New("shapefile.overlap", "shape {record} runs into the one that begins at byte {offset}, as the .shx file has them: one of the two files is damaged; get all files again",
		"按 .shx 所示，第 {record} 个图形与从第 {offset} 字节开始的图形重叠：两个文件之一已损坏，请重新取得全套文件")
	msgShapefileByIndex = message.New("shapefile.by_index", "the shapes do not follow each other without a break; they are read where the .shx file says, and {bytes} bytes between them are not read",
		"图形之间不连续，已按 .shx 所示位置读取，其间 {bytes} 字节未读取")
	msgShapefileUnlisted = message.New("shapefile.unlisted", "between the shapes that are read there are {count} more, the first at byte {first}, that nothing points to; they are not read. As a rule they are old states of shapes that were edited, and other software does not read them either; see whether anything is missing",
		"所读图形之间还有 {count} 个未被引用的图形（首个位于第 {first} 字节），未读取：一般是修改前的旧图形，其他软件也不读取，请核对图斑是否齐全")
)

// noLimit stands for the end of the file.
const noLimit = math.MaxInt64

// head is how many bytes at its beginning show whether there is a shape.
const head = recordHeaderSize + polygonHead

// advance moves to the next shape: where the one before ends, as long as the index
// says the same. It returns the end of the shape as the index has it, 0 for unknown,
// and io.EOF where there are no more.
func (r *reader) advance() (end int64, err error) {
	s, x := r.shapes, r.index
	if x.usable() {
		if x.leads {
			return r.follow()
		}
		e, ok := x.take()
		if !ok || e.offset() != s.end {
			return r.depart(e, ok)
		}
		return e.end(), r.passRecord()
	}
	if err := r.passRecord(); err != nil {
		return 0, err
	}
	h, err := s.peek()
	switch {
	case err != nil:
		return 0, err
	case len(h) == 0 || r.atTrailingBytes():
		return 0, io.EOF
	case !s.followsOn(h):
		return 0, msgShapefileChain.Error(message.ErrSyntax, s.nextPlace(), "record", s.records+1, "offset", s.at)
	}
	return 0, nil
}

// depart decides between the index and the order of the shapes where they part: the
// index has another place for the next shape, or no more. The index is right, as
// other software has it, unless there are not as many entries as the table has
// records, and the shapes go on where the one before ends.
func (r *reader) depart(e entry, ok bool) (end int64, err error) {
	s, x := r.shapes, r.index
	if ok && !x.takeRest(e, r.limits.Features) {
		return 0, msgShapefileTooManyFeatures.Error(message.ErrLimit, message.Place{File: x.name}, "limit", r.limits.Features)
	}
	expected := x.stated
	if r.table != nil {
		expected = r.table.declared
	}
	if x.read != expected {
		x.cut(x.stated)
	}
	if x.read != expected {
		if err := r.passRecord(); err != nil {
			return 0, err
		}
		h, err := s.peek()
		if err != nil {
			return 0, err
		}
		if len(h) == 0 || s.shapeIn(h, 0) {
			x.dropped = true
			return r.advance()
		}
	}
	if !ok {
		return 0, r.passTail()
	}
	if sorted := x.lead(); !sorted && s.seek == nil {
		return 0, msgShapefileBackwards.Error(message.ErrSyntax, s.nextPlace())
	}
	return r.follow()
}

// follow moves to the shape of the next entry of the index, and passes what lies
// between that before it and the next in the file.
func (r *reader) follow() (end int64, err error) {
	s, x := r.shapes, r.index
	limit := 2 * int64(x.at[0])
	if x.next > 0 {
		limit = x.after(x.rest[x.next-1].offset())
	}
	if s.at > limit {
		return 0, msgShapefileOverlap.Error(message.ErrSyntax, s.place(), "record", s.records, "offset", limit)
	}
	if err := r.pass(limit); err != nil {
		return 0, err
	}
	if x.next == len(x.rest) {
		return 0, io.EOF
	}
	e := x.rest[x.next]
	x.next++
	if e.offset() != s.at && s.seek != nil {
		if err := s.seek(e.offset()); err != nil {
			return 0, err
		}
	}
	h, err := s.peek()
	if err != nil {
		return 0, err
	}
	if e.offset() != s.at || !s.shapeIn(h, e.end()) {
		return 0, msgShapefilePointer.Error(message.ErrSyntax, s.nextPlace(), "record", s.records+1, "offset", e.offset())
	}
	return e.end(), nil
}

// passTail passes what follows the last shape that the index lists.
func (r *reader) passTail() error {
	before := r.passed
	if err := r.pass(noLimit); err != nil {
		return err
	}
	if r.passed > before && r.unlisted.count == 0 {
		r.remark(msgShapefileTrailingBytes)
	}
	return io.EOF
}

// passRecord passes what is left of a record after its shape.
func (r *reader) passRecord() error {
	s := r.shapes
	s.least = min(s.body, s.end)
	if err := r.pass(s.end); err != nil {
		return err
	}
	if s.at < s.end {
		return s.broken(io.EOF, "a shape")
	}
	return nil
}

// pass passes what belongs to no shape, up to a place or to the end of the file, and
// counts the shapes in it. The rest of the record before, as far as record and index
// agree, must be there.
func (r *reader) pass(limit int64) error {
	s := r.shapes
	if err := s.skipTo(min(s.least, limit)); err != nil {
		return err
	}
	for s.at < limit {
		h, err := s.peek()
		if len(h) == 0 || err != nil {
			return err
		}
		n := int64(min(2, len(h))) // shapes begin at words
		if length, polygon := s.wholeIn(h); length > 0 && length <= limit-s.at {
			if n = length; polygon {
				r.unlisted.add(int(s.at))
			}
		}
		from := s.at
		err = s.skip(min(n, limit-s.at))
		r.passed += s.at - from
		if err != nil && err != io.EOF {
			return s.broken(err, "a shape")
		}
	}
	return nil
}

// shapeIn reports whether bytes begin a record. Its content ends at end if that is
// more than the record itself says.
func (s *shapes) shapeIn(h []byte, end int64) bool {
	if len(h) < recordHeaderSize+4 {
		return false
	}
	content := 2 * int64(binary.BigEndian.Uint32(h[4:]))
	kind := int32(binary.LittleEndian.Uint32(h[8:]))
	if kind == typeNull {
		return content >= 4
	}
	if !isPolygon(kind) || len(h) < head {
		return false
	}
	content = max(content, end-s.at-recordHeaderSize)
	parts, points := polygonCounts(h[recordHeaderSize+4:])
	if parts == 0 && points == 0 {
		return content >= polygonHead
	}
	return parts > 0 && points >= parts && polygonSize(parts, points) <= content
}

// wholeIn returns the length of the record that bytes begin, 0 for none, and whether
// it is a polygon. It is stricter than shapeIn: these may be any bytes.
func (s *shapes) wholeIn(h []byte) (length int64, polygon bool) {
	if !s.shapeIn(h, 0) || int32(binary.BigEndian.Uint32(h[0:])) <= 0 {
		return 0, false
	}
	length = recordHeaderSize + 2*int64(binary.BigEndian.Uint32(h[4:]))
	return length, binary.LittleEndian.Uint32(h[8:]) != typeNull
}

// followsOn reports whether bytes begin the next record, be it damaged: it has the
// number that is due, or a length and a type that exists.
func (s *shapes) followsOn(h []byte) bool {
	if len(h) < recordHeaderSize+4 {
		return true // what ends here is for the reader of the record to say
	}
	number, words := int(binary.BigEndian.Uint32(h[0:])), binary.BigEndian.Uint32(h[4:])
	kind := int32(binary.LittleEndian.Uint32(h[8:]))
	return number == s.records+1 || words >= 2 && (kind == typeNull || isPolygon(kind) || otherTypes[kind] != "")
}

// peek returns the bytes in which a record would begin, as far as there are any.
func (s *shapes) peek() ([]byte, error) {
	h, err := s.r.Peek(head)
	if err != nil && err != io.EOF {
		return h, s.broken(err, "the shapes")
	}
	return h, nil
}

// skipTo reads up to a place in the file.
func (s *shapes) skipTo(offset int64) error {
	if offset <= s.at {
		return nil
	}
	if err := s.skip(offset - s.at); err != nil {
		return s.broken(err, "a shape")
	}
	return nil
}

func (s *shapes) skip(n int64) error {
	n, err := io.CopyN(io.Discard, s.r, n)
	s.move(n)
	return err
}

func (s *shapes) move(n int64) {
	s.at += n
	s.farthest = max(s.farthest, s.at)
}

func (s *shapes) nextPlace() message.Place {
	return message.Place{File: s.name, Line: s.records + 1}
}

// seekIn lets the shapes be read in any order, if the file can. Then less is read
// ahead, since shapes in disorder are many jumps.
func (s *shapes) seekIn(file io.Reader, within func(io.Reader) io.Reader) {
	seeker, ok := file.(io.Seeker)
	if !ok {
		return
	}
	start, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return
	}
	s.seek = func(offset int64) error {
		if _, err := seeker.Seek(start+offset, io.SeekStart); err != nil {
			return s.broken(err, "the shapes")
		}
		const ahead = 1 << 10
		s.r, s.at = bufio.NewReaderSize(within(file), ahead), offset
		return nil
	}
}
