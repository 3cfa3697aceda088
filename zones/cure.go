package zones

import (
	"context"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/message"
)

type cureResult struct {
	report *Cure
	notes  []message.Note
}

// cure finds what remains of the site without what is prohibited.
func (q *inquiry) cure(ctx context.Context) (cureResult, error) {
	if q.opt.Cure == nil || q.shape.Empty() {
		return cureResult{}, nil
	}
	var forbidden []*boundary.Boundary
	for i := range q.lines {
		forbidden = append(forbidden, q.lines[i].forbidden...)
	}
	covered, err := boundary.Cover(ctx, forbidden, 1, q.shape)
	if err != nil {
		return cureResult{}, err
	}
	// Also where nothing is forbidden: the site as given may be dirty.
	rest, err := boundary.Subtract(ctx, q.shape, covered)
	if err != nil {
		return cureResult{}, err
	}
	geometry, notes, err := multiPolygon(ctx, rest)
	if err != nil {
		return cureResult{}, err
	}
	cure := &Cure{AreaM2: Known(rest.Area()), RemovedM2: Known(max(q.shape.Area()-rest.Area(), 0)), Pieces: []CurePiece{}, Geometry: geometry}
	for _, piece := range rest.Split() {
		width := piece.MeanWidth()
		cure.Pieces = append(cure.Pieces, CurePiece{Known(piece.Area()), Known(width),
			float64(piece.Area()) >= q.opt.Cure.MinAreaM2 && width >= q.opt.Cure.MinWidthM})
	}
	return cureResult{cure, notes}, nil
}
