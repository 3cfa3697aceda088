package shapefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgShapefileTooManyFields = message.New("shapefile.too_many_fields", "the features have {count} different properties, more than the {limit} fields of a Shapefile",
		"要素共有 {count} 个不同的属性，超过 Shapefile 的 {limit} 个字段")
	msgShapefileNameCut = message.New("shapefile.name_cut", "the field {name} is written as {short}: a Shapefile has ten bytes for a name",
		"字段名 {name} 写为 {short}：Shapefile 的字段名最多 10 个字节")
	msgShapefileTextCut = message.New("shapefile.text_cut", "{count} texts in field {field} are longer than {limit} bytes and are cut, the first in record {first}",
		"字段 {field} 有 {count} 条内容超过 {limit} 字节，已截断，首条为第 {first} 条")
	msgShapefileNotInEncoding = message.New("shapefile.not_in_encoding", "{count} texts in field {field} have characters that the encoding lacks, written as ?, the first in record {first}",
		"字段 {field} 有 {count} 条内容含有该编码没有的字符，写为“?”，首条为第 {first} 条")
)

// Widths that dBASE, GDAL and ArcGIS agree on.
const (
	maxText   = 254
	maxNumber = 32
	maxDigits = 18 // an integer with more is kept as text
	maxName   = 10
	maxFields = 255
)

// A field is a column to be written, as the values seen so far ask for.
type field struct {
	name  string // of the property
	short []byte // in the file, at most ten bytes

	texts, numbers, logicals bool
	before, after            int // most characters before and digits after the point
	text                     int // most bytes as text

	kind     byte
	width    int
	decimals int
}

// A schema is the fields of a table in the order in which they first appear.
type schema struct {
	gbk    bool
	fields []*field
	byName map[string]*field
	withID bool // the first field holds the ids of the features

	cut  map[string]*counter // texts that do not fit, by field
	lost map[string]*counter // texts with characters that GBK does not have
}

// inferSchema looks at all values. Texts are C, numbers N, truth values L; a
// property that is several of them is C.
func inferSchema(features []boundary.Feature, gbk bool, note func(message.Note)) (*schema, error) {
	s := &schema{gbk: gbk, byName: map[string]*field{}, cut: map[string]*counter{}, lost: map[string]*counter{}}
	named, comesBack := false, true
	for i, f := range features {
		for name, value := range f.Properties.All() {
			s.field(name).see(s, value)
			named = named || name == "BSM" || name == "id" || name == "ID"
		}
		comesBack = comesBack && codec.FeatureID("", f.Properties, i+1) == f.ID
	}
	// A table needs a field, and an id that no property holds needs a place.
	if s.withID = len(s.fields) == 0 || !comesBack && !named; s.withID {
		id := &field{name: "ID"}
		for _, f := range features {
			id.seeText(s, f.ID)
		}
		s.fields = append([]*field{id}, s.fields...)
	}
	if len(s.fields) > maxFields {
		return nil, msgShapefileTooManyFields.Error(message.ErrLimit, message.Place{},
			"count", len(s.fields), "limit", maxFields)
	}
	for _, f := range s.fields {
		f.decide()
	}
	s.shorten(note)
	return s, nil
}

func (s *schema) field(name string) *field {
	f := s.byName[name]
	if f == nil {
		f = &field{name: name}
		s.byName[name] = f
		s.fields = append(s.fields, f)
	}
	return f
}

func (f *field) see(s *schema, value json.RawMessage) {
	switch {
	case len(value) == 0 || value[0] == 'n':
		return
	case value[0] == 't' || value[0] == 'f':
		f.logicals = true
	case value[0] == '-' || value[0] >= '0' && value[0] <= '9':
		f.numbers = true
		number, ok := plainNumber(value)
		if !ok {
			f.texts = true
			break
		}
		whole, fraction, _ := strings.Cut(number, ".")
		f.before, f.after = max(f.before, len(whole)), max(f.after, len(fraction))
	default:
		f.texts = true
	}
	f.seeBytes(s, valueText(value))
}

func (f *field) seeText(s *schema, text string) {
	f.texts = true
	f.seeBytes(s, text)
}

func (f *field) seeBytes(s *schema, text string) {
	b, _ := encode(s.gbk, text)
	f.text = max(f.text, len(b))
}

// decide chooses type and width by what was seen.
func (f *field) decide() {
	f.kind, f.width = 'C', min(max(f.text, 1), maxText)
	switch {
	case f.texts || f.numbers && f.logicals:
	case f.logicals:
		f.kind, f.width = 'L', 1
	case f.numbers && f.after == 0 && f.before <= maxDigits:
		f.kind, f.width = 'N', f.before
	case f.numbers && f.after > 0 && f.before+1+f.after <= maxNumber:
		f.kind, f.width, f.decimals = 'N', f.before+1+f.after, f.after
	}
}

// shorten gives every field a name of at most ten bytes that no other field
// has in any case.
func (s *schema) shorten(note func(message.Note)) {
	used := map[string]bool{}
	for _, f := range s.fields {
		name := strings.Map(func(r rune) rune {
			if r < 0x20 {
				return '_'
			}
			return r
		}, strings.TrimSpace(f.name))
		if name == "" {
			name = "FIELD"
		}
		f.short, _ = cutText(s.gbk, name, maxName)
		for n := 1; used[s.key(f.short)]; n++ {
			suffix := "_" + strconv.Itoa(n)
			f.short, _ = cutText(s.gbk, name, maxName-len(suffix))
			f.short = append(f.short, suffix...)
		}
		used[s.key(f.short)] = true
		if full, _ := encode(s.gbk, f.name); !bytes.Equal(full, f.short) {
			note(msgShapefileNameCut.Note(message.Place{},
				"name", f.name, "short", s.decode(f.short)))
		}
	}
}

// decode returns text as it will be read.
func (s *schema) decode(b []byte) string {
	c := utf8Charset
	if s.gbk {
		c = gbkCharset
	}
	text, _ := c.text(b)
	return text
}

// key is equal for names that differ only in case.
func (s *schema) key(short []byte) string { return strings.ToUpper(s.decode(short)) }

// recordLength returns the bytes of a record with its deletion mark.
func (s *schema) recordLength() int {
	n := 1
	for _, f := range s.fields {
		n += f.width
	}
	return n
}

// appendRecord appends the record of a feature.
func (s *schema) appendRecord(b []byte, feature boundary.Feature, n int) []byte {
	start := len(b)
	b = append(b, bytes.Repeat([]byte{' '}, s.recordLength())...)
	record := b[start:]
	values := make(map[string]json.RawMessage, len(s.fields))
	for name, v := range feature.Properties.All() {
		values[name] = v
	}
	at := 1
	for i, f := range s.fields {
		cell := record[at : at+f.width]
		at += f.width
		if i == 0 && s.withID {
			s.putText(cell, f, feature.ID, n)
			continue
		}
		v := values[f.name]
		null := len(v) == 0 || v[0] == 'n'
		switch f.kind {
		case 'L':
			cell[0] = '?'
			if !null {
				cell[0] = bytes.ToUpper(v[:1])[0]
			}
		case 'N':
			if !null {
				number, _ := plainNumber(v)
				number = padDecimals(number, f.decimals)
				copy(cell[len(cell)-len(number):], number)
			}
		default:
			if !null {
				s.putText(cell, f, valueText(v), n)
			}
		}
	}
	return b
}

func (s *schema) putText(cell []byte, f *field, text string, n int) {
	text = strings.ReplaceAll(text, "\x00", " ")
	b, lost := encode(s.gbk, text)
	if len(b) > len(cell) {
		b, _ = cutText(s.gbk, text, len(cell))
		count(s.cut, f.name, n)
	}
	if lost {
		count(s.lost, f.name, n)
	}
	copy(cell, b)
}

func count(m map[string]*counter, name string, n int) {
	if m[name] == nil {
		m[name] = &counter{}
	}
	m[name].add(n)
}

// notes says which values could not be written whole.
func (s *schema) notes(note func(message.Note)) {
	for _, f := range s.fields {
		if c := s.cut[f.name]; c != nil {
			n := msgShapefileTextCut.Warning(message.Place{Line: c.first},
				"count", c.count, "field", f.name, "limit", f.width, "first", c.first)
			note(n)
		}
		if c := s.lost[f.name]; c != nil {
			n := msgShapefileNotInEncoding.Warning(message.Place{Line: c.first},
				"count", c.count, "field", f.name, "first", c.first)
			note(n)
		}
	}
}

// valueText returns a value as text: a string without quotes, everything else
// as it is written in JSON.
func valueText(v json.RawMessage) string {
	if v[0] == '"' {
		var s string
		if json.Unmarshal(v, &s) == nil {
			return s
		}
	}
	var b bytes.Buffer
	if v[0] == '{' || v[0] == '[' {
		if json.Compact(&b, v) == nil {
			return b.String()
		}
	}
	return string(v)
}

// plainNumber returns a JSON number without exponent; ok is false where it
// cannot be written as a decimal that reads back as the same number.
func plainNumber(v json.RawMessage) (s string, ok bool) {
	s = string(v)
	if !strings.ContainsAny(s, "eE") {
		return s, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return "", false
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	return s, len(s) <= maxNumber
}

func padDecimals(s string, decimals int) string {
	if decimals == 0 {
		return s
	}
	whole, fraction, _ := strings.Cut(s, ".")
	return fmt.Sprintf("%s.%s%s", whole, fraction, strings.Repeat("0", decimals-len(fraction)))
}
