package zones

import (
	"cmp"
	"context"
	"slices"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/internal/kin"
	"github.com/sanxian/sanxian/zones/rules"
)

// deductedArea returns what 扣除 takes off the area that layers cover of
// regions, or everywhere; ok is false where no feature states any.
func (p *Plan) deductedArea(ctx context.Context, layers []*Layer, zone rules.SubZone, where []*boundary.Boundary) (total boundary.Area, ok bool, err error) {
	if !slices.ContainsFunc(layers, func(l *Layer) bool { return l.deducted.Len() > 0 }) {
		return 0, false, nil
	}
	if where == nil {
		where = []*boundary.Boundary{nil}
	}
	var sum exactArea
	for _, place := range where {
		if place == nil && len(layers) == 1 {
			sum = sum.plus(layers[0].sums.of(zone).deducted)
		}
		for _, o := range deducting(layers, zone, place) {
			a, err := o.counted(ctx, layers, zone, place)
			if err != nil {
				return 0, false, err
			}
			sum.add(boundary.Area(float64(a)*o.deducted()), 1)
		}
	}
	return sum.area(), true, nil
}

// deducted is the share of a feature that is deducted.
func (o *layerOverlap) deducted() float64 { return o.layer.deducted.Value(o.Feature.ID) }

// deducting returns the features of layers that have a part deducted: in a place, or
// everywhere, of a single layer only those that share area with others.
func deducting(layers []*Layer, zone rules.SubZone, place *boundary.Boundary) (found []layerOverlap) {
	if place != nil {
		found, _ = overlaps(layers, place)
	} else {
		for _, l := range layers {
			for _, f := range l.features(len(layers) == 1) {
				o := layerOverlap{layer: l, zone: l.SubZone(f.ID)}
				o.Feature, o.Area = f, f.Boundary.Area()
				found = append(found, o)
			}
		}
	}
	return slices.DeleteFunc(found, func(o layerOverlap) bool {
		return o.deducted() == 0 || zone != "" && o.zone != zone
	})
}

// counted returns the area from which the feature's share is deducted. What
// several features cover is counted once, and loses the largest of their shares.
func (o *layerOverlap) counted(ctx context.Context, layers []*Layer, zone rules.SubZone, place *boundary.Boundary) (boundary.Area, error) {
	if len(layers) == 1 && !o.layer.doubled.Value(o.Feature.ID) {
		return o.Area, nil
	}
	shape := o.Feature.Boundary
	if place != nil {
		var err error
		if shape, err = boundary.Intersect(ctx, shape, place); err != nil {
			return 0, err
		}
	}
	before := slices.DeleteFunc(deducting(layers, zone, shape), func(b layerOverlap) bool { return b.rank(o) <= 0 })
	covered, err := boundary.CoverArea(ctx, boundaries(before), 1, shape)
	return max(o.Area-covered, 0), err
}

// rank compares features by what is deducted from them, and for equal shares by
// layer and id.
func (o *layerOverlap) rank(b *layerOverlap) int {
	return cmp.Or(cmp.Compare(o.deducted(), b.deducted()),
		cmp.Compare(o.layer.spec.Path, b.layer.spec.Path), cmp.Compare(o.Feature.ID, b.Feature.ID), cmp.Compare(o.layer.digest, b.layer.digest))
}

// features returns all features in order, or those that share area with others.
func (l *Layer) features(doubled bool) (found []*boundary.Feature) {
	if !doubled {
		for f := range l.index.All() {
			found = append(found, &f)
		}
		return found
	}
	places := map[string]int{}
	for id := range l.doubled.All() {
		f, _ := l.index.Get(id)
		found, places[id] = append(found, &f), kin.PlaceOf(l.index, id)
	}
	slices.SortFunc(found, func(a, b *boundary.Feature) int { return places[a.ID] - places[b.ID] })
	return found
}
