package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sanxian/sanxian/bench/engine"
	"github.com/sanxian/sanxian/bench/work"
)

const ours = "sanxian"

// debian are the packages that bring a peer.
var debian = map[string]string{
	"geos":    "libgeos-dev gcc",
	"postgis": "postgresql-15 postgresql-15-postgis-3 (or set SANXIAN_PG_DSN)",
}

func main() {
	if err := bench(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench runs the works by all engines and compares what they say. Long: it reads as
// one story, from the flags to the table.
func bench() error {
	engines := flag.String("engines", "sanxian,geos,postgis,simplefeatures", "engines, by commas")
	scale := flag.Float64("scale", 1, "share of the city's area and counts")
	works := flag.String("works", "parcels,projects,onezone,whole,memory,cores,distances,verdicts,load,growth", "works, by commas; onezone.N and growth.N are one size of them")
	runs := flag.Int("runs", 5, "runs of each work")
	seed := flag.Uint64("seed", 1, "seed of the work")
	budget := flag.Float64("budget", 300, "seconds for all runs of one work by one engine; a slower engine gets the first of the sites only")
	out := flag.String("json", "", "file for the results")
	flag.Parse()
	if !(*scale > 0 && *scale <= 10) {
		return fmt.Errorf("scale %v is not between 0 and 10", *scale)
	}

	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	names := strings.Split(*engines, ",")
	// Peers first: what they leave out is then also measured of ours.
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	job := engine.Job{
		City:  work.City{Seed: *seed, Scale: *scale},
		Works: strings.Split(*works, ","), Runs: *runs, Budget: *budget, Parts: map[string][]int{},
	}
	res := newResults(job, names)
	for _, name := range names {
		start := time.Now()
		todo := job
		if name != ours {
			todo.Parts = nil
		}
		report, err := runEngine(name, dir, todo)
		var missing *missingError
		switch {
		case errors.As(err, &missing) && name != ours:
			fmt.Fprintf(os.Stderr, "%s is missing: %v\n", name, err)
			res.Missing[name] = debian[name]
			continue
		case err != nil:
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(os.Stderr, "%s (%s): %.0f s\n", name, report.Version, time.Since(start).Seconds())
		res.add(name, report)
		if name != ours {
			for _, r := range report.Results {
				if r.Sites < r.All && !slices.Contains(job.Parts[r.Work], r.Sites) {
					job.Parts[r.Work] = append(job.Parts[r.Work], r.Sites)
				}
			}
		}
	}
	wrong, err := res.compare(dir)
	if err != nil {
		return err
	}
	res.derive()
	res.print(os.Stdout)
	if *out != "" {
		b, err := json.MarshalIndent(res, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(*out, append(b, '\n'), 0o644); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%d disagreements were not settled in favour of %s", wrong, ours)
	}
	return nil
}

func rank(name string) int {
	if name == ours {
		return 1
	}
	return 0
}

// A missingError is an engine that cannot be built or started here.
type missingError struct{ reason string }

func (e *missingError) Error() string { return e.reason }

// runEngine builds an engine's program and runs the job in a process of its own.
func runEngine(name, dir string, job engine.Job) (*engine.Report, error) {
	if _, err := os.Stat(filepath.Join("engines", name, "main.go")); err != nil || strings.ContainsAny(name, `./\`) {
		return nil, errors.New("there is no such engine (run this in the folder bench)")
	}
	program := filepath.Join(dir, name)
	if b, err := exec.Command("go", "build", "-o", program, "./engines/"+name).CombinedOutput(); err != nil {
		return nil, &missingError{fmt.Sprintf("cannot build it; Debian packages: %s\n%s", debian[name], b)}
	}
	job.Dir = filepath.Join(dir, name+".out")
	if err := os.Mkdir(job.Dir, 0o755); err != nil {
		return nil, err
	}
	b, err := json.Marshal(job)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, name+".job")
	if err := os.WriteFile(file, b, 0o644); err != nil {
		return nil, err
	}
	cmd := exec.Command(program, "-job", file)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == engine.ExitMissing {
			return nil, &missingError{"cannot start it; Debian packages: " + debian[name]}
		}
		return nil, err
	}
	if b, err = os.ReadFile(filepath.Join(job.Dir, "report.json")); err != nil {
		return nil, err
	}
	report := &engine.Report{}
	return report, json.Unmarshal(b, report)
}
