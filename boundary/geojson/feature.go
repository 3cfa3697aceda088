package geojson

import (
	"context"
	"fmt"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/internal/codec"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonFeatures = message.New("geojson.features", "the file has more than {limit} features", "要素超过 {limit} 个")
	msgGeojsonNoType   = message.New("geojson.no_type", "an object has no type: it is not GeoJSON", "对象没有 type 成员，不是 GeoJSON")
	msgGeojsonForeign  = message.New("geojson.foreign", "features have members of their own beside their properties; they are kept with the properties",
		"要素在 properties 之外另有成员，已并入属性")
	msgGeojsonNoGeometry = message.New("geojson.no_geometry", "feature has no geometry", "要素没有图形")
	msgGeojsonHeights    = message.New("geojson.heights", "heights and further ordinates of the vertices are not kept", "顶点的高程等多余坐标值不予保留")
	msgGeojsonCollection = message.New("geojson.collection", "the GeometryCollection is read as one MultiPolygon", "GeometryCollection 按一个 MultiPolygon 读取")
	msgGeojsonSwapped    = message.New("geojson.swapped", "the coordinates look like latitude, longitude; GeoJSON has longitude first. Swap them: {command}",
		"坐标似为纬度在前、经度在后；GeoJSON 应为经度在前，请交换坐标：{command}")
	msgGeojsonNorthFirst = message.New("geojson.north_first", "the coordinates look like northing, easting, as WFS 2.0 sends them; GeoJSON has the easting first. Ask the service for version 1.0.0, or swap them: {command}",
		"坐标似为北坐标在前、东坐标在后（WFS 2.0 常如此输出）；GeoJSON 应为东坐标在前。请向服务请求 1.0.0 版，或交换坐标：{command}")
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
	return message.At(err, message.Place{Feature: codec.FeatureID(o.id, o.properties, r.number+1)})
}

// feature makes a feature of an object and hands it on.
func (r *reader) feature(o *object) error {
	s := r.scanner
	at := message.Place{File: r.opt.Name, Line: o.line}
	if r.number > s.limits.Features {
		return msgGeojsonFeatures.Error(message.ErrLimit, at, "limit", s.limits.Features)
	}
	if o.kind == "" {
		at.Feature = codec.FeatureID(o.id, o.properties, r.number)
		return msgGeojsonNoType.Error(message.ErrSyntax, at)
	}
	f := boundary.Feature{Properties: o.allProperties()}
	if len(o.foreign) > 0 {
		r.remark(msgGeojsonForeign)
	}
	f.ID = codec.FeatureID(o.id, f.Properties, r.number)
	at.Feature = f.ID
	empty := r.shape.empty
	switch landless := len(r.shape.points) == 0; {
	case landless && r.opt.KeepEmpty:
		return r.add(0, func() (boundary.Feature, error) { return codec.Landless(f, at), nil })
	case !o.geometry:
		return msgGeojsonNoGeometry.Error(boundary.ErrGeometry, at)
	case landless:
		return message.At(empty, at)
	case empty != nil:
		f.Notes = append(f.Notes, msgGeojsonEmpty.Note(at))
	}
	frame, err := r.frameOf(o)
	if err != nil {
		return message.At(err, at)
	}
	if err := r.checkOrder(frame); err != nil {
		return message.At(err, at)
	}
	if r.shape.dropped {
		r.remark(msgGeojsonHeights)
	}
	ctx, h, opt := r.ctx, r.shape, &r.opt
	r.shape = newShape()
	return r.add(len(h.points), func() (boundary.Feature, error) { return h.finish(ctx, f, at, frame, opt) })
}

func (r *reader) add(vertices int, made func() (boundary.Feature, error)) error {
	if !r.queue.Add(vertices, made) {
		return errStopped
	}
	return nil
}

// finish gives a feature its boundary, after which the shape's memory is free.
func (h *shape) finish(ctx context.Context, f boundary.Feature, at message.Place, frame boundary.Frame, opt *Options) (boundary.Feature, error) {
	if h.collection {
		f.Notes = append(f.Notes, msgGeojsonCollection.Note(at))
	}
	f, err := codec.Make(ctx, f, at, frame, h.polygons(), opt.Build, opt.KeepEmpty)
	if err != nil {
		return f, err
	}
	shapes.Put(h)
	return f, nil
}

// checkOrder refuses latitude before longitude. China lies in 73 to 136 east
// and 3 to 54 north; the ranges do not meet, so its coordinates cannot be taken
// for swapped ones, only other places can: far north in Scandinavia.
func (r *reader) checkOrder(frame boundary.Frame) error {
	if r.opt.NorthFirst {
		return nil
	}
	what, swapped := msgGeojsonSwapped, func(p boundary.Point) bool { return p.X >= 3 && p.X <= 54 && p.Y >= 73 && p.Y <= 136 }
	if !frame.Geographic() {
		what, swapped = msgGeojsonNorthFirst, northFirst
	}
	first := r.shape.points[:min(8, len(r.shape.points))]
	for _, p := range first {
		if !swapped(p) {
			return nil
		}
	}
	system := fmt.Sprintf("EPSG:%d", frame.EPSG())
	command := fmt.Sprintf(`ogr2ogr -f GeoJSON new.geojson %s -s_srs %s -t_srs %s -ct "+proj=axisswap +order=2,1"`, fileWord(r.opt.Name), system, system)
	return what.Error(boundary.ErrGeometry, message.Place{Polygon: 1, Ring: 1, Vertex: 1, Point: &message.Position{X: first[0].X, Y: first[0].Y}}, "command", command)
}

// northFirst reports whether metres are a northing and an easting of China: eastings
// are less than a million, or begin with the number of a zone, and northings neither.
func northFirst(p boundary.Point) bool {
	return p.X > 3e5 && p.X < 6.1e6 && (p.Y > 1e5 && p.Y < 9e5 || p.Y > 1.3e7 && p.Y < 4.6e7) && (p.X > 1e6 || p.Y > 1.3e7)
}
