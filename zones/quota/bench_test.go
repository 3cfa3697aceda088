package quota

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// history makes n entries of eight counties over ten years.
func history(n int) []Entry {
	entries := make([]Entry, 0, n)
	for i := range n {
		e := Entry{ID: fmt.Sprint("e", i), Kind: Allocation, Region: "3715" + strconv.Itoa(21+i%8), Parent: "371500", Period: 2020 + i%10, Date: "2024-01-01", Area: Hectares(i%1000 + 1), Source: "批次"}
		switch i / 80 % 4 {
		case 1:
			e.Kind, e.Rate = EarnedIdle, MustRate("0.5")
		case 2:
			e.Kind, e.Project, e.Area = Reservation, fmt.Sprint("P", i), 1
		}
		entries = append(entries, e)
	}
	return entries
}

func TestManyEntries(t *testing.T) {
	n := 100_000
	if testing.Short() || raceEnabled {
		n = 10_000
	}
	store := new(memory)
	l, err := Open(bg, store, nil)
	require.NoError(t, err)
	_, err = l.Add(bg, history(n)...)
	require.NoError(t, err)
	began := time.Now()
	again, err := Open(bg, store, nil)
	require.NoError(t, err)
	require.Equal(t, n, count(again))
	for _, region := range regions(l, "") {
		require.Equal(t, l.Balance(region, 0), again.Balance(region, 0))
	}
	require.Less(t, time.Since(began), 10*time.Second)
}

func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{10_000, 200_000, 1_000_000} {
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			name := b.TempDir() + "/journal"
			j, _, err := OpenJournal(name, &JournalOptions{NoSync: true})
			require.NoError(b, err)
			for i, e := range history(n) {
				e.Amount = e.Area
				if e.Rate.isSet() {
					e.Amount, _ = e.Rate.Of(e.Area)
				}
				require.NoError(b, j.Append(bg, int64(i), []Entry{e}))
			}
			require.NoError(b, j.Close())
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				j, _, err := OpenJournal(name, nil)
				require.NoError(b, err)
				l, err := Open(bg, j, nil)
				require.NoError(b, err)
				require.Equal(b, n, count(l))
				require.NoError(b, j.Close())
			}
		})
	}
}

func BenchmarkBalance(b *testing.B) {
	for _, n := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			l := New(nil)
			_, err := l.Add(bg, history(n)...)
			require.NoError(b, err)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				_ = l.Balance("371500", 2024)
			}
		})
	}
}

func BenchmarkReserve(b *testing.B) {
	l := New(nil)
	mustAdd(b, l, at("a", Advance, maxHectares/2))
	b.ReportAllocs()
	for i := range b.N {
		e := at(fmt.Sprint("r", i), Reservation, 1)
		if _, err := add(l, e); err != nil {
			b.Fatal(err)
		}
	}
}
