package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// progress says on a terminal how far long work is, in one line that is
// written over. Nil says nothing.
type progress struct {
	w     io.Writer
	lang  message.Lang
	next  time.Time
	shown bool
}

func newProgress(w io.Writer, lang message.Lang) *progress {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return &progress{w: w, lang: lang, next: time.Now().Add(time.Second)}
}

func (p *progress) say(zh, en string, n int) {
	if p == nil || time.Now().Before(p.next) {
		return
	}
	p.next, p.shown = time.Now().Add(200*time.Millisecond), true
	fmt.Fprintf(p.w, "\r\x1b[K"+p.lang.Pick(zh, en), n)
}

func (p *progress) layer(spec zones.LayerSpec, features int) {
	if p != nil {
		name := spec.Line.Title().In(p.lang)
		p.say("读取"+name+"：%d 个图斑", "reading "+name+": %d features", features)
	}
}

func (p *progress) sites(n int) { p.say("已核查 %d 个地块", "%d sites checked", n) }

func (p *progress) clear() {
	if p != nil && p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// before returns a writer that clears the line before it writes.
func (p *progress) before(w io.Writer) io.Writer { return clearing{p, w} }

type clearing struct {
	p *progress
	w io.Writer
}

func (c clearing) Write(b []byte) (int, error) {
	c.p.clear()
	return c.w.Write(b)
}
