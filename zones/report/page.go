package report

import (
	"bufio"
	"html"
	"io"
	"iter"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
)

// A Sheet is a report and the site that it is of, for a page with maps.
type Sheet struct {
	Report *zones.Report
	Site   *boundary.Boundary // nil: no map
}

const pageHead = `<!DOCTYPE html>
<html lang="%lang%"><head><meta charset="utf-8"><title>%title%</title>
<style>
body{max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
pre{font-family:"Sarasa Mono SC","Noto Sans Mono CJK SC","WenQuanYi Zen Hei Mono",NSimSun,SimSun,monospace;font-size:14px;line-height:1.45;overflow-x:auto}
section{border-top:3px solid #888;margin-top:2em}
section.fail{border-color:#d7301f}section.conditional{border-color:#e8b500}section.pass{border-color:#2e8b57}
svg{max-width:100%;height:auto}
@media print{section{break-before:page}}
</style></head><body>
`

// WriteHTML writes the text of WriteText as a page of its own with a map of
// each site: one file without references to others, to be read or printed.
func WriteHTML(w io.Writer, lang Lang, sheets iter.Seq2[Sheet, error]) (*zones.Summary, error) {
	b := bufio.NewWriter(w)
	title := lang.pick("三线核查报告", "Report on the three control lines")
	strings.NewReplacer("%lang%", lang.pick("zh-CN", "en"), "%title%", title).WriteString(b, pageHead)
	s := zones.NewSummary()
	for sheet, err := range sheets {
		if err != nil {
			b.Flush()
			return s, err
		}
		s.Add(sheet.Report)
		b.WriteString(`<section class="` + html.EscapeString(string(sheet.Report.Verdict)) + "\">\n")
		if !sheet.Site.Empty() {
			if err := Map(b, lang, sheet.Site, sheet.Report); err != nil {
				return s, err
			}
		}
		var text strings.Builder
		if err := Text(&text, lang, sheet.Report); err != nil {
			return s, err
		}
		b.WriteString("<pre>" + html.EscapeString(text.String()) + "</pre>\n</section>\n")
		if err := b.Flush(); err != nil {
			return s, err
		}
	}
	b.WriteString("<section><p>" + html.EscapeString(SummaryLine(lang, s)) + "</p></section>\n</body></html>\n")
	return s, b.Flush()
}
