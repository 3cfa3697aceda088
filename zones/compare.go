package zones

import (
	"context"
	"crypto/sha256"
	"iter"
	"slices"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/rules"
)

// A Change is what a new version of a plan means for a site.
type Change struct {
	Site   SiteReport   `json:"site"` // without regions
	Before Verdict      `json:"before"`
	After  Verdict      `json:"after"`
	Lines  []LineChange `json:"lines"` // those that differ
	Caps   []CapChange  `json:"caps"`  // those that hold in one of the two only, or could not be checked
}

// Same reports whether nothing differs.
func (c *Change) Same() bool { return c.Before == c.After && len(c.Lines)+len(c.Caps) == 0 }

// A LineChange is a line whose status or areas differ, with the features of which the
// site shares another area than before.
type LineChange struct {
	Line            rules.Line      `json:"line"`
	Before          rules.Status    `json:"before"`
	After           rules.Status    `json:"after"`
	OverlapBeforeM2 Amount          `json:"overlap_before_m2"`
	OverlapAfterM2  Amount          `json:"overlap_after_m2"`
	OutsideBeforeM2 Amount          `json:"outside_before_m2"` // of a line that should contain the site
	OutsideAfterM2  Amount          `json:"outside_after_m2"`
	Went            []FeatureReport `json:"went"` // as they were
	Came            []FeatureReport `json:"came"` // as they are now
}

// A CapChange is a cap that does not say the same of the site any more; nil where a plan
// has no such cap, or could not check it.
type CapChange struct {
	ID     string `json:"id"`
	Before *bool  `json:"before"`
	After  *bool  `json:"after"`
}

// Compare checks sites against two versions of a plan and yields what differs for each
// site, in the order of the input: for approved and pending sites, when a new version
// comes into force. Distances and pending sites are not compared. It ends with the first error.
//
// # Performance
//
// Two times CheckAll without distances.
func Compare(ctx context.Context, before, after *Plan, sites iter.Seq2[Site, error], opt *CheckOptions) iter.Seq2[*Change, error] {
	brief := CheckOptions{}
	if opt != nil {
		brief = *opt
	}
	brief.NoDistances, brief.Pending = true, nil
	return func(yield func(*Change, error) bool) {
		some := make([]Site, 0, firstWindow)
		names := newIDs("", nil)
		for s, err := range sites {
			if err != nil {
				if compareSome(ctx, before, after, some, &brief, yield) {
					yield(nil, err)
				}
				return
			}
			names.unique(&s.Feature)
			if some = append(some, s); len(some) < cap(some) {
				continue
			}
			if !compareSome(ctx, before, after, some, &brief, yield) {
				return
			}
			some = make([]Site, 0, min(2*cap(some), mostWindow))
		}
		compareSome(ctx, before, after, some, &brief, yield)
	}
}

// compareSome compares some sites. It returns false when no more are wanted.
func compareSome(ctx context.Context, before, after *Plan, sites []Site, opt *CheckOptions, yield func(*Change, error) bool) bool {
	all := func(yield func(Site, error) bool) {
		for _, s := range sites {
			if !yield(s, nil) {
				return
			}
		}
	}
	next, stop := iter.Pull2(before.CheckAll(ctx, all, opt))
	defer stop()
	for now, err := range after.CheckAll(ctx, all, opt) {
		if err != nil {
			yield(nil, err)
			return false
		}
		was, err, _ := next()
		if err != nil {
			yield(nil, err)
			return false
		}
		if !yield(changeOf(was, now), nil) {
			return false
		}
	}
	return true
}

func changeOf(was, now *Report) *Change {
	c := &Change{Site: now.Site, Before: was.Verdict, After: now.Verdict, Lines: []LineChange{}, Caps: []CapChange{}}
	c.Site.Regions = nil
	for _, l := range lineNames(was, now) {
		if d := lineChange(lineIn(was, l), lineIn(now, l)); d != nil {
			d.Line = l
			c.Lines = append(c.Lines, *d)
		}
	}
	holds := func(r *Report, id string) *bool {
		for i := range r.Caps {
			if r.Caps[i].ID == id {
				return r.Caps[i].Holds
			}
		}
		return nil
	}
	seen := map[string]bool{}
	for _, r := range slices.Concat(was.Caps, now.Caps) {
		a, b := holds(was, r.ID), holds(now, r.ID)
		if seen[r.ID] || a == b || a != nil && b != nil && *a == *b {
			continue
		}
		seen[r.ID] = true
		c.Caps = append(c.Caps, CapChange{r.ID, a, b})
	}
	return c
}

// lineNames are the lines of either report.
func lineNames(was, now *Report) (lines []rules.Line) {
	for _, l := range slices.Concat(now.Lines, was.Lines) {
		if !slices.Contains(lines, l.Line) {
			lines = append(lines, l.Line)
		}
	}
	return lines
}

// lineIn returns the report of a line. A plan without a layer of a supporting line has
// nothing to say of it.
func lineIn(r *Report, line rules.Line) *LineReport {
	for i := range r.Lines {
		if r.Lines[i].Line == line {
			return &r.Lines[i]
		}
	}
	return &LineReport{Line: line}
}

// lineChange returns what differs, nil if nothing does.
func lineChange(was, now *LineReport) *LineChange {
	d := &LineChange{Before: was.Status, After: now.Status, OverlapBeforeM2: was.OverlapM2, OverlapAfterM2: now.OverlapM2,
		OutsideBeforeM2: was.OutsideM2, OutsideAfterM2: now.OutsideM2, Went: without(was, now), Came: without(now, was)}
	if d.Before == d.After && was.OverlapM2 == now.OverlapM2 && was.OutsideM2 == now.OutsideM2 && len(d.Went)+len(d.Came) == 0 {
		return nil
	}
	return d
}

// without returns the features of one report that are not the same in the other.
func without(a, b *LineReport) []FeatureReport {
	other := slices.Concat(b.Features, b.Ignored)
	out := []FeatureReport{}
	for _, f := range slices.Concat(a.Features, a.Ignored) {
		if !slices.ContainsFunc(other, func(g FeatureReport) bool {
			return g.ID == f.ID && g.SubZone == f.SubZone && g.OverlapM2 == f.OverlapM2
		}) {
			out = append(out, f)
		}
	}
	return out
}

// A Move is what came into a line and what went out of it between two versions of a
// plan, 调入 and 调出.
type Move struct {
	Line    rules.Line    `json:"line"`
	SubZone rules.SubZone `json:"sub_zone,omitempty"` // of a line that has any; none: the line as a whole
	Came    int           `json:"came"`               // features that are new or were changed
	Went    int           `json:"went"`               // features that are gone or were changed
	InM2    Amount        `json:"in_m2"`              // land that is in the line now and was not before
	OutM2   Amount        `json:"out_m2"`             // land that was in the line and is not now
}

// Moved returns what moved between two versions of a plan, line by line; nothing of
// lines that are the same.
//
// # Performance
//
// Features that did not change are only compared; the others are measured.
func Moved(ctx context.Context, before, after *Plan) ([]Move, error) {
	var moves []Move
	var lines []rules.Line
	for _, l := range slices.Concat(after.layers, before.layers) {
		if !slices.Contains(lines, l.spec.Line) {
			lines = append(lines, l.spec.Line)
		}
	}
	for _, line := range lines {
		for _, zone := range append([]rules.SubZone{""}, line.SubZones()...) {
			came, in, err := appeared(ctx, before, after, line, zone)
			if err != nil {
				return nil, err
			}
			went, out, err := appeared(ctx, after, before, line, zone)
			if err != nil {
				return nil, err
			}
			if came+went > 0 {
				moves = append(moves, Move{line, zone, came, went, Known(in), Known(out)})
			}
		}
	}
	return moves, nil
}

// appeared returns the features of a line that one plan has and the other has not, and
// the land of them that the other did not have in the line.
func appeared(ctx context.Context, from, to *Plan, line rules.Line, zone rules.SubZone) (n int, land boundary.Area, err error) {
	known := map[shape]int{}
	for key := range keyed(from.of(line), zone) {
		known[key]++
	}
	var changed []*boundary.Boundary
	for key, b := range keyed(to.of(line), zone) {
		if known[key]--; known[key] < 0 {
			changed = append(changed, b)
		}
	}
	if len(changed) == 0 {
		return 0, 0, nil
	}
	all, err := boundary.Cover(ctx, changed, 1, nil)
	if err != nil {
		return 0, 0, err
	}
	old, err := from.coveredArea(ctx, from.of(line), zone, []*boundary.Boundary{all})
	if err != nil {
		return 0, 0, err
	}
	return len(changed), max(all.Area()-old, 0), nil
}

// A shape is what makes two features the same land.
type shape = [sha256.Size]byte

// keyed are the features of layers in a sub-zone, each with what makes it the same.
func keyed(layers []*Layer, zone rules.SubZone) iter.Seq2[shape, *boundary.Boundary] {
	h := newFeatureHash()
	return func(yield func(shape, *boundary.Boundary) bool) {
		for _, l := range layers {
			for f := range l.index.All() {
				if zone != "" && l.SubZone(f.ID) != zone {
					continue
				}
				if !yield(h.key(f.Boundary), f.Boundary) {
					return
				}
			}
		}
	}
}
