package main

import (
	"fmt"
	"iter"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
	"github.com/sanxian/sanxian/internal/lab/exact"
)

const tolerance = 1e-6 // relative, of the areas that a feature shares with all sites

// compare holds the peers' areas beside ours, feature by feature, and settles
// what differs by exact arithmetic. It returns in how many cases we are wrong,
// or nobody can tell.
func (r *Results) compare(dir string) (wrong int, err error) {
	for _, name := range r.names {
		if name == ours || r.reports[name] == nil || r.reports[ours] == nil {
			continue
		}
		for _, m := range r.reports[name].Results {
			own := r.find(ours, m.Work, m.Sites)
			if m.Sums == "" || own == nil {
				continue
			}
			theirs, err := engine.ReadSums(filepath.Join(dir, name+".out", m.Sums))
			if err != nil {
				return wrong, err
			}
			mine, err := engine.ReadSums(filepath.Join(dir, ours+".out", own.Sums))
			if err != nil {
				return wrong, err
			}
			if len(mine) != len(theirs) {
				return wrong, fmt.Errorf("%s, %s: areas of %d features, not %d", name, m.Work, len(theirs), len(mine))
			}
			wrong += r.compareSums(name, m, mine, theirs)
		}
	}
	return wrong, nil
}

func (r *Results) compareSums(name string, m engine.Result, mine, theirs []float64) (wrong int) {
	differ := []int{}
	for i := range mine {
		if !near(mine[i], theirs[i], tolerance) {
			differ = append(differ, i)
		}
	}
	set(r.Disagreements, name, m.Work, len(differ))
	const most = 20 // that are settled one by one
	for k, i := range differ {
		if k == most {
			r.Settled = append(r.Settled, fmt.Sprintf("%s, %s: %d more", m.Work, name, len(differ)-most))
			break
		}
		line := fmt.Sprintf("%s, feature %d: %s %.9g m², %s %.9g m²", m.Work, i, ours, mine[i], name, theirs[i])
		truth, ok := r.settle(m, i)
		switch {
		case !ok:
			line += "; too large to settle"
			wrong++
		case near(mine[i], truth, tolerance):
			line += fmt.Sprintf("; exactly %.9g: %s is right", truth, ours)
		default:
			line += fmt.Sprintf("; exactly %.9g: %s is WRONG", truth, ours)
			wrong++
		}
		r.Settled = append(r.Settled, line)
	}
	return wrong
}

func near(a, b, relative float64) bool {
	return math.Abs(a-b) <= relative*max(math.Abs(a), math.Abs(b))
}

// settle returns the exact area that a feature shares with the sites of a work.
func (r *Results) settle(m engine.Result, number int) (float64, bool) {
	c := r.job.City
	var features, sites iter.Seq[work.Feature]
	switch class, size, _ := strings.Cut(m.Work, "."); class {
	case "parcels":
		features, sites = c.Plan(), c.Parcels()
	case "projects":
		features, sites = c.Plan(), c.Projects()
	case "onezone":
		n, _ := strconv.Atoi(size)
		zone, some := c.OneZone(n)
		features, sites = slices.Values([]work.Feature{zone}), slices.Values(some)
	default:
		return 0, false
	}
	zone := nth(features, number)
	rings, box := onGrid(zone)
	sum, k := 0.0, 0
	for s := range sites {
		if k++; k > m.Sites {
			break
		}
		site, window := onGrid(s)
		if !window.meets(box) {
			continue
		}
		near := pulledIn(rings, window)
		if edges(near) > 2000 { // the oracle's cost is cubic
			return 0, false
		}
		area, _ := exact.Overlap(near, site).Float64()
		sum += area / (1 << 48)
	}
	return sum, true
}

func nth(features iter.Seq[work.Feature], n int) (found work.Feature) {
	for f := range features {
		if n == 0 {
			return f
		}
		n--
	}
	return found
}

type window struct{ minX, minY, maxX, maxY int64 }

func (w window) meets(v window) bool {
	return w.minX <= v.maxX && v.minX <= w.maxX && w.minY <= v.maxY && v.minY <= w.maxY
}

// onGrid returns a feature's rings on the grid, not closed, and their box.
func onGrid(f work.Feature) ([][]exact.Point, window) {
	w := window{math.MaxInt64, math.MaxInt64, math.MinInt64, math.MinInt64}
	rings := make([][]exact.Point, len(f.Rings))
	for i, ring := range f.Rings {
		for _, p := range ring[1:] {
			x, y := work.Grid(p)
			rings[i] = append(rings[i], exact.Point{X: x, Y: y})
			w = window{min(w.minX, x), min(w.minY, y), max(w.maxX, x), max(w.maxY, y)}
		}
	}
	return rings, w
}

func edges(rings [][]exact.Point) int {
	n := 0
	for _, ring := range rings {
		n += len(ring)
	}
	return n
}

// pulledIn returns rings that are the same inside a window, with what runs
// outside pulled in to just outside of it: no edge passes the window on its way,
// since all of it stays on one side.
func pulledIn(rings [][]exact.Point, w window) [][]exact.Point {
	clamp := func(p exact.Point) exact.Point {
		return exact.Point{X: min(max(p.X, w.minX-1), w.maxX+1), Y: min(max(p.Y, w.minY-1), w.maxY+1)}
	}
	var out [][]exact.Point
	for _, ring := range rings {
		var kept []exact.Point
		add := func(p exact.Point) {
			if n := len(kept); n == 0 || kept[n-1] != p {
				kept = append(kept, p)
			}
		}
		for i, p := range ring {
			q := ring[(i+1)%len(ring)]
			edge := window{min(p.X, q.X), min(p.Y, q.Y), max(p.X, q.X), max(p.Y, q.Y)}
			if !edge.meets(w) {
				p, q = clamp(p), clamp(q)
			}
			add(p)
			add(q)
		}
		if len(kept) > 2 {
			out = append(out, kept)
		}
	}
	return out
}
