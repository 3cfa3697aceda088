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
		r.Overlap, r.Geometry = shared, multiPolygon(shared)
	}
	if outside, known := r.OutsideM2.Value(); !known || outside == 0 {
		return nil
	}
	rest, err := boundary.Subtract(c.shape, shared)
	if err != nil {
		return err
	}
	r.Outside, r.OutsideGeometry = rest, multiPolygon(rest)
	return nil
}

// multiPolygon returns a GeoJSON MultiPolygon in longitude and latitude, to
// 1e-9 degrees.
func multiPolygon(b *boundary.Boundary) json.RawMessage {
	out := []byte(`{"type":"MultiPolygon","coordinates":[`)
	for i, polygon := range b.Polygons() {
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
				lon, lat := b.Frame().ToLonLat(p)
				out = append(out, '[')
				out = strconv.AppendFloat(out, round(lon, 1e9), 'f', -1, 64)
				out = append(out, ',')
				out = strconv.AppendFloat(out, round(lat, 1e9), 'f', -1, 64)
				out = append(out, ']')
			}
			out = append(out, ']')
		}
		out = append(out, ']')
	}
	return append(out, "]}"...)
}

// cure adds what remains of the site without what is prohibited.
func (c *check) cure() error {
	if c.opt.Cure == nil {
		return nil
	}
	rest := c.shape
	if len(c.forbids) > 0 {
		forbidden, err := boundary.Cover(c.ctx, c.forbids, 1, c.shape)
		if err != nil {
			return err
		}
		if rest, err = boundary.Subtract(c.shape, forbidden); err != nil {
			return err
		}
	}
	cure := &Cure{AreaM2: Known(rest.Area()), RemovedM2: Known(max(c.shape.Area()-rest.Area(), 0)), Pieces: []CurePiece{}, Geometry: multiPolygon(rest)}
	for _, piece := range rest.Split() {
		width := piece.MeanWidth()
		cure.Pieces = append(cure.Pieces, CurePiece{Known(piece.Area()), Known(width),
			float64(piece.Area()) >= c.opt.Cure.MinAreaM2 && width >= c.opt.Cure.MinWidthM})
	}
	c.report.Cure = cure
	return nil
}
