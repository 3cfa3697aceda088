package survey

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFields is far above the 14 fields of the longest known line.
const maxFields = 64

// fold makes what people type into what programs look for: full-width letters,
// digits and marks become ASCII. It serves recognition and numbers; text that
// is kept stays as it was.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '【':
			return '['
		case r == '】':
			return ']'
		case r == '。':
			return '.'
		case r == '\ufeff' || r == '\u200b':
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
}

// clean strips blanks, the braces that one program puts around lines, and the
// end mark of DOS.
func clean(line string) string {
	line = trim(line)
	if strings.HasPrefix(line, "{") || strings.HasSuffix(line, "}") {
		line = trim(strings.TrimSuffix(strings.TrimPrefix(line, "{"), "}"))
	}
	return line
}

func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == 0 || r == '\x1a' || r == '\ufeff' || r == '\u200b'
	})
}

// split cuts a line of points at commas, Chinese ones included, or at blanks,
// tabs and semicolons where there is no comma. Double quotes and empty fields at
// the end go.
func split(line string) []string {
	var fields []string
	if has(line, ',', "，") {
		fields = cut(line, func(r rune) bool { return r == ',' || r == '，' })
	} else {
		fields = strings.FieldsFunc(line, func(r rune) bool { return r == ';' || r == '；' || unicode.IsSpace(r) })
	}
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	for i, s := range fields {
		if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
			fields[i] = trim(s[1 : len(s)-1])
		}
	}
	return fields
}

// has reports whether a mark is in a line, in ASCII or full width.
func has(line string, mark byte, wide string) bool {
	return strings.IndexByte(line, mark) >= 0 || strings.Contains(line, wide)
}

// cut splits at separators, keeps empty fields, and strips blanks. It gives up after maxFields+1 fields.
func cut(line string, separator func(rune) bool) []string {
	fields := make([]string, 0, 9)
	for len(fields) <= maxFields {
		i := strings.IndexFunc(line, separator)
		if i < 0 {
			return append(fields, trim(line))
		}
		fields = append(fields, trim(line[:i]))
		_, size := utf8.DecodeRuneInString(line[i:])
		line = line[i+size:]
	}
	return fields
}

// number reads a decimal number, full-width ones included.
func number(s string) (float64, bool) {
	if !ascii([]byte(s)) {
		if s = trim(fold(s)); hasSymbols(s) {
			return angle(s)
		}
	}
	for i := range len(s) { // ParseFloat also takes "inf", "nan" and hexadecimal numbers
		if c := s[i]; (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// section returns the name of a section line: "[地块坐标]", full-width brackets
// included.
func section(line string) (string, bool) {
	if line == "" || line[0] != '[' && line[0] < utf8.RuneSelf {
		return "", false
	}
	s := trim(fold(line))
	if len(s) < 2 || s[0] != '[' || s[len(s)-1] != ']' {
		return "", false
	}
	return trim(s[1 : len(s)-1]), true
}

// keyValue cuts a header line at its first equals sign, or at a colon where it
// has none.
func keyValue(line string) (key, value string, ok bool) {
	for _, signs := range []string{"=＝", ":："} {
		if i := strings.IndexAny(line, signs); i > 0 {
			_, size := utf8.DecodeRuneInString(line[i:])
			return trim(line[:i]), trim(line[i+size:]), true
		}
	}
	return "", "", false
}

// parcelFields returns the fields of a parcel line before its "@". The Chinese
// comma separates only where the ASCII comma does not: it may stand in a name.
func parcelFields(line string) ([]string, bool) {
	if !has(line, '@', "＠") {
		return nil, false
	}
	comma := func(r rune) bool { return r == ',' }
	fields := cut(line, comma)
	if !parcelLike(fields) {
		fields = cut(line, func(r rune) bool { return r == ',' || r == '，' })
	}
	for i := len(fields) - 1; i >= 0; i-- {
		if before, ok := strings.CutSuffix(fold(fields[i]), "@"); ok && i >= 2 {
			if before == "" {
				return fields[:i], true
			}
			// "面@": the comma was forgotten.
			_, size := utf8.DecodeLastRuneInString(fields[i])
			fields[i] = trim(fields[i][:len(fields[i])-size])
			return fields[:i+1], true
		}
		if fields[i] != "" {
			break
		}
	}
	return nil, false
}

// parcelLike reports whether fields begin as a parcel line does: with a count
// and an area, either of which may be empty.
func parcelLike(fields []string) bool {
	if len(fields) < 7 {
		return false
	}
	_, counted := number(fields[0])
	_, measured := readArea(fields[1])
	return (counted || fields[0] == "") && (measured || fields[1] == "")
}
