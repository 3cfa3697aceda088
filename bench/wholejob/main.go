// Command wholejob times what a user waits for: whole processes, from the files of a
// plan and of a registry of parcels to a table.
//
//	go run ./wholejob -scale 0.1 -format geojson -peers postgis
//
// sitecheck applies rules and says reasons; the peer says areas only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/sanxian/sanxian/bench/work"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "wholejob:", err)
		os.Exit(1)
	}
}

func run() error {
	scale := flag.Float64("scale", 0.1, "share of the city's area and counts")
	seed := flag.Uint64("seed", 1, "seed of the work")
	format := flag.String("format", "geojson", "of the files: geojson or shapefile")
	peers := flag.String("peers", "postgis", "peers, by commas; none: \"\"")
	runs := flag.Int("runs", 3, "runs of each")
	keep := flag.String("dir", "", "folder for the files, which are kept; default: one that is gone afterwards")
	flag.Parse()
	if *format != "geojson" && *format != "shapefile" {
		return errors.New("-format is geojson or shapefile")
	}
	dir := *keep
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "wholejob-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	files, err := write(context.Background(), work.City{Seed: *seed, Scale: *scale}, *format, dir)
	if err != nil {
		return err
	}
	program := filepath.Join(dir, "sitecheck")
	if out, err := exec.Command("go", "build", "-o", program, "github.com/sanxian/sanxian/examples/sitecheck").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	ours := measure("sanxian, table", *runs, func() (int64, error) {
		return timed(program, "-farmland", files.farmland, "-ecological", files.redLines, "-boundary", files.developments, "-site", files.parcels,
			"-date", "2026-11-01", "-format", "csv", "-o", filepath.Join(dir, "sanxian.csv"))
	})
	if ours == 0 {
		return errors.New("sitecheck failed")
	}
	measure("sanxian, reports", *runs, func() (int64, error) {
		return timed(program, "-farmland", files.farmland, "-ecological", files.redLines, "-boundary", files.developments, "-site", files.parcels,
			"-date", "2026-11-01", "-format", "json", "-o", filepath.Join(dir, "sanxian.json"))
	})
	for _, peer := range strings.FieldsFunc(*peers, func(r rune) bool { return r == ',' }) {
		if peer != "postgis" {
			return fmt.Errorf("there is no peer %q", peer)
		}
		p, err := newPostGIS(context.Background())
		if err != nil {
			return fmt.Errorf("PostGIS (Debian: postgresql-15 postgresql-15-postgis-3 gdal-bin): %w", err)
		}
		theirs := measure(p.version, *runs, func() (int64, error) { return 0, p.job(context.Background(), files, filepath.Join(dir, "postgis.csv")) })
		_ = p.Close()
		fmt.Printf("times as fast as %s: %.1f\n", peer, theirs/ours)
	}
	return nil
}

// measure prints the least time of some runs, and the most memory.
func measure(name string, runs int, f func() (memory int64, err error)) float64 {
	best, most := 0.0, int64(0)
	for range runs {
		start := time.Now()
		memory, err := f()
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			return 0
		}
		if t := time.Since(start).Seconds(); best == 0 || t < best {
			best = t
		}
		most = max(most, memory)
	}
	fmt.Printf("%-50s %8.2f s", name, best)
	if most > 0 {
		fmt.Printf("  %6.0f MB", float64(most)/1e6)
	}
	fmt.Println()
	return best
}

// timed runs a program and returns the most memory that it had.
func timed(program string, args ...string) (int64, error) {
	cmd := exec.Command(program, args...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("%w\n%s", err, out)
	}
	return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10, nil
}
