package work

import (
	"context"
	"hash/fnv"
	"iter"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/geodesy"
)

var small = City{Seed: 1, Scale: 0.005}

// digest folds all coordinates, as bits.
func digest(features iter.Seq[Feature]) uint64 {
	h := fnv.New64a()
	var b [8]byte
	for f := range features {
		for _, ring := range f.Rings {
			for _, p := range ring {
				for _, v := range []float64{p.X, p.Y} {
					bits := math.Float64bits(v)
					for i := range b {
						b[i] = byte(bits >> (8 * i))
					}
					h.Write(b[:])
				}
			}
		}
	}
	return h.Sum64()
}

func TestSameSeedSameWork(t *testing.T) {
	for name, of := range map[string]func(City) iter.Seq[Feature]{
		"plan": City.Plan, "parcels": City.Parcels, "projects": City.Projects,
	} {
		require.Equal(t, digest(of(small)), digest(of(small)), name)
		require.NotEqual(t, digest(of(small)), digest(of(City{2, small.Scale})), name)
	}
}

func TestCounts(t *testing.T) {
	count := map[Kind]int{}
	holes := 0
	for f := range small.Plan() {
		count[f.Kind]++
		switch n := f.Vertices(); f.Kind {
		case Farmland:
			require.Equal(t, 32, n)
		case RedLine:
			require.True(t, n >= 5_000-10 && n <= 65_000, n)
			holes += len(f.Rings) - 1
		case Development:
			require.True(t, n >= 500 && n <= 20_000, n)
		}
	}
	require.Equal(t, map[Kind]int{Farmland: 1000, RedLine: 1, Development: 1}, count)
	require.NotZero(t, holes)
	n := 0
	for f := range small.Parcels() {
		require.True(t, f.Vertices() >= 4 && f.Vertices() <= 12)
		n++
	}
	require.Equal(t, 6396, n)
	n = 0
	for f := range small.Projects() {
		require.True(t, f.Vertices() >= 12 && f.Vertices() <= 72)
		n++
	}
	require.Equal(t, 15, n)
}

// TestNeighboursShareVertices: in a coverage, edges inside occur twice.
func TestNeighboursShareVertices(t *testing.T) {
	type edge struct{ p, q boundary.Point }
	seen := map[edge]int{}
	shared, all := 0, 0
	for f := range small.Plan() {
		if f.Kind != Farmland {
			continue
		}
		for i, p := range f.Rings[0][1:] {
			q := f.Rings[0][i]
			all++
			if seen[edge{p, q}] > 0 {
				shared++ // a neighbour runs it the other way
			}
			seen[edge{q, p}]++
		}
	}
	require.Greater(t, float64(2*shared)/float64(all), 0.5)
}

// TestEdgesAreShort: no edge gets extra points, and what the plane's points
// enclose is what a boundary encloses.
func TestEdgesAreShort(t *testing.T) {
	_, onezone := small.OneZone(1000)
	zone, _ := small.OneZone(1000)
	huge, _ := small.OneZone(1_000_000)
	a, b := small.Whole()
	features, _ := small.Growth(100)
	rest := func(yield func(Feature) bool) {
		for _, f := range append(onezone, zone, huge, a, b) {
			if !yield(f) {
				return
			}
		}
	}
	longest := 0.0
	for _, some := range []iter.Seq[Feature]{small.Plan(), small.Parcels(), small.Projects(), features, rest} {
		for f := range some {
			for _, ring := range f.Rings {
				for i, p := range ring[1:] {
					longest = max(longest, groundLength(p, ring[i]))
				}
			}
		}
	}
	require.Less(t, longest, 69.0, "metres")
}

func groundLength(p, q boundary.Point) float64 {
	east, north := geodesy.LocalScale((p.Y + q.Y) / 2)
	x0, y0 := geodesy.Plane(p.X, p.Y)
	x1, y1 := geodesy.Plane(q.X, q.Y)
	return math.Hypot(east*(x1-x0), north*(y1-y0))
}

func TestPlanePointsEncloseTheBoundarysArea(t *testing.T) {
	n := 0
	for f := range small.Plan() {
		if n++; n%50 != 1 && f.Kind == Farmland {
			continue
		}
		b, repairs, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{f.Rings}, nil)
		require.NoError(t, err)
		require.Empty(t, repairs)
		sum := 0.0
		for _, ring := range f.Flat() {
			for i := 0; i+3 < len(ring); i += 2 {
				sum += ((ring[i]-ring[0])*(ring[i+3]-ring[1]) - (ring[i+2]-ring[0])*(ring[i+1]-ring[1])) / 2
			}
		}
		require.InEpsilon(t, float64(b.Area()), sum, 1e-9)
	}
}
