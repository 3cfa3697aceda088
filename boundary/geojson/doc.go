// Package geojson reads and writes polygons as GeoJSON (RFC 7946, and the 2008
// specification where it had a crs): a FeatureCollection, a single Feature or
// geometry, one of them a line (newline-delimited), or a text sequence (RFC
// 8142). Both ways are streams of one feature at a time.
//
//	file, err := os.Open("sites.geojson")
//	if err != nil {
//		return err
//	}
//	defer file.Close()
//	opt := &geojson.Options{Reading: boundary.Reading{
//		Name: "sites.geojson",
//		Note: func(n message.Note) { log.Print(n) },
//	}}
//	for f, err := range geojson.Read(file, opt) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(f.ID, f.Boundary.Area().Hectares(), f.Properties.Text("MC"))
//	}
//	err = geojson.Write(out, boundary.All(features), nil)
//
// # Semantics
//
//   - Geometry: Polygon, MultiPolygon, and a GeometryCollection of them, which is
//     read as one MultiPolygon and noted. Points, lines and
//     features without geometry or land (unless KeepEmpty) are refused. Heights are
//     dropped, with a note.
//   - Members may come in any order. An object with two of type, features,
//     geometry, coordinates, geometries, crs, id or properties is refused, and so
//     is one whose geometry could be either of two.
//   - Id: the id of the feature, string or number as it is written; else the
//     property BSM, id or ID; else # and the number of the feature.
//   - Properties are the bytes of the file. Members that stand beside them in the
//     feature are put in front of them, with a note; where both have a name, the
//     property counts. Members of the collection itself are not kept.
//   - Text is UTF-8, with or without a byte order mark.
//
// # Coordinate system
//
// Without crs, coordinates are longitude and latitude of CGCS2000. A crs is
// honoured or refused, never ignored: what boundary.ParseFrame takes, WGS 84
// with a note; names of GCJ-02 and BD-09, whose encryption cannot be undone, and
// links are refused. A crs of a feature or geometry overrules the one around it.
// Reading.Frame overrules them all, with a warning where the file says otherwise.
//
// A crs that comes after the features is looked up beforehand if the first
// feature is in metres and the input can seek; otherwise one that is not
// longitude and latitude ends the reading with "geojson.crs_late".
//
// Axes are longitude, latitude or easting, northing whatever the register of the
// crs says. The reverse is refused where it shows: coordinates between 3 and 54
// and between 73 and 136 are China with north first. NorthFirst reads them.
//
// Write puts a crs in front of the features where the frame is a Gauss-Krüger
// zone, which GDAL and QGIS understand, though RFC 7946 has dropped it; LonLat
// writes what every reader understands. Edges straight in a zone
// (boundary.Edges) cannot be told in GeoJSON: say them again when reading.
//
// # Errors and notes
//
// Reading ends with the first error, an *message.Error with the line, the
// feature and, in coordinates, the polygon, ring and vertex; errors of syntax
// name the byte. Notes on the file go to Reading.Note, each once; notes on a
// feature to Feature.Notes. Features that came before an error are not the whole
// file.
//
// # Limits
//
// Limits bounds bytes, features, vertices and rings of a feature, and nesting.
// Limits.Text bounds one name, one number, and the properties of one feature.
// Memory is that of the largest feature. Scanning takes about 7 ns a byte,
// less than making the boundaries.
//
// # Not for
//
// Points and lines, TopoJSON, the JSON of ArcGIS (recognised and refused), and
// transforming coordinates of other systems.
package geojson
