// Package postgres keeps a quota ledger in PostgreSQL. It is a module of its
// own, so that a program that needs no database does not download a driver.
//
//	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
//	...
//	store, err := postgres.Open(ctx, pool, "聊城市")
//	...
//	ledger, err := quota.Open(ctx, store, &quota.Options{Rates: rates})
//
// # Semantics
//
// Open brings the tables up to the version that this package knows, in one
// transaction; a database that a newer version has changed is refused. Several
// ledgers, told apart by name, live in the same tables, in the first schema of
// the connection's search_path.
//
// Append is one transaction: it locks the ledger's row, compares its number of
// entries with what the writer knew, and inserts the entries. Writers of one
// ledger in any number of processes therefore come one after the other, and
// none decides on figures that are out of date. What Append acknowledged is
// committed, and as safe as the server's synchronous_commit makes it.
//
// When the connection breaks during a commit nobody knows whether it was made.
// Append returns the error, the ledger reads what is there before its next
// write, and the caller asks again with the same entry: it will be there once.
//
// The tables are meant to be read by others: sanxian_quota_entry has a column
// for each field, areas are numeric in 公顷. They must not be written by
// others; the ledger recomputes every amount and refuses what does not fit.
//
// # Not for
//
// Thousands of writes a second to one ledger: each is a commit.
package postgres
