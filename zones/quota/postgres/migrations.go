package postgres

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/jackc/pgx/v5"
)

//go:embed migrations/1.sql
var first string

// migrations lead from version n to n+1. Those that were released are never
// edited.
var migrations = []string{first}

// migrationLock is the key of the advisory lock that one migration holds, so
// that services which start together do not migrate together.
const migrationLock = 0x73616e7869616e // "sanxian"

func migrate(ctx context.Context, tx pgx.Tx) error {
	if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock($1)`, int64(migrationLock)); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `create table if not exists sanxian_quota_schema (version integer not null)`); err != nil {
		return err
	}
	var version int
	if err := tx.QueryRow(ctx, `select coalesce(max(version), 0) from sanxian_quota_schema`).Scan(&version); err != nil {
		return err
	}
	if version > len(migrations) {
		return fmt.Errorf("the tables are of version %d, newer than the %d that this program knows", version, len(migrations))
	}
	for ; version < len(migrations); version++ {
		if _, err := tx.Exec(ctx, migrations[version]); err != nil {
			return fmt.Errorf("migration to version %d: %w", version+1, err)
		}
		if _, err := tx.Exec(ctx, `insert into sanxian_quota_schema (version) values ($1)`, version+1); err != nil {
			return err
		}
	}
	return nil
}
