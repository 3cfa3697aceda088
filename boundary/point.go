package boundary

import "strconv"

// A Point is a position in the plane of its Frame: X longitude and Y latitude
// in degrees, or X easting and Y northing in metres.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// A Ring is a closed line. The last point may repeat the first or not.
type Ring []Point

// A Polygon is a shell, its first ring, and the holes in it.
type Polygon []Ring

func formatCoordinate(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
