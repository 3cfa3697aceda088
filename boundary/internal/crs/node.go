package crs

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/sanxian/sanxian/internal/bounded"
	"github.com/sanxian/sanxian/message"
)

var msgCrsMalformed = message.New("crs.malformed", "the coordinate system is not well-formed WKT (byte {byte}: {reason}); mend the text or name the coordinate system yourself (-crs)",
	"坐标系文本不是有效的 WKT（第 {byte} 字节处），请修正文本或用 -crs 指明坐标系")

// MaxBytes is the longest text that is read.
const MaxBytes = 64 << 10

const maxDepth = 32

// A node is KEYWORD[argument, ...] of a WKT text.
type node struct {
	keyword string // in capitals
	args    []arg
}

// An arg is a nested node, a quoted text, or a bare word or number.
type arg struct {
	node *node
	text string
}

// child returns the first nested node with one of the keywords, nil for none.
func (n *node) child(keywords ...string) *node {
	if n == nil {
		return nil
	}
	for _, a := range n.args {
		if a.node == nil {
			continue
		}
		for _, k := range keywords {
			if a.node.keyword == k {
				return a.node
			}
		}
	}
	return nil
}

// text returns the i-th argument if it is a text, a word or a number.
func (n *node) text(i int) string {
	if n == nil || i >= len(n.args) {
		return ""
	}
	return n.args[i].text
}

// parse reads the first node of a WKT text. Nodes that follow, such as the
// VERTCS that ArcGIS appends, must be well formed and are dropped.
func parse(text []byte) (*node, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	text = bytes.TrimRight(text, "\x00 \t\r\n")
	if len(text) > MaxBytes {
		return nil, malformed("longer than 64 KiB", MaxBytes)
	}
	if !utf8.Valid(text) {
		// Names in a national system are written in GBK.
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text)
		if err != nil {
			return nil, malformed("neither UTF-8 nor GBK", 0)
		}
		text = decoded
	}
	p := &parser{text: string(text)}
	first, err := p.node(0)
	for err == nil {
		p.space()
		if p.at == len(p.text) {
			return first, nil
		}
		if !p.take(',') {
			return nil, malformed("text after the end", p.at)
		}
		_, err = p.node(0)
	}
	return nil, err
}

func malformed(reason string, at int) error {
	return msgCrsMalformed.Error(message.ErrSyntax, message.Place{},
		"reason", reason, "byte", at+1)
}

type parser struct {
	text string
	at   int
}

func (p *parser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *parser) take(c byte) bool {
	p.space()
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

// word reads up to the next delimiter.
func (p *parser) word() string {
	p.space()
	rest := p.text[p.at:]
	end := strings.IndexAny(rest, "[](),\"")
	if end < 0 {
		end = len(rest)
	}
	p.at += end
	return strings.TrimSpace(rest[:end])
}

// quoted reads a text in quotes, in which "" stands for one quote.
func (p *parser) quoted() (string, error) {
	var b strings.Builder
	start := p.at
	for {
		end := strings.IndexByte(p.text[p.at:], '"')
		if end < 0 {
			return "", malformed("a quote is not closed", start)
		}
		b.WriteString(p.text[p.at : p.at+end])
		p.at += end + 1
		if p.at == len(p.text) || p.text[p.at] != '"' {
			return b.String(), nil
		}
		b.WriteByte('"')
		p.at++
	}
}

func (p *parser) node(depth int) (*node, error) {
	n := &node{keyword: strings.ToUpper(p.word())}
	if n.keyword == "" {
		return nil, malformed("a keyword is missing", p.at)
	}
	return n, p.arguments(n, depth)
}

func (p *parser) arguments(n *node, depth int) error {
	if depth == maxDepth {
		return malformed("nested too deeply", p.at)
	}
	closing := byte(']')
	if p.take('(') {
		closing = ')'
	} else if !p.take('[') {
		return malformed("a bracket is missing after "+clip(n.keyword), p.at)
	}
	for {
		a, err := p.argument(depth)
		if err != nil {
			return err
		}
		n.args = append(n.args, a)
		if p.take(closing) {
			return nil
		}
		if !p.take(',') {
			return malformed("a bracket of "+clip(n.keyword)+" is not closed", p.at)
		}
	}
}

func (p *parser) argument(depth int) (arg, error) {
	if p.take('"') {
		text, err := p.quoted()
		return arg{text: text}, err
	}
	word := p.word()
	if p.at < len(p.text) && (p.text[p.at] == '[' || p.text[p.at] == '(') && word != "" {
		n := &node{keyword: strings.ToUpper(word)}
		return arg{node: n}, p.arguments(n, depth+1)
	}
	return arg{text: word}, nil
}

// clip shortens hostile text for a message.
func clip(s string) string { return bounded.Clip(s, 60) }
