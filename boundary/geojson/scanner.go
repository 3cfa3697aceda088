package geojson

import (
	"io"
	"strconv"
	"strings"
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

// str scans a string and returns it with its quotes, as it is written.
func (s *scanner) str() ([]byte, error) {
	if s.peek() != '"' {
		return nil, s.unexpected("a string")
	}
	from, own := s.pin()
	s.pos++
	ascii := true
	for s.have(1) {
		i := s.pos
		for i < s.end && plain[s.buf[i]] {
			i++
		}
		s.pos = i
		if i == s.end {
			continue
		}
		switch c := s.buf[i]; {
		case c == '"':
			s.pos++
			raw, err := s.release(from, own)
			if err == nil && !ascii && !utf8.Valid(raw) {
				err = s.notUTF8(raw, from)
			}
			return raw, err
		case c == '\\':
			if err := s.escape(); err != nil {
				return nil, err
			}
		case c >= utf8.RuneSelf:
			ascii = false
			s.pos++
		default:
			return nil, s.unexpected("the end of a string")
		}
	}
	return nil, s.unexpected("the end of a string")
}

// plain are the bytes of ASCII that stand for themselves in a string.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return
}()

func (s *scanner) escape() error {
	n := 2
	if s.have(2) && s.buf[s.pos+1] == 'u' {
		n = 6
	}
	if !s.have(n) {
		s.pos = s.end
		return s.unexpected("the end of a string")
	}
	ok := strings.IndexByte(`"\/bfnrtu`, s.buf[s.pos+1]) >= 0
	for _, c := range s.buf[s.pos+2 : s.pos+n] {
		ok = ok && ('0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f')
	}
	if !ok {
		return s.syntax(msgGeojsonEscape, "offset", s.offset())
	}
	s.pos += n
	return nil
}

func (s *scanner) notUTF8(raw []byte, from int64) error {
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			break
		}
		raw, from = raw[size:], from+int64(size)
	}
	return s.syntax(msgGeojsonUtf8, "offset", from)
}

// number scans a number and returns it as it is written.
func (s *scanner) number() ([]byte, error) {
	s.peek()
	from, own := s.pin()
	for s.have(1) {
		i := s.pos
		for i < s.end && numeric[s.buf[i]] {
			i++
		}
		s.pos = i
		if i < s.end {
			break
		}
	}
	text, err := s.release(from, own)
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		return nil, s.unexpected("a number")
	}
	if !isNumber(text) {
		return nil, s.syntax(msgGeojsonNumber, "text", clip(string(text)), "offset", from)
	}
	return text, nil
}

// numeric are the bytes that numbers, right or wrong, are made of.
var numeric = func() (t [256]bool) {
	for _, c := range "0123456789+-.eE" {
		t[c] = true
	}
	return
}()

// isNumber reports whether text is a number by the grammar of JSON, which is
// narrower than what strconv takes.
func isNumber(text []byte) bool {
	digits := func() bool {
		n := 0
		for n < len(text) && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		text = text[n:]
		return n > 0
	}
	if len(text) > 0 && text[0] == '-' {
		text = text[1:]
	}
	if len(text) > 0 && text[0] == '0' {
		text = text[1:]
	} else if !digits() {
		return false
	}
	if len(text) > 0 && text[0] == '.' {
		if text = text[1:]; !digits() {
			return false
		}
	}
	if len(text) > 0 && (text[0] == 'e' || text[0] == 'E') {
		text = text[1:]
		if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
			text = text[1:]
		}
		if !digits() {
			return false
		}
	}
	return len(text) == 0
}

// literal scans true, false or null.
func (s *scanner) literal(word string) error {
	for i := range len(word) {
		if !s.have(1) || s.buf[s.pos] != word[i] {
			return s.unexpected(word)
		}
		s.pos++
	}
	return nil
}

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

// raw scans any value and returns its bytes.
func (s *scanner) raw() ([]byte, error) {
	s.peek()
	from, own := s.pin()
	if err := s.skip(); err != nil {
		return nil, err
	}
	return s.release(from, own)
}

// skip scans any value.
func (s *scanner) skip() error {
	s.stack = s.stack[:0]
	for {
		if opened, err := s.open(); err != nil {
			return err
		} else if opened {
			continue
		}
		for { // after a value
			n := len(s.stack)
			if n == 0 {
				return nil
			}
			top := s.stack[n-1]
			if s.take(',') {
				if top == '}' {
					if err := s.skipKey(); err != nil {
						return err
					}
				}
				break
			}
			if !s.take(top) {
				return s.unexpected(`"," or ` + strconv.Quote(string(rune(top))))
			}
			s.stack = s.stack[:n-1]
		}
	}
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
		if c != '-' && (c < '0' || c > '9') {
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
