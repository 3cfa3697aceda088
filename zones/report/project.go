package report

import "github.com/sanxian/sanxian/zones"

// projectName says what is to be built.
func projectName(lang Lang, p zones.Project) string { return lang.text(p.Title()) }
