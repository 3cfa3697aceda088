package boundary

import (
	"context"
	"fmt"
	"math"

	"github.com/sanxian/sanxian/internal/grid"
	"github.com/sanxian/sanxian/internal/plane"
	"github.com/sanxian/sanxian/message"
)

// Doubt returns the land on which the lawful readings of rings that were repaired
// with a warning do not agree: what the reading taken gives and another takes, or the
// other way round. It is nil where there is none. The result of an operation has that
// of all its operands.
func (b *Boundary) Doubt() *Boundary {
	if b == nil {
		return nil
	}
	return b.doubt
}

// noteChange notes a repair with its change of area in square metres, and the land
// on which other readings differ. Both are looked at, since gains and losses of one
// ring may cancel out.
func (m *maker) noteChange(what *message.Message, at message.Place, change float64, doubt *plane.Region, pairs ...any) {
	n := m.note(what, at, append(pairs, "change", fmt.Sprintf("%+.4f", change))...)
	n.Warning = max(math.Abs(change), doubt.Area()*grid.Unit2) > m.opt.Tolerance
	if n.Warning {
		m.doubts = append(m.doubts, doubt)
	}
}

// doubt returns all land in doubt, nil where there is none.
func (m *maker) doubt() (*Boundary, error) {
	if len(m.doubts) == 0 {
		return nil, nil
	}
	r, err := plane.Cover(m.ctx, m.doubts, 1, nil, 0)
	if err != nil || r.Empty() {
		return nil, tooComplex(err)
	}
	return fromRegion(r, m.frame), nil
}

// doubting gives a result the doubt of its operands, within a window if that is not
// nil.
func (b *Boundary) doubting(ctx context.Context, operands []*Boundary, window *Boundary) (*Boundary, error) {
	var all []*plane.Region
	for _, o := range append(operands, window) {
		if d := o.Doubt(); d != nil {
			all = append(all, &d.region)
		}
	}
	if all == nil {
		return b, nil
	}
	r, err := plane.Cover(ctx, all, 1, window.plane(), 0)
	if err != nil {
		return nil, tooComplex(err)
	}
	if !r.Empty() {
		b.doubt = fromRegion(r, b.frame)
	}
	return b, nil
}

// asRegion returns what a ring encloses, whichever way it runs.
func asRegion(ring []plane.Point) *plane.Region {
	if plane.SignedArea(ring) < 0 {
		ring = plane.Reversed(ring)
	}
	r, err := plane.NewRegion([][]plane.Point{ring})
	if err != nil {
		return new(plane.Region) // refused when the feature is made of its rings
	}
	return r
}

// boxRegion returns a box as a region.
func boxRegion(b plane.Box) *plane.Region {
	return asRegion([]plane.Point{{X: b.MinX, Y: b.MinY}, {X: b.MaxX, Y: b.MinY}, {X: b.MaxX, Y: b.MaxY}, {X: b.MinX, Y: b.MaxY}})
}

// maxExchanges is how many crossings of a ring are looked at one by one.
const maxExchanges = 64

// exchanged returns the land by which a ring changes if its vertices are in the
// wrong order, as where two were swapped: at each crossing of edges ab and cd in X,
// the triangles aXc and bXd, since the edges would be ac and bd. With many crossings
// it is the ring's box.
func (m *maker) exchanged(g *gridRing) *plane.Region {
	given := m.asGiven(g)
	corners := make([]plane.Point, len(given))
	for i, p := range given {
		corners[i] = grid.Of(m.frame.ToLonLat(p))
	}
	ring := asRegion(corners)
	problems := ring.Validate(maxExchanges + 1)
	var triangles []*plane.Region
	for n, p := range problems {
		if n == maxExchanges || p.Kind == plane.Unchecked {
			return boxRegion(ring.Box())
		}
		if p.Kind == plane.Misplaced {
			continue // the ring as a whole
		}
		points := ring.Ring(0)
		i, j := p.Edges[0].Vertex, p.Edges[1].Vertex
		triangles = append(triangles, asRegion([]plane.Point{points[i], p.At, points[j]}), asRegion([]plane.Point{points[i+1], p.At, points[j+1]}))
	}
	all, err := plane.Cover(m.ctx, triangles, 1, nil, 0)
	if err != nil {
		return boxRegion(ring.Box())
	}
	return all
}
