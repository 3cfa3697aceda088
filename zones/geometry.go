package zones

import (
	"encoding/json"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
)

// geometry adds what the site shares with a line, and what lies outside one
// that should contain it.
func (c *check) geometry(r *LineReport, found []layerOverlap) error {
	shared, err := boundary.Cover(c.ctx, boundaries(found), 1, c.shape)
	if err != nil {
		return err
	}
	if !shared.Empty() {
		r.Overlap = shared
		if r.Geometry, err = c.multiPolygon(shared); err != nil {
			return err
		}
	}
	if outside, known := r.OutsideM2.Value(); !known || outside == 0 {
		return nil
	}
	rest, err := boundary.SubtractContext(c.ctx, c.shape, shared)
	if err != nil {
		return err
	}
	r.Outside = rest
	r.OutsideGeometry, err = c.multiPolygon(rest)
	return err
}

// multiPolygon returns a GeoJSON MultiPolygon in longitude and latitude that is
// valid at 1e-9 degrees, and notes what that drops.
func (c *check) multiPolygon(b *boundary.Boundary) (json.RawMessage, error) {
	all := b.Polygons()
	for i, polygon := range all {
		all[i] = make(boundary.Polygon, len(polygon))
		for j, ring := range polygon {
			points := make(boundary.Ring, len(ring))
			for k, p := range ring {
				points[k].X, points[k].Y = b.Frame().ToLonLat(p)
			}
			all[i][j] = points
		}
	}
	polygons, dropped, err := boundary.Rounded(boundary.LonLat, all)
	if err != nil {
		return nil, err
	}
	if b.Rounding() != nil {
		dropped = b.Rounding()
	}
	if dropped != nil {
		c.notes.add(*dropped)
	}
	out := []byte(`{"type":"MultiPolygon","coordinates":[`)
	for i, polygon := range polygons {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, '[')
		for j, ring := range polygon {
			if j > 0 {
				out = append(out, ',')
			}
			out = append(out, '[')
			for k, p := range ring {
				if k > 0 {
					out = append(out, ',')
				}
				out = append(out, '[')
				out = strconv.AppendFloat(out, p.X, 'f', -1, 64)
				out = append(out, ',')
				out = strconv.AppendFloat(out, p.Y, 'f', -1, 64)
				out = append(out, ']')
			}
			out = append(out, ']')
		}
		out = append(out, ']')
	}
	return append(out, "]}"...), nil
}

// cure adds what remains of the site without what is prohibited.
func (c *check) cure() error {
	if c.opt.Cure == nil {
		return nil
	}
	forbidden, err := boundary.Cover(c.ctx, c.forbids, 1, c.shape)
	if err != nil {
		return err
	}
	// Also where nothing is forbidden: the site as given may be dirty.
	rest, err := boundary.SubtractContext(c.ctx, c.shape, forbidden)
	if err != nil {
		return err
	}
	shape, err := c.multiPolygon(rest)
	if err != nil {
		return err
	}
	cure := &Cure{AreaM2: Known(rest.Area()), RemovedM2: Known(max(c.shape.Area()-rest.Area(), 0)), Pieces: []CurePiece{}, Geometry: shape}
	for _, piece := range rest.Split() {
		width := piece.MeanWidth()
		cure.Pieces = append(cure.Pieces, CurePiece{Known(piece.Area()), Known(width),
			float64(piece.Area()) >= c.opt.Cure.MinAreaM2 && width >= c.opt.Cure.MinWidthM})
	}
	c.report.Cure = cure
	return nil
}
