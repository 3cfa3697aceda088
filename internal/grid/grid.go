// Package grid puts places on the ground on the integer grid of the equal-area
// plane, and back: 2^-24 m, 60 nm, so that coordinates of the whole Earth fit 49
// bits.
package grid

import (
	"math"

	"github.com/sanxian/sanxian/internal/geodesy"
	"github.com/sanxian/sanxian/internal/plane"
)

// Unit is the distance of two points of the grid in metres, Unit2 its square.
const (
	Unit  = 1.0 / (1 << 24)
	Unit2 = Unit * Unit
)

// Of returns the grid point of a longitude and latitude in degrees.
func Of(lon, lat float64) plane.Point {
	x, y := geodesy.Plane(lon, lat)
	return plane.Point{X: int64(math.RoundToEven(x / Unit)), Y: int64(math.RoundToEven(y / Unit))}
}

// LonLat returns the longitude and latitude of a grid point in degrees.
func LonLat(p plane.Point) (lon, lat float64) {
	return geodesy.LonLat(float64(p.X)*Unit, float64(p.Y)*Unit)
}

// OnEarth reports whether a longitude and latitude in degrees exist.
func OnEarth(lon, lat float64) bool {
	return lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90
}
