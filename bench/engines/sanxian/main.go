// Command sanxian is the engine that the bench is about.
package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strconv"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
)

func main() {
	if name := os.Getenv("BENCH_CPUPROFILE"); name != "" {
		f, err := os.Create(name)
		if err == nil && pprof.StartCPUProfile(f) == nil {
			defer pprof.StopCPUProfile()
		}
	}
	engine.Main(&sanxian{workers: 1}, extras)
}

type sanxian struct {
	x       *index.Index
	sites   []*boundary.Boundary
	workers int
}

func (s *sanxian) Version() string { return "this module, " + runtime.Version() }
func (s *sanxian) Close() error    { return nil }
func (s *sanxian) Bytes() (int64, error) {
	return 0, nil
}

func (s *sanxian) Load(features iter.Seq[work.Feature]) (err error) {
	s.x = nil
	s.x, err = index.Build(context.Background(), func(yield func(boundary.Feature, error) bool) {
		n := 0
		for f := range features {
			b, err := made(f)
			if !yield(boundary.Feature{ID: strconv.Itoa(n), Boundary: b}, err) {
				return
			}
			n++
		}
	})
	return err
}

func made(f work.Feature) (*boundary.Boundary, error) {
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{f.Rings}, nil)
	return b, err
}

func (s *sanxian) Sites(sites iter.Seq[work.Feature]) error {
	s.sites = nil
	for f := range sites {
		b, err := made(f)
		if err != nil {
			return err
		}
		s.sites = append(s.sites, b)
	}
	return nil
}

func (s *sanxian) Check(n int, sums []float64) error {
	for overlaps, err := range s.x.Batch(context.Background(), all(s.sites[:n]), &index.BatchOptions{Workers: s.workers}) {
		if err != nil {
			return err
		}
		if err := addUp(overlaps, sums); err != nil {
			return err
		}
	}
	return nil
}

// addUp adds overlaps to the sums of their features, whose ids are numbers.
func addUp(overlaps []index.Overlap, sums []float64) error {
	for _, o := range overlaps {
		i, err := strconv.Atoi(o.Feature.ID)
		if err != nil {
			return err
		}
		sums[i] += float64(o.Area)
	}
	return nil
}

func all(sites []*boundary.Boundary) iter.Seq2[*boundary.Boundary, error] {
	return func(yield func(*boundary.Boundary, error) bool) {
		for _, b := range sites {
			if !yield(b, nil) {
				return
			}
		}
	}
}

func (s *sanxian) Area() (float64, error) {
	f, _ := s.x.Get("0")
	return float64(boundary.OverlapArea(f.Boundary, s.sites[0])), nil
}

// extras are the works that only this engine does: two cores, distances, loading,
// growth.
func extras(r *engine.Runner) error {
	s := r.Engine.(*sanxian)
	if r.Wants("cores") {
		if err := s.cores(r); err != nil {
			return fmt.Errorf("cores: %w", err)
		}
	}
	s.x, s.sites = nil, nil
	if r.Wants("verdicts") {
		if err := verdicts(r); err != nil {
			return fmt.Errorf("verdicts: %w", err)
		}
	}
	if r.Wants("distances") {
		if err := s.distances(r); err != nil {
			return fmt.Errorf("distances: %w", err)
		}
	}
	if r.Wants("load") {
		if err := s.load(r); err != nil {
			return fmt.Errorf("load: %w", err)
		}
	}
	last := int64(0) // bytes of the size before
	for n := 10_000; n <= 10_000_000; n *= 10 {
		name := "growth." + strconv.Itoa(n)
		if !r.Wants(name) {
			continue
		}
		// Features and sites, and as much again for the collector.
		if need := 10 * last * 2; need > engine.Available() {
			fmt.Fprintf(os.Stderr, "%s is left out: it would take about %d MB\n", name, need>>20)
			break
		}
		var err error
		if last, err = s.growth(r, n); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// cores checks all parcels on one and on two processors.
func (s *sanxian) cores(r *engine.Runner) error {
	if err := s.Load(r.City.Plan()); err != nil {
		return err
	}
	if err := s.Sites(r.City.Parcels()); err != nil {
		return err
	}
	sums := make([]float64, s.x.Len())
	for s.workers = 1; s.workers <= 2; s.workers++ {
		if _, err := r.Measure("cores."+strconv.Itoa(s.workers), len(s.sites), func() error { return s.Check(len(s.sites), sums) }); err != nil {
			return err
		}
	}
	s.workers = 1
	return nil
}

// growth checks sites against ever more features, in the batch's own order and
// in the random order in which they come.
func (s *sanxian) growth(r *engine.Runner, n int) (bytes int64, err error) {
	features, sites := r.City.Growth(n)
	before := engine.Resident()
	if err := s.Load(features); err != nil {
		return 0, err
	}
	bytes = engine.Resident() - before
	if err := s.Sites(sites); err != nil {
		return 0, err
	}
	sums := make([]float64, n)
	res, err := r.Measure("growth."+strconv.Itoa(n), len(s.sites), func() error { return s.Check(len(s.sites), sums) })
	if err != nil {
		return 0, err
	}
	res.Extra = map[string]float64{"bytes": float64(bytes)}
	var dst []index.Overlap
	_, err = r.Measure("growth_random."+strconv.Itoa(n), len(s.sites), func() error {
		for _, b := range s.sites {
			dst = s.x.AppendOverlaps(dst[:0], b)
			if err := addUp(dst, sums); err != nil {
				return err
			}
		}
		return nil
	})
	s.x, s.sites = nil, nil
	debug.FreeOSMemory()
	return bytes, err
}
