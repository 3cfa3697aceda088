package survey

import (
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgSurveyRingSlip = message.New("survey.ring_slip", "the point closes the ring before it, but has another ring number; it was read as of that ring",
		"这一点闭合了前一圈，圈号却不同，已归入前一圈")
	msgSurveyRingCut = message.New("survey.ring_cut", "the ring before this point was complete, but the ring number stays; a new ring was begun",
		"这一点之前的圈已经完整而圈号未变，从这一点起作为新的一圈")
)

// A ring is a run of rows that closes.
type ring []row

// assemble cuts the rows of a parcel into rings: where the ring number changes,
// and where a ring has closed and the rows go on under the same number. What
// the numbers say about shells and holes is not used; geometry decides.
func (p *parcel) assemble() []ring {
	var rings []ring
	for start := 0; start < len(p.rows); {
		end := start + 1
		for end < len(p.rows) && p.rows[end].ring == p.rows[start].ring {
			end++
		}
		if p.strayClosing(start, end) {
			p.note(msgSurveyRingSlip, p.rows[end].line)
			rings = append(rings, p.cut(start, end)...)
			last := len(rings) - 1
			rings[last] = append(rings[last], p.rows[end])
			start = end + 1
			continue
		}
		rings = append(rings, p.cut(start, end)...)
		start = end
	}
	return rings
}

// strayClosing reports whether the single row at end, under a ring number of
// its own, repeats the first point of the run before it, which is open.
func (p *parcel) strayClosing(start, end int) bool {
	if end >= len(p.rows) || end-start < 3 {
		return false
	}
	closing := p.rows[end]
	return closing.at == p.rows[start].at && p.rows[end-1].at != closing.at &&
		(end+1 == len(p.rows) || p.rows[end+1].ring != closing.ring)
}

// cut divides rows under one ring number into rings. A ring that has come back
// to its first point and goes on is cut there: the area is the same by even-odd
// either way, and two rings are what the writer meant. A name that starts again
// cuts as well.
func (p *parcel) cut(start, end int) []ring {
	var rings []ring
	for i := start + 3; i+3 <= end; i++ {
		first, row := p.rows[start], p.rows[i]
		next := 0
		switch {
		case row.at == first.at && i+4 <= end && p.rows[i+1].at != first.at:
			next = i + 1
		case row.at != first.at && row.name == first.name && row.name != "" &&
			p.rows[i+1].name == p.rows[start+1].name && p.rows[i+1].name != row.name:
			next = i
		default:
			continue
		}
		p.note(msgSurveyRingCut, p.rows[next].line)
		rings = append(rings, ring(p.rows[start:next:next]))
		start, i = next, next+2
	}
	return append(rings, ring(p.rows[start:end:end]))
}

// polygons returns the rings as polygons of one ring each, X east and Y north.
func polygons(rings []ring, eastFirst bool) []boundary.Polygon {
	all := make([]boundary.Polygon, len(rings))
	for i, rows := range rings {
		points := make(boundary.Ring, len(rows))
		for k, row := range rows {
			points[k] = row.at
			if !eastFirst {
				points[k] = boundary.Point{X: row.at.Y, Y: row.at.X}
			}
		}
		all[i] = boundary.Polygon{points}
	}
	return all
}

// onLine names a place of New, which knows polygons and vertices, by the line
// and the ring of the file.
func onLine(place message.Place, rings []ring) message.Place {
	i := place.Polygon - 1
	if i < 0 || i >= len(rings) {
		return place
	}
	place.Polygon, place.Ring = 0, i+1
	if v := place.Vertex; v >= 1 && v <= len(rings[i]) {
		place.Line = rings[i][v-1].line
	} else {
		place.Line = rings[i][0].line
	}
	return place
}
