package zones_test

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// county is a plan with n by n parcels of farmland of 50 m.
func county(b *testing.B, n int) *zones.Plan {
	b.Helper()
	var farmland []boundary.Feature
	for i := range n {
		for j := range n {
			x, y := 50*float64(i), 50*float64(j)
			farmland = append(farmland, rectangle(b, strconv.Itoa(len(farmland)), x, y, x+50, y+50))
		}
	}
	side := 50 * float64(n)
	p, err := zones.NewPlan(context.Background(), []*zones.Layer{
		layer(b, rules.Farmland, farmland...),
		layer(b, rules.Ecology, rectangle(b, "E", -500, 0, -100, side)),
		layer(b, rules.Development, rectangle(b, "C", 0, -500, side, -10)),
	}, nil, nil)
	require.NoError(b, err)
	return p
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{10, 100, 200} {
		p := county(b, n)
		site := zones.Site{Feature: rectangle(b, "site", 70, 70, 130, 130)}
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_, err := p.Check(context.Background(), site, &zones.CheckOptions{Date: day})
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkReadSnapshot(b *testing.B) {
	for _, n := range []int{10, 100, 200} {
		var snapshot bytes.Buffer
		require.NoError(b, county(b, n).WriteSnapshot(&snapshot))
		b.Run(fmt.Sprintf("features=%d", n*n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(snapshot.Len()))
			for range b.N {
				_, err := zones.ReadSnapshot(context.Background(), bytes.NewReader(snapshot.Bytes()))
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkCheckAll(b *testing.B) {
	p := county(b, 100)
	var sites []zones.Site
	for i := range 1000 {
		x, y := 20+47*float64(i%100), -300+450*float64(i/100)
		sites = append(sites, zones.Site{Feature: rectangle(b, strconv.Itoa(i), x, y, x+21, y+33)})
	}
	b.ReportAllocs()
	for i := 0; i < b.N; i += len(sites) {
		n := 0
		for _, err := range p.CheckAll(context.Background(), func(yield func(zones.Site, error) bool) {
			for _, s := range sites {
				if n++; n > b.N-i || !yield(s, nil) {
					return
				}
			}
		}, &zones.CheckOptions{Date: day}) {
			require.NoError(b, err)
		}
	}
}

// BenchmarkCheckDistances checks a site that overlaps nothing, beside a county's farmland:
// how far away its lines are is most of what there is to find.
func BenchmarkCheckDistances(b *testing.B) {
	p := county(b, 200)
	site := zones.Site{Feature: rectangle(b, "site", -90, 70, -30, 130)}
	for _, c := range []struct {
		name string
		opt  zones.CheckOptions
	}{{"all", zones.CheckOptions{}}, {"within=50", zones.CheckOptions{NearestWithinM: 50}}, {"none", zones.CheckOptions{NoDistances: true}}} {
		c.opt.Date = day
		b.Run("distances="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_, err := p.Check(context.Background(), site, &c.opt)
				require.NoError(b, err)
			}
		})
	}
}

// BenchmarkEdit replaces one parcel of farmland in a plan that answers: the layer, the
// plan, and a check of the place.
func BenchmarkEdit(b *testing.B) {
	ctx := context.Background()
	for _, n := range []int{22, 100, 447} {
		base := county(b, n)
		west := rectangle(b, "371502", -600, -600, 500, 50*float64(n)+100)
		east := rectangle(b, "371503", 500, -600, 50*float64(n)+100, 50*float64(n)+100)
		for _, caps := range []struct {
			name string
			caps []zones.Cap
		}{
			{"none", nil},
			{"whole", []zones.Cap{{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 1}}},
			{"far", []zones.Cap{{ID: "task", Kind: zones.CapMin, Line: rules.Farmland, LimitM2: 1, Regions: []string{"371502"}}}},
		} {
			p, err := zones.NewPlan(ctx, append(base.Layers(), layer(b, rules.AdminRegion, west, east)), caps.caps, nil)
			require.NoError(b, err)
			l := p.Layers()[0]
			b.Run(fmt.Sprintf("features=%d/caps=%s", n*n, caps.name), func(b *testing.B) {
				b.ReportAllocs()
				worst := time.Duration(0)
				for i := range b.N {
					k := (i * 7919) % (n * n)
					if caps.name == "far" { // in the east
						k = max(k, 11*n)
					}
					x, y := 50*float64(k/n), 50*float64(k%n)
					b.StopTimer()
					parcel := rectangle(b, strconv.Itoa(k), x, y, x+50, y+49-float64(i%9))
					site := zones.Site{Feature: parcel}
					b.StartTimer()
					start := time.Now()
					l, err = l.With(ctx, boundary.All([]boundary.Feature{parcel}))
					require.NoError(b, err)
					p, err = p.WithLayer(ctx, l)
					require.NoError(b, err)
					_, err = p.Check(ctx, site, &zones.CheckOptions{Date: day})
					require.NoError(b, err)
					worst = max(worst, time.Since(start))
				}
				b.ReportMetric(float64(worst.Microseconds()), "µs-worst")
			})
		}
	}
}
