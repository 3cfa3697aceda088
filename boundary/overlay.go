package boundary

import (
	"context"
	"math"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
)

// Intersect returns what a and b share. The result is in the frame of a: the
// vertices of the operands are kept bit for bit where the frame is theirs, new
// ones are rounded to 0.1 mm or 1e-9°, and the polygons are valid in that frame.
// Its area is that of [OverlapArea] up to 60 nm times the perimeters, also
// where rounding moves or drops what is thinner than the resolution. It fails
// with ErrTooComplex, or when the context ends.
//
// # Performance
//
// The vertices of a result are traced when they are first asked for; area,
// overlaps and further operations do not need them.
func Intersect(ctx context.Context, a, b *Boundary) (*Boundary, error) {
	return combine(ctx, plane.Intersection, a, b)
}

// Subtract returns the part of a that is not in b. All else is as for Intersect.
func Subtract(ctx context.Context, a, b *Boundary) (*Boundary, error) {
	return combine(ctx, plane.Difference, a, b)
}

// Union returns what is in a or b or both. All else is as for Intersect.
func Union(ctx context.Context, a, b *Boundary) (*Boundary, error) {
	return combine(ctx, plane.Union, a, b)
}

func combine(ctx context.Context, op plane.Op, a, b *Boundary) (*Boundary, error) {
	r, err := plane.Overlay(ctx, op, a.plane(), b.plane(), 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	return fromRegion(r, a.frameOr(b), a, b).doubting(ctx, []*Boundary{a, b}, nil)
}

// Cover returns what at least times boundaries cover, inside window if that is
// not nil: Cover(ctx, all, 1, site) is the union of all inside the site, with
// times 2 what is covered doubly. The result is in the frame of the window, or
// of the first boundary.
func Cover(ctx context.Context, boundaries []*Boundary, times int, window *Boundary) (*Boundary, error) {
	r, err := coverRegion(ctx, boundaries, times, window)
	if err != nil {
		return nil, err
	}
	sources := boundaries
	frame := LonLat
	if len(boundaries) > 0 {
		frame = boundaries[0].frame
	}
	if window != nil {
		sources = append([]*Boundary{window}, boundaries...)
		frame = window.frame
	}
	return fromRegion(r, frame, sources...).doubting(ctx, boundaries, window)
}

// CoverArea returns the legal area of what Cover returns, without its vertices.
func CoverArea(ctx context.Context, boundaries []*Boundary, times int, window *Boundary) (Area, error) {
	r, err := coverRegion(ctx, boundaries, times, window)
	if err != nil {
		return 0, err
	}
	return Area(r.Area() * grid.Unit2), nil
}

func coverRegion(ctx context.Context, boundaries []*Boundary, times int, window *Boundary) (*plane.Region, error) {
	regions := make([]*plane.Region, 0, len(boundaries))
	for _, b := range boundaries {
		if !b.Empty() {
			regions = append(regions, &b.region)
		}
	}
	if window != nil && window.Empty() {
		return new(plane.Region), nil
	}
	r, err := plane.Cover(ctx, regions, times, window.plane(), 0)
	return r, tooComplex(err)
}

func (b *Boundary) plane() *plane.Region {
	if b == nil {
		return nil
	}
	return &b.region
}

func (b *Boundary) frameOr(c *Boundary) Frame {
	if b == nil && c != nil {
		return c.frame
	}
	if b == nil {
		return LonLat
	}
	return b.frame
}

// Perimeter returns the length of the boundary on the ellipsoid in metres,
// holes included. For a result it is the length of its Polygons: in the plane a
// result keeps hairs along edges that are straight in one frame but have their
// extra points in different places, micrometres wide and as long as the edges.
func (b *Boundary) Perimeter() float64 {
	if b.Empty() {
		return 0
	}
	sum := 0.0
	if points, l := b.resultVertices(); len(points) > 0 {
		start := int32(0)
		for _, end := range l.ends {
			ring := points[start:end]
			for k := range ring[1:] {
				lon0, lat0 := b.frame.ToLonLat(ring[k])
				lon1, lat1 := b.frame.ToLonLat(ring[k+1])
				sum += geodesy.Distance(lon0, lat0, lon1, lat1)
			}
			start = end
		}
		return sum
	}
	for i := range b.region.Rings() {
		ring := b.region.Ring(i)
		for k := range ring[1:] {
			sum += edgeLength(ring[k], ring[k+1])
		}
	}
	return sum
}

// MeanWidth returns 2A/P in metres: about the width of a sliver, half the
// radius of a circle.
func (b *Boundary) MeanWidth() float64 {
	p := b.Perimeter()
	if p == 0 {
		return 0
	}
	return 2 * float64(b.Area()) / p
}

// Split returns each polygon of the boundary as one of its own, in order.
func (b *Boundary) Split() []*Boundary {
	if b.Empty() {
		return nil
	}
	polygons := b.region.Polygons()
	if len(polygons) == 1 {
		return []*Boundary{b}
	}
	out := make([]*Boundary, 0, len(polygons))
	for _, rings := range polygons {
		part := make([][]plane.Point, len(rings))
		for i, ring := range rings {
			part[i] = b.region.Ring(ring)
		}
		r, err := plane.NewRegion(part)
		if err != nil {
			continue // cannot be: the points are on the grid already
		}
		out = append(out, fromRegion(r, b.frame, b))
	}
	return out
}

// InnerPoint returns a longitude and latitude in degrees inside the boundary,
// for labels; ok is false for an empty one.
func (b *Boundary) InnerPoint() (lon, lat float64, ok bool) {
	if b.Empty() {
		return 0, 0, false
	}
	lon, lat = grid.LonLat(b.region.InnerPoint())
	return lon, lat, !math.IsNaN(lat)
}
