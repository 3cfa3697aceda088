package rules

import (
	"maps"
	"strings"
	"sync"
	"sync/atomic"
)

// mostRemembered bounds how many answers are remembered of a line: a registry asks
// some dozen questions a million times.
const mostRemembered = 4096

// A memory holds what was worked out once. Reading takes no lock; what is new is put
// into a copy.
type memory[K comparable, V any] struct {
	known atomic.Pointer[map[K]V]
	write sync.Mutex
}

func (m *memory[K, V]) get(k K) (v V, ok bool) {
	if known := m.known.Load(); known != nil {
		v, ok = (*known)[k]
	}
	return v, ok
}

func (m *memory[K, V]) put(k K, v V) {
	m.write.Lock()
	defer m.write.Unlock()
	next := map[K]V{}
	if known := m.known.Load(); known != nil {
		if len(*known) >= mostRemembered {
			return
		}
		next = maps.Clone(*known)
	}
	next[k] = v
	m.known.Store(&next)
}

// A questionKey is all that the answer to a question depends on.
type questionKey struct {
	zone         SubZone
	zoneName     string
	outside      bool
	date         Date
	regions      string
	project      Project // without pointers
	requestsLand bool
	// Which layers are overlapped and which figures are exceeded, in the order of the
	// facets.
	measured uint64
}

// key returns what the answer depends on; ok is false where that is more than a key
// can hold.
func (r *Set) key(s *ruleSpace, q Question) (k questionKey, ok bool) {
	if q.Project.Replacement != nil || len(s.measured) > 64 {
		return k, false
	}
	k = questionKey{zone: q.SubZone, zoneName: q.SubZoneName, outside: q.Outside, date: q.Date, project: q.Project, requestsLand: q.Project.requestsLand()}
	k.project.RequestsLand = nil
	if len(q.Regions) > 0 {
		k.regions = strings.Join(q.Regions, " ")
	}
	for i, m := range s.measured {
		if r.holds(m.what, m.id, q) {
			k.measured |= 1 << i
		}
	}
	return k, true
}

// A measure is a facet that depends on what was measured: layers that are overlapped,
// figures that are exceeded.
type measure struct{ what, id string }

// measures returns those among the facets.
func measures(facets []facet) (all []measure) {
	for _, f := range facets {
		if what, id, ok := strings.Cut(f.name, "."); ok {
			all = append(all, measure{what, id})
		}
	}
	return all
}
