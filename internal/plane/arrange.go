package plane

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrTooComplex is returned where more pairs of edges meet than the limit
// allows.
var ErrTooComplex = errors.New("plane: too many pairs of edges meet")

// DefaultPairs is how many pairs of edges whose boxes meet an overlay looks at.
const DefaultPairs = 100_000_000

// CrossingShare is how many pairs a crossing counts for: it takes memory, or a
// division of long numbers.
const CrossingShare = 50

// An arrangement collects edges of two inputs and cuts them on the grid into
// segments that meet in their ends only, by snap rounding: every vertex and
// every rounded crossing makes its grid cell hot, and each edge is led through
// the centres of the hot cells that it passes. Segments then move by at most
// half a unit each way, and none passes over a vertex.
type arrangement struct {
	segments []segment
	limit    int
	ctx      context.Context
}

// A segment is directed from its lexicographically smaller end. turns count how
// many edges of each input run that way, less those that run back: crossing the
// segment from its right to its left changes the winding numbers by them.
type segment struct {
	p, q  Point
	turns [2]int32
}

func (s *segment) box() Box { return edgeBox(s.p, s.q) }

func (a *arrangement) addEdge(p, q Point, input int) {
	s := segment{p: p, q: q}
	switch comparePoints(p, q) {
	case 0:
		return
	case -1:
		s.turns[input] = 1
	default:
		s.p, s.q = q, p
		s.turns[input] = -1
	}
	a.segments = append(a.segments, s)
}

func (a *arrangement) addRing(ring []Point, input int) {
	for i, p := range ring {
		a.addEdge(p, ring[(i+1)%len(ring)], input)
	}
}

func (a *arrangement) addRegion(r *Region, input int) {
	if r.Empty() {
		return
	}
	for i := range r.Rings() {
		a.addRing(r.Ring(i), input)
	}
}

// node cuts the segments at each other.
func (a *arrangement) node() error {
	a.merge()
	if len(a.segments) == 0 {
		return nil
	}
	boxes := make([]Box, len(a.segments))
	for i := range a.segments {
		boxes[i] = a.segments[i].box()
	}
	h := newSpatialHierarchy(boxes)
	crossings, err := a.crossings(&h)
	if err != nil {
		return err
	}
	return a.snap(&h, crossings)
}

// crossings returns the rounded points in which segments properly cross.
func (a *arrangement) crossings(h *hierarchy) ([]Point, error) {
	var found []Point
	pairs := 0
	for i := range a.segments {
		if i%1024 == 0 && a.ctx.Err() != nil {
			return nil, a.ctx.Err()
		}
		s := &a.segments[i]
		h.visit(s.box(), func(j int) bool {
			if j >= i {
				return h.order != nil // all that follow are later, too, in their own order
			}
			pairs++
			t := &a.segments[j]
			o1, o2 := orient(s.p, s.q, t.p), orient(s.p, s.q, t.q)
			if !(o1 > 0 && o2 < 0 || o1 < 0 && o2 > 0) {
				return true
			}
			o3, o4 := orient(t.p, t.q, s.p), orient(t.p, t.q, s.q)
			if o3 > 0 && o4 < 0 || o3 < 0 && o4 > 0 {
				found = append(found, nearestCrossing(s.p, s.q, t.p, t.q))
			}
			return pairs <= a.limit && len(found) <= a.limit/CrossingShare
		})
		if pairs > a.limit || len(found) > a.limit/CrossingShare {
			return nil, fmt.Errorf("%w: over %d pairs, %d crossings", ErrTooComplex, pairs, len(found))
		}
	}
	return found, nil
}

// snap leads each segment through the hot cells that it passes.
func (a *arrangement) snap(h *hierarchy, crossings []Point) error {
	hot := crossings
	for _, s := range a.segments {
		hot = append(hot, s.p, s.q)
	}
	slices.SortFunc(hot, comparePoints)
	hot = slices.Compact(hot)
	type pass struct {
		segment int32
		at      Point
	}
	var passes []pass
	pairs := 0
	for i, c := range hot {
		if i%1024 == 0 && a.ctx.Err() != nil {
			return a.ctx.Err()
		}
		cell := Box{c.X - 1, c.Y - 1, c.X + 1, c.Y + 1}
		h.visit(cell, func(j int) bool {
			pairs++
			if s := &a.segments[j]; c != s.p && c != s.q && passesCell(s.p, s.q, c) {
				passes = append(passes, pass{int32(j), c})
			}
			return pairs <= a.limit
		})
		if pairs > a.limit {
			return fmt.Errorf("%w: over %d pairs of edges and vertices", ErrTooComplex, pairs)
		}
	}
	slices.SortFunc(passes, func(x, y pass) int {
		if x.segment != y.segment {
			return cmp.Compare(x.segment, y.segment)
		}
		s := &a.segments[x.segment]
		return compareAlong(s.p, s.q, x.at, y.at)
	})
	cut := make([]segment, 0, len(a.segments)+len(passes))
	k := 0
	for i, s := range a.segments {
		from := s.p
		for ; k < len(passes) && passes[k].segment == int32(i); k++ {
			cut = appendPiece(cut, from, passes[k].at, s.turns)
			from = passes[k].at
		}
		cut = appendPiece(cut, from, s.q, s.turns)
	}
	a.segments = cut
	a.merge()
	return nil
}

// appendPiece adds a piece of a segment. A piece may point the other way than
// its segment, since cells are led to their centres.
func appendPiece(cut []segment, p, q Point, turns [2]int32) []segment {
	if comparePoints(p, q) > 0 {
		return append(cut, segment{q, p, [2]int32{-turns[0], -turns[1]}})
	}
	return append(cut, segment{p, q, turns})
}

// compareAlong orders cells in the order in which a segment passes them: along
// its longer axis, and within a column along the other.
func compareAlong(p, q, a, b Point) int {
	dx, dy := q.X-p.X, q.Y-p.Y
	alongX := func() int {
		if dx < 0 {
			return cmp.Compare(b.X, a.X)
		}
		return cmp.Compare(a.X, b.X)
	}
	alongY := func() int {
		if dy < 0 {
			return cmp.Compare(b.Y, a.Y)
		}
		return cmp.Compare(a.Y, b.Y)
	}
	if max(dx, -dx) >= max(dy, -dy) {
		return cmp.Or(alongX(), alongY())
	}
	return cmp.Or(alongY(), alongX())
}

// merge sorts the segments and makes one of those that coincide, with the sum
// of their turns; those that cancel are dropped.
func (a *arrangement) merge() {
	slices.SortFunc(a.segments, func(s, t segment) int {
		return cmp.Or(comparePoints(s.p, t.p), comparePoints(s.q, t.q))
	})
	kept := a.segments[:0]
	for _, s := range a.segments {
		if n := len(kept); n > 0 && kept[n-1].p == s.p && kept[n-1].q == s.q {
			kept[n-1].turns[0] += s.turns[0]
			kept[n-1].turns[1] += s.turns[1]
			continue
		}
		kept = append(kept, s)
	}
	a.segments = slices.DeleteFunc(kept, func(s segment) bool { return s.turns == [2]int32{} || s.p == s.q })
}
