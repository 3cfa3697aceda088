package open

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// headSize is how many bytes of a file are looked at.
const headSize = 8 << 10

const (
	utf16LE = "UTF-16LE"
	utf16BE = "UTF-16BE"
)

// A finding is what the head of a file shows. Without any of it the file is
// not known.
type finding struct {
	format  Format
	foreign *foreign // what it is instead
	zip     bool
	gzip    bool
	empty   bool
	utf16   string // the encoding, if it is one of the two
}

// recognise looks at the first bytes of a file.
func recognise(head []byte) finding {
	switch {
	case len(head) == 0:
		return finding{empty: true}
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return finding{zip: true}
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return finding{gzip: true}
	case bytes.HasPrefix(head, []byte("\x00\x00\x27\x0a")): // 9994
		return finding{format: Shapefile}
	}
	if f := foreignBinary(head); f != nil {
		return finding{foreign: f}
	}
	if plausibleWKB(head) {
		return finding{format: WKB}
	}
	if utf16 := utf16Of(head); utf16 != "" {
		text, _ := decoder(utf16).Bytes(head[:len(head)&^1])
		text = bytes.TrimRight(text, "\x00")
		if bytes.IndexByte(text, 0) >= 0 {
			return finding{}
		}
		f := recogniseText(string(text))
		f.utf16 = utf16
		return f
	}
	head = bytes.TrimRight(head, "\x00") // some programs fill up the last block
	if bytes.IndexByte(head, 0) >= 0 {
		return finding{}
	}
	return recogniseText(decoded(head))
}

// utf16Of returns the encoding of a text in UTF-16, by its mark or by the zero
// beside its first character, which is ASCII in all formats.
func utf16Of(head []byte) string {
	ascii := func(b byte) bool { return b >= ' ' && b < 0x7f || b == '\r' || b == '\n' || b == '\t' }
	switch {
	case len(head) < 2:
		return ""
	case bytes.HasPrefix(head, []byte("\xff\xfe")), ascii(head[0]) && head[1] == 0:
		return utf16LE
	case bytes.HasPrefix(head, []byte("\xfe\xff")), head[0] == 0 && ascii(head[1]):
		return utf16BE
	}
	return ""
}

// decoded returns a text in UTF-8 or GBK as far as it is one.
func decoded(head []byte) string {
	whole := head
	for range utf8.UTFMax - 1 { // the last character may be cut
		if utf8.Valid(whole) || len(whole) == 0 {
			return string(whole)
		}
		whole = whole[:len(whole)-1]
	}
	text, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(head)
	return string(text)
}

// recogniseText looks at the first characters of a text.
func recogniseText(text string) finding {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == 0x1a })
	switch {
	case text == "":
		return finding{empty: true}
	case isJSON(text):
		return finding{format: GeoJSON}
	}
	if f := foreignText(text); f != nil {
		return finding{foreign: f}
	}
	line := geometryLine(text)
	switch {
	case isWKT(line):
		return finding{format: WKT}
	case isHex(line):
		return finding{format: WKB}
	case hasWKT(text):
		return finding{foreign: csvWithWKT}
	case isSurvey(text):
		return finding{format: Survey}
	}
	return finding{}
}

// isJSON tells GeoJSON from survey files, in which "[" begins a section and some
// programs put lines into braces. A list is not GeoJSON, but its reader says
// so best.
func isJSON(text string) bool {
	rest := strings.TrimLeft(text[1:], " \t\r\n")
	next := byte(0)
	if rest != "" {
		next = rest[0]
	}
	switch text[0] {
	case 0x1e:
		return true
	case '{':
		return next == 0 || next == '"' || next == '}' || next == '\'' || strings.HasPrefix(rest, "type")
	case '[':
		return next != 0 && strings.IndexByte("{[]\"-0123456789", next) >= 0
	}
	return false
}

// geometryLine returns what stands in the column of the geometry in the first
// line: after an id and a tab, or alone. Lines that begin with # are comments,
// except in files of hexadecimal WKB.
func geometryLine(text string) string {
	for {
		line, rest, more := strings.Cut(text, "\n")
		if _, column, ok := strings.Cut(line, "\t"); ok && (isWKT(column) || isHex(column)) && (line[0] != '#' || isHex(column)) {
			return column
		}
		if line[0] != '#' || !more {
			return line
		}
		if text = strings.TrimLeft(rest, " \t\r\n"); text == "" {
			return ""
		}
	}
}

// Words that a geometry begins with. Points and lines are refused by the
// reader, which names them.
var geometryWords = map[string]bool{
	"POINT": true, "LINESTRING": true, "POLYGON": true, "MULTIPOINT": true, "MULTILINESTRING": true, "MULTIPOLYGON": true,
	"GEOMETRYCOLLECTION": true, "CIRCULARSTRING": true, "COMPOUNDCURVE": true, "CURVEPOLYGON": true, "MULTICURVE": true,
	"MULTISURFACE": true, "POLYHEDRALSURFACE": true, "TIN": true, "TRIANGLE": true,
}

func isWKT(line string) bool {
	line = strings.ToUpper(strings.TrimSpace(line[:min(len(line), 200)]))
	if rest, ok := strings.CutPrefix(line, "SRID"); ok {
		return strings.HasPrefix(strings.TrimSpace(rest), "=")
	}
	end := strings.IndexFunc(line, func(r rune) bool { return r < 'A' || r > 'Z' })
	if end < 0 {
		return false
	}
	word, rest := line[:end], strings.TrimSpace(line[end:])
	for _, dimension := range []string{"ZM", "Z", "M"} {
		if !geometryWords[word] {
			word = strings.TrimSuffix(line[:end], dimension)
		}
	}
	return geometryWords[word] && (strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "Z") || strings.HasPrefix(rest, "M") || strings.HasPrefix(rest, "EMPTY"))
}

// hasWKT finds geometries that do not begin their line, as in CSV.
func hasWKT(text string) bool {
	upper := strings.ToUpper(text)
	i := strings.Index(upper, "POLYGON")
	return i >= 0 && strings.HasPrefix(strings.TrimLeft(upper[i+len("POLYGON"):], " ZM"), "((")
}

// isHex reports whether a line begins with the hexadecimal digits of a WKB.
func isHex(line string) bool {
	line = strings.TrimSpace(line[:min(len(line), 200)])
	for _, prefix := range []string{`\\x`, `\x`, `\X`, "0x", "0X"} {
		if rest, ok := strings.CutPrefix(line, prefix); ok {
			line = rest
			break
		}
	}
	if len(line) < 2*minWKB {
		return false
	}
	var b [minWKB]byte
	for i := range 2 * minWKB {
		digit := strings.IndexByte("0123456789abcdef", line[i]|0x20)
		if digit < 0 || line[i] < '0' {
			return false
		}
		b[i/2] = b[i/2]<<4 | byte(digit)
	}
	return plausibleWKB(b[:])
}

// minWKB are the bytes of byte order, type and a count.
const minWKB = 9

// plausibleWKB reports whether bytes begin as a WKB: byte order and a type
// that exists.
func plausibleWKB(b []byte) bool {
	if len(b) < minWKB || b[0] > 1 {
		return false
	}
	kind := binary.BigEndian.Uint32(b[1:])
	if b[0] == 1 {
		kind = binary.LittleEndian.Uint32(b[1:])
	}
	kind &^= 0xe0000000 // EWKB's flags
	return kind/1000 <= 3 && kind%1000 >= 1 && kind%1000 <= 17
}

// isSurvey reports whether a text has a section, a parcel line, or a row of at
// least two numbers; what exactly they are is for the reader.
func isSurvey(text string) bool {
	for text != "" {
		end := strings.IndexAny(text, "\r\n")
		if end < 0 {
			end = len(text) - 1
		}
		line := strings.TrimSpace(text[:end+1])
		text = text[end+1:]
		if strings.HasPrefix(line, "[") || strings.HasPrefix(line, "［") || strings.HasPrefix(line, "【") {
			return true
		}
		if strings.HasSuffix(line, "@") || strings.HasSuffix(line, "＠") || numbers(line) >= 2 {
			return true
		}
	}
	return false
}

// numbers counts the fields of a line that look like numbers.
func numbers(line string) int {
	n := 0
	for _, field := range strings.FieldsFunc(line, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;，；{}\"", r)
	}) {
		digits, others := 0, 0
		for _, r := range field {
			switch {
			case unicode.IsDigit(r):
				digits++
			case !strings.ContainsRune(".-+eE．。－'’", r):
				others++
			}
		}
		if digits > 0 && others == 0 {
			n++
		}
	}
	return n
}
