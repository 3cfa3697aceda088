package geojson

import (
	"bytes"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var (
	msgGeojsonDuplicate = message.New("geojson.duplicate", "an object has two members {name}", "同一对象中成员 {name} 出现了两次")
	msgGeojsonMisplaced = message.New("geojson.misplaced", "a {type} cannot have a member {name}", "{type} 中不能有成员 {name}")
	msgGeojsonEsri      = message.New("geojson.esri", "this is the JSON of ArcGIS (Esri JSON), not GeoJSON; export it as GeoJSON",
		"这是 ArcGIS 的 JSON（Esri JSON），不是 GeoJSON，请导出为 GeoJSON")
)

// A role says where an object stands, and so which members mean something.
type role int

const (
	topRole      role = iota // a whole text: collection, feature or geometry
	featureRole              // in "features"
	geometryRole             // in "geometry" or "geometries"
)

// members is a set of the member names that GeoJSON gives a meaning.
type members int

const (
	typeMember members = 1 << iota
	featuresMember
	geometryMember
	coordinatesMember
	geometriesMember
	crsMember
	idMember
	propertiesMember
	bboxMember
)

var memberNamed = map[string]members{
	"type": typeMember, "features": featuresMember, "geometry": geometryMember,
	"coordinates": coordinatesMember, "geometries": geometriesMember, "crs": crsMember,
	"id": idMember, "properties": propertiesMember, "bbox": bboxMember,
}

// esri are members that tell the JSON of ArcGIS from GeoJSON.
var esri = map[string]bool{
	"rings": true, "paths": true, "attributes": true, "geometryType": true,
	"spatialReference": true, "displayFieldName": true, "fieldAliases": true,
}

// An object is what the members of a GeoJSON object have said so far. The
// polygons go to reader.shape, the features of a collection to the reader's
// caller.
type object struct {
	role  role
	depth int // of geometries in geometries
	line  int // where it begins

	seen       members
	kind       string // value of "type"
	levels     int    // nesting of coordinates: 3 polygon, 4 multipolygon
	geometry   bool   // a geometry that is not null
	id         string
	properties boundary.Properties
	foreign    []byte // other members of a feature: `"a":1,"b":2`
	crs        *declaration
}

// object reads an object.
func (r *reader) object(o *object) error {
	s := r.scanner
	if err := s.expect('{'); err != nil {
		return err
	}
	o.line = s.line
	if s.take('}') {
		return nil
	}
	for {
		name, err := s.key()
		if err != nil {
			return err
		}
		if err := r.member(o, name); err != nil {
			return err
		}
		if s.take('}') {
			return nil
		}
		if !s.take(',') {
			return s.unexpected(`"," or "}"`)
		}
	}
}

func (r *reader) member(o *object, name string) error {
	m := memberNamed[name]
	if o.seen&m != 0 {
		return r.scanner.syntax(msgGeojsonDuplicate, "name", name)
	}
	o.seen |= m
	if o.forbids(m) {
		return r.misplaced(o, name)
	}
	if o.role == geometryRole && m&(idMember|propertiesMember) != 0 {
		m = 0
	}
	var err error
	switch m {
	case typeMember:
		return r.kind(o)
	case featuresMember:
		return r.features(o)
	case geometryMember:
		if r.scanner.peek() == 'n' {
			return r.scanner.literal("null")
		}
		o.geometry = true
		return r.geometry(o.depth + 1)
	case coordinatesMember:
		o.geometry = true
		o.levels, err = r.coordinates(o.kind)
	case geometriesMember:
		o.geometry = true
		err = r.geometries(o.depth)
	case crsMember:
		err = r.declare(o)
	case idMember:
		o.id, err = r.id()
	case propertiesMember:
		o.properties, err = r.properties()
	case bboxMember:
		err = r.scanner.skip()
	default:
		err = r.foreign(o, name)
	}
	return err
}

// forbids reports whether a member has no place in the object, as far as its
// type is known: reading on would mean to guess which of two geometries counts.
func (o *object) forbids(m members) bool {
	const shapes = geometryMember | coordinatesMember | geometriesMember
	allowed := shapes | featuresMember
	switch {
	case o.kind == "FeatureCollection":
		allowed = featuresMember
	case o.role == featureRole || o.kind == "Feature":
		allowed = geometryMember
	case o.kind == "GeometryCollection":
		allowed = geometriesMember
	case o.kind != "":
		allowed = coordinatesMember
	case o.role == geometryRole:
		allowed = coordinatesMember | geometriesMember
	}
	return m&(shapes|featuresMember)&^allowed != 0
}

func (o *object) typeName() string {
	switch {
	case o.kind != "":
		return o.kind
	case o.role == featureRole:
		return "Feature"
	}
	return "geometry"
}

// kind reads the type and refuses one that cannot stand where the object does.
func (r *reader) kind(o *object) error {
	raw, err := r.scanner.str()
	if err != nil {
		return err
	}
	o.kind = unquote(raw)
	ok := false
	switch o.kind {
	case "Feature":
		ok = o.role != geometryRole
	case "FeatureCollection":
		ok = o.role == topRole
	case "Polygon", "MultiPolygon", "GeometryCollection":
		ok = o.role != featureRole
	}
	if !ok {
		return r.wrongType(o.kind)
	}
	for _, name := range []string{"features", "geometry", "coordinates", "geometries"} {
		if m := memberNamed[name]; o.seen&m != 0 && o.forbids(m) {
			return r.misplaced(o, name)
		}
	}
	return nil
}

func (r *reader) misplaced(o *object, name string) error {
	return r.scanner.syntax(msgGeojsonMisplaced, "type", o.typeName(), "name", name)
}

// id reads the id of a feature: a string, or a number as it is written.
func (r *reader) id() (string, error) {
	s := r.scanner
	switch c := s.peek(); {
	case c == '"':
		raw, err := s.str()
		if err != nil {
			return "", err
		}
		return unquote(raw), nil
	case c == 'n':
		return "", s.literal("null")
	case c == '-' || '0' <= c && c <= '9':
		raw, err := s.number()
		return string(raw), err
	}
	return "", s.unexpected("an id (string or number)")
}

// properties reads the properties of a feature as they are written.
func (r *reader) properties() (boundary.Properties, error) {
	s := r.scanner
	switch s.peek() {
	case 'n':
		return nil, s.literal("null")
	case '{':
		raw, err := s.raw()
		return append(boundary.Properties(nil), raw...), err
	}
	return nil, s.unexpected("an object of properties")
}

// foreign keeps a member that GeoJSON does not know, if it is of a feature.
func (r *reader) foreign(o *object, name string) error {
	s := r.scanner
	if o.kind == "" && esri[name] {
		return s.syntax(msgGeojsonEsri)
	}
	if o.role == geometryRole || o.kind == "FeatureCollection" {
		return s.skip()
	}
	raw, err := s.raw()
	if err != nil {
		return err
	}
	if len(o.foreign)+len(raw) > s.limits.Text {
		return s.tooLong()
	}
	if len(o.foreign) > 0 {
		o.foreign = append(o.foreign, ',')
	}
	o.foreign = append(append(appendQuoted(o.foreign, name), ':'), raw...)
	return nil
}

// allProperties joins properties and foreign members. The foreign ones go
// first: where a name occurs twice, the last counts, and that is the property.
func (o *object) allProperties() boundary.Properties {
	if len(o.foreign) == 0 {
		return o.properties
	}
	all := append(boundary.Properties{'{'}, o.foreign...)
	if inner := bytes.TrimLeft(o.properties[min(1, len(o.properties)):], " \t\r\n"); len(inner) > 1 {
		return append(append(all, ','), inner...)
	}
	return append(all, '}')
}
