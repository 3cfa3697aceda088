package plane

// A Metric measures what the plane cannot: how far apart things are on the ground,
// in metres, from one region. All distances are 0 for what meets.
type Metric interface {
	// Scale bounds distances from the region that are less than the reach; ok is
	// false where there is no such scale.
	Scale(reach float64) (s Scale, ok bool)
	// Flat returns where a point of a scale's window is drawn on paper, in metres.
	Flat(p Point) (east, north float64)
	// FlatBox returns a box on that paper around what is in a box of the window: its
	// least east and north, then its greatest.
	FlatBox(b Box) [4]float64
	// Boxes returns a lower bound of the distance of anything in a from anything
	// in b, however far.
	Boxes(a, b Box) float64
	// Edges returns the distance of the edge a0, a1 from the edge b0, b1.
	Edges(a0, a1, b0, b1 Point) float64
}

// A Scale bounds distances by differences of coordinates and by a metric's paper.
// Everything in reach is in the window. Points, one of them in the region, that differ by
// dx and dy are at least √((East·dx)² + (North·dy)²) metres apart, or the reach if that is
// less. Of points, one of them in the region and one in the window, the paper makes
// the distance greater by at most Slack, and less by at most Short. Bend times the
// square of an edge's length is more than what the metric's idea of an edge strays from
// a straight line.
type Scale struct {
	Window             Box
	East, North        float64
	Slack, Short, Bend float64
}

// bend returns what two edges may stray whose lengths on the paper have these squares:
// twice what is said, as those are about the lengths on the ground.
func (s *Scale) bend(a2, b2 float64) float64 { return float64(2 * float64(s.Bend*(a2+b2))) }
