package index

import "maps"

// names maps ids to entries. A copy shares the base and clones only what has
// changed since.
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
func (n *names) copy() *names { return &names{n.base, maps.Clone(n.changed)} }

// fold makes a new base where changes have grown, so that copies stay cheap.
func (n *names) fold() {
	switch {
	case len(n.changed) <= len(n.base)/8:
		return
	case len(n.base) == 0:
		n.base = n.changed
	default:
		base := make(map[string]*entry, len(n.base)+len(n.changed))
		maps.Copy(base, n.base)
		maps.Copy(base, n.changed)
		n.base = base
	}
	maps.DeleteFunc(n.base, func(_ string, e *entry) bool { return e == nil })
	n.changed = nil
}
