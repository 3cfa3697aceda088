package zones

import (
	"context"
	"slices"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// A zonePart is what the site shares with one sub-zone. Features whose sub-zone
// is named but not known are a part of their own.
type zonePart struct {
	zone  rules.SubZone
	words string        // of a sub-zone that is not known, the first
	area  boundary.Area // of the union
	found []layerOverlap
}

// A zoneName identifies a part of a line.
type zoneName struct {
	zone    rules.SubZone
	unknown bool // it has a name that is not known
}

func (p zonePart) name() zoneName { return zoneName{p.zone, p.words != ""} }

func (o layerOverlap) name() zoneName { return zoneName{o.zone, o.words != ""} }

// zoneOrder is the order of parts.
var zoneOrder = []rules.SubZone{rules.Core, rules.General, rules.Concentrated, rules.Flexible, rules.SpecialPurpose,
	rules.MainRiver, rules.Tributary, rules.GradeOne, rules.GradeTwo, rules.Quasi, rules.Other}

// zoneParts divides overlaps by sub-zone, in a fixed order.
func zoneParts(ctx context.Context, found []layerOverlap, doubled bool, total boundary.Area, site *boundary.Boundary) ([]zonePart, error) {
	if len(found) == 0 {
		return nil, nil
	}
	if !slices.ContainsFunc(found, func(o layerOverlap) bool { return o.name() != found[0].name() }) {
		return []zonePart{{found[0].zone, found[0].words, total, found}}, nil
	}
	var parts []zonePart
	for _, zone := range zoneOrder {
		if !slices.ContainsFunc(found, func(o layerOverlap) bool { return o.zone == zone }) {
			continue
		}
		for _, unknown := range []bool{false, true} {
			in := slices.DeleteFunc(slices.Clone(found), func(o layerOverlap) bool { return o.name() != zoneName{zone, unknown} })
			if len(in) == 0 {
				continue
			}
			area, err := union(ctx, in, doubled, site)
			if err != nil {
				return nil, err
			}
			parts = append(parts, zonePart{zone, in[0].words, area, in})
		}
	}
	return parts, nil
}
