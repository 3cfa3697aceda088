// Package persist holds immutable tables of which a changed one costs what was
// changed, not what is there: a map by id, and ids in order. The zero values are
// empty. All are safe for concurrent use.
package persist

import (
	"iter"
	"maps"
	"slices"
)

// A Map holds values by id.
//
// # Performance
//
// Changes are kept beside the map that they are of until they are more than the
// square root of it; then both are merged. A change costs about that root.
type Map[V any] struct {
	base  map[string]V
	delta map[string]change[V]
	n     int
}

type change[V any] struct {
	value V
	there bool
}

// Get returns the value of an id.
func (m *Map[V]) Get(id string) (v V, ok bool) {
	if len(m.delta) > 0 {
		if c, changed := m.delta[id]; changed {
			return c.value, c.there
		}
	}
	v, ok = m.base[id]
	return v, ok
}

// Value is Get, with the zero value for ids that are not there.
func (m *Map[V]) Value(id string) V {
	v, _ := m.Get(id)
	return v
}

// Len returns the number of ids.
func (m *Map[V]) Len() int { return m.n }

// All returns the ids and values, in any order.
func (m *Map[V]) All() iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for id, v := range m.base {
			if _, changed := m.delta[id]; !changed && !yield(id, v) {
				return
			}
		}
		for id, c := range m.delta {
			if c.there && !yield(id, c.value) {
				return
			}
		}
	}
}

// With returns the map without some ids and then with others, which it keeps.
func (m *Map[V]) With(gone []string, set map[string]V) Map[V] {
	if m.n == 0 {
		return Map[V]{base: set, n: len(set)}
	}
	next := Map[V]{m.base, m.delta, m.n}
	owned := false // a map with nothing to change stays shared
	put := func(id string, c change[V]) {
		_, there := next.Get(id)
		if !there && !c.there {
			return
		}
		if !owned {
			if next.delta, owned = maps.Clone(next.delta), true; next.delta == nil {
				next.delta = map[string]change[V]{}
			}
		}
		next.delta[id] = c
		if c.there {
			next.n++
		}
		if there {
			next.n--
		}
	}
	for _, id := range gone {
		put(id, change[V]{})
	}
	for id, v := range set {
		put(id, change[V]{v, true})
	}
	if d := len(next.delta); owned && d > 64 && d*d > len(next.base) {
		return next.merged()
	}
	return next
}

func (m *Map[V]) merged() Map[V] {
	base := make(map[string]V, m.n)
	maps.Insert(base, m.All())
	return Map[V]{base: base, n: m.n}
}

// A Roll is things with different ids in the order in which they came.
type Roll[T any] struct {
	base []Item[T]
	gone map[string]struct{} // of base
	more []Item[T]           // after base
	from int                 // all of base before it is gone
}

// An Item is a thing on a roll.
type Item[T any] struct {
	ID    string
	Value T
}

// Len returns the number of items.
func (r *Roll[T]) Len() int { return len(r.base) - len(r.gone) + len(r.more) }

// All returns the items in order.
func (r *Roll[T]) All() iter.Seq[Item[T]] {
	return func(yield func(Item[T]) bool) {
		for _, x := range r.base[r.from:] {
			if _, gone := r.gone[x.ID]; !gone && !yield(x) {
				return
			}
		}
		for _, x := range r.more {
			if !yield(x) {
				return
			}
		}
	}
}

// First returns the first item.
func (r *Roll[T]) First() (first Item[T], ok bool) {
	for x := range r.All() {
		return x, true
	}
	return first, false
}

// With returns the roll without some ids, all of which are on it, and then with more
// items at the end, whose ids are not on it.
func (r *Roll[T]) With(gone []string, more []Item[T]) Roll[T] {
	next := *r
	if len(gone) > 0 {
		out := make(map[string]struct{}, len(r.gone)+len(gone))
		for _, id := range gone {
			out[id] = struct{}{}
		}
		next.more = make([]Item[T], 0, len(r.more)+len(more))
		for _, x := range r.more {
			if _, was := out[x.ID]; was {
				delete(out, x.ID)
			} else {
				next.more = append(next.more, x)
			}
		}
		maps.Copy(out, r.gone)
		next.gone = out
		for next.from < len(next.base) {
			if _, was := out[next.base[next.from].ID]; !was {
				break
			}
			next.from++
		}
	}
	next.more = append(slices.Clip(next.more), more...)
	if d := len(next.gone) + len(next.more); d > 64 && d*d > len(next.base) {
		return Roll[T]{base: slices.Collect(next.All())}
	}
	return next
}
