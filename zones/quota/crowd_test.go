package quota

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCrowd lets 64 callers take from one account, over and over. Run it with
// -race; SANXIAN_RUNS sets how often, default 1000.
func TestCrowd(t *testing.T) {
	runs := 1000
	if testing.Short() {
		runs = 50
	}
	if text := os.Getenv("SANXIAN_RUNS"); text != "" {
		var err error
		runs, err = strconv.Atoi(text)
		require.NoError(t, err)
	}
	const callers, limit = 64, 100
	for run := range runs {
		l := New(nil)
		mustAdd(t, l, at("a", Advance, limit))
		var wg sync.WaitGroup
		kept := make([]Hectares, callers) // what each was told it has, reserved or used
		for c := range callers {
			wg.Add(1)
			go func() {
				defer wg.Done()
				e := at(fmt.Sprint("r", c), Reservation, Hectares(1+c%4))
				e.Project = fmt.Sprint("P", c)
				if _, err := add(l, e); err != nil {
					if !errors.Is(err, ErrFloor) {
						t.Error(err)
					}
					return
				}
				kept[c] = e.Area
				if b := l.Balance("371500", 2024); b.Balance < 0 || b.Balance != b.Advance+b.Earned-b.Deducted-b.Used-b.Reserved {
					t.Errorf("seen in between: %+v", b)
				}
				switch c % 3 {
				case 0:
					e.ID, e.Kind, e.Area = fmt.Sprint("x", c), Release, 0
					if _, err := add(l, e); err != nil {
						t.Error(err)
					}
					kept[c] = 0
				case 1:
					e.ID, e.Kind = fmt.Sprint("ap", c), Approval
					if _, err := add(l, e); err != nil {
						t.Error(err)
					}
				}
			}()
		}
		wg.Wait()
		var sum Hectares
		for _, h := range kept {
			sum += h
		}
		b := l.Balance("371521", 2024)
		if b.Used+b.Reserved != sum || b.Balance != limit-sum || b.Balance < 0 {
			t.Fatalf("run %d: callers hold %s, the ledger says %+v", run, sum, b)
		}
	}
}
