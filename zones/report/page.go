package report

import (
	"bufio"
	"html"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// A Sheet is a report and the site that it is of, for a page with maps.
type Sheet struct {
	Report *zones.Report
	Site   *boundary.Boundary // nil: no map
}

const pageHead = `<!DOCTYPE html>
<html lang="%lang%"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%title%</title>
<style>
body{max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff;font:15px/1.55 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif;font-variant-numeric:tabular-nums}
section{border-top:4px solid #888;margin-top:3em}
.fail{border-color:#d7301f}.conditional{border-color:#e8b500}.pass{border-color:#2e8b57}
h1{font-size:1.4em;margin:.7em 0;display:flex;justify-content:space-between}h1 small{font-weight:normal;color:#555}
h2{font-size:1.1em;margin:1.5em 0 .4em;border-bottom:1px solid #ccc}
p,div{margin:.15em 0}
.field{display:flex}.field b{flex:none;font-weight:600;color:#555}
.field span{overflow-wrap:anywhere}
table{border-collapse:collapse;margin:.4em 0}th,td{padding:.15em .7em;text-align:left;vertical-align:top;border-bottom:1px solid #eee}
th{border-bottom:1px solid #888;font-weight:600;color:#555;white-space:nowrap}.r{text-align:right;white-space:nowrap}.part{padding-left:1.7em}
hr{border:0;border-top:1px solid #888;margin:1em 0}
svg{display:block;max-width:100%;height:auto;margin:1em 0}
@media print{body{margin:0;font-size:10.5pt}section{break-before:page;margin-top:0}section:first-of-type{break-before:auto}h2{break-after:avoid}tr,.field,svg{break-inside:avoid}}
</style></head><body>
`

// WriteHTML writes the reports as one page with a map of each site, complete in
// itself, to be read or printed. It says what WriteText says.
func WriteHTML(w io.Writer, lang message.Lang, sheets iter.Seq2[Sheet, error]) (*zones.Summary, error) {
	b := bufio.NewWriter(w)
	title := lang.Pick("三线核查报告", "Report on the three control lines")
	_, _ = strings.NewReplacer("%lang%", lang.Pick("zh-CN", "en"), "%title%", title).WriteString(b, pageHead)
	p := newPage(markup{b}, lang)
	all := newOverview()
	for sheet, err := range sheets {
		if err != nil {
			_ = b.Flush()
			return all.sum, err
		}
		r := sheet.Report
		p.count(all, r)
		b.WriteString(`<section class="` + html.EscapeString(string(r.Verdict)) + "\">\n")
		p.head(r)
		if !sheet.Site.Empty() {
			if err := Map(b, lang, sheet.Site, r); err != nil {
				return all.sum, err
			}
		}
		p.body(r)
		p.sources(r)
		p.notes(r.Notes, 0)
		p.closing(r)
		b.WriteString("</section>\n")
		if err := b.Flush(); err != nil {
			return all.sum, err
		}
	}
	b.WriteString("<section>\n")
	p.overview(all)
	b.WriteString("</section>\n</body></html>\n")
	return all.sum, b.Flush()
}

// markup is a page of HTML.
type markup struct{ w *bufio.Writer }

func (m markup) title(text, aside string) {
	m.put("<h1>", text, "<small>"+html.EscapeString(aside)+"</small></h1>\n")
}

func (m markup) heading(text string)          { m.put("<h2>", text, "</h2>\n") }
func (m markup) line(indent int, text string) { m.put("<p"+left(indent)+">", text, "</p>\n") }
func (m markup) gap()                         {}
func (m markup) rule()                        { m.w.WriteString("<hr>\n") }

func (m markup) field(indent, label int, name, text string) {
	m.put(`<div class="field"`+left(indent)+`><b style="width:`+ems(label)+`">`, name, "</b>")
	m.put("<span>", text, "</span></div>\n")
}

func (m markup) table(indent int, t *table) {
	m.w.WriteString("<table" + left(indent) + ">\n")
	for k, row := range t.rows {
		tag := "td"
		if k == 0 && !t.headless {
			tag = "th"
		}
		m.w.WriteString("<tr>")
		for i, c := range row {
			class := ""
			if i < len(t.right) && t.right[i] {
				class = ` class="r"`
			} else if strings.HasPrefix(c, "  ") {
				class = ` class="part"`
			}
			m.put("<"+tag+class+">", strings.TrimSpace(c), "</"+tag+">")
		}
		m.w.WriteString("</tr>\n")
	}
	m.w.WriteString("</table>\n")
}

func (m markup) put(before, text, after string) {
	m.w.WriteString(before + html.EscapeString(text) + after)
}

// left is the attribute of an indent in columns.
func left(indent int) string {
	if indent == 0 {
		return ""
	}
	return ` style="margin-left:` + ems(indent) + `"`
}

// ems is a length in columns of text: two are a message.Chinese character.
func ems(columns int) string { return strconv.FormatFloat(float64(columns)/2, 'f', -1, 64) + "em" }
