// Package demo is a made-up plan and five sites, so that the programs have
// something to show without files. It has the shape of 聊城 and nothing of its
// real plan. The program in demo/make makes the data; plan.json is written by
// hand.
package demo

import (
	"context"
	"embed"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/open"
	"github.com/sanxian/sanxian/zones"
)

// Files holds plan.json, the layers that it names, and Sites.
//
//go:embed *.json *.geojson
var Files embed.FS

// Names in Files.
const (
	Plan  = "plan.json"
	Sites = "sites.geojson"
)

// Load opens the plan and reads all sites, which is what a service does with
// its own files when it starts.
func Load(ctx context.Context) (*zones.Plan, []boundary.Feature, error) {
	plan, err := zones.OpenPlan(ctx, Files, Plan, open.Features, nil)
	if err != nil {
		return nil, nil, err
	}
	features, err := open.Features(ctx, Files, Sites, &boundary.Reading{Edges: plan.Edges()})
	if err != nil {
		return nil, nil, err
	}
	sites, err := boundary.Collect(features)
	return plan, sites, err
}
