package message

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"
)

var (
	errTest      = NewClass("test: unusable test", "测试不可用")
	msgLatitude  = New("test.latitude", "latitude {lat} is beyond 90 degrees", "纬度 {lat} 超过 90 度")
	msgKept      = New("test.kept", "{at} has no part {part}", "{at:test_line}没有分区 {part}")
	msgJSON      = New("test.json", "{error}", "plan.json 有误：{error}")
	msgClosed    = New("test.closed", "ring was not closed", "环未闭合，已按首点闭合")
	_            = Words("test_line", func(word string) string { return map[string]string{"farmland": "永久基本农田"}[word] })
	undeclared   = &Message{Code: "test.undeclared", en: pieces("something {x}")}
	missing      = &fs.PathError{Op: "open", Path: "a.json", Err: fs.ErrNotExist}
	latitude     = msgLatitude.Error(errTest, everywhere, "lat", 91)
	everywhere   = Place{File: "地块.geojson", Line: 3, Feature: "A1", Polygon: 1, Ring: 2, Vertex: 5, Point: &Position{X: 116.5, Y: 91}}
	latitudeInZH = "文件 地块.geojson，第 3 行，图斑 A1，第 1 个多边形，第 2 环，第 5 点，坐标 (116.5 91)：纬度 91 超过 90 度"
	latitudeInEN = "地块.geojson, line 3, feature A1, polygon 1, ring 2, vertex 5, at (116.5 91): latitude 91 is beyond 90 degrees"
)

func TestSay(t *testing.T) {
	for _, c := range []struct {
		err    error
		zh, en string
	}{
		{nil, "", ""},
		{latitude, latitudeInZH, latitudeInEN},
		{fmt.Errorf("zones: layer x: %w", latitude), latitudeInZH, latitudeInEN},
		{undeclared.Error(ErrSyntax, Place{File: "a"}, "x", "new"), "文件 a：文件格式错误：something new", "a: something new"},
		{At(io.ErrUnexpectedEOF, Place{File: "a"}), "文件 a：无法读取：文件意外结束，可能不完整", "a: it cannot be read: the file ends too early"},
		{At(missing, Place{File: "a.json"}), "文件 a.json：无法读取：文件不存在", "a.json: it cannot be read: no such file"},
		{missing, "文件 a.json：文件不存在", "a.json: no such file"},
		{context.Canceled, "已取消", "cancelled"},
		{errors.New("odd\x1b[31m"), "odd [31m", "odd [31m"},
		{msgJSON.Error(errTest, Place{File: "p"}, "error", JSONError(errors.New(`json: unknown field "layrs"`))),
			`文件 p：plan.json 有误：没有名为 "layrs" 的成员`, `p: unknown field "layrs"`},
		{msgKept.Error(errTest, Place{}, "at", "farmland", "part", "core"), "永久基本农田没有分区 core", "farmland has no part core"},
		{&Error{Class: errTest, Code: "test.kept", Text: "x"}, "测试不可用：x", "x"}, // values are missing
	} {
		assert.Equal(t, c.zh, Say(Chinese, c.err))
		assert.Equal(t, c.en, Say(English, c.err))
	}
	assert.ErrorIs(t, fmt.Errorf("x: %w", latitude), errTest)
	assert.NotErrorIs(t, latitude, ErrSyntax)
}

func TestNoteInBothLanguages(t *testing.T) {
	n := msgClosed.Note(Place{Ring: 2})
	assert.Equal(t, "第 2 环：环未闭合，已按首点闭合", n.In(Chinese))
	assert.Equal(t, "ring 2: ring was not closed", n.In(English))
	assert.Equal(t, n.In(English), n.String())
	assert.False(t, n.Warning)
	assert.True(t, msgClosed.Warning(Place{}).Warning)
}

// A code is declared once: another message of the same code would be said in the
// words of the first.
func TestDeclaredTwice(t *testing.T) {
	assert.Panics(t, func() { New("test.latitude", "again", "再次") })
}
