package boundary

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/ground"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

// A Boundary is what lies inside one or more polygons on the CGCS2000
// ellipsoid. It keeps the vertices as they were given, in their frame, and a
// prepared copy of them in the equal-area plane. It is immutable and safe for
// concurrent use; the zero value and nil are empty.
type Boundary struct {
	region plane.Region // first, since queries read no more than that
	points []Point      // as given, ring after ring, each closed
	rings  *rings       // nil where there is one ring
	frame  Frame
	result *result // of an operation; nil for one that was given
	doubt  *Boundary
	placed bool // in an arena
}

// rings says which points are a ring, and which rings a polygon.
type rings struct {
	ends     []int32 // ring i is points[ends[i-1]:ends[i]]
	polygons []int32 // polygon i is the rings from polygons[i-1] to polygons[i]
}

// given returns the vertices as given, and which of them are a ring. Those of a
// result are traced when they are first asked for.
func (b *Boundary) given() ([]Point, rings) {
	if b.result != nil && b.points == nil {
		return b.result.traced(b)
	}
	return b.points, b.layout()
}

// layout says which vertices are a ring, and which rings a polygon.
func (b *Boundary) layout() rings {
	switch {
	case b.rings != nil:
		return *b.rings
	case len(b.points) == 0:
		return rings{}
	}
	return rings{[]int32{int32(len(b.points))}, []int32{1}}
}

// setRings keeps the vertices as given.
func (b *Boundary) setRings(points []Point, l rings) {
	b.points = points
	if len(l.ends) > 1 {
		b.rings = &rings{slices.Clone(l.ends), slices.Clone(l.polygons)}
	}
}

// Options say how a boundary is made. Nil means the defaults.
type Options struct {
	// Spacing is the length in metres over which an edge gets equal extra points
	// in its own frame. 0 means 70, as survey practice has it.
	Spacing float64
	// ByNesting says that the input does not tell shells from holes: a ring in
	// an even number of others is a shell, in an odd number a hole.
	ByNesting bool
	// Strict refuses rings that enclose no land, such as parts of two points or of
	// points on one line. Otherwise they are left out with a warning.
	Strict bool
	// Tolerance is the change of area in square metres above which a repair is a
	// warning. 0 means 1.
	Tolerance float64
}

// DefaultSpacing is the length in metres over which an edge gets extra points.
const DefaultSpacing = 70

// New makes a boundary of polygons whose coordinates are in frame f.
//
// A ring may be closed or not and run either way. One that crosses itself is
// read even-odd; a polygon is its shells without its holes; a hole that lies
// outside its shell is a part; polygons are united; equal rings count once. Each of
// these is returned as a repair with its place and its change of area. Vertices are
// still kept as given, a part in a polygon of its own.
//
// What cannot be read is a *message.Error of class ErrGeometry or ErrFrame with
// polygon, ring and vertex: coordinates that are not finite or do not fit the frame;
// and ErrTooComplex where more than 10⁸ pairs of edges meet. Where nothing encloses
// land it is ErrNoLand, and the boundary that comes with it has no more than its
// [Boundary.Doubt]. Repairs end with the context.
//
// # Performance
//
// About 0.2 µs a vertex in longitude and latitude, 1 µs in a Gauss-Krüger
// zone; validity is n log n.
func New(ctx context.Context, f Frame, polygons []Polygon, opt *Options) (*Boundary, []message.Note, error) {
	if opt == nil {
		opt = &Options{}
	}
	m := maker{ctx: ctx, frame: f, opt: *opt}
	if m.opt.Spacing <= 0 {
		m.opt.Spacing = DefaultSpacing
	}
	if m.opt.Tolerance <= 0 {
		m.opt.Tolerance = 1
	}
	region, err := m.build(polygons)
	noLand := !m.opt.Strict && errors.Is(err, ErrNoLand)
	if err != nil && !noLand {
		return nil, nil, err
	}
	doubt, limit := m.doubt()
	if limit != nil {
		return nil, nil, limit
	}
	b := &Boundary{frame: f, doubt: doubt}
	if noLand {
		return b, m.repairs, err
	}
	b.region = *region
	if m.regrouped.points != nil {
		m.given = m.regrouped
	}
	b.setRings(m.given.points, m.given.rings)
	return b, m.repairs, nil
}

// Frame returns the frame of the vertices.
func (b *Boundary) Frame() Frame { return b.frame }

// Empty reports whether the boundary holds nothing.
func (b *Boundary) Empty() bool { return b == nil || b.region.Empty() }

// Polygons returns the vertices as they were given, rings closed: the last
// point repeats the first; where nesting told holes from shells, each hole is
// with its shell. They must not be changed.
func (b *Boundary) Polygons() []Polygon {
	if b == nil {
		return nil
	}
	points, l := b.given()
	out := make([]Polygon, len(l.polygons))
	ring, point := int32(0), int32(0)
	for i, last := range l.polygons {
		for ; ring < last; ring++ {
			out[i] = append(out[i], points[point:l.ends[ring]:l.ends[ring]])
			point = l.ends[ring]
		}
	}
	return out
}

// Vertices returns the number of vertices as given, closing ones not counted.
func (b *Boundary) Vertices() int {
	points, l := b.given()
	return len(points) - len(l.ends)
}

// Area returns the legal area, 椭球面积, in square metres: the official
// trapezoid formula over the vertices and the extra points, up to the grid
// (60 nm × perimeter).
func (b *Boundary) Area() Area {
	if b.Empty() {
		return 0
	}
	return Area(b.region.Area() * grid.Unit2)
}

// OverlapArea returns the legal area of what a and b share: 0 exactly if and
// only if their insides do not meet. It does not allocate. The order does not
// matter, to the last bit.
func OverlapArea(a, b *Boundary) Area {
	if a.Empty() || b.Empty() {
		return 0
	}
	return Area(plane.Overlap(&a.region, &b.region) * grid.Unit2)
}

// OverlapAreaWithin is OverlapArea that ends with the context, and that fails
// with ErrTooComplex where both boundaries are made so that more than 10⁸ pairs of
// their edges meet: for a service that takes both from strangers.
func OverlapAreaWithin(ctx context.Context, a, b *Boundary) (Area, error) {
	if a.Empty() || b.Empty() {
		return 0, nil
	}
	area, err := plane.OverlapWithin(ctx, &a.region, &b.region, 0)
	return Area(area * grid.Unit2), tooComplex(err)
}

// Distance returns the least distance on the ellipsoid in metres between two
// boundaries: 0 if they overlap or touch, and +Inf if one is empty or they are
// at least limit metres apart. Good to 0.2 mm (edges are chords of at most 70
// m).
func Distance(a, b *Boundary, limit float64) float64 {
	if a.Empty() || b.Empty() {
		return math.Inf(1)
	}
	var site ground.Site
	site.Set(&a.region)
	return site.Distance(&b.region, limit)
}

// Contains reports whether a longitude and latitude in degrees is inside or on
// the boundary.
func (b *Boundary) Contains(lon, lat float64) bool {
	if b.Empty() || !grid.OnEarth(lon, lat) {
		return false
	}
	return b.region.Locate(grid.Of(lon, lat)) >= 0
}
