package rules

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// What produces or houses is opened by no label: whatever else its description
// says, it is prohibited or not checked on permanent basic farmland, in the red line
// and in the cores. Only land for its building works may be temporary on farmland.
func TestNoLabelOpens(t *testing.T) {
	places := []Question{
		{Line: Farmland}, {Line: Ecology, SubZone: Core}, {Line: Ecology, SubZone: General}, {Line: Ecology},
		{Line: protected, SubZone: Core}, {Line: nationalPark, SubZone: Core}, {Line: scenicArea, SubZone: Core},
	}
	for _, place := range places {
		for _, class := range []string{"residential", "commercial", "industrial", "chemical", "tailings", "village_industry"} {
			for _, activity := range activityWords {
				for bits := range 1 << 8 {
					is := func(n int) bool { return bits>>n&1 == 1 }
					p := Project{Class: class, Activity: activity, Linear: is(0), Temporary: is(1), NationalList: is(2), ProvincialList: is(3),
						StockLand: is(4), Rebuild: is(5), Concentrated: is(6)}
					if is(7) {
						p.RequestsLand = &noLand
					}
					place.Project, place.Date, place.AreaM2 = p, "2026-11-23", 1000
					f := Default().Judge(place)[0]
					if f.Status == Prohibited || f.Status == NotChecked || place.Line == Farmland && p.Temporary && f.Rule == "farmland-temporary" {
						continue
					}
					assert.Failf(t, "too kind", "%s %s: %s for %+v by %s", place.Line, place.SubZone, f.Status, p, f.Rule)
					return
				}
			}
		}
	}
}
