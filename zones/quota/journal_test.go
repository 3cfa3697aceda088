package quota_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sanxian/sanxian/message"
	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/quota/storetest"
)

var bg = context.Background()

func TestMemory(t *testing.T) {
	fresh := func(t *testing.T) storetest.Open {
		m := quota.NewMemory()
		return func() (quota.Store, error) { return m, nil }
	}
	storetest.Run(t, fresh)
	storetest.RunShared(t, fresh)
}

func TestJournal(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		name := filepath.Join(t.TempDir(), "台账.journal")
		return func() (quota.Store, error) {
			s, _, err := quota.OpenJournal(name, nil)
			return s, err
		}
	})
}

func TestJournalIsLocked(t *testing.T) {
	name := filepath.Join(t.TempDir(), "j")
	j, _, err := quota.OpenJournal(name, nil)
	require.NoError(t, err)
	if second, _, err := quota.OpenJournal(name, nil); err == nil {
		second.Close()
		t.Skip("this system has no file lock")
	} else {
		require.ErrorIs(t, err, quota.ErrLocked)
	}
	require.NoError(t, j.Close())
	require.ErrorIs(t, j.Append(bg, 0, nil), quota.ErrClosed)
	j, _, err = quota.OpenJournal(name, nil)
	require.NoError(t, err)
	require.NoError(t, j.Close())
}

// disk is a file in memory whose machine dies after a number of bytes were
// written: from then on every call fails.
type disk struct {
	data   []byte
	budget int // bytes that may still be written; negative: no limit
	dead   bool
	fail   func(op string) error // an error for this call, the machine lives on
}

var errDead = errors.New("the machine is off")

func (d *disk) ask(op string) error {
	if d.dead {
		return errDead
	}
	if d.fail != nil {
		return d.fail(op)
	}
	return nil
}

func (d *disk) ReadAt(p []byte, at int64) (int, error) {
	if err := d.ask("read"); err != nil {
		return 0, err
	}
	if at >= int64(len(d.data)) {
		return 0, io.EOF
	}
	n := copy(p, d.data[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (d *disk) WriteAt(p []byte, at int64) (int, error) {
	err := d.ask("write")
	if d.dead {
		return 0, err
	}
	if err != nil {
		p = p[:len(p)/2] // a failed write leaves half of it
	} else if d.budget >= 0 && len(p) > d.budget {
		p, d.dead, err = p[:d.budget], true, errDead
	}
	if d.budget >= 0 {
		d.budget -= len(p)
	}
	if end := int(at) + len(p); end > len(d.data) {
		d.data = append(d.data, make([]byte, end-len(d.data))...)
	}
	return copy(d.data[at:], p), err
}

func (d *disk) Truncate(size int64) error {
	if err := d.ask("truncate"); err != nil {
		return err
	}
	d.data = d.data[:size]
	return nil
}

func (d *disk) Sync() error          { return d.ask("sync") }
func (d *disk) Size() (int64, error) { return int64(len(d.data)), d.ask("size") }
func (d *disk) Close() error         { return nil }

func some(n int) []quota.Entry {
	var all []quota.Entry
	for i := range n {
		all = append(all, quota.Entry{ID: fmt.Sprint("e", i), Kind: quota.Allocation, Region: "371521", Period: 2024, Date: "2024-01-01", Area: quota.Hectares(i + 1), Amount: quota.Hectares(i + 1), Note: "备注"})
	}
	return all
}

func contents(t *testing.T, s quota.Store) []quota.Entry {
	t.Helper()
	var all []quota.Entry
	for e, err := range s.Replay(bg, 0) {
		require.NoError(t, err)
		all = append(all, e)
	}
	return all
}

// TestJournalKilledAtEveryByte kills the machine after every number of bytes
// of a history of batches, the header included, and opens what is left.
func TestJournalKilledAtEveryByte(t *testing.T) {
	all := some(9)
	batches := [][]quota.Entry{all[:1], all[1:2], all[2:5], all[5:6], all[6:9]}
	write := func(d *disk) (acknowledged int) {
		j, _, err := quota.NewJournal(d, "")
		if err != nil {
			return 0
		}
		for _, b := range batches {
			if j.Append(bg, int64(acknowledged), b) != nil {
				// Nothing may be acknowledged after the machine went off.
				require.Error(t, j.Append(bg, int64(acknowledged), b))
				return acknowledged
			}
			acknowledged += len(b)
		}
		return acknowledged
	}
	whole := &disk{budget: -1}
	require.Equal(t, len(all), write(whole))
	for budget := 0; budget <= len(whole.data); budget++ {
		for _, tail := range []string{"cut", "zeros"} {
			d := &disk{budget: budget}
			acknowledged := write(d)
			left := &disk{data: slices.Clone(d.data), budget: -1}
			if tail == "zeros" { // the file was lengthened before its blocks were written
				left.data = append(left.data, make([]byte, len(whole.data)-len(left.data))...)
			}
			j, _, err := quota.NewJournal(left, "")
			require.NoError(t, err, "killed after byte %d, %s", budget, tail)
			got := contents(t, j)
			require.GreaterOrEqual(t, len(got), acknowledged, "killed after byte %d: acknowledged entries are missing", budget)
			require.True(t, slices.Equal(all[:len(got)], got))
			require.Contains(t, []int{0, 1, 2, 5, 6, 9}, len(got), "a batch came back in part")

			// The ledger goes on as if nothing had happened: the callers ask again.
			l, err := quota.Open(bg, j, nil)
			require.NoError(t, err)
			_, err = l.Add(bg, all...)
			require.NoError(t, err)
			require.NoError(t, j.Close())
			j, notes, err := quota.NewJournal(&disk{data: left.data, budget: -1}, "")
			require.NoError(t, err)
			require.Empty(t, notes)
			require.Equal(t, all, contents(t, j), "killed after byte %d", budget)
		}
	}
}

// TestJournalDamage flips every byte of a journal in turn: either the damage
// is refused with its place and the file stays as it is, or nothing was lost.
func TestJournalDamage(t *testing.T) {
	all := some(4)
	d := &disk{budget: -1}
	j, _, err := quota.NewJournal(d, "台账")
	require.NoError(t, err)
	offsets := []int{len(d.data)}
	for i := range all {
		require.NoError(t, j.Append(bg, int64(i), all[i:i+1]))
		offsets = append(offsets, len(d.data))
	}
	for at := range d.data {
		for _, flip := range []byte{0x01, 0x80, 0xff} {
			damaged := slices.Clone(d.data)
			damaged[at] ^= flip
			before := slices.Clone(damaged)
			file := &disk{data: damaged, budget: -1}
			_, _, err := quota.NewJournal(file, "台账")
			require.ErrorIs(t, err, quota.ErrDamaged, "byte %d", at)
			require.Equal(t, before, file.data)
			if at < offsets[0] {
				continue
			}
			var located *message.Error
			require.ErrorAs(t, err, &located)
			record := slices.IndexFunc(offsets, func(o int) bool { return o > at })
			require.Equal(t, fmt.Sprint(record), located.Values["record"])
			require.Equal(t, fmt.Sprint(offsets[record-1]), located.Values["offset"])
			require.Equal(t, "台账", located.Place.File)
		}
	}
}

func TestJournalReportsATornTail(t *testing.T) {
	d := &disk{budget: -1}
	j, _, err := quota.NewJournal(d, "")
	require.NoError(t, err)
	require.NoError(t, j.Append(bg, 0, some(1)))
	kept := len(d.data)
	require.NoError(t, j.Append(bg, 1, some(2)[1:]))
	d.data = d.data[:len(d.data)-5]
	lost := len(d.data) - kept
	_, notes, err := quota.NewJournal(d, "j")
	require.NoError(t, err)
	require.Len(t, notes, 1)
	require.Equal(t, "quota.torn_tail", notes[0].Code)
	require.Contains(t, notes[0].Text, fmt.Sprintf("the last %d bytes, from offset %d", lost, kept))
	require.Len(t, d.data, kept)
}

func TestJournalOfSomethingElse(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x")
	for _, text := range []string{"PK\x03\x04", "{\"a\": 1}\n and more than a header's length", "sanxian quota journal 2\n"} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		_, _, err := quota.OpenJournal(name, nil)
		require.ErrorIs(t, err, quota.ErrDamaged)
		kept, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, text, string(kept))
	}
}

// A write that fails while the machine lives on leaves the journal as it was.
func TestJournalWriteFails(t *testing.T) {
	full := errors.New("disk full")
	d := &disk{budget: -1}
	j, _, err := quota.NewJournal(d, "")
	require.NoError(t, err)
	l, err := quota.Open(bg, j, nil)
	require.NoError(t, err)
	all := some(3)
	_, err = l.Add(bg, all[0])
	require.NoError(t, err)

	d.fail = func(op string) error {
		if op == "write" {
			return full
		}
		return nil
	}
	_, err = l.Add(bg, all[1])
	require.ErrorIs(t, err, full)
	d.fail = nil
	_, err = l.Add(bg, all[1])
	require.NoError(t, err)

	d.fail = func(op string) error {
		if op == "sync" {
			return full
		}
		return nil
	}
	_, err = l.Add(bg, all[2])
	require.ErrorIs(t, err, full)
	d.fail = nil
	_, err = l.Add(bg, all[2])
	require.ErrorIs(t, err, quota.ErrClosed, "after a failed sync the journal must be opened again")

	j, _, err = quota.NewJournal(d, "")
	require.NoError(t, err)
	l, err = quota.Open(bg, j, nil)
	require.NoError(t, err)
	_, err = l.Add(bg, all...)
	require.NoError(t, err)
	require.Equal(t, all, contents(t, j))
}

func FuzzJournal(f *testing.F) {
	d := &disk{budget: -1}
	j, _, err := quota.NewJournal(d, "")
	require.NoError(f, err)
	require.NoError(f, j.Append(bg, 0, some(2)))
	require.NoError(f, j.Append(bg, 2, some(3)[2:]))
	f.Add(d.data)
	f.Add(d.data[:len(d.data)-3])
	f.Add(append(slices.Clone(d.data), make([]byte, 20)...))
	f.Add([]byte("sanxian quota"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := &disk{data: slices.Clone(data), budget: -1}
		j, _, err := quota.NewJournal(file, "")
		if err != nil {
			require.Equal(t, data, file.data, "a refused journal was changed")
			return
		}
		var n int64
		for _, err := range j.Replay(bg, 0) {
			if err != nil {
				require.ErrorIs(t, err, quota.ErrDamaged)
				return
			}
			n++
		}
		extra := some(1)
		require.NoError(t, j.Append(bg, n, extra))
		again, _, err := quota.NewJournal(file, "")
		require.NoError(t, err)
		require.Len(t, contents(t, again), int(n)+1)
	})
}
