package main

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strconv"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// lines are the layers of the plan.
var lines = []struct {
	kind work.Kind
	line rules.Line
}{{work.Farmland, rules.Farmland}, {work.RedLine, rules.Ecology}, {work.Development, rules.Development}}

// load measures from files to the first answer: from GeoJSON to a plan, from
// GeoJSON to bare indexes, which is less than a plan, and from a snapshot. Long: the
// three are read side by side.
func (s *sanxian) load(r *engine.Runner) error {
	ctx := context.Background()
	var site boundary.Feature
	for w := range r.City.Projects() {
		b, err := made(w)
		if err != nil {
			return err
		}
		site = boundary.Feature{ID: "first", Boundary: b}
		break
	}
	n := 0
	for i := range lines {
		k, err := writeLayer(r, i)
		if err != nil {
			return err
		}
		defer os.Remove(layerName(r, i))
		n += k
	}
	fromFiles := func() (*zones.Plan, error) {
		var layers []*zones.Layer
		for i, l := range lines {
			f, err := os.Open(layerName(r, i))
			if err != nil {
				return nil, err
			}
			defer f.Close()
			layer, err := zones.NewLayer(ctx, zones.LayerSpec{Line: l.line, Path: layerName(r, i)}, geojson.Read(ctx, f, nil), nil)
			if err != nil {
				return nil, err
			}
			layers = append(layers, layer)
		}
		return zones.NewPlan(ctx, layers, nil, nil)
	}
	answer := func(p *zones.Plan) error {
		_, err := p.Check(ctx, zones.Site{Feature: site}, nil)
		return err
	}

	snapshot := filepath.Join(r.Dir, "plan.snapshot")
	p, err := fromFiles()
	if err != nil {
		return err
	}
	if err := writeSnapshot(snapshot, p); err != nil {
		return err
	}
	defer os.Remove(snapshot)

	if _, err := r.Measure("load.geojson", n, func() error {
		p, err := fromFiles()
		if err != nil {
			return err
		}
		return answer(p)
	}); err != nil {
		return err
	}
	if _, err := r.Measure("load.geojson_index", n, func() error {
		for i := range lines {
			f, err := os.Open(layerName(r, i))
			if err != nil {
				return err
			}
			defer f.Close()
			x, err := index.Build(ctx, geojson.Read(ctx, f, nil))
			if err != nil {
				return err
			}
			x.AppendOverlaps(nil, site.Boundary)
		}
		return nil
	}); err != nil {
		return err
	}
	_, err = r.Measure("load.snapshot", n, func() error {
		f, err := os.Open(snapshot)
		if err != nil {
			return err
		}
		defer f.Close()
		p, err := zones.ReadSnapshot(context.Background(), bufio.NewReader(f))
		if err != nil {
			return err
		}
		return answer(p)
	})
	return err
}

func layerName(r *engine.Runner, i int) string {
	return filepath.Join(r.Dir, "layer"+strconv.Itoa(i)+".geojson")
}

// writeLayer writes the features of a line as GeoJSON and returns how many.
func writeLayer(r *engine.Runner, i int) (n int, err error) {
	f, err := os.Create(layerName(r, i))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buffered := bufio.NewWriterSize(f, 1<<20)
	err = geojson.Write(context.Background(), buffered, func(yield func(boundary.Feature, error) bool) {
		for w := range r.City.Plan() {
			if w.Kind != lines[i].kind {
				continue
			}
			b, err := made(w)
			if !yield(boundary.Feature{ID: strconv.Itoa(n), Boundary: b}, err) {
				return
			}
			n++
		}
	}, nil)
	if err != nil {
		return n, err
	}
	return n, buffered.Flush()
}

func writeSnapshot(name string, p *zones.Plan) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := p.WriteSnapshot(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
