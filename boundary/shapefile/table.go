package shapefile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgShapefileDbfHeader        = message.New("shapefile.dbf_header", "the header of the attribute table is damaged ({what})", "属性表（.dbf）的文件头已损坏")
	msgShapefileEncodingDetected = message.New("shapefile.encoding_detected", "neither .cpg nor .dbf says the encoding of the attributes; they look like {encoding} and are read as such",
		".cpg 和 .dbf 均未说明属性编码，根据内容按 {encoding} 读取")
	msgShapefileDriverWrong = message.New("shapefile.driver_wrong", "the language driver of the .dbf says {driver}, but the texts are UTF-8 and are read as such",
		".dbf 的语言标志为 {driver}，但内容是 UTF-8，按 UTF-8 读取")
	msgShapefileEncodingDoubtful = message.New("shapefile.encoding_doubtful", "the texts are read as {encoding}, as told by .cpg or option, but look like UTF-8: see whether they are legible",
		"已按 .cpg 或指定的编码 {encoding} 读取，但内容看来是 UTF-8，请核对文字是否为乱码")
	msgShapefileFieldRenamed = message.New("shapefile.field_renamed", "two fields of the attribute table have the name {name}; the second is read as {renamed}",
		"属性表中有重名字段 {name}，第二个读作 {renamed}")
	msgShapefileFieldsNotRead = message.New("shapefile.fields_not_read", "fields of these types are not read: {fields}", "以下类型的字段未读取：{fields}")
	msgShapefileDbfRecord     = message.New("shapefile.dbf_record", "the record begins with byte {byte} where a blank or * belongs: the table is damaged, or its header states a wrong record length",
		"记录以 {byte} 开头，应为空格或 *：属性表已损坏，或文件头中的记录长度有误")
	msgShapefileTextEndsInsideCharacter = message.New("shapefile.text_ends_inside_character", "the text in field {field} was cut inside a character by whoever wrote it: {text}",
		"字段 {field} 的内容在写入时末尾汉字被截断：{text}")
	msgShapefileNotUtf8 = message.New("shapefile.not_utf8", "the text in field {field} is not UTF-8, as it is said to be; it is read as GBK: {text}",
		"字段 {field} 的内容不是所说的 UTF-8，按 GBK 读取：{text}")
	msgShapefileTextDamaged = message.New("shapefile.text_damaged", "the text in field {field} has bytes that are no characters in {encoding}: {text}",
		"字段 {field} 的内容含有 {encoding} 编码之外的字节：{text}")
)

// A column is one field of a .dbf.
type column struct {
	key    []byte // the name as JSON, with quotes
	name   string
	kind   byte // C, N, F, D, L; 0 for one that is not read
	offset int  // in the record
	length int
}

// table reads the records of a .dbf in order.
type table struct {
	r        *bufio.Reader
	name     string
	declared int // number of records that the header states
	columns  []column
	record   []byte // one record with its deletion mark
	records  int    // read
	at       int64
	charset  charset // without name while nothing told it
	detected bool    // charset was found by looking
	remark   func(message.Note)
}

const (
	fieldSize  = 32
	fieldEnd   = 0x0d
	fileEnd    = 0x1a
	live       = ' '
	deleted    = '*'
	sampleSize = 1 << 16
)

// openTable reads the header. declared is the charset by option or .cpg, nil
// where neither says; remark receives notes on the table.
func openTable(m member, declared *charset, remark func(message.Note)) (*table, error) {
	t := &table{r: bufio.NewReaderSize(m, sampleSize), name: m.name, remark: remark}
	var h [fieldSize]byte
	if err := t.full(h[:]); err != nil {
		return nil, broken(err, t.place(), "the file header", t.at)
	}
	t.declared = int(binary.LittleEndian.Uint32(h[4:]))
	headerLength := int64(binary.LittleEndian.Uint16(h[8:]))
	recordLength := int(binary.LittleEndian.Uint16(h[10:]))
	if recordLength < 1 {
		return nil, t.wrong(msgShapefileDbfHeader, "what", "records have no length")
	}

	var fields [][]byte
	for t.at+1 <= headerLength-1 {
		first, err := t.r.Peek(1)
		if err != nil {
			return nil, broken(err, t.place(), "the field list", t.at)
		}
		if first[0] == fieldEnd {
			break
		}
		f := make([]byte, fieldSize)
		if err := t.full(f); err != nil {
			return nil, broken(err, t.place(), "the field list", t.at)
		}
		fields = append(fields, f)
	}
	if t.at > headerLength {
		return nil, t.wrong(msgShapefileDbfHeader, "what", fmt.Sprintf("it states a length of %d bytes", headerLength))
	}
	if n, err := io.CopyN(io.Discard, t.r, headerLength-t.at); err != nil {
		return nil, broken(err, t.place(), "the field list", t.at+n)
	}
	t.at = headerLength

	t.record = make([]byte, recordLength)
	if err := t.layOut(fields); err != nil {
		return nil, err
	}
	t.chooseCharset(declared, h[29], fields)
	t.nameColumns(fields)
	return t, nil
}

// layOut places the fields in the record. Fox Pro keeps the high byte of a
// long text field where others have decimals; the record length tells.
func (t *table) layOut(fields [][]byte) error {
	plain, long := 1, 1
	for _, f := range fields {
		plain += int(f[16])
		long += int(f[16])
		if f[11] == 'C' {
			long += int(f[17]) << 8
		}
	}
	wide := plain != len(t.record) && long == len(t.record)
	if plain > len(t.record) && !wide {
		return t.wrong(msgShapefileDbfHeader, "what", fmt.Sprintf("fields of %d bytes in records of %d", plain, len(t.record)))
	}
	at := 1
	for _, f := range fields {
		c := column{kind: f[11], offset: at, length: int(f[16])}
		if wide && c.kind == 'C' {
			c.length += int(f[17]) << 8
		}
		at += c.length
		t.columns = append(t.columns, c)
	}
	return nil
}

// chooseCharset decides how texts are decoded: as declared, else by the
// language driver, else by a look at names and first records.
func (t *table) chooseCharset(declared *charset, driver byte, fields [][]byte) {
	if declared != nil {
		if t.charset = *declared; t.charset.other != nil && surelyUTF8(t.sample(fields)) {
			t.remark(msgShapefileEncodingDoubtful.Warning(message.Place{File: t.name}, "encoding", declared.name))
		}
		return
	}
	texts := t.sample(fields)
	if c, ok := driverCharset(driver); ok {
		if t.charset = c; c.other != nil && surelyUTF8(texts) {
			t.charset, t.detected = utf8Charset, true
			t.note(msgShapefileDriverWrong, "driver", c.name)
		}
		return
	}
	var found charset
	for _, text := range texts {
		found = found.detect(text)
	}
	t.settle(found)
}

// sample returns the names of the fields and the texts of the first records.
func (t *table) sample(fields [][]byte) (texts [][]byte) {
	for _, f := range fields {
		texts = append(texts, fieldName(f))
	}
	sample, _ := t.r.Peek(sampleSize)
	for n := len(t.record); len(sample) >= n && (sample[0] == live || sample[0] == deleted); sample = sample[n:] {
		for _, c := range t.columns {
			if c.kind == 'C' {
				texts = append(texts, content(sample[c.offset:c.offset+c.length]))
			}
		}
	}
	return texts
}

// settle takes a charset that was found by looking, if one was.
func (t *table) settle(found charset) {
	if found.name == "" {
		return
	}
	t.charset, t.detected = found, true
	t.note(msgShapefileEncodingDetected, "encoding", found.name)
}

func fieldName(f []byte) []byte {
	return bytes.TrimSpace(content(f[:11]))
}

func (t *table) nameColumns(fields [][]byte) {
	var skipped []string
	used := map[string]bool{}
	for i, f := range fields {
		c := &t.columns[i]
		c.name, _ = t.charset.text(fieldName(f))
		if used[c.name] || c.name == "" {
			base := c.name
			for n := 2; used[c.name] || c.name == ""; n++ {
				c.name = fmt.Sprintf("%s_%d", base, n)
			}
			t.note(msgShapefileFieldRenamed, "name", base, "renamed", c.name)
		}
		used[c.name] = true
		c.key = appendString(nil, c.name)
		switch c.kind {
		case 'C', 'N', 'F', 'D', 'L':
		default:
			skipped = append(skipped, fmt.Sprintf("%s (%q)", c.name, c.kind))
			c.kind = 0
		}
	}
	if len(skipped) > 0 {
		t.note(msgShapefileFieldsNotRead, "fields", strings.Join(skipped, ", "))
	}
}

// next returns the properties of the next record. gone is true for a deleted
// one. io.EOF is the end of the table.
func (t *table) next(at message.Place) (p boundary.Properties, notes []message.Note, gone bool, err error) {
	mark, err := t.r.Peek(1)
	if err == io.EOF || err == nil && mark[0] == fileEnd {
		return nil, nil, false, io.EOF
	}
	if err == nil {
		t.records++
		if mark[0] != live && mark[0] != deleted {
			return nil, nil, false, t.wrong(msgShapefileDbfRecord, "byte", fmt.Sprintf("0x%02x", mark[0]))
		}
		err = t.full(t.record)
	}
	if err != nil {
		return nil, nil, false, broken(err, t.place(), "a record", t.at)
	}
	if t.record[0] == deleted {
		return nil, nil, true, nil
	}
	p = make(boundary.Properties, 0, 2*len(t.record)+16)
	p = append(p, '{')
	for i := range t.columns {
		c := &t.columns[i]
		if c.kind == 0 {
			continue
		}
		if len(p) > 1 {
			p = append(p, ',')
		}
		p = append(append(p, c.key...), ':')
		b := t.record[c.offset : c.offset+c.length]
		switch c.kind {
		case 'C':
			var note *message.Note
			if p, note = t.appendText(p, c, b); note != nil {
				note.Place = at
				notes = append(notes, *note)
			}
		case 'N', 'F':
			p = appendNumber(p, content(b))
		case 'D':
			if b := content(b); len(bytes.Trim(b, "0 ")) > 0 {
				p = appendString(p, strings.ToValidUTF8(string(b), "\ufffd"))
			} else {
				p = append(p, "null"...)
			}
		case 'L':
			p = append(p, logical(b)...)
		}
	}
	return append(p, '}'), notes, false, nil
}

func (t *table) appendText(p []byte, c *column, b []byte) ([]byte, *message.Note) {
	b = content(b)
	if t.charset.name == "" {
		t.settle(t.charset.detect(b))
	}
	s, how := t.charset.text(b)
	p = appendString(p, s)
	var n message.Note
	switch how {
	case clean:
		return p, nil
	case cut:
		n = msgShapefileTextEndsInsideCharacter.Note(message.Place{},
			"field", c.name, "text", s)
	case switched:
		n = msgShapefileNotUtf8.Note(message.Place{},
			"field", c.name, "text", s)
		n.Warning = true
	case damaged:
		n = msgShapefileTextDamaged.Note(message.Place{},
			"field", c.name, "encoding", t.charset.name, "text", s)
		n.Warning = true
	}
	return p, &n
}

func (t *table) full(p []byte) error {
	n, err := io.ReadFull(t.r, p)
	t.at += int64(n)
	return err
}

func (t *table) place() message.Place {
	return message.Place{File: t.name, Line: t.records}
}

func (t *table) wrong(m *message.Message, pairs ...any) error {
	return m.Error(message.ErrSyntax, t.place(), pairs...)
}

func (t *table) note(m *message.Message, pairs ...any) {
	t.remark(m.Note(message.Place{File: t.name}, pairs...))
}

// content returns a value without what pads it: all from the first NUL, and
// blanks at the end.
func content(b []byte) []byte {
	if end := bytes.IndexByte(b, 0); end >= 0 {
		b = b[:end]
	}
	return bytes.TrimRight(b, " ")
}

// appendNumber appends a number as it was written where JSON allows it. Blank
// and overflow (****) are null; what is no number is kept as text.
func appendNumber(p, b []byte) []byte {
	b = bytes.TrimLeft(b, " ")
	if len(bytes.Trim(b, "*")) == 0 {
		return append(p, "null"...)
	}
	s := strings.TrimPrefix(string(b), "+")
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	s = sign + strings.TrimSuffix(s, ".")
	if json.Valid([]byte(s)) && (sign != "" || s[0] >= '0' && s[0] <= '9') {
		return append(p, s...)
	}
	return appendString(p, strings.ToValidUTF8(string(b), "\ufffd"))
}

func logical(b []byte) string {
	if len(b) > 0 {
		switch b[0] {
		case 'T', 't', 'Y', 'y':
			return "true"
		case 'F', 'f', 'N', 'n':
			return "false"
		}
	}
	return "null"
}

// appendString appends s, which is valid UTF-8, as JSON.
func appendString(p []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(s) // a string cannot fail
			return append(p, quoted...)
		}
	}
	p = append(p, '"')
	p = append(p, s...)
	return append(p, '"')
}
