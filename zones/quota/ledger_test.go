package quota

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
)

var bg = context.Background()

// at makes an entry of 阳谷县 in 2024.
func at(id string, kind Kind, area Hectares) Entry {
	e := Entry{ID: id, Kind: kind, Region: "371521", Parent: "371500", Period: 2024, Date: "2024-06-30", Area: area}
	if kind.rule().project == always {
		e.Project = "P1"
	}
	return e
}

func mustAdd(t testing.TB, l *Ledger, entries ...Entry) {
	t.Helper()
	for _, e := range entries {
		_, err := l.Add(bg, e)
		require.NoError(t, err, e.ID)
	}
}

// add appends one entry and returns it as recorded.
func add(l *Ledger, e Entry) (Entry, error) {
	made, err := l.Add(bg, e)
	if err != nil {
		return Entry{}, err
	}
	return made[0], nil
}

func count(l *Ledger) int {
	n := 0
	for range l.Entries() {
		n++
	}
	return n
}

// regions returns those that are part of a region, however far down, and it.
func regions(l *Ledger, region string) []string {
	var all []string
	if region != "" {
		all = append(all, region)
	}
	for _, unit := range l.Units(region) {
		all = append(all, regions(l, unit)...)
	}
	return all
}

func TestBadEntries(t *testing.T) {
	good := at("x", Allocation, 1)
	for code, change := range map[string]func(*Entry){
		"quota.no_id":      func(e *Entry) { e.ID = "" },
		"quota.kind":       func(e *Entry) { e.Kind = "gift" },
		"quota.no_region":  func(e *Entry) { e.Region = "" },
		"quota.own_parent": func(e *Entry) { e.Parent = e.Region },
		"quota.period":     func(e *Entry) { e.Period = 0 },
		"quota.date":       func(e *Entry) { e.Date = "2024-02-30" },
		"quota.no_project": func(e *Entry) { e.Kind = Reservation },
		"quota.project":    func(e *Entry) { e.Project = "P" },
		"quota.long":       func(e *Entry) { e.Note = string(make([]byte, maxText+1)) },
		"quota.text":       func(e *Entry) { e.Note = "a\nb" },
		"quota.no_area":    func(e *Entry) { e.Area = 0 },
		"quota.negative":   func(e *Entry) { e.Kind, e.Project, e.Area = Reservation, "P", -1 },
		"quota.rate_kind":  func(e *Entry) { e.Rate = MustRate("1") },
		"quota.amount":     func(e *Entry) { e.Amount = 2 },
		"quota.large":      func(e *Entry) { e.Area = maxHectares + 1 },
		"quota.rate":       func(e *Entry) { e.Kind = EarnedIdle },
		"quota.reversal":   func(e *Entry) { e.Area = -1 },
		"quota.cycle":      func(e *Entry) { e.Region, e.Parent = "371500", "371521" },
	} {
		l := New(nil)
		if code == "quota.cycle" {
			mustAdd(t, l, at("first", Allocation, 1))
		}
		e := good
		change(&e)
		n := count(l)
		_, err := l.Add(bg, e)
		var located *message.Error
		require.ErrorAs(t, err, &located, code)
		require.Equal(t, code, located.Code, err.Error())
		require.Equal(t, n, count(l))
	}
}

func TestMissingRateSaysWhich(t *testing.T) {
	_, err := New(nil).Add(bg, at("x", EarnedIdle, 1))
	require.ErrorIs(t, err, ErrRate)
	require.ErrorContains(t, err, "earned_idle in 371521, 2024")
}

func TestRoundingOnce(t *testing.T) {
	l := New(&Options{Rates: Rates{EarnedIdle: MustRate("50%")}})
	got, err := add(l, at("x", EarnedIdle, 12345))
	require.NoError(t, err)
	require.Equal(t, "0.6173", got.Amount.String()) // 6172.5 m² half-up
	require.Equal(t, "0.5", got.Rate.String())
	got, err = add(l, at("red", EarnedIdle, -12345))
	require.NoError(t, err)
	require.Zero(t, l.Balance("371521", 2024).Balance, "a red entry cancels to the last digit")
	require.Equal(t, Hectares(-6173), got.Amount)
}

func TestSameIDAgain(t *testing.T) {
	l := New(&Options{Rates: Rates{EarnedIdle: MustRate("0.5")}})
	e := at("x", EarnedIdle, 100)
	first, err := add(l, e)
	require.NoError(t, err)
	for _, again := range []Entry{e, first} {
		got, err := add(l, again)
		require.NoError(t, err)
		require.Equal(t, first, got)
	}
	require.Equal(t, 1, count(l))
	for _, change := range []func(*Entry){
		func(e *Entry) { e.Area++ }, func(e *Entry) { e.Note = "b" }, func(e *Entry) { e.Date = "2024-07-01" },
		func(e *Entry) { e.Kind = EarnedUnsupplied }, func(e *Entry) { e.Rate = MustRate("0.6") }, func(e *Entry) { e.Region = "371522" },
	} {
		other := e
		change(&other)
		_, err := l.Add(bg, other)
		require.ErrorIs(t, err, ErrConflict)
	}
}

func TestProjectStages(t *testing.T) {
	l := New(nil)
	mustAdd(t, l, at("a", Advance, 100))
	refused := func(class error, e Entry) {
		t.Helper()
		_, err := l.Add(bg, e)
		require.ErrorIs(t, err, class)
	}
	stage := func(want Kind) {
		t.Helper()
		held := l.Holdings("371521", 2024, "P1", "none")
		require.Len(t, held, 1)
		p := held[0]
		require.Equal(t, want.Stage(), p.Stage)
		require.Equal(t, held, l.Holdings("371521", 2024))
		var sum Hectares
		for _, s := range []Kind{Reservation, Approval, Supply, Registration} {
			sum += p.At(s)
		}
		require.Equal(t, p.Reserved+p.Approved, sum)
	}
	refused(ErrStage, at("no", Approval, 1))
	refused(ErrFloor, at("no", Reservation, 101))
	mustAdd(t, l, at("r", Reservation, 60))
	stage(Reservation)
	refused(ErrFloor, at("no", Reservation, 41))
	refused(ErrStage, at("no", Supply, 1))
	refused(ErrStage, at("no", Approval, 61))
	mustAdd(t, l, at("ap", Approval, 50))
	stage(Approval)
	refused(ErrStage, at("no", Supply, 51))
	mustAdd(t, l, at("s", Supply, 30))
	stage(Supply)
	refused(ErrStage, at("no", Registration, 31))
	mustAdd(t, l, at("reg", Registration, 20))
	stage(Registration)
	refused(ErrStage, at("no", Release, 11))
	_, err := add(l, Entry{ID: "rel", Kind: Release, Region: "371521", Period: 2024, Date: "2024-06-30"})
	require.Error(t, err, "a release without a project")
	e := at("rel", Release, 0)
	back, err := add(l, e)
	require.NoError(t, err)
	require.Equal(t, Hectares(10), back.Amount)
	again, err := add(l, e)
	require.NoError(t, err)
	require.Equal(t, back, again)
	refused(ErrStage, at("rel2", Release, 0))

	b := l.Balance("371500", 2024)
	require.Equal(t, [6]Hectares{100, 0, 0, 50, 0, 50}, [6]Hectares{b.Advance, b.Earned, b.Deducted, b.Used, b.Reserved, b.Balance})
	require.Equal(t, Hectares(20), b.Used-b.Supplied)
	amount, area := b.Of(Release)
	require.Equal(t, [2]Hectares{10, 0}, [2]Hectares{amount, area})
}

func TestExpiryIsLost(t *testing.T) {
	l := New(nil)
	lapse := at("x1", Expiry, 0)
	lapse.Project = "P1"
	mustAdd(t, l, at("a", Allocation, 100), at("r", Reservation, 60), lapse)
	b := l.Balance("371521", 2024)
	require.Equal(t, [3]Hectares{60, 0, 40}, [3]Hectares{b.Deducted, b.Reserved, b.Balance})
	mustAdd(t, l, at("x2", Expiry, 0))
	b = l.Balance("371521", 2024)
	require.Equal(t, [3]Hectares{100, 0, 0}, [3]Hectares{b.Deducted, b.Reserved, b.Balance})
}

// A deduction stands in full, but takes no more than there is: the rest is
// owed and paid by whatever comes in next.
func TestDeductionBeyondTheBalance(t *testing.T) {
	l := New(&Options{Rates: Rates{IllegalUse: MustRate("2")}})
	mustAdd(t, l, at("a", Advance, 100), at("r", Reservation, 70), at("i", IllegalUse, 25))
	b := l.Balance("371500", 2024)
	require.Equal(t, [4]Hectares{30, 20, 0, 120}, [4]Hectares{b.Deducted, b.Owed, b.Balance, b.ToEarn})
	_, err := l.Add(bg, Entry{ID: "r2", Kind: Reservation, Region: "371521", Period: 2024, Date: "2024-07-01", Project: "P2", Area: 1})
	require.ErrorIs(t, err, ErrFloor)
	mustAdd(t, l, at("w", Award, 15))
	b = l.Balance("371521", 2024)
	require.Equal(t, [3]Hectares{45, 5, 0}, [3]Hectares{b.Deducted, b.Owed, b.Balance})
	mustAdd(t, l, at("rel", Release, 10))
	b = l.Balance("371521", 2024)
	require.Equal(t, [3]Hectares{50, 0, 5}, [3]Hectares{b.Deducted, b.Owed, b.Balance})
}

func TestSettlement(t *testing.T) {
	l := New(nil)
	mustAdd(t, l, at("a", Advance, 100), at("r", Reservation, 80), at("e", Allocation, 50))
	require.Equal(t, Hectares(30), l.Balance("371521", 2024).ToEarn)
	_, err := add(l, at("s", Settlement, 0))
	require.ErrorIs(t, err, ErrUncovered)
	require.ErrorContains(t, err, "0.0030 ha must still be earned")
	got, err := add(l, at("s1", Settlement, 60))
	require.NoError(t, err)
	require.Equal(t, Hectares(60), got.Amount)
	require.Equal(t, Hectares(40), l.Balance("371521", 2024).Advance)
	mustAdd(t, l, at("e2", Award, 30))
	got, err = add(l, at("s2", Settlement, 0))
	require.NoError(t, err)
	require.Equal(t, Hectares(40), got.Amount)
	b := l.Balance("371521", 2024)
	require.Equal(t, [4]Hectares{0, 80, 80, 0}, [4]Hectares{b.Advance, b.Earned, b.Reserved, b.Balance})
	_, err = add(l, at("s3", Settlement, 1))
	require.ErrorIs(t, err, ErrEntry)
}

func TestQuote(t *testing.T) {
	l := New(&Options{Floors: map[string]Hectares{"371521": 5}})
	mustAdd(t, l, at("a", Advance, 100), at("e", Allocation, 40), at("r", Reservation, 10),
		Entry{ID: "town", Kind: Allocation, Region: "371521100", Parent: "371521", Period: 2023, Date: "2023-01-01", Area: 1})
	q, err := l.Quote("371521100", 2024, 60)
	require.NoError(t, err)
	require.Equal(t, Quote{Region: "371521", Period: 2024, Requested: 60, Available: 125, Remaining: 65, Holds: true, FromEarned: 25, FromAdvance: 35}, q)
	q, err = l.Quote("371521", 2024, 126)
	require.NoError(t, err)
	require.Equal(t, Quote{Region: "371521", Period: 2024, Requested: 126, Available: 125, Remaining: -1, FromEarned: 25, FromAdvance: 100}, q)
	q, err = l.Quote("371599", 2024, 1)
	require.NoError(t, err)
	require.Equal(t, Quote{Region: "371599", Period: 2024, Requested: 1, Remaining: -1}, q)
	_, err = l.Quote("371521", 2024, 0)
	require.ErrorIs(t, err, ErrNumber)
}

func TestBatchIsAllOrNothing(t *testing.T) {
	l := New(nil)
	_, err := l.Add(bg, at("a", Advance, 100), at("r", Reservation, 60), at("r2", Reservation, 60))
	require.ErrorIs(t, err, ErrFloor)
	require.Zero(t, count(l))
	require.Empty(t, regions(l, ""))
	made, err := l.Add(bg, at("a", Advance, 100), at("r", Reservation, 60), at("r", Reservation, 60))
	require.NoError(t, err)
	require.Len(t, made, 3)
	require.Equal(t, 2, count(l))
}

func TestRegions(t *testing.T) {
	l := New(nil)
	mustAdd(t, l,
		Entry{ID: "1", Kind: Allocation, Region: "371521100", Parent: "371521", Period: 2024, Date: "2024-01-01", Area: 1},
		Entry{ID: "2", Kind: Allocation, Region: "371522", Period: 2024, Date: "2024-01-01", Area: 10},
		at("3", Allocation, 100),
		Entry{ID: "4", Kind: Allocation, Region: "371522", Parent: "371500", Period: 2025, Date: "2025-01-01", Area: 1000})
	require.Equal(t, []string{"371500", "371521", "371521100", "371522"}, regions(l, ""))
	require.Equal(t, []string{"371521", "371522"}, l.Units("371500"))
	require.Equal(t, []int{2024, 2025}, l.Periods("371500"))
	require.Equal(t, Hectares(111), l.Balance("371500", 2024).Balance)
	require.Equal(t, Hectares(1111), l.Balance("371500", 0).Balance)
	require.Equal(t, Hectares(100), l.Account("371521", 2024).Balance)
	require.Zero(t, l.Account("371500", 2024).Balance)
	_, err := l.Add(bg, Entry{ID: "5", Kind: Allocation, Region: "371521100", Parent: "371522", Period: 2024, Date: "2024-01-01", Area: 1})
	require.ErrorIs(t, err, ErrEntry)
}

func TestSumsDoNotOverflow(t *testing.T) {
	l := New(nil)
	mustAdd(t, l, at("1", Allocation, maxHectares))
	for _, region := range []string{"371521", "371522"} {
		e := at("2"+region, Allocation, 1)
		e.Region = region
		_, err := l.Add(bg, e)
		require.ErrorIs(t, err, ErrNumber, "neither the account nor its city may pass the limit")
	}
	require.Equal(t, maxHectares, l.Balance("371500", 0).Balance)
}

func TestContextEnds(t *testing.T) {
	l := New(nil)
	ctx, cancel := context.WithCancel(bg)
	cancel()
	_, err := l.Add(ctx, at("1", Allocation, 1))
	require.ErrorIs(t, err, context.Canceled)
	l.writing <- struct{}{} // a writer that hangs
	ctx, cancel = context.WithTimeout(bg, time.Millisecond)
	defer cancel()
	_, err = l.Add(ctx, at("1", Allocation, 1))
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Zero(t, l.Balance("371521", 2024).Balance, "reading does not wait for a writer")
}

// staleStore has lost entries that it counts.
type staleStore struct{ memory }

func (*staleStore) Append(context.Context, int64, []Entry) error { return ErrStale }

func TestStuckStore(t *testing.T) {
	l, err := Open(bg, new(staleStore), nil)
	require.NoError(t, err)
	_, err = l.Add(bg, at("a", Advance, 1))
	require.ErrorIs(t, err, ErrDamaged)
}
