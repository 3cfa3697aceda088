// Command simplefeatures does the work with simplefeatures: its R-tree,
// prepared geometries, intersects, then contains, then intersection.
package main

import (
	"iter"

	"github.com/peterstace/simplefeatures/geom"
	"github.com/peterstace/simplefeatures/rtree"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
)

func main() { engine.Main(&peer{}, nil) }

type peer struct {
	tree     *rtree.RTree
	features []geom.Geometry
	prepared []geom.PreparedGeometry
	sites    []geom.Geometry
	areas    []float64
	boxes    []rtree.Box
}

func (p *peer) Version() string       { return "simplefeatures v0.59.0" }
func (p *peer) Close() error          { return nil }
func (p *peer) Bytes() (int64, error) { return 0, nil }

func polygon(f work.Feature) geom.Geometry {
	var rings []geom.LineString
	for _, flat := range f.Flat() {
		rings = append(rings, geom.NewLineString(geom.NewSequence(flat, geom.DimXY)))
	}
	return geom.NewPolygon(rings).AsGeometry()
}

func box(g geom.Geometry) rtree.Box {
	low, high, _ := g.Envelope().MinMaxXYs()
	return rtree.Box{MinX: low.X, MinY: low.Y, MaxX: high.X, MaxY: high.Y}
}

func (p *peer) Load(features iter.Seq[work.Feature]) error {
	*p = peer{}
	var items []rtree.BulkItem
	for f := range features {
		g := polygon(f)
		q, err := geom.Prepare(g)
		if err != nil {
			return err
		}
		items = append(items, rtree.BulkItem{Box: box(g), RecordID: len(p.features)})
		p.features, p.prepared = append(p.features, g), append(p.prepared, q)
	}
	p.tree = rtree.BulkLoad(items)
	return nil
}

func (p *peer) Sites(sites iter.Seq[work.Feature]) error {
	p.sites, p.boxes, p.areas = nil, nil, nil
	for f := range sites {
		g := polygon(f)
		p.sites, p.boxes, p.areas = append(p.sites, g), append(p.boxes, box(g)), append(p.areas, g.Area())
	}
	return nil
}

func (p *peer) Check(n int, sums []float64) error {
	for k, site := range p.sites[:n] {
		err := p.tree.RangeSearch(p.boxes[k], func(i int) error {
			meets, err := p.prepared[i].Intersects(site)
			if err != nil || !meets {
				return err
			}
			within, err := p.prepared[i].Contains(site)
			if err != nil {
				return err
			}
			if within {
				sums[i] += p.areas[k]
				return nil
			}
			shared, err := geom.Intersection(p.features[i], site)
			sums[i] += shared.Area()
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *peer) Area() (float64, error) {
	shared, err := geom.Intersection(p.features[0], p.sites[0])
	return shared.Area(), err
}
