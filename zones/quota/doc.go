// Package quota is a ledger of planning quotas: an append-only book that says
// what each region was advanced, has earned, lost, used and set aside, exactly
// and under many hands. It computes 增存挂钩 and 增违挂钩: quota handed out
// before it is earned (预支, 虚拟新增指标), earned back by disposing of
// approved-but-unsupplied and of idle land, and lost by new illegal use.
//
//	ledger := quota.New(&quota.Options{Rates: quota.Rates{
//		quota.EarnedIdle: quota.MustRate("50%"), // this year's figure: there is no default
//	}})
//	_, err := ledger.Add(ctx, quota.Entry{
//		ID: "2025-001", Kind: quota.Advance, Region: "371521", Parent: "371500",
//		Period: 2025, Date: "2025-01-10", Area: 80 * quota.Hectare,
//	})
//	...
//	area, err := quota.FromArea(site.Area()) // half-up to the square metre, here and never again
//	_, err = ledger.Add(ctx, quota.Entry{
//		ID: "2025-002", Kind: quota.Reservation, Region: "371521",
//		Period: 2025, Date: "2025-02-01", Project: "P-17", Area: area,
//	})
//	if errors.Is(err, quota.ErrFloor) { ... } // not enough; the error says how much is missing
//	fmt.Println(ledger.Balance("371500", 2025).Balance) // the city: the sum of its units
//
// # Semantics
//
// An account belongs to one region and one period, the plan year. Its balance
// is always
//
//	balance = advance + earned − deducted − used − reserved
//
// The kind of an entry says which of these it changes; docs/quota.md has the table.
// The balance of a region includes the balances of all that is part of it.
//
// Amounts are whole square metres (0.0001 公顷). A measured area is rounded half-up
// when the entry is made. A rate is an exact fraction; area × rate is rounded
// half-up once, from the recorded area. Everything after that is a sum of whole
// numbers, so a total is exactly the sum of its items.
//
// The caller chooses the id of an entry. The same entry again is the same entry;
// another one under that id is ErrConflict. So a caller that does not know whether
// a call went through makes it again. Nothing is changed or erased: a mistake in an
// advance, allocation, disposal, award, illegal use or penalty is cancelled by an
// entry with a negative area (红字冲销).
//
// No balance falls below its floor, which is 0 unless Options say otherwise. An
// entry that would take more than there is, is refused. New illegal use and unmet
// tasks are the exception: they are facts, and no lack of quota undoes them. Such a
// deduction always stands. The part that the account cannot bear is Owed, and is
// paid first by whatever comes in next.
//
// A project moves through 指标下达 (reservation), 土地征收 (approval), 土地供应
// (supply), 不动产登记 (registration). No step is larger than what the step
// before it left. A release returns what is reserved and unused to the account;
// an expiry loses it.
//
// The advance is given back at settlement, out of what was earned. A
// settlement that the account cannot cover is ErrUncovered; Balance.ToEarn says
// at any time how much is missing. A part of the advance can be given back by
// naming its area.
//
// # Errors
//
// An entry that is refused is a *message.Error with one of the classes below, a
// code, and the figures in its Values.
//
// # Concurrency and persistence
//
// A Ledger is safe for concurrent use. Every change is decided on all entries
// before it, kept by the Store, and only then seen. New keeps a ledger in memory;
// OpenJournal is a store in one file, with a checksum for each record; the module
// zones/quota/postgres is a store in PostgreSQL. Package storetest tests any other.
//
// The journal syncs each Append to the disk before it returns unless
// JournalOptions.NoSync is set. After a crash it keeps every entry that was
// acknowledged, removes a torn tail and reports it; a record damaged in the
// middle is refused with its number and offset.
//
// # Limits
//
// A sum may not pass 2⁵⁸ m². Entries stay in memory, about 500 bytes each with
// their index; a million are read back in seconds. A balance costs the same
// after a million entries as after ten. Writers of one ledger come one after
// the other.
//
// # Not for
//
// Legal figures: the package knows no rate, award or factor. Deciding whether a
// deduction is due. Areas of land: package land measures what entries are about.
package quota
