package shapefile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/sanxian/sanxian/message"
)

var msgShapefileEncodingNotWritten = message.New("shapefile.encoding_not_written", "cannot write in the encoding {encoding}; write UTF-8 or GBK",
	"不能以 {encoding} 编码写出，请用 UTF-8 或 GBK")

// A charset decodes attributes. The zero value stands for one that nothing has
// told yet, and decodes UTF-8.
type charset struct {
	name  string
	other encoding.Encoding // nil: UTF-8
}

// GB18030 is a superset of GBK and GB 2312, and decodes all of them.
var (
	utf8Charset = charset{name: "UTF-8"}
	gbkCharset  = charset{"GBK", simplifiedchinese.GB18030}
)

// charsetOf returns the charset of a name as .cpg files and people write it.
func charsetOf(name string) (charset, bool) {
	word := strings.ToUpper(strings.TrimSpace(name))
	word = strings.NewReplacer("-", "", "_", "", " ", "").Replace(word)
	for _, prefix := range []string{"ANSI", "OEM", "CP", "WINDOWS", "MS"} {
		if rest := strings.TrimPrefix(word, prefix); rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			word = rest
		}
	}
	switch word {
	case "UTF8", "65001", "ASCII", "USASCII":
		return utf8Charset, true
	case "GBK", "936", "GB2312", "GB18030", "54936", "EUCCN", "X936":
		return gbkCharset, true
	case "BIG5", "950", "BIG5HKSCS":
		return charset{"Big5", traditionalchinese.Big5}, true
	}
	if m := codePages[strings.TrimPrefix(word, "ISO")]; m != nil {
		return charset{m.String(), m}, true
	}
	return charset{}, false
}

var codePages = map[string]*charmap.Charmap{
	"437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "866": charmap.CodePage866,
	"874": charmap.Windows874, "1250": charmap.Windows1250, "1251": charmap.Windows1251, "1252": charmap.Windows1252,
	"1253": charmap.Windows1253, "1254": charmap.Windows1254, "1255": charmap.Windows1255, "1256": charmap.Windows1256,
	"1257": charmap.Windows1257, "1258": charmap.Windows1258,
	"88591": charmap.ISO8859_1, "88592": charmap.ISO8859_2, "88595": charmap.ISO8859_5, "88599": charmap.ISO8859_9, "885915": charmap.ISO8859_15,
	"LATIN1": charmap.ISO8859_1,
}

// driverCharset returns the charset of the language driver byte of a .dbf. The
// "ANSI" of whatever computer wrote the file (0x57) and the western pages that
// many writers put there without a thought say nothing: ok is false.
func driverCharset(b byte) (charset, bool) {
	switch b {
	case 0x4d, 0x7a:
		return gbkCharset, true
	case 0x4f, 0x78:
		return charset{"Big5", traditionalchinese.Big5}, true
	case 0x26, 0x65:
		return charset{"CP866", charmap.CodePage866}, true
	case 0x64:
		return charset{"CP852", charmap.CodePage852}, true
	case 0xc8:
		return charset{"Windows 1250", charmap.Windows1250}, true
	case 0xc9:
		return charset{"Windows 1251", charmap.Windows1251}, true
	}
	return charset{}, false
}

// detect returns the charset after a further text was looked at. What is not
// ASCII and no UTF-8 is GBK for good; two Chinese characters in GBK can be UTF-8
// by accident, so one text that is UTF-8 does not undo that.
func (c charset) detect(b []byte) charset {
	switch {
	case ascii(b) || c.name == gbkCharset.name:
		return c
	case utf8.Valid(withoutPartialRune(b)):
		return utf8Charset
	}
	return gbkCharset
}

// surelyUTF8 reports whether texts are UTF-8 and no other charset: four Chinese
// characters, of three bytes each, and nothing that is no UTF-8. Two or three can
// be words in GBK by accident.
func surelyUTF8(texts [][]byte) bool {
	n := 0
	for _, b := range texts {
		b = withoutPartialRune(b)
		if !utf8.Valid(b) {
			return false
		}
		for _, r := range string(b) {
			switch utf8.RuneLen(r) {
			case 2:
				return false
			case 3:
				n++
			}
		}
	}
	return n >= 4
}

// decoded says how the bytes of a text were understood.
type decoded int

const (
	clean    decoded = iota
	cut              // the last character was incomplete and is dropped
	switched         // not UTF-8 as declared, but GBK
	damaged          // some bytes are no characters of the charset
)

// text decodes bytes. A character that the width of a field cut in half is
// dropped; bytes that are no characters become U+FFFD.
func (c charset) text(b []byte) (string, decoded) {
	if ascii(b) {
		return string(b), clean
	}
	if c.other == nil {
		if utf8.Valid(b) {
			return string(b), clean
		}
		if t := withoutPartialRune(b); utf8.Valid(t) {
			return string(t), cut
		}
		// UTF-8 is hardly ever met by chance, so these bytes are not UTF-8.
		if s, how := gbkCharset.text(b); how != damaged {
			return s, switched
		}
		return strings.ToValidUTF8(string(b), "\ufffd"), damaged
	}
	s, err := c.other.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd"), damaged
	}
	if !bytes.ContainsRune(s, utf8.RuneError) {
		return string(s), clean
	}
	if t := b[:len(b)-1]; b[len(b)-1] >= 0x80 {
		if s, err := c.other.NewDecoder().Bytes(t); err == nil && !bytes.ContainsRune(s, utf8.RuneError) {
			return string(s), cut
		}
	}
	return string(s), damaged
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// withoutPartialRune drops an incomplete UTF-8 sequence at the end.
func withoutPartialRune(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if start := len(b) - i; utf8.RuneStart(b[start]) {
			if !utf8.FullRune(b[start:]) {
				return b[:start]
			}
			return b
		}
	}
	return b
}

// encode returns s in the charset of a writer, UTF-8 or GBK. A character that
// GBK does not have becomes "?", and lost is true.
func encode(gbk bool, s string) (b []byte, lost bool) {
	if !gbk {
		return []byte(strings.ToValidUTF8(s, "?")), !utf8.ValidString(s)
	}
	e := simplifiedchinese.GBK.NewEncoder()
	if b, err := e.Bytes([]byte(s)); err == nil {
		return b, false
	}
	for _, r := range s {
		c, err := e.Bytes([]byte(string(r)))
		if err != nil || r == utf8.RuneError {
			c, lost = []byte{'?'}, true
		}
		b = append(b, c...)
	}
	return b, lost
}

// cutText returns the longest beginning of s whose encoding has at most limit
// bytes, without splitting a character.
func cutText(gbk bool, s string, limit int) ([]byte, bool) {
	b, _ := encode(gbk, s)
	if len(b) <= limit {
		return b, false
	}
	var out []byte
	for _, r := range s {
		c, _ := encode(gbk, string(r))
		if len(out)+len(c) > limit {
			break
		}
		out = append(out, c...)
	}
	return out, true
}

// writerCharset reads WriteOptions.Encoding.
func writerCharset(name string) (gbk bool, err error) {
	if name == "" {
		return false, nil
	}
	switch c, _ := charsetOf(name); c.name {
	case utf8Charset.name:
		return false, nil
	case gbkCharset.name:
		return true, nil
	}
	return false, msgShapefileEncodingNotWritten.Error(message.ErrSyntax, message.Place{},
		"encoding", name)
}
