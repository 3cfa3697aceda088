// Package geos asks GEOS, through its C library, the three things that a
// witness has to answer: is this geometry valid, what area does an overlay
// have, and does this GeoJSON read.
//
//	e, err := geos.Open() // an error: GEOS is not installed
//	reason, err := e.Valid(wkb)
//	area, err := e.Area(geos.Intersection, wkb1, wkb2)
//
// # Not for
//
// Anything else: it is no wrapper of GEOS, and the library itself uses no C.
package geos
