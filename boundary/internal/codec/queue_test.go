package codec

import (
	"errors"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/boundary"
)

func TestQueueHandsOnInOrder(t *testing.T) {
	const n = 3000
	failed := errors.New("broken")
	for _, c := range []struct{ vertices, failAt, stopAt int }{
		{10, -1, -1}, {20_000, -1, -1}, {10, 0, -1}, {10, 1234, -1}, {10, -1, 0}, {10, -1, 777},
	} {
		var got []string
		var err error
		q := NewQueue(func(f boundary.Feature, e error) bool {
			require.NoError(t, err, "nothing comes after an error")
			if err = e; e == nil {
				got = append(got, f.ID)
			}
			return len(got)-1 != c.stopAt
		})
		added := 0
		for i := range n {
			if !q.Add(c.vertices, func() (boundary.Feature, error) {
				if i == c.failAt {
					return boundary.Feature{}, failed
				}
				return boundary.Feature{ID: strconv.Itoa(i)}, nil
			}) {
				break
			}
			added++
		}
		more := q.Flush()
		q.Stop()
		want := n
		switch {
		case c.failAt >= 0:
			want = c.failAt
			require.ErrorIs(t, err, failed)
			require.False(t, more)
			require.Less(t, added, n, "reading ends soon after")
		case c.stopAt >= 0:
			want = c.stopAt + 1
			require.NoError(t, err)
			require.False(t, more)
		default:
			require.NoError(t, err)
			require.True(t, more)
		}
		require.Len(t, got, want)
		for i, id := range got {
			require.Equal(t, strconv.Itoa(i), id)
		}
	}
}
