// Command campaign measures the overlay against the exact rational oracle on
// random pairs of polygons of every family. It prints a table, and the first
// case of each kind of difference; the exit status is 1 if there was one.
//
//	go run ./internal/lab/campaign -small 1000000 -medium 20000 -large 200
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/sanxian/sanxian/internal/lab/exact"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/internal/plane"
)

func main() {
	small := flag.Int("small", 1_000_000, "pairs of up to 24 edges")
	medium := flag.Int("medium", 20_000, "pairs of up to 100 edges")
	large := flag.Int("large", 200, "pairs of up to 400 edges")
	seed := flag.Uint64("seed", 1, "seed of the random numbers")
	geometry := flag.Int("geometry", 50, "check geometry, not only area, of every n-th pair; 0: of none")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	failed := false
	fmt.Printf("%-16s %6s %9s %12s %12s %10s %8s\n", "family", "edges", "pairs", "worst area", "geometry", "differ", "time")
	for _, size := range []struct{ edges, pairs int }{{24, *small}, {100, *medium}, {400, *large}} {
		for _, f := range families.All {
			n := (size.pairs + len(families.All) - 1) / len(families.All)
			r := run(f, size.edges, n, *seed, *geometry)
			fmt.Printf("%-16s %6d %9d %12.3g %12.3g %10d %8s\n", f.Name, size.edges, n, r.worst, r.worstGeometry, r.differ, r.took.Round(time.Millisecond))
			if r.differ > 0 {
				failed = true
				fmt.Println("  first:", r.first)
			}
		}
	}
	if err := touchingHoles(1000); err != nil {
		failed = true
		fmt.Println(err)
	}
	if failed {
		os.Exit(1)
	}
}

type result struct {
	worst         float64 // difference of area, as a share of what is allowed
	worstGeometry float64 // the same for the area of geometry
	differ        int
	first         string
	took          time.Duration
}

func run(f families.Family, edges, pairs int, seed uint64, geometry int) result {
	begin := time.Now()
	workers := runtime.GOMAXPROCS(0)
	results := make([]result, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < pairs; i += workers {
				rng := rand.New(rand.NewPCG(seed, uint64(edges)<<32|uint64(i)))
				// Half of the edges are one polygon's, which has at least three.
				p := f.Pair(rng, 3+rng.IntN(edges/2-2))
				results[w].check(p, fmt.Sprintf("%s, %d edges, pair %d", f.Name, edges, i), geometry > 0 && i%geometry == 0)
			}
		}()
	}
	wg.Wait()
	sum := result{took: time.Since(begin)}
	for _, r := range results {
		sum.worst, sum.worstGeometry = max(sum.worst, r.worst), max(sum.worstGeometry, r.worstGeometry)
		sum.differ += r.differ
		if sum.first == "" {
			sum.first = r.first
		}
	}
	return sum
}

func (r *result) fail(name, what string, p families.Pair) {
	if r.differ++; r.differ == 1 {
		r.first = fmt.Sprintf("%s: %s: %v %v", name, what, p.A, p.B)
	}
}

func (r *result) check(p families.Pair, name string, geometry bool) {
	a, errA := plane.NewRegion(p.A)
	b, errB := plane.NewRegion(p.B)
	if errA != nil || errB != nil {
		r.fail(name, fmt.Sprint(errA, errB), p)
		return
	}
	want := exact.Measure(oracle(p.A), oracle(p.B), exact.EvenOdd, exact.EvenOdd)
	w, _ := want.Intersection.Float64()
	got := plane.Overlap(a, b)
	if (got == 0) != (want.Intersection.Sign() == 0) {
		r.fail(name, fmt.Sprintf("area %v, exactly %v", got, w), p)
	}
	perimeter := perimeter(p.A) + perimeter(p.B)
	if share := math.Abs(got-w) / max(1e-9*max(a.Area(), b.Area()), perimeter); share > r.worst {
		if r.worst = share; share > 1 {
			r.fail(name, fmt.Sprintf("area %v, exactly %v", got, w), p)
		}
	}
	if !geometry {
		return
	}
	for op, exactly := range map[plane.Op]interface{ Float64() (float64, bool) }{
		plane.Intersection: want.Intersection, plane.Difference: want.AOnly, plane.Union: want.Union} {
		g, err := plane.Overlay(context.Background(), op, a, b, 0)
		if err != nil {
			r.fail(name, err.Error(), p)
			return
		}
		w, _ := exactly.Float64()
		if problems := g.Validate(1); len(problems) > 0 {
			r.fail(name, fmt.Sprintf("operation %d: %v", op, problems[0]), p)
		}
		if share := math.Abs(g.Area()-w) / (perimeter + 1e-14*(a.Area()+b.Area())); share > r.worstGeometry {
			if r.worstGeometry = share; share > 1 {
				r.fail(name, fmt.Sprintf("operation %d: area %v, exactly %v", op, g.Area(), w), p)
			}
		}
	}
}

func perimeter(rings [][]plane.Point) float64 {
	sum := 0.0
	for _, ring := range rings {
		for i, p := range ring {
			q := ring[(i+1)%len(ring)]
			sum += math.Hypot(float64(q.X-p.X), float64(q.Y-p.Y))
		}
	}
	return sum
}

func oracle(rings [][]plane.Point) [][]exact.Point {
	out := make([][]exact.Point, len(rings))
	for i, ring := range rings {
		for _, p := range ring {
			out[i] = append(out[i], exact.Point(p))
		}
	}
	return out
}

// touchingHoles checks a strip with n diamond holes that touch each other and
// the strip's ends in vertices: half of its area, by construction.
func touchingHoles(n int) error {
	const u = 1000
	rings := [][]plane.Point{{{X: 0, Y: 0}, {X: int64(n) * 2 * u, Y: 0}, {X: int64(n) * 2 * u, Y: 2 * u}, {X: 0, Y: 2 * u}}}
	for i := range int64(n) {
		x := 2 * u * i
		rings = append(rings, []plane.Point{{X: x, Y: u}, {X: x + u, Y: 2*u - 1}, {X: x + 2*u, Y: u}, {X: x + u, Y: 1}})
	}
	r, err := plane.NewRegion(rings)
	if err != nil {
		return err
	}
	hole := float64(2*u) * (2*u - 2) / 2
	want := float64(n) * (4*u*u - hole)
	all, err := plane.NewRegion(rings[:1])
	if err != nil {
		return err
	}
	rest, err := plane.Overlay(context.Background(), plane.Difference, all, r, 0)
	if err != nil {
		return err
	}
	if p := r.Validate(1); len(p) > 0 {
		return fmt.Errorf("%d touching holes: %v", n, p)
	}
	if got := plane.Overlap(r, all); got != want {
		return fmt.Errorf("%d touching holes: area %v, not %v", n, got, want)
	}
	if got := rest.Area(); got != float64(n)*hole {
		return fmt.Errorf("%d touching holes: area of the rest %v, not %v", n, got, float64(n)*hole)
	}
	fmt.Printf("%d holes that touch in vertices: area %v and the rest %v, as constructed\n", n, want, rest.Area())
	return nil
}
