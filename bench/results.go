package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/sanxian/sanxian/bench/engine"
)

// Results are what the bench writes as JSON. Maps are by engine, then by work.
type Results struct {
	Scale   float64                       `json:"scale"`
	Seed    uint64                        `json:"seed"`
	Machine Machine                       `json:"machine"`
	Date    string                        `json:"date"`
	Engines map[string]string             `json:"engines"` // versions
	Missing map[string]string             `json:"missing"` // the packages that bring them
	Ratios  map[string]map[string]float64 `json:"ratios"`  // the peer's seconds over ours, for the same sites
	Seconds map[string]map[string]float64 `json:"seconds"` // median of the runs, for the sites below
	Sites   map[string]map[string]int     `json:"sites"`
	Runs    map[string]map[string]int     `json:"runs"`
	Spread  map[string]map[string]float64 `json:"spread"` // slowest run over fastest
	Bytes   map[string]int64              `json:"bytes"`  // resident, with the plan loaded and prepared
	Plan    engine.Size                   `json:"plan"`
	Derived map[string]float64            `json:"derived"`
	// Disagreements are features whose areas differ by more than 1e-6, by engine
	// and work.
	Disagreements map[string]map[string]int `json:"disagreements"`
	Settled       []string                  `json:"settled"`

	job     engine.Job
	names   []string
	reports map[string]*engine.Report
}

// Machine is where the bench ran.
type Machine struct {
	CPU    string  `json:"cpu"`
	Cores  int     `json:"cores"`
	Memory int64   `json:"memory_bytes"`
	OS     string  `json:"os"`
	Go     string  `json:"go"`
	Load   float64 `json:"load_at_start"` // average over a minute: what else ran
}

func newResults(job engine.Job, names []string) *Results {
	return &Results{
		Scale: job.City.Scale, Seed: job.City.Seed, Machine: machine(), Date: time.Now().UTC().Format(time.DateOnly),
		Engines: map[string]string{}, Missing: map[string]string{},
		Ratios: map[string]map[string]float64{}, Seconds: map[string]map[string]float64{},
		Sites: map[string]map[string]int{}, Runs: map[string]map[string]int{}, Spread: map[string]map[string]float64{},
		Bytes: map[string]int64{}, Derived: map[string]float64{}, Disagreements: map[string]map[string]int{},
		job: job, names: names, reports: map[string]*engine.Report{},
	}
}

func machine() Machine {
	m := Machine{Cores: runtime.NumCPU(), OS: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
	for line := range lines("/proc/cpuinfo") {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			m.CPU = strings.TrimSpace(value)
			break
		}
	}
	for line := range lines("/proc/meminfo") {
		if _, err := fmt.Sscanf(line, "MemTotal: %d kB", &m.Memory); err == nil {
			m.Memory <<= 10
			break
		}
	}
	for line := range lines("/proc/loadavg") {
		_, _ = fmt.Sscan(line, &m.Load)
	}
	return m
}

// lines returns the lines of a file, none if it cannot be read.
func lines(name string) func(func(string) bool) {
	b, _ := os.ReadFile(name)
	return func(yield func(string) bool) {
		for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			if !yield(line) {
				return
			}
		}
	}
}

func set[V any](m map[string]map[string]V, a, b string, v V) {
	if m[a] == nil {
		m[a] = map[string]V{}
	}
	m[a][b] = v
}

// add takes an engine's report. The longest measurement of a work is the one
// that stands; shorter ones are for comparison with slower engines.
func (r *Results) add(name string, report *engine.Report) {
	r.reports[name] = report
	r.Engines[name] = report.Version
	if report.Bytes > 0 {
		r.Bytes[name], r.Plan = report.Bytes, report.Loaded
	}
	for _, m := range report.Results {
		if m.Sites < r.Sites[name][m.Work] {
			continue
		}
		set(r.Seconds, name, m.Work, median(m.Seconds))
		set(r.Sites, name, m.Work, m.Sites)
		set(r.Runs, name, m.Work, len(m.Seconds))
		set(r.Spread, name, m.Work, slices.Max(m.Seconds)/slices.Min(m.Seconds))
	}
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}

// find returns an engine's measurement of a work on so many sites.
func (r *Results) find(name, work string, sites int) *engine.Result {
	if report := r.reports[name]; report != nil {
		for i := range report.Results {
			if m := &report.Results[i]; m.Work == work && m.Sites == sites {
				return m
			}
		}
	}
	return nil
}

// derive computes what is said of our own measurements.
func (r *Results) derive() {
	for name, report := range r.reports {
		for _, m := range report.Results {
			if own := r.find(ours, m.Work, m.Sites); own != nil && name != ours && m.Sites == r.Sites[name][m.Work] {
				set(r.Ratios, name, m.Work, median(m.Seconds)/median(own.Seconds))
			}
		}
	}
	s := r.Seconds[ours]
	per := func(work string) float64 { return s[work] / float64(r.Sites[ours][work]) }
	put := func(name string, v float64) {
		if v > 0 && v < 1e300 {
			r.Derived[name] = v
		}
	}
	put("cores_speedup", s["cores.1"]/s["cores.2"])
	put("onezone_1000000_over_1000", s["onezone.1000000"]/s["onezone.1000"])
	put("growth_10000000_over_10000", per("growth.10000000")/per("growth.10000"))
	put("growth_1000000_over_10000", per("growth.1000000")/per("growth.10000"))
	put("load_geojson_over_snapshot", s["load.geojson"]/s["load.snapshot"])
	put("load_geojson_index_over_snapshot", s["load.geojson_index"]/s["load.snapshot"])
	if b := float64(r.Bytes[ours]); b > 0 {
		over := b - 16*float64(r.Plan.Vertices)
		put("bytes_over_plane_points", over)
		put("bytes_over_plane_points_allowed", 24*float64(r.Plan.Vertices)+200*float64(r.Plan.Features))
		for name, bytes := range r.Bytes {
			if name != ours {
				put("bytes_over_"+name, b/float64(bytes))
			}
		}
	}
	for _, m := range r.results(ours) {
		for k, v := range m.Extra {
			put(m.Work+"_"+k, v)
		}
	}
}

// print writes the table.
func (r *Results) print(w io.Writer) {
	m := r.Machine
	fmt.Fprintf(w, "%s, %d cores, %.0f GiB, %s, %s, load %.1f; scale %g, seed %d: %d features, %d vertices\n\n",
		m.CPU, m.Cores, float64(m.Memory)/(1<<30), m.OS, m.Go, m.Load, r.Scale, r.Seed, r.Plan.Features, r.Plan.Vertices)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := "work\tsites\t"
	peers := slices.DeleteFunc(slices.Clone(r.names), func(n string) bool { return n == ours || r.reports[n] == nil })
	if r.reports[ours] != nil {
		head += ours + "\tper site\tspread\t"
	}
	for _, name := range peers {
		head += name + "\tsites\ttimes\t"
	}
	fmt.Fprintln(t, head)
	for _, work := range r.works(peers) {
		row := work + "\t"
		if r.reports[ours] != nil {
			n := r.Sites[ours][work]
			s := r.Seconds[ours][work]
			row += fmt.Sprintf("%d\t%s\t%s\t%.2f\t", n, seconds(s), seconds(s/float64(n)), r.Spread[ours][work])
		} else {
			row += "\t"
		}
		for _, name := range peers {
			s, ok := r.Seconds[name][work]
			if !ok {
				row += "\t\t\t"
				continue
			}
			row += fmt.Sprintf("%s\t%d\t%.1f\t", seconds(s), r.Sites[name][work], r.Ratios[name][work])
		}
		fmt.Fprintln(t, row)
	}
	_ = t.Flush() // what is printed is for people
	fmt.Fprintln(w)
	for _, name := range r.names {
		if b := r.Bytes[name]; b > 0 {
			fmt.Fprintf(w, "memory: %s %.1f MB\n", name, float64(b)/1e6)
		}
	}
	for _, k := range slices.Sorted(keys(r.Derived)) {
		fmt.Fprintf(w, "%s: %.4g\n", k, r.Derived[k])
	}
	for _, name := range slices.Sorted(keys(r.Missing)) {
		fmt.Fprintf(w, "%s is missing; Debian packages: %s\n", name, r.Missing[name])
	}
	n := 0
	for _, works := range r.Disagreements {
		for _, k := range works {
			n += k
		}
	}
	fmt.Fprintf(w, "areas that differ by more than 1e-6: %d\n", n)
	for _, line := range r.Settled {
		fmt.Fprintln(w, line)
	}
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// works returns the works of all engines, in the order of the first that did
// them.
func (r *Results) works(peers []string) []string {
	var all []string
	for _, name := range append([]string{ours}, peers...) {
		for _, m := range r.results(name) {
			if !slices.Contains(all, m.Work) {
				all = append(all, m.Work)
			}
		}
	}
	return all
}

// seconds writes a time in the unit that suits it.
func seconds(s float64) string {
	switch {
	case s >= 1:
		return fmt.Sprintf("%.3g s", s)
	case s >= 1e-3:
		return fmt.Sprintf("%.3g ms", s*1e3)
	case s >= 1e-6:
		return fmt.Sprintf("%.3g µs", s*1e6)
	}
	return fmt.Sprintf("%.3g ns", s*1e9)
}

func (r *Results) results(name string) []engine.Result {
	if report := r.reports[name]; report != nil {
		return report.Results
	}
	return nil
}
