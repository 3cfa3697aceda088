package geojson

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonBytes      = message.New("geojson.bytes", "the input has more than {limit} bytes", "输入超过 {limit} 字节")
	msgGeojsonText       = message.New("geojson.text", "one value is longer than {limit} bytes (at byte {offset})", "单个值超过 {limit} 字节（第 {offset} 字节处）")
	msgGeojsonUnexpected = message.New("geojson.unexpected", "{found} at byte {offset} where {wanted} should stand",
		"第 {offset} 字节处为 {found}，不合 JSON 语法（应为 {wanted}）")
	msgGeojsonTruncated = message.New("geojson.truncated", "the input ends at byte {offset} where {wanted} should stand: it is cut off",
		"文件在第 {offset} 字节处中断，内容不完整（应为 {wanted}）")
	msgGeojsonEscape = message.New("geojson.escape", "a backslash at byte {offset} begins no escape of JSON", "第 {offset} 字节处的反斜杠转义不合 JSON 语法")
	msgGeojsonUtf8   = message.New("geojson.utf8", "the text is not UTF-8 at byte {offset} (GBK?); GeoJSON is always UTF-8, convert the file first",
		"第 {offset} 字节处不是 UTF-8 编码（可能是 GBK）；GeoJSON 只能用 UTF-8，请先转换编码")
	msgGeojsonNumber = message.New("geojson.number", "{text} at byte {offset} is not a number of JSON", "第 {offset} 字节处的 {text} 不是合法的数字")
	msgGeojsonDepth  = message.New("geojson.depth", "values are nested more than {limit} deep (at byte {offset})", "嵌套超过 {limit} 层（第 {offset} 字节处）")
)

// bufferSize is what is read at once, and the memory a scanner begins with.
const bufferSize = 64 << 10

// A scanner reads JSON strictly as RFC 8259 has it, without building values:
// numbers, strings and raw bytes are handed out from its buffer. Bytes handed
// out are valid until the next call.
type scanner struct {
	name   string // of the file, for messages
	in     io.Reader
	limits boundary.Limits

	buf      []byte
	pos, end int   // buf[pos:end] is not scanned yet
	mark     int   // buf[mark:] is still needed; -1: nothing before pos is
	base     int64 // offset of buf[0] in the input
	line     int   // from 1
	err      error // why nothing more can be read; io.EOF at the end

	stack []byte // open brackets of skip
}

func newScanner(in io.Reader, limits boundary.Limits) *scanner {
	return &scanner{in: in, limits: limits, buf: make([]byte, bufferSize), mark: -1, line: 1}
}

// offset returns the number of bytes scanned.
func (s *scanner) offset() int64 { return s.base + int64(s.pos) }

// fill reads more bytes behind end. It moves the buffer: positions in it
// change, offsets do not.
func (s *scanner) fill() bool {
	if s.err != nil {
		return false
	}
	keep := s.pos
	if s.mark >= 0 {
		keep = s.mark
	}
	if s.end-keep > s.limits.Text {
		s.err = s.tooLong()
		return false
	}
	if keep > 0 {
		copy(s.buf, s.buf[keep:s.end])
		s.pos, s.end, s.base = s.pos-keep, s.end-keep, s.base+int64(keep)
		if s.mark >= 0 {
			s.mark = 0
		}
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if s.base+int64(s.end) > s.limits.Bytes {
			s.end -= n
			s.err = msgGeojsonBytes.Error(message.ErrLimit, message.Place{},
				"limit", s.limits.Bytes)
			return false
		}
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	s.err = io.ErrNoProgress
	return false
}

func (s *scanner) tooLong() error {
	return msgGeojsonText.Error(message.ErrLimit, message.Place{Line: s.line},
		"limit", s.limits.Text, "offset", s.offset())
}

// have makes n bytes available from pos if the input has them.
func (s *scanner) have(n int) bool {
	for s.end-s.pos < n {
		if !s.fill() {
			return false
		}
	}
	return true
}

// peek skips white space and returns the next byte without consuming it, 0
// where there is none. Whoever does not want it calls unexpected.
func (s *scanner) peek() byte {
	for {
		for s.pos < s.end {
			switch c := s.buf[s.pos]; c {
			case '\n':
				s.line++
			case ' ', '\t', '\r':
			default:
				return c
			}
			s.pos++
		}
		if !s.fill() {
			return 0
		}
	}
}

// take consumes the next byte if it is c.
func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.pos++
	return true
}

// expect consumes c or returns an error.
func (s *scanner) expect(c byte) error {
	if !s.take(c) {
		return s.unexpected(strconv.Quote(string(rune(c))))
	}
	return nil
}

var _ = message.Words("wanted", func(word string) string { return wantedWords[word] })

func (s *scanner) syntax(m *message.Message, pairs ...any) error {
	return m.Error(message.ErrSyntax, message.Place{Line: s.line}, pairs...)
}

// pin keeps the bytes from pos until release. Pins nest; the outermost counts.
func (s *scanner) pin() (from int64, own bool) {
	own = s.mark < 0
	if own {
		s.mark = s.pos
	}
	return s.offset(), own
}

// release returns the bytes since the pin.
func (s *scanner) release(from int64, own bool) ([]byte, error) {
	raw := s.buf[from-s.base : s.pos]
	if own {
		s.mark = -1
	}
	if len(raw) > s.limits.Text {
		return nil, s.tooLong()
	}
	return raw, nil
}

// plain are the bytes of ASCII that stand for themselves in a string.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return
}()

// numeric are the bytes that numbers, right or wrong, are made of.
var numeric = func() (t [256]bool) {
	for _, c := range "0123456789+-.eE" {
		t[c] = true
	}
	return
}()

// key scans the name of a member and the colon, and returns the name decoded.
func (s *scanner) key() (string, error) {
	raw, err := s.str()
	if err != nil {
		return "", err
	}
	name := unquote(raw)
	return name, s.expect(':')
}

func (s *scanner) skipKey() error {
	if _, err := s.str(); err != nil {
		return err
	}
	return s.expect(':')
}

// open scans a plain value, or the beginning of an object or array up to its
// first value; an empty one is plain.
func (s *scanner) open() (opened bool, err error) {
	switch c := s.peek(); c {
	case '{', '[':
		closer := c + 2 // in ASCII
		s.pos++
		if s.take(closer) {
			return false, nil
		}
		if len(s.stack) >= s.limits.Depth {
			return false, s.tooDeep()
		}
		s.stack = append(s.stack, closer)
		if c == '{' {
			err = s.skipKey()
		}
		return true, err
	case '"':
		_, err = s.str()
	case 't':
		err = s.literal("true")
	case 'f':
		err = s.literal("false")
	case 'n':
		err = s.literal("null")
	default:
		digit := c >= '0' && c <= '9'
		if !digit && (c != '-' || s.have(2) && s.buf[s.pos+1] > '9') {
			if err := s.notFinite(s.offset()); err != nil {
				return false, err
			}
		}
		if !digit && c != '-' {
			return false, s.unexpected("a value")
		}
		_, err = s.number()
	}
	return false, err
}

func (s *scanner) tooDeep() error {
	return msgGeojsonDepth.Error(message.ErrLimit, message.Place{Line: s.line},
		"limit", s.limits.Depth, "offset", s.offset())
}
