package index_test

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/boundary/geojson"
	"github.com/sanxian/sanxian/index"
)

const data = "../../shared/data"

// london returns 25 053 census areas, a coverage whose neighbours share their
// vertices.
func london(t testing.TB) []boundary.Feature {
	archive := filepath.Join(data, "london_oa", "london_oa.tar.xz")
	if _, err := os.Stat(archive); err != nil {
		t.Skip("the coverage of London is not here")
	}
	dir := t.TempDir()
	if err := exec.Command("tar", "-xJf", archive, "-C", dir).Run(); err != nil {
		t.Skip("tar cannot unpack it:", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	var all []boundary.Feature
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		features, err := boundary.Collect(geojson.Read(context.Background(), f, &geojson.Options{Reading: boundary.Reading{Name: name}}))
		f.Close()
		require.NoError(t, err)
		for i := range features {
			features[i].ID = filepath.Base(name) + features[i].ID
		}
		all = append(all, features...)
	}
	require.Len(t, all, 25053)
	return all
}

// TestCoverageOfLondon: neighbours overlap by exactly 0, and what they share
// with a site adds up to the site.
func TestCoverageOfLondon(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	x, err := index.Build(context.Background(), boundary.All(london(t)))
	require.NoError(t, err)
	pairs, err := x.Pairs(context.Background())
	require.NoError(t, err)
	overlapping := map[string]bool{}
	shared := boundary.Area(0)
	for _, p := range pairs {
		overlapping[p.A.ID], overlapping[p.B.ID] = true, true
		shared = max(shared, p.Area)
	}
	t.Logf("%d pairs really overlap, by at most %v m²", len(pairs), shared)

	rng := rand.New(rand.NewPCG(3, 4))
	features := make([]boundary.Feature, 0, x.Len())
	for f := range x.All() {
		features = append(features, f)
	}
	checked, worst := 0, 0.0
	for checked < 1000 {
		lon, lat, _ := features[rng.IntN(len(features))].Boundary.InnerPoint()
		site := star(t, rng, lon, lat, 200+rng.Float64()*400)
		sum := boundary.Area(0)
		var parts []*boundary.Boundary
		clean := true
		for o := range x.Overlaps(site) {
			sum += o.Area
			parts = append(parts, o.Feature.Boundary)
			clean = clean && !overlapping[o.Feature.ID]
		}
		covered, err := boundary.CoverArea(context.Background(), parts, 1, site)
		require.NoError(t, err)
		if !clean || float64(site.Area()-covered) > 0.01 {
			continue // a site over an edge of the coverage, or over a gap or overlap in it
		}
		checked++
		worst = max(worst, math.Abs(float64(sum-site.Area())))
		require.InDelta(t, float64(site.Area()), float64(sum), 1e-4, "site at %v %v", lon, lat)
	}
	t.Logf("1000 sites: the parts add up to the site within %.2g m²", worst)
}

// star is a site of random radii about a place.
func star(t testing.TB, rng *rand.Rand, lon, lat, radius float64) *boundary.Boundary {
	n := 8 + rng.IntN(24)
	ring := make(boundary.Ring, 0, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		r := radius * (0.5 + 0.5*rng.Float64())
		ring = append(ring, boundary.Point{X: lon + r*math.Cos(a)/111000/math.Cos(lat*math.Pi/180), Y: lat + r*math.Sin(a)/111000})
	}
	b, _, err := boundary.New(context.Background(), boundary.LonLat, []boundary.Polygon{{append(ring, ring[0])}}, nil)
	require.NoError(t, err)
	return b
}
