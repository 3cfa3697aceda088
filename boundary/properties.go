package boundary

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
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
		d := json.NewDecoder(bytes.NewReader(p))
		if t, err := d.Token(); err != nil || t != json.Delim('{') {
			return
		}
		for d.More() {
			t, err := d.Token()
			name, ok := t.(string)
			if err != nil || !ok {
				return
			}
			var v json.RawMessage
			if d.Decode(&v) != nil || !yield(name, v) {
				return
			}
		}
	}
}

// Raw returns the JSON of a property, nil where there is none.
func (p Properties) Raw(name string) json.RawMessage {
	// A name that does not occur as text cannot be a key written plainly.
	if !bytes.Contains(p, []byte(name)) && !bytes.ContainsRune(p, '\\') {
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
		var s string
		if json.Unmarshal(v, &s) != nil {
			return ""
		}
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

// MarshalJSON returns the object as it is kept, null for none.
func (p Properties) MarshalJSON() ([]byte, error) {
	if len(p) == 0 {
		return []byte("null"), nil
	}
	return p, nil
}
