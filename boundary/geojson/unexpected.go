package geojson

import (
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/sanxian/sanxian/message"
)

// wantedWords are what an input should have where it has something else.
var wantedWords = map[string]string{
	"a GeoJSON object":         "GeoJSON 对象",
	"a feature":                "图斑",
	"a geometry":               "图形",
	"a number":                 "数字",
	"a string":                 "文字",
	"a value":                  "值",
	"an array of features":     "图斑数组",
	"an id (string or number)": "编号（文字或数字）",
	"an object of properties":  "属性对象",
	"the end of a string":      "文字的结尾",
	"the end":                  "文件结尾",
}

// unexpected says why the next byte is not what should stand there.
func (s *scanner) unexpected(wanted string) error {
	if s.pos < s.end {
		s.have(utf8.UTFMax)
		found, size := utf8.DecodeRune(s.buf[s.pos:s.end])
		if found == utf8.RuneError && size <= 1 {
			return s.syntax(msgGeojsonUnexpected, "found", "byte 0x"+strconv.FormatUint(uint64(s.buf[s.pos]), 16), "offset", s.offset(), "wanted", wanted)
		}
		return s.syntax(msgGeojsonUnexpected, "found", strconv.QuoteRune(found), "offset", s.offset(), "wanted", wanted)
	}
	var e *message.Error
	switch {
	case errors.As(s.err, &e):
		return e
	case s.err == io.EOF || s.err == nil:
		return s.syntax(msgGeojsonTruncated, "offset", s.offset(), "wanted", wanted)
	}
	return message.At(s.err, message.Place{Line: s.line})
}
