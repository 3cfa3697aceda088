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

// NewGeometry makes the boundary of polygons, none of which is empty, with an
// SRID (0 for none). Noted is what the decoder has to say.
func NewGeometry(ctx context.Context, r *boundary.Reading, srid int, polygons []boundary.Polygon, noted []message.Note) (Geometry, error) {
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
