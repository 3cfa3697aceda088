package main

import (
	"context"
	"fmt"
	"iter"
	"math"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// A projector brings features into another frame and counts what that does to
// their area.
type projector struct {
	to      boundary.Frame
	densify bool

	changed boundary.Area // of all features
	largest boundary.Area // of one feature, by magnitude
	edges   bool          // some edges became straight in another frame
	points  int           // that were added
	any     bool          // some vertices were computed anew
}

// feature returns the feature in the projector's frame.
func (p *projector) feature(ctx context.Context, f boundary.Feature) (boundary.Feature, error) {
	from := f.Boundary.Frame()
	if from == p.to {
		return f, nil
	}
	p.edges = p.edges || from.Edges() != p.to.Edges()
	convert := conversion(from, p.to)
	p.any = p.any || convert != nil
	var polygons []boundary.Polygon
	for _, polygon := range f.Boundary.Polygons() {
		var out boundary.Polygon
		for _, ring := range polygon {
			if p.densify {
				ring = p.dense(from, ring)
			}
			moved := make(boundary.Ring, len(ring))
			for i, q := range ring {
				if moved[i] = q; convert != nil {
					moved[i] = convert(q)
				}
			}
			out = append(out, moved)
		}
		polygons = append(polygons, out)
	}
	// What had to be repaired was noted when the file was read.
	b, _, err := boundary.New(ctx, p.to, polygons, nil)
	if err != nil {
		return f, message.At(err, message.Place{Feature: f.ID})
	}
	change := b.Area() - f.Boundary.Area()
	p.changed += change
	if math.Abs(float64(change)) > math.Abs(float64(p.largest)) {
		p.largest = change
	}
	f.Boundary = b
	return f, nil
}

// stream returns the features in the projector's frame.
func (p *projector) stream(ctx context.Context, features iter.Seq2[boundary.Feature, error]) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if err == nil {
				f, err = p.feature(ctx, f)
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

// conversion returns how a vertex comes from one frame into another, nil where
// its numbers stay. A zone number more or less in the easting keeps the
// decimals; all else is rounded to 0.1 mm.
func conversion(from, to boundary.Frame) func(boundary.Point) boundary.Point {
	if from.Geographic() && to.Geographic() {
		return nil
	}
	width, zone, prefixed, ok := from.Zone()
	width2, zone2, prefixed2, ok2 := to.Zone()
	if ok && ok2 && width == width2 && zone == zone2 {
		shift := float64(zone) * 1e6
		if prefixed {
			shift = -shift
		}
		if prefixed == prefixed2 {
			shift = 0
		}
		return func(p boundary.Point) boundary.Point { return boundary.Point{X: rounded(p.X+shift, 1e9), Y: p.Y} }
	}
	steps := 1e4
	if to.Geographic() {
		steps = 1e9
	}
	return func(p boundary.Point) boundary.Point {
		q := to.FromLonLat(from.ToLonLat(p))
		return boundary.Point{X: rounded(q.X, steps), Y: rounded(q.Y, steps)}
	}
}

func rounded(v, steps float64) float64 { return math.Round(v*steps) / steps }

// dense puts points on edges of more than 70 m, at equal distances along the
// curve that the edge is.
func (p *projector) dense(f boundary.Frame, ring boundary.Ring) boundary.Ring {
	straight := frameOfEdges(f)
	out := boundary.Ring{ring[0]}
	for i := range ring[1:] {
		a, b := ring[i], ring[i+1]
		u, v := straight.FromLonLat(f.ToLonLat(a)), straight.FromLonLat(f.ToLonLat(b))
		n := math.Ceil(length(straight, u, v) / boundary.DefaultSpacing)
		for k := 1.0; k < n; k++ {
			w := boundary.Point{X: u.X + (v.X-u.X)*k/n, Y: u.Y + (v.Y-u.Y)*k/n}
			out = append(out, f.FromLonLat(straight.ToLonLat(w)))
			p.points++
		}
		out = append(out, b)
	}
	return out
}

// frameOfEdges returns the frame in whose numbers edges are straight.
func frameOfEdges(f boundary.Frame) boundary.Frame {
	width, zone := 3, 0
	word := f.Edges().String()
	if n, _ := fmt.Sscanf(word, "gk6-%d", &zone); n == 1 {
		width = 6
	} else {
		_, _ = fmt.Sscanf(word, "gk%d", &zone)
	}
	if g, err := boundary.GaussKruger(width, zone, true); err == nil {
		return g
	}
	return boundary.LonLat
}

// length is good enough to count points by.
func length(f boundary.Frame, a, b boundary.Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	if f.Geographic() {
		dx *= 111_320 * math.Cos((a.Y+b.Y)/2*math.Pi/180)
		dy *= 111_320
	}
	return math.Hypot(dx, dy)
}
