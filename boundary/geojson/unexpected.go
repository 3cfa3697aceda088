package geojson

import (
	"bytes"
	"errors"
	"io"
	"path"
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

var msgGeojsonNan = message.New("geojson.nan", "{word} at byte {offset} is no JSON: a program wrote an empty number so; ogr2ogr -f GeoJSON new.geojson {file} leaves such values out, or write null in its place",
	"第 {offset} 字节处的 {word} 不是合法的 JSON，是程序把空数值写成了这样：可用 ogr2ogr -f GeoJSON new.geojson {file} 去掉这些值，或改为 null")

// listOfFeatures reports whether a text begins with features in a list.
func (s *scanner) listOfFeatures() bool {
	s.have(1 << 10)
	rest, ok := bytes.CutPrefix(s.buf[s.pos:s.end], []byte("["))
	return ok && bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("{")) && bytes.Contains(rest, []byte(`"Feature"`))
}

// notFinite returns the error for a value that some programs write and JSON does
// not have, nil for any other.
func (s *scanner) notFinite(offset int64) error {
	s.have(len("-Infinity"))
	for _, word := range []string{"NaN", "nan", "Infinity", "inf", "Inf", "-Infinity", "-inf", "-nan"} {
		if bytes.HasPrefix(s.buf[s.pos:s.end], []byte(word)) {
			return s.syntax(msgGeojsonNan, "word", word, "offset", offset, "file", fileWord(s.name))
		}
	}
	return nil
}

// fileWord returns the name of a file for a command.
func fileWord(name string) string {
	if name == "" {
		return "old.geojson"
	}
	return path.Base(name)
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
