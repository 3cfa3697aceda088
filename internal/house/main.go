package main

import (
	"fmt"
	"os"
)

func main() {
	all, set, err := read(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, f := range all { if f.name == "zones" { cs := f.calls(set); fmt.Println(len(cs)); best, n := arrange(f, cs); fmt.Println(n, best) } }
}
func arrange(f folder, cs []call) ([]string, int) {
	var ord []string
	for _, x := range f.files { ord = append(ord, x.name) }
	n := up(cs, ord)
	for changed := true; changed; {
		changed = false
		for i := range ord { for j := range ord {
			o := append([]string{}, ord...)
			x := o[i]; o = append(o[:i], o[i+1:]...)
			o = append(o[:j], append([]string{x}, o[j:]...)...)
			if m := up(cs, o); m < n { ord, n, changed = o, m, true }
		}}
	}
	return ord, n
}
