// Package wkt reads and writes polygons as Well-Known Text, the form in which
// geometries are typed, logged and pasted. It takes the text of the OGC and
// ISO, and PostGIS's EWKT with an SRID in front.
//
//	site, notes, err := wkt.Unmarshal(`SRID=4527;POLYGON((
//		39408000 4036000, 39408100 4036000,
//		39408100 4036100, 39408000 4036100, 39408000 4036000))`, nil)
//	if err != nil {
//		return err
//	}
//	fmt.Println(site.Area().Mu(), notes)
//	fmt.Println(wkt.MarshalEWKT(site))
//
//	for f, err := range wkt.Read(file, nil) { // one geometry in each line
//		if err != nil {
//			return err
//		}
//		fmt.Println(f.ID, f.Boundary.Area().Hectares())
//	}
//
// # Semantics
//
//   - Geometries: POLYGON, MULTIPOLYGON, and GEOMETRYCOLLECTION of only those,
//     in any case and with any white space. Anything else is refused by its name.
//   - Z, M and ZM, written apart, written together (POLYGONZ) or shown only by a
//     third and fourth number, are dropped, with a note.
//   - An empty geometry, or an empty part of one, is refused as "wkt.empty", unless Reading.KeepEmpty; so
//     is text after the geometry. Parse alone leaves empty parts out.
//   - Coordinates: X is longitude or easting, whatever the register says. They
//     are read to the nearest float64 and written so that they read the same.
//   - SRID: an EPSG code of CGCS2000. 4326 is taken as 4490, with a note.
//     Reading.Frame overrules it. Where there is none (or 0), the numbers are
//     read as degrees if they can be, as a Gauss-Krüger zone if the eastings begin
//     with its number, with a note; all else is refused.
//   - Edges other than straight in longitude and latitude are not in WKT: give
//     Reading.Edges.
//
// Files that Read takes have one geometry in a line: WKT, or id, tab, WKT.
// Lines that begin with # are comments. Write makes the same.
//
// # Errors
//
// An *message.Error with line and column, and polygon, ring and vertex where
// it is about one. Columns count characters.
//
// # Limits
//
// Collections nest at most 16 deep. A line may have Limits.Text bytes, and 256
// MiB where that is not set. Memory is a small multiple of one geometry.
//
// # Not for
//
// Points, lines, curves and surfaces; WKT of coordinate systems.
package wkt
