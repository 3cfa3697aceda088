package open

import (
	"context"
	"io/fs"
	"iter"
	"strings"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/boundary/shapefile"
	"github.com/sanxian/sanxian/boundary/survey"
	"github.com/sanxian/sanxian/boundary/wkb"
	"github.com/sanxian/sanxian/boundary/wkt"
	"github.com/sanxian/sanxian/message"
)

// A Format is one that can be opened. Its value is the name of its package.
type Format string

// The formats.
const (
	GeoJSON   Format = "geojson"
	Shapefile Format = "shapefile"
	Survey    Format = "survey"
	WKB       Format = "wkb"
	WKT       Format = "wkt"
)

// String returns the name that people use.
func (f Format) String() string {
	switch f {
	case GeoJSON:
		return "GeoJSON"
	case Shapefile:
		return "Shapefile"
	case Survey:
		return "survey TXT"
	}
	return strings.ToUpper(string(f))
}

// An Origin says where a coordinate system was found.
type Origin string

// The origins. "" is that of a file without features, which has none.
const (
	ByReader  Origin = "reader"  // Reading.Frame
	ByFile    Origin = "file"    // the file names it: .prj, crs, SRID, header
	ByNumbers Origin = "numbers" // the coordinates show it, and nothing else does
	ByFormat  Origin = "format"  // the format says so where the file is silent: GeoJSON
)

// Options say how a file is opened. Nil means the defaults.
type Options struct {
	boundary.Reading

	Layer      string // of a zip with several Shapefiles: path or file name without extension
	NorthFirst bool   // coordinates are latitude, longitude (GeoJSON)
}

// A Source is a file that was recognised, and what was understood of it.
type Source struct {
	Name   string
	Format Format
	Gzip   bool     // compressed by gzip
	Zip    bool     // a Shapefile in a zip
	Layer  string   // its path in the zip, without extension
	Layers []string // all Shapefiles of the zip

	Encoding   string // of texts, "" where all was ASCII so far
	EncodingBy string // of a Shapefile: "option", ".cpg", ".dbf" or "texts"

	Frame   boundary.Frame // of the first feature
	FrameBy Origin
	System  string // the coordinate system as the file calls it, if it does

	Notes []message.Note // on the file as a whole, made until the first feature

	ctx     context.Context
	opt     Options
	content content // of all but Shapefiles
	// shapes opens a Shapefile.
	shapes func(*shapefile.Options) iter.Seq2[boundary.Feature, error]
}

// File recognises a file and reads its first feature, to say what was
// understood. Remarks go to Source.Notes here, and to Options.Note when the
// features are read.
func File(ctx context.Context, fsys fs.FS, name string, opt *Options) (*Source, error) {
	s, err := find(ctx, fsys, name, opt)
	if err != nil {
		return nil, err
	}
	if err := s.peek(); err != nil {
		return nil, err
	}
	return s, nil
}

// Features recognises a file and returns its features. It is a zones.Opener.
func Features(ctx context.Context, fsys fs.FS, name string, r *boundary.Reading) (iter.Seq2[boundary.Feature, error], error) {
	opt := &Options{}
	if r != nil {
		opt.Reading = *r
	}
	s, err := find(ctx, fsys, name, opt)
	if err != nil {
		return nil, err
	}
	return s.Features(), nil
}

// Features returns the features in the order of the file. Each range over them
// opens the file anew; it stops after the first error.
func (s *Source) Features() iter.Seq2[boundary.Feature, error] {
	return s.stream(s.opt.Reading, nil)
}

// String says what was understood, in one line.
func (s *Source) String() string {
	words := []string{s.Format.String()}
	if s.Gzip {
		words = append(words, "gzip")
	}
	if s.Zip {
		words = append(words, "layer "+s.Layer+" of a zip")
	}
	if s.Encoding != "" {
		words = append(words, s.Encoding)
	}
	if s.FrameBy == "" {
		words = append(words, "no features")
	} else {
		words = append(words, s.Frame.String()+map[Origin]string{
			ByReader: " (as told)", ByFile: " (by the file)", ByNumbers: " (by the coordinates)", ByFormat: " (by the format)"}[s.FrameBy])
	}
	return s.Name + ": " + strings.Join(words, ", ")
}

// found receives what the formats' own headers say.
type found struct {
	shapefile func(shapefile.Header)
	survey    func(survey.Header)
}

// stream reads the features with the format's own package.
func (s *Source) stream(r boundary.Reading, tell *found) iter.Seq2[boundary.Feature, error] {
	if tell == nil {
		tell = &found{}
	}
	if s.shapes != nil {
		return s.guarded(s.shapes(&shapefile.Options{Reading: r, Layer: s.Layer, Header: tell.shapefile}))
	}
	return s.guarded(func(yield func(boundary.Feature, error) bool) {
		in, err := s.content.open(s.ctx)
		if err != nil {
			yield(boundary.Feature{}, err)
			return
		}
		defer in.Close()
		switch s.Format {
		case GeoJSON:
			geojson.Read(s.ctx, in.Reader, &geojson.Options{Reading: r, NorthFirst: s.opt.NorthFirst})(yield)
		case WKB:
			wkb.Read(s.ctx, in.Reader, &wkb.Options{Reading: r})(yield)
		case WKT:
			wkt.Read(s.ctx, in.Reader, &wkt.Options{Reading: r})(yield)
		default:
			survey.Read(s.ctx, in.Reader, &survey.Options{Reading: r, Header: tell.survey})(yield)
		}
	})
}

// guarded ends a stream when the context does.
func (s *Source) guarded(features iter.Seq2[boundary.Feature, error]) iter.Seq2[boundary.Feature, error] {
	return func(yield func(boundary.Feature, error) bool) {
		for f, err := range features {
			if gone := s.ctx.Err(); gone != nil {
				yield(boundary.Feature{}, gone)
				return
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

// peek learns from the first feature.
func (s *Source) peek() error {
	reading := s.opt.Reading
	done := false
	reading.Note = func(n message.Note) {
		if !done { // a reader that is stopped may sum up what is not all
			s.Notes = append(s.Notes, n)
		}
	}
	tell := &found{
		shapefile: func(h shapefile.Header) { s.Encoding, s.EncodingBy, s.System = h.Encoding, h.EncodingBy, h.System },
		survey: func(h survey.Header) {
			if s.System == "" {
				s.Encoding, s.System = h.Encoding, h.Get(survey.KeyCoordinateSystem)
			}
		},
	}
	for f, err := range s.stream(reading, tell) {
		if err != nil {
			return err
		}
		done = true
		s.Frame, s.FrameBy = f.Boundary.Frame(), s.origin(f.Boundary.Frame())
		break
	}
	return nil
}

// origin tells where the frame was found.
func (s *Source) origin(f boundary.Frame) Origin {
	_, _, prefixed, projected := f.Zone()
	switch {
	case s.opt.Frame != nil:
		return ByReader
	case s.Format == Survey && (prefixed || !projected):
		return ByNumbers
	case s.Format == GeoJSON && !projected:
		return ByFormat // a crs that says the same says nothing
	}
	for _, n := range s.Notes {
		switch n.Code {
		case "crs.recognised", "srid.degrees":
			return ByNumbers
		}
	}
	return ByFile
}
