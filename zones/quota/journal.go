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

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaJournalLocked = message.New("quota.journal_locked", "another process has it open", "日志文件正被另一进程使用")
	msgQuotaJournalBroken = message.New("quota.journal_broken", "an earlier write failed; open the journal again", "先前写入失败，须重新打开日志文件")
	msgQuotaBatch         = message.New("quota.batch", "a batch of {bytes} bytes is more than {limit}", "一批 {bytes} 字节，超过上限 {limit}")
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

// A file is what a journal needs of a file.
type file interface {
	io.ReaderAt
	io.WriterAt
	Truncate(size int64) error
	Sync() error
	Size() (int64, error)
	Close() error
}

// JournalOptions are the choices of a journal. Nil means the defaults.
type JournalOptions struct {
	// NoSync leaves it to the operating system when to write to the disk. A
	// crash of the process then loses nothing, one of the machine may lose the
	// newest entries. By default every Append is synced before it returns.
	NoSync bool
}

// A journal is a store in one file.
type journal struct {
	name string
	sync bool

	mu     sync.Mutex
	file   file
	end    int64 // where the next record goes
	count  int64 // entries before end
	broken error // why nothing can be appended any more
}

var _ Store = (*journal)(nil)

// OpenJournal opens the journal file, or makes an empty one: a Store in one file.
//
// A tail that was cut short by a crash, and so was never acknowledged, is removed
// and reported in the notes. Damage anywhere else is refused with ErrDamaged, and
// nothing is changed. A journal has one writer: a second one in another process is
// refused with ErrLocked on Linux, macOS and the BSDs; elsewhere the caller must
// keep it away.
func OpenJournal(name string, opt *JournalOptions) (Store, []message.Note, error) {
	if opt == nil {
		opt = &JournalOptions{}
	}
	_, statErr := os.Stat(name)
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, nil, err
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, nil, msgQuotaJournalLocked.Error(ErrLocked, message.Place{File: name}).Because(err)
	}
	if errors.Is(statErr, os.ErrNotExist) && !opt.NoSync {
		// A new file is safe only when its directory entry is. Not every
		// system can sync a directory, and there is nothing to do then.
		if dir, err := os.Open(filepath.Dir(name)); err == nil {
			_ = dir.Sync()
			dir.Close()
		}
	}
	return newJournal(osFile{f}, name, opt.NoSync)
}

// newJournal opens the journal in f, which it closes when it is closed or cannot
// be opened.
func newJournal(f file, name string, noSync bool) (Store, []message.Note, error) {
	j := &journal{name: name, sync: !noSync, file: f}
	notes, err := j.recover()
	if err != nil {
		_ = f.Close()
		return nil, nil, err
	}
	return j, notes, nil
}

func (j *journal) Append(ctx context.Context, after int64, entries []Entry) error {
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

func (j *journal) giveUp(cause error) {
	j.broken = msgQuotaJournalBroken.Error(ErrClosed, message.Place{File: j.name}).Because(cause)
}

func (j *journal) Close() error {
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

func (j *journal) Replay(ctx context.Context, after int64) iter.Seq2[Entry, error] {
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
		return nil, refuse(ErrNumber, msgQuotaBatch, "bytes", len(payload), "limit", maxRecord)
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
