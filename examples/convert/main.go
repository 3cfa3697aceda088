// Convert says what a file of polygons is and holds: format, encoding,
// coordinate system, areas, fields, what was assumed; and writes it in another
// format or coordinate system. -h explains its flags.
//
//	go run ./examples/convert STBHHX.shp
//	go run ./examples/convert -as EPSG:4490 -o sites.geojson sites.txt
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// Exit codes.
const (
	done    = 0
	failed  = 1 // input was refused, or something went wrong
	misused = 2 // the arguments make no sense
)

// run is the program.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	if err == errHelp {
		io.WriteString(stdout, help)
		return done
	}
	if err != nil {
		say(stderr, o.lang, err)
		say(stderr, o.lang, words{"用法见 convert -h", "see convert -h"})
		return misused
	}
	if err := convert(ctx, o, stdout, stderr); err != nil {
		say(stderr, o.lang, err)
		return failed
	}
	return done
}
