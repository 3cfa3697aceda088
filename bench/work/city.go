// Package work makes the benchmark's work from a seed: a city's plan and its
// sites. The same seed and scale give the same bits everywhere.
package work

import (
	"iter"
	"math"
	"math/rand/v2"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/geodesy"
)

// A Feature is one polygon in longitude and latitude, its rings closed, its
// edges shorter than the spacing at which boundaries get extra points: every
// engine gets the same vertices.
type Feature struct {
	Number int // among its kind, from 0
	Kind   Kind
	Rings  boundary.Polygon
}

// Kind says what a feature is.
type Kind string

// Kinds of features.
const (
	Farmland    Kind = "farmland"
	RedLine     Kind = "red line"
	Development Kind = "development boundary"
	Site        Kind = "site"
)

// Vertices returns the number of vertices, closing ones not counted.
func (f *Feature) Vertices() int {
	n := 0
	for _, ring := range f.Rings {
		n += len(ring) - 1
	}
	return n
}

// The city at scale 1.
const (
	width        = 90_000.0 // metres
	height       = 110_000.0
	farmland     = 200_000
	redLines     = 40
	developments = 150
	parcels      = 1_279_100
	villages     = 6_000
	projects     = 3_000
)

// A City is the work of one seed and scale: a city of that share of the area
// and of all counts, at the same density.
type City struct {
	Seed  uint64
	Scale float64
}

func (c City) width() float64  { return width * math.Sqrt(c.Scale) }
func (c City) height() float64 { return height * math.Sqrt(c.Scale) }

func (c City) count(n int) int { return max(1, int(math.Round(float64(n)*c.Scale))) }

// rng returns random numbers that belong to item i of a kind of things.
func (c City) rng(kind, i int) *rand.Rand {
	return rand.New(rand.NewPCG(c.Seed<<8|uint64(kind), uint64(i)*0x9E3779B97F4A7C15+1))
}

// What random numbers are drawn for.
const (
	forCorners = iota
	forSides
	forNoise
	forVillages
	forRedLines
	forDevelopments
	forParcels
	forProjects
	forOneZone
	forWhole
	forGrowth
)

// Longitude and latitude of the city's corner, and the lengths of a degree on
// the ground there: the work is drawn in metres east and north of the corner.
const (
	west, south                   = 115.5, 36.0
	metresEast, metresNorth       = 89_560.0, 110_970.0
	decimals                      = 1e9 // of a degree, as files have them
	originX, originY        int64 = 12_857_000 << 24, 3_736_000 << 24
)

// place returns longitude and latitude of a point in metres from the corner.
func place(east, north float64) boundary.Point {
	return boundary.Point{
		X: math.Round((west+east/metresEast)*decimals) / decimals,
		Y: math.Round((south+north/metresNorth)*decimals) / decimals,
	}
}

// Grid returns the point of the equal-area plane's grid, 2^-24 m, on which
// sanxian puts a vertex.
func Grid(p boundary.Point) (x, y int64) {
	px, py := geodesy.Plane(p.X, p.Y)
	return int64(math.RoundToEven(px * (1 << 24))), int64(math.RoundToEven(py * (1 << 24)))
}

// Plane returns the same point in metres for planar engines, relative to the
// city's corner so that a float64 holds it without rounding.
func Plane(p boundary.Point) (x, y float64) {
	gx, gy := Grid(p)
	return float64(gx-originX) / (1 << 24), float64(gy-originY) / (1 << 24)
}

// Flat returns the rings of a feature in the plane as x, y, x, y and so on.
func (f *Feature) Flat() [][]float64 {
	out := make([][]float64, len(f.Rings))
	for i, ring := range f.Rings {
		out[i] = make([]float64, 0, 2*len(ring))
		for _, p := range ring {
			x, y := Plane(p)
			out[i] = append(out[i], x, y)
		}
	}
	return out
}

// Plan returns the three lines: farmland, then red lines, then development
// boundaries.
func (c City) Plan() iter.Seq[Feature] {
	return func(yield func(Feature) bool) {
		for f := range c.farmland() {
			if !yield(f) {
				return
			}
		}
		for f := range c.zones(RedLine, forRedLines, redLines, 5_000, 65_000, 7_000) {
			if !yield(f) {
				return
			}
		}
		for f := range c.zones(Development, forDevelopments, developments, 500, 20_000, 2_500) {
			if !yield(f) {
				return
			}
		}
	}
}
