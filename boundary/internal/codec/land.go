package codec

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

var msgFeatureNoLand = message.New("feature.no_land", "the feature has no shape, or one that encloses no land; it counts for nothing", "图斑没有图形，或图形没有面积，不计入")

// Landless returns a feature that encloses no land, with a warning.
func Landless(f boundary.Feature, at message.Place) boundary.Feature {
	if f.Boundary == nil {
		f.Boundary = new(boundary.Boundary)
	}
	f.Notes = append(f.Notes, msgFeatureNoLand.Warning(at))
	return f
}

// Make gives a feature its boundary. One without land is an error unless keep is set.
func Make(ctx context.Context, f boundary.Feature, at message.Place, frame boundary.Frame, polygons []boundary.Polygon, build *boundary.Options, keep bool) (boundary.Feature, error) {
	b, repairs, err := boundary.New(ctx, frame, polygons, build)
	if b == nil || err != nil && !keep {
		return f, message.At(err, at)
	}
	f.Boundary = b
	for _, n := range repairs {
		n.Place = n.Place.Within(at)
		f.Notes = append(f.Notes, n)
	}
	if err != nil {
		f = Landless(f, at)
	}
	return f, nil
}
