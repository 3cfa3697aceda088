// Package witness holds the library against engines that it did not write:
// GEOS, PostGIS, GDAL, GeographicLib and a JSON Schema validator. It has tests
// only, in a module of its own, so that nobody who imports the library
// downloads what they need. README.md says how to run them.
package witness
