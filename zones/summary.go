package zones

import (
	"github.com/sanxian/sanxian/zones/rules"
)

// A Summary adds up reports.
type Summary struct {
	Sites     int                   `json:"sites"`
	Verdicts  map[Verdict]int       `json:"verdicts"`           // all four, 0 where no site has it
	Repaired  int                   `json:"repaired,omitempty"` // sites that depend on how repaired shapes are read
	OverlapM2 map[rules.Line]Amount `json:"overlap_m2"`         // of the three lines; null where no site could be measured
}

// NewSummary returns the sum of no reports.
func NewSummary() *Summary {
	s := &Summary{Verdicts: map[Verdict]int{}, OverlapM2: map[rules.Line]Amount{}}
	for _, v := range Verdicts {
		s.Verdicts[v] = 0
	}
	for _, l := range rules.ThreeLines {
		s.OverlapM2[l] = Amount{}
	}
	return s
}

// Add counts a report.
func (s *Summary) Add(r *Report) {
	if s.Verdicts == nil {
		*s = *NewSummary()
	}
	s.Sites++
	s.Verdicts[r.Verdict]++
	if r.repaired() {
		s.Repaired++
	}
	for _, l := range r.Lines {
		if sum, three := s.OverlapM2[l.Line]; three {
			if a, known := l.OverlapM2.Value(); known {
				s.OverlapM2[l.Line] = Known(sum.value + a)
			}
		}
	}
}
