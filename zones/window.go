package zones

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

// A window is sites that are checked together, and what they overlap.
type window struct {
	*series
	sites []Site
	err   error // of the input, in place of sites
	found map[*Layer]*windowOverlaps
}

// windowOverlaps are what the sites of a window overlap of a layer: those of site i are
// all[ends[i-1]:ends[i]].
type windowOverlaps struct {
	all  []index.Overlap
	ends []int
}

// fewSites are not worth a batch.
const fewSites = 512

// find finds what all sites overlap, layer by layer.
func (w *window) find(ctx context.Context) error {
	if len(w.sites) < fewSites {
		return nil
	}
	w.found = map[*Layer]*windowOverlaps{}
	shapes := func(yield func(*boundary.Boundary, error) bool) {
		for i := range w.sites {
			shape := w.sites[i].Feature.Boundary
			if shape == nil {
				shape = new(boundary.Boundary)
			}
			if !yield(shape, nil) {
				return
			}
		}
	}
	for _, l := range w.plan.layers {
		f := &windowOverlaps{ends: make([]int, 0, len(w.sites))}
		for overlaps, err := range l.index.Batch(ctx, shapes, &index.BatchOptions{Window: len(w.sites)}) {
			if err != nil {
				return err
			}
			f.all = append(f.all, overlaps...)
			f.ends = append(f.ends, len(f.all))
		}
		w.found[l] = f
	}
	return nil
}

// overlaps returns what site i overlaps of a layer.
func (w *window) overlaps(l *Layer, i int) []index.Overlap {
	f := w.found[l]
	start := 0
	if i > 0 {
		start = f.ends[i-1]
	}
	return f.all[start:f.ends[i]]
}

// overlaps returns what the site shares with the layers of a line, as [overlaps] does,
// from its window if that was searched.
func (q *inquiry) overlaps(layers []*Layer) (found []layerOverlap, doubled bool) {
	if q.window == nil || q.window.found == nil {
		return overlaps(layers, q.shape)
	}
	var g gathered
	for _, l := range layers {
		g.add(l, q.window.overlaps(l, q.number))
	}
	return g.found, g.doubled > 1
}
