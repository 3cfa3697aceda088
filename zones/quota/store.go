package quota

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// A Store keeps entries in order, numbered from 1. Several ledgers, in several
// processes, may share one: a write is made on the condition that nobody wrote
// in between. Package quota/storetest holds the tests that every store must
// pass.
type Store interface {
	// Append adds the entries, all or none, right after the entry numbered
	// after (0 in an empty store), and returns when they are kept as safely as
	// the store promises. If the store holds newer entries the error is
	// ErrStale and nothing was written. After any other error the entries may
	// or may not have been kept: Replay tells.
	Append(ctx context.Context, after int64, entries []Entry) error
	// Replay yields the entries numbered above after, in order. It stops after
	// yielding an error.
	Replay(ctx context.Context, after int64) iter.Seq2[Entry, error]
	// Close gives up what the store holds on to.
	Close() error
}

// memory is a store that forgets everything when the process ends. The zero
// value is empty and ready to use, and it may be shared by several ledgers.
type memory struct {
	mu      sync.Mutex
	entries []Entry
}

var _ Store = (*memory)(nil)

func (m *memory) Append(ctx context.Context, after int64, entries []Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if after != int64(len(m.entries)) {
		return ErrStale
	}
	m.entries = append(m.entries, entries...)
	return nil
}

func (m *memory) Replay(ctx context.Context, after int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		m.mu.Lock()
		all := slices.Clip(m.entries) // appending does not touch what is there
		m.mu.Unlock()
		for i := after; i < int64(len(all)); i++ {
			if err := ctx.Err(); err != nil {
				yield(Entry{}, err)
				return
			}
			if !yield(all[i], nil) {
				return
			}
		}
	}
}

// Close keeps the entries.
func (m *memory) Close() error { return nil }
