package quota

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"

	"github.com/sanxian/sanxian/message"
)

var (
	msgQuotaTornTail = message.New("quota.torn_tail", "the last {bytes} bytes, from offset {offset}, are of a record that was never written to its end or acknowledged; removed",
		"末尾 {bytes} 字节（自偏移 {offset} 起）属于一条未写完、也未确认的记录，已删除")
	msgQuotaTornHeader     = message.New("quota.torn_header", "the file ends within its header; it is begun anew", "文件在文件头处中断，已重新开始")
	msgQuotaNotAJournal    = message.New("quota.not_a_journal", "this is no quota journal of version 1: it begins with {head}", "不是第 1 版指标台账日志：开头为 {head}")
	msgQuotaJournalDamaged = message.New("quota.journal_damaged", "record {record}, at offset {offset}: {reason}; nothing was changed",
		"第 {record} 条、偏移 {offset} 处损坏：{reason}；文件未作改动")
)

// errTorn marks a record that the file ends in.
var errTorn = errors.New("quota: torn record")

// recover reads the journal through once, checks every record and removes a
// torn tail.
func (j *journal) recover() ([]message.Note, error) {
	size, err := j.file.Size()
	if err != nil {
		return nil, err
	}
	head := make([]byte, min(size, int64(len(journalHeader))))
	if _, err := j.file.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if string(head) != journalHeader {
		return j.begin(head, size)
	}

	records := j.records(j.file, size)
	for {
		payload, err := records.next()
		if err == nil {
			j.count += int64(bytes.Count(payload, []byte{'\n'}))
			continue
		}
		j.end = records.at
		if err == io.EOF {
			return nil, nil
		}
		if err != errTorn {
			return nil, err
		}
		break
	}
	if err := j.file.Truncate(j.end); err != nil {
		return nil, fmt.Errorf("quota: journal %s: removing a torn tail: %w", j.name, err)
	}
	if err := j.file.Sync(); err != nil {
		return nil, fmt.Errorf("quota: journal %s: sync: %w", j.name, err)
	}
	return []message.Note{msgQuotaTornTail.Note(message.Place{File: j.name, Line: records.number},
		"bytes", size-j.end, "offset", j.end)}, nil
}

// begin writes the header of an empty journal. The file must be empty, or one
// whose very first write was cut short: then no entry was ever acknowledged.
func (j *journal) begin(head []byte, size int64) ([]message.Note, error) {
	written := bytes.TrimRight(head, "\x00")
	empty, err := j.zeros(int64(len(written)), size)
	if err != nil {
		return nil, err
	}
	if !empty || len(written) == len(journalHeader) || string(written) != journalHeader[:len(written)] {
		return nil, j.notAJournal(head)
	}
	if err := j.file.Truncate(0); err != nil {
		return nil, fmt.Errorf("quota: journal %s: truncate: %w", j.name, err)
	}
	if _, err := j.file.WriteAt([]byte(journalHeader), 0); err != nil {
		return nil, fmt.Errorf("quota: journal %s: write: %w", j.name, err)
	}
	if j.sync {
		if err := j.file.Sync(); err != nil {
			return nil, fmt.Errorf("quota: journal %s: sync: %w", j.name, err)
		}
	}
	j.end = int64(len(journalHeader))
	if size == 0 {
		return nil, nil
	}
	return []message.Note{msgQuotaTornHeader.Note(message.Place{File: j.name})}, nil
}

func (j *journal) notAJournal(head []byte) error {
	return msgQuotaNotAJournal.Error(ErrDamaged, message.Place{File: j.name},
		"head", strconv.Quote(string(head)))
}

func (j *journal) damaged(record int, offset int64, reason string, cause error) error {
	err := msgQuotaJournalDamaged.Error(ErrDamaged, message.Place{File: j.name, Line: record},
		"record", record, "offset", offset, "reason", reason)
	err.Cause = cause
	return err
}

// recordReader walks over the records of a journal.
type recordReader struct {
	j      *journal
	in     *bufio.Reader
	at     int64 // offset of the record that next returns
	end    int64 // of the file
	number int   // of the record that next returned or failed in, from 1
	buffer []byte
}

func (j *journal) records(file file, end int64) *recordReader {
	start := int64(len(journalHeader))
	return &recordReader{j: j, in: bufio.NewReaderSize(io.NewSectionReader(file, start, end-start), 1<<16), at: start, end: end}
}

// next returns the payload of the next record, io.EOF after the last one,
// errTorn for a record that a crash cut short, or why it is damaged.
//
// A crash leaves the beginning of a record, or, where the file was lengthened
// before its blocks were written, zeros up to the end of the file; no whole
// record ends in a zero. Only those two are torn: anything else was written
// whole once and may have been acknowledged.
func (r *recordReader) next() ([]byte, error) {
	left := r.end - r.at
	if left == 0 {
		return nil, io.EOF
	}
	r.number++
	if left < recordHeader {
		return nil, errTorn
	}
	var head [recordHeader]byte
	if _, err := io.ReadFull(r.in, head[:]); err != nil {
		return nil, fmt.Errorf("quota: journal %s: read: %w", r.j.name, err)
	}
	n := int64(binary.LittleEndian.Uint32(head[:]))
	if crc32.Checksum(head[:4], castagnoli) != binary.LittleEndian.Uint32(head[4:]) || n == 0 || n > maxRecord {
		return nil, r.badHeader()
	}
	if n > left-recordHeader {
		return nil, errTorn
	}
	if int64(cap(r.buffer)) < n {
		r.buffer = make([]byte, n) // not more than the file holds
	}
	payload := r.buffer[:n]
	if _, err := io.ReadFull(r.in, payload); err != nil {
		return nil, fmt.Errorf("quota: journal %s: read: %w", r.j.name, err)
	}
	if crc32.Checksum(payload, castagnoli) != binary.LittleEndian.Uint32(head[8:]) || payload[n-1] != '\n' {
		unwritten, err := r.j.zeros(r.at+recordHeader+n, r.end)
		if err != nil {
			return nil, err
		}
		if unwritten && payload[n-1] == 0 {
			return nil, errTorn
		}
		return nil, r.j.damaged(r.number, r.at, "the checksum of its entries does not hold", nil)
	}
	r.at += recordHeader + n
	return payload, nil
}

// badHeader decides about a header that does not hold: torn if it and all that
// follows it end in zeros, else damaged.
func (r *recordReader) badHeader() error {
	torn, err := r.j.zeros(r.at+recordHeader-1, r.end)
	if err != nil {
		return err
	}
	if !torn {
		return r.j.damaged(r.number, r.at, "its length is damaged", nil)
	}
	return errTorn
}

// zeros tells whether the file holds nothing but zeros from one offset up to
// another.
func (j *journal) zeros(from, to int64) (bool, error) {
	chunk := make([]byte, min(1<<16, max(to-from, 0)))
	for from < to {
		n, err := j.file.ReadAt(chunk[:min(int64(len(chunk)), to-from)], from)
		if n == 0 && err != nil {
			return false, fmt.Errorf("quota: journal %s: read: %w", j.name, err)
		}
		if len(bytes.Trim(chunk[:n], "\x00")) != 0 {
			return false, nil
		}
		from += int64(n)
	}
	return true, nil
}
