package geojson

import (
	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

// Options say how a file is read. Nil means the defaults.
type Options struct {
	boundary.Reading

	// NorthFirst says that coordinates are latitude, longitude (or northing,
	// easting), against the standard. Read turns them round.
	NorthFirst bool
}

// WriteOptions say how features are written. Nil means the defaults.
type WriteOptions struct {
	Name string             // file name for errors and notes
	Note func(message.Note) // receives what rounding has dropped; nil: dropped

	// Lines writes one feature a line and no collection around them
	// (newline-delimited GeoJSON), where the default is one FeatureCollection.
	Lines bool
	// LonLat converts coordinates in metres to longitude and latitude, rounded
	// to 1e-9 degrees, and turns rings as RFC 7946 has it: shells
	// counter-clockwise, holes clockwise. Edges are then straight in longitude
	// and latitude for whoever reads the file; see boundary.Reading.Edges.
	LonLat bool
}
