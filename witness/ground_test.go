package witness

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

// ellipsoidOf CGCS2000 for the programs of GeographicLib.
var ellipsoidOf = []string{"-e", "6378137", "1/298.257222101"}

// cut returns a ring with points at most step apart along straight edges of
// its coordinates; unit is the length in metres of one of them. It is cut here
// and not by the library, whose cuts are what is tested.
func cut(ring boundary.Ring, step, unit float64) boundary.Ring {
	var out boundary.Ring
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		n := math.Ceil(math.Hypot(q.X-p.X, q.Y-p.Y) * unit / step)
		for k := range int(n) {
			share := float64(k) / n
			out = append(out, boundary.Point{X: p.X + share*(q.X-p.X), Y: p.Y + share*(q.Y-p.Y)})
		}
	}
	return out
}

// A groundShape is a ring in a frame, by the name of its test.
type groundShape struct {
	name  string
	frame boundary.Frame
	ring  boundary.Ring
}

// groundShapes are squares and stars of 100 m to 3 km at latitudes of 18° to
// 53°, in longitude and latitude and in several zones.
func groundShapes(t *testing.T) []groundShape {
	rng := rand.New(rand.NewPCG(1, 25))
	var all []groundShape
	for _, lat := range []float64{18, 25, 31.5, 36.5, 42, 48, 53} {
		for _, epsg := range []int{4490, 4513, 4520, 4527, 4533, 4534, 4549, 4495, 4508} {
			f, err := boundary.EPSG(epsg)
			require.NoError(t, err)
			lon, scale := 116.3, 1.0
			if width, zone, _, ok := f.Zone(); ok {
				lon = float64(zone) * 3
				if width == 6 {
					lon = float64(zone)*6 - 3
				}
				lon += (rng.Float64()*2 - 1) * float64(width) / 2
			} else {
				scale = 1 / 111_000.0
			}
			centre := f.FromLonLat(lon, lat)
			for _, size := range []float64{100, 600, 3000} {
				for points, kind := range map[int]string{4: "square", 14: "star"} {
					var ring boundary.Ring
					for i := range points {
						r := size / 2 * scale
						if kind == "star" && i%2 == 1 {
							r *= 0.2 + 0.6*rng.Float64()
						}
						a := 2 * math.Pi * (float64(i) + 0.3) / float64(points)
						ring = append(ring, boundary.Point{X: centre.X + r*math.Cos(a), Y: centre.Y + r*math.Sin(a)})
					}
					all = append(all, groundShape{fmt.Sprintf("%s of %v m at %v° in EPSG:%d", kind, size, lat, epsg), f, ring})
				}
			}
		}
	}
	return all
}

// TestAreaAgainstGeographicLib compares the legal area with GeographicLib's
// geodesic area, edges cut at 5 m on both sides. PROJ brings the cut points
// from zones to longitude and latitude.
func TestAreaAgainstGeographicLib(t *testing.T) {
	planimeter := tool(t, "Planimeter", append(ellipsoidOf, "-G", "-p", "9")...)
	shapes := groundShapes(t)
	var input strings.Builder
	for epsg, group := range byEPSG(shapes) {
		var points strings.Builder
		var counts []int
		for _, s := range group {
			unit := 1.0
			if s.frame.Geographic() {
				unit = 111_000
			}
			c := cut(s.ring, 5, unit)
			counts = append(counts, len(c))
			for _, p := range c { // north first, as EPSG has it
				fmt.Fprintf(&points, "%.12f %.12f\n", p.Y, p.X)
			}
		}
		lines := strings.Split(strings.TrimRight(points.String(), "\n"), "\n")
		if epsg != 4490 {
			lines = tool(t, "cs2cs", "-f", "%.13f", fmt.Sprintf("EPSG:%d", epsg), "EPSG:4490")(points.String())
		}
		for _, n := range counts {
			for _, l := range lines[:n] {
				fields := strings.Fields(l)
				fmt.Fprintf(&input, "%s %s\n", fields[0], fields[1])
			}
			lines = lines[n:]
			input.WriteString("\n")
		}
		require.Empty(t, lines)
		// Answers come in the order in which shapes were asked.
		answers := planimeter(input.String())
		input.Reset()
		require.Len(t, answers, len(group))
		worst, worst70 := 0.0, 0.0
		for i, s := range group {
			fields := strings.Fields(answers[i])
			theirs, err := strconv.ParseFloat(fields[2], 64)
			require.NoError(t, err)
			ours := area(t, s, 5)
			difference := math.Abs(ours-theirs) / theirs
			assert.LessOrEqual(t, difference, 1e-6, "%s: ours %v, GeographicLib's %v", s.name, ours, theirs)
			worst, worst70 = max(worst, difference), max(worst70, math.Abs(area(t, s, 0)-theirs)/theirs)
		}
		t.Logf("EPSG:%d: %d shapes, worst difference %.2g, with points each 70 m %.2g", epsg, len(group), worst, worst70)
	}
}

func area(t *testing.T, s groundShape, spacing float64) float64 {
	b, repairs, err := boundary.New(context.Background(), s.frame, []boundary.Polygon{{s.ring}}, &boundary.Options{Spacing: spacing})
	require.NoError(t, err, s.name)
	for _, r := range repairs {
		require.Equal(t, "ring.closed", r.Code, s.name)
	}
	return float64(b.Area())
}

func byEPSG(shapes []groundShape) map[int][]groundShape {
	groups := map[int][]groundShape{}
	for _, s := range shapes {
		groups[s.frame.EPSG()] = append(groups[s.frame.EPSG()], s)
	}
	return groups
}
