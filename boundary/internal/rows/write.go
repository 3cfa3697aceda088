package rows

import (
	"bufio"
	"io"
	"iter"
	"strings"

	"github.com/sanxian/sanxian/boundary"
)

// Write writes features as Read reads them: id, tab, geometry. It ends with the
// first error of the features. Comments says whether a # would begin one.
func Write(w io.Writer, features iter.Seq2[boundary.Feature, error], comments bool, appendGeometry func([]byte, *boundary.Boundary) []byte) error {
	out := bufio.NewWriter(w)
	var line []byte
	for f, err := range features {
		if err != nil {
			_ = out.Flush()
			return err
		}
		line = line[:0]
		if comments && strings.HasPrefix(f.ID, "#") {
			line = append(line, '\\')
		}
		line = append(append(line, escaper.Replace(f.ID)...), '\t')
		line = append(appendGeometry(line, f.Boundary), '\n')
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Null is NULL in the text format of COPY.
const Null = `\N`

// The text format of COPY escapes what separates columns and lines.
var (
	escaper   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescaper = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r", `\b`, "\b", `\f`, "\f", `\v`, "\v", `\`, "")
)

// unescape undoes COPY's escapes; NULL is "".
func unescape(s string) string {
	switch {
	case s == Null:
		return ""
	case !strings.Contains(s, `\`):
		return s
	}
	return unescaper.Replace(s)
}
