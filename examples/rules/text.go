package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/rules"
)

// pageWidth is how many columns a page has.
const pageWidth = 96

// text writes the book to be read.
func (b *book) text(w *bufio.Writer) {
	b.heading(w)
	b.unverified(w)
	b.changes(w)
	b.table(w)
}

func (b *book) heading(w *bufio.Writer) {
	n := 0
	for i, d := range b.documents {
		kind := b.lang.Pick("规则集", "Rule set")
		if i > 0 {
			kind = b.lang.Pick("补充规则", "Supplement")
		}
		fmt.Fprintf(w, "%s  %s（%s，%s，%s）\n", kind, d.Title.In(b.lang), d.ID, d.Version, d.Jurisdiction)
		n += len(d.Rules)
	}
	fmt.Fprintf(w, b.lang.Pick("日期    %s；占用面积按 %s m²\n", "On %s, of an overlap of %s m²\n"), b.date, strconv.FormatFloat(b.area, 'f', -1, 64))
	fmt.Fprintf(w, b.lang.Pick("核对    共 %d 条规则：没有相互矛盾或永远不起作用的规则\n",
		"Proof   %d rules: none contradicts another, none can never decide\n"), n)
	for _, note := range b.set.DateNotes(b.date, nil) {
		mark := "- "
		if note.Warning {
			mark = b.lang.Pick("[注意] ", "[note] ")
		}
		write(w, 8, mark, message.Fill(b.lang, note.Code, note.Text, note.Values))
	}
}

// unverified lists figures and citations that nobody has read in their source.
func (b *book) unverified(w *bufio.Writer) {
	fmt.Fprint(w, b.lang.Pick("\n一、未核实的数值和依据\n", "\n1. Figures and citations that are not verified\n"))
	none := true
	for _, d := range b.documents {
		for _, p := range d.Parameters {
			if !p.Verified {
				none = false
				write(w, 2, "", fmt.Sprintf("%s = %s %s  %s%s", p.ID, strconv.FormatFloat(p.Value, 'f', -1, 64), p.Unit, b.lang.Pick("来源：", "source: "), p.Source))
			}
		}
		for _, c := range d.Citations {
			if !c.Verified {
				none = false
				write(w, 2, "", c.Title+c.Number+c.Article)
			}
		}
	}
	if none {
		write(w, 2, "", b.lang.Pick("没有", "none"))
	}
}

// A group is what several kinds of projects are answered alike.
type group struct {
	answers []rules.Answer
	before  []rules.Answer // without the last supplement
	kinds   []string
}

// groups puts together the kinds of projects with the same answer in a place.
func (b *book) groups(p place, key func(now, before []rules.Answer) string) []*group {
	var all []*group
	byKey := map[string]*group{}
	for _, k := range rules.Projects() {
		now := b.answers(b.set, p, k)
		var before []rules.Answer
		if b.base != nil {
			before = b.answers(b.base, p, k)
		}
		name := key(now, before)
		if name == "" {
			continue
		}
		g := byKey[name]
		if g == nil {
			g = &group{answers: now, before: before}
			byKey[name] = g
			all = append(all, g)
		}
		g.kinds = append(g.kinds, k.Title.In(b.lang))
	}
	return all
}

// changes says what the last supplement changes.
func (b *book) changes(w *bufio.Writer) {
	if b.base == nil {
		return
	}
	fmt.Fprint(w, b.lang.Pick("\n二、补充规则改变的结论\n", "\n2. What the supplement changes\n"))
	none := true
	for _, p := range b.places {
		for _, g := range b.groups(p, func(now, before []rules.Answer) string {
			if names(now) == names(before) {
				return ""
			}
			return names(before) + " > " + names(now)
		}) {
			none = false
			write(w, 2, "", p.title(b.lang)+b.lang.Pick("：", ": ")+b.status(g.before)+" → "+b.status(g.answers))
			write(w, 4, "", strings.Join(g.kinds, b.lang.Pick("、", ", ")))
		}
	}
	if none {
		write(w, 2, "", b.lang.Pick("没有", "none"))
	}
}

// status names an answer with the rules that give it.
func (b *book) status(answers []rules.Answer) string {
	if len(answers) == 0 {
		return b.lang.Pick("没有规则", "no rule")
	}
	return answers[0].Status.Title().In(b.lang) + b.lang.Pick("（", " (") + names(answers) + b.lang.Pick("）", ")")
}

// table says what each place answers to each kind of project.
func (b *book) table(w *bufio.Writer) {
	number := b.lang.Pick("二", "2")
	if b.base != nil {
		number = b.lang.Pick("三", "3")
	}
	fmt.Fprint(w, "\n"+number+b.lang.Pick("、各类项目在各处的结论\n", ". What every kind of project is answered\n"))
	for _, p := range b.places {
		groups := b.groups(p, func(now, _ []rules.Answer) string { return names(now) })
		if len(groups) == 0 {
			continue
		}
		fmt.Fprint(w, "\n"+p.title(b.lang)+"\n")
		for _, g := range groups {
			a := g.answers[0]
			write(w, 2, "", "【"+a.Status.Title().In(b.lang)+"】"+b.ruleTitle(a.Rule)+b.lang.Pick("（", " (")+names(g.answers)+b.lang.Pick("）", ")"))
			write(w, 4, b.lang.Pick("项目  ", "for   "), strings.Join(g.kinds, b.lang.Pick("、", ", ")))
			write(w, 4, b.lang.Pick("程序  ", "how   "), a.Procedure.In(b.lang))
			write(w, 4, b.lang.Pick("机关  ", "by    "), a.Authority.In(b.lang))
			for _, c := range a.Citations {
				write(w, 4, b.lang.Pick("依据  ", "law   "), b.citation(c))
			}
		}
	}
}

// write writes a text beside its label, in lines that fit the page; nothing where
// there is no text.
func write(w *bufio.Writer, indent int, label, text string) {
	if text = message.Clean(text); text == "" {
		return
	}
	left := indent + command.Columns(label)
	start := strings.Repeat(" ", indent) + label
	line, used := "", 0
	flush := func() {
		fmt.Fprintln(w, strings.TrimRight(start+line, " "))
		start, line, used = strings.Repeat(" ", left), "", 0
	}
	for _, word := range words(text) {
		if n := command.Columns(word); used > 0 && left+used+n > pageWidth {
			flush()
			word = strings.TrimLeft(word, " ")
		}
		line, used = line+word, used+command.Columns(word)
	}
	flush()
}

// words cuts a text where lines may break: after spaces and around Chinese characters,
// but not after what opens a bracket nor before what closes one or ends a clause.
func words(s string) []string {
	var all []string
	open := false // the last word goes on
	for _, r := range s {
		chinese := r > 0x2e80 || r == '“' || r == '”'
		switch n := len(all); {
		case n > 0 && (open || strings.ContainsRune("，。、；：）》】”！？", r)):
			all[n-1] += string(r)
		case n > 0 && !chinese && !strings.HasSuffix(all[n-1], " ") && !wide(all[n-1]):
			all[n-1] += string(r)
		default:
			all = append(all, string(r))
		}
		open = strings.ContainsRune("（《【“", r)
	}
	return all
}

// wide reports whether a word ends in a Chinese character.
func wide(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return r > 0x2e80 || r == '”'
}
