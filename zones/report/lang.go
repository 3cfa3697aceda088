package report

import (
	"github.com/sanxian/sanxian/message"
)

// Marks between the parts of a sentence.
func comma(lang message.Lang) string { return lang.Pick("，", ", ") }
func semi(lang message.Lang) string  { return lang.Pick("；", "; ") }
func colon(lang message.Lang) string { return lang.Pick("：", ": ") }

// paren puts s in brackets, with the space that English wants before them.
func paren(lang message.Lang, s string) string {
	return lang.Pick("（", " (") + s + lang.Pick("）", ")")
}

// said is a text of a rule set or a name from the data on one line.
func said(lang message.Lang, t message.Text) string { return message.Clean(t.In(lang)) }
