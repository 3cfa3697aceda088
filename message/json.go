package message

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// JSONError returns what encoding/json says of a value, without the names of Go
// types, in both languages: a value for a placeholder.
func JSONError(err error) Text {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && strings.HasPrefix(syntax.Error(), "unexpected end"):
		return Text{ZH: "JSON 不完整，意外结束", EN: "the JSON ends too early"}
	case errors.As(err, &kind):
		if kind.Field == "" {
			return Text{ZH: "内容不能是 " + kind.Value, EN: fmt.Sprintf("it cannot be %s", kind.Value)}
		}
		return Text{ZH: fmt.Sprintf("成员 %s 的值不能是 %s", kind.Field, kind.Value), EN: fmt.Sprintf("member %s cannot be %s", kind.Field, kind.Value)}
	case errors.As(err, &syntax):
		if rest, ok := strings.CutPrefix(syntax.Error(), "invalid character "); ok {
			character, _, _ := strings.Cut(rest, " ")
			return Text{ZH: "JSON 语法错误，不应出现 " + character, EN: syntax.Error()}
		}
		return Text{ZH: "JSON 语法错误：" + syntax.Error(), EN: syntax.Error()}
	}
	text := strings.TrimPrefix(err.Error(), "json: ")
	if field, ok := strings.CutPrefix(text, "unknown field "); ok {
		return Text{ZH: "没有名为 " + field + " 的成员", EN: text}
	}
	return Text{ZH: text, EN: text}
}
