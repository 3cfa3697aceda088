package witness

import (
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/witness/geos"
)

// A result is a geometry that the library made, and how.
type result struct {
	name     string
	polygons []boundary.Polygon
}

// TestGeometryIsValid asks GEOS and PostGIS about every geometry that an
// overlay, a repair or a boundary's operation gives.
func TestGeometryIsValid(t *testing.T) {
	e := openGEOS(t)
	db := openPostGIS(t)
	j := judge{t: t, geos: e, db: db}
	n := *results / (len(families.All) * resultsPerPair)
	for _, f := range families.All {
		for i := range n {
			for _, r := range planeResults(t, f, i) {
				j.add(r)
			}
		}
	}
	j.flush()
	inPlane := j.said()
	planeCount := j.count
	j.count, j.empty, j.wrong = 0, 0, nil
	for _, f := range families.All {
		for i := range n {
			for _, r := range boundaryResults(t, f, i) {
				j.add(result{r.name, r.boundary.Polygons()})
			}
		}
	}
	j.flush()
	t.Logf("in the plane: %s; of boundaries in their frames: %s; together %d", inPlane, j.said(), planeCount+j.count)
}

// resultsPerPair is about how many results one pair of polygons gives.
const resultsPerPair = 12

// planeResults are all that the plane makes of a pair of a family.
func planeResults(t *testing.T, f families.Family, i int) []result {
	rng := rand.New(rand.NewPCG(uint64(i), 21))
	p := f.Pair(rng, 3+rng.IntN(22))
	a, err := plane.NewRegion(p.A)
	require.NoError(t, err)
	b, err := plane.NewRegion(p.B)
	require.NoError(t, err)
	ctx := context.Background()
	var out []result
	add := func(what string, r *plane.Region, err error) {
		require.NoError(t, err, "%s %d %s", f.Name, i, what)
		out = append(out, result{fmt.Sprintf("%s %d %s", f.Name, i, what), regionPolygons(r)})
	}
	for op, name := range []string{"intersection", "difference", "union"} {
		r, err := plane.Overlay(ctx, plane.Op(op), a, b, 0)
		add(name, r, err)
	}
	r, err := plane.Overlay(ctx, plane.Difference, b, a, 0)
	add("difference turned round", r, err)
	r, err = plane.Cover(ctx, []*plane.Region{a, b}, 2, nil, 0)
	add("covered twice", r, err)
	r, err = plane.Cover(ctx, []*plane.Region{a, b}, 1, b, 0)
	add("covered in a window", r, err)
	r, _, err = plane.EvenOdd(ctx, tangle(rng, p), 0)
	add("even-odd", r, err)
	return out
}

// tangle joins the rings of a pair into one ring that crosses itself.
func tangle(rng *rand.Rand, p families.Pair) []plane.Point {
	ring := append(append([]plane.Point{}, p.A[0]...), p.B[0]...)
	if rng.IntN(2) == 0 {
		rng.Shuffle(len(ring), func(i, j int) { ring[i], ring[j] = ring[j], ring[i] })
	}
	return ring
}

// A boundaryResult is one with its boundary, which can be written to files.
type boundaryResult struct {
	name     string
	boundary *boundary.Boundary
}

// boundaryResults are what the operations make of a pair of a family that is
// drawn on the ground: by turns in longitude and latitude and in zone 39, with
// vertices as surveyed (1 mm) or with all their digits.
func boundaryResults(t *testing.T, f families.Family, i int) []boundaryResult {
	rng := rand.New(rand.NewPCG(uint64(i), 22))
	p := f.Pair(rng, 3+rng.IntN(22))
	g := newGround(t, rng, p)
	var out []boundaryResult
	a, b := g.boundary(g.draw(p.A)), g.boundary(g.draw(p.B))
	if a == nil || b == nil {
		return nil
	}
	if i%3 == 2 { // instead, a neighbour with vertices along an edge of the first
		if b = g.boundary(g.neighbour(rng, a.Polygons()[0][0])); b == nil {
			return nil
		}
	}
	for _, op := range []struct {
		name string
		make func(ctx context.Context, a, b *boundary.Boundary) (*boundary.Boundary, error)
	}{{"Intersect", boundary.Intersect}, {"Subtract", boundary.Subtract}, {"Union", boundary.Union}} {
		for turned, pair := range [][2]*boundary.Boundary{{a, b}, {b, a}} {
			r, err := op.make(context.Background(), pair[0], pair[1])
			require.NoError(t, err, "%s %d %s", f.Name, i, op.name)
			out = append(out, boundaryResult{fmt.Sprintf("%s %d %s %s %v", f.Name, i, op.name, g.frame, turned == 1), r})
		}
	}
	return out
}

// A ground is where and how large a pair is drawn.
type ground struct {
	frame  boundary.Frame
	origin boundary.Point
	scale  float64 // of the frame's units a grid unit
	round  float64 // steps a unit of the frame; 0: none
	centre plane.Point
}

func newGround(t *testing.T, rng *rand.Rand, p families.Pair) *ground {
	box := plane.EmptyBox
	for _, rings := range [][][]plane.Point{p.A, p.B} {
		for _, ring := range rings {
			for _, q := range ring {
				box = box.Add(q)
			}
		}
	}
	size := []float64{10, 200, 3000, 30_000}[rng.IntN(4)] // metres
	g := &ground{centre: plane.Point{X: box.MinX/2 + box.MaxX/2, Y: box.MinY/2 + box.MaxY/2}}
	g.scale = size / float64(max(box.MaxX-box.MinX, box.MaxY-box.MinY, 1))
	lat := 18 + 35*rng.Float64()
	zone, err := boundary.GaussKruger(3, 39, true)
	require.NoError(t, err)
	if rng.IntN(2) == 0 {
		g.frame = zone
		g.origin = zone.FromLonLat(117+1.4*(rng.Float64()-0.5)*2, lat)
		g.round = 1000
	} else {
		g.origin = boundary.Point{X: 116 + rng.Float64(), Y: lat}
		g.scale /= 111_000
		g.round = 1e8
		if rng.IntN(2) == 0 {
			g.frame = g.frame.WithEdges(zone.Edges())
		}
	}
	if rng.IntN(3) == 0 {
		g.round = 0
	}
	return g
}

// draw puts rings on the ground, a shell first.
func (g *ground) draw(rings [][]plane.Point) boundary.Polygon {
	var p boundary.Polygon
	for _, ring := range rings {
		var points boundary.Ring
		for _, q := range ring {
			points = append(points, boundary.Point{X: g.coordinate(g.origin.X + float64(q.X-g.centre.X)*g.scale), Y: g.coordinate(g.origin.Y + float64(q.Y-g.centre.Y)*g.scale)})
		}
		p = append(p, points)
	}
	return p
}

// neighbour returns a polygon with vertices along an edge of a ring: at the
// extra points that the edge gets, or anywhere.
func (g *ground) neighbour(rng *rand.Rand, ring boundary.Ring) boundary.Polygon {
	k := rng.IntN(len(ring) - 1)
	p, q := ring[k], ring[k+1]
	dx, dy := q.X-p.X, q.Y-p.Y
	n := float64(1 + rng.IntN(40))
	var out boundary.Ring
	for i := 1.0; i <= n; i++ {
		share := i / (n + 1)
		if rng.IntN(2) == 0 {
			out = append(out, boundary.Point{X: g.coordinate(p.X + share*dx), Y: g.coordinate(p.Y + share*dy)})
		}
	}
	side := rng.Float64() - 0.5
	out = append(out, q, boundary.Point{X: g.coordinate(q.X + side*dy), Y: g.coordinate(q.Y - side*dx)}, boundary.Point{X: g.coordinate(p.X + side*dy), Y: g.coordinate(p.Y - side*dx)})
	return boundary.Polygon{out}
}

// boundary makes a boundary, nil where the polygon is too small to have an area
// there.
func (g *ground) boundary(p boundary.Polygon) *boundary.Boundary {
	b, _, err := boundary.New(context.Background(), g.frame, []boundary.Polygon{p}, nil)
	if err != nil {
		return nil
	}
	return b
}

func (g *ground) coordinate(v float64) float64 {
	if g.round == 0 {
		return v
	}
	return math.Round(v*g.round) / g.round
}

// A judge asks both engines about results, PostGIS in batches.
type judge struct {
	t            *testing.T
	geos         *geos.Engine
	db           *server
	count, empty int
	names        []string
	batch        strings.Builder
	wrong        map[string]int
}

func (j *judge) add(r result) {
	j.count++
	if len(r.polygons) == 0 {
		j.empty++
		return
	}
	data := wkb(r.polygons)
	reason, err := j.geos.Valid(data)
	require.NoError(j.t, err, r.name)
	if reason != "" {
		j.fail("GEOS", r.name, reason)
	}
	fmt.Fprintf(&j.batch, "%d\t\\\\x%s\n", len(j.names), hex.EncodeToString(data))
	if j.names = append(j.names, r.name); len(j.names) == 5000 {
		j.flush()
	}
}

func (j *judge) flush() {
	rows, err := j.db.query("CREATE TEMP TABLE result (n int, shape bytea);\nCOPY result FROM stdin;\n" + j.batch.String() +
		"\\.\nSELECT n, ST_IsValidReason(ST_GeomFromWKB(shape)) FROM result WHERE NOT ST_IsValid(ST_GeomFromWKB(shape));\nSELECT count(*) FROM result;\n")
	require.NoError(j.t, err)
	require.Equal(j.t, strconv.Itoa(len(j.names)), rows[len(rows)-1])
	for _, row := range rows[:len(rows)-1] {
		number, reason, _ := strings.Cut(row, "\t")
		n, err := strconv.Atoi(number)
		require.NoError(j.t, err)
		j.fail("PostGIS", j.names[n], reason)
	}
	j.names = j.names[:0]
	j.batch.Reset()
}

func (j *judge) said() string {
	return fmt.Sprintf("%d results, %d of them empty, %d not valid in GEOS, %d in PostGIS", j.count, j.empty, j.wrong["GEOS"], j.wrong["PostGIS"])
}

// fail says the first few; the rest are counted.
func (j *judge) fail(engine, name, reason string) {
	if j.wrong == nil {
		j.wrong = map[string]int{}
	}
	if j.wrong[engine]++; j.wrong[engine] <= 20 {
		assert.Fail(j.t, "not valid", "%s: %s: %s", engine, name, reason)
	} else {
		j.t.Fail()
	}
}
