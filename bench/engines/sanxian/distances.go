package main

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// distances measures how far parcels are from the lines that they do not overlap, in
// the order in which they are registered and village by village; and the verdicts on
// them with and without that, on as many processors as the program has.
func (s *sanxian) distances(r *engine.Runner) error {
	ctx := context.Background()
	if err := s.Sites(r.City.Parcels()); err != nil {
		return err
	}
	defer func() { s.sites = nil }()
	along, err := nearEachOther(r.City)
	if err != nil {
		return err
	}
	var layers []*zones.Layer
	var indexes []*index.Index
	for _, l := range lines {
		layer, err := zones.NewLayer(ctx, zones.LayerSpec{Line: l.line}, planned(r.City, l.kind), nil)
		if err != nil {
			return err
		}
		x, err := index.Build(ctx, planned(r.City, l.kind))
		if err != nil {
			return err
		}
		layers, indexes = append(layers, layer), append(indexes, x)
	}
	for _, order := range []struct {
		name  string
		sites []*boundary.Boundary
	}{{"registered", s.sites}, {"villages", along}} {
		if _, err := r.Measure("distances."+order.name, len(order.sites), func() error { return nearest(indexes, order.sites) }); err != nil {
			return err
		}
	}
	p, err := zones.NewPlan(ctx, layers, nil, nil)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		opt  zones.CheckOptions
	}{{"all", zones.CheckOptions{}}, {"within_1000", zones.CheckOptions{NearestWithinM: 1000}}, {"none", zones.CheckOptions{NoDistances: true}}} {
		c.opt.Date = rules.Date("2026-11-01")
		if _, err := r.Measure("distances.verdicts_"+c.name, len(along), func() error {
			for _, err := range p.CheckAll(ctx, asSites(along), &c.opt) {
				if err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// nearest finds the nearest feature of each line that a site does not overlap.
func nearest(lines []*index.Index, sites []*boundary.Boundary) error {
	var found []index.Overlap
	sum := 0.0
	for _, b := range sites {
		for _, x := range lines {
			if found = x.AppendOverlaps(found[:0], b); len(found) > 0 {
				continue
			}
			for _, d := range x.Nearest(b) {
				sum += d
				break
			}
		}
	}
	if !(sum > 0) {
		return fmt.Errorf("the distances of %d sites add up to %v", len(sites), sum)
	}
	return nil
}

// nearEachOther returns the sites village by village: by squares of 500 m.
func nearEachOther(c work.City) ([]*boundary.Boundary, error) {
	type placed struct {
		square [2]int
		shape  *boundary.Boundary
	}
	var all []placed
	for f := range c.Parcels() {
		b, err := made(f)
		if err != nil {
			return nil, err
		}
		p := f.Rings[0][0]
		all = append(all, placed{[2]int{int(p.Y * 222), int(p.X * 180)}, b})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return slices.Compare(a.square[:], b.square[:]) })
	out := make([]*boundary.Boundary, len(all))
	for i, p := range all {
		out[i] = p.shape
	}
	return out, nil
}

func asSites(sites []*boundary.Boundary) iter.Seq2[zones.Site, error] {
	return func(yield func(zones.Site, error) bool) {
		for i, b := range sites {
			if !yield(zones.Site{Feature: boundary.Feature{ID: strconv.Itoa(i), Boundary: b}}, nil) {
				return
			}
		}
	}
}

// planned are the features of one kind.
func planned(c work.City, kind work.Kind) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		n := 0
		for f := range c.Plan() {
			if f.Kind != kind {
				continue
			}
			b, err := made(f)
			if !yield(boundary.Feature{ID: strconv.Itoa(n), Boundary: b}, err) {
				return
			}
			n++
		}
	}
}
