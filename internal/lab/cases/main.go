// Command cases computes the overlap area of pairs of polygons in any units. Use
// it to run the test cases of another engine. It reads one pair from each line,
//
//	id<TAB>WKT of A<TAB>WKT of B
//
// scales it to the grid by a power of two, which loses only digits below 2^-49 of
// its extent, and prints id<TAB>area of A∩B in the pair's own square units.
// Polygons may be dirty: rings are read even-odd, holes are cut out, and polygons
// are united. A line that cannot be read is reported on standard error, and the
// exit status is then 1.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/wkt"
	"github.com/sanxian/sanxian/internal/plane"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "usage: cases <pairs.tsv\n\neach line: id<TAB>WKT polygon or multipolygon<TAB>another; prints id<TAB>area of what they share")
		os.Exit(2)
	}
	if !run(os.Stdin, os.Stdout, os.Stderr) {
		os.Exit(1)
	}
}

func run(in io.Reader, out, errs io.Writer) bool {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 256<<20)
	w := bufio.NewWriter(out)
	good := true
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		id, area, err := pair(line)
		if err != nil {
			good = false
			fmt.Fprintf(errs, "line %d: %v\n", n, err)
			continue
		}
		fmt.Fprintf(w, "%s\t%s\n", id, strconv.FormatFloat(area, 'g', -1, 64))
	}
	if err := errors.Join(lines.Err(), w.Flush()); err != nil {
		good = false
		fmt.Fprintln(errs, err)
	}
	return good
}

func pair(line string) (id string, area float64, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 3 {
		return "", 0, fmt.Errorf("%d fields separated by tabs, not 3", len(fields))
	}
	var sets [2][]boundary.Polygon
	for i := range sets {
		if strings.HasSuffix(strings.ToUpper(strings.TrimSpace(fields[i+1])), "EMPTY") {
			continue
		}
		if sets[i], _, err = wkt.Parse(fields[i+1]); err != nil {
			return "", 0, fmt.Errorf("%s: %w", fields[0], err)
		}
	}
	g, err := newGrid(sets[:])
	if err != nil {
		return "", 0, fmt.Errorf("%s: %w", fields[0], err)
	}
	var regions [2]*plane.Region
	for i, set := range sets {
		if regions[i], err = plane.FromPolygons(context.Background(), g.polygons(set)); err != nil {
			return "", 0, fmt.Errorf("%s: %w", fields[0], err)
		}
	}
	// The scale is a power of two, so its square is exact; it may underflow only
	// where the pair's own units do.
	return fields[0], math.Ldexp(plane.Overlap(regions[0], regions[1]), -2*g.exponent), nil
}

// A grid moves a pair to the origin and scales it by 2^exponent to fill the
// plane's range of coordinates.
type grid struct {
	origin   boundary.Point
	exponent int
}

func newGrid(sets [][]boundary.Polygon) (grid, error) {
	low := boundary.Point{X: math.Inf(1), Y: math.Inf(1)}
	high := boundary.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, set := range sets {
		for _, p := range set {
			for _, ring := range p {
				for _, v := range ring {
					low.X, low.Y = min(low.X, v.X), min(low.Y, v.Y)
					high.X, high.Y = max(high.X, v.X), max(high.Y, v.Y)
				}
			}
		}
	}
	if low.X > high.X {
		return grid{}, nil // nothing at all
	}
	// Half of the range, since the middle is moved to the origin.
	origin := boundary.Point{X: low.X/2 + high.X/2, Y: low.Y/2 + high.Y/2}
	extent := max(high.X-origin.X, high.Y-origin.Y)
	if math.IsNaN(extent) || math.IsInf(extent, 0) {
		return grid{}, errors.New("coordinates are not finite or too far apart")
	}
	if extent == 0 {
		return grid{}, nil
	}
	_, e := math.Frexp(extent) // extent < 2^e
	return grid{origin, 48 - e}, nil
}

func (g grid) polygons(set []boundary.Polygon) [][][]plane.Point {
	out := make([][][]plane.Point, len(set))
	for i, p := range set {
		for _, ring := range p {
			points := make([]plane.Point, len(ring))
			for k, v := range ring {
				points[k] = plane.Point{
					X: int64(math.RoundToEven(math.Ldexp(v.X-g.origin.X, g.exponent))),
					Y: int64(math.RoundToEven(math.Ldexp(v.Y-g.origin.Y, g.exponent))),
				}
			}
			out[i] = append(out[i], points)
		}
	}
	return out
}
