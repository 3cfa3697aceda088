package message

import (
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A Message is one thing that the library says, in both languages.
type Message struct {
	Code string // stable and unique, such as "ring.flat"
	Text Text   // with {name} or {name:words} for each value

	en, zh []piece
}

// declared are all messages of the program by code. They are declared by
// package variables; the lock is for plugins and tests.
var declared struct {
	sync.RWMutex
	messages map[string]*Message
	words    map[string]func(word string) string
}

// New declares a message. A code that is declared twice panics: the program
// itself is wrong, and any run shows it.
func New(code, english, chinese string) *Message {
	declared.Lock()
	defer declared.Unlock()
	if declared.messages[code] != nil {
		panic("message: code " + code + " is declared twice")
	}
	if declared.messages == nil {
		declared.messages = map[string]*Message{}
	}
	m := &Message{Code: code, Text: Text{ZH: chinese, EN: english}, en: pieces(english), zh: pieces(chinese)}
	declared.messages[code] = m
	return m
}

// Words declares how values of one kind are said in Chinese, such as "line" for
// names of lines. The function returns "" for a value that it does not know.
func Words(kind string, chinese func(word string) string) struct{} {
	declared.Lock()
	defer declared.Unlock()
	if declared.words == nil {
		declared.words = map[string]func(string) string{}
	}
	declared.words[kind] = chinese
	return struct{}{}
}

// All returns the messages of the program in the order of their codes.
func All() iter.Seq[*Message] {
	declared.RLock()
	defer declared.RUnlock()
	codes := slices.Sorted(maps.Keys(declared.messages))
	all := make([]*Message, len(codes))
	for i, code := range codes {
		all[i] = declared.messages[code]
	}
	return slices.Values(all)
}

func find(code string) *Message {
	declared.RLock()
	defer declared.RUnlock()
	return declared.messages[code]
}

// Note makes a remark of the message from name, value pairs.
func (m *Message) Note(at Place, pairs ...any) Note {
	v := values(pairs)
	return Note{Code: m.Code, Place: at, Text: m.english(v), Values: v}
}

// Warning makes a remark that a person should look at.
func (m *Message) Warning(at Place, pairs ...any) Note {
	n := m.Note(at, pairs...)
	n.Warning = true
	return n
}

// Error makes an error of the class from name, value pairs.
func (m *Message) Error(class error, at Place, pairs ...any) *Error {
	v := values(pairs)
	return &Error{Class: class, Code: m.Code, Place: at, Text: m.english(v), Values: v}
}

// chineseSuffix marks the Chinese form of a value that is a Text.
const chineseSuffix = "_zh"

// values builds the values of a note or an error from name, value pairs.
func values(pairs []any) map[string]string {
	v := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name := fmt.Sprint(pairs[i])
		if t, ok := pairs[i+1].(Text); ok {
			v[name], v[name+chineseSuffix] = t.EN, t.ZH
			continue
		}
		v[name] = fmt.Sprint(pairs[i+1])
	}
	return v
}

// placeholder is {name} or {name:words}.
var placeholder = regexp.MustCompile(`\{([a-z_0-9]+)(?::([a-z_]+))?\}`)

// A piece of a template is text, then the value of a name; kind is how Chinese
// says the value.
type piece struct{ text, name, kind string }

func pieces(template string) []piece {
	var out []piece
	at := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(template, -1) {
		p := piece{text: template[at:m[0]], name: template[m[2]:m[3]]}
		if p.kind = p.name; m[4] >= 0 {
			p.kind = template[m[4]:m[5]]
		}
		out = append(out, p)
		at = m[1]
	}
	return append(out, piece{text: template[at:]})
}

func (m *Message) english(v map[string]string) string {
	if len(m.en) == 1 {
		return m.Text.EN
	}
	var b strings.Builder
	for _, p := range m.en {
		b.WriteString(p.text)
		if s, ok := v[p.name]; ok {
			b.WriteString(s)
		} else if p.name != "" {
			b.WriteString("{" + p.name + "}")
		}
	}
	return b.String()
}

// chinese fills the Chinese template; ok is false where a value is missing.
func (m *Message) chinese(v map[string]string) (text string, ok bool) {
	var b strings.Builder
	for _, p := range m.zh {
		b.WriteString(p.text)
		if p.name == "" {
			continue
		}
		if s, said := v[p.name+chineseSuffix]; said {
			b.WriteString(s)
			continue
		}
		value, known := v[p.name]
		if !known {
			return "", false
		}
		b.WriteString(inWords(p.kind, value))
	}
	return b.String(), true
}

func inWords(kind, value string) string {
	declared.RLock()
	chinese := declared.words[kind]
	declared.RUnlock()
	if chinese != nil {
		if s := chinese(value); s != "" {
			return s
		}
	}
	return value
}

// Fill says the message of a code in the language: its English text as it was
// made, or the Chinese template with the values. A code that no package of the
// program declares, and one whose values are not whole, is said in English.
func Fill(lang Lang, code, english string, values map[string]string) string {
	if lang == English {
		return english
	}
	if m := find(code); m != nil {
		if text, ok := m.chinese(values); ok {
			return text
		}
	}
	return english
}
