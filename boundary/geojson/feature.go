package geojson

import (
	"github.com/sanxian/sanxian/boundary"
)

// features reads the features of a collection and hands them on.
func (r *reader) features(o *object) error {
	s := r.scanner
	if r.text > 1 && !r.records {
		return r.trailing()
	}
	r.collection.crs = o.crs
	if s.peek() != '[' {
		return s.unexpected("an array of features")
	}
	s.pos++
	if s.take(']') {
		return nil
	}
	for {
		if s.peek() != '{' {
			return s.unexpected("a feature")
		}
		r.begin()
		f := object{role: featureRole}
		if err := r.object(&f); err != nil {
			return r.inFeature(err, &f)
		}
		r.number++
		r.collection.features++
		if err := r.feature(&f); err != nil {
			return err
		}
		if s.take(']') {
			return nil
		}
		if !s.take(',') {
			return s.unexpected(`"," or "]"`)
		}
	}
}

// inFeature locates an error in the feature that is being read.
func (r *reader) inFeature(err error, o *object) error {
	return boundary.At(err, boundary.Place{Feature: boundary.FeatureID(o.id, o.properties, r.number+1)})
}

// feature makes a feature of an object and hands it on.
func (r *reader) feature(o *object) error {
	s := r.scanner
	at := boundary.Place{File: r.opt.Name, Line: o.line}
	if r.number > s.limits.Features {
		return boundary.NewError(boundary.ErrLimit, "geojson.features", at, "the file has more than {limit} features", "limit", s.limits.Features)
	}
	if o.kind == "" {
		at.Feature = boundary.FeatureID(o.id, o.properties, r.number)
		return boundary.NewError(boundary.ErrSyntax, "geojson.no_type", at, "an object has no type: it is not GeoJSON")
	}
	f := boundary.Feature{Properties: o.allProperties()}
	if len(o.foreign) > 0 {
		r.remark("geojson.foreign", "features have members of their own beside their properties; they are kept with the properties")
	}
	f.ID = boundary.FeatureID(o.id, f.Properties, r.number)
	at.Feature = f.ID
	if !o.geometry {
		if r.opt.SkipNull {
			r.remark("geojson.skipped", "features without geometry are left out")
			return nil
		}
		return boundary.NewError(boundary.ErrGeometry, "geojson.no_geometry", at, "feature has no geometry")
	}
	frame, err := r.frameOf(o)
	if err != nil {
		return boundary.At(err, at)
	}
	if err := r.checkOrder(frame); err != nil {
		return boundary.At(err, at)
	}
	if r.shape.dropped {
		r.remark("geojson.heights", "heights and further ordinates of the vertices are not kept")
	}
	h, build := r.shape, r.opt.Build
	r.shape = newShape()
	if !r.queue.Add(len(h.points), func() (boundary.Feature, error) { return h.finish(f, at, frame, build) }) {
		return errStopped
	}
	return nil
}

// finish gives a feature its boundary, after which the shape's memory is free.
func (h *shape) finish(f boundary.Feature, at boundary.Place, frame boundary.Frame, build *boundary.Options) (boundary.Feature, error) {
	b, repairs, err := boundary.New(frame, h.polygons(), build)
	if err != nil {
		return f, boundary.At(err, at)
	}
	f.Boundary = b
	if h.collection {
		f.Notes = append(f.Notes, boundary.NewNote("geojson.collection", at, "the GeometryCollection is read as one MultiPolygon"))
	}
	for _, n := range repairs {
		n.Place = n.Place.Within(at)
		f.Notes = append(f.Notes, n)
	}
	shapes.Put(h)
	return f, nil
}

// checkOrder refuses latitude before longitude. China lies in 73 to 136 east
// and 3 to 54 north; the ranges do not meet, so its coordinates cannot be taken
// for swapped ones, only other places can: far north in Scandinavia.
func (r *reader) checkOrder(frame boundary.Frame) error {
	if !frame.Geographic() || r.opt.NorthFirst {
		return nil
	}
	first := r.shape.points[:min(8, len(r.shape.points))]
	for _, p := range first {
		if p.X < 3 || p.X > 54 || p.Y < 73 || p.Y > 136 {
			return nil
		}
	}
	return boundary.NewError(boundary.ErrGeometry, "geojson.swapped", boundary.Place{Polygon: 1, Ring: 1, Vertex: 1, Point: &boundary.Point{X: first[0].X, Y: first[0].Y}},
		"the coordinates look like latitude, longitude; GeoJSON has longitude first: swap them, or say that north comes first")
}
