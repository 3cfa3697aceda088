package message

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Lang is the language of what people read.
type Lang string

// The languages. Anything but English is taken as Chinese.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// ParseLang reads "zh" or "en".
func ParseLang(s string) (Lang, error) {
	switch l := Lang(s); l {
	case Chinese, English:
		return l, nil
	}
	return "", fmt.Errorf("message: %q is not a language; write zh or en", s)
}

// Pick returns one of two texts, also where that is empty.
func (l Lang) Pick(chinese, english string) string {
	if l == English {
		return english
	}
	return chinese
}

// A Text is a text in both languages.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the text in the language, in the other one where there is only that.
func (t Text) In(lang Lang) string {
	if lang == English && t.EN != "" || t.ZH == "" {
		return t.EN
	}
	return t.ZH
}

// Clean replaces characters that would move, hide or reverse the text around
// them — controls, line ends, marks of direction, broken UTF-8 — by spaces.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= ' ' && r < 0x7f || r >= 0x2e80 && r < 0xd800 { // ASCII and Chinese, as nearly all are
			return r
		}
		if r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, s)
}
