package report

import (
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strings"

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

// WriteTable writes one row per site for a spreadsheet: id, verdict, area, for each
// line that was checked its status and area in m² and 公顷, the reasons, and the
// warnings; where the first report is of a check with pending sites, also who else
// claims the land and how much together. Figures are not grouped; an unknown one is an
// empty cell. The lines are the three, then the others of the first report. CSV begins
// with a byte order mark, without which spreadsheets in China read GBK.
func WriteTable(w io.Writer, lang message.Lang, format TableFormat, reports iter.Seq2[*zones.Report, error]) (*zones.Summary, error) {
	s := zones.NewSummary()
	if format == CSV {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return s, err
		}
	}
	c := csv.NewWriter(w)
	c.Comma = rune(format)
	t := siteTable{page: newPage(nil, lang), lines: rules.ThreeLines}
	for r, err := range reports {
		if err != nil {
			c.Flush()
			return s, err
		}
		if s.Sites == 0 {
			t.lines, t.pending = linesOf(r), r.Pending != nil
			if err := c.Write(t.head()); err != nil {
				return s, err
			}
		}
		s.Add(r)
		if err := c.Write(t.row(r)); err != nil {
			return s, err
		}
	}
	if s.Sites == 0 {
		if err := c.Write(t.head()); err != nil {
			return s, err
		}
	}
	c.Flush()
	return s, c.Error()
}

// WriteScreening is WriteTable of screenings, which take less time than reports.
func WriteScreening(w io.Writer, lang message.Lang, format TableFormat, screenings iter.Seq2[*zones.Screening, error]) (*zones.Summary, error) {
	var r zones.Report // the same for all: a row is written before the next is asked for
	return WriteTable(w, lang, format, func(yield func(*zones.Report, error) bool) {
		for s, err := range screenings {
			if err == nil {
				r = zones.Report{Verdict: s.Verdict, Date: s.Date, Site: s.Site, Lines: s.Lines, Findings: s.Findings, Caps: s.Caps, Notes: s.Notes}
			}
			if !yield(&r, err) {
				return
			}
		}
	})
}

// siteTable is the table of sites.
type siteTable struct {
	*page
	lines   []rules.Line // with columns of their own
	pending bool         // whether there are columns of pending sites
}

// linesOf returns the three lines and the others of a report.
func linesOf(r *zones.Report) []rules.Line {
	lines := slices.Clone(rules.ThreeLines)
	for _, l := range r.Lines {
		if !slices.Contains(lines, l.Line) {
			lines = append(lines, l.Line)
		}
	}
	return lines
}

func (t *siteTable) head() []string {
	pick := t.lang.Pick
	head := []string{pick("地块", "site"), pick("名称", "name"), pick("结论", "verdict"), pick("面积_m2", "area_m2"), pick("面积_公顷", "area_ha"), pick("面积_亩", "area_mu")}
	for _, l := range t.lines {
		name := l.Title().In(t.lang)
		head = append(head, name, name+"_m2", name+pick("_公顷", "_ha"))
	}
	head = append(head, pick("界外_m2", "outside_m2"), pick("理由", "because"), pick("提示", "warnings"), pick("日期", "date"))
	if t.pending {
		head = append(head, pick("在办项目", "pending_sites"), pick("在办项目重叠_m2", "pending_m2"))
	}
	return head
}

func (t *siteTable) row(r *zones.Report) []string {
	known := func(text string, ok bool) string {
		if !ok {
			return ""
		}
		return text
	}
	a := r.Site.AreaM2
	row := []string{cell(r.Site.ID), cell(givenName(r.Site)), r.Verdict.Title().In(t.lang), known(squareMetres(a)), known(hectares(a)), known(mu(a))}
	outside := ""
	for _, line := range t.lines {
		cells := []string{"", "", ""}
		for _, l := range r.Lines {
			if l.Line == line {
				cells = []string{l.Status.Title().In(t.lang), known(squareMetres(l.OverlapM2)), known(hectares(l.OverlapM2))}
			}
			if l.Line == rules.Development {
				outside = known(squareMetres(l.OutsideM2))
			}
		}
		row = append(row, cells...)
	}
	var warnings []string
	for _, n := range r.Notes {
		if n.Warning {
			warnings = append(warnings, reportNote(t.lang, n))
		}
	}
	together := func(texts []string) string { return cell(strings.Join(texts, semi(t.lang))) }
	row = append(row, outside, together(t.reasons(r)), together(warnings), string(r.Date))
	if t.pending && r.Pending != nil {
		row = append(row, cell(t.claimants(r.Pending)), known(squareMetres(r.Pending.OverlapM2)))
	} else if t.pending {
		row = append(row, "", "")
	}
	return row
}

// cell keeps a spreadsheet from running a text of a file as a formula.
func cell(s string) string {
	s = message.Clean(s)
	if s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@') {
		return "'" + s
	}
	return s
}
