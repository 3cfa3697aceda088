package boundary

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Properties are the attributes of a feature: a JSON object kept as the bytes
// that were read, in their order, and decoded when asked. Nil is no attributes.
type Properties []byte

// NewProperties returns properties from name, value pairs in that order. A
// value is anything that encoding/json encodes.
func NewProperties(pairs ...any) (Properties, error) {
	b := []byte{'{'}
	for i := 0; i+1 < len(pairs); i += 2 {
		if i > 0 {
			b = append(b, ',')
		}
		name, err := marshal(fmt.Sprint(pairs[i]))
		if err != nil {
			return nil, err
		}
		value, err := marshal(pairs[i+1])
		if err != nil {
			return nil, fmt.Errorf("boundary: property %v: %w", pairs[i], err)
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// All returns names and raw JSON values in the order of the input. It ends
// early where the bytes are not a JSON object.
func (p Properties) All() iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		i := skipSpace(p, 0)
		if i >= len(p) || p[i] != '{' {
			return
		}
		for i = skipSpace(p, i+1); i < len(p) && p[i] == '"'; {
			end := skipValue(p, i)
			name, ok := unquote(p[i:end])
			i = skipSpace(p, end)
			if !ok || i >= len(p) || p[i] != ':' {
				return
			}
			start := skipSpace(p, i+1)
			if end = skipValue(p, start); end == start || !yield(name, json.RawMessage(p[start:end])) {
				return
			}
			if i = skipSpace(p, end); i < len(p) && p[i] == ',' {
				i = skipSpace(p, i+1)
			}
		}
	}
}

func skipSpace(p []byte, i int) int {
	for i < len(p) && (p[i] == ' ' || p[i] == '\t' || p[i] == '\n' || p[i] == '\r') {
		i++
	}
	return i
}

// skipValue returns where the JSON value that begins at i ends. It recognises
// strings and does not check the rest.
func skipValue(p []byte, i int) int {
	depth := 0
	for i < len(p) {
		switch p[i] {
		case '"':
			for i++; i < len(p) && p[i] != '"'; i++ {
				if p[i] == '\\' {
					i++
				}
			}
			i = min(i+1, len(p))
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return i
			}
			if depth == 0 {
				return i + 1
			}
		case ',', ':', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return i
}

// unquote returns the text of a JSON string; bytes that are not UTF-8 become
// U+FFFD, as encoding/json has it.
func unquote(p []byte) (string, bool) {
	if len(p) < 2 || p[0] != '"' || p[len(p)-1] != '"' {
		return "", false
	}
	if bytes.IndexByte(p, '\\') < 0 && utf8.Valid(p) {
		return string(p[1 : len(p)-1]), true
	}
	var s string
	err := json.Unmarshal(p, &s)
	return s, err == nil
}

// Raw returns the JSON of a property, nil where there is none.
func (p Properties) Raw(name string) json.RawMessage {
	// A name that does not occur as text cannot be a key written plainly, and
	// only escapes and what is not UTF-8 are written otherwise.
	if !bytes.Contains(p, []byte(name)) && !bytes.ContainsRune(p, '\\') && !strings.ContainsRune(name, utf8.RuneError) {
		return nil
	}
	var found json.RawMessage
	for n, v := range p.All() {
		if n == name {
			found = v
		}
	}
	return found
}

// Text returns a property as text: a string without its quotes, a number or
// boolean as it was written, "" for null, for anything else and where there is
// none.
func (p Properties) Text(name string) string {
	v := p.Raw(name)
	if len(v) == 0 {
		return ""
	}
	switch v[0] {
	case '"':
		s, _ := unquote(v)
		return s
	case '{', '[', 'n':
		return ""
	}
	return string(v)
}

// Number returns a property as a number, also where it is a number written as
// text.
func (p Properties) Number(name string) (float64, bool) {
	f, err := strconv.ParseFloat(p.Text(name), 64)
	return f, err == nil
}

// UnmarshalJSON keeps a copy of the object; null is no attributes.
func (p *Properties) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*p = nil
		return nil
	}
	if i := skipSpace(b, 0); i >= len(b) || b[i] != '{' {
		return errors.New("boundary: properties are not a JSON object")
	}
	*p = bytes.Clone(b)
	return nil
}

// MarshalJSON returns the object as it is kept, null for none.
func (p Properties) MarshalJSON() ([]byte, error) {
	if len(p) == 0 {
		return []byte("null"), nil
	}
	return p, nil
}
