// Command geos does the work with GEOS through go-geos: an R-tree, prepared
// geometries, intersects, then contains, then intersection.
package main

// #cgo LDFLAGS: -lgeos_c
// #include <geos_c.h>
// #include <malloc.h>
import "C"

import (
	"iter"

	"github.com/tidwall/rtree"
	"github.com/twpayne/go-geos"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
)

func main() { engine.Main(&peer{ctx: geos.NewContext()}, nil) }

// The R-tree is of Go: a query of the STRtree of GEOS calls back through cgo,
// which costs more.
type peer struct {
	ctx      *geos.Context
	tree     rtree.RTreeGN[float64, int]
	features []*geos.Geom
	prepared []*geos.PrepGeom
	sites    []*geos.Geom
	boxes    []*geos.Box2D
	found    []int
}

func (p *peer) Version() string {
	return "GEOS " + C.GoString(C.GEOSversion()) + ", go-geos v0.20.0"
}

func (p *peer) Close() error { return nil }

// Bytes gives what is free in the C heap back, so that the process is as large
// as what it holds.
func (p *peer) Bytes() (int64, error) {
	C.malloc_trim(0)
	return 0, nil
}

func (p *peer) geom(f work.Feature) *geos.Geom {
	var rings [][][]float64
	for _, flat := range f.Flat() {
		ring := make([][]float64, len(flat)/2)
		for i := range ring {
			ring[i] = flat[2*i : 2*i+2]
		}
		rings = append(rings, ring)
	}
	return p.ctx.NewPolygon(rings)
}

func (p *peer) Load(features iter.Seq[work.Feature]) error {
	for i := range p.features {
		p.prepared[i].Destroy()
		p.features[i].Destroy()
	}
	p.features, p.prepared, p.tree = nil, nil, rtree.RTreeGN[float64, int]{}
	for f := range features {
		g := p.geom(f)
		q := g.Prepare()
		// Preparing is lazy: ask once across the edge.
		x, y := work.Plane(f.Rings[0][0])
		corner := p.ctx.NewPolygon([][][]float64{{{x - 1, y - 1}, {x + 1, y - 1}, {x, y + 1}, {x - 1, y - 1}}})
		q.Intersects(corner)
		q.Contains(corner)
		corner.Destroy()
		b := g.Bounds()
		p.tree.Insert([2]float64{b.MinX, b.MinY}, [2]float64{b.MaxX, b.MaxY}, len(p.features))
		p.features, p.prepared = append(p.features, g), append(p.prepared, q)
	}
	return nil
}

func (p *peer) Sites(sites iter.Seq[work.Feature]) error {
	for _, g := range p.sites {
		g.Destroy()
	}
	p.sites, p.boxes = nil, nil
	for f := range sites {
		g := p.geom(f)
		p.sites, p.boxes = append(p.sites, g), append(p.boxes, g.Bounds())
	}
	return nil
}

func (p *peer) Check(n int, sums []float64) error {
	for k, site := range p.sites[:n] {
		b := p.boxes[k]
		p.found = p.found[:0]
		p.tree.Search([2]float64{b.MinX, b.MinY}, [2]float64{b.MaxX, b.MaxY}, func(_, _ [2]float64, i int) bool {
			p.found = append(p.found, i)
			return true
		})
		for _, i := range p.found {
			switch {
			case !p.prepared[i].Intersects(site):
			case p.prepared[i].Contains(site):
				sums[i] += site.Area()
			default:
				shared := p.features[i].Intersection(site)
				sums[i] += shared.Area()
				shared.Destroy()
			}
		}
	}
	return nil
}

func (p *peer) Area() (float64, error) {
	shared := p.features[0].Intersection(p.sites[0])
	defer shared.Destroy()
	return shared.Area(), nil
}
