package witness

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/wkt"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/internal/lab/geometry"
	"github.com/sanxian/sanxian/witness/geos"
)

var keep = flag.Bool("keep", false, "keep a case of each cause in which GEOS differs and the exact area sides with the library, as testdata/geos_differs/found.json")

// A difference is a pair of which GEOS says another area than the library,
// with the exact one of the same points. testdata/geos_differs/found.json holds
// those that were found here, the neutral cases hold public ones.
type difference struct {
	Name      string   `json:"name"`
	Source    string   `json:"source,omitempty"` // where the case is public
	Operation string   `json:"operation"`
	A         string   `json:"a"` // with all digits of its float64 coordinates
	B         string   `json:"b"`
	GEOS      *float64 `json:"geos"` // null: an error
	Version   string   `json:"geos_version"`
	Exact     float64  `json:"exact"`
	Ours      float64  `json:"ours"`
}

// cause says what GEOS got wrong; of the differences of one cause the shortest
// is kept.
func (d *difference) cause() string {
	family, _, _ := strings.Cut(d.Name, " #")
	how := "too much"
	switch {
	case d.GEOS == nil:
		how = "fails"
	case d.Exact == 0:
		how = "something for nothing"
	case *d.GEOS == 0:
		how = "nothing for something"
	case *d.GEOS < d.Exact:
		how = "too little"
	}
	return family + ", " + d.Operation + ": " + how
}

func (d *difference) length() int { return len(d.A) + len(d.B) }

func readDifferences(t *testing.T) []difference {
	names, err := filepath.Glob("testdata/geos_differs/*.json")
	require.NoError(t, err)
	var all []difference
	for _, name := range names {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		var some []difference
		require.NoError(t, json.Unmarshal(data, &some), name)
		all = append(all, some...)
	}
	return append(all, publicDifferences(t)...)
}

// publicDifferences are the neutral cases that say what GEOS makes of them.
func publicDifferences(t *testing.T) []difference {
	files, err := geometry.Read("../testdata/cases/geometry")
	require.NoError(t, err)
	var all []difference
	for _, f := range files {
		for _, c := range f.Cases {
			for _, o := range c.Others {
				area := map[string]geometry.Area{"intersection": c.Expect.Intersection, "difference": c.Expect.Difference, "union": c.Expect.Union}[o.Operation]
				d := difference{Name: c.Name, Source: c.Source, Operation: o.Operation, A: wktOf(drawn(c.A)), B: wktOf(drawn(c.B)),
					GEOS: o.Area, Version: strings.TrimPrefix(o.Engine, "GEOS ")}
				d.Exact, err = strconv.ParseFloat(string(area), 64)
				require.NoError(t, err, "%s, %s", c.Name, o.Operation)
				all = append(all, d)
			}
		}
	}
	require.NotEmpty(t, all)
	return all
}

func drawn(polygons []geometry.Polygon) []boundary.Polygon {
	var out []boundary.Polygon
	for _, rings := range polygons {
		var p boundary.Polygon
		for _, points := range rings {
			var ring boundary.Ring
			for _, q := range points {
				ring = append(ring, boundary.Point{X: q[0], Y: q[1]})
			}
			p = append(p, ring)
		}
		out = append(out, p)
	}
	return out
}

// A numbered pair is one of a family, the same for the same number.
type numbered struct {
	family string
	make   func(i int) pair
}

func numberedPairs(t *testing.T) []numbered {
	var all []numbered
	for _, f := range families.All {
		all = append(all, numbered{f.Name, func(i int) pair {
			rng := rand.New(rand.NewPCG(uint64(i), 23))
			return pairOf(t, f.Pair(rng, 3+rng.IntN(22)))
		}})
	}
	return append(all, numbered{"nearly coincident", func(i int) pair { return nearlyCoincident(rand.New(rand.NewPCG(uint64(i), 24))) }})
}

// TestAreasAgreeWithGEOS compares areas; where they differ, the oracle decides,
// and must side with the library, and a case of the same cause must be kept.
func TestAreasAgreeWithGEOS(t *testing.T) {
	e := openGEOS(t)
	kept := map[string]bool{}
	for _, d := range readDifferences(t) {
		kept[d.cause()] = true
	}
	found := map[string]difference{} // by cause
	all := numberedPairs(t)
	n := *results / (len(operations) * len(all))
	for _, family := range all {
		differ := map[string]int{} // by cause
		for i := range n {
			p := family.make(i)
			ours, exactly, allowed := p.areas(t)
			for op, operation := range operations {
				theirs, err := p.ask(e, op)
				if err == nil && math.Abs(theirs-ours[op]) <= allowed {
					continue
				}
				d := difference{Name: fmt.Sprintf("%s #%d", family.family, i), Operation: operation, A: wktOf(p[0]), B: wktOf(p[1]),
					GEOS: &theirs, Version: e.Version(), Exact: exactly()[op], Ours: ours[op]}
				if !assert.InDelta(t, d.Exact, d.Ours, allowed, "%s %s: GEOS says %v: %s / %s", d.Name, operation, theirs, d.A, d.B) {
					continue
				}
				if err != nil {
					d.GEOS = nil
				}
				cause := d.cause()
				differ[cause]++
				if best, ok := found[cause]; !ok || d.length() < best.length() {
					found[cause] = d
				}
			}
		}
		t.Logf("%-18s %6d areas", family.family, n*len(operations))
		for _, cause := range slices.Sorted(maps.Keys(differ)) {
			t.Logf("    in %3d the oracle sides with the library: %s", differ[cause], cause)
			assert.True(t, *keep || kept[cause], "no case of this is kept; run with -keep: %s", cause)
		}
	}
	if !*keep || len(found) == 0 {
		return
	}
	var cases []difference
	for _, cause := range slices.Sorted(maps.Keys(found)) {
		cases = append(cases, found[cause])
	}
	data, err := json.MarshalIndent(cases, "", "  ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile("testdata/geos_differs/found.json", append(data, '\n'), 0o644))
}

// TestWhoIsRight replays the kept cases: the library has the exact area, and
// the log says what GEOS has.
func TestWhoIsRight(t *testing.T) {
	all := readDifferences(t)
	require.NotEmpty(t, all)
	e, missing := geos.Open()
	for _, d := range all {
		t.Run(d.Name+" "+d.Operation, func(t *testing.T) {
			var p pair
			for i, text := range []string{d.A, d.B} {
				var err error
				p[i], _, err = wkt.Parse(text)
				require.NoError(t, err)
			}
			op := slices.Index(operations, d.Operation)
			require.GreaterOrEqual(t, op, 0)
			ours, exactly, allowed := p.areas(t)
			require.Equal(t, d.Exact, exactly()[op])
			require.InDelta(t, d.Exact, ours[op], allowed)
			if missing != nil {
				return
			}
			theirs, err := p.ask(e, op)
			says := "which differs"
			if err == nil && math.Abs(theirs-d.Exact) <= allowed {
				says = "which is right"
			}
			t.Logf("exactly %v, ours %v, GEOS %s %v (%v), %s", d.Exact, ours[op], e.Version(), theirs, err, says)
		})
	}
}
