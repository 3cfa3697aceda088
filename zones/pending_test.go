package zones_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/zones"
)

func pendingOf(t testing.TB, features ...boundary.Feature) *zones.Pending {
	t.Helper()
	p := new(zones.Pending)
	for _, f := range features {
		replaced, err := p.Insert(zones.Site{Feature: f})
		require.NoError(t, err)
		require.False(t, replaced)
	}
	return p
}

func checkPending(t testing.TB, site boundary.Feature, pending *zones.Pending) *zones.Report {
	t.Helper()
	return check(t, town(t), site, &zones.CheckOptions{Date: day, Pending: pending})
}

// The claims of others are listed by id, the site's own is not; what several claim
// counts once; nothing else of the report changes.
func TestPendingClaims(t *testing.T) {
	site := rectangle(t, "S", 600, 0, 700, 100)
	pending := pendingOf(t,
		rectangle(t, "far", 0, 0, 10, 10),
		rectangle(t, "B", 650, 0, 750, 100, "XMMC", "学校"),
		site,
		rectangle(t, "touches", 700, 0, 800, 100),
		rectangle(t, "A", 680, 50, 900, 100, "XMMC", "A"))
	asked := checkPending(t, site, pending)
	require.Equal(t, 4, asked.Pending.Sites)
	require.Len(t, asked.Pending.Claims, 2)
	a, b := asked.Pending.Claims[0], asked.Pending.Claims[1]
	require.Equal(t, []string{"A", "", "B", "学校"}, []string{a.ID, a.Name, b.ID, b.Name})
	require.InDelta(t, 1000, amount(t, a.OverlapM2), 1e-3)
	require.InDelta(t, 5000, amount(t, b.OverlapM2), 1e-3)
	require.InDelta(t, 5000, amount(t, asked.Pending.OverlapM2), 1e-3, "what A claims, B claims too")
	require.InDelta(t, 1000, amount(t, asked.Pending.DoubleCountedM2), 1e-3)
	share, _ := asked.Pending.Share.Value()
	require.InDelta(t, 0.5, share, 1e-6)
	require.NotContains(t, codes(asked), "pending.same_id")

	asked.Pending = nil
	plain, err := json.Marshal(checkPending(t, site, nil))
	require.NoError(t, err)
	same, err := json.Marshal(asked)
	require.NoError(t, err)
	require.Equal(t, string(plain), string(same))

	none := checkPending(t, rectangle(t, "N", 620, 200, 640, 220), pending)
	require.Equal(t, 5, none.Pending.Sites)
	require.Zero(t, amount(t, none.Pending.OverlapM2))
	require.Zero(t, amount(t, none.Pending.DoubleCountedM2))
	text, err := json.Marshal(none.Pending)
	require.NoError(t, err)
	require.JSONEq(t, `{"sites": 5, "overlap_m2": 0, "double_counted_m2": 0, "share": 0, "claims": []}`, string(text))
	require.Equal(t, zones.VerdictPass, checkPending(t, rectangle(t, "N", 650, 10, 660, 20), pending).Verdict, "a claim is no verdict")
}

// The order in which applications came leaves no trace in the bytes of a report.
func TestPendingOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var features []boundary.Feature
	for i := range 40 {
		x, y := 600+rng.Float64()*200, rng.Float64()*300
		features = append(features, rectangle(t, fmt.Sprint(i), x, y, x+10+rng.Float64()*90, y+10+rng.Float64()*90))
	}
	site := rectangle(t, "S", 620, 20, 780, 300)
	var want []byte
	for range 5 {
		got, err := json.Marshal(checkPending(t, site, pendingOf(t, features...)))
		require.NoError(t, err)
		if want == nil {
			want = got
		}
		require.Equal(t, string(want), string(got))
		rng.Shuffle(len(features), func(i, j int) { features[i], features[j] = features[j], features[i] })
	}
}

func TestPendingEdits(t *testing.T) {
	p := pendingOf(t, rectangle(t, "A", 0, 0, 10, 10), rectangle(t, "B", 0, 0, 20, 10))
	replaced, err := p.Insert(zones.Site{Feature: rectangle(t, "A", 0, 0, 30, 10), Year: 2027})
	require.NoError(t, err)
	require.True(t, replaced, "it was amended")
	all := slices.Collect(p.All())
	require.Equal(t, []string{"B", "A"}, []string{all[0].Feature.ID, all[1].Feature.ID})
	require.Equal(t, 2027, all[1].Year, "the site as it was given")
	claims := checkPending(t, rectangle(t, "S", 0, 0, 100, 10), p).Pending.Claims
	require.InDelta(t, 300, amount(t, claims[0].OverlapM2), 1e-3)

	_, err = p.Insert(zones.Site{Feature: rectangle(t, "", 0, 0, 10, 10)})
	require.ErrorIs(t, err, zones.ErrPending)
	_, err = p.Insert(zones.Site{Feature: boundary.Feature{ID: "A"}})
	require.ErrorIs(t, err, boundary.ErrNoLand)
	require.Equal(t, 2, p.Len(), "what is refused changes nothing")

	require.True(t, p.Withdraw("A"))
	require.False(t, p.Withdraw("A"))
	require.Equal(t, 1, p.Len())
	require.Len(t, checkPending(t, rectangle(t, "S", 0, 0, 100, 10), p).Pending.Claims, 1)
}

// What cannot be told is not told as nothing.
func TestPendingInDoubt(t *testing.T) {
	site := rectangle(t, "S", 0, 0, 100, 100)
	other := checkPending(t, site, pendingOf(t, rectangle(t, "S", 50, 0, 150, 100)))
	require.Empty(t, other.Pending.Claims)
	require.Zero(t, other.Pending.Sites)
	require.Contains(t, codes(other), "pending.same_id", "another shape under the id of the site")

	pending := pendingOf(t, bowTie(t, "tie", 0, 0))
	r := checkPending(t, site, pending)
	require.Contains(t, codes(r), "pending.repaired")
	require.Len(t, r.Pending.Claims, 1)
	_, err := pending.Insert(zones.Site{Feature: rectangle(t, "tie", 20, 20, 80, 80)})
	require.NoError(t, err)
	require.NotContains(t, codes(checkPending(t, site, pending)), "pending.repaired", "it was amended")

	nowhere := checkPending(t, boundary.Feature{ID: "nowhere"}, pending)
	require.Equal(t, 1, nowhere.Pending.Sites)
	_, known := nowhere.Pending.OverlapM2.Value()
	require.False(t, known, "a site without land claims nobody knows what")
}

// A shape that is made against the site does not keep the site from being checked,
// and its claim is unknown, not nothing.
func TestPendingOfStrangers(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at 10⁸ pairs of edges")
	}
	r := checkPending(t, teeth(t, "S", true), pendingOf(t, rectangle(t, "A", 0, 0, 10, 10), teeth(t, "teeth", false)))
	require.Len(t, r.Pending.Claims, 2)
	require.Positive(t, amount(t, r.Pending.Claims[0].OverlapM2))
	_, known := r.Pending.Claims[1].OverlapM2.Value()
	require.False(t, known)
	_, known = r.Pending.OverlapM2.Value()
	require.False(t, known)
	require.Contains(t, codes(r), "pending.unmeasured")
}

// teeth is a feature of [families.Teeth].
func teeth(t testing.TB, id string, upright bool) boundary.Feature {
	var ring boundary.Ring
	for _, p := range families.Teeth(upright) {
		ring = append(ring, boundary.Point{X: 39500000 + p[0], Y: 4036000 + p[1]})
	}
	frame, err := boundary.EPSG(4527)
	require.NoError(t, err)
	b, _, err := boundary.New(context.Background(), frame, []boundary.Polygon{{ring}}, nil)
	require.NoError(t, err)
	return boundary.Feature{ID: id, Boundary: b}
}

func TestPendingEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := planOf(t, nil).Check(ctx, zones.Site{Feature: rectangle(t, "S", 0, 0, 10, 10)},
		&zones.CheckOptions{Pending: pendingOf(t, rectangle(t, "A", 0, 0, 10, 10))})
	require.ErrorIs(t, err, context.Canceled)
}

// Many goroutines insert two applications that lie side by side, check one of them and
// withdraw both; others check a site that all of them lie in. Each report is that of
// one state: it names as many claims as there are sites, each once and never the
// site's own, and its total fits them.
func TestPendingOfManyGoroutines(t *testing.T) {
	const writers, checkers, rounds = 3, 3, 60
	plan := town(t)
	pending := new(zones.Pending)
	ctx := context.Background()
	var wg sync.WaitGroup
	insert := func(f boundary.Feature) {
		if _, err := pending.Insert(zones.Site{Feature: f}); err != nil {
			t.Error(err)
		}
	}
	for w := range writers {
		shapes := make([][2]boundary.Feature, 9)
		for cut := range shapes { // they meet at 10, 20, … 90 m
			x := 600 + 10*float64(cut+1)
			shapes[cut] = [2]boundary.Feature{rectangle(t, fmt.Sprint(w, " left"), 600, 0, x, 10), rectangle(t, fmt.Sprint(w, " right"), x, 0, 700, 10)}
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			rng := rand.New(rand.NewPCG(uint64(w), 3))
			for range rounds {
				pair := shapes[rng.IntN(len(shapes))]
				insert(pair[0])
				insert(pair[1])
				r, err := plan.Check(ctx, zones.Site{Feature: pair[0]}, &zones.CheckOptions{Date: day, Pending: pending})
				if err != nil {
					t.Error(err)
					return
				}
				if slices.ContainsFunc(r.Pending.Claims, func(c zones.PendingClaim) bool { return c.ID == pair[0].ID || c.ID == pair[1].ID }) {
					t.Errorf("%s: a claim of its own, or of its neighbour: %v", pair[0].ID, r.Pending.Claims)
				}
				pending.Withdraw(pair[0].ID)
				pending.Withdraw(pair[1].ID)
			}
		}()
	}
	for range checkers {
		site := rectangle(t, "S", 600, 0, 700, 10)
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range rounds {
				r, err := plan.Check(ctx, zones.Site{Feature: site}, &zones.CheckOptions{Date: day, Pending: pending})
				if err != nil {
					t.Error(err)
					return
				}
				consistent(t, r.Pending)
				for s := range pending.All() {
					if s.Feature.ID == "" || s.Feature.Boundary.Empty() {
						t.Error("a site that nobody inserted")
					}
				}
			}
		}()
	}
	wg.Wait()
	require.Zero(t, pending.Len())
}

// consistent holds a report of a site that all pending sites lie in against itself.
func consistent(t *testing.T, p *zones.PendingReport) {
	sum, most := 0.0, 0.0
	of := map[string]float64{}
	for _, c := range p.Claims {
		a, known := c.OverlapM2.Value()
		if !known || of[c.ID] != 0 {
			t.Error("unknown, or twice:", c.ID)
		}
		of[c.ID] = a
		sum += a
		most = max(most, a)
	}
	if len(p.Claims) != p.Sites {
		t.Errorf("%d claims of %d sites, all of which lie in the site", len(p.Claims), p.Sites)
	}
	total, known := p.OverlapM2.Value()
	double, _ := p.DoubleCountedM2.Value()
	if !known || total < most-1e-3 || total > 1000.001 || sum-total-double > 1e-2 || total+double-sum > 1e-2 {
		t.Errorf("%v m² and %v twice of %v", total, double, of)
	}
}
