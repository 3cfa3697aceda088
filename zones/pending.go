package zones

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"
	"sync"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/index"
	"github.com/sanxian/sanxian/message"
)

var (
	msgPendingNoID   = message.New("pending.no_id", "a pending site needs an id, by which it is withdrawn and not taken for another", "在办项目须有编号，用于撤回和区分")
	msgPendingSameID = message.New("pending.same_id", "pending site {id} is taken for the site itself, which has the same id, though its shape is another: {area} m² of it lie in the site",
		"在办项目 {id} 与本地块编号相同，视为同一项目，但两者图形不同：其中有 {area} m² 在本地块内")
	msgPendingRepaired = message.New("pending.repaired", "the shape of pending site {other} has a fault that can be read in more than one way; {area} m² of the site depend on the reading, so that it may claim more or less than is said",
		"在办项目 {other} 的图形有误，读法不止一种，本地块有 {area} m² 取决于读法，其重叠面积可能偏大或偏小")
	msgPendingUnmeasured = message.New("pending.unmeasured", "what pending site {other} shares with the site is too complex to be measured", "在办项目 {other} 与本地块的重叠过于复杂，面积无法计算")
	msgPendingTotal      = message.New("pending.total", "what the pending sites claim together is too complex to be measured", "各在办项目合计的重叠过于复杂，面积无法计算")
)

// ErrPending is matched by errors about a pending site that cannot be told from
// others.
var ErrPending = message.NewClass("zones: unusable pending site", "在办项目不可用")

// Pending is the sites of applications that are not decided yet, 在办项目. A check
// that is given it ([CheckOptions.Pending]) also reports which of the others claim
// the same land. That is information for whoever decides between them: it changes
// no status and no verdict, since no line is touched by an application that has not
// been granted. For sites that take land from each other in an order, see
// [Plan.CheckSequence].
//
// The zero value is empty and ready. A Pending must not be copied. Any number of
// goroutines may insert, withdraw and check at once; each check sees one state of
// the set. [Plan.CheckAll] and [Plan.CheckSequence] see one for each site.
//
// # Performance
//
// An edit costs about a microsecond; a check costs a search more, and measures the
// sites whose boxes meet that of its own. No edit waits for the measuring.
type Pending struct {
	mu     sync.RWMutex // holds the three together
	shapes index.Live
	doubts index.Live // land that depends on how repaired shapes are read
	sites  map[string]Site
}

// Insert adds a site, the last of all. One whose id is that of an earlier site takes
// its place, as an application that is amended; replaced tells, for those to whom
// that is a mistake. A site without an id is refused with ErrPending, one without
// land with boundary.ErrNoLand, and nothing changes.
//
// It costs some microseconds.
func (p *Pending) Insert(s Site) (replaced bool, err error) {
	id := s.Feature.ID
	if id == "" {
		return false, msgPendingNoID.Error(ErrPending, message.Place{})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if replaced, err = p.shapes.Insert(s.Feature); err != nil {
		return false, err
	}
	p.doubts.Remove(id)
	for _, d := range appendDoubt(nil, s.Feature) {
		if _, err := p.doubts.Insert(d); err != nil && !errors.Is(err, boundary.ErrNoLand) {
			return replaced, err
		}
	}
	if p.sites == nil {
		p.sites = map[string]Site{}
	}
	p.sites[id] = s
	return replaced, nil
}

// Withdraw takes the site of an id out, which was decided or withdrawn; false if
// there is none. It costs some microseconds.
func (p *Pending) Withdraw(id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.doubts.Remove(id)
	delete(p.sites, id)
	return p.shapes.Remove(id)
}

// Len returns the number of sites.
func (p *Pending) Len() int { return p.shapes.Len() }

// All returns the sites that are pending when it is called, in the order in which
// they were inserted: to check them all again, or to keep them. The call costs time
// and memory for all of them.
func (p *Pending) All() iter.Seq[Site] {
	p.mu.RLock()
	defer p.mu.RUnlock()
	all := make([]Site, 0, len(p.sites))
	for f := range p.shapes.All() {
		all = append(all, p.sites[f.ID])
	}
	return slices.Values(all)
}

// claims asks for the sites of one state that share land with a shape, for their
// land in doubt, and how many sites there are beside the one of an id.
func (p *Pending) claims(ctx context.Context, id string, shape *boundary.Boundary) (shared, doubts iter.Seq2[index.Overlap, error], others int) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	others = len(p.sites)
	if _, own := p.sites[id]; own {
		others--
	}
	return p.shapes.Overlaps(ctx, shape), p.doubts.Overlaps(ctx, shape), others
}

type pendingResult struct {
	report *PendingReport
	notes  []message.Note
}

// pending finds which other pending sites claim the land of the site.
func (q *inquiry) pending(ctx context.Context) (pendingResult, error) {
	if q.opt.Pending == nil {
		return pendingResult{}, nil
	}
	id := q.site.Feature.ID
	shared, doubts, others := q.opt.Pending.claims(ctx, id, q.shape)
	r := pendingResult{report: &PendingReport{Sites: others, Claims: []PendingClaim{}}}
	if q.shape.Empty() {
		return r, nil // nobody knows what land it is
	}
	found, whole, err := r.measure(ctx, q, shared)
	if err != nil {
		return r, err
	}
	for o, err := range doubts {
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		area := formatArea(o.Area)
		if err != nil { // at most all of the site
			area = formatArea(q.shape.Area())
		}
		if o.Feature.ID != id {
			r.notes = append(r.notes, msgPendingRepaired.Warning(message.Place{}, "other", strconv.Quote(o.Feature.ID), "area", area))
		}
	}
	slices.SortStableFunc(r.notes, func(a, b message.Note) int { return cmp.Compare(a.Text, b.Text) })
	return r, r.total(ctx, q, found, whole)
}

// measure lists the claims, by id so that the order in which applications came
// leaves no trace; whole is false where one could not be measured.
func (r *pendingResult) measure(ctx context.Context, q *inquiry, shared iter.Seq2[index.Overlap, error]) (found []index.Overlap, whole bool, err error) {
	whole = true
	for o, err := range shared {
		if ctx.Err() != nil {
			return nil, false, ctx.Err()
		}
		other := strconv.Quote(o.Feature.ID)
		claim := PendingClaim{ID: o.Feature.ID, Name: nameOf(o.Feature.ID, o.Feature.Properties)}
		switch {
		case o.Feature.ID == q.site.Feature.ID:
			if inside := Known(o.Area); err != nil || inside != Known(q.shape.Area()) || inside != Known(o.Feature.Boundary.Area()) {
				r.notes = append(r.notes, msgPendingSameID.Warning(message.Place{}, "id", other, "area", formatArea(o.Area)))
			}
			continue
		case err != nil:
			whole = false
			r.notes = append(r.notes, msgPendingUnmeasured.Warning(message.Place{}, "other", other))
		default:
			claim.OverlapM2, claim.Share = Known(o.Area), ShareOf(o.Area, q.shape.Area())
			found = append(found, o)
		}
		r.report.Claims = append(r.report.Claims, claim)
	}
	slices.SortFunc(r.report.Claims, func(a, b PendingClaim) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(found, func(a, b index.Overlap) int { return cmp.Compare(a.Feature.ID, b.Feature.ID) })
	return found, whole, nil
}

// total measures what the claims cover together, each place once. It stays unknown
// where one of them is.
func (r *pendingResult) total(ctx context.Context, q *inquiry, found []index.Overlap, whole bool) error {
	if !whole {
		return nil
	}
	sum := boundary.Area(0)
	shapes := make([]*boundary.Boundary, len(found))
	for i, o := range found {
		sum += o.Area
		shapes[i] = o.Feature.Boundary
	}
	total := sum
	if len(found) > 1 {
		covered, err := boundary.CoverArea(ctx, shapes, 1, q.shape)
		if errors.Is(err, boundary.ErrTooComplex) {
			r.notes = append(r.notes, msgPendingTotal.Warning(message.Place{}))
			return nil
		}
		if err != nil {
			return err
		}
		total = min(sum, covered)
	}
	total = min(total, q.shape.Area())
	r.report.OverlapM2, r.report.DoubleCountedM2, r.report.Share = Known(total), Known(sum-total), ShareOf(total, q.shape.Area())
	return nil
}
