package survey

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/bounded"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyLineLong        = message.New("survey.line_long", "the line is longer than {limit} bytes", "这一行超过 {limit} 字节")
	msgSurveyUnreadable      = message.New("survey.unreadable", "the file cannot be read on", "文件后面的内容无法读取")
	msgSurveyEncodingDamaged = message.New("survey.encoding_damaged", "the line holds bytes that are no characters; they were replaced by �",
		"这一行含有不成文字的字节，已用 � 代替")
	msgSurveyEncodingMixed = message.New("survey.encoding_mixed", "the file is UTF-8, but this line is not; it was read as GB18030",
		"文件为 UTF-8 编码，但这一行不是，已按 GB18030 读取")
	msgSurveyEncoding = message.New("survey.encoding", "the file does not say its encoding; it was read as {encoding}: check that names are legible",
		"文件未说明编码，已按 {encoding} 读取，请核对名称是否为乱码")
	msgSurveyFileLong = message.New("survey.file_long", "the file is longer than {limit} bytes", "文件超过 {limit} 字节")
)

// Names of encodings as Header.Encoding gives them.
const (
	utf8Name    = "UTF-8"
	gb18030Name = "GB18030"
	utf16LEName = "UTF-16LE"
	utf16BEName = "UTF-16BE"
)

const (
	maxLine = 1 << 20  // bytes; no line of a survey file comes near it
	window  = 64 << 10 // bytes that the guess of an encoding looks at
)

// lines splits bytes of unknown encoding into lines of UTF-8. Lines end in
// CRLF, LF or a lone CR.
type lines struct {
	r        *bufio.Reader
	limit    int // bytes of one line
	number   int // of the line last returned, from 1
	buf      []byte
	encoding string // "" until a line needs one
	decoded  bool   // r gives UTF-8 whatever the file holds
	remark   func(message.Note)
	said     struct{ mixed, damaged bool }
}

func newLines(in io.Reader, limits boundary.Limits, remark func(message.Note)) *lines {
	l := &lines{
		r:      bufio.NewReaderSize(bounded.NewReader(in, bounded.NewBudget(limits.Bytes), tooLong), window),
		limit:  min(limits.Text, maxLine),
		remark: remark,
	}
	head, _ := l.r.Peek(4) // an error comes back with the first line
	is := func(mark string) bool { return strings.HasPrefix(string(head), mark) }
	switch {
	case is("\xef\xbb\xbf"):
		l.encoding = utf8Name
		l.r.Discard(3)
	case is("\xff\xfe"):
		l.r.Discard(2)
		l.utf16(utf16LEName, unicode.LittleEndian)
	case is("\xfe\xff"):
		l.r.Discard(2)
		l.utf16(utf16BEName, unicode.BigEndian)
	case len(head) == 4 && head[0] != 0 && head[1] == 0:
		l.utf16(utf16LEName, unicode.LittleEndian)
		l.guessed()
	case len(head) == 4 && head[0] == 0 && head[1] != 0:
		l.utf16(utf16BEName, unicode.BigEndian)
		l.guessed()
	}
	return l
}

func (l *lines) utf16(name string, order unicode.Endianness) {
	l.encoding, l.decoded = name, true
	d := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder()
	l.r = bufio.NewReaderSize(transform.NewReader(l.r, d), window)
}

// next returns the next line without its end, io.EOF after the last one.
func (l *lines) next() (string, error) {
	l.buf = l.buf[:0]
	for ended := false; !ended; {
		if _, err := l.r.Peek(1); err != nil {
			if err == io.EOF && len(l.buf) > 0 {
				break
			}
			return "", l.failed(err)
		}
		chunk, _ := l.r.Peek(l.r.Buffered())
		n := bytes.IndexAny(chunk, "\r\n")
		if ended = n >= 0; !ended {
			n = len(chunk)
		}
		if len(l.buf)+n > l.limit {
			return "", msgSurveyLineLong.Error(message.ErrLimit, message.Place{Line: l.number + 1},
				"limit", l.limit)
		}
		l.buf = append(l.buf, chunk[:n]...)
		cr := ended && chunk[n] == '\r'
		l.r.Discard(n)
		if ended {
			l.r.Discard(1)
		}
		if cr {
			if after, _ := l.r.Peek(1); len(after) == 1 && after[0] == '\n' {
				l.r.Discard(1)
			}
		}
	}
	l.number++
	return l.text(), nil
}

func (l *lines) failed(err error) error {
	var e *message.Error
	if err == io.EOF || errors.As(err, &e) {
		return err
	}
	failure := msgSurveyUnreadable.Error(message.ErrSyntax, message.Place{Line: l.number + 1})
	failure.Cause = err
	return failure
}

// text decodes the line in buf.
func (l *lines) text() string {
	if l.decoded || ascii(l.buf) {
		return string(l.buf)
	}
	if l.encoding == "" {
		l.guess()
	}
	if l.encoding == utf8Name && utf8.Valid(l.buf) {
		return string(l.buf)
	}
	s := decodeGB(l.buf)
	damaged := strings.ContainsRune(s, utf8.RuneError)
	switch {
	case damaged && !l.said.damaged:
		l.said.damaged = true
		l.warn(msgSurveyEncodingDamaged)
	case !damaged && l.encoding == utf8Name && !l.said.mixed:
		l.said.mixed = true
		l.warn(msgSurveyEncodingMixed)
	}
	if damaged && l.encoding == utf8Name {
		return strings.ToValidUTF8(string(l.buf), string(utf8.RuneError))
	}
	return s
}

// guess chooses between UTF-8 and GB18030 by what lies ahead. Text that is
// valid UTF-8 practically never is GBK, except for a few short words that look
// like two-byte sequences: Chinese in UTF-8 has three bytes a character.
func (l *lines) guess() {
	ahead, err := l.r.Peek(window)
	sample := append(append(append([]byte{}, l.buf...), '\n'), ahead...)
	if err == nil { // cut in the middle of a character, maybe
		for cut := 1; cut < utf8.UTFMax && cut < len(sample); cut++ {
			if tail := sample[len(sample)-cut:]; utf8.RuneStart(tail[0]) {
				if !utf8.FullRune(tail) {
					sample = sample[:len(sample)-cut]
				}
				break
			}
		}
	}
	long := bytes.IndexFunc(sample, func(r rune) bool { return r >= 0x800 }) >= 0
	if utf8.Valid(sample) && long || familiar(string(sample)) {
		l.encoding = utf8Name
		return
	}
	l.encoding = gb18030Name
	if !familiar(decodeGB(sample)) {
		l.guessed()
	}
}

// familiar reports whether the format's own words are legible in a text.
func familiar(text string) bool {
	for _, word := range []string{"属性描述", "地块坐标", "坐标系", ",面,"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func (l *lines) guessed() {
	l.remark(msgSurveyEncoding.Note(message.Place{Line: l.number},
		"encoding", l.encoding))
}

func (l *lines) warn(m *message.Message) {
	n := m.Note(message.Place{Line: l.number})
	n.Warning = true
	l.remark(n)
}

func decodeGB(b []byte) string {
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), string(utf8.RuneError))
	}
	return string(out)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func tooLong(limit int64) error {
	return msgSurveyFileLong.Error(message.ErrLimit, message.Place{}, "limit", limit)
}
