package message_test

import (
	"context"
	"fmt"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// A file that is refused is explained in the language of its reader.
func ExampleSay() {
	_, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{{{X: 116, Y: 36}, {X: 117, Y: 36}, {X: 117, Y: 91}}}}, nil)
	err = message.At(err, message.Place{File: "地块.geojson", Feature: "示例1"})
	fmt.Println(message.Say(message.Chinese, err))
	fmt.Println(message.Say(message.English, err))
	// Output:
	// 文件 地块.geojson，图斑 示例1，第 1 个多边形，第 1 环，第 3 点，坐标 (117 91)：纬度 91 超过 90 度
	// 地块.geojson, feature 示例1, polygon 1, ring 1, vertex 3, at (117 91): latitude 91 is beyond 90 degrees
}
