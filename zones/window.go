package zones

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"unsafe"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/internal/plane"
)

// A window is sites that are checked together, and what they overlap.
type window struct {
	*series
	sites []Site
	err   error // of the input, in place of sites
	found map[*Layer]*windowOverlaps
	near  [][]nearFeatures // by line, by site
}

// windowOverlaps are what the sites of a window overlap of a layer: those of site i are
// all[ends[i-1]:ends[i]].
type windowOverlaps struct {
	all  []index.Overlap
	ends []int
}

// fewSites are not worth a batch.
const fewSites = 512

// find finds what all sites overlap, layer by layer, and what is near them.
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
	return w.findNear(ctx)
}

// stretch is how many neighbours a worker measures distances for at a time.
const stretch = 128

// findNear finds what is near the sites that overlap nothing of a line. It takes them
// along a curve: what is nearest to one site is near the next.
func (w *window) findNear(ctx context.Context) error {
	order := w.curve()
	w.near = make([][]nearFeatures, len(w.lines))
	for i := range w.near {
		w.near[i] = make([]nearFeatures, len(w.sites))
	}
	touch := w.plan.rules.TouchDistance()
	limit := w.opt.nearestWithin(touch)
	measure := func(i int) error {
		for _, n := range order[i*stretch : min((i+1)*stretch, len(order))] {
			if err := ctx.Err(); err != nil {
				return err
			}
			for i := range w.lines {
				layers := w.lines[i].of
				if !slices.ContainsFunc(layers, func(l *Layer) bool { return len(w.overlaps(l, int(n))) > 0 }) {
					w.near[i][n] = nearest(layers, w.sites[n].Feature.Boundary, touch, limit)
				}
			}
		}
		return nil
	}
	var failed error
	inOrder((len(order)+stretch-1)/stretch, measure, func(err error) bool {
		failed = err
		return err == nil
	})
	return failed
}

// curve returns the sites along a Z-order curve through their land.
func (w *window) curve() []int32 {
	box := plane.EmptyBox
	centre := make([]plane.Point, len(w.sites))
	order := make([]int32, 0, len(w.sites))
	for i := range w.sites {
		if shape := w.sites[i].Feature.Boundary; !shape.Empty() {
			b := kin.Region(unsafe.Pointer(shape)).Box()
			centre[i] = plane.Point{X: b.MinX/2 + b.MaxX/2, Y: b.MinY/2 + b.MaxY/2}
			box = box.Add(centre[i])
			order = append(order, int32(i))
		}
	}
	keys := make([]uint64, len(w.sites))
	shift := max(0, bits.Len64(uint64(max(box.MaxX-box.MinX, box.MaxY-box.MinY, 1)))-32)
	for _, i := range order {
		keys[i] = spread(uint64(centre[i].X-box.MinX)>>shift) | spread(uint64(centre[i].Y-box.MinY)>>shift)<<1
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(keys[a], keys[b]) })
	return order
}

// spread puts a zero before each of the lower 32 bits.
func spread(v uint64) uint64 {
	for _, s := range []struct {
		shift uint
		mask  uint64
	}{{16, 0x0000ffff0000ffff}, {8, 0x00ff00ff00ff00ff}, {4, 0x0f0f0f0f0f0f0f0f}, {2, 0x3333333333333333}, {1, 0x5555555555555555}} {
		v = (v | v<<s.shift) & s.mask
	}
	return v
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
