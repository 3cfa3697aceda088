// Package demo is a made-up plan and five sites, so that sitecheck has
// something to show without files. It has the shape of 聊城 and nothing of its
// real plan. The program in demo/make makes the data; plan.json is written by
// hand.
package demo

import "embed"

// Files holds plan.json, the layers that it names, and Sites.
//
//go:embed *.json *.geojson
var Files embed.FS

// Names in Files.
const (
	Plan  = "plan.json"
	Sites = "sites.geojson"
)
