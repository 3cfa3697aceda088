package boundary

import (
	"context"

	"github.com/golang/geo/s2"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

var msgGeometryEarth = message.New("geometry.earth", "the polygon is empty or the whole Earth", "多边形为空，或为整个地球")

// Bounds returns the smallest rectangle of longitude and latitude around the
// boundary. An empty boundary has an empty rectangle.
func (b *Boundary) Bounds() s2.Rect {
	if b.Empty() {
		return s2.EmptyRect()
	}
	// The plane's axes are those of longitude and latitude.
	box := b.region.Box()
	low, high := latLng(plane.Point{X: box.MinX, Y: box.MinY}), latLng(plane.Point{X: box.MaxX, Y: box.MaxY})
	return s2.RectFromLatLng(low).AddPoint(high)
}

func latLng(p plane.Point) s2.LatLng {
	lon, lat := grid.LonLat(p)
	return s2.LatLngFromDegrees(lat, lon)
}

// S2 returns the boundary as a polygon of the sphere with the plane's vertices:
// the given ones and the extra points on long edges. Edges become geodesics of
// the sphere, which on 70 m are the same to 0.1 mm. Its area is that of a
// sphere and not the legal area. An empty boundary gives an empty polygon.
func (b *Boundary) S2() *s2.Polygon {
	if b.Empty() {
		return s2.PolygonFromLoops(nil)
	}
	var loops []*s2.Loop
	for i := range b.region.Rings() {
		ring := b.region.Ring(i)
		if b.region.RingArea(i) < 0 {
			// Loops are given by what they enclose; nesting makes holes of them.
			ring = plane.Reversed(ring)
		}
		points := make([]s2.Point, 0, len(ring))
		for _, p := range ring[1:] {
			q := s2.PointFromLatLng(latLng(p))
			if n := len(points); n == 0 || points[n-1] != q {
				points = append(points, q)
			}
		}
		if len(points) >= 3 {
			loops = append(loops, s2.LoopFromPoints(points))
		}
	}
	return s2.PolygonFromLoops(loops)
}

// FromS2 makes a boundary of a polygon of the sphere, in LonLat: its vertices
// with edges straight in longitude and latitude. Latitude on the sphere is
// taken as geodetic latitude, as every GIS does. The full polygon, which is the
// whole Earth, is refused.
func FromS2(ctx context.Context, p *s2.Polygon, opt *Options) (*Boundary, []message.Note, error) {
	if p == nil || p.IsEmpty() || p.IsFull() {
		return nil, nil, msgGeometryEarth.Error(ErrGeometry, message.Place{})
	}
	o := Options{}
	if opt != nil {
		o = *opt
	}
	o.ByNesting = true // the order of loops does not tell shells from holes
	var polygons []Polygon
	for i := range p.NumLoops() {
		var ring Ring
		for _, v := range p.Loop(i).Vertices() {
			ll := s2.LatLngFromPoint(v)
			ring = append(ring, Point{ll.Lng.Degrees(), ll.Lat.Degrees()})
		}
		if len(ring) > 0 {
			polygons = append(polygons, Polygon{append(ring, ring[0])})
		}
	}
	return New(ctx, LonLat, polygons, &o)
}

// Covering returns at most maxCells S2 cells that cover the boundary: keys for
// shards and for a database's first filter. It holds for every boundary,
// whatever its number of vertices; the cost is about 1 µs a cell looked at.
func (b *Boundary) Covering(maxCells int) s2.CellUnion {
	if b.Empty() {
		return nil
	}
	c := s2.RegionCoverer{MaxLevel: s2.MaxLevel, LevelMod: 1, MaxCells: max(maxCells, 4)}
	return c.Covering(region{b})
}

// region is a boundary as S2 sees it: cells are taken by their bounds, so that
// the answer errs on the side of covering too much.
type region struct{ b *Boundary }

func (r region) CapBound() s2.Cap            { return r.b.Bounds().CapBound() }
func (r region) RectBound() s2.Rect          { return r.b.Bounds() }
func (r region) CellUnionBound() []s2.CellID { return r.CapBound().CellUnionBound() }
func (r region) ContainsCell(c s2.Cell) bool { return false }
func (r region) ContainsPoint(p s2.Point) bool {
	ll := s2.LatLngFromPoint(p)
	return r.b.Contains(ll.Lng.Degrees(), ll.Lat.Degrees())
}

func (r region) IntersectsCell(c s2.Cell) bool {
	rect := c.RectBound()
	if !rect.Intersects(r.b.Bounds()) {
		return false
	}
	if rect.Lng.IsInverted() {
		return true
	}
	low := grid.Of(rect.Lo().Lng.Degrees(), rect.Lo().Lat.Degrees())
	high := grid.Of(rect.Hi().Lng.Degrees(), rect.Hi().Lat.Degrees())
	return r.b.region.MeetsBox(plane.Box{MinX: low.X - 1, MinY: low.Y - 1, MaxX: high.X + 1, MaxY: high.Y + 1})
}
