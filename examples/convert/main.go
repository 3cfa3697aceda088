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

	"github.com/sanxian/sanxian/examples/internal/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

const program command.Program = "convert"

// run is the program.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	if err == command.ErrHelp {
		_, _ = io.WriteString(stdout, help)
		return command.Done
	}
	if err != nil {
		return program.Misuse(stderr, o.lang, err)
	}
	if err := convert(ctx, o, stdout, stderr); err != nil {
		return program.Fail(stderr, o.lang, err)
	}
	return command.Done
}
