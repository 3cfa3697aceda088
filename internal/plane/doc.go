// Package plane is exact overlay of polygons on an integer grid. It knows no
// geography: the grid's unit is the caller's, and every area is in square
// units.
//
//	a, _ := plane.NewRegion([][]plane.Point{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}})
//	b, _ := plane.NewRegion([][]plane.Point{{{5, 5}, {15, 5}, {15, 15}, {5, 15}}})
//	plane.Overlap(a, b) // 25
//
// # Semantics
//
// A vertex is a pair of integers of at most 50 bits; nothing moves once it is
// on the grid. A [Region] is what has winding number one under its rings,
// which run counter-clockwise around it and clockwise around its holes. Rings
// may touch themselves and each other in points; they do not cross.
//
// Where boundaries of two regions coincide, touch, or meet in a vertex, the
// second region counts as shifted by (ε, ε²) with ε infinitesimal. That is the
// only rule for ties, it lives in orientation.go, and because the area of an
// overlap is a continuous function of the coordinates it changes no result.
//
// # Accuracy
//
// Orientation is decided exactly. An overlap whose boundaries cross only in
// grid points is summed in 128-bit integers and rounded once; it is 0 exactly
// if the interiors do not meet. Any other overlap is positive; its rounding
// error is bounded in overlap.go, and where the bound is more than 1e-10 of the
// result that is evaluated again with all bits.
//
// # Not for
//
// Lengths, distances, or shapes on the ground: the equal-area plane that the
// callers use keeps areas and incidence, nothing else.
package plane
