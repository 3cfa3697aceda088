package quota

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"sync"

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaStoredEntry = message.New("quota.stored_entry", "a stored entry does not fit the book", "已存的记录与账不符")
	msgQuotaStoredTwice = message.New("quota.stored_twice", "entry number {number} has the id {id} of an earlier one", "第 {number} 笔记录的编号 {id} 与先前的记录相同")
	msgQuotaStoreStuck  = message.New("quota.store_stuck", "the store does not take entry number {number}, and has no entries beyond {read}",
		"存储不接受第 {number} 条记录，但又没有第 {read} 条以后的记录：其中的记录可能被删过")
)

// Options are the parameters of a ledger. Nil means none.
type Options struct {
	// Rates are used for entries that bring none of their own.
	Rates Rates
	// Floors hold how low the balance of a region's account may go in each
	// period; a region that is not named has 0. A negative floor is a credit
	// line. Floors may be changed between openings: entries that are already
	// in the book stay, and only what is new is measured against the floor.
	Floors map[string]Hectares
}

// A Ledger is an append-only book of quota accounts, one for each region and
// period. It is safe for concurrent use; so are several ledgers on one store.
//
// Every change is one entry, or one batch, that is first kept by the store and
// then seen. Running totals are kept too, so that the cost of a balance does not
// grow with history. All entries stay in memory, some 500 bytes each.
type Ledger struct {
	store Store
	rules rules

	writing chan struct{} // held by the one writer, also while the store writes
	unsure  bool          // the store failed: it may hold more than the book; writer only
	mu      sync.RWMutex  // guards book
	book    *book
}

// batch is how many stored entries are posted at a time.
const batch = 4096

// New returns an empty ledger that is kept in memory only.
func New(opt *Options) *Ledger {
	l, _ := Open(context.Background(), new(memory), opt)
	return l
}

// Open reads the store from the start and returns its ledger. Closing the
// store is the caller's, after the last use of the ledger.
func Open(ctx context.Context, s Store, opt *Options) (*Ledger, error) {
	if opt == nil {
		opt = &Options{}
	}
	l := &Ledger{
		store:   s,
		rules:   rules{rates: maps.Clone(opt.Rates), floors: maps.Clone(opt.Floors)},
		writing: make(chan struct{}, 1),
		book:    newBook(),
	}
	if err := l.catchUp(ctx); err != nil {
		return nil, err
	}
	return l, nil
}

// Sync reads what other writers have appended to the store. Entries are always
// checked against all of them, synced or not; balances show what was synced.
func (l *Ledger) Sync(ctx context.Context) error {
	if err := l.lock(ctx); err != nil {
		return err
	}
	defer l.unlock()
	return l.catchUp(ctx)
}

func (l *Ledger) lock(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case l.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *Ledger) unlock() { <-l.writing }

// catchUp posts what the store holds beyond the book. The writer calls it.
func (l *Ledger) catchUp(ctx context.Context) error {
	d := l.book.draft(l.rules)
	commit := func() {
		l.mu.Lock()
		l.book.commit(d)
		l.mu.Unlock()
		d.reset()
	}
	n := int64(l.book.entries.n)
	for e, err := range l.store.Replay(ctx, n) {
		if err != nil {
			return err
		}
		n++
		if x, ok := d.known(e.ID); ok {
			return refuse(ErrDamaged, msgQuotaStoredTwice, "number", n, "id", clip(x.ID))
		}
		if _, err := d.post(e, true); err != nil {
			return msgQuotaStoredEntry.Error(ErrDamaged, message.Place{Line: int(n)}).Because(err)
		}
		if len(d.new) == batch {
			commit()
		}
	}
	commit()
	l.unsure = false
	return nil
}

// Add appends entries in order, all of them or none, if the rules and the floor
// allow it. It returns them as recorded, with rate, amount and parent filled in.
// An entry that is there already is returned as it stands and changes nothing;
// another one under the same id is ErrConflict. After an error of the store, or of
// a context that ended, call again with the same entries: they will be there once.
func (l *Ledger) Add(ctx context.Context, entries ...Entry) ([]Entry, error) {
	if err := l.lock(ctx); err != nil {
		return nil, err
	}
	defer l.unlock()
	if l.unsure {
		if err := l.catchUp(ctx); err != nil {
			return nil, err
		}
	}
	for {
		d := l.book.draft(l.rules) // only the writer changes the book: no lock to read it here
		made, err := d.postAll(entries)
		if err != nil {
			// It may be refused only because the book is behind: an entry of
			// another writer could be this one, or have made room for it.
			if behind, syncErr := l.behind(ctx); syncErr != nil {
				return nil, syncErr
			} else if behind {
				continue
			}
			return nil, err
		}
		if len(d.new) == 0 {
			return made, nil
		}
		err = l.store.Append(ctx, int64(l.book.entries.n), d.new)
		if errors.Is(err, ErrStale) {
			switch behind, err := l.behind(ctx); {
			case err != nil:
				return nil, err
			case !behind: // or this would go on for ever
				return nil, refuse(ErrDamaged, msgQuotaStoreStuck, "number", l.book.entries.n+1, "read", l.book.entries.n)
			}
			continue
		}
		if err != nil {
			l.unsure = true
			return nil, err
		}
		l.mu.Lock()
		l.book.commit(d)
		l.mu.Unlock()
		return made, nil
	}
}

// behind catches up and tells whether there was anything to catch up with.
func (l *Ledger) behind(ctx context.Context) (bool, error) {
	n := l.book.entries.n
	err := l.catchUp(ctx)
	return l.book.entries.n > n, err
}

// Entry returns the entry with the id.
func (l *Ledger) Entry(id string) (Entry, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if i, ok := l.book.ids[id]; ok {
		return l.book.entries.at(i), true
	}
	return Entry{}, false
}

// Entries yields the entries that were in the book when the loop began, in the
// order in which they were made.
func (l *Ledger) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		l.mu.RLock()
		blocks := slices.Clone(l.book.entries.blocks)
		l.mu.RUnlock()
		for _, block := range blocks {
			for _, e := range block {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// Balance returns the balance of the region with all that is part of it, in
// one period or, for period 0, in all together. A region without entries has a
// balance of 0.
func (l *Ledger) Balance(region string, period int) Balance {
	l.mu.RLock()
	defer l.mu.RUnlock()
	t := l.book.accounts[account{region, period}]
	return t.all.balance(region, period)
}

// Account returns the balance of the region's own account, without what is
// part of it.
func (l *Ledger) Account(region string, period int) Balance {
	l.mu.RLock()
	defer l.mu.RUnlock()
	t := l.book.accounts[account{region, period}]
	return t.own.balance(region, period)
}

// Units returns the regions that are directly part of a region, sorted. Those
// that are part of none are the units of "".
func (l *Ledger) Units(region string) []string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var units []string
	for name, r := range l.book.regions {
		if r.parent == region {
			units = append(units, name)
		}
	}
	slices.Sort(units)
	return units
}

// Periods returns the periods in which the region, or what is part of it, has
// entries, ascending.
func (l *Ledger) Periods(region string) []int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Clone(l.book.regions[region].periods)
}

// Holdings returns what projects hold in a region's own account: the projects
// that are named, or else all of them in the order in which they came. One that
// holds nothing there is left out.
func (l *Ledger) Holdings(region string, period int, projects ...string) []Holding {
	l.mu.RLock()
	defer l.mu.RUnlock()
	at := account{region, period}
	if len(projects) == 0 {
		projects = l.book.byPlace[at]
	}
	holdings := make([]Holding, 0, len(projects))
	for _, id := range projects {
		c := claim{at, id}
		if s, ok := l.book.projects[c]; ok {
			holdings = append(holdings, s.holding(c))
		}
	}
	return holdings
}
