package zones

import (
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// ids makes ids unique.
type ids struct {
	file string
	seen map[string]int
}

func newIDs(file string) *ids { return &ids{file, map[string]int{}} }

// unique appends "#2" and so on to the id of a feature if it has occurred before.
func (s *ids) unique(f *boundary.Feature) (n message.Note, again bool) {
	s.seen[f.ID]++
	if s.seen[f.ID] == 1 {
		return n, false
	}
	old := f.ID
	for k := s.seen[old]; ; k++ {
		f.ID = old + "#" + strconv.Itoa(k)
		if s.seen[f.ID] == 0 {
			break
		}
	}
	s.seen[f.ID] = 1
	return msgFeatureId.Note(message.Place{File: s.file, Feature: old},
		"id", old, "new", f.ID), true
}
