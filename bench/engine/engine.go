// Package engine runs one engine's share of a benchmark in its own process and
// writes what it measured.
package engine

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sanxian/sanxian/bench/work"
)

// An Engine checks sites against features.
type Engine interface {
	// Load takes the features, in order, in place of those before, and prepares
	// them.
	Load(features iter.Seq[work.Feature]) error
	// Sites takes the sites, in order, in place of those before.
	Sites(sites iter.Seq[work.Feature]) error
	// Check adds to each feature's sum what the first n sites share with it. It
	// is what is timed.
	Check(n int, sums []float64) error
	// Area returns the area that two features share: of those loaded and of the
	// sites, the first. It is timed too.
	Area() (float64, error)
	// Bytes returns what the loaded features take, or 0: the growth of the
	// process then.
	Bytes() (int64, error)
	Version() string
	Close() error
}

// A Job says what to do. It is handed over as a file.
type Job struct {
	City   work.City
	Works  []string
	Runs   int
	Budget float64 // seconds for all runs of one work
	Dir    string  // for results
	// Parts lists numbers of sites, of each work, that a slower engine stopped at:
	// to be measured beside the whole.
	Parts map[string][]int
}

// Wants reports whether a work is in the job: by its name, or its name up to
// the dot.
func (j *Job) Wants(name string) bool {
	class, _, _ := strings.Cut(name, ".")
	return slices.Contains(j.Works, name) || slices.Contains(j.Works, class)
}

// A Report is what an engine's process writes.
type Report struct {
	Version string
	Bytes   int64 // resident after the plan is loaded and prepared
	Loaded  Size  // what Bytes is for
	Results []Result
}

// Size counts features and their vertices.
type Size struct{ Features, Vertices int }

// A Result is one work's measurement.
type Result struct {
	Work    string
	Sites   int       // that were checked
	All     int       // that there are
	Seconds []float64 // of each run, for all sites
	Sums    string    // file of the areas by feature, if engines can be compared
	Extra   map[string]float64
}

// ErrMissing is why an engine cannot run here; ExitMissing tells the bench.
var ErrMissing = errors.New("not installed")

// ExitMissing is the exit code of an engine that is not installed.
const ExitMissing = 3

// Main runs an engine's program.
func Main(e Engine, more func(*Runner) error) {
	name := flag.String("job", "", "file with the job")
	flag.Parse()
	if err := run(e, *name, more); err != nil {
		fmt.Fprintln(os.Stderr, err)
		if errors.Is(err, ErrMissing) {
			os.Exit(ExitMissing)
		}
		os.Exit(1)
	}
}

func run(e Engine, name string, more func(*Runner) error) (err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	r := &Runner{Engine: e}
	if err := json.Unmarshal(b, &r.Job); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	r.Report.Version = e.Version()
	if err := r.works(); err != nil {
		return err
	}
	if more != nil {
		if err := more(r); err != nil {
			return err
		}
	}
	b, err = json.Marshal(r.Report)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.Dir, "report.json"), b, 0o644)
}

// A Runner runs a job on an engine.
type Runner struct {
	Engine
	Job
	Report Report
}

func (r *Runner) works() error {
	c := r.City
	if r.Wants("parcels") || r.Wants("projects") || r.Wants("memory") {
		before := Resident()
		if err := r.Load(counted(c.Plan(), &r.Report.Loaded)); err != nil {
			return err
		}
		bytes, err := r.Bytes()
		if err != nil {
			return err
		}
		if bytes == 0 {
			bytes = Resident() - before
		}
		r.Report.Bytes = bytes
	}
	for _, w := range []struct {
		name  string
		sites iter.Seq[work.Feature]
	}{{"projects", c.Projects()}, {"parcels", c.Parcels()}} {
		if r.Wants(w.name) {
			if err := r.check(w.name, w.sites, r.Report.Loaded.Features); err != nil {
				return err
			}
		}
	}
	for _, n := range work.ZoneSizes {
		name := "onezone." + strconv.Itoa(n)
		if !r.Wants(name) {
			continue
		}
		zone, sites := c.OneZone(n)
		if err := r.Load(only(zone)); err != nil {
			return err
		}
		if err := r.check(name, slices.Values(sites), 1); err != nil {
			return err
		}
	}
	if r.Wants("whole") {
		a, b := c.Whole()
		if err := r.Load(only(a)); err != nil {
			return err
		}
		if err := r.Sites(only(b)); err != nil {
			return err
		}
		sums := make([]float64, 1)
		_, err := r.measure("whole", 1, 1, sums, func(int) (err error) {
			sums[0], err = r.Area()
			return err
		})
		return err
	}
	return nil
}

func only(f work.Feature) iter.Seq[work.Feature] { return slices.Values([]work.Feature{f}) }

func counted(features iter.Seq[work.Feature], size *Size) iter.Seq[work.Feature] {
	*size = Size{}
	return func(yield func(work.Feature) bool) {
		for f := range features {
			size.Features++
			size.Vertices += f.Vertices()
			if !yield(f) {
				return
			}
		}
	}
}

// check measures sites against what is loaded: all of them or, where that
// would take longer than the budget, the first of them; and the parts asked for.
func (r *Runner) check(name string, sites iter.Seq[work.Feature], features int) error {
	var size Size
	if err := r.Sites(counted(sites, &size)); err != nil {
		return err
	}
	n := size.Features
	sums := make([]float64, features)
	check := func(n int) error {
		clear(sums)
		return r.Check(n, sums)
	}
	limit := n
	if few := min(n, 2000); few < n {
		// Look at a few sites after a first go at them.
		for _, k := range []int{few, few} {
			start := time.Now()
			if err := check(k); err != nil {
				return err
			}
			limit = int(r.Budget / float64(r.Runs+1) / time.Since(start).Seconds() * float64(k))
		}
		if limit < n {
			step := int(math.Pow(10, math.Floor(math.Log10(float64(max(limit, 1000))))))
			limit = max(1000, limit/step*step)
		}
		limit = min(limit, n)
	}
	parts := slices.Clone(r.Parts[name])
	if !slices.Contains(parts, limit) {
		parts = append(parts, limit)
	}
	slices.Sort(parts)
	for _, part := range parts {
		if _, err := r.measure(name, part, n, sums, check); err != nil {
			return err
		}
	}
	return nil
}

// measure times runs of f, each repeated as often as it takes to fill a time
// that can be measured, after one that does not count; then keeps the sums.
func (r *Runner) measure(name string, n, all int, sums []float64, f func(n int) error) (*Result, error) {
	res := Result{Work: name, Sites: n, All: all}
	start := time.Now()
	if err := f(n); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	const least = 0.1 // seconds
	repeat := max(1, int(math.Ceil(least/time.Since(start).Seconds())))
	for range r.Runs {
		runtime.GC()
		start = time.Now()
		for range repeat {
			if err := f(n); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		res.Seconds = append(res.Seconds, time.Since(start).Seconds()/float64(repeat))
	}
	if sums != nil {
		res.Sums = fmt.Sprintf("%s.%d.sums", name, n)
		if err := writeSums(filepath.Join(r.Dir, res.Sums), sums); err != nil {
			return nil, err
		}
	}
	r.Report.Results = append(r.Report.Results, res)
	return &r.Report.Results[len(r.Report.Results)-1], nil
}

// Measure times runs of something that only this engine does.
func (r *Runner) Measure(name string, n int, f func() error) (*Result, error) {
	return r.measure(name, n, n, nil, func(int) error { return f() })
}

// Add adds a result that the engine timed itself.
func (r *Runner) Add(res Result) { r.Report.Results = append(r.Report.Results, res) }

// Resident returns the resident bytes of this process, after all garbage has
// been given back.
func Resident() int64 {
	debug.FreeOSMemory()
	if n, ok := kilobytes("/proc/self/status", "VmRSS:"); ok {
		return n
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

// Available returns the bytes that the machine has left.
func Available() int64 {
	if n, ok := kilobytes("/proc/meminfo", "MemAvailable:"); ok {
		return n
	}
	return 4 << 30
}

// kilobytes reads a line of a file of /proc, in bytes.
func kilobytes(name, field string) (int64, bool) {
	b, _ := os.ReadFile(name)
	for _, line := range strings.Split(string(b), "\n") {
		if rest, ok := strings.CutPrefix(line, field); ok {
			kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kb << 10, err == nil
		}
	}
	return 0, false
}

func writeSums(name string, sums []float64) error {
	b := make([]byte, 0, 8*len(sums))
	for _, v := range sums {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return os.WriteFile(name, b, 0o644)
}

// ReadSums reads the areas by feature that an engine wrote.
func ReadSums(name string) ([]float64, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	sums := make([]float64, len(b)/8)
	for i := range sums {
		sums[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return sums, nil
}
