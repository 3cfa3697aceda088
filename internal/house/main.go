package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := facts(os.Stdout, "."); err != nil {
		fmt.Fprintln(os.Stderr, "house:", err)
		os.Exit(1)
	}
}

// facts prints the figures of the house below root.
func facts(w io.Writer, root string) error {
	all, set, err := read(root)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "exported names")
	lines := 0
	for _, f := range all {
		if n, ok := most[f.name]; ok {
			fmt.Fprintf(w, "  %-14s %3d of %d\n", f.name, len(f.exported()), n)
		}
		if f.name == "zones" {
			calls := f.calls(set)
			defer fmt.Fprintf(w, "calls between the files of zones: %d, of which %d go up\n", len(calls), up(calls, order))
		}
		for _, x := range f.files {
			lines += x.lines
		}
	}
	list := func(title string, found []string) {
		fmt.Fprintf(w, "%s: %d\n", title, len(found))
		for _, s := range found {
			fmt.Fprintln(w, "  "+strings.TrimPrefix(s, "./"))
		}
	}
	list("imports that go up", upward(all))
	list("longer than 400 lines a file, 60 a function, with no reason given", long(all, set))
	fmt.Fprintf(w, "lines of Go without tests: %d\n", lines)
	return nil
}
