package rows

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgRowsBytes = message.New("rows.bytes", "there are more than {limit} bytes", "内容超过 {limit} 字节")

// A Geometry is what one value gives. What was assumed is mostly the same for
// all geometries of a source; repairs belong to one.
type Geometry struct {
	Boundary         *boundary.Boundary
	Assumed, Repairs []message.Note
}

var msgRowsEmpty = message.New("rows.empty", "there is no geometry: it is empty", "没有图形：图形为空")

// NewGeometry makes the boundary of polygons, none of which is empty, with an
// SRID (0 for none). Noted is what the decoder has to say.
func NewGeometry(ctx context.Context, r *boundary.Reading, srid int, polygons []boundary.Polygon, noted []message.Note) (Geometry, error) {
	if len(polygons) == 0 {
		return Geometry{}, msgRowsEmpty.Error(boundary.ErrNoLand, message.Place{})
	}
	f, notes, err := frame(r, srid, polygons[0][0][0])
	if err != nil {
		return Geometry{}, err
	}
	g := Geometry{Assumed: append(noted, notes...)}
	g.Boundary, g.Repairs, err = boundary.New(ctx, f, polygons, r.Build)
	return g, err
}

// Unpack returns a geometry that was read alone, or the error, with the name of
// its source.
func (g Geometry) Unpack(name string, err error) (*boundary.Boundary, []message.Note, error) {
	at := message.Place{File: name}
	if err != nil {
		return nil, nil, message.At(err, at)
	}
	notes := append(g.Assumed, g.Repairs...)
	for i := range notes {
		notes[i].Place = notes[i].Place.Within(at)
	}
	return g.Boundary, notes, nil
}

// TooManyBytes returns the error for Limits.Bytes.
func TooManyBytes(limit int64) error {
	return msgRowsBytes.Error(message.ErrLimit, message.Place{}, "limit", limit)
}

// Dimensions notes that vertices have heights or measures, which are not kept.
func Dimensions(z, m bool) []message.Note {
	dimension := ""
	if z {
		dimension = "Z"
	}
	if m {
		dimension += "M"
	}
	if dimension == "" {
		return nil
	}
	return []message.Note{msgRowsDimension.Note(message.Place{}, "dimension", dimension)}
}

var msgRowsDimension = message.New("rows.dimension", "the vertices have {dimension} (heights, measures); it is not kept",
	"顶点带有 {dimension} 值（Z 为高程，M 为量测值），未予保留")
