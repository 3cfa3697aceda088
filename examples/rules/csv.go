package main

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/sanxian/sanxian/zones/rules"
)

// csv writes a row for each kind of project in each place, with a byte order mark as
// spreadsheets in China want it.
func (b *book) csv(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	pick := b.lang.Pick
	c := csv.NewWriter(w)
	head := []string{pick("项目类型", "kind"), pick("项目", "project"), pick("位置", "place"), pick("结论", "status"), pick("规则", "rules"),
		pick("程序", "procedure"), pick("审批机关", "authority"), pick("依据", "citations"), pick("未核实的数值", "unverified figures")}
	if b.base != nil {
		head = append(head, pick("补充之前的结论", "status before"))
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for _, p := range b.places {
		for _, k := range rules.Projects() {
			answers := b.answers(b.set, p, k)
			if len(answers) == 0 {
				continue
			}
			var procedures, authorities, citations, figures []string
			for _, a := range answers {
				procedures, authorities = appendNew(procedures, a.Procedure.In(b.lang)), appendNew(authorities, a.Authority.In(b.lang))
				for _, cited := range a.Citations {
					citations = appendNew(citations, b.citation(cited))
				}
				for _, f := range a.Parameters {
					figures = appendNew(figures, f.ID)
				}
			}
			all := func(s []string) string { return strings.Join(s, pick("；", "; ")) }
			row := []string{k.Kind, k.Title.In(b.lang), p.title(b.lang), answers[0].Status.Title().In(b.lang), names(answers), all(procedures), all(authorities), all(citations), all(figures)}
			if b.base != nil {
				before := ""
				if old := b.answers(b.base, p, k); len(old) > 0 && names(old) != names(answers) {
					before = old[0].Status.Title().In(b.lang)
				}
				row = append(row, before)
			}
			if err := c.Write(row); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

// citation names a source, and says where nobody has verified it.
func (b *book) citation(c rules.Citation) string {
	s := c.Title + c.Number + c.Article
	if !c.Verified {
		s += b.lang.Pick("（未核实）", " (not verified)")
	}
	return s
}

// appendNew appends a text that is not there yet and not empty.
func appendNew(all []string, s string) []string {
	for _, t := range all {
		if s == t {
			return all
		}
	}
	if s == "" {
		return all
	}
	return append(all, s)
}
