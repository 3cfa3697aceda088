// Package crs reads and writes coordinate systems as files describe them in
// WKT: the .prj of a Shapefile, the definition in a GeoPackage. It decides by
// the parameters of the text whether it is a frame of CGCS2000, and says why
// where it is not.
//
//	frame, notes, err := crs.Frame(text)
//	var e *message.Error
//	switch {
//	case errors.As(err, &e):
//		fmt.Println(e.Code) // "crs.xian80": there is no public datum shift
//	default:
//		fmt.Println(frame)  // EPSG:4527
//		for _, n := range notes {
//			fmt.Println(n)  // "WGS 84 is taken as CGCS2000 …"
//		}
//	}
//	text = crs.ESRI(frame) // as ArcGIS and GDAL write it
//
// # Semantics
//
// WKT 1 in the dialects of OGC and ESRI and the common part of WKT 2 (ISO
// 19162) are read. Accepted are longitude and latitude in degrees from
// Greenwich, and Transverse Mercator (Gauss_Kruger) with scale 1 on the
// central meridian of an official zone, in metres, on the datum CGCS2000 or
// WGS 84. Axis order in the text is ignored: files of this kind hold
// easting or longitude first.
//
// Parameters decide; a name of the system that says something else is noted.
// A datum whose name contradicts its ellipsoid is refused: one of the two is
// wrong by a hundred metres, and the text does not say which. Only where two
// frames have equal parameters (a central meridian of both 3° and 6° zones
// without a prefix in the easting) does the name choose; 3° is the default.
//
// Numbers themselves speak too: Recognise finds the frame of data that names
// none, Reconcile settles a missing or extra zone prefix, Check tells whether
// a point can be in a frame at all.
//
// # Limits
//
// Text of more than 64 KiB or nested deeper than 32 levels is refused. No
// input panics.
//
// Not for: transforming coordinates, or describing systems that this module
// does not compute in.
package crs
