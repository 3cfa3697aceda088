package boundary

import (
	"math"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
)

func distance(a, b *Boundary, limit float64) float64 {
	if a.Empty() || b.Empty() {
		return math.Inf(1)
	}
	if inside(a, b) || inside(b, a) {
		return 0
	}
	if d := plane.Closest(&a.region, &b.region, ellipsoid{}, limit); d < limit {
		return d
	}
	return math.Inf(1)
}

// inside reports whether a part of a begins inside b. Where boundaries do not
// meet, a part is inside whole or not at all.
func inside(a, b *Boundary) bool {
	if !a.region.Box().Meets(b.region.Box()) {
		return false
	}
	for i := range a.region.Rings() {
		if b.region.Locate(a.region.Ring(i)[0]) >= 0 {
			return true
		}
	}
	return false
}

// ellipsoid is the metric of the ground: geodesics on CGCS2000 in metres.
type ellipsoid struct{}

func (ellipsoid) Boxes(a, b plane.Box) float64 {
	return geodesy.BoxDistanceBound(metres(a), metres(b))
}

func metres(b plane.Box) [4]float64 {
	return [4]float64{float64(b.MinX) * grid.Unit, float64(b.MinY) * grid.Unit, float64(b.MaxX) * grid.Unit, float64(b.MaxY) * grid.Unit}
}

func (ellipsoid) Edges(a0, a1, b0, b1 plane.Point) float64 {
	at := func(p plane.Point) [2]float64 {
		lon, lat := grid.LonLat(p)
		return [2]float64{lon, lat}
	}
	return geodesy.SegmentDistance(at(a0), at(a1), at(b0), at(b1))
}
