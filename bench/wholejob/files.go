package main

import (
	"bufio"
	"context"
	"iter"
	"os"
	"path/filepath"
	"strconv"

	"github.com/sanxian/sanxian/bench/work"
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/shapefile"
)

// files are the plan and the registry.
type files struct{ farmland, redLines, developments, parcels string }

// write writes the city.
func write(ctx context.Context, city work.City, format, dir string) (files, error) {
	var f files
	for name, part := range map[string]struct {
		path *string
		all  iter.Seq[work.Feature]
		kind work.Kind
	}{
		"farmland":     {&f.farmland, city.Plan(), work.Farmland},
		"redlines":     {&f.redLines, city.Plan(), work.RedLine},
		"developments": {&f.developments, city.Plan(), work.Development},
		"parcels":      {&f.parcels, city.Parcels(), work.Site},
	} {
		if err := one(ctx, format, filepath.Join(dir, name), part.path, part.all, part.kind); err != nil {
			return f, err
		}
	}
	return f, nil
}

func one(ctx context.Context, format, base string, path *string, all iter.Seq[work.Feature], kind work.Kind) error {
	features := func(yield func(boundary.Feature, error) bool) {
		for f := range all {
			if f.Kind != kind {
				continue
			}
			b, _, err := boundary.New(ctx, boundary.LonLat, []boundary.Polygon{f.Rings}, nil)
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			id := strconv.Itoa(f.Number + 1)
			properties, err := boundary.NewProperties("BSM", id)
			if !yield(boundary.Feature{ID: id, Boundary: b, Properties: properties}, err) || err != nil {
				return
			}
		}
	}
	if format == "shapefile" {
		*path = base + ".shp"
		return shapefile.Write(*path, features, nil)
	}
	*path = base + ".geojson"
	out, err := os.Create(*path)
	if err != nil {
		return err
	}
	defer out.Close()
	w := bufio.NewWriterSize(out, 1<<20)
	if err := geojson.Write(ctx, w, features, nil); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return out.Close()
}
