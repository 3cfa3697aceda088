package geojson

import (
	"errors"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonTopology = message.New("geojson.topology", "this is TopoJSON, not GeoJSON; ogrinfo {file} lists its layers, and ogr2ogr -f GeoJSON LAYER.geojson {file} LAYER converts one of them",
		"这是 TopoJSON，不是 GeoJSON：可用 ogrinfo {file} 列出图层，再用 ogr2ogr -f GeoJSON 图层.geojson {file} 图层 逐层转换")
	msgGeojsonNoCoordinates = message.New("geojson.no_coordinates", "a {type} without coordinates", "{type} 没有坐标")
	msgGeojsonPoints        = message.New("geojson.points", "points instead of polygons ({type})", "应为面，却是点（{type}）")
	msgGeojsonLines         = message.New("geojson.lines", "lines instead of polygons ({type})", "应为面，却是线（{type}）")
	msgGeojsonType          = message.New("geojson.type", "the type {type} cannot stand here", "此处不能出现类型 {type}")
)

// A shape collects the polygons of one feature. Its memory is used again.
type shape struct {
	points []boundary.Point
	rings  []int32 // ends of rings in points
	parts  []int32 // ends of polygons in rings

	vertex     int   // that is being read, from 1; 0 between rings
	dropped    bool  // a position had more than two ordinates
	collection bool  // it came as a GeometryCollection
	empty      error // the first array that had nothing in it
}

var shapes = sync.Pool{New: func() any { return new(shape) }}

func newShape() *shape { return shapes.Get().(*shape) }

func (h *shape) reset() {
	*h = shape{points: h.points[:0], rings: h.rings[:0], parts: h.parts[:0]}
}

// polygons returns what was collected, as slices of the shape's memory.
func (h *shape) polygons() []boundary.Polygon {
	rings := make([]boundary.Ring, len(h.rings))
	from := int32(0)
	for i, end := range h.rings {
		rings[i], from = h.points[from:end:end], end
	}
	out := make([]boundary.Polygon, len(h.parts))
	from = 0
	for i, end := range h.parts {
		out[i], from = boundary.Polygon(rings[from:end:end]), end
	}
	return out
}

// place returns where in the feature reading has come to.
func (h *shape) place() message.Place {
	at := message.Place{Polygon: len(h.parts) + 1, Ring: len(h.rings) + 1, Vertex: h.vertex}
	if n := len(h.parts); n > 0 {
		at.Ring -= int(h.parts[n-1])
	}
	return at
}

// located adds to an error where in the feature reading has come to.
func (r *reader) located(err error) error {
	at := r.shape.place()
	var e *message.Error
	if errors.As(err, &e) && e.Place.Polygon == 0 && e.Place.Vertex == 0 {
		c := *e
		c.Place.Vertex = at.Vertex
		err = &c
	}
	return message.At(err, at)
}

// geometry reads a geometry object into the shape.
func (r *reader) geometry(depth int) error {
	s := r.scanner
	if s.peek() != '{' {
		return s.unexpected("a geometry")
	}
	if depth > s.limits.Depth {
		return s.tooDeep()
	}
	o := object{role: geometryRole, depth: depth}
	if err := r.object(&o); err != nil {
		return err
	}
	if o.crs != nil {
		if err := r.inner(o.crs); err != nil {
			return err
		}
	}
	return r.checkGeometry(&o)
}

// geometries reads the members of a GeometryCollection.
func (r *reader) geometries(depth int) error {
	r.opened = 0
	return r.array(func() error { return r.geometry(depth + 1) })
}

// checkGeometry compares the type of a geometry with its members.
func (r *reader) checkGeometry(o *object) error {
	s := r.scanner
	needs := coordinatesMember
	switch o.kind {
	case "Polygon", "MultiPolygon":
	case "GeometryCollection":
		needs = geometriesMember
	case "":
		return s.syntax(msgGeojsonNoType)
	default:
		return r.wrongType(o.kind)
	}
	if o.seen&needs == 0 {
		return r.geometryError(msgGeojsonNoCoordinates, "type", o.kind)
	}
	known := o.levels > 0 // not in brackets without coordinates
	if known && (o.kind == "Polygon" && o.levels != 3 || o.kind == "MultiPolygon" && o.levels != 4) {
		return r.nested(o.kind)
	}
	if o.kind == "GeometryCollection" {
		r.shape.collection = true
	}
	return nil
}

// wrongType refuses a type that is not polygonal.
func (r *reader) wrongType(kind string) error {
	switch kind {
	case "Point", "MultiPoint":
		return r.geometryError(msgGeojsonPoints, "type", kind)
	case "LineString", "MultiLineString":
		return r.geometryError(msgGeojsonLines, "type", kind)
	}
	if kind == "Topology" {
		return r.scanner.syntax(msgGeojsonTopology, "file", fileWord(r.opt.Name))
	}
	return r.scanner.syntax(msgGeojsonType, "type", clip(kind))
}

func (r *reader) geometryError(m *message.Message, pairs ...any) error {
	return m.Error(boundary.ErrGeometry, message.Place{Line: r.scanner.line}, pairs...)
}
