package boundary

import (
	"context"
	"math"
	"strconv"

	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

// Rounded returns polygons in a frame with all vertices rounded to 0.1 mm or
// 1e-9°, and valid there: where rounding breaks that it is put right by snap
// rounding, which drops what is thinner, as the note says if it is not nil. It is
// for writers that have moved vertices to another frame. It fails with
// ErrTooComplex, or when the context ends.
func Rounded(ctx context.Context, f Frame, polygons []Polygon) (valid []Polygon, dropped *message.Note, err error) {
	var rings, rounded []Ring
	for _, p := range polygons {
		var polygon Polygon
		for _, ring := range p {
			points := make(Ring, len(ring))
			for k, q := range ring {
				points[k] = f.rounded(q)
			}
			polygon = append(polygon, points)
		}
		valid = append(valid, polygon)
		rings, rounded = append(rings, p...), append(rounded, polygon...)
	}
	if validInFrame(rounded) {
		return valid, nil, nil
	}
	valid = nil
	normal, err := normalizeInFrame(ctx, rounded, f.steps(), 0)
	if err != nil {
		return nil, nil, err
	}
	for _, ring := range normal {
		if ringArea(ring) > 0 {
			valid = append(valid, nil)
		}
		valid[len(valid)-1] = append(valid[len(valid)-1], ring)
	}
	return valid, roundingNote(f, f.legalArea(rings), rings, normal), nil
}

// roundingNote says what rounding has dropped of an area in square metres, at
// the thinnest ring; nil if there are as many rings as before, and the area is
// what moving vertices by half of the resolution each way can make it.
func roundingNote(f Frame, area float64, before, after []Ring) *message.Note {
	moved, length := 0.0, 0.0 // in the frame
	for _, ring := range after {
		moved += ringArea(ring)
	}
	thinnest := f.rounded(before[0][0])
	least := math.Inf(1)
	for _, ring := range before {
		round := ringLength(ring)
		moved -= ringArea(ring)
		length += round
		if width := math.Abs(ringArea(ring)) / round; width < least {
			thinnest, least = f.rounded(ring[0]), width
		}
	}
	if len(before) == len(after) && math.Abs(moved) <= length/f.steps()*math.Sqrt2/2 {
		return nil
	}
	unit := "0.1 mm"
	if f.Geographic() {
		unit = "1e-9°"
	}
	n := msgGeometryRounded.Note(message.Place{Point: (*message.Position)(&thinnest)}, "unit", unit, "before", len(before), "after", len(after), "change", strconv.FormatFloat(f.legalArea(after)-area, 'g', 2, 64))
	return &n
}

// Rounding returns a note on what the polygons of a computed boundary lack
// since they were rounded to 0.1 mm or 1e-9°: pieces thinner than that count in
// the area and are in no file. It is nil where they lack nothing.
func (b *Boundary) Rounding() *message.Note {
	if b == nil || b.result == nil {
		return nil
	}
	b.given()
	return b.result.rounding
}

// withoutNeedles drops rings between given vertices that are thinner than a
// hundredth of the resolution, which readers cannot tell from nothing: some take
// such a shell for a hole.
func withoutNeedles(rings []Ring, steps float64) []Ring {
	var kept []Ring
	inShell := false
	for _, ring := range rings {
		area := ringArea(ring)
		wide := 2*math.Abs(area) > ringLength(ring)*0.01/steps
		if area > 0 {
			inShell = wide
		}
		if wide && inShell {
			kept = append(kept, ring)
		}
	}
	return kept
}

func ringLength(ring Ring) float64 {
	sum := 0.0
	for k := range len(ring) - 1 {
		sum += math.Hypot(ring[k+1].X-ring[k].X, ring[k+1].Y-ring[k].Y)
	}
	return sum
}

// validInFrame reports whether rings bound a region in the frame's own plane,
// each touching itself nowhere, the inside of each polygon in one piece. It is
// asked on as fine a grid as the extent allows: over less than 2 degrees or
// 4 000 km that holds every bit.
func validInFrame(rings []Ring) bool {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for _, p := range ring {
			low = Point{min(low.X, p.X), min(low.Y, p.Y)}
			high = Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	low = Point{math.Floor(low.X), math.Floor(low.Y)}
	_, e := math.Frexp(max(high.X-low.X, high.Y-low.Y))
	r, err := plane.NewRegion(onSteps(rings, low, math.Ldexp(1, 48-e)))
	if err != nil || r.Rings() < len(rings) {
		return false
	}
	problems, touches := r.Examine(1)
	return len(problems) == 0 && len(touches) == 0 && !r.Pinched()
}

// normalizeInFrame rounds rings to the resolution and puts right what that
// breaks, by the same snap rounding as in the plane.
func normalizeInFrame(ctx context.Context, rings []Ring, steps float64, pairs int) ([]Ring, error) {
	r, err := plane.NewRegion(onSteps(rings, Point{}, steps))
	if err != nil {
		return nil, msgGeometryRange.Error(ErrGeometry, message.Place{}, "error", err)
	}
	var grid [][]plane.Point
	for i := range r.Rings() {
		grid = append(grid, r.Ring(i))
	}
	n, err := plane.Normalize(ctx, grid, pairs)
	if err != nil {
		return nil, tooComplex(err)
	}
	var out []Ring
	for i := range n.Rings() {
		var ring Ring
		for _, p := range n.Ring(i) {
			ring = append(ring, Point{float64(p.X) / steps, float64(p.Y) / steps})
		}
		out = append(out, ring)
	}
	return out, nil
}

func onSteps(rings []Ring, origin Point, steps float64) [][]plane.Point {
	out := make([][]plane.Point, len(rings))
	for i, ring := range rings {
		for _, p := range ring {
			out[i] = append(out[i], plane.Point{X: int64(math.Round((p.X - origin.X) * steps)), Y: int64(math.Round((p.Y - origin.Y) * steps))})
		}
	}
	return out
}
