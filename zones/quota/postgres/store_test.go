package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/quota/storetest"
)

// dsn returns a database to test with: SANXIAN_PG_DSN, or a private server.
func dsn(t *testing.T) string {
	if s := os.Getenv("SANXIAN_PG_DSN"); s != "" {
		return s
	}
	return startServer(t).dsn()
}

func pool(t *testing.T, dsn string) *pgxpool.Pool {
	t.Helper()
	p, err := pgxpool.New(context.Background(), dsn)
	require.NoError(t, err)
	t.Cleanup(p.Close)
	return p
}

var ledgers atomic.Int64

// unique names a ledger that no other test uses, not even on a shared server.
func unique() string {
	return fmt.Sprintf("test %d-%d-%d", os.Getpid(), time.Now().UnixNano(), ledgers.Add(1))
}

func TestStore(t *testing.T) {
	p := pool(t, dsn(t))
	fresh := func(t *testing.T) storetest.Open {
		name := unique()
		return func() (quota.Store, error) { return Open(context.Background(), p, name) }
	}
	storetest.Run(t, fresh)
	storetest.RunShared(t, fresh)

	t.Run("long ledgers are read in pages", func(t *testing.T) { longLedgers(t, p) })
	t.Run("migrating twice and together", func(t *testing.T) { migratingTogether(t, p) })
	t.Run("what others changed is refused", func(t *testing.T) { changedByOthers(t, p) })
	t.Run("entries that were deleted at the end are missed", func(t *testing.T) { deletedAtTheEnd(t, p) })
}

func longLedgers(t *testing.T, p *pgxpool.Pool) {
	s, err := Open(context.Background(), p, unique())
	require.NoError(t, err)
	n := page + page/2
	all := make([]quota.Entry, n)
	for i := range all {
		all[i] = entry(fmt.Sprint("e", i))
	}
	require.NoError(t, s.Append(context.Background(), 0, all))
	l, err := quota.Open(context.Background(), s, nil)
	require.NoError(t, err)
	require.Len(t, slices.Collect(l.Entries()), n)
	require.Equal(t, quota.Hectares(n), l.Balance("371521", 2024).Balance)
}

func migratingTogether(t *testing.T, p *pgxpool.Pool) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, err := Open(context.Background(), p, "together")
			if err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	var rows int
	require.NoError(t, p.QueryRow(context.Background(), `select count(*) from sanxian_quota_schema`).Scan(&rows))
	require.Equal(t, len(migrations), rows)
}

func changedByOthers(t *testing.T, p *pgxpool.Pool) {
	ctx, name := context.Background(), unique()
	s, err := Open(ctx, p, name)
	require.NoError(t, err)
	require.NoError(t, s.Append(ctx, 0, []quota.Entry{entry("a"), entry("b"), entry("c")}))
	_, err = p.Exec(ctx, `update sanxian_quota_entry set amount_ha = 5 where ledger = $1 and id = 'b'`, name)
	require.NoError(t, err)
	_, err = quota.Open(ctx, s, nil)
	require.ErrorIs(t, err, quota.ErrDamaged)
	_, err = p.Exec(ctx, `delete from sanxian_quota_entry where ledger = $1 and id = 'b'`, name)
	require.NoError(t, err)
	_, err = quota.Open(ctx, s, nil)
	require.ErrorIs(t, err, quota.ErrDamaged)
	require.ErrorContains(t, err, "entry number 2 is missing")
}

func deletedAtTheEnd(t *testing.T, p *pgxpool.Pool) {
	ctx, name := context.Background(), unique()
	s, err := Open(ctx, p, name)
	require.NoError(t, err)
	l, err := quota.Open(ctx, s, nil)
	require.NoError(t, err)
	_, err = l.Add(ctx, entry("a"), entry("b"))
	require.NoError(t, err)
	_, err = p.Exec(ctx, `delete from sanxian_quota_entry where ledger = $1 and id = 'b'`, name)
	require.NoError(t, err)
	_, err = quota.Open(ctx, s, nil)
	require.ErrorIs(t, err, quota.ErrDamaged)
	require.ErrorContains(t, err, "entry number 2 is missing")
	// A ledger that read them before the database went back to an older state.
	_, err = p.Exec(ctx, `update sanxian_quota_ledger set entries = 1 where name = $1`, name)
	require.NoError(t, err)
	_, err = l.Add(ctx, entry("c"))
	require.ErrorIs(t, err, quota.ErrDamaged)
}

func entry(id string) quota.Entry {
	return quota.Entry{ID: id, Kind: quota.Allocation, Region: "371521", Parent: "371500", Period: 2024, Date: "2024-01-01", Area: 1, Amount: 1}
}

// TestKilledUnderLoad kills the server again and again while callers reserve
// through two ledgers. Whatever was acknowledged must be there once. It is one
// story from start to end, and long for that.
func TestKilledUnderLoad(t *testing.T) {
	s := startServer(t)
	kills := 5
	if testing.Short() {
		kills = 2
	}
	ctx := context.Background()
	name := unique()
	var ledgers []*quota.Ledger
	for range 2 {
		store, err := Open(ctx, pool(t, s.dsn()), name)
		require.NoError(t, err)
		l, err := quota.Open(ctx, store, nil)
		require.NoError(t, err)
		ledgers = append(ledgers, l)
	}
	const callers = 8
	limit := quota.Hectares(1_000_000)
	first := entry("advance")
	first.Kind, first.Area, first.Amount = quota.Advance, limit, 0
	_, err := ledgers[0].Add(ctx, first)
	require.NoError(t, err)

	var stop atomic.Bool
	var failures, acknowledged atomic.Int64
	var wg sync.WaitGroup
	kept := make([]map[string]bool, callers)
	// call asks until it is answered, and tells whether the ledger took the entry.
	call := func(l *quota.Ledger, e quota.Entry) bool {
		for {
			attempt, cancel := context.WithTimeout(ctx, 5*time.Second)
			_, err := l.Add(attempt, e)
			cancel()
			if err == nil {
				return true
			}
			if errors.Is(err, quota.ErrConflict) || errors.Is(err, quota.ErrFloor) || errors.Is(err, quota.ErrDamaged) {
				t.Errorf("%s: %v", e.ID, err)
				return false
			}
			failures.Add(1)
			time.Sleep(20 * time.Millisecond)
		}
	}
	for c := range callers {
		kept[c] = map[string]bool{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			l := ledgers[c%len(ledgers)]
			for n := 0; !stop.Load(); n++ {
				e := entry(fmt.Sprintf("r-%d-%d", c, n))
				e.Kind, e.Project, e.Amount = quota.Reservation, e.ID, 0
				if !call(l, e) {
					return
				}
				kept[c][e.ID] = true
				acknowledged.Add(1)
			}
		}()
	}
	for range kills {
		before := acknowledged.Load()
		for acknowledged.Load() < before+50 {
			time.Sleep(5 * time.Millisecond)
			if t.Failed() {
				break
			}
		}
		s.kill()
		s.start(t)
	}
	stop.Store(true)
	wg.Wait()

	store, err := Open(ctx, pool(t, s.dsn()), name)
	require.NoError(t, err)
	l, err := quota.Open(ctx, store, nil)
	require.NoError(t, err)
	count := 0
	for c := range callers {
		for id := range kept[c] {
			count++
			_, ok := l.Entry(id)
			require.True(t, ok, "%s was acknowledged and is gone", id)
		}
	}
	require.Len(t, slices.Collect(l.Entries()), count+1, "every caller saw its last call through, so nothing else may be there")
	b := l.Balance("371500", 2024)
	require.Equal(t, quota.Hectares(count), b.Reserved)
	require.Equal(t, limit-b.Reserved, b.Balance)
	t.Logf("%d kills, %d acknowledged, %d calls failed and were repeated", kills, count, failures.Load())
}
