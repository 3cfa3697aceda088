// Package wkb reads and writes polygons as Well-Known Binary, the form in
// which PostGIS and other databases hand out geometries. It takes ISO WKB and
// PostGIS's EWKB, as bytes or as hexadecimal text.
//
//	rows, err := db.Query(`SELECT id, geom FROM sites`)
//	if err != nil {
//		return err
//	}
//	defer rows.Close()
//	for rows.Next() {
//		var id string
//		var site wkb.Value
//		if err := rows.Scan(&id, &site); err != nil {
//			return err
//		}
//		fmt.Println(id, site.Boundary.Area().Hectares(), site.Notes)
//	}
//	_, err = db.Exec(`INSERT INTO sites VALUES ($1, $2)`, "A-1", wkb.Value{Boundary: b})
//
// # Semantics
//
//   - Geometries: POLYGON, MULTIPOLYGON, and GEOMETRYCOLLECTION of only those.
//     Anything else is refused by its name.
//   - Forms: either byte order, and another one in each nested geometry; Z and M
//     by ISO numbers (1003, 2003, 3003) or EWKB flags; hexadecimal text in either
//     case, with or without \x or 0x in front. The first byte tells which.
//   - Heights and measures are dropped, with a note. An empty geometry, or an
//     empty part of one, is refused as "wkb.empty". So are bytes that follow the
//     geometry, and coordinates that are not finite.
//   - Coordinates: X is longitude or easting, whatever the register says, as
//     PostGIS has it. They are kept bit for bit.
//   - SRID: an EPSG code of CGCS2000. 4326 is taken as 4490, with a note.
//     Reading.Frame overrules it. Where there is none (or 0), the numbers are
//     read as degrees if they can be, as a Gauss-Krüger zone if the eastings begin
//     with its number, with a note; all else is refused.
//   - Edges other than straight in longitude and latitude are not in WKB: give
//     Reading.Edges.
//
// Files that Read takes have one geometry in a line, as psql's \copy writes
// them: hex, or id, tab, hex. Write makes the same.
//
// # Errors
//
// An *message.Error with polygon, ring and vertex, and the offset of the byte
// where the form is wrong. Bytes of hexadecimal text are counted in pairs of
// digits.
//
// # Limits
//
// Declared counts are compared with the bytes that follow before anything is
// allocated. Collections nest at most 16 deep. A line may have Limits.Text
// bytes, and 256 MiB (eight million vertices) where that is not set. Memory
// is a small multiple of one geometry.
//
// # Not for
//
// Points, lines, curves and surfaces; the blobs of GeoPackage, SpatiaLite and
// MySQL, which put a header of their own before the WKB; TWKB.
package wkb
