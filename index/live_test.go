package index_test

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/internal/lab/families"
	"github.com/sanxian/sanxian/message"
)

func collect(t require.TestingT, overlaps iter.Seq2[index.Overlap, error]) []index.Overlap {
	var all []index.Overlap
	for o, err := range overlaps {
		require.NoError(t, err)
		all = append(all, o)
	}
	return all
}

type distant struct {
	id     string
	metres float64
}

func distances(nearest iter.Seq2[boundary.Feature, float64]) []distant {
	var all []distant
	for f, d := range nearest {
		all = append(all, distant{f.ID, d})
	}
	return all
}

// same holds a live set against an index of the same features.
func same(t require.TestingT, x *index.Index, l *index.Live, site *boundary.Boundary) {
	type shape struct {
		id       string
		polygons []boundary.Polygon
	}
	shapes := func(all iter.Seq[boundary.Feature]) (out []shape) {
		for f := range all {
			out = append(out, shape{f.ID, f.Boundary.Polygons()})
		}
		return out
	}
	type area struct {
		id string
		m2 boundary.Area
	}
	areas := func(all []index.Overlap) (out []area) {
		for _, o := range all {
			out = append(out, area{o.Feature.ID, o.Area})
		}
		return out
	}
	require.Equal(t, x.Len(), l.Len())
	require.Equal(t, shapes(x.All()), shapes(l.All()))
	require.Equal(t, areas(x.AppendOverlaps(nil, site)), areas(collect(t, l.Overlaps(context.Background(), site))))
	require.Equal(t, distances(x.Nearest(site)), distances(l.Nearest(site)))
}

// TestLiveAgainstIndex: the same edits one by one, in any order, give the same
// answers, the order of ties and the last bit of areas and distances included.
// Places are few, so that features touch, coincide and lie equally far away.
func TestLiveAgainstIndex(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x, l := new(index.Index), new(index.Live)
		place := rapid.IntRange(0, 12)
		shape := func(id string) boundary.Feature {
			return square(t, id, 25*float64(place.Draw(rt, "east")), 25*float64(place.Draw(rt, "north")), rapid.SampledFrom([]float64{10, 25, 60, 300}).Draw(rt, "side"))
		}
		id := rapid.Map(rapid.IntRange(0, 150), func(n int) string { return fmt.Sprint(n) })
		rt.Repeat(map[string]func(*rapid.T){
			"insert": func(rt *rapid.T) {
				f := shape(id.Draw(rt, "id"))
				_, was := x.Get(f.ID)
				x = x.With(f)
				replaced, err := l.Insert(f)
				require.NoError(rt, err)
				require.Equal(rt, was, replaced)
			},
			"many": func(rt *rapid.T) { // so that nodes split
				some := make([]boundary.Feature, 100)
				for i := range some {
					some[i] = square(t, fmt.Sprint(i), float64(i%10)*25, float64(i/10)*25, 25)
					_, err := l.Insert(some[i])
					require.NoError(rt, err)
				}
				x = x.With(some...)
			},
			"remove": func(rt *rapid.T) {
				gone := id.Draw(rt, "id")
				_, was := x.Get(gone)
				x = x.Without(gone)
				require.Equal(rt, was, l.Remove(gone))
			},
			"remove many": func(rt *rapid.T) {
				for i := range rapid.IntRange(0, 150).Draw(rt, "many") {
					x = x.Without(fmt.Sprint(i))
					l.Remove(fmt.Sprint(i))
				}
			},
			"ask": func(rt *rapid.T) { same(rt, x, l, shape("site").Boundary) },
		})
		same(rt, x, l, shape("site").Boundary)
	})
}

// TestLiveAgainstIndexAtLength: many edits, random places, rough shapes.
func TestLiveAgainstIndexAtLength(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	x, l := new(index.Index), new(index.Live)
	for step := range 4000 {
		if id := fmt.Sprint(rng.IntN(600)); rng.IntN(3) == 0 {
			x = x.Without(id)
			l.Remove(id)
		} else {
			f := square(t, id, rng.Float64()*2000, rng.Float64()*2000, 1+rng.Float64()*80)
			if rng.IntN(8) == 0 {
				f = rough(t, rng, id, rng.Float64()*2000, rng.Float64()*2000, 150)
			}
			x = x.With(f)
			_, err := l.Insert(f)
			require.NoError(t, err)
		}
		if step%40 == 0 {
			same(t, x, l, rough(t, rng, "site", rng.Float64()*2000, rng.Float64()*2000, 200).Boundary)
		}
	}
	for i := range 600 { // down to nothing
		x = x.Without(fmt.Sprint(i))
		l.Remove(fmt.Sprint(i))
	}
	same(t, x, l, square(t, "site", 0, 0, 100).Boundary)
	require.Zero(t, l.Len())
	_, err := l.Insert(square(t, "again", 5, 5, 1))
	require.NoError(t, err)
	require.Len(t, collect(t, l.Overlaps(context.Background(), square(t, "site", 0, 0, 100).Boundary)), 1)
}

func TestLiveOfNothing(t *testing.T) {
	var l index.Live
	site := square(t, "site", 0, 0, 10).Boundary
	require.Empty(t, collect(t, l.Overlaps(context.Background(), site)))
	require.Empty(t, distances(l.Nearest(site)))
	require.Empty(t, slices.Collect(l.All()))
	require.False(t, l.Remove("A"))

	_, err := l.Insert(square(t, "A", 0, 0, 10))
	require.NoError(t, err)
	for _, empty := range []*boundary.Boundary{nil, new(boundary.Boundary)} {
		replaced, err := l.Insert(boundary.Feature{ID: "A", Boundary: empty})
		require.ErrorIs(t, err, boundary.ErrNoLand)
		require.ErrorContains(t, err, `"A"`)
		require.NotEmpty(t, message.Say(message.Chinese, err))
		require.False(t, replaced)
		require.Empty(t, collect(t, l.Overlaps(context.Background(), empty)))
		require.Empty(t, distances(l.Nearest(empty)))
	}
	require.Equal(t, 1, l.Len(), "what was refused changes nothing")
}

// TestLiveWhileEdited: an answer is that of the state at the call, and whoever goes
// through it may edit the set.
func TestLiveWhileEdited(t *testing.T) {
	var l index.Live
	for _, f := range grid(t, 4) {
		_, err := l.Insert(f)
		require.NoError(t, err)
	}
	ctx := context.Background()
	site := square(t, "site", 75, 75, 50).Boundary
	overlaps, nearest, all := l.Overlaps(ctx, site), l.Nearest(site), l.All()
	n := 0
	for f := range all {
		require.True(t, l.Remove(f.ID))
		_, err := l.Insert(square(t, fmt.Sprint("new", n), 80, 80, 5))
		require.NoError(t, err)
		n++
	}
	require.Equal(t, 16, n)
	require.Len(t, collect(t, overlaps), 4)
	require.Len(t, collect(t, overlaps), 4, "again")
	require.Len(t, distances(nearest), 16)
	require.Len(t, distances(nearest), 16, "again")
	require.Len(t, collect(t, l.Overlaps(ctx, site)), 16)
	for range l.Overlaps(ctx, site) {
		break
	}
	for _, d := range l.Nearest(site) {
		require.Zero(t, d)
		break
	}
	for range l.All() {
		break
	}
}

// TestLiveNearestWhileEdited: while the caller goes through the nearest features,
// others are removed, replaced and added, near and far; the answer is that of the
// state at the call.
func TestLiveNearestWhileEdited(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for _, n := range []int{1, 15, 16, 17, 200, 1000} {
		x, l := new(index.Index), new(index.Live)
		at := func(i int) boundary.Feature {
			return square(t, fmt.Sprint(i), 50*float64(rng.IntN(40)), 50*float64(rng.IntN(40)), 50)
		}
		change := func(f boundary.Feature) {
			if rng.IntN(2) == 0 {
				l.Remove(fmt.Sprint(rng.IntN(n)))
			}
			_, err := l.Insert(f)
			require.NoError(t, err)
		}
		for i := range n {
			f := at(i)
			x = x.With(f)
			_, err := l.Insert(f)
			require.NoError(t, err)
		}
		site := square(t, "site", 500, 500, 20).Boundary
		nearest := l.Nearest(site)
		want := distances(x.Nearest(site))
		require.Len(t, want, n)
		for range 2 { // an answer can be gone through again
			change(at(rng.IntN(2 * n)))
			var got []distant
			for f, d := range nearest {
				got = append(got, distant{f.ID, d})
				for range 3 {
					change(at(rng.IntN(2 * n)))
				}
			}
			require.Equal(t, want, got)
		}
	}
}

// TestLiveEndsWithTheContext, and a shape that cannot be measured is not passed over.
func TestLiveEndsWithTheContext(t *testing.T) {
	var l index.Live
	for i := range 3 {
		_, err := l.Insert(square(t, fmt.Sprint(i), 0, 0, 10))
		require.NoError(t, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var failed error
	for _, err := range l.Overlaps(ctx, square(t, "site", 0, 0, 10).Boundary) {
		n++
		failed = err
		cancel()
	}
	require.Equal(t, 2, n)
	require.ErrorIs(t, failed, context.Canceled)
}

// TestLiveOfStrangers: a shape made against the site is yielded with its error, and
// the others are measured.
func TestLiveOfStrangers(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at 10⁸ pairs of edges")
	}
	var l index.Live
	for _, f := range []boundary.Feature{square(t, "before", 0, 0, 5), teeth(t, "teeth", false), square(t, "after", 2, 2, 5)} {
		_, err := l.Insert(f)
		require.NoError(t, err)
	}
	var got []string
	for o, err := range l.Overlaps(context.Background(), teeth(t, "site", true).Boundary) {
		got = append(got, o.Feature.ID)
		if o.Feature.ID == "teeth" {
			require.ErrorIs(t, err, boundary.ErrTooComplex)
			continue
		}
		require.NoError(t, err)
		require.Positive(t, o.Area)
	}
	require.Equal(t, []string{"before", "teeth", "after"}, got)
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

// TestLiveOfManyGoroutines: each writer keeps ten features that together cover a row
// of its own, or nine while it moves one: a reader never sees fewer than nine, or
// more than ten, in any row.
func TestLiveOfManyGoroutines(t *testing.T) {
	const rows, columns, writers = 4, 10, 4
	var l index.Live
	at := func(row, column int) boundary.Feature {
		return square(t, fmt.Sprintf("%d-%d", row, column), 50*float64(column), 200*float64(row), 50)
	}
	moved := make([]boundary.Feature, rows*columns)
	for i := range moved {
		moved[i] = at(i/columns, i%columns)
		_, err := l.Insert(moved[i])
		require.NoError(t, err)
	}
	ctx := context.Background()
	var wg sync.WaitGroup
	for w := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			rng := rand.New(rand.NewPCG(uint64(w), 1))
			for range 400 {
				f := moved[w*columns+rng.IntN(columns)]
				if rng.IntN(2) == 0 {
					l.Remove(f.ID)
				}
				if _, err := l.Insert(f); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	for r := range 4 {
		site := square(t, "site", 0, 200*float64(r), 50).Boundary
		row := square(t, "row", 0, 200*float64(r), 500).Boundary // and those above it
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 200 {
				seen := map[string]bool{}
				count := 0
				for o, err := range l.Overlaps(ctx, row) {
					if err != nil || seen[o.Feature.ID] {
						t.Error("twice", o.Feature.ID, err)
					}
					seen[o.Feature.ID] = true
					if o.Feature.ID[0] == byte('0'+r) {
						count++
					}
				}
				if count < columns-1 || count > columns {
					t.Errorf("%d features in row %d", count, r)
				}
				last, n := 0.0, 0
				for _, d := range l.Nearest(site) {
					if d < last || math.IsNaN(d) {
						t.Error("not in order")
					}
					last, n = d, n+1
				}
				if n < rows*columns-writers || n > rows*columns {
					t.Errorf("%d features", n)
				}
				n = 0
				for range l.All() {
					n++
				}
				if n < rows*columns-writers || n > rows*columns || l.Len() > rows*columns {
					t.Errorf("%d features", n)
				}
			}
		}()
	}
	wg.Wait()
	require.Equal(t, rows*columns, l.Len())
}
