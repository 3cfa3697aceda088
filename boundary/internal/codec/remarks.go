package codec

import (
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// mostRemarks bounds how many different remarks a hostile file can cause.
const mostRemarks = 1000

// Remarks pass remarks on a file as a whole to its reader, equal ones once: a
// file that is odd in one way is odd in every row. The zero value drops them.
type Remarks struct {
	reading *boundary.Reading
	said    map[string]bool
}

// NewRemarks returns the remarks of one reading.
func NewRemarks(r *boundary.Reading) Remarks { return Remarks{r, map[string]bool{}} }

// Add passes a remark on, with the name of the file.
func (s *Remarks) Add(n message.Note) {
	if s.reading == nil || s.reading.Note == nil {
		return
	}
	if key := n.Code + " " + n.Text; !s.said[key] && len(s.said) < mostRemarks {
		s.said[key] = true
		n.Place = n.Place.Within(message.Place{File: s.reading.Name})
		s.reading.Note(n)
	}
}
