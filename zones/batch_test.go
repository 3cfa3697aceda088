package zones_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/rules"
)

// district is a plan with supporting layers, regions, and features that overlap.
func district(t testing.TB) *zones.Plan {
	return planOf(t, nil,
		layer(t, rules.Farmland, rectangle(t, "N1", 0, 0, 500, 500), rectangle(t, "N2", 450, 300, 600, 1000), rectangle(t, "N3", 1500, 0, 1900, 900)),
		layer(t, rules.Ecology, rectangle(t, "E1", 600, 600, 800, 1000, "ZRBHDFQ", "核心保护区"), rectangle(t, "E2", 800, 600, 1000, 1000, "ZRBHDFQ", "一般控制区")),
		layer(t, rules.Development, rectangle(t, "C1", 600, 0, 800, 400, "GHFQMC", "城镇集中建设区"), rectangle(t, "C2", 800, 0, 900, 400, "GHFQMC", "城镇弹性发展区")),
		layer(t, rules.Cropland, rectangle(t, "G", 0, 0, 1200, 1200)),
		layer(t, rules.AdminRegion, rectangle(t, "R1", -100, -100, 700, 2000, "XZQDM", "371502"), rectangle(t, "R2", 700, -100, 3000, 2000, "XZQDM", "371503")))
}

// randomSites are sites anywhere in the district.
func randomSites(t testing.TB, n int) []zones.Site {
	rng := rand.New(rand.NewPCG(1, 2))
	sites := make([]zones.Site, n)
	for i := range sites {
		x, y := rng.Float64()*2000-50, rng.Float64()*1100-50
		sites[i].Feature = rectangle(t, strconv.Itoa(i), x, y, x+5+rng.Float64()*80, y+5+rng.Float64()*80)
	}
	return sites
}

func stream(sites []zones.Site, last error) iter.Seq2[zones.Site, error] {
	return func(yield func(zones.Site, error) bool) {
		for _, s := range sites {
			if !yield(s, nil) {
				return
			}
		}
		if last != nil {
			yield(zones.Site{}, last)
		}
	}
}

// The reports of a batch are those of its sites alone, in whatever windows and on
// however many processors.
func TestBatchIsItsSites(t *testing.T) {
	p := district(t)
	sites := randomSites(t, 3000)
	sites[700].Feature.Boundary = nil
	sites[701].Feature.ID = "7"
	for processors, opt := range map[int]*zones.CheckOptions{1: {Date: day}, 2: {Date: day, NoDistances: true}, 3: {Date: day, NearestWithinM: 50}, 4: {Date: day}} {
		before := runtime.GOMAXPROCS(processors)
		n := 0
		for r, err := range p.CheckAll(context.Background(), stream(sites, nil), opt) {
			require.NoError(t, err)
			if n == 701 {
				require.Equal(t, "7#2", r.Site.ID)
			} else {
				alone, err := p.Check(context.Background(), sites[n], opt)
				require.NoError(t, err)
				want, err := json.Marshal(alone)
				require.NoError(t, err)
				got, err := json.Marshal(r)
				require.NoError(t, err)
				require.Equal(t, string(want), string(got))
				require.Same(t, sites[n].Feature.Boundary, r.Site.Boundary)
			}
			n++
		}
		require.Equal(t, len(sites), n)
		runtime.GOMAXPROCS(before)
	}
}

// A batch ends with the first error, after the reports of the sites before it, and
// leaves nobody at work when it is left.
func TestBatchEnds(t *testing.T) {
	p := district(t)
	sites := randomSites(t, 1500)
	broken := errors.New("broken")
	for _, n := range []int{0, 1, 127, 128, 129, 1000, 1500} {
		got := 0
		for r, err := range p.CheckAll(context.Background(), stream(sites[:n], broken), nil) {
			if err != nil {
				require.ErrorIs(t, err, broken)
				require.Nil(t, r)
				break
			}
			got++
		}
		require.Equal(t, n, got)
	}
	for _, stop := range []int{1, 100, 130, 700} {
		reading := true
		func() {
			got := 0
			for _, err := range p.CheckAll(context.Background(), func(yield func(zones.Site, error) bool) {
				defer func() { reading = false }()
				stream(sites, nil)(yield)
			}, nil) {
				require.NoError(t, err)
				if got++; got == stop {
					break
				}
			}
		}()
		require.False(t, reading, "the input is read after the batch has ended")
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	got := 0
	var last error
	for _, err := range p.CheckAll(ctx, stream(sites, nil), nil) {
		if last = err; err == nil {
			got++
		}
		if got == 300 {
			cancel()
		}
	}
	require.ErrorIs(t, last, context.Canceled)
	require.Less(t, got, len(sites))
}

// Remarks on the file of sites stand in the reports of the sites that were read with
// them or later.
func TestBatchNotes(t *testing.T) {
	p := district(t)
	sites := randomSites(t, 600)
	var notes []message.Note
	seen := make([]int, 0, len(sites))
	for r, err := range p.CheckAll(context.Background(), func(yield func(zones.Site, error) bool) {
		for i, s := range sites {
			if i%200 == 0 {
				notes = append(notes, message.Note{Code: fmt.Sprint("file.", i), Text: fmt.Sprint(i)})
			}
			if !yield(s, nil) {
				return
			}
		}
	}, &zones.CheckOptions{Date: day, Notes: func() []message.Note { return notes }}) {
		require.NoError(t, err)
		n := 0
		for _, c := range codes(r) {
			if len(c) > 5 && c[:5] == "file." {
				n++
			}
		}
		seen = append(seen, n)
	}
	require.Equal(t, 1, seen[0])
	require.Equal(t, 3, seen[599])
	for i := range seen[1:] {
		require.GreaterOrEqual(t, seen[i+1], max(seen[i], i/200+1))
	}
}
