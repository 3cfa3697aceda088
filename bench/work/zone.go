package work

import (
	"iter"
	"math"
	"math/rand/v2"

	"github.com/sanxian/sanxian/boundary"
)

// zones returns large zones with numbers of vertices between least and most,
// small ones being more frequent; the largest have the radius given.
func (c City) zones(kind Kind, seed, n, least, most int, radius float64) iter.Seq[Feature] {
	return func(yield func(Feature) bool) {
		for k := range c.count(n) {
			rng := c.rng(seed, k)
			vertices := int(float64(least) * math.Pow(float64(most)/float64(least), rng.Float64()))
			r := radius * math.Sqrt(float64(vertices)/float64(most))
			east, north := rng.Float64()*c.width(), rng.Float64()*c.height()
			holes := 0
			if kind == RedLine && k%3 == 0 {
				holes = 1 + rng.IntN(6)
			}
			each := vertices / 50
			rings := boundary.Polygon{rough(rng, vertices-holes*each, r, east, north, 2)}
			for h := range holes {
				sin, cos := math.Sincos(float64(h) * math.Pi / 3)
				hole := rough(rng, each, 0.08*r, east+0.35*r*cos, north+0.35*r*sin, 1)
				for i, j := 0, len(hole)-1; i < j; i, j = i+1, j-1 {
					hole[i], hole[j] = hole[j], hole[i]
				}
				rings = append(rings, hole)
			}
			if !yield(Feature{k, kind, rings}) {
				return
			}
		}
	}
}

// rough returns a counter-clockwise ring about a place whose radius is a sum
// of noises of ever shorter waves, down to four vertices: the shortest has the
// slope given, a wave of twice the length has 0.66 of it, and all together
// stay within 0.35 of the radius. Distance from the place is a function of the
// angle, so the ring does not cross itself.
func rough(rng *rand.Rand, n int, radius, east, north, slope float64) boundary.Ring {
	const shortest = 4 // vertices
	edge := 2 * math.Pi * radius / float64(n)
	var octaves [][]float64
	var amplitudes []float64
	total := 0.0
	for m := 4; m*shortest <= n; m *= 2 {
		lattice := make([]float64, m)
		for i := range lattice {
			lattice[i] = 2*rng.Float64() - 1
		}
		wave := float64(n) / float64(m)
		a := slope * edge * shortest * math.Pow(wave/shortest, 0.6) / 2
		octaves, amplitudes = append(octaves, lattice), append(amplitudes, a)
		total += a
	}
	factor := 1.0
	if most := 0.35 * radius; total > most {
		factor = most / total
	}
	ring := make(boundary.Ring, 0, n+1)
	for k := range n {
		r := radius
		for o, lattice := range octaves {
			t := float64(k) / float64(n) * float64(len(lattice))
			i := int(t)
			a, b := lattice[i], lattice[(i+1)%len(lattice)]
			r += factor * amplitudes[o] * (a + smooth(t-float64(i))*(b-a))
		}
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(n))
		ring = append(ring, place(east+r*cos, north+r*sin))
	}
	return append(ring, ring[0])
}

// ZoneSizes are the numbers of vertices of the zones of OneZone.
var ZoneSizes = []int{100, 1_000, 10_000, 20_000, 100_000, 1_000_000}

// zonePlaces is how many places around a zone a site is put at, so that one
// lucky place does not decide.
const zonePlaces = 16

// OneZone returns a zone of n vertices about 5 m apart, and sites of 12
// vertices across its edge at some places around it. It has the same size at
// every scale.
func (c City) OneZone(n int) (zone Feature, sites []Feature) {
	rng := c.rng(forOneZone, n)
	zone = Feature{0, RedLine, boundary.Polygon{rough(rng, n, float64(n)*5/(2*math.Pi*1.1), 40_000, 50_000, 0.3)}}
	for k := range zonePlaces {
		p := zone.Rings[0][k*n/zonePlaces]
		east, north := (p.X-west)*metresEast, (p.Y-south)*metresNorth
		sites = append(sites, Feature{k, Site, boundary.Polygon{star(rng, 12, 30, 0.8, east, north)}})
	}
	return zone, sites
}

// Whole returns two zones of 20 000 vertices that overlap for the most part.
func (c City) Whole() (a, b Feature) {
	rng := c.rng(forWhole, 0)
	return Feature{0, RedLine, boundary.Polygon{rough(rng, 20_000, 5_000, 40_000, 50_000, 1)}},
		Feature{0, Site, boundary.Polygon{rough(rng, 20_000, 5_000, 41_500, 50_700, 1)}}
}
