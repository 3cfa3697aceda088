package witness

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

const millimetre = 0.001

// served is the distance in metres that an index serves.
func served(t *testing.T, a, b *boundary.Boundary) float64 {
	t.Helper()
	x, err := index.Build(context.Background(), boundary.All([]boundary.Feature{{ID: "b", Boundary: b}}))
	require.NoError(t, err)
	d := boundary.Distance(a, b, math.Inf(1))
	require.InDelta(t, d, boundary.Distance(b, a, math.Inf(1)), 1e-9)
	for _, nearest := range x.Nearest(a) {
		require.InDelta(t, d, nearest, 1e-9, "Nearest and Distance")
	}
	return d
}

// TestServedDistances compares distances of a site from a feature with
// GeographicLib, within 1 mm, and with PostGIS.
func TestServedDistances(t *testing.T) {
	t.Run("corners", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 26))
		box := func(x, y, w, h float64) boundary.Ring {
			return boundary.Ring{{X: x, Y: y}, {X: x + w, Y: y}, {X: x + w, Y: y + h}, {X: x, Y: y + h}}
		}
		side := func() float64 { return 1e-5 * math.Pow(1000, rng.Float64()) } // 1 m to 1 km
		var lines []string
		var ours []float64
		for range 500 {
			x, y := 75+55*rng.Float64(), 18+35*rng.Float64()
			w, h := side(), side()
			// North-east by about as much as north, or meridians, which converge, let a
			// side be nearer than a corner.
			dx := 1e-7 * math.Pow(1e6, rng.Float64()) // 1 cm to 10 km
			dy := dx * math.Pow(10, rng.Float64()*2-1)
			a, b := box(x-w, y-h, w, h), box(x+dx, y+dy, side(), side())
			ours = append(ours, served(t, made(t, a), made(t, b)))
			lines = append(lines, solveLine(a[2], b[0]))
		}
		compare(t, solve(t, lines), ours)
	})
	a, b := separateStars()
	var ours []float64
	for i := range a {
		ours = append(ours, served(t, made(t, a[i]), made(t, b[i])))
	}
	t.Run("sides", func(t *testing.T) {
		var lines []string
		var counts []int
		for i := range a {
			near := append(nearPoints(a[i], b[i]), nearPoints(b[i], a[i])...)
			lines = append(lines, near...)
			counts = append(counts, len(near))
		}
		all := solve(t, lines)
		var theirs []float64
		for _, n := range counts {
			theirs = append(theirs, slices.Min(all[:n]))
			all = all[n:]
		}
		compare(t, theirs, ours)
	})
	// PostGIS looks for the nearest points on a sphere and measures between them
	// on the ellipsoid, so that it is never below the distance and up to 2e-5 of
	// it above.
	t.Run("PostGIS", func(t *testing.T) {
		db := openPostGIS(t)
		var rows strings.Builder
		for i := range a {
			fmt.Fprintf(&rows, "%d", i)
			for _, ring := range []boundary.Ring{cut(a[i], 20, 111_000), cut(b[i], 20, 111_000)} { // its edges are geodesics
				fmt.Fprintf(&rows, "\t\\\\x%s", hex.EncodeToString(wkb([]boundary.Polygon{{ring}})))
			}
			rows.WriteString("\n")
		}
		answers, err := db.query("CREATE TEMP TABLE pair (n int, a bytea, b bytea);\nCOPY pair FROM stdin;\n" + rows.String() +
			"\\.\nSELECT ST_Distance(ST_GeomFromWKB(a, 4490)::geography, ST_GeomFromWKB(b, 4490)::geography) FROM pair ORDER BY n;\n")
		require.NoError(t, err)
		require.Len(t, answers, len(ours))
		close := 0
		for i, line := range answers {
			theirs, err := strconv.ParseFloat(line, 64)
			require.NoError(t, err)
			assert.GreaterOrEqual(t, theirs, ours[i]-millimetre, "pair %d", i)
			assert.LessOrEqual(t, theirs, ours[i]*(1+2e-5)+millimetre, "pair %d", i)
			if math.Abs(theirs-ours[i]) <= millimetre {
				close++
			}
		}
		t.Logf("%d pairs, %d within 1 mm, the others above by up to 2e-5", len(ours), close)
	})
}

// separateStars are pairs of stars of 10 m to 1 km that do not meet, up to 11
// km apart.
func separateStars() (a, b []boundary.Ring) {
	rng := rand.New(rand.NewPCG(1, 27))
	star := func(x, y, size float64) boundary.Ring {
		n := 3 + rng.IntN(9)
		var ring boundary.Ring
		for k := range n {
			r := size * (0.3 + 0.7*rng.Float64())
			a := 2 * math.Pi * (float64(k) + 0.8*rng.Float64()) / float64(n)
			ring = append(ring, boundary.Point{X: x + r*math.Cos(a), Y: y + r*math.Sin(a)})
		}
		return ring
	}
	for range 300 {
		x, y := 75+55*rng.Float64(), 18+35*rng.Float64()
		sizeA, sizeB := 1e-4*math.Pow(100, rng.Float64()), 1e-4*math.Pow(100, rng.Float64())
		away := sizeA + sizeB + 1e-6*math.Pow(1e5, rng.Float64())
		angle := 2 * math.Pi * rng.Float64()
		a = append(a, star(x, y, sizeA))
		b = append(b, star(x+away*math.Cos(angle), y+away*math.Sin(angle), sizeB))
	}
	return a, b
}

// nearPoints pairs the vertices of a with points of b's sides and returns the
// pairs that may be the nearest, for GeodSolve. Points are so dense that the
// nearest of them is less than 0.1 mm too far.
func nearPoints(a, b boundary.Ring) []string {
	type candidate struct {
		p, q boundary.Point
		d    float64
	}
	// Good to some 1e-4: enough to know where to look.
	scale := math.Cos(a[0].Y * math.Pi / 180)
	rough := func(p, q boundary.Point) float64 { return 111_200 * math.Hypot((p.X-q.X)*scale, p.Y-q.Y) }
	find := func(step float64) []candidate {
		var all []candidate
		for _, q := range cut(b, step, 111_200) {
			for _, p := range a {
				all = append(all, candidate{p, q, rough(p, q)})
			}
		}
		slices.SortFunc(all, func(x, y candidate) int { return cmp.Compare(x.d, y.d) })
		return all
	}
	about := find(5)[0].d
	step := max(math.Sqrt(8e-4*max(about-5, 0)), 0.01)
	var out []string
	for _, c := range find(step) {
		if c.d > about*1.01 || len(out) == 400 {
			break
		}
		out = append(out, solveLine(c.p, c.q))
	}
	return out
}

func solveLine(p, q boundary.Point) string {
	return fmt.Sprintf("%.15f %.15f %.15f %.15f\n", p.Y, p.X, q.Y, q.X)
}

// solve returns the geodesic distances of the pairs of points.
func solve(t *testing.T, lines []string) []float64 {
	geodSolve := tool(t, "GeodSolve", append(ellipsoidOf, "-i", "-p", "6")...)
	var out []float64
	for _, line := range geodSolve(strings.Join(lines, "")) {
		v, err := strconv.ParseFloat(strings.Fields(line)[2], 64)
		require.NoError(t, err)
		out = append(out, v)
	}
	return out
}

func compare(t *testing.T, theirs, ours []float64) {
	require.Len(t, theirs, len(ours))
	worst := 0.0
	for i := range ours {
		assert.InDelta(t, theirs[i], ours[i], millimetre, "pair %d", i)
		worst = max(worst, math.Abs(theirs[i]-ours[i]))
	}
	t.Logf("%d pairs, worst difference %.3g mm", len(ours), worst*1000)
}

func made(t *testing.T, ring boundary.Ring) *boundary.Boundary {
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{ring}}, nil)
	require.NoError(t, err)
	return b
}
