package quota

import "github.com/sanxian/sanxian/message"

var msgQuotaRequest = message.New("quota.request", "{area} ha cannot be asked for", "不能申请 {area} 公顷")

// A Quote says what a site would take from which account. It binds nobody:
// a Reservation does.
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
	q.FromEarned = min(taken, max(raw-floor-t.own.column[inAdvance], 0))
	q.FromAdvance = taken - q.FromEarned
	return q, nil
}
