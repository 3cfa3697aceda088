package quota

// A Balance is the state of an account: of one region, or of a region with
// all that is part of it, in one period or in all. It always holds that
//
//	Balance = Advance + Earned − Deducted − Used − Reserved
//
// exactly, and the balance of a region is the sum of its units' balances.
type Balance struct {
	Region string `json:"region"`
	Period int    `json:"period,omitempty"` // 0: all periods together

	Advance  Hectares `json:"advance_ha"`  // 预支 not yet given back at settlement
	Earned   Hectares `json:"earned_ha"`   // allocation, disposals, awards
	Deducted Hectares `json:"deducted_ha"` // illegal use and penalties as far as taken, expiry
	Used     Hectares `json:"used_ha"`     // approvals
	Reserved Hectares `json:"reserved_ha"` // reservations still open
	Balance  Hectares `json:"balance_ha"`

	// Owed is the part of illegal use and penalties that the account could not
	// bear without falling below its floor. Whatever comes in next pays it.
	Owed Hectares `json:"owed_ha"`
	// ToEarn is what must still be earned before the advance can be given
	// back in full. In a sum over regions one unit's surplus does not help
	// another: it is the sum of what each must earn.
	ToEarn Hectares `json:"to_earn_ha"`

	Supplied   Hectares `json:"supplied_ha"`   // of what was approved
	Registered Hectares `json:"registered_ha"` // of what was supplied

	kinds, areas [kinds]Hectares
}

// Of returns the sum of the amounts of one kind.
func (b Balance) Of(k Kind) Hectares {
	if i := k.index(); i >= 0 {
		return b.kinds[i]
	}
	return 0
}

// AreaOf returns the sum of the areas of one kind as they were given, before
// the rate: the area disposed of, the area of new illegal use.
func (b Balance) AreaOf(k Kind) Hectares {
	if i := k.index(); i >= 0 {
		return b.areas[i]
	}
	return 0
}

// Unsupplied returns 批而未供: what was approved and not yet supplied.
func (b Balance) Unsupplied() Hectares { return b.Used - b.Supplied }

// sums are the running totals behind a balance. All fields add up over
// accounts; owed and toEarn depend on the floor of each and are kept beside.
type sums struct {
	amount, area [kinds]Hectares
	lapsed       Hectares // expiry of reservations, part of amount[iExpiry]
	owed, toEarn Hectares
}

// plus returns s + sign·d, refusing what leaves the range.
func (s sums) plus(d *sums, sign Hectares) (sums, error) {
	var err error
	add := func(a *Hectares, b Hectares) {
		if b != 0 && err == nil {
			*a, err = a.add(sign * b)
		}
	}
	for i := range s.amount {
		add(&s.amount[i], d.amount[i])
		add(&s.area[i], d.area[i])
	}
	add(&s.lapsed, d.lapsed)
	add(&s.owed, d.owed)
	add(&s.toEarn, d.toEarn)
	return s, err
}

func (s *sums) advance() Hectares { return s.amount[iAdvance] - s.amount[iSettlement] }

func (s *sums) earned() Hectares {
	return s.amount[iAllocation] + s.amount[iEarnedUnsupplied] + s.amount[iEarnedIdle] + s.amount[iAward]
}

// imposed deductions stand whatever the balance is; an expiry does not.
func (s *sums) imposed() Hectares { return s.amount[iIllegalUse] + s.amount[iPenalty] }

func (s *sums) reserved() Hectares {
	return s.amount[iReservation] - s.amount[iApproval] - s.amount[iRelease] - s.lapsed
}

// raw is the balance if every deduction were taken at once.
func (s *sums) raw() Hectares {
	return s.advance() + s.earned() - s.imposed() - s.amount[iExpiry] - s.amount[iApproval] - s.reserved()
}

// settle computes owed and toEarn. Since nothing but an imposed deduction may
// take raw below the floor, what is owed is just the distance.
func (s *sums) settle(floor Hectares) {
	raw := s.raw()
	s.owed = min(max(floor-raw, 0), max(s.imposed(), 0))
	s.toEarn = max(floor-(raw-s.advance()), 0)
}

func (s *sums) balance(region string, period int) Balance {
	return Balance{
		Region: region, Period: period,
		Advance: s.advance(), Earned: s.earned(), Deducted: s.imposed() + s.amount[iExpiry] - s.owed,
		Used: s.amount[iApproval], Reserved: s.reserved(), Balance: s.raw() + s.owed,
		Owed: s.owed, ToEarn: s.toEarn,
		Supplied: s.amount[iSupply], Registered: s.amount[iRegistration],
		kinds: s.amount, areas: s.area,
	}
}
