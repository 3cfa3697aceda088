// Package shapefile reads and writes polygons with attributes as ESRI
// Shapefiles: .shp, .shx, .dbf, .prj and .cpg, in a folder or in a zip. It is
// made for Chinese planning data: attributes in GBK, Gauss-Krüger zones of
// CGCS2000, and files whose members contradict each other.
//
//	for f, err := range shapefile.Open(os.DirFS("."), "YJJBNTBHTB.shp", nil) {
//		if err != nil {
//			return err // where and why, see message.Error
//		}
//		fmt.Println(f.ID, f.Properties.Text("DLMC"), f.Boundary.Area().Mu())
//	}
//
//	plan := shapefile.Open(os.DirFS("."), "plan.shp", nil)
//	err := shapefile.Write("out/plan.shp", plan, &shapefile.WriteOptions{Encoding: "GBK"})
//
//	layers, err := shapefile.ZipLayers(upload, size) // io.ReaderAt and its bytes
//	features := shapefile.ReadZip(upload, size, &shapefile.Options{Layer: layers[0]})
//
// # Semantics
//
// Geometry. Polygon, PolygonZ and PolygonM are read; heights and measures are
// dropped with a note. A Shapefile does not reliably tell shells from holes,
// so their nesting decides (boundary.Options.ByNesting): a part in an even
// number of others is a shell. A record without geometry, or
// whose parts enclose no land, ends the stream with an error, unless
// Reading.KeepEmpty. Deleted records are left out
// together with their shapes.
//
// Coordinate system. The .prj is judged by its parameters. CGCS2000 and
// WGS 84 (with a note), as longitude and latitude or in a 3° or 6° zone, are
// read; Xi'an 1980, Beijing 1954, GCJ-02, UTM and the systems of other
// countries are refused by name. Without .prj, eastings with a zone number and
// degrees within China tell the frame, with a note; eastings of six digits are
// refused. Numbers that contradict the .prj are refused. Reading.Frame
// overrules all of that except numbers that cannot be in it.
//
// Attributes. Fields keep their order. Texts (C) lose blanks at the end;
// numbers (N, F) are kept as they are written, null where blank or overflown;
// dates (D) are the eight digits of the file; truth values (L) are true, false
// or null. Other types are not read, with a note. The encoding is that of
// Reading.Encoding, else of the .cpg, else of the language driver in the .dbf
// (unless the first texts are surely UTF-8, with a note), else found by looking
// (with a note): UTF-8 or GBK. A text that is not UTF-8
// though the file says so is read as GBK, with a note.
//
// Shapes and attributes are joined by their order. The .shx is not needed where
// each shape begins where the one before ends. Where the two disagree, the .shx
// says which shapes there are, in which order and where, as for other software;
// what lies between is not read, with a note, and with a warning where shapes are
// left out. A .shx is set aside, with a warning, where the table has another number
// of records than it has entries and the shapes follow each other. Shapes that
// overlap, entries that point to no shape, and a broken chain of shapes without a
// .shx are refused; so are shapes in another order than that of the .shx where the
// input cannot seek, as in a zip.
//
// Writing. Shells run clockwise, holes counter-clockwise, vertices are
// written bit for bit. Fields are inferred: numbers N, truth values L,
// everything else C, objects and arrays as JSON. The ids of the features get a
// field ID where no property holds them. The same features give the same
// bytes.
//
// # Errors and limits
//
// Errors are of type *message.Error and name file, record (Place.Line),
// feature, polygon, ring, vertex and point. Memory is bounded by one record
// when reading, and by the entries of the .shx from where the shapes depart from it;
// lengths and counts in headers are compared with the bytes
// that are there, never trusted. A file that ends early, a table that is
// longer or shorter than its shapes, is an error, never a short result. Limits
// bound bytes (of a zip: unpacked), features, rings and vertices.
//
// # Why not a library
//
// github.com/jonas-p/go-shp allocates what the counts of a record state before
// it reads them (a negative count panics, a large one takes gigabytes) and
// takes header lengths of the .dbf as signed 16 bits. In
// github.com/everystreet/go-shapefile the check of a record's size wraps around
// in 32 bits and the starts of parts are not checked, so that a damaged file
// panics; of encodings it names ASCII and UTF-8. Neither decodes GBK or makes a
// coordinate system of the .prj. (Read in their sources.)
//
// Not for: points, lines and multipatches; other coordinate systems (use
// ogr2ogr); editing files in place.
package shapefile
