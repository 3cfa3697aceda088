package geojson

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"unicode/utf8"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/internal/coordinates"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonMixedFrames = message.New("geojson.mixed_frames", "the boundary is in {crs}, those before in {first}; one file has one coordinate system",
		"图形为 {crs}，前面的图形为 {first}；一个文件只能用一种坐标系")
	msgGeojsonBadProperties = message.New("geojson.bad_properties", "the properties are not a JSON object", "属性不是 JSON 对象，无法写出")
)

// Write writes features as a FeatureCollection, or one a line, one feature at a
// time. On an error the output is not whole: the collection is not closed.
//
// Vertices are written as they were given, to the last bit, in the frame of the
// boundaries; a Gauss-Krüger frame is named by a crs member, as GDAL does it,
// in every feature where there is no collection. All boundaries must be in one
// frame unless LonLat is set. The same features give the same bytes.
func Write(ctx context.Context, w io.Writer, features iter.Seq2[boundary.Feature, error], opt *WriteOptions) error {
	e := &writer{ctx: ctx, out: bufio.NewWriterSize(w, bufferSize)}
	if opt != nil {
		e.opt = *opt
	}
	for f, err := range features {
		if err == nil {
			err = e.add(f)
		}
		if err != nil {
			_ = e.out.Flush() // the error says more than one of writing
			return err
		}
	}
	if !e.opt.Lines {
		e.line = e.line[:0]
		if e.number == 0 {
			e.head()
		}
		e.line = append(e.line, "\n]}\n"...)
		e.out.Write(e.line) // an error stays and comes back from Flush
	}
	return e.out.Flush()
}

type writer struct {
	ctx    context.Context // of the call; ends rounding
	out    *bufio.Writer
	opt    WriteOptions
	number int
	frame  boundary.Frame // of the first feature
	line   []byte         // the feature being written
}

// add writes one feature.
func (e *writer) add(f boundary.Feature) error {
	if err := e.check(f); err != nil {
		return err
	}
	polygons, err := e.polygons(f)
	if err != nil {
		return err
	}
	if e.number++; e.number == 1 {
		e.frame = f.Boundary.Frame()
	}
	e.line = e.line[:0]
	switch {
	case e.opt.Lines:
	case e.number == 1:
		e.head()
		e.line = append(e.line, '\n')
	default:
		e.line = append(e.line, ",\n"...)
	}
	e.line = append(e.line, `{"type":"Feature"`...)
	if f.ID != "" {
		e.line = append(e.line, `,"id":`...)
		e.line = appendQuoted(e.line, f.ID)
	}
	if e.opt.Lines {
		e.crs()
	}
	e.line = append(e.line, `,"properties":`...)
	e.properties(f.Properties)
	e.line = append(e.line, `,"geometry":`...)
	e.geometry(polygons)
	e.line = append(e.line, '}')
	if e.opt.Lines {
		e.line = append(e.line, '\n')
	}
	_, err = e.out.Write(e.line)
	return err
}

// polygons returns the polygons of a feature as the file will hold them, and
// notes what it will not.
func (e *writer) polygons(f boundary.Feature) ([]boundary.Polygon, error) {
	at := message.Place{File: e.opt.Name, Feature: f.ID}
	polygons, dropped := f.Boundary.Polygons(), f.Boundary.Rounding()
	if frame := f.Boundary.Frame(); e.opt.LonLat {
		polygons = inLonLat(frame, polygons)
		if !frame.Geographic() {
			valid, more, err := boundary.Rounded(e.ctx, boundary.LonLat, polygons)
			if err != nil {
				return nil, message.At(err, at)
			}
			if polygons = valid; dropped == nil {
				dropped = more
			}
		}
	}
	if dropped != nil && e.opt.Note != nil {
		n := *dropped
		n.Place = n.Place.Within(at)
		n.Warning = len(polygons) == 0 // the feature is then without geometry
		e.opt.Note(n)
	}
	return polygons, nil
}

// check refuses what the file could not say.
func (e *writer) check(f boundary.Feature) error {
	at := message.Place{File: e.opt.Name, Feature: f.ID}
	if f.ID == "" {
		at.Feature = "#" + strconv.Itoa(e.number+1)
	}
	switch b := f.Boundary; {
	case b.Empty():
		return msgGeojsonNoGeometry.Error(boundary.ErrGeometry, at)
	case e.number > 0 && !e.opt.LonLat && b.Frame() != e.frame:
		return msgGeojsonMixedFrames.Error(boundary.ErrFrame, at,
			"crs", b.Frame(), "first", e.frame)
	case len(f.Properties) > 0 && !isObject(f.Properties):
		return msgGeojsonBadProperties.Error(message.ErrSyntax, at)
	}
	return nil
}

// isObject reports whether p is a JSON object in UTF-8.
func isObject(p boundary.Properties) bool {
	return bytes.HasPrefix(bytes.TrimLeft(p, " \t\r\n"), []byte("{")) && json.Valid(p) && utf8.Valid(p)
}

// head opens the collection.
func (e *writer) head() {
	e.line = append(e.line, `{"type":"FeatureCollection"`...)
	e.crs()
	e.line = append(e.line, `,"features":[`...)
}

func (e *writer) crs() {
	if !e.frame.Geographic() && !e.opt.LonLat {
		e.line = append(e.line, `,"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::`...)
		e.line = strconv.AppendInt(e.line, int64(e.frame.EPSG()), 10)
		e.line = append(e.line, `"}}`...)
	}
}

func (e *writer) properties(p boundary.Properties) {
	switch {
	case len(p) == 0:
		e.line = append(e.line, "null"...)
	case e.opt.Lines && bytes.ContainsAny(p, "\n\r"):
		var b bytes.Buffer
		_ = json.Compact(&b, p) // cannot fail: add has checked p
		e.line = append(e.line, b.Bytes()...)
	default:
		e.line = append(e.line, p...)
	}
}

func (e *writer) geometry(polygons []boundary.Polygon) {
	switch len(polygons) {
	case 0: // nothing is left of it at the file's resolution
		e.line = append(e.line, "null"...)
		return
	case 1:
		e.line = append(e.line, `{"type":"Polygon","coordinates":`...)
		e.line = coordinates.AppendPolygon(e.line, polygons[0])
	default:
		e.line = append(e.line, `{"type":"MultiPolygon","coordinates":`...)
		e.line = coordinates.AppendMultiPolygon(e.line, polygons)
	}
	e.line = append(e.line, '}')
}

// inLonLat returns polygons in longitude and latitude, rings turned as RFC 7946
// has it.
func inLonLat(f boundary.Frame, polygons []boundary.Polygon) []boundary.Polygon {
	out := coordinates.InLonLat(f, polygons)
	for _, p := range out {
		for j, ring := range p {
			p[j] = codec.Turned(ring, j > 0)
		}
	}
	return out
}
