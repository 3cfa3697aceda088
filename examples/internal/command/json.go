package command

import (
	"encoding/json"
	"io"
)

// WriteJSON writes a value for programs and people: < and & stay as they are.
func WriteJSON(w io.Writer, v any, indent string) error {
	e := json.NewEncoder(w)
	e.SetIndent("", indent)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
