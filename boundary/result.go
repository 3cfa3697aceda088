package boundary

import (
	"context"
	"math"
	"sync"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var msgGeometryRounded = message.New("geometry.rounded", "rounding to {unit} drops what is thinner: {before} rings became {after} (area {change} m²)",
	"坐标取整到 {unit} 后，更窄的部分不再表示：{before} 个环变为 {after} 个（面积变化 {change} m²）")

// Resolution of computed vertices: 0.1 mm in a projected frame, 1e-9° (also
// about 0.1 mm) in longitude and latitude.
const (
	metreSteps  = 1e4
	degreeSteps = 1e9
)

// A result is what a computed boundary keeps until somebody asks for its
// vertices, which costs as much as the operation did and is often not wanted.
type result struct {
	once     sync.Once
	sources  []*Boundary // until it is traced
	points   []Point
	layout   rings
	rounding *message.Note // what the vertices lack of the area
}

// fromRegion makes a boundary of a result in the plane, in a frame.
func fromRegion(r *plane.Region, f Frame, sources ...*Boundary) *Boundary {
	return &Boundary{frame: f, region: *r, result: &result{sources: sources}}
}

// traced returns the vertices of a result.
func (t *result) traced(b *Boundary) ([]Point, rings) {
	t.once.Do(func() {
		t.trace(&b.region, b.frame)
		t.sources = nil
	})
	return t.points, t.layout
}

// resultVertices returns the vertices of a result, none of a boundary that was
// given.
func (b *Boundary) resultVertices() ([]Point, rings) {
	if b.result == nil {
		return nil, rings{}
	}
	return b.given()
}

// trace makes the vertices: those that one of the sources was given stay bit for
// bit, extra points on what was one edge are left out, others are rounded. Where
// that leaves rings that cross in the frame, all are rounded and put right there.
func (t *result) trace(r *plane.Region, f Frame) {
	if r.Empty() {
		return
	}
	known := newOrigins(r, f, t.sources)
	var all, rings []Ring
	for i := range r.Rings() {
		ring := known.ring(r.Ring(i), false)
		if len(ring) < 4 { // a sliver
			ring = known.ring(r.Ring(i), true)
		}
		all = append(all, ring)
		if len(ring) >= 4 {
			rings = append(rings, ring)
		}
	}
	valid := validInFrame(rings)
	if valid {
		rings = withoutNeedles(rings, f.steps())
	} else {
		// No limit and no end: the operation itself was within both, and rounding its
		// result brings no more edges near each other.
		normal, err := normalizeInFrame(context.Background(), rings, f.steps(), math.MaxInt)
		if err == nil {
			rings = normal
		}
	}
	if !valid || len(rings) < len(all) {
		t.rounding = roundingNote(f, float64(r.Area()*grid.Unit2), all, rings)
	}
	for _, ring := range rings {
		if ringArea(ring) > 0 && len(t.layout.ends) > 0 {
			t.layout.polygons = append(t.layout.polygons, int32(len(t.layout.ends)))
		}
		t.points = append(t.points, ring...)
		t.layout.ends = append(t.layout.ends, int32(len(t.points)))
	}
	if len(t.layout.ends) > 0 {
		t.layout.polygons = append(t.layout.polygons, int32(len(t.layout.ends)))
	}
}

// legalArea returns the legal area in square metres that rings enclose.
func (f Frame) legalArea(rings []Ring) float64 {
	sum := 0.0
	for _, ring := range rings {
		t := path{frame: f, spacing: DefaultSpacing}
		for k := range len(ring) - 1 {
			t.edge(ring[k], ring[k+1])
		}
		sum += plane.SignedArea(t.out) * grid.Unit2
	}
	return sum
}

func (f Frame) steps() float64 {
	if f.Geographic() {
		return degreeSteps
	}
	return metreSteps
}

// rounded returns a point at the frame's resolution.
func (f Frame) rounded(p Point) Point {
	steps := f.steps()
	return Point{math.Round(p.X*steps)/steps + 0, math.Round(p.Y*steps)/steps + 0} // + 0: not -0
}

func ringArea(ring Ring) float64 {
	sum := 0.0
	for i := range ring[1:] {
		p, q := ring[i], ring[i+1]
		sum += (p.X-ring[0].X)*(q.Y-ring[0].Y) - (p.Y-ring[0].Y)*(q.X-ring[0].X)
	}
	return sum / 2
}

// edgeLength returns the geodesic length in metres of an edge of the plane.
func edgeLength(p, q plane.Point) float64 {
	lon0, lat0 := grid.LonLat(p)
	lon1, lat1 := grid.LonLat(q)
	return geodesy.Distance(lon0, lat0, lon1, lat1)
}
