package message

// A Note is a located remark on input that was accepted: what was repaired,
// what was assumed, what contradicts what. Text is the English message; Values
// are the figures in it by name.
type Note struct {
	Code    string
	Place   Place
	Text    string
	Values  map[string]string
	Warning bool // something that a person should look at
}

// String returns the place and the English text.
func (n Note) String() string { return located(n.Place.String(), ": ", n.Text) }

// In says the note in the language, on one line.
func (n Note) In(lang Lang) string {
	return Clean(located(n.Place.In(lang), colon(lang), Fill(lang, n.Code, n.Text, n.Values)))
}

func located(at, colon, text string) string {
	if at == "" {
		return text
	}
	return at + colon + text
}

func colon(lang Lang) string { return lang.Pick("：", ": ") }
