package house

import (
	"fmt"
	"slices"
	"strings"
)

// floors are the folders of the house from the ground up. A folder may import
// what stands on a lower floor, and its neighbours below its own path.
var floors = [][]string{
	{"message"},
	{"internal/geodesy", "internal/plane"},
	{"internal"}, // what else siblings share
	{"boundary"},
	{"boundary/internal", "internal/coordinates"},
	{"boundary/geojson", "boundary/shapefile", "boundary/survey", "boundary/wkb", "boundary/wkt"},
	{"boundary/open"},
	{"index"},
	{"zones/rules"},
	{"zones/dialect"},
	{"zones"},
	{"zones/report", "zones/quota"},
	{"zones/quota/postgres"},
	{"internal/lab"}, // what only tests and other modules use
	{"examples", "bench", "witness"},
}

// floor returns how high a folder stands: the floor of the longest path that it
// lies in, −1 for none.
func floor(name string) int {
	best, long := -1, -1
	for i, f := range floors {
		for _, p := range f {
			if (name == p || strings.HasPrefix(name, p+"/")) && len(p) > long {
				best, long = i, len(p)
			}
		}
	}
	return best
}

// never are imports that are refused though they go down: formats are values
// given to what reads plans, and rules know no geometry.
var never = []struct{ from, to string }{
	{"zones/rules", "boundary"},
	{"zones/rules", "index"},
	{"zones/rules", "internal"},
	{"zones", "boundary/geojson"},
	{"zones", "boundary/shapefile"},
	{"zones", "boundary/survey"},
	{"zones", "boundary/open"},
	{"index", "boundary/geojson"},
}

func within(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

// upward lists the imports that go up, or that are refused.
func upward(all []folder) []string {
	var found []string
	for _, f := range all {
		for to := range f.imports() {
			from := floor(f.name)
			switch {
			case from < 0 || f.name == "internal/house":
			case floor(to) > from, floor(to) < 0:
				found = append(found, fmt.Sprintf("%s imports %s, which stands above it", f.name, to))
			}
			for _, n := range never {
				if (f.name == n.from || n.from == "zones/rules" && within(f.name, n.from)) && within(to, n.to) {
					found = append(found, fmt.Sprintf("%s imports %s", f.name, to))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}
