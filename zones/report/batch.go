package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"reflect"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// mostRows is how many sites the table at the end of a text names.
const mostRows = 500

// WriteText writes the reports of many sites one after the other and a summary
// with one row per site. What all of them share, the layers and the notes that
// were said before, is not repeated.
func WriteText(w io.Writer, lang message.Lang, reports iter.Seq2[*zones.Report, error]) (*zones.Summary, error) {
	b := bufio.NewWriter(w)
	p := newPage(plain{b}, lang)
	all := newOverview()
	var last *zones.Report
	said := map[string]bool{}
	for r, err := range reports {
		if err != nil {
			_ = b.Flush()
			return all.sum, err
		}
		if last != nil && !sameSources(last, r) {
			p.section = 0
			p.sources(last)
			p.gap()
		}
		p.site(r)
		fresh := make([]zones.ReportNote, 0, len(r.Notes))
		for _, n := range r.Notes {
			if key := noteKey(n); !said[key] {
				said[key] = true
				fresh = append(fresh, n)
			}
		}
		p.notes(fresh, len(r.Notes)-len(fresh))
		p.gap()
		p.count(all, r)
		last = r
		if err := b.Flush(); err != nil {
			return all.sum, err
		}
	}
	p.overview(all)
	if last != nil {
		p.section = 0
		p.sources(last)
		p.gap()
		p.rule()
		p.field(0, p.label(), p.lang.Pick("结论", "Verdict"), SummaryLine(p.lang, all.sum))
		p.field(0, p.label(), p.lang.Pick("声明", "Notice"), p.disclaimer(last.Layers))
		p.rule()
	}
	return all.sum, b.Flush()
}

func noteKey(n zones.ReportNote) string {
	at := ""
	if n.Place != nil {
		at = n.Place.String()
	}
	return n.Code + "\x00" + n.Text + "\x00" + at + "\x00" + strconv.Itoa(n.Count)
}

func sameSources(a, b *zones.Report) bool {
	return a.Library == b.Library && reflect.DeepEqual(a.RuleSet, b.RuleSet) && reflect.DeepEqual(a.Layers, b.Layers)
}

// row adds a site to the table of the summary.
func (p *page) row(t *table, r *zones.Report, n int) {
	if n == 1 {
		t.right = []bool{false, false, true}
		head := []string{p.lang.Pick("地块", "site"), p.lang.Pick("结论", "verdict"), p.lang.Pick("面积 m²", "area m²")}
		for _, l := range rules.ThreeLines {
			head = append(head, l.Title().In(p.lang))
		}
		t.row(head...)
	}
	if n > mostRows {
		return
	}
	cells := []string{cut(siteName(r.Site), 32), r.Verdict.Title().In(p.lang), p.n.metres2(r.Site.AreaM2)}
	for _, line := range rules.ThreeLines {
		cell := ""
		for _, l := range r.Lines {
			if l.Line == line {
				cell = l.Status.Title().In(p.lang)
				if a, side := p.inTheWay(l); side != "" {
					cell += " " + p.n.metres2(a)
				}
			}
		}
		cells = append(cells, cell)
	}
	t.row(cells...)
}

// An overview is what is written about all sites at the end.
type overview struct {
	sum     *zones.Summary
	rows    table
	unknown map[rules.Line]int // sites whose overlap was not known
}

func newOverview() *overview {
	return &overview{sum: zones.NewSummary(), unknown: map[rules.Line]int{}}
}

func (p *page) count(all *overview, r *zones.Report) {
	all.sum.Add(r)
	p.row(&all.rows, r, all.sum.Sites)
	for _, l := range r.Lines {
		if _, ok := l.OverlapM2.Value(); !ok {
			all.unknown[l.Line]++
		}
	}
}

func (p *page) overview(all *overview) {
	s := all.sum
	p.title(p.lang.Pick("汇总", "Summary"), "")
	p.line(0, SummaryLine(p.lang, s))
	if s.Sites == 0 {
		return
	}
	p.gap()
	p.table(2, &all.rows)
	if s.Sites > mostRows {
		p.line(2, p.lang.Pick("……其余 "+strconv.Itoa(s.Sites-mostRows)+" 个地块未列出", "... and "+plural(s.Sites-mostRows, "more site")))
	}
	p.gap()
	t := table{right: []bool{false, true, true, true}}
	t.row(p.lang.Pick("控制线", "line"), p.lang.Pick("重叠合计 m²", "overlap in all m²"), p.lang.Pick("公顷", "ha"), p.lang.Pick("亩", "mu"), "")
	for _, l := range rules.ThreeLines {
		a := s.OverlapM2[l]
		remark := ""
		if n := all.unknown[l]; n > 0 {
			remark = p.lang.Pick("其中 "+strconv.Itoa(n)+" 个地块未知", "unknown for "+plural(n, "site"))
		}
		t.row(l.Title().In(p.lang), p.n.metres2(a), p.n.hectares(a), p.n.mu(a), remark)
	}
	p.table(2, &t)
}

// WriteJSON writes one JSON object: "reports" in the order of the stream, one a
// line, and "summary".
func WriteJSON(w io.Writer, reports iter.Seq2[*zones.Report, error]) (*zones.Summary, error) {
	b := bufio.NewWriter(w)
	s := zones.NewSummary()
	b.WriteString(`{"reports":[`)
	for r, err := range reports {
		if err != nil {
			_ = b.Flush()
			return s, err
		}
		text, err := marshal(r)
		if err != nil {
			return s, err
		}
		if s.Sites > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		if _, err := b.Write(text); err != nil {
			return s, err
		}
		s.Add(r)
	}
	text, err := marshal(s)
	if err != nil {
		return s, err
	}
	b.WriteString("\n],\n\"summary\":")
	b.Write(text)
	b.WriteString("}\n")
	return s, b.Flush()
}

// marshal encodes without turning <, > and & of people's texts into escapes.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// WriteGeoJSON writes what is in the way as an RFC 7946 FeatureCollection: for
// each line of each site one feature for the overlap and, of a boundary that
// should contain the site, one for what lies outside ("part"), with its
// geometry where the check was made with it and null where it was not.
func WriteGeoJSON(w io.Writer, reports iter.Seq2[*zones.Report, error]) (*zones.Summary, error) {
	b := bufio.NewWriter(w)
	s := zones.NewSummary()
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	sep := "\n"
	for r, err := range reports {
		if err != nil {
			_ = b.Flush()
			return s, err
		}
		s.Add(r)
		for _, f := range conflicts(r) {
			text, err := marshal(f)
			if err != nil {
				return s, err
			}
			b.WriteString(sep)
			sep = ",\n"
			if _, err := b.Write(text); err != nil {
				return s, err
			}
		}
	}
	b.WriteString("\n]}\n")
	return s, b.Flush()
}

// Conflicts returns what WriteGeoJSON writes as features in the frame of the
// site, vertices as they were given, for the writers of the formats. It adds the
// reports to s. The checks must be made with their geometry; what is thinner than
// 0.1 mm has none and is left out.
func Conflicts(reports iter.Seq2[*zones.Report, error], s *zones.Summary) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		for r, err := range reports {
			if err != nil {
				yield(boundary.Feature{}, err)
				return
			}
			s.Add(r)
			for _, f := range conflicts(r) {
				if f.shape == nil || len(f.shape.Polygons()) == 0 {
					continue
				}
				text, err := marshal(f.Properties)
				if !yield(boundary.Feature{ID: f.ID, Boundary: f.shape, Properties: text}, err) || err != nil {
					return
				}
			}
		}
	}
}

// A conflictFeature is a GeoJSON feature of what is in the way of a site.
type conflictFeature struct {
	Type       string             `json:"type"`
	ID         string             `json:"id"`
	Properties conflictProperties `json:"properties"`
	Geometry   json.RawMessage    `json:"geometry"`
	shape      *boundary.Boundary
}

type conflictProperties struct {
	Site      string        `json:"site"`
	Line      rules.Line    `json:"line"`
	Part      string        `json:"part"` // "overlap" or "outside"
	Status    rules.Status  `json:"status"`
	Verdict   zones.Verdict `json:"verdict"`
	OverlapM2 zones.Amount  `json:"overlap_m2"`
	OutsideM2 zones.Amount  `json:"outside_m2"`
	Share     zones.Share   `json:"share"`
	Date      rules.Date    `json:"date"`
}

func conflicts(r *zones.Report) []conflictFeature {
	var out []conflictFeature
	for _, l := range r.Lines {
		add := func(part, id string, geometry json.RawMessage, shape *boundary.Boundary) {
			out = append(out, conflictFeature{"Feature", id, conflictProperties{r.Site.ID, l.Line, part, l.Status, r.Verdict,
				l.OverlapM2, l.OutsideM2, l.Share, r.Date}, geometry, shape})
		}
		id := r.Site.ID + "/" + string(l.Line)
		if overlapInTheWay(l) {
			add("overlap", id, l.Geometry, l.Overlap)
		}
		if v, _ := l.OutsideM2.Value(); v > 0 && shown(l.Status) {
			add("outside", id+"/outside", l.OutsideGeometry, l.Outside)
		}
	}
	return out
}

// shown reports whether a status belongs on a map: what is in the way, and what
// was let go for being small.
func shown(s rules.Status) bool {
	return bad(s) || s == rules.Negligible || s == rules.CrossesWithoutLand
}

// overlapInTheWay reports whether what the site shares with a line is in its
// way. What lies well inside a boundary is not.
func overlapInTheWay(l zones.LineReport) bool {
	if v, _ := l.OverlapM2.Value(); v == 0 {
		return false
	}
	if _, contains := l.OutsideM2.Value(); !contains {
		return shown(l.Status)
	}
	for _, z := range l.SubZones {
		if bad(z.Status) {
			return true
		}
	}
	return false
}
