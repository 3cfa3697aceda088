// Sitecheck checks building sites against the three control lines of a
// territorial plan, 三线, and prints a report for planners. Without arguments
// it shows a made-up plan with five sites; -h explains its flags.
//
//	go run ./examples/sitecheck
//	go run ./examples/sitecheck -plan plan.json -site sites.geojson
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr, time.Now()))
}

// Exit codes.
const (
	done    = 0 // the check was made, whatever its verdict
	failed  = 1 // input was refused, or something went wrong
	misused = 2 // the arguments make no sense
	matched = 3 // the check was made and a verdict is one of -fail-on
)

// run is the program: now is only used for the default of -date.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, now time.Time) int {
	o, err := parse(args, now)
	if err == errHelp {
		help(stdout)
		return done
	}
	if err != nil {
		say(stderr, o.lang, err)
		say(stderr, o.lang, words{"用法见 sitecheck -h", "see sitecheck -h"})
		return misused
	}
	hit, err := check(ctx, o, stdout, stderr)
	switch {
	case err != nil:
		say(stderr, o.lang, err)
		return failed
	case hit:
		return matched
	}
	return done
}
