package quota

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"os"
	"path/filepath"
	"sync"

	"github.com/sanxian/sanxian/boundary"
)

// The journal file: a header line, then records. A record is
//
//	4 bytes  length n of the payload, little-endian
//	4 bytes  CRC-32C of those 4 bytes
//	4 bytes  CRC-32C of the payload
//	n bytes  payload: entries as JSON, one a line, each ended by a newline
//
// One record is one Append. The length has its own checksum so that a damaged
// length is never mistaken for a record that was cut short by a crash.
const (
	journalHeader = "sanxian quota journal 1\n"
	recordHeader  = 12
	maxRecord     = 256 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A File is what a journal needs of a file.
type File interface {
	io.ReaderAt
	io.WriterAt
	Truncate(size int64) error
	Sync() error
	Size() (int64, error)
	Close() error
}

// JournalOptions are the choices of a journal. Nil means the defaults.
type JournalOptions struct {
	// Name is the file's name in errors and notes.
	Name string
	// NoSync leaves it to the operating system when to write to the disk. A
	// crash of the process then loses nothing, one of the machine may lose the
	// newest entries. By default every Append is synced before it returns.
	NoSync bool
}

// A Journal is a store in one file. It has one writer: a second one in another
// process is refused with ErrLocked on Linux, macOS and the BSDs; elsewhere
// keeping a second writer away is the caller's.
type Journal struct {
	name string
	sync bool

	mu     sync.Mutex
	file   File
	end    int64 // where the next record goes
	count  int64 // entries before end
	broken error // why nothing can be appended any more
	notes  []boundary.Note
}

var _ Store = (*Journal)(nil)

// OpenJournal opens the journal file, or makes an empty one.
func OpenJournal(name string, opt *JournalOptions) (*Journal, error) {
	o := JournalOptions{}
	if opt != nil {
		o = *opt
	}
	if o.Name == "" {
		o.Name = name
	}
	_, statErr := os.Stat(name)
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, &boundary.Error{Class: ErrLocked, Code: "quota.journal_locked", Place: boundary.Place{File: o.Name}, Text: "another process has it open", Cause: err}
	}
	if errors.Is(statErr, os.ErrNotExist) && !o.NoSync {
		// A new file is safe only when its directory entry is. Not every
		// system can sync a directory, and there is nothing to do then.
		if dir, err := os.Open(filepath.Dir(name)); err == nil {
			_ = dir.Sync()
			dir.Close()
		}
	}
	return NewJournal(osFile{f}, &o)
}

// NewJournal opens the journal in f, which it closes when it is closed or
// cannot be opened. A tail that was cut short by a crash, and so was never
// acknowledged, is removed and reported by Notes; damage anywhere else is
// refused with ErrDamaged and nothing is changed.
func NewJournal(f File, opt *JournalOptions) (*Journal, error) {
	if opt == nil {
		opt = &JournalOptions{}
	}
	j := &Journal{name: opt.Name, sync: !opt.NoSync, file: f}
	if err := j.recover(); err != nil {
		_ = f.Close()
		return nil, err
	}
	return j, nil
}

// Notes returns what was found and repaired when the journal was opened.
func (j *Journal) Notes() []boundary.Note { return j.notes }

// Append implements Store.
func (j *Journal) Append(ctx context.Context, after int64, entries []Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	record, err := appendRecord(nil, entries)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.broken != nil:
		return j.broken
	case after != j.count:
		return ErrStale
	case len(entries) == 0:
		return nil
	}
	if _, err := j.file.WriteAt(record, j.end); err != nil {
		// Take the part back, so that a later record does not follow a torn one.
		if undo := j.file.Truncate(j.end); undo != nil {
			j.giveUp(undo)
		}
		return fmt.Errorf("quota: journal %s: write: %w", j.name, err)
	}
	if j.sync {
		// After a failed sync nobody knows what is on the disk, and a second
		// sync that succeeds does not tell either: read it again from there.
		if err := j.file.Sync(); err != nil {
			j.giveUp(err)
			return fmt.Errorf("quota: journal %s: sync: %w", j.name, err)
		}
	}
	j.end += int64(len(record))
	j.count += int64(len(entries))
	return nil
}

func (j *Journal) giveUp(cause error) {
	j.broken = &boundary.Error{Class: ErrClosed, Code: "quota.journal_broken", Place: boundary.Place{File: j.name},
		Text: "an earlier write failed; open the journal again", Cause: cause}
}

// Close implements Store.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return nil
	}
	err := j.file.Close()
	j.file = nil
	if j.broken == nil {
		j.broken = ErrClosed
	}
	return err
}

// Replay implements Store.
func (j *Journal) Replay(ctx context.Context, after int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		j.mu.Lock()
		file, end, count, broken := j.file, j.end, j.count, j.broken
		j.mu.Unlock()
		if file == nil || broken != nil {
			yield(Entry{}, broken)
			return
		}
		if after >= count {
			return
		}
		seen := int64(0)
		records := j.records(file, end)
		decode := lineDecoder{words: map[string]string{}}
		for {
			if err := ctx.Err(); err != nil {
				yield(Entry{}, err)
				return
			}
			at := records.at
			payload, err := records.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for len(payload) > 0 {
				line, rest, _ := bytes.Cut(payload, []byte{'\n'})
				payload = rest
				if seen++; seen <= after {
					continue
				}
				e, err := decode.entry(line)
				if err != nil {
					yield(Entry{}, j.damaged(records.number, at, "the checksum holds but the entry cannot be read", err))
					return
				}
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// appendRecord encodes one Append.
func appendRecord(b []byte, entries []Entry) ([]byte, error) {
	start := len(b)
	b = append(b, make([]byte, recordHeader)...)
	for _, e := range entries {
		b = append(e.appendJSON(b), '\n')
	}
	payload := b[start+recordHeader:]
	if len(payload) > maxRecord {
		return nil, refuse(ErrNumber, "quota.batch", "a batch of {bytes} bytes is more than {limit}", "bytes", len(payload), "limit", maxRecord)
	}
	head := b[start:]
	binary.LittleEndian.PutUint32(head, uint32(len(payload)))
	binary.LittleEndian.PutUint32(head[4:], crc32.Checksum(head[:4], castagnoli))
	binary.LittleEndian.PutUint32(head[8:], crc32.Checksum(payload, castagnoli))
	return b, nil
}

// osFile is an *os.File as a journal wants it.
type osFile struct{ *os.File }

func (f osFile) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
