package quota

import (
	"context"

	"github.com/sanxian/sanxian/message"
)

var msgQuotaRequest = message.New("quota.request", "{area} ha cannot be asked for", "不能申请 {area} 公顷")

// A Quote says what a site would take from which account. It binds nobody:
// Reserve does.
type Quote struct {
	Region string `json:"region"` // whose account; see Ledger.Quote
	Period int    `json:"period"`

	Requested Hectares `json:"requested_ha"`
	Available Hectares `json:"available_ha"` // what the account can give above its floor
	Remaining Hectares `json:"remaining_ha"` // what it could still give afterwards; negative: what is missing
	Holds     bool     `json:"holds"`

	// What is taken counts as earned as far as the account has earned it, and
	// rests on the advance beyond that.
	FromEarned  Hectares `json:"from_earned_ha"`
	FromAdvance Hectares `json:"from_advance_ha"`
}

// Quote says what an area of new building land in a region would take. The
// account is that of the region itself or, where it keeps none in the period,
// of the nearest region above it that does: a town's site is paid for by its
// county.
func (l *Ledger) Quote(region string, period int, area Hectares) (Quote, error) {
	if area <= 0 || area > maxHectares {
		return Quote{}, refuse(ErrNumber, msgQuotaRequest, "area", area)
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	name := region
	for l.book.accounts[account{name, period}].entries == 0 {
		if name = l.book.regions[name].parent; name == "" {
			name = region
			break
		}
	}
	t := l.book.accounts[account{name, period}]
	raw, floor := t.own.raw(), l.rules.floors[name]
	q := Quote{Region: name, Period: period, Requested: area, Available: max(raw-floor, 0)}
	q.Remaining = q.Available - area
	q.Holds = q.Remaining >= 0
	taken := min(area, q.Available)
	q.FromEarned = min(taken, max(raw-floor-t.own.advance(), 0))
	q.FromAdvance = taken - q.FromEarned
	return q, nil
}

// Reserve sets quota aside for a project: 指标下达. It is ErrFloor if the
// account cannot give it. In this and the methods below the kind of e is set.
func (l *Ledger) Reserve(ctx context.Context, e Entry) (Entry, error) {
	e.Kind = Reservation
	return l.Add(ctx, e)
}

// Approve uses reserved quota: 土地征收. It is ErrStage beyond what the
// project has reserved.
func (l *Ledger) Approve(ctx context.Context, e Entry) (Entry, error) {
	e.Kind = Approval
	return l.Add(ctx, e)
}

// Supply records that approved land was supplied: 土地供应.
func (l *Ledger) Supply(ctx context.Context, e Entry) (Entry, error) {
	e.Kind = Supply
	return l.Add(ctx, e)
}

// Register records that supplied land was registered: 不动产登记.
func (l *Ledger) Register(ctx context.Context, e Entry) (Entry, error) {
	e.Kind = Registration
	return l.Add(ctx, e)
}

// Release gives reserved quota back to the account; Area 0 gives back all that
// the project has not used.
func (l *Ledger) Release(ctx context.Context, e Entry) (Entry, error) {
	e.Kind = Release
	return l.Add(ctx, e)
}

// Expire lets quota lapse: what a project holds unused if e names one, else
// what is free in the account; Area 0 is all of it. What lapses is lost and
// counts as deducted, where a release would bring it back.
func (l *Ledger) Expire(ctx context.Context, e Entry) (Entry, error) {
	e.Kind = Expiry
	return l.Add(ctx, e)
}

// Settle gives the advance of an account back out of what was earned. With
// Area 0 it is the whole advance, and ErrUncovered if the rest of the account
// would then fall below the floor: the error says how much must still be
// earned, as Balance.ToEarn does at any time. With an area that much is given
// back, and the rest of the advance stays open.
func (l *Ledger) Settle(ctx context.Context, e Entry) (Entry, error) {
	e.Kind = Settlement
	return l.Add(ctx, e)
}
