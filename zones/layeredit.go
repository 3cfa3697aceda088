package zones

import (
	"context"
	"iter"
	"maps"
	"slices"
	"sync"

	"github.com/sanxian/sanxian/boundary"
)

// With returns the layer with more features. One whose id is in the layer takes the
// place of the old one, at the end of the order; of several with one id in the stream
// all are kept, as by NewLayer. The layer itself stays as it is and in use. What With
// returns is what NewLayer makes of the same features: sub-zones, deductions, notes
// and digest included. [Plan.WithLayer] puts it into a plan.
//
// # Performance
//
// It costs what changes, and now and then a merging of what changed before: 200 000
// features take one more in a fraction of a millisecond. Beyond that it passes over
// the pairs of features that overlap, and over the features with notes where it
// changes one of them. The first edit of a layer from a snapshot learns what the
// snapshot does not keep, which takes as long as NewLayer; another of the same layer
// does not.
func (l *Layer) With(ctx context.Context, features iter.Seq2[boundary.Feature, error]) (*Layer, error) {
	var all []boundary.Feature
	for f, err := range features {
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return l.edited(ctx, ids, all)
}

// Without returns the layer without the features of some ids. Unknown ids are ignored.
func (l *Layer) Without(ctx context.Context, ids ...string) (*Layer, error) {
	return l.edited(ctx, ids, nil)
}

// edited returns the layer without some ids and then with features.
func (l *Layer) edited(ctx context.Context, ids []string, features []boundary.Feature) (*Layer, error) {
	l, err := l.awake(ctx)
	if err != nil {
		return nil, err
	}
	next, known := *l, *l.learnt
	known.reader = l.reader.Edit()
	next.learnt, next.now, next.sums = &known, new(byte), maps.Clone(l.sums)
	next.landless = slices.Clip(l.landless)
	b := newLayerBuilder(&next, l.dropped.Value)
	b.edit = true
	for _, id := range ids {
		b.takeOut(id)
	}
	b.before = nil
	b.ids.has = func(id string) bool { return !b.gone[id] && next.has(id) }
	known.reader.Drop(func(id string) bool { return b.gone[id] })
	var kept []boundary.Feature
	for f, err := range b.take(boundary.All(features)) {
		if err != nil {
			return nil, err
		}
		kept = append(kept, f)
	}
	if len(b.out) > 0 {
		next.index = next.index.Without(b.out...)
	}
	if len(kept) > 0 {
		next.index = next.index.With(kept...)
	}
	if err := b.finish(ctx); err != nil {
		return nil, err
	}
	next.past = remember(l.past, pastEdit{l.now, b.shapes})
	return &next, nil
}

// has reports whether the layer has a feature.
func (l *Layer) has(id string) bool {
	if _, ok := l.index.Get(id); ok {
		return true
	}
	return slices.ContainsFunc(l.landless, func(x landless) bool { return x.feature.ID == id })
}

// A pastEdit is the land that an edit took out and brought in.
type pastEdit struct {
	of     *byte // Layer.now of the layer that was edited
	shapes []*boundary.Boundary
}

// Edits and boundaries that a layer remembers of its past.
const (
	mostPast   = 16
	mostShapes = 256
)

func remember(past []pastEdit, e pastEdit) []pastEdit {
	past = append(slices.Clip(past), e)
	n := 0
	for i := len(past) - 1; i >= 0; i-- {
		if n += len(past[i].shapes); n > mostShapes || len(past)-i > mostPast {
			return slices.Clone(past[i+1:])
		}
	}
	return past
}

// since returns the land that has changed since a layer; ok is false where that is
// not known.
func (l *Layer) since(old *Layer) (shapes []*boundary.Boundary, ok bool) {
	if l.now == old.now {
		return nil, true
	}
	for i := len(l.past) - 1; i >= 0; i-- {
		shapes = append(shapes, l.past[i].shapes...)
		if l.past[i].of == old.now {
			return shapes, true
		}
	}
	return nil, false
}

// A sleeper is a layer of a snapshot, which knows what checks ask, and what else an
// edit needs once there has been one.
type sleeper struct {
	mu    sync.Mutex
	awake *Layer
}

// awake returns the layer with all that an edit needs.
func (l *Layer) awake(ctx context.Context) (*Layer, error) {
	if l.sleeper == nil {
		return l, nil
	}
	l.sleeper.mu.Lock()
	defer l.sleeper.mu.Unlock()
	if l.sleeper.awake == nil {
		again, err := NewLayer(ctx, l.spec, l.Features(), l.Options())
		if err != nil {
			return nil, err
		}
		again.name, again.now = l.name, l.now
		l.sleeper.awake = again
	}
	return l.sleeper.awake, nil
}
