// Package ground measures distances between regions of the plane on the CGCS2000
// ellipsoid: the plane finds the edges, geodesy measures them.
package ground

import (
	"math"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
)

// A Site is a region that distances are measured from. The zero value is ready to
// be set. It is not safe for concurrent use; set anew, it uses its memory again.
type Site struct {
	region  *plane.Region
	around  geodesy.Vicinity
	closest plane.Closest

	vertices [8]vertex // the last ones that were measured
	turn     int       // whose turn it is to go
}

// Set makes it the site of a region that is not empty.
func (s *Site) Set(r *plane.Region) {
	s.region = r
	s.around = geodesy.Around(metres(r.Box()))
	s.closest.From(r, s)
}

// Reset forgets the region.
func (s *Site) Reset() {
	s.region = nil
	s.closest.From(nil, nil)
}

// Bound returns a lower bound in metres of the distance to anything in a box: minX,
// minY, maxX, maxY in plane metres.
func (s *Site) Bound(box [4]float64) float64 { return s.around.Bound(box) }

// Distance returns the least distance to a region in metres: 0 if they overlap or
// touch, and +Inf if it is empty or they are at least limit apart.
func (s *Site) Distance(r *plane.Region, limit float64) float64 {
	switch {
	case r.Empty():
		return math.Inf(1)
	case inside(s.region, r) || inside(r, s.region):
		return 0
	}
	if d := s.closest.To(r, limit); d < limit {
		return d
	}
	return math.Inf(1)
}

// Nearest returns the edge that Distance found last; ok is false where nothing was
// measured.
func (s *Site) Nearest() (edge [2]plane.Point, ok bool) { return s.closest.Nearest() }

// AtMost returns an upper bound in metres of the distance to a region that has an edge;
// +Inf if that is not near.
func (s *Site) AtMost(edge [2]plane.Point) float64 { return s.closest.AtMost(edge) }

// inside reports whether a part of a begins inside b. Where boundaries do not
// meet, a part is inside whole or not at all.
func inside(a, b *plane.Region) bool {
	if !a.Box().Meets(b.Box()) {
		return false
	}
	for i := range a.Rings() {
		if b.Locate(a.Ring(i)[0]) >= 0 {
			return true
		}
	}
	return false
}

// Scale is a method of the metric.
func (s *Site) Scale(reach float64) (plane.Scale, bool) {
	g, ok := s.around.Scale(reach)
	if !ok {
		return plane.Scale{}, false
	}
	at := func(v float64) int64 { return int64(v * (1 / grid.Unit)) }
	w := plane.Box{MinX: at(g.Window[0]), MinY: at(g.Window[1]), MaxX: at(g.Window[2]), MaxY: at(g.Window[3])}
	return plane.Scale{Window: w, East: float64(g.East * grid.Unit), North: float64(g.North * grid.Unit), Slack: g.Slack, Short: g.Short, Bend: g.Bend}, true
}

// Flat is a method of the metric.
func (s *Site) Flat(p plane.Point) (east, north float64) {
	return s.around.Flat(float64(p.X)*grid.Unit, float64(p.Y)*grid.Unit)
}

// FlatBox is a method of the metric.
func (s *Site) FlatBox(b plane.Box) [4]float64 { return s.around.FlatBox(metres(b)) }

// Boxes is a method of the metric.
func (s *Site) Boxes(a, b plane.Box) float64 {
	return geodesy.BoxDistanceBound(metres(a), metres(b))
}

func metres(b plane.Box) [4]float64 {
	return [4]float64{float64(b.MinX) * grid.Unit, float64(b.MinY) * grid.Unit, float64(b.MaxX) * grid.Unit, float64(b.MaxY) * grid.Unit}
}

// Edges is a method of the metric: geodesics between edges that are straight in
// longitude and latitude.
func (s *Site) Edges(a0, a1, b0, b1 plane.Point) float64 {
	p, q, u, v := s.vertex(a0), s.vertex(a1), s.vertex(b0), s.vertex(b1)
	return geodesy.EdgeDistance(&p, &q, &u, &v)
}

// vertex prepares a vertex: the pairs of edges that may be the closest share most of
// theirs.
func (s *Site) vertex(p plane.Point) geodesy.Vertex {
	for i := range s.vertices {
		if v := &s.vertices[i]; v.point == p && v.known {
			return v.Vertex
		}
	}
	v := &s.vertices[s.turn]
	s.turn = (s.turn + 1) % len(s.vertices)
	lon, lat := grid.LonLat(p)
	*v = vertex{p, true, geodesy.NewVertex([2]float64{lon, lat})}
	return v.Vertex
}

// A vertex is a point of the plane, prepared.
type vertex struct {
	point plane.Point
	known bool
	geodesy.Vertex
}
