package main

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// day is the date of all checks: it picks the rules.
const day = rules.Date("2026-11-01")

// lineOf are the lines of the city's plan.
var lineOf = map[work.Kind]rules.Line{work.Farmland: rules.Farmland, work.RedLine: rules.Ecology, work.Development: rules.Development}

// plan makes the city's plan.
func plan(city work.City) (*zones.Plan, error) {
	var layers []*zones.Layer
	for _, kind := range []work.Kind{work.Farmland, work.RedLine, work.Development} {
		l, err := zones.NewLayer(context.Background(), zones.LayerSpec{Line: lineOf[kind], Path: string(kind), Date: "2026-01-01"}, func(yield func(boundary.Feature, error) bool) {
			for f := range city.Plan() {
				if f.Kind != kind {
					continue
				}
				b, err := made(f)
				if !yield(boundary.Feature{ID: strconv.Itoa(f.Number), Boundary: b}, err) {
					return
				}
			}
		}, nil)
		if err != nil {
			return nil, err
		}
		layers = append(layers, l)
	}
	return zones.NewPlan(context.Background(), layers, nil, nil)
}

// verdicts checks all parcels as a registry does, with the distance to the nearest
// feature and without, on one processor and on two.
func verdicts(r *engine.Runner) error {
	p, err := plan(r.City)
	if err != nil {
		return err
	}
	var sites []zones.Site
	for f := range r.City.Parcels() {
		b, err := made(f)
		if err != nil {
			return err
		}
		sites = append(sites, zones.Site{Feature: boundary.Feature{ID: strconv.Itoa(f.Number), Boundary: b}})
	}
	for workers := 1; workers <= 2; workers++ {
		if err := passes(r, p, sites, workers); err != nil {
			return err
		}
	}
	return single(r, p, sites)
}

// passes times the three ways to check all sites.
func passes(r *engine.Runner, p *zones.Plan, sites []zones.Site, workers int) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
	for _, pass := range []struct {
		name string
		run  func() error
	}{
		{"verdicts", func() error {
			return drain(p.CheckAll(context.Background(), stream(sites), &zones.CheckOptions{Date: day}))
		}},
		{"verdicts_no_distances", func() error {
			return drain(p.CheckAll(context.Background(), stream(sites), &zones.CheckOptions{Date: day, NoDistances: true}))
		}},
		{"screen", func() error {
			for _, err := range p.Screen(context.Background(), stream(sites), &zones.CheckOptions{Date: day}) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
	} {
		if _, err := r.Measure(pass.name+"."+strconv.Itoa(workers), len(sites), pass.run); err != nil {
			return err
		}
	}
	return nil
}

// single times checks of one site at a time, as a service makes them.
func single(r *engine.Runner, p *zones.Plan, sites []zones.Site) error {
	n := min(len(sites), 20_000)
	times := make([]float64, n)
	for i, s := range sites[:n] {
		start := time.Now()
		if _, err := p.Check(context.Background(), s, &zones.CheckOptions{Date: day}); err != nil {
			return err
		}
		times[i] = time.Since(start).Seconds()
	}
	slices.Sort(times)
	for name, at := range map[string]int{"check.p50": n / 2, "check.p99": n * 99 / 100} {
		r.Add(engine.Result{Work: name, Sites: 1, All: 1, Seconds: []float64{times[at]}})
	}
	return nil
}

func stream(sites []zones.Site) iter.Seq2[zones.Site, error] {
	return func(yield func(zones.Site, error) bool) {
		for _, s := range sites {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// drain reads all reports.
func drain(reports iter.Seq2[*zones.Report, error]) error {
	n := 0
	for r, err := range reports {
		if err != nil {
			return err
		}
		if r.Verdict == "" {
			return fmt.Errorf("report %d has no verdict", n)
		}
		n++
	}
	return nil
}
