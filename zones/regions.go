package zones

import (
	"slices"
	"strconv"

	"github.com/sanxian/sanxian/boundary"
)

// regions parts the site among the administrative regions that it lies in:
// counties, then towns, then villages.
func (c *check) regions() error {
	layers := c.plan.of(Region)
	found, _ := overlaps(layers, c.shape)
	for _, o := range found {
		code, name := o.region()
		r := RegionReport{Code: code, Name: name, AreaM2: Known(o.Area), Share: ShareOf(o.Area, c.shape.Area()), Lines: []RegionLine{}, Properties: o.Feature.Properties}
		for _, line := range c.report.Lines {
			a, known := line.OverlapM2.Value()
			if known && a > 0 {
				part := boundary.Area(a)
				if o.Area < c.shape.Area() {
					inside, err := boundary.IntersectContext(c.ctx, c.shape, o.Feature.Boundary)
					if err != nil {
						return err
					}
					if part, err = c.plan.coveredArea(c.ctx, c.plan.of(line.Line), "", []*boundary.Boundary{inside}); err != nil {
						return err
					}
				}
				r.Lines = append(r.Lines, RegionLine{line.Line, Known(part)})
			}
		}
		c.report.Site.Regions = append(c.report.Site.Regions, r)
	}
	slices.SortStableFunc(c.report.Site.Regions, func(a, b RegionReport) int { return len(a.Code) - len(b.Code) })
	return nil
}

// formatArea is an area as sentences have it, in square metres.
func formatArea(a boundary.Area) string { return strconv.FormatFloat(float64(a), 'f', 2, 64) }
