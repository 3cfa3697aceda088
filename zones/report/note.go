package report

import (
	"strconv"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
)

// reportNote says a note of a report: the text, then where it was found first.
func reportNote(lang message.Lang, n zones.ReportNote) string {
	text := message.Fill(lang, n.Code, n.Text, n.Values)
	at := ""
	if n.Place != nil {
		at = n.Place.In(lang)
	}
	switch {
	case n.Count > 1 && at != "":
		text += paren(lang, lang.Pick("共 ", "")+strconv.Itoa(n.Count)+lang.Pick(" 处，首处：", " times, first: ")+at)
	case n.Count > 1:
		text += paren(lang, lang.Pick("共 ", "")+strconv.Itoa(n.Count)+lang.Pick(" 处", " times"))
	case at != "":
		text += paren(lang, at)
	}
	return message.Clean(text)
}

func reason(lang message.Lang, r zones.Reason) string {
	return message.Clean(message.Fill(lang, r.Code, r.Text, r.Values))
}
