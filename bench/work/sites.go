package work

import (
	"iter"
	"math"
	"math/rand/v2"

	"github.com/sanxian/sanxian/boundary"
)

type village struct{ east, north, radius float64 }

func (c City) villages() []village {
	out := make([]village, c.count(villages))
	rng := c.rng(forVillages, 0)
	for i := range out {
		out[i] = village{rng.Float64() * c.width(), rng.Float64() * c.height(), 120 + 200*rng.Float64()}
	}
	return out
}

// Parcels returns the registered parcels: of 4 to 12 vertices, 8 to 25 m in
// radius, in villages, in the order of registration, which is any order.
func (c City) Parcels() iter.Seq[Feature] {
	return func(yield func(Feature) bool) {
		all := c.villages()
		rng := c.rng(forParcels, 0)
		for k := range c.count(parcels) {
			v := all[rng.IntN(len(all))]
			r := v.radius * math.Sqrt(rng.Float64())
			sin, cos := math.Sincos(2 * math.Pi * rng.Float64())
			ring := star(rng, 4+rng.IntN(9), 8+17*rng.Float64(), 0.7, v.east+r*cos, v.north+r*sin)
			if !yield(Feature{k, Site, boundary.Polygon{ring}}) {
				return
			}
		}
	}
}

// Projects returns building projects: of 12 to 72 vertices, 50 to 500 m in
// radius, anywhere.
func (c City) Projects() iter.Seq[Feature] {
	return func(yield func(Feature) bool) {
		rng := c.rng(forProjects, 0)
		for k := range c.count(projects) {
			size := rng.Float64()
			ring := star(rng, 12+int(60*size+0.5), 50+450*size, 0.93, rng.Float64()*c.width(), rng.Float64()*c.height())
			if !yield(Feature{k, Site, boundary.Polygon{ring}}) {
				return
			}
		}
	}
}

// Growth returns n features of 8 vertices, about as dense as parcels in a
// village, and as many sites or a million if that is less, both in random order
// over the same square.
func (c City) Growth(n int) (features, sites iter.Seq[Feature]) {
	side := math.Sqrt(float64(n)) * 30
	some := func(seed, count int, radius float64) iter.Seq[Feature] {
		return func(yield func(Feature) bool) {
			rng := c.rng(forGrowth, seed)
			for k := range count {
				ring := star(rng, 8, radius, 0.8, rng.Float64()*side, rng.Float64()*side)
				if !yield(Feature{k, Site, boundary.Polygon{ring}}) {
					return
				}
			}
		}
	}
	return some(0, n, 15), some(1, min(n, 1_000_000), 15)
}

// star returns a counter-clockwise ring about a place with radii between least
// and 1 times the one given.
func star(rng *rand.Rand, n int, radius, least, east, north float64) boundary.Ring {
	ring := make(boundary.Ring, 0, n+1)
	turn := rng.Float64()
	for k := range n {
		sin, cos := math.Sincos(2 * math.Pi * (float64(k) + turn) / float64(n))
		r := radius * (least + (1-least)*rng.Float64())
		ring = append(ring, place(east+r*cos, north+r*sin))
	}
	return append(ring, ring[0])
}
