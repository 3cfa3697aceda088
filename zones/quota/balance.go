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

	Supplied   Hectares `json:"supplied_ha"`   // of what was approved; the rest, Used − Supplied, is 批而未供
	Registered Hectares `json:"registered_ha"` // of what was supplied

	amount, area [kindCount]Hectares
}

// Of returns the sums of one kind: of the amounts, and of the areas as they were
// given before the rate, such as the area disposed of.
func (b Balance) Of(k Kind) (amount, area Hectares) {
	if i := k.index(); i >= 0 {
		return b.amount[i], b.area[i]
	}
	return 0, 0
}

// The columns that a balance is made of.
const (
	inAdvance = iota
	inEarned
	inImposed // deductions that stand whatever the balance is; an expiry does not
	inExpired
	inUsed
	inReserved
	inSupplied
	inRegistered
	inOwed // this and the next follow from the floor of the account: see settle
	inToEarn
	columns
)

// sums are the running totals behind a balance. All of them add up over accounts.
type sums struct {
	amount, area [kindCount]Hectares
	column       [columns]Hectares
}

// plus returns s + sign·d, refusing what leaves the range.
func (s sums) plus(d *sums, sign Hectares) (sums, error) {
	err := accumulate(s.amount[:], d.amount[:], sign)
	if err == nil {
		err = accumulate(s.area[:], d.area[:], sign)
	}
	if err == nil {
		err = accumulate(s.column[:], d.column[:], sign)
	}
	return s, err
}

// accumulate adds sign·from to into, item by item.
func accumulate(into, from []Hectares, sign Hectares) error {
	var err error
	for i, h := range from {
		if h == 0 {
			continue
		}
		if into[i], err = into[i].add(sign * h); err != nil {
			return err
		}
	}
	return nil
}

// raw is the balance if every deduction were taken at once.
func (s *sums) raw() Hectares {
	c := &s.column
	return c[inAdvance] + c[inEarned] - c[inImposed] - c[inExpired] - c[inUsed] - c[inReserved]
}

// settle computes what is owed and to be earned. Since nothing but an imposed
// deduction may take raw below the floor, what is owed is just the distance.
func (s *sums) settle(floor Hectares) {
	raw, c := s.raw(), &s.column
	c[inOwed] = min(max(floor-raw, 0), max(c[inImposed], 0))
	c[inToEarn] = max(floor-(raw-c[inAdvance]), 0)
}

func (s *sums) balance(region string, period int) Balance {
	c := &s.column
	return Balance{
		Region: region, Period: period,
		Advance: c[inAdvance], Earned: c[inEarned], Deducted: c[inImposed] + c[inExpired] - c[inOwed],
		Used: c[inUsed], Reserved: c[inReserved], Balance: s.raw() + c[inOwed],
		Owed: c[inOwed], ToEarn: c[inToEarn],
		Supplied: c[inSupplied], Registered: c[inRegistered],
		amount: s.amount, area: s.area,
	}
}
