// Package command is what the programs share: messages in two languages,
// arguments, files that are read or replaced whole, JSON, columns that line up.
package command

import (
	"errors"
	"fmt"
	"io"

	"github.com/sanxian/sanxian/message"
)

// Words is a text in both languages. As an error it is a message of a program
// to its user.
type Words struct{ ZH, EN string }

func (w Words) Error() string { return w.EN }

// Message returns what an error says in one language: the program's own words,
// or those of the library.
func Message(lang message.Lang, err error) string {
	var w Words
	if errors.As(err, &w) {
		return lang.Pick(w.ZH, w.EN)
	}
	return message.Say(lang, err)
}

// A Program is the name that stands before its messages.
type Program string

// Say writes one message.
func (p Program) Say(w io.Writer, lang message.Lang, err error) {
	fmt.Fprintln(w, string(p)+": "+Message(lang, err))
}

// Misuse writes what is wrong with the arguments and where they are explained.
func (p Program) Misuse(w io.Writer, lang message.Lang, err error) int {
	p.Say(w, lang, err)
	p.Say(w, lang, Words{"用法见 " + string(p) + " -h", "see " + string(p) + " -h"})
	return Misused
}

// Fail writes what went wrong.
func (p Program) Fail(w io.Writer, lang message.Lang, err error) int {
	p.Say(w, lang, err)
	return Failed
}

// Exit codes.
const (
	Done    = 0
	Failed  = 1 // input was refused, or something went wrong
	Misused = 2 // the arguments make no sense
)
