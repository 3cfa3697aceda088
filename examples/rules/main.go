// Rules reads rule sets and supplements as a lawyer would: it proves that no rule
// contradicts or hides another, lists the figures and citations that nobody has
// verified, and says what every kind of project is answered in every place. -h
// explains its flags.
//
//	go run ./examples/rules check
//	go run ./examples/rules check supplement.json
package main

import (
	"bufio"
	"io"
	"os"
	"time"

	"github.com/sanxian/sanxian/examples/internal/command"
)

func main() { os.Exit(run(os.Args[1:], time.Now(), os.Stdout, os.Stderr)) }

const program command.Program = "rules"

// run is the program.
func run(args []string, now time.Time, stdout, stderr io.Writer) int {
	o, err := parse(args, now)
	if err == command.ErrHelp {
		_, _ = io.WriteString(stdout, help)
		return command.Done
	}
	if err != nil {
		return program.Misuse(stderr, o.lang, err)
	}
	b, err := read(o)
	if err != nil {
		return program.Fail(stderr, o.lang, err)
	}
	w := bufio.NewWriter(stdout)
	if o.format == "csv" {
		err = b.csv(w)
	} else {
		b.text(w)
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return program.Fail(stderr, o.lang, err)
	}
	return command.Done
}
