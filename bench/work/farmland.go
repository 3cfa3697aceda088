package work

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/sanxian/sanxian/boundary"
)

// Farmland is cells of a crooked grid, as field paths cut the land: neighbours
// share the vertices of the side between them.
const (
	cellSize  = 160.0 // metres
	sideEdges = 8     // four sides give 32 vertices
)

func (c City) farmland() iter.Seq[Feature] {
	return func(yield func(Feature) bool) {
		for n, cell := range c.cells() {
			i, j := cell[0], cell[1]
			ring := make(boundary.Ring, 0, 4*sideEdges+1)
			ring = c.side(ring, i, j, false, false)
			ring = c.side(ring, i+1, j, true, false)
			ring = c.side(ring, i, j+1, false, true)
			ring = c.side(ring, i, j, true, true)
			if !yield(Feature{n, Farmland, boundary.Polygon{append(ring, ring[0])}}) {
				return
			}
		}
	}
}

// cells returns the cells that are farmland, row by row: those where a smooth
// noise is least and no village is.
func (c City) cells() [][2]int {
	nx, ny := int(c.width()/cellSize), int(c.height()/cellSize)
	built := make([]bool, nx*ny)
	for _, v := range c.villages() {
		reach := v.radius * 0.8
		for j := max(0, int((v.north-reach)/cellSize)); j < min(ny, int((v.north+reach)/cellSize)+1); j++ {
			for i := max(0, int((v.east-reach)/cellSize)); i < min(nx, int((v.east+reach)/cellSize)+1); i++ {
				dx, dy := (float64(i)+0.5)*cellSize-v.east, (float64(j)+0.5)*cellSize-v.north
				built[j*nx+i] = built[j*nx+i] || dx*dx+dy*dy < reach*reach
			}
		}
	}
	type candidate struct {
		cell  [2]int
		noise float64
	}
	var all []candidate
	for j := range ny {
		for i := range nx {
			if !built[j*nx+i] {
				x, y := float64(i)*cellSize, float64(j)*cellSize
				all = append(all, candidate{[2]int{i, j}, c.noise(x/2400, y/2400) + c.noise(1000+x/700, y/700)/2})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.noise, b.noise) })
	all = all[:min(len(all), c.count(farmland))]
	out := make([][2]int, len(all))
	for k, a := range all {
		out[k] = a.cell
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(a[1]-b[1], a[0]-b[0]) })
	return out
}

// side appends the points of the side that runs east or north from a corner,
// without its last; backwards if asked for.
func (c City) side(ring boundary.Ring, i, j int, north, backwards bool) boundary.Ring {
	ax, ay := c.corner(i, j)
	bx, by := c.corner(i+1, j)
	key := 2 * cellKey(i, j)
	if north {
		bx, by = c.corner(i, j+1)
		key++
	}
	rng := c.rng(forSides, key)
	var points [sideEdges + 1]boundary.Point
	for k := range points {
		t := float64(k) / sideEdges
		off := 0.0
		if k > 0 && k < sideEdges {
			off = (rng.Float64() - 0.5) * 0.05
		}
		points[k] = place(ax+t*(bx-ax)-off*(by-ay), ay+t*(by-ay)+off*(bx-ax))
	}
	if backwards {
		slices.Reverse(points[:])
	}
	return append(ring, points[:sideEdges]...)
}

func (c City) corner(i, j int) (east, north float64) {
	rng := c.rng(forCorners, cellKey(i, j))
	return (float64(i) + 0.3*(rng.Float64()-0.5)) * cellSize, (float64(j) + 0.3*(rng.Float64()-0.5)) * cellSize
}

func cellKey(i, j int) int { return i<<20 | j }

// noise is a smooth function between 0 and 1 with features of size 1.
func (c City) noise(x, y float64) float64 {
	i, j := int(math.Floor(x)), int(math.Floor(y))
	u, v := smooth(x-float64(i)), smooth(y-float64(j))
	at := func(i, j int) float64 { return c.rng(forNoise, cellKey(i, j)).Float64() }
	low := at(i, j) + u*(at(i+1, j)-at(i, j))
	high := at(i, j+1) + u*(at(i+1, j+1)-at(i, j+1))
	return low + v*(high-low)
}

func smooth(t float64) float64 { return t * t * (3 - 2*t) }
