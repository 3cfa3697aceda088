package index

import (
	"math"
	"unsafe"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/internal/plane"
)

// region is where a boundary lies in the plane.
func region(b *boundary.Boundary) *plane.Region {
	if b == nil {
		return nowhere
	}
	return kin.Region(unsafe.Pointer(b))
}

var nowhere = new(plane.Region)

// A box is a rectangle of the plane in metres. Boxes of boundaries that touch
// meet. It is for finding, not for measuring.
type box struct{ minX, minY, maxX, maxY float64 }

func boxOf(r *plane.Region) box {
	b := r.Box()
	return box{float64(b.MinX) * grid.Unit, float64(b.MinY) * grid.Unit, float64(b.MaxX) * grid.Unit, float64(b.MaxY) * grid.Unit}
}

// boxAt is the box of a longitude and latitude in degrees; ok is false if that is
// not on Earth.
func boxAt(lon, lat float64) (b box, ok bool) {
	if !grid.OnEarth(lon, lat) {
		return box{}, false
	}
	p := grid.Of(lon, lat)
	x, y := float64(p.X)*grid.Unit, float64(p.Y)*grid.Unit
	return box{x, y, x, y}, true
}

// empty reports whether the box holds nothing.
func (b box) empty() bool { return b.minX > b.maxX }

// union is the smallest box around two.
func (b box) union(c box) box {
	return box{min(b.minX, c.minX), min(b.minY, c.minY), max(b.maxX, c.maxX), max(b.maxY, c.maxY)}
}

// meets reports whether two boxes share a point.
func (b box) meets(c box) bool {
	return b.minX <= c.maxX && c.minX <= b.maxX && b.minY <= c.maxY && c.minY <= b.maxY
}

// onGrid is the smallest box of the grid around it.
func (b box) onGrid() plane.Box {
	low := func(v float64) int64 { return int64(max(math.Floor(v/grid.Unit), -plane.MaxCoordinate)) }
	high := func(v float64) int64 { return int64(min(math.Ceil(v/grid.Unit), plane.MaxCoordinate)) }
	return plane.Box{MinX: low(b.minX), MinY: low(b.minY), MaxX: high(b.maxX), MaxY: high(b.maxY)}
}

func (b box) corners() [4]float64 { return [4]float64{b.minX, b.minY, b.maxX, b.maxY} }
