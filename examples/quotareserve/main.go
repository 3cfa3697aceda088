// Quotareserve asks a ledger of planning quotas what a site would take, while
// the site is checked, and then reserves it. The report binds nobody; the
// reservation does, and it is refused where the account no longer has enough.
//
//	go run ./examples/quotareserve
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/sanxian/sanxian/examples/demo"
	"github.com/sanxian/sanxian/zones"
	"github.com/sanxian/sanxian/zones/quota"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, w io.Writer) error {
	plan, sites, err := demo.Load(ctx)
	if err != nil {
		return err
	}
	// This ledger forgets; quota.OpenJournal keeps one in a file.
	ledger := quota.New(nil)
	_, err = ledger.Add(ctx, quota.Entry{ID: "2026-001", Kind: quota.Allocation, Region: "371502", Period: 2026, Date: "2026-01-10", Area: 20 * quota.Hectare})
	if err != nil {
		return err
	}
	opt := &zones.CheckOptions{Date: "2026-11-23", Accounts: ledger.Accounts()}
	for i, f := range sites[:3] {
		report, err := plan.Check(ctx, zones.Site{Feature: f}, opt)
		if err != nil {
			return err
		}
		q := report.Quota[0]
		fmt.Fprintf(w, "%s would take %s of %s ha: %t\n", f.ID, q.RequestedHa, q.AvailableHa, q.Holds)
		// The id is yours: the same call again, after a failure of the network,
		// reserves nothing more.
		entry := quota.Entry{ID: fmt.Sprintf("2026-%03d", i+2), Project: f.ID, Date: "2026-11-23"}
		switch _, err := ledger.ReserveReport(ctx, report, entry); {
		case errors.Is(err, quota.ErrFloor):
			fmt.Fprintln(w, "refused:", err)
		case err != nil:
			return err
		}
	}
	b := ledger.Balance("371502", 2026)
	fmt.Fprintf(w, "balance %s = earned %s - reserved %s\n", b.Balance, b.Earned, b.Reserved)
	return nil
}
