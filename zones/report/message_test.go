package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
)

func TestMessage(t *testing.T) {
	at := boundary.Place{File: "地块.geojson", Line: 3, Feature: "A1", Polygon: 1, Ring: 2, Vertex: 5, Point: &boundary.Point{X: 116.5, Y: 91}}
	latitude := boundary.NewError(boundary.ErrGeometry, "point.latitude", at, "latitude {lat} is beyond 90 degrees", "lat", 91)
	unknown := boundary.NewError(boundary.ErrSyntax, "new.code", boundary.Place{File: "a"}, "something {x}", "x", "new")
	missing := &fs.PathError{Op: "open", Path: "a.json", Err: fs.ErrNotExist}
	for _, c := range []struct {
		err    error
		zh, en string
	}{
		{nil, "", ""},
		{latitude, "文件 地块.geojson，第 3 行，图斑 A1，第 1 个多边形，第 2 环，第 5 点，坐标 (116.5 91)：纬度 91 超过 90 度",
			"地块.geojson, line 3, feature A1, polygon 1, ring 2, vertex 5, at (116.5 91): latitude 91 is beyond 90 degrees"},
		{fmt.Errorf("zones: layer x: %w", latitude), "文件 地块.geojson，第 3 行，图斑 A1，第 1 个多边形，第 2 环，第 5 点，坐标 (116.5 91)：纬度 91 超过 90 度",
			"地块.geojson, line 3, feature A1, polygon 1, ring 2, vertex 5, at (116.5 91): latitude 91 is beyond 90 degrees"},
		{unknown, "文件 a：文件格式错误：something new", "a: something new"},
		{boundary.At(io.ErrUnexpectedEOF, boundary.Place{File: "a"}), "文件 a：无法读取：文件意外结束，可能不完整", "a: it cannot be read: the file ends too early"},
		{boundary.At(missing, boundary.Place{File: "a.json"}), "文件 a.json：无法读取：文件不存在", "a.json: it cannot be read: no such file"},
		{missing, "文件 a.json：文件不存在", "a.json: no such file"},
		{context.Canceled, "已取消", "cancelled"},
		{errors.New("odd\x1b[31m"), "odd [31m", "odd [31m"},
		{boundary.NewError(zones.ErrPlan, "plan.json", boundary.Place{File: "p"}, "{error}", "error", `unknown field "layrs"`), `文件 p：plan.json 有误：没有名为 "layrs" 的成员`, `p: unknown field "layrs"`},
		{boundary.NewError(zones.ErrPlan, "cap.invalid", boundary.Place{File: "p"}, "cap {id}: {reason}", "id", `"a"`, "reason", "keep adds up to more than the whole"),
			`文件 p：规模指标 "a" 有误：keep 各项之和超过 1`, `p: cap "a": keep adds up to more than the whole`},
		{boundary.NewError(zones.ErrPlan, "cap.unknown", boundary.Place{}, "x", "id", "c", "line", zones.Farmland), "规模指标 c 无法核查：没有永久基本农田图层", "x"},
	} {
		assert.Equal(t, c.zh, Message(Chinese, c.err))
		assert.Equal(t, c.en, Message(English, c.err))
	}
}

func TestNote(t *testing.T) {
	n := boundary.NewNote("ring.closed", boundary.Place{Ring: 2}, "ring was not closed; it now ends where it begins")
	assert.Equal(t, "第 2 环：环未闭合，已按首点闭合", Note(Chinese, n))
	assert.Equal(t, "ring 2: ring was not closed; it now ends where it begins", Note(English, n))
}
