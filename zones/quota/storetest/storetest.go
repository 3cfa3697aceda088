// Package storetest is the conformance test of quota stores: call Run from a
// test of the package that implements quota.Store, and RunShared too if
// several processes may have the same store open.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/sanxian/sanxian/zones/quota"
)

// An Open opens the same place again each time it is called.
type Open func() (quota.Store, error)

// Run tests a store. The function fresh makes an empty place to keep entries
// and returns how to open it; Run closes what it opens, and has it open once
// at a time.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, again Open)
	}{
		{"empty", empty},
		{"every field comes back", everyField},
		{"order, batches and offsets", order},
		{"a stale writer writes nothing", staleWriter},
		{"a context that ended writes nothing", endedContext},
		{"a loop that stops early", earlyStop},
		{"a ledger under many hands", manyHands},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, fresh(t)) })
	}
}

func empty(t *testing.T, again Open) {
	s := open(t, again)
	expect(t, s, 0, nil)
}

func everyField(t *testing.T, again Open) {
	s := open(t, again)
	all := everyKind()
	must(t, s.Append(ctx, 0, all))
	expect(t, s, 0, all)
	must(t, s.Close())
	expect(t, open(t, again), 0, all)
}

func order(t *testing.T, again Open) {
	s := open(t, again)
	var all []quota.Entry
	for n := range 20 {
		var part []quota.Entry
		for k := range n%4 + 1 {
			part = append(part, entry(fmt.Sprintf("e%02d-%d", n, k)))
		}
		must(t, s.Append(ctx, int64(len(all)), part))
		all = append(all, part...)
	}
	for after := range all {
		expect(t, s, after, all[after:])
	}
	must(t, s.Close())
	s = open(t, again)
	expect(t, s, len(all), nil)
	expect(t, s, len(all)-3, all[len(all)-3:])
	must(t, s.Append(ctx, int64(len(all)), []quota.Entry{entry("after reopening")}))
	expect(t, s, len(all), []quota.Entry{entry("after reopening")})
}

func staleWriter(t *testing.T, again Open) {
	s := open(t, again)
	must(t, s.Append(ctx, 0, []quota.Entry{entry("a"), entry("b")}))
	for _, after := range []int64{0, 1, 3} {
		if err := s.Append(ctx, after, []quota.Entry{entry("c"), entry("d")}); !errors.Is(err, quota.ErrStale) {
			t.Errorf("append after %d of 2: %v, want ErrStale", after, err)
		}
	}
	expect(t, s, 0, []quota.Entry{entry("a"), entry("b")})
}

func endedContext(t *testing.T, again Open) {
	s := open(t, again)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Append(ended, 0, []quota.Entry{entry("a")}); !errors.Is(err, context.Canceled) {
		t.Errorf("append: %v, want context.Canceled", err)
	}
	expect(t, s, 0, nil)
}

func earlyStop(t *testing.T, again Open) {
	s := open(t, again)
	must(t, s.Append(ctx, 0, []quota.Entry{entry("a"), entry("b")}))
	for e, err := range s.Replay(ctx, 0) {
		must(t, err)
		if e.ID != "a" {
			t.Errorf("first entry is %s", e.ID)
		}
		break
	}
	must(t, s.Append(ctx, 2, []quota.Entry{entry("c")}))
}

func manyHands(t *testing.T, again Open) {
	s := open(t, again)
	l, err := quota.Open(ctx, s, nil)
	must(t, err)
	crowd(t, []*quota.Ledger{l})
	before := l.Balance(city, 2024)
	must(t, s.Close())
	l, err = quota.Open(ctx, open(t, again), nil)
	must(t, err)
	if after := l.Balance(city, 2024); after != before {
		t.Errorf("balance after reopening\n%+v\nbefore\n%+v", after, before)
	}
}

// RunShared tests a store that may be open several times at once.
func RunShared(t *testing.T, fresh func(t *testing.T) Open) {
	t.Run("two writers, one entry", func(t *testing.T) {
		again := fresh(t)
		a, b := open(t, again), open(t, again)
		must(t, a.Append(ctx, 0, []quota.Entry{entry("a")}))
		if err := b.Append(ctx, 0, []quota.Entry{entry("b")}); !errors.Is(err, quota.ErrStale) {
			t.Errorf("second writer: %v, want ErrStale", err)
		}
		expect(t, b, 0, []quota.Entry{entry("a")})
	})
	t.Run("many ledgers on one store", func(t *testing.T) {
		again := fresh(t)
		var ledgers []*quota.Ledger
		for range 4 {
			l, err := quota.Open(ctx, open(t, again), nil)
			must(t, err)
			ledgers = append(ledgers, l)
		}
		crowd(t, ledgers)
	})
	t.Run("an entry of another writer is known", func(t *testing.T) {
		again := fresh(t)
		a, err := quota.Open(ctx, open(t, again), nil)
		must(t, err)
		b, err := quota.Open(ctx, open(t, again), nil)
		must(t, err)
		_, err = a.Add(ctx, entry("same"))
		must(t, err)
		_, err = b.Add(ctx, entry("same"))
		must(t, err)
		other := entry("same")
		other.Area++
		if _, err := b.Add(ctx, other); !errors.Is(err, quota.ErrConflict) {
			t.Errorf("another entry under the same id: %v, want ErrConflict", err)
		}
		must(t, a.Sync(ctx))
		for _, l := range []*quota.Ledger{a, b} {
			if n := len(slices.Collect(l.Entries())); n != 1 {
				t.Errorf("%d entries, want 1", n)
			}
		}
	})
}

var ctx = context.Background()

const city, county = "371500", "371521"

// crowd lets many callers reserve more than there is, each call twice.
func crowd(t *testing.T, ledgers []*quota.Ledger) {
	t.Helper()
	const callers, each = 16, 8
	total := 50 * quota.Hectare
	_, err := ledgers[0].Add(ctx, quota.Entry{ID: "advance", Kind: quota.Advance, Region: county, Parent: city, Period: 2024, Date: "2024-01-02", Area: total})
	must(t, err)
	var wg sync.WaitGroup
	won := make([]int, callers)
	for c := range callers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			l := ledgers[c%len(ledgers)]
			for n := range each {
				e := quota.Entry{ID: fmt.Sprintf("r-%d-%d", c, n), Kind: quota.Reservation, Region: county, Period: 2024, Date: "2024-02-01", Project: fmt.Sprintf("p-%d-%d", c, n), Area: quota.Hectare}
				_, err := l.Add(ctx, e)
				switch {
				case err == nil:
					won[c]++
					if _, err := l.Add(ctx, e); err != nil {
						t.Errorf("the same reservation again: %v", err)
					}
				case !errors.Is(err, quota.ErrFloor):
					t.Errorf("reserve: %v", err)
				}
			}
		}()
	}
	wg.Wait()
	sum := 0
	for _, n := range won {
		sum += n
	}
	for _, l := range ledgers {
		must(t, l.Sync(ctx))
		b := l.Balance(city, 2024)
		if sum != 50 || b.Reserved != total || b.Balance != 0 {
			t.Errorf("%d reservations made of 50; reserved %s, balance %s", sum, b.Reserved, b.Balance)
		}
	}
}

func entry(id string) quota.Entry {
	return quota.Entry{ID: id, Kind: quota.Allocation, Region: county, Parent: city, Period: 2024, Date: "2024-02-29", Area: 12345, Amount: 12345}
}

// everyKind returns entries with all fields in use.
func everyKind() []quota.Entry {
	var all []quota.Entry
	for n, kind := range quota.Kinds() {
		e := entry(fmt.Sprintf("编号/%d '\"\\%%_", n))
		e.Kind, e.Source, e.Note = kind, "聊自然资〔2024〕1号", "备注：“引号”, comma; 'quote' \\ 𠮷"
		e.Area, e.Amount = quota.Hectares(n*n*n*n*7+1), quota.Hectares(n*n*n*n*7+1)
		switch kind {
		case quota.Reservation, quota.Approval, quota.Supply, quota.Registration, quota.Release, quota.Expiry:
			e.Project = "项目 一"
		case quota.EarnedIdle:
			e.Rate, e.Area, e.Amount = quota.MustRate("1/3"), 1<<57, (1<<57)/3
		case quota.EarnedUnsupplied:
			e.Rate, e.Area, e.Amount = quota.MustRate("0"), -1, 0
		case quota.IllegalUse:
			e.Rate, e.Parent, e.Area, e.Amount = quota.MustRate("1.5"), "", -3, -5
		}
		all = append(all, e)
	}
	return all
}

func open(t *testing.T, o Open) quota.Store {
	t.Helper()
	s, err := o()
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func expect(t *testing.T, s quota.Store, after int, want []quota.Entry) {
	t.Helper()
	var got []quota.Entry
	for e, err := range s.Replay(ctx, int64(after)) {
		if err != nil {
			t.Fatalf("replay after %d: %v", after, err)
		}
		got = append(got, e)
	}
	if !slices.Equal(got, want) {
		t.Errorf("replay after %d:\n%+v\nwant\n%+v", after, got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
