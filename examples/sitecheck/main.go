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

	"github.com/sanxian/sanxian/examples/internal/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr, time.Now()))
}

const program command.Program = "sitecheck"

// matched is the exit code where the check was made and a verdict is one of
// -fail-on.
const matched = 3

// run is the program: now is only used for the default of -date.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, now time.Time) int {
	o, err := parse(args, now)
	if err == command.ErrHelp {
		help(stdout)
		return command.Done
	}
	if err != nil {
		return program.Misuse(stderr, o.lang, err)
	}
	hit, err := check(ctx, o, stdout, stderr)
	switch {
	case err != nil:
		return program.Fail(stderr, o.lang, err)
	case hit:
		return matched
	}
	return command.Done
}
