package persist_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/sanxian/sanxian/internal/persist"
)

// Beside each version of a map and a roll runs a plain copy; at the end the first
// versions are still what they were.
func TestVersions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m persist.Map[int]
		var r persist.Roll[int]
		plain, order := map[string]int{}, []persist.Item[int]{}
		type version struct {
			m     persist.Map[int]
			r     persist.Roll[int]
			plain map[string]int
			order []persist.Item[int]
		}
		var all []version
		for range rapid.IntRange(1, 40).Draw(t, "edits") {
			var gone []string
			set, more := map[string]int{}, []persist.Item[int]{}
			for _, k := range rapid.SliceOfNDistinct(rapid.IntRange(0, 300), 0, 60, rapid.ID[int]).Draw(t, "ids") {
				id := strconv.Itoa(k)
				if _, there := plain[id]; there {
					gone = append(gone, id)
				} else if set[id] = k + len(all); true {
					more = append(more, persist.Item[int]{ID: id, Value: set[id]})
				}
			}
			m, r = m.With(gone, maps.Clone(set)), r.With(gone, more)
			plain, order = maps.Clone(plain), slices.Clone(order)
			for _, id := range gone {
				delete(plain, id)
			}
			maps.Copy(plain, set)
			order = append(slices.DeleteFunc(order, func(x persist.Item[int]) bool { return slices.Contains(gone, x.ID) }), more...)
			all = append(all, version{m, r, plain, order})
		}
		for _, v := range all {
			require.Equal(t, len(v.plain), v.m.Len())
			require.Equal(t, v.plain, maps.Collect(v.m.All()))
			require.Equal(t, len(v.order), v.r.Len())
			require.Equal(t, v.order, append([]persist.Item[int]{}, slices.Collect(v.r.All())...))
			first, ok := v.r.First()
			require.Equal(t, len(v.order) > 0, ok)
			require.True(t, !ok || first == v.order[0])
			for k := range 301 {
				id := strconv.Itoa(k)
				want, there := v.plain[id]
				got, ok := v.m.Get(id)
				require.Equal(t, there, ok)
				require.Equal(t, want, got)
			}
		}
	})
}
