package message

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"
)

var msgUnreadable = New("unreadable", "it cannot be read", "无法读取")

// Say says an error in the language, on one line: where, what, and what lay
// behind it. What no package declares is said in English after the name of its
// class.
func Say(lang Lang, err error) string {
	if err == nil {
		return ""
	}
	var e *Error
	if !errors.As(err, &e) {
		return Clean(cause(lang, err))
	}
	text := Fill(lang, e.Code, e.Text, e.Values)
	if e.Code == msgUnreadable.Code { // something else went wrong while reading
		text = msgUnreadable.Text.In(lang)
	} else if text == "" || lang != English && text == e.Text {
		text = strings.TrimSuffix(className(lang, e.Class)+colon(lang)+text, colon(lang))
	}
	if e.Cause != nil {
		text += colon(lang) + strings.TrimPrefix(cause(lang, e.Cause), filePrefix(lang)+e.Place.File+colon(lang))
	}
	return Clean(located(e.Place.In(lang), colon(lang), text))
}

func className(lang Lang, class error) string {
	var c *Class
	switch {
	case errors.As(class, &c):
		return c.In(lang)
	case class == nil:
		return Text{ZH: "错误", EN: "error"}.In(lang)
	}
	return class.Error()
}

// filePrefix stands before the name of a file.
func filePrefix(lang Lang) string { return lang.Pick("文件 ", "") }

// causes are errors of the system that people meet.
var causes = []struct {
	err  error
	text Text
}{
	{fs.ErrNotExist, Text{"文件不存在", "no such file"}},
	{fs.ErrPermission, Text{"没有权限", "permission denied"}},
	{fs.ErrInvalid, Text{"路径无效", "invalid path"}},
	{io.ErrUnexpectedEOF, Text{"文件意外结束，可能不完整", "the file ends too early"}},
	{io.EOF, Text{"文件为空或意外结束", "the file is empty or ends too early"}},
	{context.Canceled, Text{"已取消", "cancelled"}},
	{context.DeadlineExceeded, Text{"超过时限", "timed out"}},
	{syscall.EISDIR, Text{"这是文件夹，不是文件", "this is a folder, not a file"}},
	{syscall.ENOSPC, Text{"磁盘空间不足", "no space left on the disk"}},
}

// cause says an error that is not of this library.
func cause(lang Lang, err error) string {
	var e *Error
	if errors.As(err, &e) {
		return Say(lang, err)
	}
	var said string
	for _, c := range causes {
		if errors.Is(err, c.err) {
			said = c.text.In(lang)
			break
		}
	}
	var p *fs.PathError
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax), errors.As(err, &kind):
		return JSONError(err).In(lang)
	case said == "":
		return err.Error()
	case errors.As(err, &p) && p.Path != "" && p.Path != ".":
		return filePrefix(lang) + p.Path + colon(lang) + said
	}
	return said
}
