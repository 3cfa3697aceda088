package report

import (
	"encoding/csv"
	"io"
	"iter"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// A TableFormat is how WriteTable separates cells.
type TableFormat rune

const (
	CSV TableFormat = ','
	TSV TableFormat = '\t'
)

// WriteTable writes one row per site for a spreadsheet: id, verdict, area, and
// for each of the three lines its status and area in m² and 公顷. Figures are
// not grouped; an unknown one is an empty cell. CSV begins with a byte order
// mark, without which spreadsheets in China read GBK.
func WriteTable(w io.Writer, lang message.Lang, format TableFormat, reports iter.Seq2[*zones.Report, error]) (*zones.Summary, error) {
	if format == CSV {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return zones.NewSummary(), err
		}
	}
	c := csv.NewWriter(w)
	c.Comma = rune(format)
	head := []string{lang.Pick("地块", "site"), lang.Pick("名称", "name"), lang.Pick("结论", "verdict"), lang.Pick("面积_m2", "area_m2"), lang.Pick("面积_公顷", "area_ha"), lang.Pick("面积_亩", "area_mu")}
	for _, l := range rules.ThreeLines {
		name := l.Title().In(lang)
		head = append(head, name, name+"_m2", name+lang.Pick("_公顷", "_ha"))
	}
	head = append(head, lang.Pick("界外_m2", "outside_m2"), lang.Pick("理由", "because"), lang.Pick("日期", "date"))
	s := zones.NewSummary()
	if err := c.Write(head); err != nil {
		return s, err
	}
	p := newPage(nil, lang)
	for r, err := range reports {
		if err != nil {
			c.Flush()
			return s, err
		}
		s.Add(r)
		if err := c.Write(p.tableRow(r)); err != nil {
			return s, err
		}
	}
	c.Flush()
	return s, c.Error()
}

func (p *page) tableRow(r *zones.Report) []string {
	known := func(text string, ok bool) string {
		if !ok {
			return ""
		}
		return text
	}
	a := r.Site.AreaM2
	row := []string{cell(r.Site.ID), cell(givenName(r.Site)), r.Verdict.Title().In(p.lang), known(squareMetres(a)), known(hectares(a)), known(mu(a))}
	outside := ""
	for _, line := range rules.ThreeLines {
		cells := []string{"", "", ""}
		for _, l := range r.Lines {
			if l.Line == line {
				cells = []string{l.Status.Title().In(p.lang), known(squareMetres(l.OverlapM2)), known(hectares(l.OverlapM2))}
			}
			if l.Line == rules.Development {
				outside = known(squareMetres(l.OutsideM2))
			}
		}
		row = append(row, cells...)
	}
	because := ""
	for i, s := range p.reasons(r) {
		if i > 0 {
			because += semi(p.lang)
		}
		because += s
	}
	return append(row, outside, cell(because), string(r.Date))
}

// cell keeps a spreadsheet from running a text of a file as a formula.
func cell(s string) string {
	s = message.Clean(s)
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@') {
		return "'" + s
	}
	return s
}
