package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/sanxian/sanxian/message"
)

var (
	msgRulesTooLarge     = message.New("rules.too_large", "the rule set is larger than {limit} bytes", "规则文件超过 {limit} 字节")
	msgRulesTrailing     = message.New("rules.trailing", "there is more after the rule set", "规则集之后还有多余内容")
	msgRulesTruncated    = message.New("rules.truncated", "the file ends in the middle of a value", "规则文件不完整，在一个值的中间结束")
	msgRulesSyntax       = message.New("rules.syntax", "not JSON: {reason}", "规则文件不是有效的 JSON：{reason}")
	msgRulesTooDeep      = message.New("rules.too_deep", "nested deeper than {limit}", "规则文件嵌套超过 {limit} 层")
	msgRulesDuplicateKey = message.New("rules.duplicate_key", "{key} is given twice", "字段 {key} 重复出现")
	msgRulesType         = message.New("rules.type", "{path}: must be {what}", "{path}：应为{what}")
	msgRulesUnknownField = message.New("rules.unknown_field", "{path}: there is no such field; known are {known}", "{path}：没有这个字段，可用字段为 {known}")
)

// Limits of a rule set file. The built-in one has some 230 kB.
const (
	maxRuleSetBytes = 8 << 20
	maxRuleSetDepth = 16
)

// A located is a JSON value that knows its line, so that an error can say more
// than encoding/json does.
type located struct {
	line   int
	value  any        // string, json.Number, bool, nil; nil for objects and arrays
	kind   byte       // '{', '[' or 'v'
	names  []string   // of an object's members
	values []*located // of an object or an array
}

// readLocated reads one JSON value and nothing after it.
func readLocated(r io.Reader, file string) (*located, []byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxRuleSetBytes+1))
	if err != nil {
		return nil, nil, message.At(err, message.Place{File: file})
	}
	if len(b) > maxRuleSetBytes {
		return nil, nil, msgRulesTooLarge.Error(message.ErrLimit, message.Place{File: file},
			"limit", maxRuleSetBytes)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	d := &locator{b: b, file: file, dec: json.NewDecoder(bytes.NewReader(b))}
	d.dec.UseNumber()
	v, err := d.next(0)
	if err != nil {
		return nil, nil, err
	}
	if _, err := d.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, d.errorf(msgRulesTrailing)
	}
	return v, b, nil
}

type locator struct {
	b    []byte
	dec  *json.Decoder
	file string
	at   int64 // where line was counted to
	line int
}

// here returns the line of the token that was read last.
func (d *locator) here() int {
	off := d.dec.InputOffset()
	d.line += bytes.Count(d.b[d.at:off], []byte("\n"))
	d.at = off
	return d.line + 1
}

func (d *locator) errorf(m *message.Message, pairs ...any) error {
	return m.Error(message.ErrSyntax, message.Place{File: d.file, Line: d.here()}, pairs...)
}

func (d *locator) token() (json.Token, error) {
	t, err := d.dec.Token()
	if err == nil {
		return t, nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, d.errorf(msgRulesTruncated)
	}
	return nil, d.errorf(msgRulesSyntax, "reason", err)
}

func (d *locator) next(depth int) (*located, error) {
	t, err := d.token()
	if err != nil {
		return nil, err
	}
	if depth > maxRuleSetDepth {
		return nil, d.errorf(msgRulesTooDeep, "limit", maxRuleSetDepth)
	}
	v := &located{line: d.here(), kind: 'v', value: t}
	delim, ok := t.(json.Delim)
	if !ok {
		return v, nil
	}
	v.kind, v.value = byte(delim), nil
	seen := map[string]bool{}
	for d.dec.More() {
		if delim == '{' {
			t, err := d.token()
			if err != nil {
				return nil, err
			}
			name := t.(string) // the decoder accepts nothing else here
			if seen[name] {
				return nil, d.errorf(msgRulesDuplicateKey, "key", name)
			}
			seen[name] = true
			v.names = append(v.names, name)
		}
		item, err := d.next(depth + 1)
		if err != nil {
			return nil, err
		}
		v.values = append(v.values, item)
	}
	_, err = d.token()
	return v, err
}

// A binder puts located values into structs and remembers the line of each path.
type binder struct {
	file  string
	lines map[string]int
}

func (b *binder) errorf(v *located, path string, m *message.Message, pairs ...any) error {
	return pathError(message.ErrSyntax, b.file, v.line, path, m, pairs...)
}

// pathError is an error whose text begins with the JSON path; $ is the whole.
func pathError(class error, file string, line int, path string, m *message.Message, pairs ...any) error {
	if path == "" {
		path = "$"
	}
	return m.Error(class, message.Place{File: file, Line: line}, append(pairs, "path", path)...)
}

// bind sets out, which must be addressable, from v. Fields are named by their
// json tag; one with a required tag must be present.
func (b *binder) bind(v *located, out reflect.Value, path string) error {
	b.lines[path] = v.line
	switch out.Kind() {
	case reflect.Pointer:
		out.Set(reflect.New(out.Type().Elem()))
		return b.bind(v, out.Elem(), path)
	case reflect.String:
		s, ok := v.value.(string)
		if !ok {
			return b.wrongType(v, path, "a text", "文本")
		}
		out.SetString(s)
	case reflect.Bool:
		t, ok := v.value.(bool)
		if !ok {
			return b.wrongType(v, path, "true or false", "true 或 false")
		}
		out.SetBool(t)
	case reflect.Int, reflect.Float64:
		return b.bindNumber(v, out, path)
	case reflect.Slice:
		if v.kind != '[' {
			return b.wrongType(v, path, "a list", "列表")
		}
		out.Set(reflect.MakeSlice(out.Type(), len(v.values), len(v.values)))
		for i, item := range v.values {
			if err := b.bind(item, out.Index(i), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		if v.kind != '{' {
			return b.wrongType(v, path, "an object", "对象")
		}
		out.Set(reflect.MakeMapWithSize(out.Type(), len(v.names)))
		for i, name := range v.names {
			item := reflect.New(out.Type().Elem()).Elem()
			if err := b.bind(v.values[i], item, join(path, name)); err != nil {
				return err
			}
			out.SetMapIndex(reflect.ValueOf(name).Convert(out.Type().Key()), item)
		}
	case reflect.Struct:
		return b.bindStruct(v, out, path)
	}
	return nil
}

func (b *binder) bindNumber(v *located, out reflect.Value, path string) error {
	n, ok := v.value.(json.Number)
	if !ok {
		return b.wrongType(v, path, "a number", "数字")
	}
	f, err := n.Float64()
	switch {
	case err != nil:
		return b.wrongType(v, path, "a number that fits", "范围内的数字")
	case out.Kind() == reflect.Float64:
		out.SetFloat(f)
	case f != float64(int(f)) || f < -1e9 || f > 1e9:
		return b.wrongType(v, path, "a whole number", "整数")
	default:
		out.SetInt(int64(f))
	}
	return nil
}

func (b *binder) wrongType(v *located, path, what, zh string) error {
	return b.errorf(v, path, msgRulesType, "what", message.Text{ZH: zh, EN: what})
}

func (b *binder) bindStruct(v *located, out reflect.Value, path string) error {
	if v.kind != '{' {
		return b.wrongType(v, path, "an object", "对象")
	}
	fields, missing, known := map[string]int{}, map[string]bool{}, []string{}
	for i := range out.NumField() {
		tag := out.Type().Field(i).Tag
		name := tag.Get("json")
		if name == "" || name == "-" {
			continue
		}
		fields[name] = i
		known = append(known, name)
		if tag.Get("required") != "" {
			missing[name] = true
		}
	}
	for i, name := range v.names {
		f, ok := fields[name]
		if !ok {
			return b.errorf(v.values[i], join(path, name), msgRulesUnknownField, "known", strings.Join(known, ", "))
		}
		delete(missing, name)
		if err := b.bind(v.values[i], out.Field(f), join(path, name)); err != nil {
			return err
		}
	}
	for _, name := range known {
		if missing[name] {
			return b.errorf(v, path, msgRulesMissingField, "field", name)
		}
	}
	return nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
