package quota

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// model is the ledger as one would do it by hand: a list of entries, added up
// from the start for every question.
type model struct {
	entries []Entry
	floors  map[string]Hectares
	rates   Rates
	parents map[string]string
}

type modelAccount struct {
	advance, earned, imposed, expired, used, reserved Hectares
	supplied, registered                              Hectares
	by                                                map[Kind]Hectares
}

func (m *model) account(region string, period int, project string) modelAccount {
	a := modelAccount{by: map[Kind]Hectares{}}
	for _, e := range m.entries {
		if e.Region != region || e.Period != period || project != "" && e.Project != project {
			continue
		}
		a.by[e.Kind] += e.Amount
		switch e.Kind {
		case Advance:
			a.advance += e.Amount
		case Settlement:
			a.advance -= e.Amount
		case Allocation, EarnedIdle, EarnedUnsupplied, Award:
			a.earned += e.Amount
		case IllegalUse, Penalty:
			a.imposed += e.Amount
		case Reservation:
			a.reserved += e.Amount
		case Approval:
			a.reserved -= e.Amount
			a.used += e.Amount
		case Supply:
			a.supplied += e.Amount
		case Registration:
			a.registered += e.Amount
		case Release:
			a.reserved -= e.Amount
		case Expiry:
			a.expired += e.Amount
			if e.Project != "" {
				a.reserved -= e.Amount
			}
		}
	}
	return a
}

func (a modelAccount) raw() Hectares {
	return a.advance + a.earned - a.imposed - a.expired - a.used - a.reserved
}

// answer is the entry as it should be recorded, or the class of the refusal. It is
// long because it is to be read like a statute: kind by kind, in one place.
func (m *model) answer(e Entry) (Entry, error) {
	for _, x := range m.entries {
		if x.ID != e.ID {
			continue
		}
		if x.Kind == e.Kind && x.Region == e.Region && x.Period == e.Period && x.Project == e.Project && x.Area == e.Area && x.Date == e.Date {
			return x, nil
		}
		return Entry{}, ErrConflict
	}
	a, p := m.account(e.Region, e.Period, ""), m.account(e.Region, e.Period, e.Project)
	floor := m.floors[e.Region]
	free := a.raw() - floor
	e.Amount = e.Area
	switch e.Kind {
	case EarnedIdle, EarnedUnsupplied, IllegalUse, Penalty:
		rate, ok := m.rates[e.Kind]
		if !ok {
			return Entry{}, ErrRate
		}
		e.Rate = rate
		// Half-up of area·num/den by whole numbers, away from zero.
		n, num, den := int64(e.Area), int64(rate.num), int64(rate.den)
		if n < 0 {
			e.Amount = Hectares(-((-2*n*num + den) / (2 * den)))
		} else {
			e.Amount = Hectares((2*n*num + den) / (2 * den))
		}
	case Settlement:
		if e.Area == 0 {
			e.Amount = a.advance
		}
	case Release, Expiry:
		if e.Area == 0 && e.Project != "" {
			e.Amount = p.reserved
		} else if e.Area == 0 {
			e.Amount = max(free, 0)
		}
	}
	switch e.Kind {
	case Advance, Allocation, EarnedIdle, EarnedUnsupplied, Award, IllegalUse, Penalty:
		if a.by[e.Kind]+e.Amount < 0 || e.Kind == Advance && a.advance+e.Amount < 0 {
			return Entry{}, ErrEntry
		}
		if e.Kind != IllegalUse && e.Kind != Penalty && e.Amount < 0 && free+e.Amount < 0 {
			return Entry{}, ErrFloor
		}
	case Settlement:
		if e.Amount > a.advance {
			return Entry{}, ErrEntry
		}
		if e.Amount > 0 && free-e.Amount < 0 {
			return Entry{}, ErrUncovered
		}
	case Reservation:
		if e.Amount > free {
			return Entry{}, ErrFloor
		}
	case Approval, Release:
		if e.Amount == 0 || e.Amount > p.reserved {
			return Entry{}, ErrStage
		}
	case Supply:
		if e.Amount > p.used-p.supplied {
			return Entry{}, ErrStage
		}
	case Registration:
		if e.Amount > p.supplied-p.registered {
			return Entry{}, ErrStage
		}
	case Expiry:
		if e.Project != "" && (e.Amount == 0 || e.Amount > p.reserved) {
			return Entry{}, ErrStage
		}
		if e.Project == "" && e.Amount > 0 && e.Amount > free {
			return Entry{}, ErrFloor
		}
	}
	return e, nil
}

var modelRegions = []string{"371500", "371502", "371521", "371502001"}

// agrees compares every balance that the ledger can give with the model.
func (m *model) agrees(t require.TestingT, l *Ledger) {
	type sum struct{ advance, earned, deducted, used, reserved, balance, owed, toEarn Hectares }
	for _, period := range []int{2024, 2025, 0} {
		own := map[string]sum{}
		for _, region := range modelRegions {
			var s sum
			for _, p := range []int{2024, 2025} {
				if period != 0 && period != p {
					continue
				}
				a := m.account(region, p, "")
				floor := m.floors[region]
				balance := max(a.raw(), min(floor, a.raw()+a.imposed))
				owed := balance - a.raw()
				s.advance += a.advance
				s.earned += a.earned
				s.deducted += a.imposed + a.expired - owed
				s.used += a.used
				s.reserved += a.reserved
				s.balance += balance
				s.owed += owed
				s.toEarn += max(0, floor-(a.raw()-a.advance))
				if balance < floor {
					require.Fail(t, "below the floor", "%s %d: %s < %s", region, p, balance, floor)
				}
			}
			own[region] = s
		}
		for _, region := range modelRegions {
			var s sum
			for _, part := range modelRegions {
				for up := part; up != ""; up = m.parents[up] {
					if up == region {
						o := own[part]
						s = sum{s.advance + o.advance, s.earned + o.earned, s.deducted + o.deducted, s.used + o.used, s.reserved + o.reserved, s.balance + o.balance, s.owed + o.owed, s.toEarn + o.toEarn}
					}
				}
			}
			b := l.Balance(region, period)
			if got := (sum{b.Advance, b.Earned, b.Deducted, b.Used, b.Reserved, b.Balance, b.Owed, b.ToEarn}); got != s {
				require.Fail(t, "balances differ", "%s %d: ledger %+v, model %+v", region, period, got, s)
			}
			if b.Balance != b.Advance+b.Earned-b.Deducted-b.Used-b.Reserved {
				require.Fail(t, "the sum does not close", "%+v", b)
			}
		}
	}
}

// checks sets the number of rapid's histories for one test.
func checks(t *testing.T, n int) {
	f := flag.Lookup("rapid.checks")
	old := f.Value.String()
	require.NoError(t, f.Value.Set(fmt.Sprint(n)))
	t.Cleanup(func() { _ = f.Value.Set(old) })
}

// drawEntry draws an entry of any kind that an account may see, or should refuse.
func drawEntry(t *rapid.T, step int) Entry {
	kinds := append(Kinds(), Reservation, Reservation, Approval, Approval, Supply, Release)
	e := Entry{
		ID:     fmt.Sprint("e", step),
		Kind:   rapid.SampledFrom(kinds).Draw(t, "kind"),
		Region: rapid.SampledFrom(modelRegions).Draw(t, "region"),
		Period: 2024, Date: "2024-05-01",
		Area: Hectares(rapid.IntRange(1, 20_000).Draw(t, "area")),
	}
	dice := rapid.IntRange(0, 99).Draw(t, "dice")
	if dice < 10 {
		e.ID = fmt.Sprint("e", dice) // perhaps one that is there
	}
	if dice%7 == 0 {
		e.Period = 2025
	}
	if e.Kind.rule().project == always || e.Kind == Expiry && dice%2 == 0 {
		e.Project = []string{"甲", "乙"}[dice/50]
	}
	if e.Kind.rule().takesRest && dice%3 == 0 {
		e.Area = 0
	}
	if e.Kind.rule().reversible && dice%5 == 0 {
		e.Area = -e.Area
	}
	return e
}

// TestModel runs random histories of every kind of entry against the model.
func TestModel(t *testing.T) {
	n := 10_000
	if testing.Short() || raceEnabled {
		n = 500
	}
	checks(t, n)
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		m := &model{
			floors:  map[string]Hectares{"371521": -Hectare},
			rates:   Rates{EarnedUnsupplied: MustRate("0.5"), EarnedIdle: MustRate("1/3"), IllegalUse: MustRate("150%")},
			parents: map[string]string{},
		}
		// A region's parent is learned with its first entry, also late.
		parents := map[string]string{"371502": "371500", "371521": "371500", "371502001": "371502"}
		if rapid.Bool().Draw(t, "penalties have a rate") {
			m.rates[Penalty] = MustRate("0.2")
		}
		store := new(memory)
		opt := &Options{Rates: m.rates, Floors: m.floors}
		l, err := Open(ctx, store, opt)
		require.NoError(t, err)
		for step, steps := 0, rapid.IntRange(1, 40).Draw(t, "steps"); step < steps; step++ {
			e := drawEntry(t, step)
			e.Parent = parents[e.Region]
			want, wantErr := m.answer(e)
			got, gotErr := add(l, e)
			if !errors.Is(gotErr, wantErr) || got != want && wantErr == nil {
				t.Fatalf("step %d %+v:\nledger %+v %v\nmodel  %+v %v", step, e, got, gotErr, want, wantErr)
			}
			if wantErr == nil && !slices.ContainsFunc(m.entries, func(x Entry) bool { return x.ID == e.ID }) {
				m.entries = append(m.entries, want)
				m.parents[want.Region] = want.Parent
			}
		}
		m.agrees(t, l)
		again, err := Open(ctx, store, opt)
		require.NoError(t, err)
		m.agrees(t, again)
		require.Equal(t, len(m.entries), count(again))
	})
}
