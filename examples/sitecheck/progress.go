package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/sanxian/sanxian/examples/internal/command"
	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// progress says on a terminal how far long work is, in one line that is
// written over. Nil says nothing.
type progress struct {
	w         io.Writer
	lang      message.Lang
	next      time.Time
	shown     bool
	sitesRead *command.Watched // the file of sites; nil: not known
	begun     time.Time        // of the checks
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

// sites says how many sites were checked, and what is left by how much of their file
// was read.
func (p *progress) sites(n int) {
	if p == nil {
		return
	}
	if p.begun.IsZero() {
		p.begun = time.Now()
	}
	zh, en := left(p.sitesRead.Share(), time.Since(p.begun))
	p.say("已核查 %d 个地块"+zh, "%d sites checked"+en, n)
}

// left says what is left of work of which a share is done.
func left(share float64, since time.Duration) (zh, en string) {
	if !(share > 0.01 && share < 1) {
		return "", ""
	}
	rest := time.Duration(float64(since) * (1 - share) / share).Round(time.Second)
	percent := int(100 * share)
	return fmt.Sprintf("，约 %d%%%%，还需 %s", percent, chinese(rest)), fmt.Sprintf(", about %d%%%%, %s left", percent, rest)
}

// chinese is a duration as 1 分 5 秒.
func chinese(d time.Duration) string {
	if m := int(d.Minutes()); m > 0 {
		return fmt.Sprintf("%d 分 %d 秒", m, int(d.Seconds())-60*m)
	}
	return fmt.Sprintf("%d 秒", int(d.Seconds()))
}

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
