package main

import (
	"fmt"
	"io"

	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/report"
)

// listProjects writes the values of -project.
func listProjects(w io.Writer, lang report.Lang) {
	for _, k := range zones.Projects() {
		title := k.Title.ZH
		if lang == report.English {
			title = k.Title.EN
		}
		fmt.Fprintf(w, "  %-26s%s\n", k.Kind, title)
	}
}
