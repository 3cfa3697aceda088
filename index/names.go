package index

import "maps"

// names maps ids to entries. A copy shares the base and clones only what has
// changed since, which is folded into a new base when it has grown.
type names struct {
	base    map[string]*entry // never written once it is shared
	changed map[string]*entry // nil: taken out of the base
}

func (n *names) get(id string) *entry {
	if e, ok := n.changed[id]; ok {
		return e
	}
	return n.base[id]
}

// expect makes room for so many changes.
func (n *names) expect(changes int) {
	if n.changed == nil {
		n.changed = make(map[string]*entry, changes)
	}
}

func (n *names) set(id string, e *entry) {
	if n.changed == nil {
		n.changed = make(map[string]*entry)
	}
	n.changed[id] = e
}

// copy returns names that change on their own.
func (n *names) copy() *names {
	if len(n.changed) <= len(n.base)/8 {
		return &names{n.base, maps.Clone(n.changed)}
	}
	base := make(map[string]*entry, len(n.base)+len(n.changed))
	maps.Copy(base, n.base)
	for id, e := range n.changed {
		if e == nil {
			delete(base, id)
		} else {
			base[id] = e
		}
	}
	return &names{base: base}
}
