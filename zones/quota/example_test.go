package quota_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/sanxian/sanxian/boundary"
	"github.com/sanxian/sanxian/zones/quota"
)

// A county is advanced its quota at once, earns it back, and reserves.
func Example() {
	ctx := context.Background()
	ledger := quota.New(&quota.Options{Rates: quota.Rates{
		quota.EarnedIdle: quota.MustRate("50%"), // an example, and no law
		quota.IllegalUse: quota.MustRate("1"),
	}})
	county := quota.Entry{Region: "371521", Parent: "371500", Period: 2025, Date: "2025-01-10"}
	add := func(id string, kind quota.Kind, project string, area quota.Hectares) {
		e := county
		e.ID, e.Kind, e.Project, e.Area = id, kind, project, area
		if _, err := ledger.Add(ctx, e); err != nil {
			fmt.Println(err)
		}
	}
	add("1", quota.Advance, "", 80*quota.Hectare)
	add("2", quota.EarnedIdle, "", 30*quota.Hectare)
	add("3", quota.IllegalUse, "", 2*quota.Hectare)
	add("4", quota.Reservation, "P-17", 60*quota.Hectare)
	add("5", quota.Approval, "P-17", 45*quota.Hectare)
	add("6", quota.Reservation, "P-18", 40*quota.Hectare)

	b := ledger.Balance("371500", 2025)
	fmt.Println(b.Advance, "+", b.Earned, "-", b.Deducted, "-", b.Used, "-", b.Reserved, "=", b.Balance)
	fmt.Println("to earn before settlement:", b.ToEarn)
	// Output:
	// quota: not enough quota: entry 6: reservation of 40.0000 ha in 371521, 2025: only 33.0000 ha are available, 7.0000 ha are missing (balance 33.0000, floor 0.0000)
	// 80.0000 + 15.0000 - 2.0000 - 45.0000 - 15.0000 = 33.0000
	// to earn before settlement: 47.0000
}

func ExampleLedger_Quote() {
	ledger := quota.New(nil)
	_, _ = ledger.Add(context.Background(),
		quota.Entry{ID: "1", Kind: quota.Advance, Region: "371521", Period: 2025, Date: "2025-01-10", Area: 80 * quota.Hectare},
		quota.Entry{ID: "2", Kind: quota.Award, Region: "371521", Period: 2025, Date: "2025-01-10", Area: 5 * quota.Hectare})
	area, _ := quota.FromArea(123456.5) // of a site, in square metres
	q, _ := ledger.Quote("371521", 2025, area)
	fmt.Println(q.Requested, "of", q.Available, "holds:", q.Holds)
	fmt.Println("earned", q.FromEarned, "advance", q.FromAdvance)
	// Output:
	// 12.3457 of 85.0000 holds: true
	// earned 5.0000 advance 7.3457
}

func ExampleOpenJournal() {
	dir, _ := os.MkdirTemp("", "quota")
	defer os.RemoveAll(dir)
	ctx, name := context.Background(), filepath.Join(dir, "2025.journal")
	entry := quota.Entry{ID: "1", Kind: quota.Allocation, Region: "371521", Period: 2025, Date: "2025-01-10", Area: quota.Hectare}

	for range 2 { // the second time the entry is there already
		journal, notes, err := quota.OpenJournal(name, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, note := range notes {
			fmt.Println(note)
		}
		ledger, err := quota.Open(ctx, journal, nil)
		if err == nil {
			_, err = ledger.Add(ctx, entry)
		}
		fmt.Println(ledger.Balance("371521", 2025).Balance, errors.Join(err, journal.Close()))
	}
	// Output:
	// 1.0000 <nil>
	// 1.0000 <nil>
}

func ExampleRate_Needed() {
	missing, _ := quota.FromArea(boundary.Area(470000))
	dispose, _ := quota.MustRate("50%").Needed(missing)
	fmt.Println("dispose of", dispose, "ha to earn", missing, "ha")
	// Output: dispose of 94.0000 ha to earn 47.0000 ha
}
