package quota

import (
	"errors"

	"github.com/sanxian/sanxian/boundary"
)

// An entry is refused with one of these. The error itself is a
// *message.Error whose Values hold the figures.
var (
	// ErrEntry: the entry is malformed, whatever the ledger holds.
	ErrEntry = errors.New("quota: malformed entry")
	// ErrNumber: a number is malformed, or too large to be counted.
	ErrNumber = errors.New("quota: unusable number")
	// ErrRate: a rate that the entry needs was given nowhere.
	ErrRate = errors.New("quota: missing rate")
	// ErrConflict: another entry already has this id.
	ErrConflict = errors.New("quota: id already used")
	// ErrFloor: the account would fall below its floor.
	ErrFloor = errors.New("quota: not enough quota")
	// ErrStage: the step is out of order, or larger than the step before it.
	ErrStage = errors.New("quota: step out of order")
	// ErrUncovered: the advance cannot be given back in full.
	ErrUncovered = errors.New("quota: advance not covered")
)

// A store fails with one of these, or with an error of its own.
var (
	// ErrStale: another writer appended first. The ledger handles it.
	ErrStale = errors.New("quota: store has newer entries")
	// ErrDamaged: stored entries cannot be read back. Nothing was changed.
	ErrDamaged = errors.New("quota: damaged store")
	// ErrLocked: another process has the journal open.
	ErrLocked = errors.New("quota: journal in use")
	// ErrClosed: the store was closed, or gave up after a failed write.
	ErrClosed = errors.New("quota: store closed")
)

// refuse makes a located error; pairs are name, value.
func refuse(class error, code, template string, pairs ...any) error {
	return boundary.NewError(class, code, message.Place{}, template, pairs...)
}
