// Package geodesy knows the shape of the Earth for this library: the CGCS2000
// ellipsoid, its equal-area plane, its Gauss-Krüger zones, and lengths and
// distances on it. It turns degrees into metres and back; it knows nothing of
// rings, layers or rules.
//
//	x, y := geodesy.Plane(115.98, 36.45)             // equal-area metres
//	lon, lat := geodesy.LonLat(x, y)                 // and back
//
//	z := geodesy.Zone{Width: 3, Number: 39, Prefixed: true}
//	lon, lat = z.Inverse(39408000, 4036000)          // EPSG:4527 to degrees
//	easting, northing := z.Forward(lon, lat)
//
//	d := geodesy.Distance(115.98, 36.45, 116.01, 36.47) // metres
//	ew, ns := geodesy.LocalScale(36.45)              // true metres per plane metre
//
// # Semantics
//
// Angles are degrees, lengths are metres, longitude and easting come first.
// Latitudes are geodetic, in [-90, 90]; longitudes may have any number of
// whole turns, except in Plane, which keeps them as they are so that it stays
// linear in longitude.
//
// In the plane, x is R·λ and y is q(φ)/R, where q is the authalic integral
// of the ellipsoid and R = √q(90°). The shoelace of points in this plane is
// the official trapezoid area (椭球面积) of the same ring.
//
// Nothing here validates and nothing panics. NaN and infinities give NaN (or
// 0 in a lower bound); callers screen their input first.
//
// All functions are pure and safe for concurrent use.
//
// # Determinism
//
// The same input gives the same bits on every platform. The elementary
// functions are written out here, because those of package math have assembly
// on some platforms and fused multiply-adds on others; and every product is
// rounded by an explicit float64(), which the language promises not to fuse.
// A test reads the source to hold that line, another compares a hash of
// results with a committed constant.
//
// # Accuracy
//
//   - Plane: 2 units in the last place, that is 2 nm.
//   - LonLat: 1e-12 degrees up to latitude 88.5°. Nearer to the pole y does
//     not hold the latitude: its last bit is worth 15 cm at the pole itself.
//   - Zone.Forward, Zone.Inverse: series to the sixth order in n, truncation
//     below 1 nm within 1 000 km of the central meridian; the last bit of a
//     prefixed easting is 7 nm.
//   - Distance: 20 nm, and 1 µm between points that are nearly antipodal.
//   - SegmentDistance: see there; 0.3 mm for edges of 70 m.
//   - BoxDistanceBound, Vicinity.Bound: true lower bounds.
//   - Vicinity.Flat: what Vicinity.Scale says; 4 cm for what is 10 km away, 0.2 mm for
//     what is a few hundred metres away.
//
// # Not for
//
// Other datums or transformations between them, heights, projections other
// than Gauss-Krüger on CGCS2000, and azimuths. WGS 84 degrees may be used as
// they are where the coordinates were never transformed: the two ellipsoids
// differ by 0.1 mm in the semi-minor axis.
package geodesy
