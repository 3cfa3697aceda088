package postgres

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sanxian/sanxian/zones/quota"
)

// A Store is one ledger in a database. It is safe for concurrent use, in any
// number of processes.
type Store struct {
	pool   *pgxpool.Pool
	ledger string
}

var _ quota.Store = (*Store)(nil)

// Open migrates the tables if need be and returns the store of the ledger with
// that name, which is made if it is new. The pool stays the caller's.
func Open(ctx context.Context, pool *pgxpool.Pool, ledger string) (*Store, error) {
	if ledger == "" {
		return nil, errors.New("quota/postgres: a ledger needs a name")
	}
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if err := migrate(ctx, tx); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `insert into sanxian_quota_ledger (name) values ($1) on conflict do nothing`, ledger)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("quota/postgres: open ledger %q: %w", ledger, err)
	}
	return &Store{pool: pool, ledger: ledger}, nil
}

// Close implements quota.Store. The pool stays open.
func (s *Store) Close() error { return nil }

// Append implements quota.Store.
func (s *Store) Append(ctx context.Context, after int64, entries []quota.Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var have int64
		// The row lock is held up to the commit: the next writer sees our entries.
		if err := tx.QueryRow(ctx, `select entries from sanxian_quota_ledger where name = $1 for update`, s.ledger).Scan(&have); err != nil {
			return err
		}
		if have != after {
			return quota.ErrStale
		}
		if len(entries) == 0 {
			return nil
		}
		if err := insert(ctx, tx, s.ledger, after, entries); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `update sanxian_quota_ledger set entries = $2 where name = $1`, s.ledger, after+int64(len(entries)))
		return err
	})
	if err != nil && !errors.Is(err, quota.ErrStale) {
		return fmt.Errorf("quota/postgres: append to ledger %q: %w", s.ledger, err)
	}
	return err
}

// insert writes all entries with one statement. Areas travel as text, which is
// exact, and the server makes numerics of them.
func insert(ctx context.Context, tx pgx.Tx, ledger string, after int64, entries []quota.Entry) error {
	var text [11][]string
	period := make([]int32, len(entries))
	for i, e := range entries {
		for c, v := range [11]string{e.ID, string(e.Kind), e.Region, e.Parent, e.Date, e.Project, e.Area.String(), e.Rate.String(), e.Amount.String(), e.Source, e.Note} {
			text[c] = append(text[c], v)
		}
		period[i] = int32(e.Period)
	}
	_, err := tx.Exec(ctx, `
		insert into sanxian_quota_entry
			(ledger, number, id, kind, region, parent, entry_date, project, area_ha, rate, amount_ha, source, note, period)
		select $1, $2::bigint + n, id, kind, region, parent, entry_date::date, project, area::numeric, rate, amount::numeric, source, note, period
		from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::int[])
			with ordinality as e (id, kind, region, parent, entry_date, project, area, rate, amount, source, note, period, n)`,
		ledger, after, text[0], text[1], text[2], text[3], text[4], text[5], text[6], text[7], text[8], text[9], text[10], period)
	return err
}

// page is how many entries are fetched at a time, so that a slow reader holds
// no connection.
const page = 10_000

// Replay implements quota.Store.
func (s *Store) Replay(ctx context.Context, after int64) iter.Seq2[quota.Entry, error] {
	return func(yield func(quota.Entry, error) bool) {
		// Counted first: entries that come later do no harm.
		var count int64
		if err := s.pool.QueryRow(ctx, `select entries from sanxian_quota_ledger where name = $1`, s.ledger).Scan(&count); err != nil {
			yield(quota.Entry{}, fmt.Errorf("quota/postgres: read ledger %q: %w", s.ledger, err))
			return
		}
		for {
			entries, err := s.fetch(ctx, after)
			if err != nil {
				yield(quota.Entry{}, err)
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}
			after += int64(len(entries))
			if len(entries) == page {
				continue
			}
			if after < count {
				yield(quota.Entry{}, fmt.Errorf("%w: ledger %q: entry number %d is missing", quota.ErrDamaged, s.ledger, after+1))
			}
			return
		}
	}
}

func (s *Store) fetch(ctx context.Context, after int64) ([]quota.Entry, error) {
	rows, err := s.pool.Query(ctx, `
		select number, id, kind, region, parent, period, to_char(entry_date, 'YYYY-MM-DD'), project, area_ha::text, rate, amount_ha::text, source, note
		from sanxian_quota_entry where ledger = $1 and number > $2 order by number limit $3`, s.ledger, after, page)
	if err != nil {
		return nil, fmt.Errorf("quota/postgres: read ledger %q: %w", s.ledger, err)
	}
	defer rows.Close()
	var entries []quota.Entry
	for rows.Next() {
		var e quota.Entry
		var number int64
		var kind, area, rate, amount string
		if err := rows.Scan(&number, &e.ID, &kind, &e.Region, &e.Parent, &e.Period, &e.Date, &e.Project, &area, &rate, &amount, &e.Source, &e.Note); err != nil {
			return nil, fmt.Errorf("quota/postgres: read ledger %q: %w", s.ledger, err)
		}
		e.Kind = quota.Kind(kind)
		var bad [3]error
		e.Area, bad[0] = quota.ParseHectares(area)
		e.Amount, bad[1] = quota.ParseHectares(amount)
		if rate != "" {
			e.Rate, bad[2] = quota.ParseRate(rate)
		}
		if want := after + int64(len(entries)) + 1; number != want {
			bad[0] = fmt.Errorf("entry number %d is missing", want)
		}
		if err := errors.Join(bad[:]...); err != nil {
			return nil, fmt.Errorf("%w: ledger %q, entry number %d: %w", quota.ErrDamaged, s.ledger, number, err)
		}
		entries = append(entries, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("quota/postgres: read ledger %q: %w", s.ledger, err)
	}
	return entries, nil
}
