// Package open opens a file of polygons whatever its format, and says what was
// understood of it. The content of a file decides, not the end of its name.
//
//	src, err := open.File(ctx, os.DirFS("."), "sites.txt", nil)
//	if err != nil {
//		return err
//	}
//	fmt.Println(src) // sites.txt: survey TXT, GB18030, EPSG:4527 (by the coordinates)
//	for f, err := range src.Features() {
//		if err != nil {
//			return err
//		}
//		fmt.Println(f.ID, f.Boundary.Area().Hectares())
//	}
//
//	plan, err := zones.OpenPlan(ctx, os.DirFS("plan"), "plan.json", open.Features, nil)
//
// # Semantics
//
// These are opened:
//
//   - Shapefile: a .shp with the files beside it, or the name of any of those
//     files; a zip that holds one. Of several in a zip, Options.Layer or a path
//     into it ("plan.zip/STBHHX.shp") says which.
//   - GeoJSON, also one feature a line or after record separators.
//   - WKT and EWKT; WKB and EWKB in hexadecimal, one geometry a line; one WKB in
//     binary.
//   - Survey TXT (界址点) with all that package survey takes. It is the last to be
//     tried: a text is one if it has a section, a parcel line or rows of numbers.
//
// A text may be in UTF-16, and any of the texts may be compressed by gzip. A
// pipe is read into memory first, so that it can be read again.
//
// What people send in their place is recognised and refused by its name with
// the way out: GeoPackage, File Geodatabase, KML, DXF, DWG, MapGIS, VCT, Excel,
// PDF, RAR and others (code "open.convert" and its siblings).
//
// File reads the first feature to learn encoding and coordinate system.
// Features does not; it is a zones.Opener. Every range over the features
// opens the file anew.
//
// # Errors
//
// An *message.Error of this package or of the format's own, with the name of
// the file; errors of the file system as they come. A cancelled context ends a
// stream with its error.
//
// # Limits
//
// Recognising reads the first 8 KiB, and the directory of a zip. Then the
// limits of the format's package hold; Limits.Bytes counts what gzip unpacks.
//
// # Not for
//
// Formats that are refused: convert them with ogr2ogr. Writing: each format's
// package has a writer.
package open
