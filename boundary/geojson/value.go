package geojson

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

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
