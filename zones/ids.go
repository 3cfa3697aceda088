package zones

import (
	"strconv"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgFeatureId = message.New("feature.id", "id {id} was met before; this feature is called {new}", "编号 {id} 重复，本图斑改称 {new}")

// ids makes ids unique.
type ids struct {
	file string
	seen map[string]int
	has  func(id string) bool // of the layer that features are added to; nil: it is new
}

func newIDs(file string, has func(id string) bool) *ids { return &ids{file, map[string]int{}, has} }

// unique appends "#2" and so on to the id of a feature if it has occurred before.
func (s *ids) unique(f *boundary.Feature) (n message.Note, again bool) {
	s.seen[f.ID]++
	if s.seen[f.ID] == 1 {
		return n, false
	}
	old := f.ID
	for k := s.seen[old]; ; k++ {
		f.ID = old + "#" + strconv.Itoa(k)
		if s.seen[f.ID] == 0 && (s.has == nil || !s.has(f.ID)) {
			break
		}
	}
	s.seen[f.ID] = 1
	return msgFeatureId.Note(message.Place{File: s.file, Feature: old},
		"id", old, "new", f.ID), true
}
